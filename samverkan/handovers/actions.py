"""Handing over, as the leaving school does it: begin, choose, go through, send, and end what comes to nothing."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import cell_for, hold
from samverkan.guard.models import Statement
from samverkan.handovers import sealed_words as words
from samverkan.handovers.models import Arrival, EndReason, Handover, How, Item, ReceiverKind, Review
from samverkan.handovers.package import still_open
from samverkan.handovers.receivers import question_of, rektorer_of
from samverkan.handovers.stages import Stage, stage_of
from samverkan.people.actions import add_organisation
from samverkan.people.cells import pupil_row
from samverkan.people.models import Organisation, OrganisationKind, Unit
from samverkan.people.queries import PupilCard
from samverkan.people.reaching import addresses
from samverkan.people.wording import local_day
from samverkan.policy import facts
from samverkan.policy.facts import Reader
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, PersonId, StatementId, UnitId
from samverkan.post import wishes
from samverkan.vault.texts import seal_field

ACTING = "an act on a handover that the actor's right has been demanded for"
SOMEBODY_COMES = "Något väntar på dig"
SOMEBODY_COMES_TEXT = "Hej!\n\nEn annan skola har lämnat något till dig.\nLogga in i Samverkan och läs.\n\nSkolan"
"""Says nothing of whom or what: mail is read on shared screens."""


class NotDone(ValueError):
    """The act cannot be done as things are. The message says in Swedish why, and what to do."""


class AlreadyRunning(NotDone):
    """A handover already goes on. `begun_by` is who began it."""

    def __init__(self, begun_by: UUID) -> None:
        super().__init__("Det pågår redan en överlämning av eleven. Fortsätt med den, eller avsluta den först.")
        self.begun_by = begun_by


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom: a school of the same organisation, or one outside it by name."""

    kind: ReceiverKind = ReceiverKind.SCHOOL
    unit: UUID | None = None
    name: str = ""
    run_by: RunBy | None = None
    contact: str = ""


@transaction.atomic
def begin(*, card: PupilCard, to: Receiver, begins_on: date, by: Reader, now: datetime) -> Handover:
    """Begin a handover of the pupil. Raises AlreadyRunning when one goes on."""
    hold(card.case)
    running = _running(card.case).first()
    if running is not None:
        raise AlreadyRunning(running.begun_by_id)
    unit = None if to.unit is None or card.sealed else Unit.objects.get(id=to.unit)
    if unit is not None and (unit.organisation_id != card.holder or unit.id == card.unit):
        raise NotDone("Skolan hör till en annan huvudman. Skriv dess namn, så lämnas det på papper.")
    cell, row = cell_for(side_of(card.cell)), uuid.uuid4()
    place = unit.organisation if unit is not None else _outside(card, to, by=by, now=now)
    called = words.CONTACT_BREAK.join((to.name.strip(), to.contact.strip()))
    return Handover.objects.create(
        id=row,
        case_id=card.case,
        cell=cell,
        from_unit_id=card.unit,
        receiver=to.kind,
        to_unit=unit,
        to_organisation=place,
        sealed_receiver=None if unit is not None else seal_field(cell, words.RECEIVER, row, called, now=now),
        begins_on=begins_on,
        begun_at=now,
        begun_by_id=by.person,
    )


def side_of(identity: facts.Cell, *, unit: Unit | None = None) -> facts.Cell:
    """The cell of one side of a handover: that it goes on is a decision in the work round the pupil."""
    side = replace(identity, information_class=InformationClass.SUPPORT, kind=Kind.DECISION)
    return side if unit is None else replace(side, unit=UnitId(unit.id))


