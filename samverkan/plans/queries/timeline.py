"""The timeline: newest first by year, what is to come on top, older school years behind one deliberate step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID, uuid5

from django.db.models import Q
from django.urls import reverse

from samverkan.consent.queries import QuestionRow
from samverkan.consent.wording import REPLY_WORDS
from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.models import StandIn, TeamMember, Trygghetsperson
from samverkan.people.wording import STOCKHOLM, day, day_with_year, listed, local_day, lowered, short_day
from samverkan.plans.happenings import LANE_WORDS, SOURCES, Border, Happening, lane_of
from samverkan.plans.models import Collaboration, Reclassified, Step
from samverkan.plans.queries.plan import told
from samverkan.plans.queries.received import received
from samverkan.policy import facts
from samverkan.policy.acting import Action, may
from samverkan.policy.capacities import capacity
from samverkan.policy.consenting import Reply
from samverkan.policy.reclassing import may_become
from samverkan.policy.releasing import changes_hands
from samverkan.policy.vocabulary import CaseId, InformationClass, StatementId

Asked = Sequence[QuestionRow]


class ReadBy(Protocol):
    """Who reads what lies in a cell; of a statement, who reads that one."""

    def __call__(self, cell: facts.Cell, statement: StatementId | None = None, /) -> str:
        """In one phrase."""
        ...


PAGE = 25
LONGEST_TEXT = 240
MOST_WORDS = 8
SCHOOL_YEAR_BEGINS = (8, 1)
FORM_TITLES: dict[str, str] = {
    Form.NOTE: "Anteckning",
    Form.SIGNAL: "Något har uppmärksammats",
    Form.WORDS: "Elevens egna ord",
    Form.REASON: "Varför samverkan behövs",
    Form.GOAL: "Nytt mål",
    Form.MEASURE: "Ny insats",
    Form.STEP: "Nytt nästa steg",
    Form.EVENT: "Händelse",
}


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
) -> Page:
    """A page of what has happened. Without `older_years` it ends with the previous school year. `read_by` says who
    reads what lies in a cell.
    """
    border = read_cursor(before)
    floor = None if older_years else first_day_shown(scope.today)
    found = gathered(scope, case, border, size + 1, asked=asked)
    past = sorted((event for event in found if not event.due), key=lambda event: (event.at, event.id), reverse=True)
    shown = [event for event in past if floor is None or _day(event.at) >= floor][:size]
    more = len(past) > len(shown)
    hidden = more and len(shown) < size
    ahead = sorted((event for event in found if event.due), key=lambda event: event.at) if border is None else []
    opened = opened_texts(scope, [*ahead, *shown])
    return Page(
        ahead=tuple(_event_row(event, read_by) for event in opened[: len(ahead)]),
        years=_by_year(opened[len(ahead) :], read_by),
        older=_cursor(shown[-1]) if more and not hidden and shown else "",
        behind=f"Före {day_with_year(floor)}" if hidden and floor else "",
        cells=tuple(dict.fromkeys(event.cell for event in opened)),
        statements=tuple((event.cell, StatementId(event.statement)) for event in opened if event.statement is not None),
    )


def latest(scope: Scope, happenings: Iterable[Happening], size: int = 5) -> list[Happening]:
    """The newest of what has happened, with texts."""
    past = (event for event in happenings if not event.due)
    newest = sorted(past, key=lambda event: (event.at, event.id), reverse=True)[:size]
    return opened_texts(scope, newest)


def gathered(scope: Scope, case: CaseId, border: Border | None, limit: int, *, asked: Asked = ()) -> list[Happening]:
    """Happenings of every source, unsorted, at most `limit` past ones of each. `asked` are the consent questions."""
    own = (_statements, _promises, _beginnings, _seats, _trusted, _counted)
    found = [event for source in (*own, *SOURCES) for event in source(scope, case, border, limit)]
    return [*found, *_inside(_answers(asked), border)]


def school_year_of(today: date) -> tuple[date, date]:
    """First and last day of the school year, August to June."""
    starts = today.year if (today.month, today.day) >= SCHOOL_YEAR_BEGINS else today.year - 1
    return date(starts, *SCHOOL_YEAR_BEGINS), date(starts + 1, 6, 30)


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


def _statements(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = Statement.objects.within(scope).filter(
        cell__case_id=case, form__in=list(FORM_TITLES), replaced_by__isnull=True
    )
    if border is not None:
        rows = rows.filter(Q(made_at__lt=border.at) | Q(made_at=border.at, id__lt=border.id))
    found = list(rows.order_by("-made_at", "-id")[:limit])
    authors = people.names(row.author_id for row in found)
    came = {row.statement_id: row.mark for row in received(scope, case, statements=[row.id for row in found])}
    counts = may(scope.reader, Action.RECLASSIFY, case=case, unit=found[0].cell.facts.unit).allowed if found else False
    for row in found:
        url, url_text = _beside(scope, row, counts=counts)
        yield Happening(
            row.made_at,
            row.id,
            FORM_TITLES[row.form],
            lane_of(row.cell.facts),
            row.cell.facts,
            by=" · ".join(part for part in (authors.get(row.author_id, ""), came.get(row.id, "").rstrip(".")) if part),
            statement=row.id,
            url=url,
            url_text=url_text,
        )


def _beside(scope: Scope, row: Statement, *, counts: bool) -> tuple[str, str]:
    """Where what is another's is taken in, or the school's own note is counted as something else, with the words."""
    case, cell = row.cell.case_id, row.cell.facts
    if _elsewhere(scope, row):
        return reverse("take_in", args=[case, row.id]), "Ta in i skolans plan"
    standing = capacity(scope.reader, cell.case, cell.unit) if counts and row.form == Form.NOTE else None
    if may_become(cell, standing, scope.today):
        return reverse("reclassify", args=[case, row.id]), "Räkna som något annat"
    return "", ""


def _elsewhere(scope: Scope, row: Statement) -> bool:
    """Whether the text lies in somebody else's section and the reader writes at the school."""
    cell = row.cell.facts
    standing = capacity(scope.reader, cell.case, cell.unit)
    return (
        standing is not None
        and changes_hands(cell, standing)
        and may(scope.reader, Action.TAKE_IN, case=cell.case, unit=cell.unit).allowed
    )


