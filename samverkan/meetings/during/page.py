"""The page Under: S4 while the meeting goes on, frozen for its template."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.during.minutes import approved, may_be_taken
from samverkan.meetings.during.timing import SECONDS, minutes_used, time_words
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.looking_back import LookingBack, looking_back
from samverkan.meetings.models import Attendance, Meeting, MinutesRow, Pen, Presence, RowKind, Turn
from samverkan.meetings.seating import Place
from samverkan.meetings.topics import AgendaRow
from samverkan.meetings.weighing import HeldBack, Table
from samverkan.people.wording import clock, day_with_year, listed, short_day
from samverkan.picture import Figure, Spent, time_bars
from samverkan.policy.room import TopicVerdict, open_to_all
from samverkan.vault.texts import texts

FEW = 2
"""So many names stand in a sentence that is read while a meeting goes on."""
COMING = frozenset({Attendance.COMES, Attendance.VIDEO})


@dataclass(frozen=True, slots=True)
class InRoom:
    """Somebody invited, and whether they are here now."""

    id: UUID
    name: str
    function: str
    here: bool
    expected: bool
    """Whether they have said that they come, so that the page proposes them when the meeting begins."""


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """A row of the minutes as it is read."""

    id: UUID
    at: str
    kind: str
    word: str
    text: str
    owner: str
    """Who does it, for an åtgärd; else empty."""
    due: str
    """ "14 mars", for an åtgärd."""
    by: str
    beside: bool
    added: str = ""
    """ "tillagt 5 december 2026", for what was written after the minutes were approved."""

    @property
    def words(self) -> str:
        """The text, and the day it was added when that was afterwards."""
        return f"{self.text} ({self.added})" if self.added else self.text

    @property
    def promise(self) -> str:
        """ "Maria Ek · senast 14 mars", for an åtgärd."""
        return f"{self.owner} · senast {self.due}" if self.owner else ""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic, how long it was to take and has taken, and what stands under it."""

    id: UUID
    number: int
    title: str
    planned: int
    used: int
    now: bool
    lines: tuple[MinutesLine, ...]

    @property
    def left(self) -> int:
        """Minutes left; negative when it has gone over."""
        return self.planned - self.used

    @property
    def over(self) -> int:
        """Minutes over; 0 while there is time left."""
        return max(0, -self.left)

    @property
    def part(self) -> int:
        """How much of the planned time has gone, in percent and no more than all of it."""
        return min(100, 100 * self.used // self.planned) if self.planned else 100

    @property
    def time_words(self) -> str:
        """ "12 min kvar av 15", or by how much it has gone over."""
        return time_words(self.planned, self.used)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why the topic cannot be taken up with those who are here, and who could step out."""

    sentence: str
    leaving: tuple[InRoom, ...]
    film: bool = False
    """Whether it is the film, which is then not shown: to reorder or to say a need is no way round a yes."""


@dataclass(frozen=True, slots=True)
class DuringPage:
    """S4 Under."""

    head: MeetingHead
    began: bool
    ended: bool
    approved: bool
    """Whether the minutes are what they are: till then one writes and changes, also when the meeting is over."""
    paused: bool
    latest: UUID | None
    """The topic of the latest turn, also in a pause."""
    topics: tuple[TopicLine, ...]
    people: tuple[InRoom, ...]
    left: int
    """Minutes of the whole meeting; negative when it has gone over."""
    hindrance: Hindrance | None
    pen: str
    """Who writes, when it is somebody else; empty when the reader does."""
    pen_name: str
    pen_mine: str
    """That the reader has asked for it, and since when."""
    pen_free: bool
    """Whether the reader has asked long enough without an answer to take it."""
    pen_asked: str
    """Who asks the reader for it."""
    holds_pen: bool
    back: LookingBack | None

    @property
    def left_words(self) -> str:
        """ "hela mötet 34 min kvar"."""
        return _left_words(self.left)

    @property
    def here_words(self) -> str:
        """ "I rummet nu: 6 av 7"."""
        return f"I rummet nu: {sum(one.here for one in self.people)} av {len(self.people)}"

    @property
    def takes_in(self) -> bool:
        """Whether the reader lets in what was written beside: who holds the pen, and when it is over who may write."""
        return self.holds_pen or self.ended

    @property
    def elsewhere(self) -> bool:
        """Whether something has been written under another topic than the one that is or was taken up."""
        return any(topic.lines and topic is not self.at for topic in self.topics)

    @property
    def elsewhere_words(self) -> str:
        """What stands over the rows of the topics that are not taken up."""
        return "Skrivet under andra punkter" if self.at else "Skrivet på mötet"

    @property
    def current(self) -> TopicLine | None:
        """The topic that is taken up."""
        return next((topic for topic in self.topics if topic.now), None)

    @property
    def at(self) -> TopicLine | None:
        """The topic that is taken up, and in a pause the one that was."""
        return next((topic for topic in self.topics if topic.id == self.latest), None) if not self.ended else None

    @property
    def time(self) -> Figure | None:
        """Planned against used minutes for each point, once the meeting has begun."""
        points = [Spent(one.title, one.planned, one.used, one.now) for one in self.topics]
        return time_bars(points, small=True) if self.began and points else None

    @property
    def following(self) -> TopicLine | None:
        """The topic after the one that is or was taken up; the first one before anything is."""
        number = self.at.number if self.at else 0
        return next((topic for topic in self.topics if topic.number > number), None)


@dataclass(frozen=True, slots=True)
class WallPage:
    """What is shown on the wall."""

    head: MeetingHead
    topics: tuple[TopicLine, ...]
    decisions: tuple[str, ...]
    left_words: str
    began: bool
    ended: bool

    @property
    def current(self) -> TopicLine | None:
        """The topic that is taken up, when all may know of it."""
        return next((topic for topic in self.topics if topic.now), None)


def during_page(scope: Scope, head: MeetingHead, table: Table | None = None) -> DuringPage:
    """Everything the one who leads needs to see. What the reader may not know of is not in it. A table that the caller
    has gathered need not be gathered again.
    """
    table = table or weighing.gather(scope, head.row, head.card)
    here = set(
        Presence.objects.filter(invitee__in=[place.id for place in table.places], left_at=None).values_list(
            "invitee_id", flat=True
        )
    )
    turns = list(Turn.objects.filter(meeting=head.row))
    going = next((turn for turn in turns if turn.ended_at is None), None)
    lines = _lines(scope, head.row)
    topics = tuple(
        _topic(number, row, turns, going, lines[row.id], scope.now) for number, row in enumerate(table.agenda, start=1)
    )
    people = tuple(
        InRoom(place.id, place.name, place.column, place.id in here, _expected(head, place)) for place in table.places
    )
    pen = Pen.objects.filter(meeting=head.row).select_related("holder", "asked_by").first()
    holds = pen is not None and pen.holder_id == scope.reader.person
    return DuringPage(
        head=head,
        began=head.row.started_at is not None,
        ended=head.row.ended_at is not None,
        approved=approved(head.row),
        paused=going is None,
        latest=max(turns, key=lambda turn: turn.began_at).item_id if turns else None,
        topics=topics,
        people=people,
        left=_left(head, scope.now),
        hindrance=_hindrance(table, going, people) if head.row.started_at and not head.row.ended_at else None,
        pen=f"{pen.holder.name} skriver här sedan {clock(pen.taken_at)}" if pen and not holds else "",
        pen_name=pen.holder.name if pen and not holds else "",
        pen_mine=_asked(pen, scope),
        pen_free=pen is not None and may_be_taken(pen, scope.reader.person, scope.now),
        pen_asked=pen.asked_by.name if pen and holds and pen.asked_by else "",
        holds_pen=holds,
        back=looking_back(scope, head),
    )


def wall_page(scope: Scope, head: MeetingHead) -> WallPage:
    """What may be shown to all who are in the room: titles and decisions that each of them may have."""
    table = weighing.gather(scope, head.row, head.card)
    page = during_page(scope, head, table)
    present = {str(one.id) for one in page.people if one.here} | {place.key for place in table.unseen}
    seats = [table.seats[key] for key in sorted(present)]
    known = {row.id for row in table.agenda if open_to_all(row.title_cell, seats)}
    rows = MinutesRow.objects.within(scope).filter(meeting=head.row, removed_at=None, kind=RowKind.DECISION)
    decided = {row.id for row in rows.select_related("cell") if not row.beside and open_to_all(row.cell.facts, seats)}
    return WallPage(
        head=head,
        topics=tuple(topic for topic in page.topics if topic.id in known),
        decisions=tuple(line.text for topic in page.topics for line in topic.lines if line.id in decided),
        left_words=page.left_words,
        began=page.began,
        ended=page.ended,
    )


def _asked(pen: Pen | None, scope: Scope) -> str:
    if pen is None or pen.asked_at is None or pen.asked_by_id != scope.reader.person:
        return ""
    return f"Du bad om pennan {clock(pen.asked_at)}."


def _expected(head: MeetingHead, place: Place) -> bool:
    """Who has said that they come; at the elevhälsa team all who sit there, since it asks nobody pupil by pupil."""
    return place.attendance in COMING or head.row.team_id is not None


def _topic(
    number: int,
    row: AgendaRow,
    turns: Iterable[Turn],
    going: Turn | None,
    lines: Sequence[MinutesLine],
    now: datetime,
) -> TopicLine:
    return TopicLine(
        id=row.id,
        number=number,
        title=row.title,
        planned=row.minutes,
        used=minutes_used(row.id, turns, now),
        now=going is not None and going.item_id == row.id,
        lines=tuple(lines),
    )


def _left(head: MeetingHead, now: datetime) -> int:
    """Of the whole meeting, counted from when it began: a pause and a late start take of it too."""
    begun = head.row.started_at
    gone = (head.row.ended_at or now) - begun if begun is not None else timedelta()
    return head.minutes - int(gone.total_seconds() // SECONDS)


def _left_words(left: int) -> str:
    return f"hela mötet {left} min kvar" if left >= 0 else f"hela mötet {-left} min över"


def _lines(scope: Scope, meeting: Meeting) -> dict[UUID, list[MinutesLine]]:
    rows = list(
        MinutesRow.objects.within(scope)
        .filter(meeting=meeting, removed_at=None)
        .select_related("statement__cell", "owner", "made_by")
        .order_by("made_at", "id")
    )
    said = texts(row.statement for row in rows)
    found: dict[UUID, list[MinutesLine]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(line(row, said[row.statement_id]))
    return found


def line(row: MinutesRow, text: str, approved_at: datetime | None = None) -> MinutesLine:
    """A row of the minutes in words; what came after they were approved says so."""
    after = approved_at is not None and row.made_at > approved_at
    return MinutesLine(
        id=row.id,
        at=clock(row.made_at),
        kind=row.kind,
        word=RowKind(row.kind).label,
        text=text,
        owner=row.owner.name if row.owner else "",
        due=short_day(row.due_on) if row.due_on else "",
        by=row.made_by.name,
        beside=row.beside,
        added=f"tillagt {day_with_year(row.made_at)}" if after else "",
    )


def _hindrance(table: Table, going: Turn | None, people: Sequence[InRoom]) -> Hindrance | None:
    """For the topic that is taken up, weighed with those who are in the room now."""
    away = {str(one.id) for one in people if not one.here}
    verdict = weighing.judge(table, without=away)
    row = next((row for row in verdict.rows if going is not None and row.topic == str(going.item_id)), None)
    if row is None or row.speakable or not row.heard:
        return None
    blocked = {heard.seat for heard in row.blocked}
    if table.is_film(row.topic):
        return Hindrance(_no_film([table.place(seat).name for seat in blocked]), (), film=True)
    out = tuple(one for one in people if str(one.id) in blocked and weighing.can_step_out(table, {*away, str(one.id)}))
    return Hindrance(_why(table, row, [table.place(seat) for seat in blocked]), out)


def _no_film(names: Sequence[str]) -> str:
    """Who has not said yes is not told: the room has others in it than those who may know."""
    whom = f"för {listed(sorted(names))}" if 0 < len(names) <= FEW else "för alla som är här"
    return f"Visa inte filmen. Det finns inget ja till att den visas {whom}."


def _why(table: Table, row: TopicVerdict, blocked: Sequence[Place]) -> str:
    title = table.title(row.topic)
    if isinstance(row, HeldBack) and not blocked:
        return f"”{title}” får inte tas upp nu. Alla som är inbjudna får inte höra det."
    return f"{listed(sorted(place.name for place in blocked))} får inte höra ”{title}”."
