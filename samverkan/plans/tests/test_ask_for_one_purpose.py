"""A yes is for one purpose and one receiver, down to the role: chosen when it is asked, said wherever it is read."""

from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.access.gathering import facts_for, reader_for
from samverkan.consent import actions, queries, releases
from samverkan.consent.models import Question
from samverkan.consent.queries import QuestionRow, Receiver, where_it_stands
from samverkan.consent.tests.test_answer_a_question import says
from samverkan.guard.models import Grant
from samverkan.people.cells import pupil_row, school_cell
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.deciding import decide
from samverkan.policy.facts import Cell
from samverkan.policy.vocabulary import Answer, InformationClass, Kind, OrganisationId, PersonId, Purpose, Role
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of, yes_until

AIM = "hjälpa socialtjänsten att bedöma om den ska utreda"
USUAL = "samordna stödet kring Ebba"


def fill(cast: Cast, **changed: Any) -> dict[str, Any]:
    """Sara asks whether socialtjänsten may have the school's notes, for what it assesses itself."""
    told: dict[str, Any] = {
        "thing": "skolans-anteckningar",
        "receivers": [str(cast.organisation("socialtjansten").id)],
        "purpose": Purpose.PRELIMINARY_ASSESSMENT.value,
        "manners": ["tala", "lamna"],
        "ends_on": str(yes_until(timezone.localdate())),
    }
    return told | changed


def ask(cast: Cast, **changed: Any) -> Any:
    """The same, posted."""
    return client_as(cast.sara).post(reverse("consent_ask", args=[cast.ebbas_case]), fill(cast, **changed))


def newest(cast: Cast) -> Question:
    """The question that was written down last."""
    return Question.objects.unguarded(because="a test looks at the row itself").latest("made_at")


def notes(cast: Cast) -> Cell:
    """What the school notes of its support."""
    return school_cell(pupil_row(cast.ebbas_case), InformationClass.SUPPORT, Kind.NOTE)


def answered(cast: Cast) -> Question:
    """Anna and Olof have both said yes to the purpose that was asked for."""
    question = newest(cast)
    actions.send_questions([question], by=scope_of(cast.sara).reader, now=timezone.now())
    for guardian in (cast.anna, cast.olof):
        says(cast, question, guardian, Reply.YES)
    return question


def of_question(cast: Cast, question: Question) -> QuestionRow:
    """The question as Sara reads it."""
    return queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)


def words(cast: Cast, who: str, name: str, *args: Any) -> str:
    """A page round Ebba as text."""
    shown = client_as(getattr(cast, who)).get(reverse(name, args=[cast.ebbas_case, *args]))
    return unescape(shown.content.decode())


def test_the_usual_purpose_is_chosen_already_so_the_usual_question_takes_no_click_more(cast: Cast) -> None:
    form = client_as(cast.sara).get(reverse("consent_ask", args=[cast.ebbas_case])).context["form"]

    assert form["purpose"].initial == Purpose.SUPPORT.value
    assert (Purpose.SUPPORT.value, f"S{USUAL[1:]}") in form.fields["purpose"].choices


def test_the_law_reads_the_yes_for_the_purpose_it_was_given_for_and_no_other(cast: Cast) -> None:
    ask(cast)
    answered(cast)
    peter, today = reader_for(PersonId(cast.peter.id), timezone.localdate()), timezone.localdate()

    daily = decide(notes(cast), facts_for(peter, today=today))
    asked = decide(notes(cast), facts_for(peter, today=today, purpose=Purpose.PRELIMINARY_ASSESSMENT))

    assert daily.answer is Answer.CONSENT
    assert (asked.answer, asked.rule) == (Answer.ALLOW, "R6")


def test_a_question_for_another_purpose_leaves_the_meeting_to_ask_its_own(cast: Cast) -> None:
    ask(cast)
    question = answered(cast)
    rows = queries.questions(scope_of(cast.sara), cast.ebbas_case)
    peter = Receiver(OrganisationId(cast.organisation("socialtjansten").id), Role.SOCIAL_WORKER)

    for_the_room = where_it_stands(notes(cast), peter, rows)
    for_itself = where_it_stands(notes(cast), peter, rows, purpose=Purpose.PRELIMINARY_ASSESSMENT)

    assert for_the_room.question is None or for_the_room.question.id != question.id
    assert (for_itself.state, for_itself.question and for_itself.question.id) == (ConsentState.GIVEN, question.id)


