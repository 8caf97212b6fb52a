"""Mina svar: a guardian answers, looks it through, takes back, and reads nothing of what the other has answered."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import actions, queries
from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.consent.sealed_words import REASON
from samverkan.consent.tests.test_answer_a_question import asked, assessments_seen_by, says
from samverkan.people.models import Pupil
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import PersonId
from samverkan.vault.texts import open_field
from tests.cast import Cast, client_as, scope_of


def page(client: Client, cast: Cast, question: Question | None = None) -> str:
    """Mina svar, or one question there, as text."""
    url = reverse("my_answers", args=[cast.ebbas_case])
    return unescape(client.get(f"{url}/{question.id}" if question else url).content.decode())


def answers(client: Client, cast: Cast, question: Question, reply: str, **more: str) -> int:
    """Press one of the three, look it through, send."""
    url = reverse("my_answer", args=[cast.ebbas_case, question.id])
    check = client.post(url, {"svar": reply})
    assert check.status_code == 200
    before = Answer.objects.filter(question=question).count()
    sent = client.post(url, {"svar": reply, "klart": "ja"} | more).status_code
    assert Answer.objects.filter(question=question).count() == before + 1
    return sent


def state(cast: Cast, question: Question) -> ConsentState:
    return queries.question(scope_of(cast.sara), cast.ebbas_case, question.id).state


def test_both_guardians_answer_by_themselves_and_it_opens_at_once(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")

    met = [answers(client_as(person), cast, question, "ja") for person in (cast.anna, cast.olof)]

    assert met == [302, 302]
    assert state(cast, question) is ConsentState.GIVEN
    assert assessments_seen_by(cast, cast.maria)
    kept = Answer.objects.filter(question=question, giver=cast.anna).latest("recorded_at")
    assert (kept.form, kept.account and kept.account.person_id) == (AnswerForm.ELECTRONIC, cast.anna.id)
    assert kept.wording is not None and kept.sealed_evidence is not None


def test_the_three_answers_are_equal_buttons_and_none_is_chosen(cast: Cast) -> None:
    question = asked(cast)

    text = page(client_as(cast.anna), cast, question)

    buttons = re.findall(r'<button class="([^"]+)" type="submit" name="svar" value="([^"]+)">([^<]+)', text)
    assert [words for _, _, words in buttons] == ["Ja", "Nej", "Jag vill prata först"]
    assert len({classes for classes, _, _ in buttons}) == 1
    _, choices, after = text.partition('class="replies"')
    assert choices and "checked" not in after


def test_the_receipt_says_what_when_and_how(cast: Cast) -> None:
    question, anna = asked(cast), client_as(cast.anna)
    answers(anna, cast, question, "prata-forst")

    text = page(anna, cast, question)

    assert "Kvitto" in text and "Vill prata först" in text and "elektroniskt" in text
    assert "Du vill prata först. Skolan hör av sig." in text


def test_a_reason_is_the_givers_own_and_lies_sealed(cast: Cast) -> None:
    question = asked(cast)
    answers(client_as(cast.olof), cast, question, "nej", skal="Vi tänker flytta.")

    kept = Answer.objects.get(question=question, giver=cast.olof)
    assert open_field(kept.question.cell, REASON, kept.id, bytes(kept.sealed_reason or b"")) == "Vi tänker flytta."
    sara = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/samtycken/{question.id}").content.decode()
    assert "Vi tänker flytta." in sara
    assert "flytta" not in page(client_as(cast.anna), cast, question)


@pytest.mark.parametrize("reply", [Reply.NO, Reply.TALK, Reply.SILENT])
def test_one_guardian_is_told_the_same_whatever_the_other_has_answered(cast: Cast, reply: Reply) -> None:
    question, anna = asked(cast), client_as(cast.anna)
    says(cast, question, cast.anna, Reply.YES)
    if reply is not Reply.SILENT:
        says(cast, question, cast.olof, reply)

    text = page(anna, cast, question)

    assert "Du har sagt ja. Alla som behöver säga ja har inte gjort det." in text
    assert "Olof" not in text.partition("<main")[2].partition("</main>")[0]
    for address in ("", "/tidslinje"):
        everything = unescape(anna.get(f"/elever/{cast.ebbas_case}{address}").content.decode())
        assert "Olof har" not in everything
        assert "svarat olika" not in everything


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("reply", [Reply.YES, Reply.NO, Reply.TALK, Reply.WITHDRAWN])
def test_the_day_of_one_who_has_not_answered_is_the_same_whatever_the_other_has_said(cast: Cast, reply: Reply) -> None:
    question, olof = asked(cast), client_as(cast.olof)
    before = _main(olof.get("/").content.decode())
    if reply is Reply.WITHDRAWN:
        says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.anna, reply)

    assert _main(olof.get("/").content.decode()) == before
    assert "Skolan vill veta vad du säger" in before


def _main(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def test_the_page_of_everybodys_answers_leads_the_family_to_their_own(cast: Cast) -> None:
    question, anna = asked(cast), client_as(cast.anna)

    every = anna.get(reverse("consents", args=[cast.ebbas_case]))
    one = anna.get(reverse("consent", args=[cast.ebbas_case, question.id]))

    assert every["Location"] == reverse("my_answers", args=[cast.ebbas_case])
    assert one["Location"] == reverse("my_answer", args=[cast.ebbas_case, question.id])


def test_a_yes_is_taken_back_with_one_confirmation(cast: Cast) -> None:
    question, olof = asked(cast, to="habiliteringen"), client_as(cast.olof)
    says(cast, question, cast.anna, Reply.YES)
    answers(olof, cast, question, "ja")

    confirm = re.search(r'href="([^"]+)">Ta tillbaka', page(olof, cast))
    assert confirm is not None
    done = olof.post(confirm[1])

    assert done["Location"] == reverse("my_answers", args=[cast.ebbas_case])
    assert state(cast, question) is ConsentState.WITHDRAWN
    assert assessments_seen_by(cast, cast.maria) == []


def test_a_question_that_is_not_sent_yet_is_not_there(cast: Cast) -> None:
    question = asked(cast)
    rows = Question.objects.unguarded(because="the test takes the letter back")
    rows.filter(id=question.id).update(asked_at=None)

    assert client_as(cast.anna).get(reverse("my_answer", args=[cast.ebbas_case, question.id])).status_code == 404


def test_a_reason_that_does_not_fit_is_met_kindly_and_not_cut(cast: Cast) -> None:
    question, anna = asked(cast), client_as(cast.anna)
    url = reverse("my_answer", args=[cast.ebbas_case, question.id])
    told = "a" * 501

    answer = anna.post(url, {"svar": "nej", "klart": "ja", "skal": told})

    words = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Det får plats 500 tecken." in words
    assert told in words
    assert not Answer.objects.filter(question=question, giver=cast.anna).exists()


@pytest.mark.parametrize("said", ["ja", "nej"])
def test_how_much_fits_is_said_before_one_writes_and_nothing_is_cut_on_the_way(cast: Cast, said: str) -> None:
    url = reverse("my_answer", args=[cast.ebbas_case, asked(cast).id])

    words = client_as(cast.anna).post(url, {"svar": said}).content.decode()
    hint = re.search(r'<textarea[^>]*aria-describedby="([^"]+)"', words)

    assert hint is not None
    assert re.search(rf'id="{hint[1]}">[^<]*Det får plats 500 tecken', words)
    assert "maxlength" not in words.split("<main")[1].split("</main>")[0]


def test_a_reason_that_just_fits_is_kept_whole_with_its_line_breaks(cast: Cast) -> None:
    question, anna = asked(cast), client_as(cast.anna)

    answers(anna, cast, question, "nej", skal="a" * 249 + "\r\n" + "b" * 250)

    kept = Answer.objects.filter(question=question, giver=cast.anna).latest("recorded_at")
    assert (
        open_field(kept.question.cell, REASON, kept.id, bytes(kept.sealed_reason or b""))
        == "a" * 249 + "\n" + "b" * 250
    )


@pytest.mark.parametrize("said", ["", "kanske", "tillbakataget", "forhindrad"])
def test_a_strange_answer_is_met_kindly(cast: Cast, said: str) -> None:
    question, anna = asked(cast), client_as(cast.anna)

    met = anna.post(reverse("my_answer", args=[cast.ebbas_case, question.id]), {"svar": said})

    assert met.status_code == 422
    assert "Välj ett av de tre svaren." in met.content.decode()


@pytest.mark.parametrize("who", ["katja", "robert", "petra", "sara", "maria"])
def test_nobody_else_answers_in_their_place(cast: Cast, who: str) -> None:
    question = asked(cast)

    met = client_as(getattr(cast, who)).post(
        reverse("my_answer", args=[cast.ebbas_case, question.id]), {"svar": "ja", "klart": "ja"}
    )

    assert met.status_code in (403, 404)
    assert not Answer.objects.filter(question=question).exists()


def test_a_pupil_of_fifteen_answers_and_one_of_eleven_does_not(cast: Cast) -> None:
    question, ebba = asked(cast), client_as(cast.ebba)
    url = reverse("my_answer", args=[cast.ebbas_case, question.id])
    young = ebba.post(url, {"svar": "ja", "klart": "ja"}).status_code

    today = timezone.localdate()
    rows = Pupil.objects.unguarded(because="the test lets Ebba grow")
    rows.filter(case_id=cast.ebbas_case).update(born_on=today.replace(year=today.year - 16, day=1))
    older = ebba.post(url, {"svar": "ja", "klart": "ja"}).status_code

    assert (young, older) == (404, 302)
    assert Answer.objects.get(question=question).giver_id == cast.ebba.id


def test_staff_who_are_of_the_family_write_down_nobodys_answer(cast: Cast) -> None:
    from samverkan.people.models import Custody, Guardianship

    question = asked(cast)
    today = timezone.localdate()
    Guardianship.objects.create(
        case_id=cast.ebbas_case, person=cast.sara, relation="mamma", custody=Custody.JOINT, begins_on=today
    )

    sara = client_as(cast.sara)
    one = sara.get(reverse("consent_answer", args=[cast.ebbas_case, question.id])).status_code
    several = sara.get(f"{reverse('consent_answers', args=[cast.ebbas_case])}?fran={cast.olof.id}").status_code

    assert (one, several) == (403, 403)


def test_what_was_opened_before_it_was_taken_back_is_told(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    for person in (cast.anna, cast.olof):
        says(cast, question, person, Reply.YES)
    client_as(cast.maria).get(f"/elever/{cast.ebbas_case}/tidslinje")

    actions.withdraw(
        question=question.id,
        giver=PersonId(cast.olof.id),
        form=AnswerForm.ORAL,
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )

    row = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)
    assert "innan det togs tillbaka" in row.sentence
    assert "innan det togs tillbaka" in row.detail


def test_each_of_ones_answers_says_what_was_answered(cast: Cast) -> None:
    first, second = asked(cast, to="bup"), asked(cast, to="socialtjansten")
    anna = client_as(cast.anna)
    answers(anna, cast, first, "ja")
    answers(anna, cast, second, "nej")

    table = page(anna, cast).partition("Alla dina svar, det senaste först")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)

    titled = {row.id: row.title for row in queries.questions(scope_of(cast.sara), cast.ebbas_case)}
    assert titled[second.id] in rows[1] and ">Nej<" in rows[1]
    assert titled[first.id] in rows[2] and ">Ja<" in rows[2]


def test_a_no_is_told_with_what_it_was_to_and_that_one_may_say_something_else(cast: Cast) -> None:
    question = asked(cast, to="bup")
    anna = client_as(cast.anna)

    answers(anna, cast, question, "nej")

    said = "Du har sagt nej till att BUP"
    assert said in page(anna, cast)
    assert "Det gäller till dess att du säger något annat." in page(anna, cast)


def test_a_child_is_told_who_decides_and_that_what_she_thinks_counts(cast: Cast) -> None:
    own = page(client_as(cast.ebba), cast)

    assert "Anna och Olof bestämmer om andra får läsa om dig. Du kan säga vad du tycker" in own
    assert "Skolan har inget att fråga dig just nu" not in own
    assert "Du kan säga vad du tycker" not in page(client_as(cast.anna), cast)


def test_one_who_decides_alone_is_not_told_that_others_do(cast: Cast) -> None:
    Pupil.objects.unguarded(because="the story is about one who is of age").filter(case_id=cast.ebbas_case).update(
        born_on=timezone.localdate().replace(month=1, day=1, year=timezone.localdate().year - 19)
    )

    assert "bestämmer om andra får läsa om dig" not in page(client_as(cast.ebba), cast)
