"""Managers that raise unless they are given a scope. There is no way to hold a guarded row one may not see."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q

from samverkan.guard.scope import Scope
from samverkan.guard.translating import as_q, statements_as_q
from samverkan.policy.lanes import Ground
from samverkan.policy.vocabulary import StatementId

if TYPE_CHECKING:
    from samverkan.guard.models import Cell


class Unscoped(RuntimeError):
    """Somebody tried to reach guarded rows without a scope. A fault in our code, never in the reader's request."""


M = TypeVar("M", bound=models.Model)


def leave_footprints(scope: Scope, rows: Iterable[Any]) -> None:
    """Note on the scope's trail what was fetched. Rows that share a cell share its footprint.

    Raises Unscoped for a row that the law does not open: the second look at what the database gave.
    """
    by_cell: dict[int, list[Any]] = {}
    for row in rows:
        by_cell.setdefault(_cell_of(row).pk, []).append(row)
    for alike in by_cell.values():
        facts = _cell_of(alike[0]).facts
        whole = scope.reading.ground(facts)
        for ground in [whole] if whole is not None else [_alone(scope, facts, row) for row in alike]:
            scope.trail.note(facts, ground)


def _alone(scope: Scope, cell: Any, row: Any) -> Ground:
    """The ground on which a statement is open where the rest of its cell is not. Raises Unscoped when there is none."""
    ground = scope.reading.ground(cell, StatementId(row.pk)) if _is_statement(type(row)) else None
    if ground is None:
        raise Unscoped("The database gave a row that the law does not open.")
    return ground


def _is_statement(model: type[models.Model]) -> bool:
    return model._meta.model_name == "statement"


def _cell_of(row: Any) -> "Cell":
    return row if hasattr(row, "information_class") else row.cell  # type: ignore[no-any-return]


def _refuse_strangers(scope: Scope, between: tuple[str, ...], rows: Iterable[Any]) -> None:
    """Raises Unscoped for a row that is between others. The second look, as for cells."""
    readers = scope.reading.readers()
    for row in rows if between else ():
        if not readers <= {getattr(row, field) for field in between}:
            raise Unscoped("The database gave a row that is between others.")


class GuardedQuerySet(models.QuerySet[M]):
    """Rows inside one scope. Every row fetched leaves a footprint on the scope's trail."""

    _scope: Scope | None = None
    _between: tuple[str, ...] = ()

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scope, clone._between = self._scope, self._between
        return clone

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh and self._scope is not None:
            _refuse_strangers(self._scope, self._between, self._result_cache or ())
            leave_footprints(self._scope, self._result_cache or ())

    def values(self, *fields: Any, **expressions: Any) -> NoReturn:
        """Refused: rows without their cell would pass unseen by the journal."""
        raise Unscoped("Guarded rows are read as objects, so that each read is journalled.")

    def values_list(self, *fields: Any, **kwargs: Any) -> NoReturn:
        """Refused, as `values`."""
        raise Unscoped("Guarded rows are read as objects, so that each read is journalled.")

    def inside_query(self, field: str = "cell__case_id") -> "models.QuerySet[M, Any]":
        """The rows' cases as a part of another query, so that an answer about classes names no pupil. Never fetched."""
        inner: models.QuerySet[M] = models.QuerySet(self.model, query=self.query.chain(), using=self.db)
        return inner.values(field)

    def iterator(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: guarded data is never streamed."""
        raise Unscoped("Guarded rows are never streamed.")


class GuardedManager(models.Manager[M]):
    """The default manager of every guarded model: `within`, `unguarded`, `create` and `add_all`, nothing else."""

    def __init__(self, *, between: tuple[str, ...] = ()) -> None:
        """`between` names the columns of the persons that a row is between: nobody else meets it, whatever they may
        know of the pupil."""
        super().__init__()
        self._between = between

    def within(self, scope: Scope) -> GuardedQuerySet[M]:
        """The rows whose cell the scope covers, and which the reader is a party to where they have parties."""
        inside = statements_as_q(scope.reading) if _is_statement(self.model) else as_q(scope.reading, self._prefix())
        rows: GuardedQuerySet[M] = self._rows().filter(inside)
        for person in scope.reading.readers() if self._between else ():
            rows = rows.filter(reduce(or_, (Q(**{field: person}) for field in self._between)))
        if not self._is_cells():
            rows = rows.select_related("cell")
        rows._scope, rows._between = scope, self._between
        return rows

    def unguarded(self, *, because: str) -> models.QuerySet[M]:
        """The one escape, for work that no reader asked for. A test lists every use with its reason."""
        if not because.strip():
            raise Unscoped("Say why the rows are needed outside a scope.")
        return models.QuerySet(self.model, using=self._db)

    def create(self, **fields: Any) -> M:
        """Insert one row; the act that calls has decided."""
        return self._rows().create(**fields)

    def add_all(self, rows: Iterable[M], batch_size: int | None = None) -> list[M]:
        """Insert many rows; the act that calls has decided."""
        return self._rows().bulk_create(rows, batch_size)

    def get_queryset(self) -> models.QuerySet[M]:
        """Refused."""
        raise Unscoped(f"{self.model.__name__} is read with .within(scope).")

    def _rows(self) -> GuardedQuerySet[M]:
        return GuardedQuerySet(self.model, using=self._db)

    def _prefix(self) -> str:
        return "" if self._is_cells() else "cell__"

    def _is_cells(self) -> bool:
        return self.model._meta.model_name == "cell"
