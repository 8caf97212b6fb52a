"""A reading scope as a condition in SQL. The one translation there is.

It selects exactly the cells that the scope covers; property tests hold it. Lanes that differ only in ground or case
become one box, so that a hundred consents are a handful of conditions, and the text of the SQL depends on the shape of
the scope and hardly on its values, so that it can be prepared. It is plain SQL in the ORM too: built of Q objects, the
same condition cost more than all queries of a page together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, LiteralString

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Q
from django.db.models.sql.compiler import SQLCompiler

from samverkan.policy.lanes import Lane, ReadingScope
from samverkan.policy.rules import Barrier
from samverkan.policy.vocabulary import CaseId, OrganisationId

Parameters = list[Any]
NOTHING: LiteralString = "false"


class Inside(Expression):
    """The condition inside a queryset: true for rows whose cell is in the scope."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, cell: Any, scope: ReadingScope) -> None:
        super().__init__()
        self.cell = cell
        self.scope = scope

    def get_source_expressions(self) -> list[Any]:
        """The one column that leads to the cell's table."""
        return [self.cell]

    def set_source_expressions(self, exprs: Any) -> None:
        """Django's own hook."""
        (self.cell,) = exprs

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The condition on whatever the cell's table is called here."""
        column, _ = compiler.compile(self.cell)
        text, values = condition(self.scope, self.scope.boxes, column.rpartition(".")[0])
        return f"({text})", tuple(values)


class InsideAlone(Inside):
    """The same for rows that are statements: one may be open by itself where its cell is not."""

    def __init__(self, cell: Any, row: Any, scope: ReadingScope) -> None:
        super().__init__(cell, scope)
        self.row = row

    def get_source_expressions(self) -> list[Any]:
        """The columns that lead to the two tables."""
        return [self.cell, self.row]

    def set_source_expressions(self, exprs: Any) -> None:
        """Django's own hook."""
        self.cell, self.row = exprs

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """The condition on whatever the two tables are called here."""
        cell, _ = compiler.compile(self.cell)
        row, _ = compiler.compile(self.row)
        text, values = condition_alone(self.scope, self.scope.boxes, cell.rpartition(".")[0], row.rpartition(".")[0])
        return f"({text})", tuple(values)


def as_q(scope: ReadingScope, prefix: str = "") -> Q:
    """The cells of the scope, for a queryset whose path to the cell is `prefix` (such as "cell__")."""
    return Q(Inside(F(f"{prefix}unit_id"), scope))


def statements_as_q(scope: ReadingScope) -> Q:
    """The statements of the scope: those in its cells, and those open by themselves."""
    if not scope.single_statements():
        return as_q(scope, "cell__")
    return Q(InsideAlone(F("cell__unit_id"), F("id"), scope))


def within_case(found: Iterable[Lane], case: CaseId) -> tuple[Lane, ...]:
    """The boxes that may hold something of the case, for a condition that names the case itself: each box once."""
    return tuple(dict.fromkeys(replace(box, cases=None) for box in found if box.cases is None or case in box.cases))


def condition(
    scope: ReadingScope, found: Iterable[Lane], table: LiteralString = "c"
) -> tuple[LiteralString, Parameters]:
    """The condition on a cell of this table, with its parameters: inside some box, behind no bar, and inside the scope
    that must cover it too.
    """
    texts: list[LiteralString] = []
    parameters: Parameters = []
    for box in found:
        sides = list(_sides(box, table))
        texts.append("(" + " AND ".join(text for text, _ in sides) + ")")
        parameters += [value for _, values in sides for value in values]
    if not texts:
        return NOTHING, []
    whole: LiteralString = "(" + " OR ".join(texts) + ")"
    for barrier in scope.barriers:
        text, values = _outside(barrier, table)
        whole, parameters = whole + " AND " + text, parameters + values
    if scope.also is not None:
        text, values = condition(scope.also, scope.also.boxes, table)
        whole, parameters = whole + " AND (" + text + ")", parameters + values
    return whole, parameters


def condition_alone(
    scope: ReadingScope, found: Iterable[Lane], table: LiteralString = "c", row: LiteralString = "s"
) -> tuple[LiteralString, Parameters]:
    """The condition on a statement of table `row` and its cell: as `condition`, or open by itself, for each scope that
    must let it through.
    """
    texts: list[LiteralString] = []
    parameters: Parameters = []
    own, values = condition(replace(scope, also=None), found, table)
    texts.append("(" + own + ")")
    parameters += values
    for lane in scope.singles:
        box, more = condition(replace(scope, also=None), [lane], table)
        texts.append(f"({row}.id = ANY(%s::uuid[]) AND {box})")
        parameters += [sorted(lane.statements or ()), *more]
    whole: LiteralString = "(" + " OR ".join(texts) + ")"
    if scope.also is not None:
        text, values = condition_alone(scope.also, scope.also.boxes, table, row)
        whole, parameters = whole + " AND " + text, parameters + values
    return whole, parameters