def test_whoever_leads_a_meeting_is_not_told_when_a_yes_for_another_purpose_is_taken_back(cast: Cast) -> None:
    ask(cast)
    question = answered(cast)
    about_the_room = Letter.objects.filter(key__contains=str(question.id), key__startswith="rummet-")

    says(cast, question, cast.olof, Reply.WITHDRAWN)

    assert not about_the_room.exists()


def test_the_same_thing_for_two_purposes_is_two_questions(cast: Cast) -> None:
    ask(cast)
    first = newest(cast)
    ask(cast, purpose=Purpose.SUPPORT.value)
    second = newest(cast)
    ask(cast)

    assert first.id != second.id
    assert newest(cast).id == second.id, "asked once more, the first is the same question still"


def test_the_purpose_is_said_wherever_the_question_is_read(cast: Cast) -> None:
    ask(cast)
    question = newest(cast)
    check = words(cast, "sara", "consent_send")
    actions.send_questions([question], by=scope_of(cast.sara).reader, now=timezone.now())

    row = of_question(cast, question)
    assert row.title.endswith(f"för att {AIM}?")
    assert row.sentence.endswith(f"för att {AIM} än.")
    assert f"Den ska användas för att {AIM}." in check
    for who, name, args in (
        ("sara", "consents", ()),
        ("sara", "consent", (question.id,)),
        ("sara", "consent_answer", (question.id,)),
        ("anna", "my_answers", ()),
        ("anna", "my_answer", (question.id,)),
    ):
        assert AIM in words(cast, who, name, *args), name


def test_the_table_keeps_the_purposes_apart(cast: Cast) -> None:
    ask(cast)
    matrices = client_as(cast.sara).get(reverse("consents", args=[cast.ebbas_case])).context["matrices"]

    assert [matrix.use for matrix in matrices] == [USUAL, AIM]
    assert [row.matter for row in matrices[1].rows] == ["Skolans anteckningar om stöd"]
    assert "Skolans anteckningar om stöd" not in [row.matter for row in matrices[0].rows]


def test_a_renewed_question_keeps_its_purpose(cast: Cast) -> None:
    ask(cast)
    question = answered(cast)
    Question.objects.unguarded(because="its day has come near").filter(id=question.id).update(
        ends_on=timezone.localdate()
    )
    client_as(cast.sara).post(reverse("consent_renew", args=[cast.ebbas_case, question.id]))

    assert (newest(cast).renews_id, newest(cast).purpose) == (question.id, Purpose.PRELIMINARY_ASSESSMENT.value)


@pytest.mark.parametrize("purpose", ["", Purpose.LAW_ENFORCEMENT.value, Purpose.CURIOSITY.value])
def test_what_no_yes_is_asked_for_is_met_kindly(cast: Cast, purpose: str) -> None:
    before = newest(cast).id
    met = ask(cast, purpose=purpose)

    assert (met.status_code, newest(cast).id) == (422, before)
    assert "Välj vad uppgiften ska användas till." in unescape(met.content.decode())


