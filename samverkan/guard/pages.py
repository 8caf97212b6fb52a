"""Newest first, one page at a time, at any size: the fifty newest a reader may see, and a pupil's timeline.

The obvious query walks the newest rows until fifty visible ones turn up, and is worst for those who may see least. So
(architecture: newest first at any size): a reader whose cells are few is answered from a window of those cells, seven
days before the cursor and six times wider until the page is full; a reader with a wide lane is answered by a bounded
walk over the newest rows of the huvudman, and by the window when the walk does not fill the page. No counters and no
head tables: they lose rows under races. Every page comes from one statement, so from one snapshot of the database.
What has been released by itself, a statement and no cell, is looked up by id and laid among the rest.

Each row fetched leaves its footprint on the scope's trail, as from a guarded manager. Replaced statements are left
out: what was said last is what is said.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from django.db import connection

from samverkan.guard.managers import leave_footprints
from samverkan.guard.models import Cell, Statement
from samverkan.guard.scope import Scope
from samverkan.guard.translating import Parameters, condition, condition_alone, visible_cells, within_case
from samverkan.policy.lanes import Lane
from samverkan.policy.vocabulary import CaseId, HuvudmanId

SIZE = 50
TIMELINE_SIZE = 25
FEW_UNITS = 3
"""A wide lane over more units than this is walked: within 4,000 rows it fills a page. Fewer are a window of cells."""
WALK = 4_000
"""Rows at most that a walk looks at; 4,000 index entries are a few milliseconds."""
FEW_CELLS = 300
"""Up to so many cells, the newest of each cell are read at once; no window is needed."""
FIRST_WINDOW = timedelta(days=7)
WIDER = 6
WINDOWS = 4
"""Windows tried before everything older is asked for: 7, 42, 252 and 1,512 days."""


class CursorFault(ValueError):
    """The text in the address is not a cursor of ours."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list: the row that was shown last. The next page begins just older than it."""

    made_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.made_at.isoformat()}_{self.id}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor in an address. Raises CursorFault."""
        moment, _, row = text.partition("_")
        try:
            made_at = datetime.fromisoformat(moment)
            cursor = cls(made_at, UUID(row))
        except ValueError as fault:
            raise CursorFault(text[:80]) from fault
        if made_at.tzinfo is None:
            raise CursorFault(text[:80])
        return cursor


@dataclass(frozen=True, slots=True)
class Page:
    """Some statements, newest first, each with its cell; `older` leads to the next page when there is one."""

    rows: tuple[Statement, ...]
    older: Cursor | None


def newest(
    scope: Scope,
    *,
    huvudmen: Collection[HuvudmanId],
    before: Cursor | None = None,
    size: int = SIZE,
    forms: Collection[str] | None = None,
) -> Page:
    """The newest statements of these huvudmän that the scope covers, older than `before`."""
    found = scope.reading.boxes
    if not huvudmen:
        return Page((), None)
    asked = _Asked(scope, found, tuple(sorted(huvudmen)), before, size, forms)
    rows = _by_walk(asked) if _is_wide(found) else None
    if rows is None:
        rows = _by_cells(asked) if found else []
    return _page(scope, _with_singles(asked, rows, "s.huvudman_id = ANY(%s::uuid[])", [list(asked.huvudmen)]), size)


def timeline(
    scope: Scope,
    case: CaseId,
    *,
    before: Cursor | None = None,
    size: int = TIMELINE_SIZE,
    forms: Collection[str] | None = None,
) -> Page:
    """The newest statements of one case that the scope covers, older than `before`: the newest of each cell, merged."""
    found = within_case(scope.reading.boxes, case)
    asked = _Asked(scope, found, (), before, size, forms)
    rows = _newest_in_case(asked, case) if found else []
    return _page(scope, _with_singles(asked, rows, "c.case_id = %s", [case]), size)


def _newest_in_case(asked: "_Asked", case: CaseId) -> list[Any]:
    text, values = asked.visible
    return _fetch(
        f"SELECT {COLUMNS} FROM guard_cell c CROSS JOIN LATERAL ("  # noqa: S608 - only our own words
        f"SELECT * FROM guard_statement s WHERE s.cell_id = c.id AND {asked.older} ORDER BY {NEWEST} LIMIT %s) s "
        f"WHERE c.case_id = %s AND {text} ORDER BY {NEWEST} LIMIT %s",
        [*asked.older_values, asked.size + 1, case, *values, asked.size + 1],
    )


def _with_singles(asked: "_Asked", rows: list[Any], where: LiteralString, of: Parameters) -> list[Any]:
    """The rows and those that are open by themselves, in one order. Few by nature, and looked up by id."""
    alone = asked.scope.reading.single_statements()
    if not alone:
        return rows
    text, values = condition_alone(asked.scope.reading, asked.scope.reading.boxes)
    found = _fetch(
        f"SELECT {COLUMNS} FROM guard_statement s JOIN guard_cell c ON c.id = s.cell_id "  # noqa: S608 - our own words
        f"WHERE s.id = ANY(%s::uuid[]) AND {where} AND {asked.older} AND {text} ORDER BY {NEWEST} LIMIT %s",
        [sorted(alone), *of, *asked.older_values, *values, asked.size + 1],
    )
    merged = {row[ROW_ID]: row for row in (*rows, *found)}
    return sorted(merged.values(), key=_place, reverse=True)[: asked.size + 1]


class _Asked:
    """One question for a page, with the pieces of SQL that both ways of answering share."""

    def __init__(
        self,
        scope: Scope,
        found: tuple[Lane, ...],
        huvudmen: tuple[HuvudmanId, ...],
        before: Cursor | None,
        size: int,
        forms: Collection[str] | None,
    ) -> None:
        self.scope, self.found = scope, found
        self.huvudmen = huvudmen
        self.size = size
        self.at = scope.now if before is None else before.made_at
        self.place: Parameters = [LAST, HIGHEST] if before is None else [str(before.made_at), before.id]
        self.picked: LiteralString = CURRENT if forms is None else CURRENT + " AND s.form = ANY(%s::text[])"
        self.picked_values: Parameters = [] if forms is None else [sorted(forms)]

    @cached_property
    def visible(self) -> tuple[LiteralString, Parameters]:
        """The condition on a cell `c` that the scope covers it."""
        return condition(self.scope.reading, self.found)

    @cached_property
    def cells(self) -> tuple[LiteralString, Parameters]:
        """The query for all cells that the scope covers."""
        return visible_cells(self.scope.reading, self.found)

    @property
    def older(self) -> LiteralString:
        """The condition on a statement `s` that it comes after the cursor and is of the asked forms."""
        return f"{OLDER} AND {self.picked}"

    @property
    def older_values(self) -> Parameters:
        """The parameters of `older`."""
        return [*self.place, *self.picked_values]


def _is_wide(found: Iterable[Lane]) -> bool:
    """Whether some lane reaches so many units that a walk is likely to fill the page."""
    return any(lane.cases is None and (lane.units is None or len(lane.units) > FEW_UNITS) for lane in found)


def _by_walk(asked: _Asked) -> list[Any] | None:
    """The newest visible rows of each huvudman's newest 4,000, or None when some huvudman did not fill the page."""
    text, values = asked.visible
    rows: list[Any] = []
    for huvudman in asked.huvudmen:
        found = _fetch(
            # LATERAL … OFFSET 0: each step looks up its own cell. A hash of all visible cells would cost the most for
            # those who see the most, and the planner sometimes wants one.
            f"SELECT {COLUMNS} FROM ("  # noqa: S608 - only our own words
            f"SELECT s.id, s.made_at, s.cell_id FROM guard_statement s WHERE s.huvudman_id = %s AND {OLDER} "
            f"ORDER BY {NEWEST} LIMIT %s) w "
            f"CROSS JOIN LATERAL (SELECT * FROM guard_cell c WHERE c.id = w.cell_id AND {text} OFFSET 0) c "
            f"CROSS JOIN LATERAL (SELECT * FROM guard_statement s WHERE s.id = w.id AND {asked.picked} OFFSET 0) s "
            f"ORDER BY w.made_at DESC, w.id DESC LIMIT %s",
            [huvudman, *asked.place, WALK, *values, *asked.picked_values, asked.size + 1],
        )
        if len(found) <= asked.size:
            return None
        rows += found
    return sorted(rows, key=_place, reverse=True)


