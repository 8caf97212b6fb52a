"""The page Rummet: S3, frozen for its template. One who leads sees the whole table, others their own column."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from samverkan.consent.wording import have
from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.gaps import Gap
from samverkan.meetings.grouping import Asking, askings
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.moved_out import moved_out
from samverkan.meetings.revealing import Alike, Stop, alike, stops
from samverkan.meetings.room_words import (
    CellWords,
    Reason,
    assumption,
    cell_words,
    decider,
    gap_for,
    questions_count,
    reasons,
    remedy,
    shared_sentence,
    summary,
    verdict_sentence,
)
from samverkan.meetings.seating import Place
from samverkan.meetings.weighing import Suggestion, Table
from samverkan.people.wording import clock, day, listed, sentence
from samverkan.plans.releasing import pieces
from samverkan.policy.acting import Action, may
from samverkan.policy.room import TopicVerdict, Verdict

ALL = "alla"
JOINTS = re.compile(r"\b(special|social|skol|habiliterings|fritids|hand)(?=[a-zåäö]{5})")
"""Where a long word beneath a name may be broken, with a soft hyphen: special-pedagog."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading."""

    short: str
    role: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A topic and what each seat may."""

    topic: str
    detail: str
    summary: str
    url: str
    cells: tuple[CellWords, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Topics × people."""

    people: tuple[Head, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A topic in one of the three lists, and what helps."""

    topic: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """The summary for the one who leads."""

    everyone: tuple[ListRow, ...]
    some: tuple[ListRow, ...]
    nobody: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class AskRow:
    """A question that a yes to would open something."""

    title: str
    text: str
    status: str
    word: str
    question: UUID | None = None
    """The question that has been asked, to which an oral answer can be written down."""
    key: str = ""
    """Of one that has not: it is written down together with its first answer."""


@dataclass(frozen=True, slots=True)
class AssessRow:
    """Something that a person may assess, and where one asks for it."""

    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class TryLink:
    """A changed room to look at, by address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Hint:
    """The suggested order, and who leaves when."""

    title: str
    text: str
    topics: tuple[str, ...]
    already_last: bool


@dataclass(frozen=True, slots=True)
class RoomPage:
    """S3."""

    head: MeetingHead
    held: bool
    """Whether the meeting has been: then nothing of it is weighed."""
    whole: bool
    """Whether the reader leads or helps to lead, and so sees every column."""
    empty: bool
    verdict: str
    first: tuple[Stop, ...]
    """Who may not know that another is there. It comes before what is said: a room tells of those who sit in it."""
    moved_out: tuple[str, ...]
    """What a yes that was taken back has closed since the meeting was planned."""
    assumption: str
    trying: str
    """What is being tried out; empty for the room as it is."""
    matrix: Matrix
    lists: Lists
    questions: tuple[AskRow, ...]
    to_whom: str
    assessments: tuple[AssessRow, ...]
    ask_text: str
    """The button; empty when nothing is left to ask."""
    tries: tuple[TryLink, ...]
    hint: Hint | None
    reasons: tuple[Reason, ...]
    may_change: bool

    @property
    def first_alike(self) -> tuple[Alike, ...]:
        """The same, a reason that several share said once."""
        return alike(self.first)

    @property
    def ask_first(self) -> bool:
        """Whether a yes would let them know of one another, and has not been asked for."""
        return bool(self.ask_text) and any(stop.by_asking for stop in self.first)

    @property
    def ways_heading(self) -> str:
        """Over the suggested order: it is for want of answers only where something has been asked."""
        return "Om ni inte får svar" if self.questions else "Så kan ni tala om mer"


def room_page(scope: Scope, meeting_id: UUID, *, without: Collection[str] = (), yes: Collection[str] = ()) -> RoomPage:
    """The room as it is, or as it would be without some (`?utan=`) or after a yes (`?ja=`). Http404 outside."""
    head = meeting(scope, meeting_id)
    if head.held_before(scope.now):
        return _after(head)
    table = weighing.gather(scope, head.row, head.card)
    leads = may(scope.reader, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit).allowed
    # Trying out is for those who lead: a count that moves would tell others whom a topic is closed for.
    without, yes = (without, yes) if leads else ((), ())
    out = {place.key for place in table.places if place.key in without}
    known = weighing.gaps_of(scope, table, weighing.judge(table))
    given = tuple(gap for gap in known if gap.can_be_asked and (ALL in yes or gap.key in yes))
    verdict = weighing.judge(table, without=out, given=given)
    shown = table.present(out)
    columns = shown if leads else tuple(place for place in shown if place.person == scope.reader.person)
    here = tuple(gap for gap in known if not gap.seats or not out.issuperset(gap.seats))
    questions = askings(here)
    left = askings(gap for gap in here if gap not in given)
    return RoomPage(
        head=head,
        held=False,
        whole=leads,
        empty=not verdict.rows or not shown,
        verdict=verdict_sentence(verdict) if leads else shared_sentence(verdict),
        first=stops(table, known, without=out, given=given) if leads and not head.cancelled else (),
        moved_out=moved_out(table, known) if leads and not head.cancelled else (),
        assumption=assumption(table, shown, day(table.day)),
        trying=_trying(table, out, askings(given)),
        matrix=_matrix(table, verdict, columns, known),
        lists=_lists(table, verdict, known, leads),
        questions=tuple(_ask_row(asking) for asking in questions) if leads else (),
        to_whom=_to_whom(here),
        assessments=_assessments(scope, table, verdict, known) if leads and not head.cancelled else (),
        ask_text=_ask_text(left),
        tries=_tries(table, questions, out, given) if leads else (),
        hint=_hint(table, verdict, out) if leads else None,
        reasons=reasons(table, verdict, known) if leads else (),
        may_change=leads and not head.cancelled,
    )


def _after(head: MeetingHead) -> RoomPage:
    """A meeting that has been is not weighed anew: what is so today may not have been so then."""
    return RoomPage(
        head=head,
        held=True,
        whole=False,
        empty=True,
        verdict="Mötet har varit.",
        first=(),
        moved_out=(),
        assumption="Rummet visar vad ni kan tala om på ett möte som kommer. Det räknas inte om i efterhand.",
        trying="",
        matrix=Matrix((), ()),
        lists=Lists((), (), ()),
        questions=(),
        to_whom="",
        assessments=(),
        ask_text="",
        tries=(),
        hint=None,
        reasons=(),
        may_change=False,
    )


def _matrix(table: Table, verdict: Verdict, columns: Sequence[Place], gaps: Sequence[Gap]) -> Matrix:
    keys = {place.key: place for place in columns}
    return Matrix(
        people=tuple(Head(place.short, JOINTS.sub("\\1\u00ad", place.column)) for place in columns),
        rows=tuple(
            MatrixRow(
                topic=table.title(row.topic),
                detail="",
                summary=summary(row, film=table.is_film(row.topic)),
                url="",
                cells=tuple(
                    cell_words(
                        heard,
                        keys[heard.seat],
                        table.title(row.topic),
                        gap_for(gaps, row.topic, heard.seat),
                        film=table.is_film(row.topic),
                    )
                    for heard in row.heard
                    if heard.seat in keys
                ),
            )
            for row in verdict.rows
        ),
    )


def _lists(table: Table, verdict: Verdict, gaps: Sequence[Gap], leads: bool) -> Lists:
    """The three lists. One who does not lead is not told what would open a topic for others."""
    everyone, some, nobody = weighing.sorted_out(verdict)

    def rows(found: Sequence[TopicVerdict]) -> tuple[ListRow, ...]:
        return tuple(ListRow(table.title(row.topic), remedy(table, row, gaps) if leads else "") for row in found)

    return Lists(rows(everyone), rows(some), rows(nobody))


def _ask_row(asking: Asking) -> AskRow:
    if asking.asked is None:
        return AskRow(asking.title, "Frågan är inte ställd än.", "inte-fragat", "Inte frågat", key=asking.key)
    return AskRow(asking.title, asking.asked.sentence, "fragat", asking.asked.word, asking.asked.id)


def _assessments(scope: Scope, table: Table, verdict: Verdict, gaps: Sequence[Gap]) -> tuple[AssessRow, ...]:
    """For each seat that may not hear something: what a person may weigh, once for each thing and person. What nobody
    has asked of yet stands among the questions and not here too: to ask is the nearer way (legal specification §2.4).
    Once it is asked one who cannot wait for the answer has this. Where the givers have said no the room suggests no way
    round it.
    """
    blocked = [
        (row.topic, heard)
        for row in verdict.rows
        for heard in row.blocked
        if heard.decision.men is not None and not _nearer(gap_for(gaps, row.topic, heard.seat))
    ]
    if not blocked:
        return ()
    cells = {row.key: row.cell for row in table.agenda}
    of_cell = {cell: piece for piece in pieces(scope, table.card) for cell in piece.cells}
    found: dict[tuple[str, UUID], AssessRow] = {}
    for topic, heard in blocked:
        piece, place = of_cell.get(cells[topic]), table.place(heard.seat)
        if piece is not None:
            query = urlencode({"sak": piece.slug, "till": str(place.person)})
            found.setdefault(
                (piece.slug, place.person),
                AssessRow(
                    f"Får {place.name} {have(piece.matter)}?",
                    f"Det är inte självklart att uppgiften kan lämnas. {sentence(decider(heard.decision))} bedömer.",
                    f"{reverse('release_new', args=[table.card.case])}?{query}",
                ),
            )
    return tuple(found.values())


def _nearer(gap: Gap | None) -> bool:
    return gap is not None and (gap.unasked or not gap.can_be_asked)


def _to_whom(gaps: Sequence[Gap]) -> str:
    names = {giver.name for gap in gaps if gap.question for giver in gap.question.givers if not giver.barred}
    return f"till {listed(sorted(names))}" if names else ""


def _ask_text(left: Sequence[Asking]) -> str:
    """One button for all of them. Nothing to press when every question waits for an answer."""
    return questions_count(len(left)) if any(asking.unasked for asking in left) else ""


def _trying(table: Table, out: Collection[str], given: Sequence[Asking]) -> str:
    away = listed(table.place(key).name for key in sorted(out))
    parts = [f"utan {away}" if away else "", f"med ja till {len(given)} av frågorna" if given else ""]
    return " och ".join(part for part in parts if part)


def _tries(
    table: Table, questions: Sequence[Asking], out: Collection[str], given: Sequence[Gap]
) -> tuple[TryLink, ...]:
    """Every single change that opens more than the room has now, the greatest gain first; then a yes to everything."""
    total = len([row for row in table.agenda if row.about_pupil])
    now = weighing.judge(table, without=out, given=given).open_count
    found = [
        (made.open_count, f"Om {made.without.name} inte är med", _address({*out, made.without.key}, given))
        for made in weighing.tries(table, (), without=out, given=given)
        if made.without is not None
    ]
    waiting = [asking for asking in questions if not set(asking.gaps) <= set(given)]
    for asking in waiting:
        yes = _with(given, asking)
        count = weighing.judge(table, without=out, given=yes).open_count
        if count > now:
            found.append((count, f"Om svaret blir ja: {asking.title[:-1]}", _address(out, yes)))
    links = [TryLink(f"{words}: {count} av {total}", url) for count, words, url in sorted(found, key=_gain)]
    if len(questions) > 1 and waiting:
        every = [gap for asking in questions for gap in asking.gaps]
        count = weighing.judge(table, without=out, given=every).open_count
        query = urlencode([*(("utan", key) for key in sorted(out)), ("ja", ALL)])
        links.append(TryLink(f"Om alla svarar ja på alla frågor: {count} av {total}", f"?{query}"))
    return tuple(links)


def _gain(found: tuple[int, str, str]) -> int:
    return -found[0]


def _with(given: Sequence[Gap], asking: Asking) -> list[Gap]:
    return [*given, *(gap for gap in asking.gaps if gap not in given)]


def _address(out: Collection[str], given: Sequence[Gap]) -> str:
    return "?" + urlencode([*(("utan", key) for key in sorted(out)), *(("ja", gap.key) for gap in given)])


def _hint(table: Table, verdict: Verdict, out: Collection[str]) -> Hint | None:
    found: Suggestion | None = weighing.suggestion(table, verdict, without=out)
    if found is None:
        return None
    titles = [table.title(topic) for topic in found.topics]
    leaving = f"{found.leaves.name} lämnar kl. {clock(found.at)}."
    waiting = [table.title(row.topic) for row in verdict.rows if not row.speakable and row.topic not in found.topics]
    rest = f" {listed(waiting)} får vänta tills svaren har kommit." if waiting else ""
    return Hint(
        title=leaving if found.already_last else f"Lägg {listed(titles)} sist. {leaving}",
        text=f"Då kan ni tala om {found.open_count} av {len(verdict.rows)} ämnen.{rest}",
        topics=found.topics,
        already_last=found.already_last,
    )
