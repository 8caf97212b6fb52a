"""What stands in the school's section and came from somebody else's, each with its mark."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samverkan.guard.granting import ended_at, running
from samverkan.guard.scope import Scope
from samverkan.people.wording import day_with_year, local_day
from samverkan.plans.models import TakenIn
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, InformationClass
from samverkan.vault.texts import texts

OF_EMI = "elevhälsans medicinska del"


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One thing that came from another."""

    id: UUID
    statement_id: UUID
    text: str
    came_from: str
    taken: str
    """The day it was written down."""
    closed_at: datetime | None
    """When the yes that it came by ended; None while it holds."""
    cell: facts.Cell

    @property
    def mark(self) -> str:
        """Always beside the text."""
        return f"Kommer från {self.came_from}, {self.taken}."

    @property
    def closed(self) -> str:
        """Added when the yes is over. It stays where it is and goes no further."""
        if self.closed_at is None:
            return ""
        return f"Sedan {day_with_year(self.closed_at)} får det inte lämnas vidare. Det ligger kvar här."


Source = Callable[[Scope, CaseId, frozenset[UUID] | None], Iterable[ReceivedRow]]
"""Asked for what came some other way than by a yes to note it; of these statements alone when they are given."""

SOURCES: list[Source] = []


def received(scope: Scope, case: CaseId | UUID, *, statements: Iterable[UUID] | None = None) -> tuple[ReceivedRow, ...]:
    """What the reader may read of it, the newest first; of the statements alone when they are given."""
    asked = None if statements is None else frozenset(statements)
    rows = TakenIn.objects.within(scope).filter(case_id=case).select_related("cell", "holder", "statement__cell")
    if asked is not None:
        rows = rows.filter(statement_id__in=asked)
    found = list(rows.order_by("-taken_at"))
    said = texts(row.statement for row in found)
    leaves = {row.leave_id for row in found}
    holds, ended = running(leaves, on=scope.today), ended_at(leaves)
    own = (
        ReceivedRow(
            id=row.id,
            statement_id=row.statement_id,
            text=said[row.statement_id],
            came_from=OF_EMI if row.cell.origin_class == InformationClass.MEDICAL else row.holder.name,
            taken=day_with_year(local_day(row.taken_at)),
            closed_at=None if row.leave_id in holds else ended.get(row.leave_id, row.taken_at),
            cell=row.cell.facts,
        )
        for row in found
    )
    return (*own, *(row for source in SOURCES for row in source(scope, CaseId(UUID(str(case))), asked)))