def _by_cells(asked: _Asked) -> list[Any]:
    """The newest rows of the visible cells: of each cell when they are few, else from ever wider windows."""
    text, values = asked.cells
    # The numbers stay text: they go straight back to the database, which alone reads them.
    count, cells = _fetch(
        f"SELECT count(*), array_agg(found.id)::text FROM ({text}) found",  # noqa: S608 - only our own words
        values,
    )[0]
    if not count:
        return []
    if count <= FEW_CELLS:
        return _newest_of_each(asked, cells)
    width = FIRST_WINDOW
    for _ in range(WINDOWS):
        rows = _in_window(asked, cells, asked.at - width)
        if len(rows) > asked.size:
            return rows
        width *= WIDER
    return _in_window(asked, cells, BEGINNING)


def _newest_of_each(asked: _Asked, cells: str) -> list[Any]:
    return _fetch(
        f"SELECT {COLUMNS} FROM (SELECT s.id FROM unnest(%s::bigint[]) visible (id) "  # noqa: S608 - only our own words
        f"CROSS JOIN LATERAL (SELECT s.id, s.made_at FROM guard_statement s WHERE s.cell_id = visible.id "
        f"AND s.huvudman_id = ANY(%s::uuid[]) AND {asked.older} ORDER BY {NEWEST} LIMIT %s) s "
        f"ORDER BY {NEWEST} LIMIT %s) found JOIN guard_statement s ON s.id = found.id "
        f"JOIN guard_cell c ON c.id = s.cell_id ORDER BY {NEWEST}",
        [cells, list(asked.huvudmen), *asked.older_values, asked.size + 1, asked.size + 1],
    )


