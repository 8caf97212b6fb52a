"""The room as it is, and as it would be without somebody or after a yes. Gathered once, then weighed in memory."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings.gaps import Gap, Judged, gaps
from samverkan.meetings.heading import Planned
from samverkan.meetings.models import Meeting
from samverkan.meetings.seating import Place, Sitting, day_of, places_of_each, seats, unseen_of_each
from samverkan.meetings.slots.times import slots_of_each
from samverkan.meetings.topics import AgendaRow, agendas, topics
from samverkan.people.queries import PupilCard
from samverkan.policy import room
from samverkan.policy.facts import Facts, Grant
from samverkan.policy.room import Remedy, Seat, TopicVerdict, Verdict
from samverkan.policy.vocabulary import Kind, Manner


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the verdict stands on, for one reader of the page."""

    meeting: Meeting
    card: PupilCard
    today: date
    day: date
    agenda: tuple[AgendaRow, ...]
    places: tuple[Place, ...]
    unseen: tuple[Place, ...]
    """Seats that the reader may not know of. They are weighed and never shown."""
    seats: dict[str, Seat]
    """The facts of every seat, unseen ones too."""
    other_days: tuple[dict[str, Seat], ...] = ()
    """The same on the other days proposed, while the time is open."""

    @property
    def last_day(self) -> date:
        """The day it is held, or the last of those proposed."""
        return max([self.day, *(seat.facts.today for held in self.other_days for seat in held.values())])

    def title(self, topic: str) -> str:
        """The title of a topic by its key."""
        return next(row.title for row in self.agenda if row.key == topic)

    def is_film(self, topic: str) -> bool:
        """Whether the topic is a film of the pupil, which is seen and not heard."""
        return any(row.key == topic and row.cell.kind is Kind.FILM for row in self.agenda)

    def place(self, seat: str) -> Place:
        """The place of a seat by its key."""
        return next(place for place in self.places if place.key == seat)

    def present(self, without: Collection[str] = ()) -> tuple[Place, ...]:
        """The places that remain when some have stepped out."""
        return tuple(place for place in self.places if place.key not in without)


@dataclass(frozen=True, slots=True)
class HeldBack(TopicVerdict):
    """A row that somebody may not hear of whom the reader may not know: not open, whatever the shown seats may."""

    @property
    def speakable(self) -> bool:
        """Never: the room promises no more than what is so for everybody invited."""
        return False

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """None that this reader can see to: what helps would tell who it is."""
        return ()


