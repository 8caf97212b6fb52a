"""A guardian without an account answers what the school asks, each question by itself, and takes a yes back."""

from html import unescape

import pytest
from django.test import Client

from samverkan.consent.models import Answer, AnswerForm, Question, Wording
from samverkan.consent.texts import frozen_text
from samverkan.guests.speech import languages
from samverkan.guests.tests.coming import come_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at the question"


def waiting(cast: Cast) -> Question:
    """A question that has been put and that Olof has not answered."""
    answered = Answer.objects.filter(giver=cast.olof).values("question")
    rows = Question.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case, asked_at__isnull=False)
    return rows.filter(suspended_at=None, subject=None).exclude(id__in=answered).order_by("id")[0]


def said(browser: Client, address: str) -> str:
    return unescape(browser.get(address).content.decode())


def test_olof_answers_one_question_and_it_is_kept_how_it_came(cast: Cast) -> None:
    question, browser = waiting(cast), come_in(cast, cast.olof)
    address = f"/gast/samtycken/{question.id}"

    first = said(browser, address)
    looked = browser.post(address, {"svar": "ja"})
    nothing_yet = Answer.objects.filter(question=question, giver=cast.olof).exists()
    browser.post(address, {"svar": "ja", "klart": "ja"})
    browser.post(address, {"svar": "ja", "klart": "ja"})

    assert all(f">{word}</button>" in first for word in ("Ja", "Nej", "Jag vill prata först"))
    assert "checked" not in first
    assert looked.status_code == 200
    assert not nothing_yet
    row = Answer.objects.get(question=question, giver=cast.olof)
    assert (row.reply, row.form, row.account, row.assurance) == ("ja", AnswerForm.ELECTRONIC, None, "lank-och-kod")


def test_the_yes_can_be_taken_back_from_the_same_page_in_two_steps(cast: Cast) -> None:
    question, browser = waiting(cast), come_in(cast, cast.olof)
    browser.post(f"/gast/samtycken/{question.id}", {"svar": "ja", "klart": "ja"})
    back = f"/gast/samtycken/{question.id}/tillbakatagande"

    assert back in said(browser, "/gast")
    assert back in said(browser, f"/gast/samtycken/{question.id}")
    assert "Ta tillbaka ditt ja?" in said(browser, back)
    browser.post(back)
    browser.post(back)

    replies = Answer.objects.filter(question=question, giver=cast.olof).order_by("recorded_at")
    assert list(replies.values_list("reply", flat=True)) == ["ja", "tillbakataget"]


def test_no_answer_is_an_error_and_nothing_is_saved(cast: Cast) -> None:
    question, browser = waiting(cast), come_in(cast, cast.olof)

    answer = browser.post(f"/gast/samtycken/{question.id}", {"svar": "kanske"})

    assert answer.status_code == 422
    assert "Välj ett av de tre svaren." in unescape(answer.content.decode())
    assert not Answer.objects.filter(question=question, giver=cast.olof).exists()


def test_the_other_guardians_answer_is_told_nowhere(cast: Cast) -> None:
    browser = come_in(cast, cast.olof)

    pages = said(browser, "/gast") + said(browser, f"/gast/samtycken/{waiting(cast).id}")

    assert "Anna har" not in pages
    assert "från Anna" not in pages


def test_one_from_outside_is_asked_for_no_consent(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)

    assert browser.get(f"/gast/samtycken/{waiting(cast).id}").status_code == 403
    assert "Dina svar och samtycken" not in said(browser, "/gast")


def test_a_question_about_somebody_elses_child_is_not_there(cast: Cast) -> None:
    others = Question.objects.unguarded(because=BECAUSE).exclude(case=cast.ebbas_case).order_by("id")[0]
    browser = come_in(cast, cast.olof)

    assert browser.get(f"/gast/samtycken/{others.id}").status_code == 404


def test_what_was_answered_in_arabic_is_kept_in_arabic_and_is_never_put_otherwise(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, browser = waiting(cast), come_in(cast, cast.olof)
    address = f"/gast/samtycken/{question.id}?sprak=ar"

    page = said(browser, address)
    browser.post(address, {"svar": "ja", "klart": "ja"})
    row = Answer.objects.select_related("wording__question__cell").get(question=question, giver=cast.olof)

    assert row.wording is not None
    assert (row.language, row.wording.language) == ("ar", "ar")
    text = frozen_text(row.wording)
    assert text.split("\n")[0] in page
    assert "Ebba" in text
    assert set(Wording.objects.filter(question=question).values_list("language", flat=True)) == {"sv", "ar"}
    monkeypatch.setitem(languages()["ar"].texts, "asked_back", "جملة أخرى.")
    assert "جملة أخرى." not in said(browser, address)