@transaction.atomic
def choose(
    *,
    handover: Handover,
    going: Collection[StatementId],
    left_out: Mapping[StatementId, str],
    works: str,
    first_week: str,
    by: Reader,
    now: datetime,
) -> None:
    """Say what goes along: these texts, and of what the law points out these not, each with its reason.

    Raises NotDone when the handover has been sent, and for a text that may not go.
    """
    row = _draft(handover)
    texts = {text.id: text for text in _statements(row.case_id, {*going, *left_out})}
    may = still_open(texts.values(), asked_by(row, now))
    if any(text not in may for text in going):
        raise NotDone("Något av det du valde får inte följa med längre. Läs listan igen och välj om.")
    before = {item.statement_id for item in items_of(row) if item.goes}
    told = (
        words.opened(row, words.WORKS, row.sealed_works),
        words.opened(row, words.FIRST_WEEK, row.sealed_first_week),
    )
    items_of(row).exclude(objected=True).delete()
    kept = {item.statement_id for item in items_of(row)}
    for one in (*going, *left_out):
        if one in kept:
            items_of(row).filter(statement_id=one).update(objected=False, goes=one in going, sealed_why_not=None)
            continue
        item = uuid.uuid4()
        reason = left_out.get(one, "")
        Item.objects.create(
            id=item,
            case_id=row.case_id,
            cell=texts[one].cell,
            handover=row,
            statement_id=one,
            goes=one in going,
            sealed_why_not=seal_field(texts[one].cell, words.WHY_NOT, item, reason, now=now) if reason else None,
        )
    row.sealed_works = _sealed(row, words.WORKS, works, now)
    row.sealed_first_week = _sealed(row, words.FIRST_WEEK, first_week, now)
    if row.chosen_at is None or not set(going) <= before or told != (works.strip(), first_week.strip()):
        row.chosen_at = now
    row.save(update_fields=["sealed_works", "sealed_first_week", "chosen_at"])


@dataclass(frozen=True, slots=True)
class GoneThrough:
    """How it was gone through: with whom, when and how, and what they said; or why it could not be."""

    held_on: date | None = None
    how: str = ""
    took_part: tuple[PersonId, ...] = ()
    said: str = ""
    why_not: str = ""
    objected: tuple[StatementId, ...] = ()


@transaction.atomic
def review(*, handover: Handover, what: GoneThrough, by: Reader, now: datetime) -> Review:
    """Note that it was gone through with pupil and guardians. What they did not want to send, and the law does not
    point out, stays. Raises NotDone when the handover has been sent or nothing has been chosen yet.
    """
    row = _draft(handover)
    if row.chosen_at is None:
        raise NotDone("Välj först vad som följer med. Sedan går ni igenom det tillsammans.")
    items_of(row).filter(statement_id__in=what.objected).update(goes=False, objected=True)
    cell, made = row.cell, uuid.uuid4()
    held = what.held_on is not None
    return Review.objects.create(
        id=made,
        case_id=row.case_id,
        cell=cell,
        handover=row,
        held_on=what.held_on,
        how=How(what.how) if held else "",
        took_part_ids=list(what.took_part) if held else [],
        sealed_said=seal_field(cell, words.SAID, made, what.said.strip(), now=now) if what.said.strip() else None,
        sealed_why_not=None if held else seal_field(cell, words.WHY_NOT, made, what.why_not.strip(), now=now),
        noted_at=now,
        noted_by_id=by.person,
    )


@transaction.atomic
def send(*, handover: Handover, by: Reader, now: datetime) -> Handover:
    """Send it. A second sending of the same sends nothing more. A school here is told by a letter without names.

    Raises NotDone before it has been gone through, and where a yes has ended since.
    """
    row = held(handover)
    if stage_of(row) is not Stage.DRAFT:
        if row.ended_at is not None:
            raise NotDone("Överlämningen är avslutad. Börja en ny om eleven ändå byter skola.")
        return row
    gone_through = _reviews(row).order_by("-noted_at").first()
    if row.chosen_at is None or gone_through is None:
        raise NotDone("Gå först igenom innehållet med eleven och vårdnadshavarna, eller skriv varför det inte går.")
    if gone_through.noted_at < row.chosen_at:
        raise NotDone("Något har lagts till sedan ni gick igenom det. Gå igenom det igen.")
    items = list(items_of(row).filter(goes=True).select_related("statement__cell"))
    answers = still_open([item.statement for item in items], asked_by(row, now))
    if any(item.statement_id not in answers for item in items):
        raise NotDone(
            "Något får inte följa med längre, till exempel för att ett ja är slut. Öppna innehållet och välj om."
        )
    for item in items:
        item.rule, item.provision = answers[item.statement_id].rule, answers[item.statement_id].provision
        item.save(update_fields=["rule", "provision"])
    row.sent_at, row.sent_by_id = now, by.person
    row.save(update_fields=["sent_at", "sent_by"])
    if row.to_unit is not None:
        Arrival.objects.create(
            case_id=row.case_id, cell=cell_for(side_of(row.cell.facts, unit=row.to_unit)), handover=row, came_at=now
        )
        _tell_rektorer(row, row.to_unit, by=by, now=now)
    return row