def _promises(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    """Promises kept, and those still to be kept."""
    for row in Step.objects.within(scope).filter(case_id=case).select_related("cell", "owner").order_by("-set_at"):
        if row.done_at is None and row.failed_at is None:
            if border is None:
                yield Happening(
                    _morning(row.due_on),
                    row.id,
                    "Nästa steg ska vara klart",
                    lane_of(row.cell.facts),
                    row.cell.facts,
                    by=row.owner.name,
                    statement=row.statement_id,
                    due=row.due_on >= scope.today,
                )
        elif (at := row.done_at or row.failed_at) is not None:
            made = Happening(
                at,
                row.id,
                "Nästa steg klart" if row.done_at else "Nästa steg gick inte",
                lane_of(row.cell.facts),
                row.cell.facts,
                by=row.owner.name,
                statement=row.statement_id,
            )
            yield from _inside([made], border)


def _beginnings(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = list(Collaboration.objects.within(scope).filter(case_id=case).select_related("cell", "coordinator"))
    for row in rows:
        cell = row.cell.facts
        begun = Happening(row.begun_at, row.id, "Samverkan började", "skola", cell, by=row.coordinator.name)
        yield from _inside([begun], border)
        if row.ended_at is not None:
            yield from _inside([Happening(row.ended_at, row.id, "Samverkan avslutades", "skola", cell)], border)
        elif row.follow_up_on is not None and row.follow_up_on >= scope.today and border is None:
            yield Happening(
                _morning(row.follow_up_on), row.id, "Uppföljning", "skola", cell, by=row.coordinator.name, due=True
            )


def _seats(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = TeamMember.objects.within(scope).filter(case_id=case, person__isnull=False)
    events = [
        Happening(
            row.added_at,
            row.id,
            f"{row.person.name} kom med i teamet" if row.person else "",
            "hem" if row.organisation_id is None else lane_of(row.cell.facts),
            row.cell.facts,
            by=row.organisation.name if row.organisation else "",
            minor=True,
        )
        for row in rows.select_related("cell", "person", "organisation")
    ]
    yield from _inside(events, border)


def _trusted(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    rows = Trygghetsperson.objects.within(scope).filter(case_id=case).select_related("cell", "person")
    events = [
        Happening(
            row.appointed_at,
            UUID(int=row.pk),
            f"{row.person.name} utsågs till trygghetsperson",
            "skola",
            row.cell.facts,
        )
        for row in rows
    ]
    placed = StandIn.objects.within(scope).filter(case_id=case).select_related("cell", "person", "instead_of__person")
    events += [
        Happening(
            row.set_at,
            row.id,
            f"{row.person.name} svarar i stället för {row.instead_of.person.name}",
            "skola",
            row.cell.facts,
            text=_days(row),
            minor=True,
        )
        for row in placed
    ]
    yield from _inside(events, border)


def _days(row: StandIn) -> str:
    until = f" till {short_day(row.ends_on)}" if row.ends_on else ""
    return f"Från {short_day(row.begins_on)}{until}."


def _counted(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    """That a note is counted as something else: for those who read it, since it opened or closed to somebody."""
    rows = Reclassified.objects.within(scope).filter(case_id=case).select_related("cell", "counted_by")
    events = [
        Happening(
            row.counted_at,
            row.id,
            "Anteckning räknad som något annat",
            lane_of(row.cell.facts),
            row.cell.facts,
            by=row.counted_by.name,
            text=f"Förut: {lowered(InformationClass(row.former_class).label)}.",
            minor=True,
        )
        for row in rows
    ]
    yield from _inside(events, border)


def _answers(asked: Asked) -> Iterable[Happening]:
    """Questions put and answers given; those of one day are one event, since one letter or one call carried them."""
    put: dict[date, list[QuestionRow]] = {}
    said: dict[tuple[date, Reply, str], list[QuestionRow]] = {}
    for row in asked:
        if row.asked_on is not None:
            put.setdefault(row.asked_on, []).append(row)
        for (on, reply), names in _replies(row).items():
            said.setdefault((on, reply, listed(names)), []).append(row)
    for on, rows in put.items():
        yield _of_consent(_morning(on), rows, "Samtycke efterfrågat", "skola", "")
    for (on, reply, by), rows in said.items():
        yield _of_consent(_noon(on), rows, f"Svar om samtycke: {REPLY_WORDS[reply].lower()}", "hem", by)


def _replies(row: QuestionRow) -> dict[tuple[date, Reply], list[str]]:
    found: dict[tuple[date, Reply], list[str]] = {}
    for giver in row.givers:
        if giver.answered_on is not None:
            found.setdefault((giver.answered_on, giver.reply), []).append(giver.name)
    return found


def _of_consent(at: datetime, rows: Sequence[QuestionRow], title: str, lane: str, by: str) -> Happening:
    text = " ".join(row.title for row in rows)
    key = uuid5(rows[-1].id, f"{title} {by}")
    return Happening(at, key, title, lane, rows[-1].cell, by=by, text=text, minor=True)


def _inside(events: Iterable[Happening], border: Border | None) -> Iterable[Happening]:
    return (event for event in events if border is None or border.precedes(event))


def _by_year(events: Iterable[Happening], read_by: ReadBy) -> tuple[Year, ...]:
    years: dict[int, list[EventRow]] = {}
    for event in events:
        years.setdefault(_day(event.at).year, []).append(_event_row(event, read_by))
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


def _morning(on: date) -> datetime:
    return datetime.combine(on, time(8), STOCKHOLM)


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(8), STOCKHOLM) + timedelta(hours=4)


def _day(at: datetime) -> date:
    return local_day(at)