def test_an_assessment_is_asked_for_and_signed_for_one_purpose(cast: Cast) -> None:
    """Peter asks for himself; the rektor weighs. What is released for one purpose is closed to the daily work."""
    peter, rektor = client_as(cast.peter), client_as(cast.anna_karin)
    new = reverse("release_new", args=[cast.ebbas_case])
    usual = f"{new}?till={cast.peter.id}&sak=skolans-anteckningar"
    page = unescape(peter.get(usual).content.decode())
    assert f"Uppgiften ska användas för att {USUAL}. Bedömningen gäller bara det." in page
    assert f"&andamal={Purpose.PRELIMINARY_ASSESSMENT.value}" in page

    asked = peter.post(
        f"{usual}&andamal={Purpose.PRELIMINARY_ASSESSMENT.value}",
        {"use": "Förhandsbedömningen", "why": "Vi vet inte hur skolan ser på det.", "decider": cast.anna_karin.id},
    )
    address = asked["Location"]
    request = releases.release(scope_of(cast.peter), cast.ebbas_case, UUID(address.rsplit("/", 1)[1]))
    form = rektor.get(f"{address}/beslut").context["form"]
    rektor.post(
        f"{address}/beslut",
        {
            "outcome": "lamnas-ut",
            "provision": form.fields["provision"].choices[0][0],
            "reason": "Det är uppenbart att intresset väger över.",
            "manners": ["lamna"],
            "to": "person",
            "ends_on": str(yes_until(timezone.localdate(), 10)),
            "later": "on",
        },
    )

    today, reader = timezone.localdate(), reader_for(PersonId(cast.peter.id), timezone.localdate())
    signed = facts_for(reader, today=today, purpose=Purpose.PRELIMINARY_ASSESSMENT)
    assert request.purpose is Purpose.PRELIMINARY_ASSESSMENT
    assert decide(notes(cast), signed).rule == "R7"
    assert decide(notes(cast), facts_for(reader, today=today)).answer is Answer.CONSENT
    for who in (peter, rektor):
        assert f"H{AIM[1:]}" in unescape(who.get(address).content.decode())


@pytest.mark.parametrize("purpose", ["", "finns-inte", Purpose.LAW_ENFORCEMENT.value])
def test_an_address_with_no_such_purpose_asks_for_the_usual_one(cast: Cast, purpose: str) -> None:
    new = reverse("release_new", args=[cast.ebbas_case])
    page = client_as(cast.peter).get(f"{new}?till={cast.peter.id}&sak=skolans-anteckningar&andamal={purpose}")

    assert page.context["use"] == USUAL


def test_one_role_at_a_place_outside_the_school_may_be_asked_for_alone(cast: Cast) -> None:
    """Maria is the logoped; whoever else works at habiliteringen round Ebba is not meant."""
    habilitering = cast.organisation("habiliteringen").id
    form = client_as(cast.sara).get(reverse("consent_ask", args=[cast.ebbas_case])).context["form"]
    offered = dict(form.fields["receivers"].choices)
    assert offered[str(habilitering)].endswith(", alla som är med i arbetet")
    assert offered[f"{habilitering}-logoped"].endswith(", bara logoped")

    ask(cast, receivers=[f"{habilitering}-logoped"], purpose=Purpose.SUPPORT.value)

    question = answered(cast)
    assert (question.receiver_id, question.receiver_role) == (habilitering, Role.SPEECH_THERAPIST.value)
    roles = Grant.objects.filter(source_id=question.id, receiver_organisation_id=habilitering).values_list(
        "receiver_role", flat=True
    )
    assert set(roles) == {Role.SPEECH_THERAPIST.value}
    today = timezone.localdate()
    maria = facts_for(reader_for(PersonId(cast.maria.id), today), today=today)
    assert decide(notes(cast), maria).answer is Answer.ALLOW


def test_a_yes_to_one_role_opens_nothing_to_another_at_the_same_place(cast: Cast) -> None:
    habilitering = cast.organisation("habiliteringen").id
    ask(cast, receivers=[f"{habilitering}-{Role.HABILITATION.value}"], purpose=Purpose.SUPPORT.value)
    answered(cast)
    today = timezone.localdate()

    maria = facts_for(reader_for(PersonId(cast.maria.id), today), today=today)

    assert decide(notes(cast), maria).answer is Answer.CONSENT


def test_everybody_and_one_of_them_is_one_question(cast: Cast) -> None:
    habilitering = str(cast.organisation("habiliteringen").id)
    known = {row.id for row in queries.questions(scope_of(cast.sara), cast.ebbas_case)}

    ask(cast, receivers=[habilitering, f"{habilitering}-logoped"])

    fresh = [row for row in queries.questions(scope_of(cast.sara), cast.ebbas_case) if row.id not in known]
    assert [row.receiver_role for row in fresh] == [None]
