"""Olof is on the phone and has been asked several things: one form, one answer to each, all saved or none."""

from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import queries
from samverkan.consent.models import Answer, Question
from samverkan.consent.queries import QuestionRow
from samverkan.consent.settling import suspend
from samverkan.consent.tests.test_answer_a_question import asked, says
from samverkan.plans.answer_forms import AnswersForm, name_of
from samverkan.plans.together import Together
from samverkan.plans.views.answers import all_written_down
from samverkan.policy.consenting import ConsentState, Reply, Suspension
from samverkan.policy.vocabulary import PersonId
from tests.cast import Cast, client_as, scope_of

PAGE = "consent_answers"


@pytest.fixture
def open_to_olof(cast: Cast) -> tuple[QuestionRow, ...]:
    """What Olof has not answered: of the school's assessment to two places, where Anna has said yes to one."""
    asked(cast, to="bup")
    rows = queries.missing(queries.questions(scope_of(cast.sara), cast.ebbas_case))
    return tuple(row for row in rows if cast.olof.id in {giver.person_id for giver in row.asked})


def url(cast: Cast, who: str = "olof") -> str:
    """The page where what the person says is written down."""
    return f"{reverse(PAGE, args=[cast.ebbas_case])}?fran={getattr(cast, who).id}"


def told(replies: dict[QuestionRow, str], **more: Any) -> dict[str, Any]:
    """The form filled in, with an answer to each question."""
    said = {name_of(Together((row,))): reply for row, reply in replies.items()}
    return {"answered_on": "idag", "form": "muntligt", "told": "on"} | said | more


def state(cast: Cast, row: QuestionRow) -> ConsentState:
    """Where the question stands now."""
    return queries.question(scope_of(cast.sara), cast.ebbas_case, row.id).state


def newest(cast: Cast, row: QuestionRow) -> Answer:
    """What Olof answered last."""
    return Answer.objects.filter(question=row.id, giver=cast.olof).latest("recorded_at")


def test_the_page_of_consents_leads_to_one_form_for_each_who_has_several_to_answer(
    cast: Cast, open_to_olof: tuple[QuestionRow, ...]
) -> None:
    page = unescape(client_as(cast.sara).get(reverse("consents", args=[cast.ebbas_case])).content.decode())
    check = unescape(client_as(cast.sara).get(reverse("consent_send", args=[cast.ebbas_case])).content.decode())

    assert len(open_to_olof) == 2
    assert f'href="{url(cast)}">Registrera 2 svar från Olof Lindqvist' in page
    assert url(cast, "anna") not in page, "Anna has only one left to answer"
    assert PAGE not in check


def test_each_question_is_read_aloud_with_three_equal_answers_and_none_is_chosen(
    cast: Cast, open_to_olof: tuple[QuestionRow, ...]
) -> None:
    page = unescape(client_as(cast.sara).get(url(cast)).content.decode())

    for row in open_to_olof:
        assert row.title in page
        assert f'name="{name_of(Together((row,)))}"' in page
    assert page.count("<span>Svarar inte nu</span>") == len(open_to_olof)
    replies = page.partition("Så gavs svaren")[0]
    assert "checked" not in replies.partition("<form")[2]


def test_a_yes_and_a_no_are_saved_together_each_with_its_own_text(
    cast: Cast, open_to_olof: tuple[QuestionRow, ...]
) -> None:
    first, second = open_to_olof

    met = client_as(cast.sara).post(
        url(cast), told({first: "ja", second: "nej"}, interpreter_name="Aino Laine", pupils_view="Ebba vill det.")
    )

    assert (met.status_code, met["Location"]) == (302, reverse("consents", args=[cast.ebbas_case]))
    for row, reply in ((first, Reply.YES), (second, Reply.NO)):
        kept = newest(cast, row)
        assert (kept.reply, kept.form, kept.recorded_by_id) == (reply.value, "muntligt", cast.sara.id)
        assert kept.interpreter and kept.sealed_pupils_view is not None
        assert kept.wording is not None and kept.wording.question_id == row.id
    shown = client_as(cast.sara).get(met["Location"]).content.decode()
    assert "Ta stöd av jurist" in unescape(shown) or state(cast, second) is ConsentState.REFUSED


