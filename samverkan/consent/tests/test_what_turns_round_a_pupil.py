"""Custody, age, school, protection and receivers change: what a yes opened closes in the same breath, and rests."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from samverkan.consent import queries, renewing
from samverkan.consent.actions import Resting
from samverkan.consent.models import Question
from samverkan.consent.queries import QuestionRow
from samverkan.consent.tests.test_answer_a_question import asked, assessments_seen_by, opened_by, says
from samverkan.guard.models import Grant
from samverkan.people import actions as people
from samverkan.people import registering, turns
from samverkan.people.models import Custody, Guardianship, Person, Pupil, TeamMember
from samverkan.people.turns import Turn
from samverkan.policy.consenting import ConsentState, Reply, Suspension
from tests.cast import Cast, scope_of, yes_until

BECAUSE = "the test changes the register as an import would"


def given(cast: Cast) -> Question:
    """Both guardians have said yes that the habilitering may have the school's assessment."""
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    assert assessments_seen_by(cast, cast.maria)
    return question


def again(cast: Cast, question: Question) -> QuestionRow:
    """The question as Sara sees it now."""
    return queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)


def new_guardian(cast: Cast) -> Person:
    """A court has appointed Malin."""
    Guardianship.objects.create(
        case_id=cast.ebbas_case,
        person=cast.malin,
        relation="särskilt förordnad",
        custody=Custody.APPOINTED,
        begins_on=timezone.localdate(),
    )
    return cast.malin


def turned(cast: Cast, why: Suspension) -> None:
    """The act that changed the register tells of it."""
    turns.turned([Turn(cast.ebbas_case, why)], now=timezone.now())


def test_a_guardian_who_is_no_more_takes_the_yes_with_them(cast: Cast) -> None:
    question = given(cast)

    yesterday = timezone.localdate() - timedelta(days=1)
    Guardianship.objects.filter(case_id=cast.ebbas_case, person=cast.anna).update(ends_on=yesterday)
    turned(cast, Suspension.CUSTODY)

    row = again(cast, question)
    assert (row.state, row.suspended) == (ConsentState.SUSPENDED, Suspension.CUSTODY)
    assert row.sentence.startswith("Frågan är vilande. Vilka som svarar för eleven har ändrats.")
    assert opened_by(question) == 0
    assert assessments_seen_by(cast, cast.maria) == []


def test_one_appointed_by_a_court_answers_in_the_parents_place(cast: Cast) -> None:
    question = given(cast)

    malin = new_guardian(cast)
    turned(cast, Suspension.CUSTODY)
    anew = renewing.ask_anew(
        question=question.id,
        ends_on=yes_until(timezone.localdate()),
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )

    assert opened_by(question) == 0
    assert [giver.person_id for giver in again(cast, anew).givers] == [malin.id]
    assert says(cast, anew, malin, Reply.YES) is ConsentState.GIVEN
    assert assessments_seen_by(cast, cast.maria)


def test_a_custody_that_will_end_ends_the_yes_the_same_day(cast: Cast) -> None:
    last = timezone.localdate() + timedelta(days=10)
    Guardianship.objects.filter(case_id=cast.ebbas_case, person=cast.olof).update(ends_on=last)

    question = given(cast)

    assert set(Grant.objects.filter(source_id=question.id).values_list("ends_on", flat=True)) == {last}


@pytest.mark.parametrize("age", [12, 15, 18])
def test_the_guardians_yes_ends_the_day_before_a_birthday_that_lets_the_pupil_answer(cast: Cast, age: int) -> None:
    birthday = _in(days=20)
    _born(cast, birthday.replace(year=birthday.year - age))
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    if age > 12:
        says(cast, question, cast.ebba, Reply.YES)

    ends = set(Grant.objects.filter(source_id=question.id, ended_at=None).values_list("ends_on", flat=True))

    assert ends == ({birthday - timedelta(days=1)} if age == 12 else {question.ends_on})


def test_after_the_twelfth_birthday_the_question_rests_until_ebba_agrees(cast: Cast) -> None:
    birthday = _in(days=1)
    _born(cast, birthday.replace(year=birthday.year - 12))
    question = given(cast)

    later = timezone.now() + timedelta(days=3)
    row = queries.question(scope_of(cast.sara, now=later), cast.ebbas_case, question.id)

    assert (row.state, row.suspended) == (ConsentState.SUSPENDED, Suspension.OLDER)
    assert any(giver.person_id == cast.ebba.id for giver in row.givers)


def test_a_corrected_birth_date_closes_in_the_same_breath(cast: Cast) -> None:
    question = given(cast)

    _born(cast, date(timezone.localdate().year - 14, 1, 1))
    turned(cast, Suspension.CUSTODY)

    assert opened_by(question) == 0
    assert again(cast, question).state is ConsentState.SUSPENDED


def test_protection_suspends_everything_at_once(cast: Cast) -> None:
    question = given(cast)
    pupil = registering.pupil_of(cast.ebbas_case)
    assert pupil is not None

    registering.seal_case(pupil, at=cast.unit(), now=timezone.now())

    kept = Question.objects.unguarded(because=BECAUSE).get(id=question.id)
    assert (kept.suspended_because, opened_by(question)) == (Suspension.PROTECTED, 0)


def test_a_new_school_suspends_everything_at_once(cast: Cast) -> None:
    question = given(cast)

    turned(cast, Suspension.SCHOOL)

    assert again(cast, question).suspended is Suspension.SCHOOL
    assert opened_by(question) == 0


def test_the_receivers_last_one_leaves_the_team(cast: Cast) -> None:
    question = given(cast)
    seat = TeamMember.objects.unguarded(because=BECAUSE).get(case=cast.ebbas_case, person=cast.maria, until=None)

    people.end_membership(seat=seat.id, case=cast.ebbas_case, by=scope_of(cast.anna_karin).reader, now=timezone.now())

    assert again(cast, question).suspended is Suspension.RECEIVER
    assert opened_by(question) == 0


def test_another_partys_leaving_changes_nothing(cast: Cast) -> None:
    question = given(cast)
    seat = TeamMember.objects.unguarded(because=BECAUSE).get(case=cast.ebbas_case, person=cast.peter, until=None)

    people.end_membership(seat=seat.id, case=cast.ebbas_case, by=scope_of(cast.anna_karin).reader, now=timezone.now())

    assert again(cast, question).state is ConsentState.GIVEN


def test_a_question_that_rests_takes_no_answer_but_can_be_asked_anew(cast: Cast) -> None:
    question = given(cast)
    turned(cast, Suspension.SCHOOL)

    with pytest.raises(Resting, match="Fråga igen"):
        says(cast, question, cast.anna, Reply.YES)
    anew = renewing.ask_anew(
        question=question.id, ends_on=timezone.localdate(), by=scope_of(cast.sara).reader, now=timezone.now()
    )

    assert (anew.renews_id, again(cast, anew).state) == (question.id, ConsentState.NOT_ASKED)


def _in(*, days: int) -> date:
    """A coming day that every year has."""
    found = timezone.localdate() + timedelta(days=days)
    return found if (found.month, found.day) != (2, 29) else found + timedelta(days=1)


def _born(cast: Cast, on: date) -> None:
    Pupil.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).update(born_on=on)
