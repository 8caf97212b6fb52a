"""The pages of the elevhälsa team, frozen for their templates. No pupil outside the reader's own scope is in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.agendas import MeetingTemplate
from samverkan.meetings.during.timing import SECONDS, time_words
from samverkan.meetings.editions import template_of
from samverkan.meetings.known import known
from samverkan.meetings.models import Meeting, RowKind
from samverkan.meetings.room_words import HELD_BACK, shared_sentence, verdict_sentence
from samverkan.meetings.team.acts import text_of
from samverkan.meetings.team.form import gathers_pupils
from samverkan.meetings.team.models import TeamMeeting, TeamPoint, TeamRow, TeamSeat
from samverkan.meetings.team.promised import BackRow, looking_back
from samverkan.meetings.weighing import HeldBack, Table
from samverkan.people import queries as people
from samverkan.people.models import Assignment, Unit
from samverkan.people.queries import Colleague
from samverkan.people.wording import STOCKHOLM, clock, listed, sentence, short_day, when
from samverkan.policy.acting import Action, may, reach
from samverkan.policy.facts import Reader
from samverkan.policy.room import Verdict
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId, Role, UnitId


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A meeting of the team in a list. It says nothing of which pupils, nor how many."""

    id: UUID
    title: str
    when: str
    state: str
    starts_at: datetime
    """In Stockholm's time."""
    place: str
    sent: bool


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil who is taken up, with what the room may hear."""

    id: UUID
    case: UUID
    name: str
    class_name: str
    state: str
    verdict: str
    blocked: str
    may_hold: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A row of the minutes of a meeting that names no pupil."""

    id: UUID
    word: str
    text: str
    promise: str
    by: str


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of a meeting that names no pupil."""

    id: UUID
    number: int
    title: str
    minutes: int
    used: int
    """How long it has taken, in minutes."""
    starts: str
    now: bool
    lines: tuple[WrittenLine, ...]

    @property
    def time_words(self) -> str:
        """When it comes and how long it may take; once it is taken up how long is left, or by how much it went over."""
        if not (self.now or self.used):
            return f"{self.starts}, {self.minutes} min"
        return time_words(self.minutes, self.used)


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A meeting of the elevhälsa team."""

    row: TeamMeeting
    kind: MeetingTemplate
    title: str
    span: str
    place: str
    leader: str
    seats: tuple[str, ...]
    takes_up_pupils: bool
    pupils: tuple[PupilLine, ...]
    points: tuple[PointLine, ...]
    back: tuple[BackRow, ...]
    """What was promised at the meeting before, where this one names no pupil."""
    plans: bool
    """Whether the reader may change it."""
    may_change: bool
    """Whether time and people may still be changed, by this reader."""

    @property
    def current(self) -> PointLine | None:
        """The point that is taken up."""
        return next((point for point in self.points if point.now), None)

    @property
    def following(self) -> PointLine | None:
        """The point after it; the first before anything is taken up."""
        number = self.current.number if self.current else 0
        return next((point for point in self.points if point.number > number), None)


def teams(scope: Scope, *, before: datetime | None = None) -> tuple[TeamLine, ...]:
    """The team meetings that the reader sits at or may plan, from two hours ago on; with `before` those that were."""
    border = scope.now - timedelta(hours=2)
    rows = known_teams(scope).filter(cancelled_at=None).order_by("starts_at", "id")
    rows = rows.filter(starts_at__gte=border) if before is None else rows.filter(starts_at__lt=before)
    return tuple(
        TeamLine(
            row.id,
            template_of(row).name,
            sentence(when(row.starts_at.astimezone(STOCKHOLM))),
            "Inbjudan skickad" if row.sent_at else "Utkast. Ingen har fått inbjudan",
            row.starts_at.astimezone(STOCKHOLM),
            row.unit.meeting_place or row.unit.name,
            sent=row.sent_at is not None,
        )
        for row in rows
    )


def team_meeting(scope: Scope, team_id: UUID) -> TeamMeeting:
    """The meeting, or Http404 with the same bytes as for one that never was."""
    row = known_teams(scope).filter(id=team_id).first()
    if row is None:
        raise Http404
    return row


def team_page(scope: Scope, row: TeamMeeting) -> TeamPage:
    """The whole page for this reader."""
    kind, starts = template_of(row), row.starts_at.astimezone(STOCKHOLM)
    seats = list(TeamSeat.objects.filter(meeting=row).select_related("person").order_by("person__sort_name"))
    ends = starts + timedelta(minutes=row.minutes)
    plans = plans_at(scope, row.unit_id) and row.cancelled_at is None
    return TeamPage(
        row=row,
        kind=kind,
        title=f"{kind.name}, {when(starts)}",
        span=f"{sentence(when(starts))}–{clock(ends)}",
        place=row.unit.meeting_place or row.unit.name,
        leader=row.leader.name,
        seats=tuple(f"{seat.person.name}, {seat.function}" for seat in seats),
        takes_up_pupils=gathers_pupils(kind),
        pupils=_pupils(scope, row) if gathers_pupils(kind) else (),
        points=_points(row, scope.now),
        back=() if gathers_pupils(kind) else looking_back(scope, row, known_teams(scope)),
        plans=plans,
        may_change=plans and row.ended_at is None and row.starts_at > scope.now,
    )