def visible_cells(scope: ReadingScope, found: Iterable[Lane]) -> tuple[LiteralString, Parameters]:
    """The query for the ids of all cells in the boxes: one part for each set of cases or units that boxes share.

    A part has one key and is read from an index alone; one condition with OR would read every row it may concern and
    compare each with every case of every box.
    """
    alike: dict[object, list[Lane]] = {}
    for lane in found:
        alike.setdefault((lane.cases, None if lane.cases else lane.units), []).append(lane)
    parts = [_part(scope, lanes) for lanes in alike.values()]
    return " UNION ".join(text for text, _ in parts), [value for _, values in parts for value in values]


def _part(scope: ReadingScope, same: list[Lane]) -> tuple[LiteralString, Parameters]:
    key, values = _key(same[0])
    by_case = same[0].cases is not None
    rest, more = condition(
        scope, [replace(lane, cases=None) if by_case else replace(lane, units=None) for lane in same]
    )
    return f"SELECT c.id FROM guard_cell c WHERE {key} AND {rest}", [*values, *more]  # noqa: S608 - our own words


def _key(lane: Lane) -> tuple[LiteralString, Parameters]:
    if lane.cases is not None:
        return "c.case_id = ANY(%s::uuid[])", [sorted(lane.cases)]
    if lane.units is None:
        return "true", []
    # The number of units stands in the text, so that the planner need not guess it: a unit has thousands of cells.
    places: LiteralString = ", ".join(["%s"] * len(lane.units))
    return f"c.unit_id = ANY(ARRAY[{places}]::uuid[])", sorted(lane.units)


def _sides(lane: Lane, table: LiteralString) -> Iterator[tuple[LiteralString, Parameters]]:
    if lane.cases is not None:
        yield f"{table}.case_id = ANY(%s::uuid[])", [sorted(lane.cases)]
    if lane.units is not None:
        yield f"{table}.unit_id = ANY(%s::uuid[])", [sorted(lane.units)]
    yield f"{table}.information_class = ANY(%s::text[])", [_slugs(lane.classes)]
    if lane.kinds is not None:
        yield f"{table}.kind = ANY(%s::text[])", [_slugs(lane.kinds)]
    if lane.regimes is not None:
        yield f"{table}.regime = ANY(%s::text[])", [_slugs(lane.regimes)]
    if lane.holders is not None:
        yield f"{table}.holder_id = ANY(%s::uuid[])", [sorted(lane.holders)]
    if lane.not_holder is not None:
        yield f"{table}.holder_id <> %s::uuid", [lane.not_holder]
    if lane.origins is not None:
        named = _slugs(origin for origin in lane.origins if origin is not None)
        own = f" OR {table}.origin_class IS NULL" if None in lane.origins else ""
        yield f"({table}.origin_class = ANY(%s::text[]){own})", [named]
    if lane.subject is not None:
        yield f"{table}.subject_id = %s::uuid", [lane.subject]
    if lane.only_pupil:
        yield f"{table}.subject_id IS NULL", []
    if not lane.confided:
        yield f"NOT {table}.confided", []
    if not lane.blocked:
        yield f"NOT {table}.blocked", []
    if lane.parties is not None:
        outside = sorted(party for party in lane.parties if party is not None)
        none = f" OR {table}.party_id IS NULL" if None in lane.parties else ""
        yield f"({table}.party_id = ANY(%s::uuid[]){none})", [outside]
    if lane.professions is not None:
        # Written without null: what no profession is said of is outside, and says so.
        yield f"COALESCE({table}.profession = ANY(%s::text[]), false)", [_slugs(lane.professions)]
    if lane.huvudmen is not None:
        yield f"{table}.huvudman_id = ANY(%s::uuid[])", [sorted(lane.huvudmen)]


def _outside(barrier: Barrier, table: LiteralString) -> tuple[LiteralString, Parameters]:
    """True for cells that do not lie behind the barrier: outside one of its sides at least. None of these is null."""
    ways: list[LiteralString] = []
    values: Parameters = []
    if barrier.sealed:
        ways.append(f"NOT {table}.sealed")
    if barrier.classes is not None:
        ways.append(f"{table}.information_class <> ALL(%s::text[])")
        values.append(_slugs(barrier.classes))
    if barrier.kinds is not None:
        ways.append(f"{table}.kind <> ALL(%s::text[])")
        values.append(_slugs(barrier.kinds))
    if barrier.cases is not None:
        ways.append(f"{table}.case_id <> ALL(%s::uuid[])")
        values.append(sorted(barrier.cases))
    if barrier.spared:
        ways.append(f"{table}.case_id = ANY(%s::uuid[])")
        values.append(sorted(barrier.spared))
    by_holder: dict[OrganisationId, list[CaseId]] = defaultdict(list)
    for case, holder in sorted(barrier.spared_at):
        by_holder[holder].append(case)
    for holder, cases in by_holder.items():
        ways.append(f"({table}.holder_id = %s::uuid AND {table}.case_id = ANY(%s::uuid[]))")
        values += [holder, cases]
    return "(" + " OR ".join(ways or [NOTHING]) + ")", values


def _slugs(values: Iterable[str]) -> list[str]:
    return sorted(str(value) for value in values)