@dataclass(frozen=True, slots=True)
class Try:
    """What the room would be with one thing changed."""

    open_count: int
    without: Place | None = None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Take these topics last; this person leaves at that time."""

    leaves: Place
    at: datetime
    topics: tuple[str, ...]
    already_last: bool
    open_count: int


def gather(scope: Scope, meeting: Meeting, card: PupilCard) -> Table:
    """The table round which the meeting will sit: shown as far as the reader may know of it, weighed as it is."""
    return gather_each(scope, [(meeting, card)])[0]


def gather_each(scope: Scope, planned: Sequence[Planned]) -> list[Table]:
    """The tables of many meetings, in as many queries as for one."""
    seen = places_of_each(scope, planned)
    hidden = unseen_of_each(planned, seen, now=scope.now)
    days = [day_of(meeting.starts_at, scope.today) for meeting, _ in planned]
    round_each = [
        Sitting((*shown, *others), card, day)
        for (_, card), day, shown, others in zip(planned, days, seen, hidden, strict=True)
    ]
    points = agendas(scope, [meeting.id for meeting, _ in planned])
    later = _on_other_days(planned, round_each, scope.today)
    return [
        Table(
            meeting=meeting,
            card=card,
            today=scope.today,
            day=day,
            agenda=points[meeting.id],
            places=shown,
            unseen=others,
            seats=held,
            other_days=later[meeting.id],
        )
        for (meeting, card), day, shown, others, held in zip(
            planned, days, seen, hidden, seats(round_each), strict=True
        )
    ]


def _on_other_days(
    planned: Sequence[Planned], sittings: Sequence[Sitting], today: date
) -> dict[UUID, tuple[dict[str, Seat], ...]]:
    """The seats on the days proposed beside the earliest, for each meeting whose time is open."""
    slots = slots_of_each(meeting for meeting, _ in planned)
    found: dict[UUID, tuple[dict[str, Seat], ...]] = defaultdict(tuple)
    for (meeting, _), sitting in zip(planned, sittings, strict=True):
        days = sorted({day_of(slot.starts_at, today) for slot in slots[meeting.id]} - {sitting.day})
        if days:
            found[meeting.id] = tuple(seats([replace(sitting, day=day) for day in days]))
    return found


def judge(table: Table, *, without: Collection[str] = (), given: Sequence[Gap] = ()) -> Verdict:
    """The verdict with some out of the room and some questions answered with yes. Unseen seats stay in the room."""
    extra = tuple(gap.as_if_given(table.card.case, table.day, table.last_day) for gap in given)

    def heard_by(present: Sequence[Place]) -> Verdict:
        known = [table.seats[place.key] for place in present]
        asked = [replace(seat, facts=replace(seat.facts, grants=seat.facts.grants + extra)) for seat in known]
        return room.verdict(topics(table.agenda), asked)

    shown = heard_by(table.present(without))
    held = {row.topic for row in heard_by(table.unseen).rows if row.blocked}
    for seats_then in table.other_days:
        held |= _closed_then(table, seats_then, without, extra) - {row.topic for row in shown.rows if row.blocked}
    return Verdict(tuple(HeldBack(row.topic, row.heard) if row.topic in held else row for row in shown.rows))


def _closed_then(
    table: Table, seats_then: Mapping[str, Seat], without: Collection[str], extra: tuple[Grant, ...]
) -> set[str]:
    """The topics that somebody may not hear on another day proposed: an open time promises no more than every day."""
    present = [seats_then[place.key] for place in (*table.present(without), *table.unseen)]
    asked = [replace(seat, facts=replace(seat.facts, grants=seat.facts.grants + extra)) for seat in present]
    return {row.topic for row in room.verdict(topics(table.agenda), asked).rows if row.blocked}


def gaps_of(scope: Scope, table: Table, verdict: Verdict) -> tuple[Gap, ...]:
    """The questions that stand between this verdict and an open room."""
    return gaps_of_each(scope, [(table, verdict)])[0]


def gaps_of_each(scope: Scope, judged: Sequence[tuple[Table, Verdict]]) -> list[tuple[Gap, ...]]:
    """The same for many tables, in as many queries as for one."""
    return gaps(
        scope,
        [
            Judged(table.card, verdict, {row.key: row.cell for row in table.agenda}, table.places, written(table))
            for table, verdict in judged
        ],
    )


def written(table: Table) -> dict[str, Facts]:
    """The facts of each seat for what is handed over in writing, such as an invitation. Judged for today."""
    return {key: replace(seat.facts, manner=Manner.SEND, today=table.today) for key, seat in table.seats.items()}


def can_step_out(table: Table, leaving: Collection[str]) -> bool:
    """Whether those may leave while the others go on (legal specification §2.4: it is guests who leave).

    The meeting is the child's, the one who leads cannot leave it, and somebody of the school stays.
    """
    away = [place for place in table.places if place.key in leaving]
    if not all(room.may_leave(place.role, leads=place.person == table.meeting.leader_id) for place in away):
        return False
    return any(
        room.stays_for_the_school(
            place.role, at_school=place.organisation is not None and not place.is_outside(table.card.holder)
        )
        for place in table.present(leaving)
    )


def tries(table: Table, known: Sequence[Gap], *, without: Collection[str], given: Sequence[Gap]) -> tuple[Try, ...]:
    """Every single change that opens more than the room has now, the greatest gain first."""
    now = judge(table, without=without, given=given).open_count
    found = [
        Try(judge(table, without={*without, place.key}, given=given).open_count, without=place)
        for place in table.present(without)
        if can_step_out(table, {*without, place.key})
    ]
    found += [
        Try(judge(table, without=without, given=[*given, gap]).open_count, gap=gap)
        for gap in known
        if gap.can_be_asked and gap not in given
    ]
    return tuple(sorted((made for made in found if made.open_count > now), key=lambda made: -made.open_count))


def suggestion(table: Table, verdict: Verdict, *, without: Collection[str] = ()) -> Suggestion | None:
    """Who may leave early so that most topics open, and which topics then come last."""
    ways = []
    for place in table.present(without):
        if not can_step_out(table, {*without, place.key}):
            continue
        opened = [
            row.topic
            for row in verdict.rows
            if not isinstance(row, HeldBack) and {heard.seat for heard in row.blocked} == {place.key}
        ]
        if opened:
            ways.append((len(opened), -_minutes(table, opened), place, opened))
    if not ways:
        return None
    _, _, leaves, opened = max(ways, key=lambda way: way[:2])
    ends = table.meeting.starts_at + timedelta(minutes=max(table.meeting.minutes, _minutes(table)))
    last = [row.key for row in table.agenda][-len(opened) :]
    return Suggestion(
        leaves=leaves,
        at=ends - timedelta(minutes=_minutes(table, opened)),
        topics=tuple(opened),
        already_last=set(last) == set(opened),
        open_count=judge(table, without={*without, leaves.key}).open_count,
    )


def sorted_out(verdict: Verdict) -> tuple[list[TopicVerdict], list[TopicVerdict], list[TopicVerdict]]:
    """The topics for all, for some, for nobody."""
    everyone = [row for row in verdict.rows if row.speakable]
    nobody = [row for row in verdict.rows if not row.speakable and row.for_nobody]
    some = [row for row in verdict.rows if not row.speakable and not row.for_nobody]
    return everyone, some, nobody


def _minutes(table: Table, only: Collection[str] | None = None) -> int:
    return sum(row.minutes for row in table.agenda if only is None or row.key in only)
