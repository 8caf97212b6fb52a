"""Acts on a meeting of the elevhälsa team. Each is one transaction, and each may be sent twice."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from samverkan.guard.models import Case, Cell
from samverkan.meetings import actions
from samverkan.meetings.actions import Invited
from samverkan.meetings.agendas import Gathers, MeetingTemplate
from samverkan.meetings.calendars import Method, calendar
from samverkan.meetings.during.minutes import Said
from samverkan.meetings.editions import template_of
from samverkan.meetings.inviting import CANCELLED, SUBJECTS
from samverkan.meetings.models import Invitee, Meeting, RowKind
from samverkan.meetings.team.models import TeamMeeting, TeamPoint, TeamRow, TeamSeat
from samverkan.people.barring import barred
from samverkan.people.models import Unit
from samverkan.people.reaching import addresses
from samverkan.people.wording import when
from samverkan.policy.facts import Reader
from samverkan.policy.team import sits_at_a_pupil
from samverkan.policy.vocabulary import Branch, CaseId, OrganisationId, PersonId, Role
from samverkan.post import actions as post
from samverkan.vault.texts import open_field, seal_field

DEMANDED = "a meeting of the elevhälsa team, which the actor's right has been demanded for"
TEXT = "text"
SUBJECT = "Inbjudan till ett möte"
CHANGED = "Ändrad inbjudan till ett möte"
assert {SUBJECT, CHANGED, CANCELLED} <= SUBJECTS


@transaction.atomic
def plan(
    *,
    unit: Unit,
    template: MeetingTemplate,
    starts_at: datetime,
    leader: PersonId,
    seats: Sequence[Invited],
    by: Reader,
    now: datetime,
    own_id: UUID,
) -> TeamMeeting:
    """A meeting with its seats, and one that names no pupil with its points. Nothing is sent.

    `own_id` is the opened form's, so that it is one however often it is sent.
    """
    known = TeamMeeting.objects.filter(id=own_id).first()
    if known is not None:
        return known
    case = Case.objects.create(huvudman_id=unit.organisation.huvudman_id, unit_id=unit.id)
    made = TeamMeeting.objects.create(
        id=own_id,
        unit=unit,
        case=case,
        template=template.slug,
        kind_version_id=template.version,
        leader_id=leader,
        starts_at=starts_at,
        minutes=template.minutes,
        calendar_uid=f"{uuid.uuid4()}@samverkan",
        made_at=now,
        made_by_id=by.person,
    )
    for seat in seats:
        TeamSeat.objects.create(meeting=made, person_id=seat.person, role=seat.role.value, function=seat.function)
    if template.gathers is Gathers.GROUP:
        for position, item in enumerate(template.items, start=1):
            TeamPoint.objects.create(meeting=made, position=position, title=item.title, minutes=item.minutes)
    return made


@transaction.atomic
def add_pupil(*, team: TeamMeeting, case: CaseId, needs_emi: bool, by: Reader, now: datetime) -> None:
    """Take a pupil up: a Meeting about that pupil's own case. EMI sits at it only when needed. Once is enough."""
    row = TeamMeeting.objects.select_for_update().get(id=team.id)
    rows = Meeting.objects.unguarded(because=DEMANDED)
    if row.cancelled_at is not None or rows.filter(team=row, case=case, cancelled_at=None).exists():
        return
    template = template_of(row)
    made = actions.plan(
        case=case,
        template=template,
        starts_at=row.starts_at,
        place="",
        leader=_leader(row, case, by),
        invited=_around(row, case, needs_emi=needs_emi),
        participation=None,
        by=by,
        now=now,
    )
    minutes = sum(item.minutes for item in template.items)
    rows.filter(id=made.id).update(team=row, minutes=minutes, sent_at=row.sent_at)


