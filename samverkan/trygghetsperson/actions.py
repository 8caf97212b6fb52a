"""What is done about the one adult of a pupil: a wish written down and answered, the role handed over and received."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import hold
from samverkan.guard.models import Form
from samverkan.people.barring import refuse_barred
from samverkan.people.cells import pupil_row
from samverkan.people.models import Asked, Trygghetsperson, WhyEnded, on_duty
from samverkan.people.trusting import NotPossible, appoint_trygghetsperson, end_trygghetsperson, tell
from samverkan.people.wording import local_day
from samverkan.plans.writing import NOTE, WORDS, Way, cell_to_write
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, Kind
from samverkan.trygghetsperson.models import DECLINED, WAITING, HandOver, Why, Wish
from samverkan.vault.texts import say, seal_field

NEEDS = Way(Kind.INSTRUCTION)
"""What the next one needs to know is what the pupil needs, and no note of a conversation: whoever takes over may teach,
and would not read what elevhälsan has written for itself.
"""
BECAUSE = "an act on the pupil's own adult, which the actor's right has been demanded for"


@transaction.atomic
def appoint(
    *, case: CaseId, person: UUID, asked: Asked, by: Reader, now: datetime, begins_on: date | None = None
) -> Trygghetsperson:
    """Name the one adult. What waited is settled by it: a wish is answered, an offer to somebody is taken back."""
    hold(case)
    made = appoint_trygghetsperson(case=case, person=person, asked=asked, begins_on=begins_on, by=by, now=now)
    _wishes(case).filter(answered_at=None).update(answered_at=now, answered_by_id=by.person)
    _offers(case).filter(WAITING).update(withdrawn_at=now)
    return made


@transaction.atomic
def says_yes(*, case: CaseId, person: UUID, now: datetime) -> None:
    """The pupil has been asked, and wants the one who is named."""
    hold(case)
    rows = Trygghetsperson.objects.unguarded(because=BECAUSE).filter(on_duty(local_day(now)), case_id=case)
    rows.filter(person_id=person, asked=Asked.NOT_YET).update(asked=Asked.AGREED)


@transaction.atomic
def wish(
    *, case: CaseId, text: str, person: UUID | None, another: bool, by: Reader, now: datetime, way: Way = WORDS
) -> Wish:
    """Write down what the pupil says of who it shall be. The one said before is answered by the one said now."""
    hold(case)
    if person is not None:
        refuse_barred(case, person)
    waiting = _wishes(case).filter(answered_at=None).first()
    told = say(cell_to_write(by, case, way), Form.WORDS, text, by=by.person, now=now)
    if waiting is not None:
        waiting.answered_at, waiting.answered_by_id = now, by.person
        waiting.save(update_fields=["answered_at", "answered_by"])
    return Wish.objects.create(
        case_id=case,
        cell_id=told.cell_id,
        statement=told,
        person_id=person,
        another=another,
        made_at=now,
        made_by_id=by.person,
    )


@transaction.atomic
def answer_wish(*, case: CaseId, row: UUID, text: str, by: Reader, now: datetime) -> None:
    """Nobody else is named now: what the pupil has been told, and why. Answering twice keeps the first answer."""
    hold(case)
    waiting = _wishes(case).filter(id=row, answered_at=None).first()
    if waiting is None:
        return
    waiting.answer = say(cell_to_write(by, case, NOTE), Form.NOTE, text, by=by.person, now=now)
    waiting.answered_at, waiting.answered_by_id = now, by.person
    waiting.save(update_fields=["answer", "answered_at", "answered_by"])


@transaction.atomic
def offer(
    *,
    case: CaseId,
    why: Why,
    receiver: UUID | None,
    place: str,
    takes_over_on: date,
    note: str,
    told_on: date | None,
    by: Reader,
    now: datetime,
) -> HandOver:
    """Offer the role to a colleague, or to a function outside the school. An offer that waited is taken back.

    Raises NotPossible when nobody is named, or for one who has the role already.
    """
    hold(case)
    running = _running(case, local_day(now))
    if running is None:
        raise NotPossible("Ingen är utsedd för eleven, så det finns inget att lämna över. Utse någon i stället.")
    if receiver is not None:
        refuse_barred(case, receiver)
        if running.person_id == receiver:
            raise NotPossible("Det är samma person. Välj en annan kollega.")
    waiting = _offers(case).filter(WAITING)
    same = waiting.filter(receiver_id=receiver, place=place, takes_over_on=takes_over_on, why=why).first()
    if same is not None:
        return same
    waiting.update(withdrawn_at=now)
    told = say(cell_to_write(by, case, NEEDS), Form.NOTE, note, by=by.person, now=now) if note else None
    made = HandOver.objects.create(
        case_id=case,
        cell_id=running.cell_id,
        appointment=running,
        why=why,
        receiver_id=receiver,
        place=place,
        takes_over_on=takes_over_on,
        note=told,
        told_on=told_on,
        offered_at=now,
        offered_by_id=by.person,
    )
    if receiver is not None:
        tell(pupil_row(case), receiver, key=f"overlamning-{made.id}", by=by, now=now)
    return made


@transaction.atomic
def receive(*, row: HandOver, by: Reader, now: datetime) -> None:
    """The colleague takes it: the receipt, and from the day on the role. Receiving twice changes nothing."""
    case = CaseId(row.case_id)
    hold(case)
    waiting = _offers(case).filter(WAITING, id=row.id, receiver_id=by.person).first()
    if waiting is None:
        return
    _receipt(waiting, by=by, now=now, name="")
    appoint_trygghetsperson(
        case=case,
        person=by.person,
        asked=Asked.AGREED if waiting.told_on else Asked.NOT_YET,
        begins_on=waiting.takes_over_on,
        why=WhyEnded.HANDED_OVER,
        by=by,
        now=now,
    )


@transaction.atomic
def note_receipt(*, row: HandOver, name: str, by: Reader, now: datetime) -> None:
    """Somebody outside the school has received it: who, as the one who handed over says. Then the role here ends."""
    case = CaseId(row.case_id)
    hold(case)
    waiting = _offers(case).filter(WAITING, id=row.id, receiver=None).first()
    if waiting is None:
        return
    _receipt(waiting, by=by, now=now, name=name)
    end_trygghetsperson(case=case, why=WhyEnded.HANDED_OVER, by=by, now=now)


@transaction.atomic
def decline(*, row: HandOver, reason: str, by: Reader, now: datetime) -> None:
    """The colleague cannot: why. The role lies where it lay."""
    hold(CaseId(row.case_id))
    waiting = _offers(CaseId(row.case_id)).filter(WAITING, id=row.id, receiver_id=by.person).first()
    if waiting is None:
        return
    waiting.declined_at = now
    waiting.sealed_reason = seal_field(waiting.cell, DECLINED, waiting.id, reason, now=now)
    waiting.save(update_fields=["declined_at", "sealed_reason"])


@transaction.atomic
def take_back(*, row: HandOver, now: datetime) -> None:
    """The offer is taken back before it was answered."""
    hold(CaseId(row.case_id))
    _offers(CaseId(row.case_id)).filter(WAITING, id=row.id).update(withdrawn_at=now)


@transaction.atomic
def let_go(*, case: CaseId, by: Reader, now: datetime) -> None:
    """A pupil who is of age wants nobody. The role ends, and what waited with it."""
    end_trygghetsperson(case=case, why=WhyEnded.DECLINED, by=by, now=now)
    _offers(case).filter(WAITING).update(withdrawn_at=now)


def _receipt(row: HandOver, *, by: Reader, now: datetime, name: str) -> None:
    row.received_at, row.received_by_id, row.received_name = now, by.person, name
    row.save(update_fields=["received_at", "received_by", "received_name"])


def _running(case: CaseId, today: date) -> Trygghetsperson | None:
    return Trygghetsperson.objects.unguarded(because=BECAUSE).filter(on_duty(today), case_id=case).first()


def _wishes(case: CaseId) -> QuerySet[Wish]:
    return Wish.objects.unguarded(because=BECAUSE).filter(case_id=case)


def _offers(case: CaseId) -> QuerySet[HandOver]:
    return HandOver.objects.unguarded(because=BECAUSE).filter(case_id=case).select_related("cell")
