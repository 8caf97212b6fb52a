"""Naming the one adult of a pupil, and who answers meanwhile.

It is the seat in the team that gives a right to read, not the role: a seat that came with the role ends with it.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import hold
from samverkan.people.actions import add_member, role_at
from samverkan.people.barring import refuse_barred
from samverkan.people.cells import pupil_row
from samverkan.people.models import Asked, Pupil, StandIn, TeamMember, Trygghetsperson, WhyEnded
from samverkan.people.reaching import addresses
from samverkan.people.turns import left
from samverkan.people.wording import local_day
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, PersonId, Role
from samverkan.post import wishes

BECAUSE = "an act on who is the pupil's own adult looks for the appointment it changes"
NAMED = "Du har fått ett nytt uppdrag"
NAMED_TEXT = "Hej!\n\nDu har fått ett nytt uppdrag i Samverkan. Logga in för att läsa mer.\n\nSkolan"
"""Says nothing of whom or what: mail is read on shared screens. Nothing at all goes about a protected pupil."""


class NotPossible(ValueError):
    """The change cannot be made. The message says in Swedish why, and what to do instead."""


@transaction.atomic
def appoint_trygghetsperson(
    *,
    case: CaseId,
    person: UUID,
    by: Reader,
    now: datetime,
    asked: Asked = Asked.NOT_YET,
    begins_on: date | None = None,
    why: WhyEnded = WhyEnded.CHANGED,
) -> Trygghetsperson:
    """Name the one adult, from today or from a day ahead; the one before ends then. Naming the same one anew from the
    same day only keeps how the pupil was asked.
    """
    hold(case)
    refuse_barred(case, person)
    today = local_day(now)
    begins = max(begins_on or today, today)
    pupil = pupil_row(case)
    same = _appointments(case).filter(person_id=person, ends_on=None).first()
    if same is not None and same.begins_on <= begins:
        return _asked_again(same, asked)
    _make_way(case, begins, why=why, now=now, today=today)
    made = Trygghetsperson.objects.create(
        case_id=case,
        person_id=person,
        cell=pupil.cell,
        appointed_at=now,
        appointed_by_id=by.person,
        begins_on=begins,
        asked=asked,
        seat=_seat(pupil, person, since=begins, until=None, by=by, now=now),
    )
    tell(pupil, person, key=f"uppdrag-{made.pk}", by=by, now=now)
    return made


@transaction.atomic
def end_trygghetsperson(*, case: CaseId, why: WhyEnded, by: Reader, now: datetime) -> None:
    """Nobody is named any more; the function answers."""
    hold(case)
    for row in _appointments(case):
        _end(row, why=why, now=now, today=local_day(now))


@transaction.atomic
def stand_in(
    *, case: CaseId, person: UUID, begins_on: date, ends_on: date | None, by: Reader, now: datetime
) -> StandIn:
    """Somebody answers while the trygghetsperson is away. Raises NotPossible when nobody is named, or for oneself."""
    hold(case)
    refuse_barred(case, person)
    today = local_day(now)
    row = _appointments(case).filter(begins_on__lte=begins_on, ends_on=None).first()
    if row is None:
        raise NotPossible("Ingen är utsedd för eleven de dagarna. Utse en trygghetsperson först.")
    if row.person_id == person:
        raise NotPossible("Det är samma person. Välj en kollega som är på plats.")
    for running in StandIn.objects.unguarded(because=BECAUSE).filter(instead_of=row, ended_at=None):
        if (running.person_id, running.begins_on, running.ends_on) == (person, begins_on, ends_on):
            return running
        _over(running, now=now, today=today)
    pupil = pupil_row(case)
    made = StandIn.objects.create(
        case_id=case,
        cell=row.cell,
        instead_of=row,
        person_id=person,
        begins_on=begins_on,
        ends_on=ends_on,
        set_at=now,
        set_by_id=by.person,
        seat=_seat(pupil, person, since=max(begins_on, today), until=ends_on, by=by, now=now),
    )
    tell(pupil, person, key=f"ersattare-{made.id}", by=by, now=now)
    return made


@transaction.atomic
def end_stand_in(*, case: CaseId, row: UUID, now: datetime) -> None:
    """The trygghetsperson is back."""
    hold(case)
    for running in StandIn.objects.unguarded(because=BECAUSE).filter(case_id=case, id=row, ended_at=None):
        _over(running, now=now, today=local_day(now))


def _asked_again(row: Trygghetsperson, asked: Asked) -> Trygghetsperson:
    if asked is not Asked.NOT_YET:
        row.asked = asked
        row.save(update_fields=["asked"])
    return row


def _make_way(case: CaseId, begins: date, *, why: WhyEnded, now: datetime, today: date) -> None:
    """The one before has the day before as the last; whoever was to come and has not yet begun never does."""
    for row in _appointments(case):
        if row.begins_on >= begins or row.begins_on > today or begins <= today or (row.ends_on and row.ends_on < today):
            _end(row, why=why, now=now, today=today)
        else:
            row.ends_on = begins - timedelta(days=1)
            row.why_ended = why
            row.save(update_fields=["ends_on", "why_ended"])
            _leave_seat(row.seat, after=row.ends_on, now=now)


def _end(row: Trygghetsperson, *, why: WhyEnded, now: datetime, today: date) -> None:
    row.ended_at, row.why_ended = now, why
    row.save(update_fields=["ended_at", "why_ended"])
    _leave_seat(row.seat, after=today - timedelta(days=1), now=now)
    for running in StandIn.objects.unguarded(because=BECAUSE).filter(instead_of=row, ended_at=None):
        _over(running, now=now, today=today)


def _over(row: StandIn, *, now: datetime, today: date) -> None:
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _leave_seat(row.seat, after=today - timedelta(days=1), now=now)


def _seat(
    pupil: Pupil, person: UUID, *, since: date, until: date | None, by: Reader, now: datetime
) -> TeamMember | None:
    """A seat for the role; None for one who sits there already, since that seat is not the role's to end."""
    case = CaseId(pupil.case_id)
    seats = TeamMember.objects.unguarded(because=BECAUSE).filter(case_id=case, person_id=person)
    if seats.filter(until=None).exists():
        return None
    role = role_at(person, pupil.cell.holder_id, today=local_day(now)) or Role.OTHER_STAFF
    seat = add_member(
        case=case,
        person=person,
        organisation=pupil.cell.holder_id,
        role=role,
        function=role.label,
        since=since,
        by=by,
        now=now,
    )
    if until is not None:
        seat.until = until
        seat.save(update_fields=["until"])
    return seat


def _leave_seat(seat: TeamMember | None, *, after: date, now: datetime) -> None:
    """The seat's last day is `after`, unless it has ended before. Then what was granted to the role is looked at."""
    if seat is None or (seat.until is not None and seat.until < local_day(now)):
        return
    seat.until = after
    seat.save(update_fields=["until"])
    if after < local_day(now):
        left([seat], now=now)


def tell(pupil: Pupil, person: UUID, *, key: str, by: Reader, now: datetime) -> None:
    """The quiet letter to one who has got something to do with a pupil's own adult; none about a protected pupil."""
    address = "" if pupil.cell.sealed or person == by.person else addresses([person]).get(PersonId(person), "")
    if address:
        wishes.tell(person, key=key, to_address=address, subject=NAMED, text=NAMED_TEXT, sender=by.person, now=now)


def _appointments(case: CaseId) -> QuerySet[Trygghetsperson]:
    return Trygghetsperson.objects.unguarded(because=BECAUSE).filter(case_id=case, ended_at=None).select_related("seat")
