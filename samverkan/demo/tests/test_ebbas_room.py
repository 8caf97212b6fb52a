"""Ebba's meeting is the demonstration's centre: what each may hear must come out right from the law alone."""

from collections.abc import Collection

import pytest

from samverkan.access.gathering import facts_in_case, reader_for
from samverkan.consent.models import Question
from samverkan.guard.models import Cell, Statement
from samverkan.meetings.models import AgendaItem, Invitee
from samverkan.people.models import Person, TeamMember
from samverkan.policy.room import Seat, Topic, Verdict, verdict
from samverkan.policy.vocabulary import Answer, InformationClass, Manner, PersonId
from samverkan.vault.texts import texts
from tests.cast import Cast, scope_of

pytestmark = pytest.mark.thread


def judged(cast: Cast, *, without: Collection[Person] = ()) -> Verdict:
    """The verdict over Ebba's coming meeting, as the leader's page asks for it."""
    scope = scope_of(cast.sara)
    items = list(
        AgendaItem.objects.within(scope)
        .filter(meeting=cast.ebbas_meeting, about_pupil=True)
        .select_related("title__cell")
        .order_by("position")
    )
    words = texts(item.title for item in items)
    topics = [Topic(words[item.title_id], (item.cell.facts,)) for item in items]
    seats = [
        Seat(
            seat.person.given_name,
            facts_in_case(
                reader_for(PersonId(seat.person_id), scope.today),
                cast.ebbas_case,
                today=scope.today,
                manner=Manner.SPEAK,
            ),
        )
        for seat in Invitee.objects.within(scope).filter(meeting=cast.ebbas_meeting).select_related("person")
        if seat.person not in without
    ]
    return verdict(topics, seats)


def test_seven_people_may_speak_of_six_topics_of_eight(cast: Cast) -> None:
    room = judged(cast)

    assert (room.open_count, len(room.rows), len(room.rows[0].heard)) == (6, 8, 7)
    blocked = {(cell.seat, cell.topic): cell.decision.answer for row in room.rows for cell in row.blocked}
    assert blocked == {
        ("Maria", "Skolans bedömning"): Answer.CONSENT,
        ("Peter", "Skolans bedömning"): Answer.CONSENT,
        ("Peter", "Logopedens utlåtande"): Answer.CONSENT,
    }


def test_without_peter_seven_topics_open(cast: Cast) -> None:
    assert judged(cast, without=[cast.peter]).open_count == 7


def test_the_rektor_may_know_of_every_topic_and_seat(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)

    assert AgendaItem.objects.within(scope).filter(meeting=cast.ebbas_meeting, about_pupil=True).count() == 8
    assert Invitee.objects.within(scope).filter(meeting=cast.ebbas_meeting).count() == 7


def test_those_invited_from_outside_may_know_of_the_meeting_and_of_one_another(cast: Cast) -> None:
    for person in (cast.maria, cast.peter):
        seats = Invitee.objects.within(scope_of(person)).filter(meeting=cast.ebbas_meeting)

        assert seats.count() == 7


def test_a_colleague_at_the_neighbouring_school_sees_nothing_of_ebba(cast: Cast) -> None:
    for person in (cast.petra, cast.torbjorn, cast.mona, cast.susanne, cast.lars):
        assert list(Cell.objects.within(scope_of(person)).filter(case=cast.ebbas_case)) == []


def test_a_colleague_at_the_school_without_a_tie_sees_everyday_data_only(cast: Cast) -> None:
    cells = Cell.objects.within(scope_of(cast.kerstin)).filter(case=cast.ebbas_case)

    assert {cell.information_class for cell in cells} == {InformationClass.ORDINARY}


def test_one_who_only_teaches_ebba_reads_instructions_and_decisions_but_no_question_and_no_seat(cast: Cast) -> None:
    scope = scope_of(cast.mikael)

    said = texts(Statement.objects.within(scope).filter(cell__case=cast.ebbas_case)).values()
    assert any(text.startswith("I klassrummet:") for text in said)
    assert not any("Socialtjänst" in text or "Logopeden" in text for text in said)
    assert not Question.objects.within(scope).filter(case=cast.ebbas_case).exists()
    assert not TeamMember.objects.within(scope).filter(case=cast.ebbas_case).exists()