def _in_window(asked: _Asked, cells: str, since: datetime | str) -> list[Any]:
    return _fetch(
        # ARRAY(SELECT …) hides the numbers from the planner, which else weighs each of thousands.
        f"SELECT {COLUMNS} FROM (SELECT * FROM guard_statement s "  # noqa: S608 - only our own words
        f"WHERE s.cell_id = ANY(ARRAY(SELECT unnest(%s::bigint[]))) AND s.made_at >= %s::timestamptz "
        f"AND s.huvudman_id = ANY(%s::uuid[]) AND {asked.older} ORDER BY {NEWEST} LIMIT %s) s "
        f"JOIN guard_cell c ON c.id = s.cell_id ORDER BY {NEWEST}",
        [cells, str(since), list(asked.huvudmen), *asked.older_values, asked.size + 1],
    )


STATEMENT_FIELDS = [field.attname for field in Statement._meta.concrete_fields]
CELL_FIELDS = [field.attname for field in Cell._meta.concrete_fields]
COLUMNS: LiteralString = ", ".join([f"s.{name}" for name in STATEMENT_FIELDS] + [f"c.{name}" for name in CELL_FIELDS])
NEWEST: LiteralString = "s.made_at DESC, s.id DESC"
OLDER: LiteralString = "(s.made_at, s.id) < (%s::timestamptz, %s::uuid)"
# OFFSET 0 keeps this a look-up for each row; as an anti-join the planner may read every replacement there is.
CURRENT: LiteralString = "NOT EXISTS (SELECT FROM guard_statement newer WHERE newer.replaces_id = s.id OFFSET 0)"
LAST, BEGINNING = "infinity", "-infinity"
HIGHEST = UUID(int=2**128 - 1)
MADE_AT, ROW_ID = STATEMENT_FIELDS.index("made_at"), STATEMENT_FIELDS.index("id")


def _place(row: Sequence[Any]) -> tuple[datetime, UUID]:
    return row[MADE_AT], row[ROW_ID]


def _fetch(text: LiteralString, values: Parameters) -> list[Any]:
    """Run on Django's own connection and in its transaction, but bound by the server, so that it can be prepared."""
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    with psycopg.Cursor(raw) as cursor, connection.wrap_database_errors:
        return cursor.execute(text, values, binary=True).fetchall()


def _page(scope: Scope, rows: Sequence[Sequence[Any]], size: int) -> Page:
    statements = _built(rows[:size])
    leave_footprints(scope, statements)
    last = statements[-1] if len(rows) > size else None
    return Page(tuple(statements), None if last is None else Cursor(last.made_at, last.id))


def _built(rows: Iterable[Sequence[Any]]) -> list[Statement]:
    width, using = len(STATEMENT_FIELDS), connection.alias
    cells: dict[int, Cell] = {}
    statements = []
    for row in rows:
        statement = Statement.from_db(using, STATEMENT_FIELDS, row[:width])
        if statement.cell_id not in cells:
            cells[statement.cell_id] = Cell.from_db(using, CELL_FIELDS, row[width:])
        statement.cell = cells[statement.cell_id]
        statements.append(statement)
    return statements
