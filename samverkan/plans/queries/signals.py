"""What somebody has written for the rektor to judge, as far as the reader may read it."""

from dataclasses import dataclass
from datetime import datetime

from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.plans.models import Assessment, Collaboration
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import texts


@dataclass(frozen=True, slots=True)
class Signal:
    """What somebody has written for the rektor to judge."""

    text: str
    by: str
    at: datetime
    cell: facts.Cell
    answered: bool
    """Whether the rektor has judged, or a samverkan has begun, after it."""


def latest_signal(scope: Scope, case: CaseId) -> Signal | None:
    """The newest signal about the pupil."""
    rows = Statement.objects.within(scope).filter(cell__case_id=case, form=Form.SIGNAL, replaced_by=None)
    newest = rows.order_by("-made_at", "-id").first()
    if newest is None:
        return None
    return Signal(
        text=texts([newest])[newest.id],
        by=people.names([newest.author_id]).get(newest.author_id, "") or "En kollega",
        at=newest.made_at,
        cell=newest.cell.facts,
        answered=_answered(scope, case, newest.made_at),
    )


def _answered(scope: Scope, case: CaseId, since: datetime) -> bool:
    judged = Assessment.objects.within(scope).filter(case_id=case, made_at__gte=since)
    begun = Collaboration.objects.within(scope).filter(case_id=case, begun_at__gte=since)
    return judged.exists() or begun.exists()
