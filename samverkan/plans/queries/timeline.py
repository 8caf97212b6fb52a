"""The timeline: newest first by year, what is to come on top, older school years behind one deliberate step."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from samverkan.guard.models import Form
from samverkan.guard.scope import Scope
from samverkan.people.wording import STOCKHOLM, day, day_with_year, local_day, short_day
from samverkan.plans.happenings import LANE_WORDS, Border, Happening
from samverkan.plans.narrowing import Narrowed, words_of_pause
from samverkan.plans.queries.plan import told
from samverkan.plans.queries.sources import FORM_TITLES, Asked, gathered
from samverkan.plans.school_years import school_year_of, silence
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, StatementId

EVERYTHING = Narrowed()


class ReadBy(Protocol):
    """Who reads what lies in a cell; of a statement, who reads that one."""

    def __call__(self, cell: facts.Cell, statement: StatementId | None = None, /) -> str:
        """In one phrase."""
        ...


PAGE = 25
FURTHER = 6
"""How many times further back one looks when what was chosen is rare."""
LONGEST_TEXT = 240
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as the timeline's part shows it."""

    shape: str
    lane: str
    title: str
    on: str
    iso: str
    by: str
    text: str
    url: str
    url_text: str
    withheld: bool = False
    readers: str = ""
    """Who reads what was written, in one phrase; empty for what is no text, and for one who may not ask."""
    pause: bool = False
    """A silence between two events, and no event itself."""


