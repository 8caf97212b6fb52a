"""The answer that holds is the one given last, not the one written down last: no yes is put before a later no."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import actions, queries
from samverkan.consent.models import AnswerForm, Question
from samverkan.consent.tests.test_answer_a_question import asked, assessments_seen_by, opened_by, said, says
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import PersonId
from tests.cast import Cast, client_as, scope_of

DAY = timedelta(days=1)
CLOSING = (Reply.NO, Reply.TALK, Reply.WITHDRAWN)
WORDS = {
    Reply.NO: "Personen har svarat nej",
    Reply.TALK: "vill prata först",
    Reply.WITHDRAWN: "tog tillbaka sitt ja",
}


def today() -> date:
    """The day of the test."""
    return timezone.localdate()


def olof_says(cast: Cast, question: Question, reply: Reply) -> ConsentState:
    """Olof answers on his own page. What he takes back he has given before."""
    if reply is Reply.WITHDRAWN:
        olof_says(cast, question, Reply.YES)
    return actions.record_answer(
        question=question.id,
        giver=PersonId(cast.olof.id),
        reply=reply,
        form=AnswerForm.ELECTRONIC,
        answered_on=today(),
        by=scope_of(cast.olof).reader,
        now=timezone.now(),
    )


@pytest.fixture
def question(cast: Cast) -> Question:
    """Whether habiliteringen may have the school's assessment. Anna has said yes."""
    made = asked(cast, to="habiliteringen")
    says(cast, made, cast.anna, Reply.YES)
    return made


@pytest.mark.parametrize("reply", CLOSING)
def test_a_yes_from_before_his_own_answer_is_refused_and_says_what_to_do(
    cast: Cast, question: Question, reply: Reply
) -> None:
    olof_says(cast, question, reply)

    with pytest.raises(actions.Overtaken, match=f"{WORDS[reply]}.*Prata med personen"):
        said(cast, question, cast.olof, Reply.YES, on=today() - 8 * DAY)

    assert opened_by(question) == 0
    assert assessments_seen_by(cast, cast.maria) == []


@pytest.mark.parametrize("reply", CLOSING)
def test_of_the_same_day_somebody_says_that_the_yes_came_after(cast: Cast, question: Question, reply: Reply) -> None:
    olof_says(cast, question, reply)

    with pytest.raises(actions.SameDay, match=WORDS[reply]):
        said(cast, question, cast.olof, Reply.YES, on=today())
    assert opened_by(question) == 0

    assert said(cast, question, cast.olof, Reply.YES, on=today(), said_after=True) is ConsentState.GIVEN
    assert opened_by(question) > 0


def test_he_changes_his_mind_on_his_own_page_without_being_asked_which_came_last(
    cast: Cast, question: Question
) -> None:
    olof_says(cast, question, Reply.NO)

    assert olof_says(cast, question, Reply.YES) is ConsentState.GIVEN
    assert olof_says(cast, question, Reply.NO) is ConsentState.DIFFERING


def test_a_no_written_down_late_does_not_undo_a_later_yes_of_his_own(cast: Cast, question: Question) -> None:
    olof_says(cast, question, Reply.YES)

    assert said(cast, question, cast.olof, Reply.NO, on=today() - 3 * DAY) is ConsentState.GIVEN
    assert said(cast, question, cast.olof, Reply.NO, on=today()) is ConsentState.DIFFERING


def test_an_answer_from_so_long_ago_is_asked_for_anew(cast: Cast, question: Question) -> None:
    with pytest.raises(actions.TooLongAgo, match=r"äldre än 60 dagar\. Fråga igen"):
        said(cast, question, cast.olof, Reply.YES, on=today() - 61 * DAY)

    assert said(cast, question, cast.olof, Reply.YES, on=today() - 60 * DAY) is ConsentState.GIVEN


def test_a_day_of_another_year_is_shown_with_its_year(cast: Cast, question: Question) -> None:
    said(cast, question, cast.olof, Reply.YES, on=today())
    next_year = scope_of(cast.sara, now=timezone.now() + timedelta(days=34))

    for scope, year in ((scope_of(cast.sara), False), (next_year, next_year.today.year != today().year)):
        row = queries.question(scope, cast.ebbas_case, question.id)
        olofs = next(giver for giver in row.givers if giver.person_id == cast.olof.id)
        assert (str(today().year) in olofs.when) is year


def form(cast: Cast, **changed: str) -> dict[str, str]:
    """What Sara sends when she registers Olof's yes by phone today."""
    told = {"giver": str(cast.olof.id), "reply": "ja", "answered_on": "idag", "form": "muntligt", "told": "on"}
    return told | changed


