"""Receiving: that it has come, the talk, and taking over. Here by the new school itself; on paper by the one who sent.

What is received becomes the new school's own, with its origin kept (OSL 7:2), and is read there on the grounds of the
new school's work. It is copied the moment somebody receives it by name, as far as the law lets each text go that day.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell, Form
from samverkan.handovers import sealed_words as words
from samverkan.handovers.actions import NotDone, arrivals_of, asked_by, held, items_of
from samverkan.handovers.models import Arrival, EndReason, Handover, Item
from samverkan.handovers.package import still_open
from samverkan.handovers.stages import Stage, stage_of
from samverkan.handovers.taking_over import take_over
from samverkan.people.barring import refuse_barred
from samverkan.people.wording import local_day
from samverkan.policy import facts
from samverkan.policy.facts import Reader
from samverkan.policy.rules.row import COUNSELLING, EVERYDAY, SUPPORT_WORK
from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    InformationClass,
    Kind,
    OrganisationId,
    PersonId,
    Regime,
    UnitId,
)
from samverkan.vault.texts import say, seal_field, texts

K = InformationClass
STAYS_WHAT_IT_IS = SUPPORT_WORK | EVERYDAY | {K.PSYCHOSOCIAL, K.ACTION_PROGRAMME}
"""What is of the same class at the next school."""


@dataclass(frozen=True, slots=True)
class Received:
    """How a receiving went: how many texts came along, and how many that no longer might."""

    came: int
    fell_away: int


@transaction.atomic
def receive(*, handover: Handover, by: Reader, now: datetime) -> Received:
    """Receive it by name, at the new school. Received once, it is received: a second time copies nothing.

    Raises NotDone for what has been taken back.
    """
    row = held(handover)
    _refuse_ended(row)
    if row.received_at is not None or row.to_unit is None:
        return Received(0, 0)
    row.received_at, row.received_by_id = now, by.person
    row.save(update_fields=["received_at", "received_by"])
    arrival = arrivals_of(row).select_related("cell").get()
    items = list(items_of(row).filter(goes=True).select_related("statement__cell"))
    may = still_open([item.statement for item in items], asked_by(row, now))
    open_ = [item for item in items if item.statement_id in may]
    said = texts(item.statement for item in open_)
    for item in open_:
        cell = cell_for(as_received(item.statement.cell.facts, arrival.cell))
        item.copy = say(cell, Form.NOTE, said[item.statement_id], by=by.person, now=now)
        item.save(update_fields=["copy"])
    _own_words_of_the_sender(row, arrival.cell, by=by, now=now)
    return Received(len(open_), len(items) - len(open_))


def as_received(source: facts.Cell, side: Cell) -> facts.Cell:
    """What a text is at the school that has received it: its own, with the origin that the text has always had."""
    to = side.facts
    what = source.information_class
    if what in COUNSELLING:
        what = K.PSYCHOSOCIAL
    elif what not in STAYS_WHAT_IT_IS:
        what = K.SUPPORT
    return replace(
        to,
        branch=Branch.ELEVHALSA if what is K.PSYCHOSOCIAL else Branch.SCHOOL,
        information_class=what,
        kind=source.kind,
        subject=source.subject,
        origin_class=source.origin_class or source.information_class,
        confided=source.confided,
        holder=OrganisationId(side.holder_id),
        regime=Regime(side.regime),
        unit=None if side.unit_id is None else UnitId(side.unit_id),
    )


@transaction.atomic
def receive_on_paper(*, handover: Handover, who: str, at: datetime, by: Reader, now: datetime) -> None:
    """Note who outside has received it, and when. Noted once, it stands."""
    row = held(handover)
    _refuse_ended(row)
    if row.sent_at is None:
        raise NotDone("Det är inte skickat än.")
    if row.received_at is None and row.to_unit is None:
        row.received_at = at
        row.sealed_receipt = seal_field(row.cell, words.RECEIPT, row.id, who.strip(), now=now)
        row.save(update_fields=["received_at", "sealed_receipt"])


@transaction.atomic
def talk(*, handover: Handover, on: date, who: str, notes: str, by: Reader, now: datetime) -> None:
    """Note the handover talk: the day, with whom and, for the school that writes them, what was said.

    Raises NotDone before it has been received and after it has been taken over.
    """
    row = held(handover)
    _refuse_ended(row)
    if stage_of(row) not in (Stage.RECEIVED, Stage.ACCEPTED):
        raise NotDone("Samtalet skrivs ner när överlämningen är mottagen, och innan den är klar.")
    row.talked_on = on
    row.sealed_talked_with = seal_field(row.cell, words.TALKED_WITH, row.id, who.strip(), now=now)
    row.save(update_fields=["talked_on", "sealed_talked_with"])
    arrival = arrivals_of(row).select_related("cell").first()
    if arrival is not None and notes.strip():
        arrival.sealed_talk = seal_field(arrival.cell, words.TALK, arrival.id, notes.strip(), now=now)
        arrival.save(update_fields=["sealed_talk"])


@transaction.atomic
def accept(
    *, handover: Handover, takes_over_on: date, trygghetsperson: PersonId | UUID | None, by: Reader, now: datetime
) -> Handover:
    """Accept: from the day the pupil is the new school's, with this trygghetsperson. A day that has come acts at once.

    Raises NotDone before it has been received, Barred for a trygghetsperson who may learn nothing of the pupil.
    """
    row = held(handover)
    _refuse_ended(row)
    if row.received_at is None:
        raise NotDone("Ta emot överlämningen först.")
    if row.accepted_at is not None:
        return row
    refuse_barred(CaseId(row.case_id), *([PersonId(trygghetsperson)] if trygghetsperson else []))
    row.accepted_at, row.accepted_by_id, row.takes_over_on = now, by.person, takes_over_on
    row.trygghetsperson_id = trygghetsperson
    row.save(update_fields=["accepted_at", "accepted_by", "takes_over_on", "trygghetsperson"])
    if takes_over_on <= local_day(now):
        take_over(row.id, now=now)
    return row


@transaction.atomic
def hand_back(*, arrival: Arrival, reason: str, by: Reader, now: datetime) -> None:
    """The new school cannot take over, and says why. What has come along stays there, closed to nobody who read it:
    it has been received, and the archive's rules hold for it. Raises NotDone after it has been taken over.
    """
    row = held(arrival.handover)
    if row.ended_at is not None:
        return
    if row.accepted_at is not None:
        raise NotDone("Ni har redan tagit över. Ring den skola som lämnade, så börjar ni en ny överlämning.")
    row.ended_at, row.ended_by_id, row.ended_because = now, by.person, EndReason.DECLINED
    row.sealed_end_reason = seal_field(row.cell, words.END_REASON, row.id, reason.strip(), now=now)
    row.save(update_fields=["ended_at", "ended_by", "ended_because", "sealed_end_reason"])
    arrivals_of(row).filter(closed_at=None).update(closed_at=now)


def _own_words_of_the_sender(row: Handover, side: Cell, *, by: Reader, now: datetime) -> None:
    """What the sender wrote for the new school: what works, and for those who teach, what to do the first week."""
    for kind, field, sealed in (
        (Kind.NOTE, words.WORKS, row.sealed_works),
        (Kind.INSTRUCTION, words.FIRST_WEEK, row.sealed_first_week),
    ):
        said = words.opened(row, field, sealed)
        if said:
            cell = cell_for(replace(side.facts, kind=kind, origin_class=K.SUPPORT))
            made = say(cell, Form.NOTE, said, by=by.person, now=now)
            Item.objects.create(case_id=row.case_id, cell=cell, handover=row, statement=made, goes=True, copy=made)


def _refuse_ended(row: Handover) -> None:
    if row.ended_at is not None:
        raise NotDone("Överlämningen är avslutad. Ring den andra skolan om du undrar varför.")
