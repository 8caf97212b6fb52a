"""What other rooms are told: the timeline of hand-overs and wishes, and what ends when a pupil leaves the school."""

from collections.abc import Iterable
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.people.leaving import Change
from samverkan.people.models import Departure
from samverkan.people.wording import short_day
from samverkan.plans.happenings import Border, Happening
from samverkan.policy.vocabulary import CaseId
from samverkan.trygghetsperson.models import WAITING, HandOver, Wish

BECAUSE = "what goes on at a school ends when the pupil leaves it, whoever may know of it"


def happened(scope: Scope, case: CaseId, border: Border | None, limit: int) -> Iterable[Happening]:
    """Offers, receipts and what was declined. What a pupil has wished is a statement, and stands there as one."""
    rows = HandOver.objects.within(scope).filter(case_id=case)
    for row in rows.select_related("cell", "appointment__person", "receiver", "offered_by"):
        cell, giver = row.cell.facts, row.appointment.person.name
        to = row.receiver.name if row.receiver else row.place
        text = f"{giver} lämnar över till {to} från {short_day(row.takes_over_on)}."
        events = [
            Happening(
                row.offered_at,
                row.id,
                "Uppdraget som trygghetsperson lämnas över",
                "skola",
                cell,
                text=text,
                sort="team",
            )
        ]
        if row.received_at is not None:
            by = row.received_name or to
            events.append(
                Happening(
                    row.received_at, UUID(int=row.id.int ^ 1), f"{by} tog emot uppdraget", "skola", cell, sort="team"
                )
            )
        if row.declined_at is not None:
            title = f"{to} kunde inte ta emot uppdraget"
            events.append(Happening(row.declined_at, UUID(int=row.id.int ^ 1), title, "skola", cell, sort="team"))
        yield from (event for event in events if border is None or border.precedes(event))


def end_what_waits(departure: Departure, change: Change) -> None:
    """An offer nobody has answered, and a wish, are the school's that the pupil has left."""
    for offer in HandOver.objects.unguarded(because=BECAUSE).filter(WAITING, case_id=departure.case_id):
        change(offer, withdrawn_at=departure.left_at)
    for wish in Wish.objects.unguarded(because=BECAUSE).filter(case_id=departure.case_id, answered_at=None):
        change(wish, answered_at=departure.left_at, answered_by_id=wish.made_by_id)
