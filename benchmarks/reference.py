"""The reference: every row read, every cell asked of the law. What all others must agree with before they are timed."""

from typing import Any
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.policy.facts import Cell
from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    HuvudmanId,
    InformationClass,
    Kind,
    OrganisationId,
    Regime,
    UnitId,
)


class Reference:
    """All cells as facts and all current statements, newest first."""

    def __init__(self, connection: Any) -> None:
        self.cells = {
            row[0]: Cell(
                HuvudmanId(row[1]),
                CaseId(row[2]),
                None if row[3] is None else UnitId(row[3]),
                OrganisationId(row[4]),
                Regime(row[5]),
                Branch(row[6]),
                InformationClass(row[7]),
                Kind(row[8]),
                confided=row[9],
                sealed=row[10],
            )
            for row in connection.cursor(binary=True).execute(
                "SELECT id, huvudman_id, case_id, unit_id, holder_id, regime, branch, information_class, kind, "
                "confided, sealed FROM guard_cell"
            )
        }
        self.statements: list[tuple[UUID, int]] = (
            connection.cursor(binary=True)
            .execute(
                "SELECT s.id, s.cell_id FROM guard_statement s WHERE NOT EXISTS (SELECT FROM guard_statement n "
                "WHERE n.replaces_id = s.id) ORDER BY s.made_at DESC, s.id DESC"
            )
            .fetchall()
        )

    def newest(self, scope: Scope, count: int) -> list[UUID]:
        """The ids of the newest statements the scope covers, newest first."""
        known: dict[int, bool] = {}
        found: list[UUID] = []
        for row, cell in self.statements:
            if cell not in known:
                known[cell] = scope.reading.covers(self.cells[cell])
            if known[cell]:
                found.append(row)
                if len(found) == count:
                    break
        return found

    def visible(self, scope: Scope) -> list[int]:
        """The ids of the cells the scope covers."""
        return [number for number, cell in self.cells.items() if scope.reading.covers(cell)]
