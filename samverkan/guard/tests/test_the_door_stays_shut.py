"""The doorkeeper's refusals: no rows but as objects, no stream, and a second look at what the database gave."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from samverkan.guard.managers import Unscoped, leave_footprints
from samverkan.guard.models import Cell, Statement
from samverkan.guard.tenancy import fence
from samverkan.guard.translating import visible_cells
from samverkan.policy.lanes import Ground, Lane
from samverkan.policy.vocabulary import HuvudmanId, InformationClass
from tests.cast import Cast, scope_of

BECAUSE = "a test that looks past the door on purpose"


@pytest.mark.parametrize(
    "way",
    [
        lambda rows: rows.values("id"),
        lambda rows: rows.values_list("id", flat=True),
        lambda rows: rows.iterator(),
    ],
)
def test_rows_come_as_objects_or_not_at_all(cast: Cast, way: Callable[[Any], object]) -> None:
    with pytest.raises(Unscoped):
        way(Statement.objects.within(scope_of(cast.sara)))


def test_without_a_scope_there_are_no_rows(cast: Cast) -> None:
    with pytest.raises(Unscoped):
        Statement.objects.all()


def test_an_escape_says_why(cast: Cast) -> None:
    with pytest.raises(Unscoped):
        Statement.objects.unguarded(because=" ")


def test_what_the_law_does_not_open_is_stopped_though_the_database_gave_it(cast: Cast) -> None:
    cells = Cell.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case)
    scope = scope_of(cast.petra)

    with pytest.raises(Unscoped):
        leave_footprints(scope, cells)

    assert len(scope.trail) == 0


def test_each_class_of_each_pupil_leaves_one_footprint(cast: Cast) -> None:
    scope = scope_of(cast.sara)

    rows = list(Statement.objects.within(scope).filter(cell__case=cast.ebbas_case))

    assert len(scope.trail) == len(set(scope.trail)) > 0
    assert {step.information_class.value for step in scope.trail} == {row.cell.information_class for row in rows}


def test_a_box_without_case_or_unit_is_the_whole_and_the_rest_of_it_still_asks(cast: Cast) -> None:
    scope = scope_of(cast.sara)
    box = Lane(
        Ground("R3.1", "OSL", "för att"),
        cases=None,
        units=None,
        classes=frozenset({InformationClass.MEDICAL}),
        confided=True,
        blocked=True,
    )

    query, values = visible_cells(scope.reading, [box])
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found = {row[0] for row in cursor.fetchall()}

    wanted = Cell.objects.unguarded(because=BECAUSE).filter(information_class=InformationClass.MEDICAL)
    behind = scope.reading.barriers
    assert found == {cell.id for cell in wanted if not any(bar.holds(cell.facts) for bar in behind)}


def test_a_fence_round_what_broke_is_left_to_the_rollback(cast: Cast) -> None:
    """Nothing can be asked of a broken transaction: its rollback takes the fence down too."""
    before = _fence_now()

    with transaction.atomic():
        with fence([HuvudmanId(cast.case_row("elina").huvudman_id)]):
            connection.needs_rollback = True

    assert _fence_now() == before


def _fence_now() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('samverkan.huvudmen', true)")
        row: tuple[str | None] = cursor.fetchone()
    return row[0]
