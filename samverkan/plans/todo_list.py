"""Att göra chosen by pupil or meeting, and taken along as a file."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samverkan.people.spreadsheets import csv_file
from samverkan.people.wording import day
from samverkan.plans.queries.promises import Promise, Todo

HEADINGS = ("Vad", "Elev", "Klass", "Från möte", "Vem", "Senast", "Läge")
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the list is narrowed to, and what it can be narrowed to. Empty words narrow nothing."""

    pupil: str
    meeting: str
    pupils: Options
    meetings: Options

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return bool(self.pupil or self.meeting)


def every(page: Todo) -> tuple[Promise, ...]:
    """All rows of the page in its order."""
    return (*page.late, *page.this_week, *page.later, *page.waiting, *page.settled)


def chosen(page: Todo, pupil: str, meeting: str) -> tuple[Todo, Choice]:
    """The page with the promises of one pupil, of one meeting's day, or both. What is no choice narrows nothing."""
    rows = every(page)
    pupils = tuple(sorted({(str(one.case), one.pupil) for one in rows}, key=lambda option: option[1]))
    days = sorted({one.row.agreed_on for one in rows if one.row.agreed_on}, reverse=True)
    meetings = tuple((on.isoformat(), day(on)) for on in days)
    choice = Choice(
        pupil if pupil in dict(pupils) else "", meeting if meeting in dict(meetings) else "", pupils, meetings
    )

    def kept(found: tuple[Promise, ...]) -> tuple[Promise, ...]:
        return tuple(one for one in found if _fits(one, choice))

    narrowed = replace(
        page,
        late=kept(page.late),
        this_week=kept(page.this_week),
        later=kept(page.later),
        waiting=kept(page.waiting),
        settled=kept(page.settled),
    )
    return narrowed, choice


def todo_file(page: Todo, named: set[UUID], today: date) -> bytes:
    """The rows about the pupils who may be named in a file, which is copied further than a page."""
    rows = [one for one in every(page) if one.case in named]
    return csv_file([HEADINGS, *(_cells(one, today) for one in rows)])


def _fits(one: Promise, choice: Choice) -> bool:
    agreed = one.row.agreed_on.isoformat() if one.row.agreed_on else ""
    return choice.pupil in ("", str(one.case)) and choice.meeting in ("", agreed)


def _cells(one: Promise, today: date) -> tuple[str, ...]:
    meeting = one.row.agreed_on.isoformat() if one.row.agreed_on else ""
    standing = one.row.done or ("Försenat" if one.row.due_on < today else "Kvar")
    return (one.row.text, one.pupil, one.class_name, meeting, one.row.owner, one.row.due_on.isoformat(), standing)