def test_sara_is_asked_kindly_whether_it_came_after_his_no(cast: Cast, question: Question) -> None:
    olof_says(cast, question, Reply.NO)
    url, sara = reverse("consent_answer", args=[cast.ebbas_case, question.id]), client_as(cast.sara)

    before = sara.get(url).content.decode()
    older = sara.post(url, form(cast, answered_on=str(today() - 8 * DAY)))
    old = sara.post(url, form(cast, answered_on="2019-01-02"))
    same = sara.post(url, form(cast))

    assert "sa det här efter" not in before
    assert (older.status_code, old.status_code, same.status_code) == (422, 422, 422)
    assert "Prata med personen och skriv dagen då den svarar." in older.content.decode()
    assert "äldre än 60 dagar" in old.content.decode()
    assert "Olof sa det här efter sitt nej" in same.content.decode()
    assert opened_by(question) == 0

    assert sara.post(url, form(cast, said_after="on")).status_code == 302
    assert opened_by(question) > 0


def test_what_does_not_hold_is_not_said_to_open(cast: Cast, question: Question) -> None:
    olof_says(cast, question, Reply.YES)
    url = reverse("consent_answer", args=[cast.ebbas_case, question.id])

    told = form(cast, reply="nej", answered_on=str(today() - 3 * DAY))
    page = client_as(cast.sara).post(url, told, follow=True).content.decode()

    assert "Svaret är sparat, men det gäller inte. Olof har svarat senare: ja" in page


def test_several_answers_at_once_ask_the_same(cast: Cast, question: Question) -> None:
    olof_says(cast, question, Reply.TALK)
    url = f"{reverse('consent_answers', args=[cast.ebbas_case])}?fran={cast.olof.id}"
    told = {"answered_on": "idag", "form": "muntligt", "told": "on", f"svar-{question.id}": "ja"}
    sara = client_as(cast.sara)

    met = sara.post(url, told)

    assert met.status_code == 422
    assert "Det här sades efter det tidigare svaret samma dag" in met.content.decode()
    assert opened_by(question) == 0
    assert sara.post(url, told | {"said_after": "on"}).status_code == 302
    assert opened_by(question) > 0


def test_olof_is_told_on_idag_and_on_mina_svar_what_was_written_in_his_name(cast: Cast, question: Question) -> None:
    olof = client_as(cast.olof)
    quiet = olof.get("/").content.decode()
    said(cast, question, cast.olof, Reply.YES, on=today() - 2 * DAY)

    idag = olof.get("/").content.decode()
    mine = olof.get(reverse("my_answers", args=[cast.ebbas_case])).content.decode()

    told = [page.partition("Skolan har skrivit in svar från dig")[2].partition("</p>")[0] for page in (quiet, idag)]
    assert ["skolans bedömning" in one for one in told] == [False, True]
    assert f"{cast.sara.name} har skrivit att du har sagt ja" in idag
    assert f"{cast.sara.name} har skrivit att du har sagt ja" in mine
    assert f"muntligt, skrivet av {cast.sara.name}" in mine
    assert "Skolan har skrivit in" not in client_as(cast.maria).get("/").content.decode()


def test_it_is_told_until_he_has_seen_it_and_to_nobody_else(cast: Cast, question: Question) -> None:
    said(cast, question, cast.olof, Reply.YES, on=today())
    olof, url = client_as(cast.olof), reverse("my_answer", args=[cast.ebbas_case, question.id])
    note = f"{cast.sara.name} har skrivit att du"
    assert note in olof.get(url).content.decode()

    done = olof.post(url, {"sett": "ja"})

    assert done.status_code == 302
    assert note not in olof.get(url).content.decode()
    assert opened_by(question) > 0
    says(cast, question, cast.olof, Reply.YES)
    assert note in olof.get(url).content.decode()
    assert note not in client_as(cast.petra).get("/").content.decode()


def test_what_he_has_answered_himself_since_is_his_own(cast: Cast, question: Question) -> None:
    said(cast, question, cast.olof, Reply.YES, on=today())
    olof_says(cast, question, Reply.NO)

    page = client_as(cast.olof).get(reverse("my_answer", args=[cast.ebbas_case, question.id])).content.decode()

    assert "har skrivit att du" not in page


def test_a_yes_and_a_no_in_his_name_are_not_told_as_one(cast: Cast, question: Question) -> None:
    said(cast, question, cast.olof, Reply.NO, on=today())

    idag = client_as(cast.olof).get("/").content.decode()

    assert f"{cast.sara.name} har skrivit ner vad du har svarat." in idag
