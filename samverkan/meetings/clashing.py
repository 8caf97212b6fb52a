"""Who has another meeting at a time that is thought of, as far as whoever plans may know of that meeting.

A meeting outside the planner's scope gives no word, no blank and no query more: that somebody is busy round another
pupil is a secret of that pupil's.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from samverkan.guard.scope import Scope
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.known import SENT, known
from samverkan.meetings.models import Attendance
from samverkan.meetings.seating import Place, places_of_each
from samverkan.meetings.team.models import TeamSeat
from samverkan.meetings.team.page import known_teams
from samverkan.people import queries as people
from samverkan.people.wording import STOCKHOLM, clock, listed
from samverkan.policy.vocabulary import CaseId, PersonId

LONGEST = timedelta(hours=8)
AWAY = frozenset({Attendance.DECLINES, Attendance.MATERIAL, Attendance.DEPUTY})


@dataclass(frozen=True, slots=True)
class Busy:
    """Another meeting, and who is there. Nothing of whom it is about."""

    starts_at: datetime
    ends_at: datetime
    persons: frozenset[PersonId]


def clashes(
    scope: Scope, head: MeetingHead, places: Sequence[Place], times: Sequence[datetime]
) -> dict[datetime, tuple[str, ...]]:
    """By time a sentence for each other meeting that some of the places, or the one who leads, have then. The pupil's
    own other meetings are told of by themselves.
    """
    coming = {PersonId(head.leader_id): head.leader} | {place.person: place.name for place in places}
    taken = [*_meetings(scope, head, times), *_of_the_team(scope, times)] if times else []
    long = timedelta(minutes=head.minutes)
    return {
        at: tuple(
            sentence
            for span, names in sorted(_who(taken, coming, at, at + long).items())
            for sentence in [f"{listed(names)} har ett annat möte då, kl. {span}."]
        )
        for at in times
    }


def _who(
    taken: Sequence[Busy], coming: Mapping[PersonId, str], begins: datetime, ends: datetime
) -> dict[str, list[str]]:
    """Names by the hours of the other meeting, each name once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for one in taken:
        if one.starts_at < ends and one.ends_at > begins:
            span = f"{clock(one.starts_at.astimezone(STOCKHOLM))}–{clock(one.ends_at.astimezone(STOCKHOLM))}"
            found[span] |= {name: None for person, name in coming.items() if person in one.persons}
    return {span: list(names) for span, names in found.items() if names}


def _meetings(scope: Scope, head: MeetingHead, times: Sequence[datetime]) -> Iterator[Busy]:
    """Those round other pupils that have been sent and have a time, with the seats that the reader may know of."""
    near = known(scope).filter(
        SENT, starts_at__gt=min(times) - LONGEST, starts_at__lt=max(times) + timedelta(minutes=head.minutes)
    )
    rows = list(
        near.filter(cancelled_at=None, team=None, time_open=False)
        .exclude(case_id=head.card.case)
        .select_related("cell", "leader")
    )
    if not rows:
        return
    scope.trail.gives_out([head.card.case])  # of the others the answer says nothing: they were looked through
    cards = people.cards(scope, {row.case_id for row in rows})
    planned = [(row, cards[CaseId(row.case_id)]) for row in rows if row.case_id in cards]
    for (row, _), seated in zip(planned, places_of_each(scope, planned), strict=True):
        there = {place.person for place in seated if place.attendance not in AWAY}
        yield Busy(row.starts_at, row.ends_at, frozenset({*there, PersonId(row.leader_id)}))


def _of_the_team(scope: Scope, times: Sequence[datetime]) -> Iterator[Busy]:
    """The meetings of the elevhälsa team at the reader's school."""
    rows = known_teams(scope).filter(
        sent_at__isnull=False, cancelled_at=None, starts_at__gt=min(times) - LONGEST, starts_at__lt=max(times) + LONGEST
    )
    teams = list(rows)
    seats: dict[object, set[PersonId]] = defaultdict(set)
    for seat in TeamSeat.objects.filter(meeting__in=teams):
        seats[seat.meeting_id].add(PersonId(seat.person_id))
    for row in teams:
        ends = row.starts_at + timedelta(minutes=row.minutes)
        yield Busy(row.starts_at, ends, frozenset({*seats[row.id], PersonId(row.leader_id)}))