@transaction.atomic
def end(*, handover: Handover, because: EndReason, reason: str, by: Reader, now: datetime) -> Handover:
    """End a handover that comes to nothing. Ended once, it stays as it was ended.

    Raises NotDone once the new school has taken over, and for taking back what it has already received.
    """
    row = held(handover)
    if row.ended_at is not None:
        return row
    if row.taken_over_at is not None:
        raise NotDone("Den nya skolan har redan tagit över. Byter eleven tillbaka börjar den skolan en ny överlämning.")
    if because is EndReason.WITHDRAWN and row.received_at is not None:
        raise NotDone("Den nya skolan har redan tagit emot. Ring dit, så kan de lämna tillbaka det.")
    row.ended_at, row.ended_by_id, row.ended_because = now, by.person, because
    row.sealed_end_reason = seal_field(row.cell, words.END_REASON, row.id, reason.strip(), now=now)
    row.save(update_fields=["ended_at", "ended_by", "ended_because", "sealed_end_reason"])
    arrivals_of(row).filter(closed_at=None).update(closed_at=now)
    return row


def arrivals_of(row: Handover) -> QuerySet[Arrival]:
    """The receiving side of a handover."""
    return Arrival.objects.unguarded(because=ACTING).filter(handover=row)


def _outside(card: PupilCard, to: Receiver, *, by: Reader, now: datetime) -> Organisation | None:
    """The organisation outside, known by name, so that a yes can name it. None for a protected pupil: it would tell."""
    if card.sealed or to.run_by is None:
        return None
    near = card.cell.huvudman
    return add_organisation(near=near, name=to.name, kind=OrganisationKind.OTHER, run_by=to.run_by, by=by, now=now)


def _tell_rektorer(row: Handover, unit: Unit, *, by: Reader, now: datetime) -> None:
    known = addresses(rektorer_of(unit.id, local_day(now)))
    for person, address in known.items():
        wishes.tell(
            person,
            key=f"overlamning-{row.id}-{person}",
            to_address=address,
            subject=SOMEBODY_COMES,
            text=SOMEBODY_COMES_TEXT,
            sender=by.person,
            now=now,
        )


def asked_by(row: Handover, now: datetime) -> facts.Facts:
    return question_of(row, born_on=pupil_row(row.case_id).born_on, today=local_day(now))


def held(handover: Handover) -> Handover:
    """The handover as it is now, with everybody else who acts on it waiting."""
    hold(handover.case_id)
    found = Handover.objects.unguarded(because=ACTING)
    return found.select_related("cell", "to_unit", "to_organisation").get(id=handover.id)


def _draft(handover: Handover) -> Handover:
    row = held(handover)
    if stage_of(row) is not Stage.DRAFT:
        raise NotDone("Överlämningen är redan skickad eller avslutad, och kan inte ändras.")
    return row


def _running(case: CaseId) -> QuerySet[Handover]:
    return Handover.objects.unguarded(because=ACTING).filter(case_id=case, ended_at=None, taken_over_at=None)


def items_of(row: Handover) -> QuerySet[Item]:
    return Item.objects.unguarded(because=ACTING).filter(handover=row)


def _reviews(row: Handover) -> QuerySet[Review]:
    return Review.objects.unguarded(because=ACTING).filter(handover=row)


def _statements(case: UUID, ids: Collection[StatementId]) -> QuerySet[Statement]:
    rows = Statement.objects.unguarded(because=ACTING).filter(id__in=list(ids), cell__case_id=case)
    return rows.select_related("cell")


def _sealed(row: Handover, field: str, text: str, now: datetime) -> bytes | None:
    said = text.strip()
    return seal_field(row.cell, field, row.id, said, now=now) if said else None
