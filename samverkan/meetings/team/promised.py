"""What is promised at meetings of the elevhälsa team that name no pupil: one's own, and what the next looks back at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.meetings.editions import template_of
from samverkan.meetings.models import RowKind
from samverkan.meetings.team.acts import text_of
from samverkan.meetings.team.models import TeamMeeting, TeamRow
from samverkan.people.wording import day, local_day, short_day
from samverkan.plans.queries.promises import Task

DONE_SHOWN_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class BackRow:
    """A promise of the meeting before."""

    text: str
    who: str
    state: str
    """ "senast 14 mars", "skulle varit klart 14 mars" or "klart 12 mars"."""


def own_tasks(scope: Scope) -> list[Task]:
    """What the reader has promised, the earliest day first; what is done stands for two weeks."""
    recent = Q(done_at=None) | Q(done_at__gte=scope.now - DONE_SHOWN_FOR)
    rows = _tasks().filter(recent, owner=scope.reader.person)
    return [
        Task(
            text=text_of(row.point.meeting, row),
            about=f"{template_of(row.point.meeting).name} {short_day(row.point.meeting.starts_at)}",
            about_url=reverse("team_meeting", args=[row.point.meeting_id]),
            due=day(row.due_on),
            late=row.done_at is None and row.due_on < scope.today,
            done=f"Klart {short_day(row.done_at)}" if row.done_at else "",
            url=reverse("team_task", args=[row.id]),
        )
        for row in rows
        if row.due_on
    ]


def looking_back(scope: Scope, team: TeamMeeting, known: QuerySet[TeamMeeting]) -> tuple[BackRow, ...]:
    """What was promised at the last such meeting that the reader knows of, for the one that comes after it."""
    before = known.filter(unit=team.unit_id, template=team.template, starts_at__lt=team.starts_at, cancelled_at=None)
    last = before.order_by("-starts_at").first()
    return () if last is None else tuple(_back(scope, last, _tasks().filter(point__meeting=last)))


def _tasks() -> QuerySet[TeamRow]:
    rows = TeamRow.objects.filter(kind=RowKind.TASK, removed_at=None, point__meeting__cancelled_at=None)
    return rows.select_related("owner", "point__meeting__unit__organisation").order_by("due_on", "made_at", "id")


def _back(scope: Scope, team: TeamMeeting, rows: Iterable[TeamRow]) -> Iterable[BackRow]:
    for row in rows:
        if row.owner is None or row.due_on is None:
            continue
        late = "skulle varit klart" if row.due_on < scope.today else "senast"
        state = f"klart {short_day(local_day(row.done_at))}" if row.done_at else f"{late} {short_day(row.due_on)}"
        yield BackRow(text_of(team, row), row.owner.name, state)