@transaction.atomic
def change(
    *,
    team: TeamMeeting,
    starts_at: datetime,
    leader: PersonId,
    seats: Sequence[Invited],
    link: str,
    by: Reader,
    now: datetime,
) -> None:
    """Another time, leader or people. The pupils who have not been taken up yet follow; what was sent is sent anew, and
    whoever is not to come any more is told so. What changes nothing sends nothing.
    """
    row = TeamMeeting.objects.select_for_update().get(id=team.id)
    held = set(TeamSeat.objects.filter(meeting=row).values_list("person_id", flat=True))
    wanted = {seat.person: seat for seat in seats}
    left = held - wanted.keys()
    stands = row.starts_at == starts_at and row.leader_id == leader and held == wanted.keys()
    if stands or row.cancelled_at is not None or row.ended_at is not None:
        return
    gone = addresses(PersonId(person) for person in left if person != row.leader_id)
    TeamSeat.objects.filter(meeting=row, person__in=left).delete()
    for person in wanted.keys() - held:
        seat = wanted[person]
        TeamSeat.objects.create(meeting=row, person_id=person, role=seat.role.value, function=seat.function)
    row.starts_at, row.leader_id = starts_at, leader
    row.sequence += row.sent_at is not None
    row.save(update_fields=["starts_at", "leader", "sequence"])
    for meeting in Meeting.objects.unguarded(because=DEMANDED).filter(team=row, cancelled_at=None, started_at=None):
        _follow(row, meeting, by, now)
    if row.sent_at is not None:
        _letters(row, "CANCEL", "", by, now, to=gone)
        _letters(row, "REQUEST", link, by, now)


def _follow(row: TeamMeeting, meeting: Meeting, by: Reader, now: datetime) -> None:
    """A pupil's row has the time and the people of its team. EMI sits there still where somebody said it was needed."""
    roles = Invitee.objects.unguarded(because=DEMANDED).filter(meeting=meeting, removed_at=None).values_list("role")
    needs_emi = any(not sits_at_a_pupil(Role(role), needed=False) for (role,) in roles)
    case = CaseId(meeting.case_id)
    actions.change(
        meeting=meeting,
        starts_at=row.starts_at,
        place="",
        leader=_leader(row, case, by),
        invited=_around(row, case, needs_emi=needs_emi),
        participation=None,
        by=by,
        now=now,
    )


def _around(row: TeamMeeting, case: CaseId, *, needs_emi: bool) -> list[Invited]:
    """Who of the team sits when this pupil is taken up."""
    closed, holder = barred(case), OrganisationId(row.unit.organisation_id)
    return [
        Invited(PersonId(seat.person_id), Role(seat.role), seat.function, holder)
        for seat in TeamSeat.objects.filter(meeting=row)
        if seat.person_id not in closed and sits_at_a_pupil(Role(seat.role), needed=needs_emi)
    ]


def _leader(row: TeamMeeting, case: CaseId, by: Reader) -> PersonId:
    """Who leads when this pupil is taken up: in place of one who may learn nothing about them, the one who acts."""
    return by.person if row.leader_id in barred(case) else PersonId(row.leader_id)


@transaction.atomic
def send(*, team: TeamMeeting, link: str, by: Reader, now: datetime) -> None:
    """A neutral letter to each seat but the leader's. It names no pupil, and does not say how many there are."""
    row = TeamMeeting.objects.select_for_update().get(id=team.id)
    if row.sent_at is not None or row.cancelled_at is not None:
        return
    row.sent_at = now
    row.save(update_fields=["sent_at"])
    Meeting.objects.unguarded(because=DEMANDED).filter(team=row, sent_at=None).update(sent_at=now)
    _letters(row, "REQUEST", link, by, now)


@transaction.atomic
def cancel(*, team: TeamMeeting, by: Reader, now: datetime) -> None:
    """The meeting will not be. Those who were sent it are told so, without a reason."""
    row = TeamMeeting.objects.select_for_update().get(id=team.id)
    if row.cancelled_at is not None or row.ended_at is not None:
        return
    row.cancelled_at, row.sequence = now, row.sequence + 1
    row.save(update_fields=["cancelled_at", "sequence"])
    Meeting.objects.unguarded(because=DEMANDED).filter(team=row, cancelled_at=None).update(cancelled_at=now)
    if row.sent_at is not None:
        _letters(row, "CANCEL", "", by, now)


@transaction.atomic
def turn_to(*, team: TeamMeeting, point: UUID, now: datetime) -> None:
    """Take up a point of a meeting that names no pupil."""
    row = TeamMeeting.objects.select_for_update().get(id=team.id)
    wanted = TeamPoint.objects.filter(meeting=row, id=point).first()
    if wanted is not None and row.ended_at is None and row.current_id != wanted.id:
        _leave_point(row, now)
        row.current, row.taken_up_at = wanted, now
        row.save(update_fields=["current", "taken_up_at"])