def plans_at(scope: Scope, unit: UUID) -> bool:
    """Whether the reader plans the team's meetings at the unit."""
    return unit in {found.id for found in units(scope)}


def units(scope: Scope) -> tuple[Unit, ...]:
    """The school units where the reader plans the team's meetings."""
    able = {
        standing.unit
        for standing in scope.reader.standings
        if standing.case is None
        and standing.unit is not None
        and may(Reader(scope.reader.person, (standing,)), Action.ELEVHALSA_MEETING_PLAN).allowed
    }
    return tuple(Unit.objects.filter(id__in=able).select_related("organisation").order_by("name"))


def staff(unit: Unit, scope: Scope) -> tuple[Colleague, ...]:
    """Who works at the unit today, each once, in Swedish order."""
    rows = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=scope.today), unit=unit, begins_on__lte=scope.today
    ).select_related("person")
    found: dict[UUID, Colleague] = {}
    for row in rows.order_by("person__sort_name", "id"):
        role = Role(row.role)
        title = row.title or role.label
        found.setdefault(
            row.person_id,
            Colleague(PersonId(row.person_id), row.person.name, role, title, OrganisationId(row.organisation_id)),
        )
    return tuple(found.values())


def pupils_to_choose(scope: Scope, row: TeamMeeting) -> list[tuple[str, str]]:
    """The pupils at the unit whose meetings the reader plans, as choices. No other pupil is among them."""
    held = reach(scope.reader, Action.MEETING_PLAN)
    chosen = [
        pupil
        for pupil in people.pupils(scope, unit=row.unit_id)
        if held.holds(pupil.case, None if pupil.sealed else UnitId(row.unit_id))
    ]
    return [(str(pupil.case), f"{pupil.name}, {pupil.class_name}") for pupil in chosen]


def known_teams(scope: Scope) -> QuerySet[TeamMeeting]:
    own = Q(seats__person=scope.reader.person) & Q(sent_at__isnull=False)
    planned = Q(unit__in=[unit.id for unit in units(scope)])
    ids = TeamMeeting.objects.filter(own | planned).values("id")
    return TeamMeeting.objects.filter(id__in=ids).select_related("unit__organisation", "leader", "current")


def _pupils(scope: Scope, row: TeamMeeting) -> tuple[PupilLine, ...]:
    rows = list(
        known(scope).filter(team=row, cancelled_at=None).select_related("cell", "leader").order_by("made_at", "id")
    )
    cards = people.cards(scope, {meeting.case_id for meeting in rows})
    planned = [(meeting, cards[CaseId(meeting.case_id)]) for meeting in rows if meeting.case_id in cards]
    tables = weighing.gather_each(scope, planned)
    return tuple(_pupil(scope, table, weighing.judge(table)) for table in tables)


def _pupil(scope: Scope, table: Table, verdict: Verdict) -> PupilLine:
    card = table.card
    changes = may(scope.reader, Action.MEETING_CHANGE, case=card.case, unit=card.unit).allowed
    holds = may(scope.reader, Action.MEETING_HOLD, case=card.case, unit=card.unit).allowed
    return PupilLine(
        id=table.meeting.id,
        case=card.case,
        name=card.name,
        class_name=card.class_name,
        state=_state(table.meeting),
        verdict=verdict_sentence(verdict) if changes else shared_sentence(verdict),
        blocked=_blocked(table, verdict) if changes else "",
        may_hold=holds and table.meeting.sent_at is not None,
        may_change=changes and table.meeting.started_at is None,
    )


def _blocked(table: Table, verdict: Verdict) -> str:
    names = dict.fromkeys(table.place(heard.seat).name for row in verdict.rows for heard in row.blocked)
    if names:
        return f"{listed(names)} får inte höra allt."
    return HELD_BACK if any(isinstance(row, HeldBack) for row in verdict.rows) else ""


def _state(row: Meeting) -> str:
    if row.ended_at is not None:
        return "Klart"
    return "Pågår" if row.started_at is not None else "Väntar"


def _points(row: TeamMeeting, now: datetime) -> tuple[PointLine, ...]:
    at, found = row.starts_at.astimezone(STOCKHOLM), []
    for point in row.points.order_by("position"):
        rows = point.rows.filter(removed_at=None).select_related("owner", "made_by").order_by("made_at", "id")
        found.append(
            PointLine(
                id=point.id,
                number=point.position,
                title=point.title,
                minutes=point.minutes,
                used=(point.used_seconds + _since(row, point, now)) // SECONDS,
                starts=clock(at),
                now=row.current_id == point.id,
                lines=tuple(_line(row, written) for written in rows),
            )
        )
        at += timedelta(minutes=point.minutes)
    return tuple(found)


def _since(row: TeamMeeting, point: TeamPoint, now: datetime) -> int:
    """Seconds since the point was taken up; 0 when another is."""
    began = row.taken_up_at if row.current_id == point.id else None
    return max(0, int((now - began).total_seconds())) if began else 0


def _line(team: TeamMeeting, row: TeamRow) -> WrittenLine:
    promise = f"{row.owner.name} · senast {short_day(row.due_on)}" if row.owner and row.due_on else ""
    return WrittenLine(row.id, RowKind(row.kind).label, text_of(team, row), promise, row.made_by.name)