@dataclass(frozen=True, slots=True)
class Year:
    """Events under one heading."""

    heading: str
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the timeline."""

    ahead: tuple[EventRow, ...]
    years: tuple[Year, ...]
    older: str
    """The cursor of the next page, empty on the last."""
    behind: str
    """Words for the deliberate step to older school years, empty when there is nothing behind or it has been taken."""
    cells: tuple[facts.Cell, ...]
    statements: tuple[tuple[facts.Cell, StatementId], ...]
    """What is shown that is a statement, with its cell."""

    @property
    def empty(self) -> bool:
        """Whether nothing has happened."""
        return not (self.ahead or self.years)


def timeline(
    scope: Scope,
    case: CaseId,
    *,
    before: str = "",
    older_years: bool = False,
    size: int = PAGE,
    asked: Asked = (),
    read_by: ReadBy = lambda cell, statement=None: "",
    wanted: Narrowed = EVERYTHING,
    free: Collection[date] = frozenset(),
    newest: Sequence[Happening] = (),
) -> Page:
    """A page of what has happened. Without `older_years` it ends with the previous school year. `read_by` says who
    reads what lies in a cell; `free` are the days without school, for counting silences. `newest` is what has been
    gathered from the newest on already, more of it than fits on a page.
    """
    border = read_cursor(before)
    floor = None if older_years else first_day_shown(scope.today)
    whole = border is None and not wanted.any and newest
    found = list(newest) if whole else _chosen(scope, case, border, size + 1, asked, wanted)
    past = sorted((event for event in found if not event.due), key=lambda event: (event.at, event.id), reverse=True)
    shown = [event for event in past if floor is None or _day(event.at) >= floor][:size]
    more = len(past) > len(shown)
    hidden = more and len(shown) < size
    ahead = sorted((event for event in found if event.due), key=lambda event: event.at) if border is None else []
    opened = opened_texts(scope, [*ahead, *shown])
    return Page(
        ahead=tuple(_event_row(event, read_by) for event in opened[: len(ahead)]),
        years=_by_year(opened[len(ahead) :], read_by, _Silences(scope.today, free, border, shown=not wanted.any)),
        older=_cursor(shown[-1]) if more and not hidden and shown else "",
        behind=f"Före {day_with_year(floor)}" if hidden and floor else "",
        cells=tuple(dict.fromkeys(event.cell for event in opened)),
        statements=tuple((event.cell, StatementId(event.statement)) for event in opened if event.statement is not None),
    )


def _chosen(
    scope: Scope, case: CaseId, border: Border | None, wish: int, asked: Asked, wanted: Narrowed
) -> list[Happening]:
    """Those that were chosen: where few are, further back, until there are enough or there is no more."""
    limit, before = wish, -1
    while True:
        found = gathered(scope, case, border, limit, asked=asked)
        kept = [event for event in found if wanted.holds(event, _day(event.at), scope.today)]
        past = sum(1 for event in kept if not event.due)
        if not wanted.any or past >= wish or len(found) == before:
            return kept
        limit, before = limit * FURTHER, len(found)


def latest(scope: Scope, happenings: Iterable[Happening], size: int = 5) -> list[Happening]:
    """The newest of what has happened, with texts."""
    past = (event for event in happenings if not event.due)
    newest = sorted(past, key=lambda event: (event.at, event.id), reverse=True)[:size]
    return opened_texts(scope, newest)


def first_day_shown(today: date) -> date:
    """The first day of the previous school year."""
    starts, _ = school_year_of(today)
    return starts.replace(year=starts.year - 1)


def read_cursor(text: str) -> Border | None:
    """The border a cursor names; None for none and for one that is not ours."""
    at, _, row = text.partition("_")
    try:
        return Border(datetime.fromtimestamp(int(at) / 1_000_000, STOCKHOLM), UUID(row)) if text else None
    except (ValueError, OverflowError, OSError):
        return None


def opened_texts(scope: Scope, events: Iterable[Happening]) -> list[Happening]:
    """The happenings with their texts, opened for these alone."""
    shown = list(events)
    said = told(scope, [event.statement for event in shown if event.statement is not None])
    return [event if event.statement is None else _with_text(event, said.get(event.statement, "")) for event in shown]


def _with_text(event: Happening, text: str) -> Happening:
    """An event of few words is its own title."""
    if event.title == FORM_TITLES[Form.EVENT] and len(text.split()) <= MOST_WORDS:
        return replace(event, title=text.rstrip("."))
    return replace(event, text=_short(text))


@dataclass(frozen=True, slots=True)
class _Silences:
    """Puts a word where nothing has happened for long: between two events, and after the last one until today."""

    today: date
    free: Collection[date]
    border: Border | None
    """The event that ends the page before this one, so that a silence between two pages is told on the later."""
    shown: bool

    @property
    def above(self) -> date | None:
        """The day of the event right above the page; None on the first."""
        return None if self.border is None else _day(self.border.at)

    def after(self, event: Happening, following: date | None) -> EventRow | None:
        """The silence after an event; `following` is the day of the next one, None for the newest of all."""
        on = _day(event.at)
        if not self.shown:
            return None
        days = silence(on, following or self.today, self.free)
        if not days:
            return None
        words = words_of_pause(days, on, goes_on=following is None)
        return EventRow("", "", words, "", on.isoformat(), "", "", "", "", pause=True)


def _by_year(events: Iterable[Happening], read_by: ReadBy, silences: _Silences) -> tuple[Year, ...]:
    years: dict[int, list[EventRow]] = {}
    following = silences.above
    for event in events:
        rows = years.setdefault(_day(event.at).year, [])
        pause = silences.after(event, following)
        rows += [pause] if pause is not None else []
        rows.append(_event_row(event, read_by))
        following = _day(event.at)
    return tuple(Year(str(year), tuple(rows)) for year, rows in years.items())


def _event_row(event: Happening, read_by: ReadBy) -> EventRow:
    return EventRow(
        shape=event.lane,
        lane=LANE_WORDS[event.lane],
        title=event.title,
        on=day(event.at) if event.due else short_day(event.at),
        iso=_day(event.at).isoformat(),
        by=event.by,
        text=event.text,
        url=event.url,
        url_text=event.url_text,
        readers=read_by(event.cell, _named(event)) if event.text else "",
    )


def _cursor(event: Happening) -> str:
    return f"{round(event.at.timestamp() * 1_000_000)}_{event.id}"


def _named(event: Happening) -> StatementId | None:
    return None if event.statement is None else StatementId(event.statement)


def _short(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"


def _day(at: datetime) -> date:
    return local_day(at)
