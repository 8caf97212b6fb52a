"""Adding an event with its touches. A journal that cannot be written stops the act: no event, no data."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError

from samverkan.guard.scope import Footprint, Trail
from samverkan.journal.models import Event, Touch
from samverkan.policy.vocabulary import CaseId


class JournalUnwritable(RuntimeError):
    """The journal did not take the event. The act is undone and nothing is shown."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does what, before the outcome is known."""

    at: datetime
    actor: UUID
    role: str
    action: str
    purpose: str
    unit: UUID | None = None
    acting_for: UUID | None = None
    target: UUID | None = None


def record(doing: Doing, outcome: str, trail: Trail | None = None) -> Event:
    """Write the event and one touch for each pupil. Raises JournalUnwritable on any fault of the database."""
    try:
        event = Event.objects.create(
            at=doing.at,
            actor_id=doing.actor,
            acting_for_id=doing.acting_for,
            unit_id=doing.unit,
            role=doing.role,
            action=doing.action,
            purpose=doing.purpose,
            outcome=outcome,
            target_id=doing.target,
        )
        Touch.objects.bulk_create(_touches(event, trail or Trail()))
    except DatabaseError as fault:
        raise JournalUnwritable("Loggen går inte att skriva.") from fault
    return event


def _touches(event: Event, trail: Trail) -> list[Touch]:
    by_case: dict[CaseId, list[Footprint]] = defaultdict(list)
    for footprint in trail:
        by_case[footprint.case].append(footprint)
    return [
        Touch(
            event=event,
            case_id=case,
            classes=sorted({step.information_class.value for step in steps}),
            grounds=sorted({step.rule for step in steps}),
            given_out=trail.is_given_out(case),
        )
        for case, steps in by_case.items()
    ]