@transaction.atomic
def end(*, team: TeamMeeting, now: datetime) -> None:
    """The meeting is over."""
    row = TeamMeeting.objects.select_for_update().get(id=team.id)
    if row.ended_at is None:
        _leave_point(row, now)
        row.ended_at, row.current, row.taken_up_at = now, None, None
        row.save(update_fields=["ended_at", "current", "taken_up_at"])


def _leave_point(row: TeamMeeting, now: datetime) -> None:
    if row.current_id is not None and row.taken_up_at is not None:
        gone = max(0, round((now - row.taken_up_at).total_seconds()))
        TeamPoint.objects.filter(id=row.current_id).update(used_seconds=F("used_seconds") + gone)


@transaction.atomic
def write(*, team: TeamMeeting, said: Said, by: Reader, now: datetime) -> None:
    """A row of the minutes of a meeting that names no pupil. The same row sent again is no other row."""
    point = TeamPoint.objects.get(id=said.item, meeting=team)
    if TeamRow.objects.filter(key=said.key, point__meeting=team).exists():
        return
    made = uuid.uuid4()
    TeamRow.objects.create(
        id=made,
        key=said.key,
        point=point,
        kind=said.kind.value,
        sealed_text=seal_field(_shelf(team), TEXT, made, said.text, now=now),
        owner_id=said.owner,
        due_on=said.due_on,
        made_at=now,
        made_by_id=by.person,
    )


def strike(*, team: TeamMeeting, row: UUID, now: datetime) -> None:
    """Take a row out of the minutes."""
    TeamRow.objects.filter(id=row, point__meeting=team, removed_at=None).update(removed_at=now)


def settle(*, task: UUID, done: bool, by: Reader, now: datetime) -> bool:
    """What the reader has promised is done, or is not after all. False when it is no promise of theirs."""
    rows = TeamRow.objects.filter(id=task, owner=by.person, kind=RowKind.TASK, removed_at=None)
    rows.filter(done_at__isnull=done).update(done_at=now if done else None)
    return rows.exists()


def text_of(team: TeamMeeting, row: TeamRow) -> str:
    """What stands in a row of a meeting at which the reader has a seat."""
    return open_field(_shelf(team), TEXT, row.id, bytes(row.sealed_text))


def _shelf(team: TeamMeeting) -> Cell:
    """Names the key that the meeting's rows are sealed under. No row of any table: nothing of a pupil lies in it."""
    unit = team.unit
    return Cell(
        huvudman_id=unit.organisation.huvudman_id,
        case_id=team.case_id,
        holder_id=unit.organisation_id,
        branch=Branch.SCHOOL.value,
    )


def _letters(
    row: TeamMeeting, method: Method, link: str, by: Reader, now: datetime, *, to: Mapping[PersonId, str] | None = None
) -> None:
    """To each seat but the leader's, or to those given."""
    seats: Collection[UUID] = (
        TeamSeat.objects.filter(meeting=row).exclude(person=row.leader_id).values_list("person_id", flat=True)
    )
    place = row.unit.meeting_place or row.unit.name
    gone = method == "CANCEL"
    changed = "Tid eller vilka som kommer har ändrats.\n" if row.sequence else ""
    text = (
        f"Hej!\n\nMötet {when(row.starts_at)} blir inte av för din del.\n\nSkolan"
        if gone
        else f"Hej!\n\nDu är inbjuden till ett möte.\n{changed}Tid: {when(row.starts_at)}\nPlats: {place}\n\n"
        f"Logga in i Samverkan för att läsa mer:\n{link}\n\nSkolan"
    )
    known = addresses(PersonId(person) for person in seats) if to is None else to
    for person, address in known.items():
        post.queue(
            key=f"team-{row.id}-{person}-{row.sequence}-{method.lower()}",
            to_address=address,
            subject=CANCELLED if gone else CHANGED if row.sequence else SUBJECT,
            text=text,
            calendar=calendar(
                method=method,
                uid=row.calendar_uid,
                sequence=row.sequence,
                starts_at=row.starts_at,
                minutes=row.minutes,
                place=place,
                link=link,
                organiser=settings.DEFAULT_FROM_EMAIL,
                attendee=address,
                now=now,
            ),
            method=method,
            sender=by.person,
            now=now,
        )
