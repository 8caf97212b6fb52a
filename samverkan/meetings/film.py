"""The short film from a working session: a point of the agenda that rests on a yes of its own (decision 0037).

The film is shown at the meeting and is never here. That it is to be shown is that its point stands on the agenda; when
the meeting has been somebody writes that it is gone, since it is not to be kept.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form
from samverkan.meetings.agendas import meeting_cell
from samverkan.meetings.editions import template_of
from samverkan.meetings.models import AgendaItem, ChecklistTick, Meeting
from samverkan.meetings.topics import AgendaRow
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Pupil
from samverkan.people.wording import short_day
from samverkan.policy import facts
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind
from samverkan.vault.texts import say, texts

TITLE = "En kort film från ett arbetspass"
MINUTES = 5
SCHOOL_DAY = "skoldagen"
"""What a template's point tells when the film belongs to it: SPSM's checklist has the film with how school works."""
SHOWN, NOT_SHOWN = "filmen-visad", "filmen-inte-visad"
GONE = {SHOWN: "Filmen visades och är borttagen", NOT_SHOWN: "Filmen visades inte och är borttagen"}
"""What the leader ticks when it is over. Samverkan never had the film and says nothing of its own about it."""
DEMANDED = "an act on a meeting that the actor's right has been demanded for"
COUNTED = "whether a film stands on the agenda of meetings fetched within a scope; nothing of it is shown"


def film_cell(pupil: Pupil) -> facts.Cell:
    """What the point rests on: who may see the pupil at work."""
    return school_cell(pupil, InformationClass.SUPPORT, Kind.FILM)


def film_of(agenda: Iterable[AgendaRow]) -> AgendaRow | None:
    """The point of the film, if one is to be shown."""
    return next((row for row in agenda if row.cell.kind is Kind.FILM), None)


def with_film(meetings: Collection[UUID]) -> frozenset[UUID]:
    """Which of the meetings have a film on the agenda."""
    rows = AgendaItem.objects.unguarded(because=COUNTED).filter(
        meeting__in=meetings, dropped_at=None, cell__kind=Kind.FILM.value
    )
    return frozenset(rows.values_list("meeting_id", flat=True))


@transaction.atomic
def lay_film(meeting: Meeting, *, by: Reader, now: datetime) -> None:
    """The film on the agenda, behind the school day and within its time; last where there is none. Once."""
    if with_film([meeting.id]):
        return
    pupil, items = pupil_row(CaseId(meeting.case_id)), _items(meeting)
    day = _school_day(meeting, items)
    at = items.index(day) + 1 if day is not None else len(items)
    if day is not None and day.minutes > MINUTES:
        day.minutes -= MINUTES
    made = AgendaItem(
        meeting=meeting,
        cell=cell_for(film_cell(pupil)),
        title=say(cell_for(meeting_cell(pupil)), Form.TOPIC, TITLE, by=by.person, now=now),
        minutes=MINUTES,
    )
    _number([*items[:at], made, *items[at:]])


@transaction.atomic
def take_film_off(meeting: Meeting, *, now: datetime) -> None:
    """No film is shown. Its time goes back to the school day that it stood behind."""
    items = _items(meeting)
    kept = [item for item in items if item.cell.kind != Kind.FILM.value]
    day = _school_day(meeting, kept)
    for film in (item for item in items if item not in kept):
        if day is not None and items.index(film) == items.index(day) + 1:
            day.minutes += film.minutes
        film.dropped_at = now
        film.save(update_fields=["dropped_at"])
    _number(kept)


def gone_words(meetings: Collection[UUID]) -> dict[UUID, str]:
    """By meeting what somebody has written: "Filmen visades och är borttagen, 16 december, Amina Haddad"."""
    rows = ChecklistTick.objects.filter(meeting__in=meetings, row__in=GONE).select_related("done_by")
    return {row.meeting_id: f"{GONE[row.row]}, {short_day(row.done_at)}, {row.done_by.name}" for row in rows}


@transaction.atomic
def say_gone(*, meeting: Meeting, row: str, by: Reader, now: datetime) -> None:
    """Write that it is gone, shown or not; anything else takes back what was written."""
    said = ChecklistTick.objects.filter(meeting=meeting, row__in=GONE)
    if row not in GONE:
        said.delete()
    elif not said.exists():
        ChecklistTick.objects.create(meeting=meeting, row=row, done_at=now, done_by_id=by.person)


def _school_day(meeting: Meeting, items: Sequence[AgendaItem]) -> AgendaItem | None:
    named = template_of(meeting).tells(SCHOOL_DAY)
    said = texts(item.title for item in items)
    return next((item for item in items if said[item.title_id] in named), None)


def _items(meeting: Meeting) -> list[AgendaItem]:
    """The points in order, held against somebody else who changes them at the same time."""
    rows = AgendaItem.objects.unguarded(because=DEMANDED).filter(meeting=meeting, dropped_at=None)
    ordered = rows.select_related("cell", "title__cell").order_by("position", "id")
    return list(ordered.select_for_update(of=("self",)))


def _number(order: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(order, start=1):
        item.position = position
        item.save()