def test_what_is_not_answered_this_time_waits_on(cast: Cast, open_to_olof: tuple[QuestionRow, ...]) -> None:
    first, second = open_to_olof

    client_as(cast.sara).post(url(cast), told({first: "prata-forst", second: "inte-nu"}))

    assert newest(cast, first).reply == Reply.TALK.value
    assert not Answer.objects.filter(question=second.id, giver=cast.olof).exclude(reply=Reply.SILENT.value).exists()


@pytest.mark.parametrize(
    ("changed", "mend"),
    [
        ({}, "Välj ett svar på minst en fråga."),
        ({"later": "inte-nu"}, "Välj ett svar på minst en fråga."),
        ({"told": ""}, "Berätta att man får säga nej"),
        ({"answered_on": "1 januari 2099"}, "Dagen har inte varit än."),
    ],
)
def test_a_form_that_lacks_something_is_met_kindly_and_saves_nothing(
    cast: Cast, open_to_olof: tuple[QuestionRow, ...], changed: dict[str, str], mend: str
) -> None:
    before = Answer.objects.count()
    reply = changed.get("later", "ja") if changed else ""

    met = client_as(cast.sara).post(url(cast), told({open_to_olof[0]: reply}, **changed))

    assert (met.status_code, Answer.objects.count()) == (422, before)
    assert mend in unescape(met.content.decode())


def test_where_one_answer_cannot_be_saved_none_is(cast: Cast, open_to_olof: tuple[QuestionRow, ...]) -> None:
    """While Sara writes, a colleague lets one of the questions rest: it is asked anew, and nothing here is half."""
    first, second = open_to_olof
    asked_of = [Together((row,)) for row in open_to_olof]
    form = AnswersForm(told({first: "ja", second: "ja"}), questions=asked_of, today=timezone.localdate())
    assert form.is_valid()
    suspend(_row(second), Suspension.RECEIVER, now=timezone.now())
    before = Answer.objects.count()

    olof, by = PersonId(cast.olof.id), scope_of(cast.sara).reader
    saved = all_written_down(form, olof, by=by, now=timezone.now())

    assert (saved, Answer.objects.count()) == (False, before)
    assert form.errors[name_of(asked_of[1])] == [
        "Frågan är vilande. Fråga igen, så kan alla svara på det som gäller nu."
    ]


def test_without_a_name_it_is_asked_who_answers(cast: Cast, open_to_olof: tuple[QuestionRow, ...]) -> None:
    page = client_as(cast.sara).get(reverse(PAGE, args=[cast.ebbas_case]))

    assert "Vem svarar?" in page.content.decode()
    assert [name for name, _ in page.context["givers"]] == ["Anna Lindqvist", "Olof Lindqvist"]


def test_with_nothing_left_to_answer_the_page_says_so(cast: Cast) -> None:
    for row in queries.missing(queries.questions(scope_of(cast.sara), cast.ebbas_case)):
        for guardian in (cast.olof, cast.anna):
            says(cast, _row(row), guardian, Reply.YES)

    page = client_as(cast.sara).get(reverse(PAGE, args=[cast.ebbas_case])).content.decode()

    assert "Ingen fråga väntar på svar" in page


def test_the_only_one_who_is_silent_needs_no_choosing(cast: Cast) -> None:
    page = client_as(cast.sara).get(reverse(PAGE, args=[cast.ebbas_case])).content.decode()

    assert "Registrera svar från Olof Lindqvist" in page


@pytest.mark.parametrize("who", ["jonas", "sara", "anna_karin"])
def test_a_stranger_is_nobody_who_answers(cast: Cast, who: str) -> None:
    for named in ("petra", "peter", "ebba"):
        assert client_as(getattr(cast, who)).get(url(cast, named)).status_code == 404
    assert client_as(cast.sara).get(f"{reverse(PAGE, args=[cast.ebbas_case])}?fran=nonsens").status_code == 404


def test_nobody_outside_the_work_writes_down_what_he_said(cast: Cast, open_to_olof: tuple[QuestionRow, ...]) -> None:
    said = told({open_to_olof[0]: "ja"})

    met = {
        who: client_as(getattr(cast, who)).post(url(cast), said).status_code
        for who in ("kerstin", "maria", "anna", "olof", "petra")
    }

    assert met == {"kerstin": 403, "maria": 403, "anna": 403, "olof": 403, "petra": 404}
    assert not Answer.objects.filter(question=open_to_olof[0].id, giver=cast.olof, reply=Reply.YES.value).exists()


def _row(row: QuestionRow) -> Question:
    return Question.objects.unguarded(because="a test acts on the row itself").get(id=row.id)
