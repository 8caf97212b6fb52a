"""A page is what the law opens, newest first, whichever way it was found: compared with reading every row there is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.guard import pages
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Case, Cell, Statement
from samverkan.guard.pages import Cursor, CursorFault, Page, newest, timeline
from samverkan.guard.scope import Scope
from samverkan.people.models import Huvudman, Organisation, Person, Unit
from samverkan.policy import facts
from samverkan.policy.facts import Facts, Reader, Standing
from samverkan.policy.tests.strategies import CASES, HUVUDMAN, ORGANISATIONS, PERSONS, TODAY, UNITS, questions
from samverkan.policy.vocabulary import (
    Branch,
    HuvudmanId,
    InformationClass,
    Kind,
    Purpose,
    Regime,
    Role,
    Tie,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
REGION = HuvudmanId(UUID(int=2))
EVERYBODY = (HUVUDMAN, REGION)
K = InformationClass


@pytest.fixture
def said() -> list[Statement]:
    """Some 300 statements in 40 cells over eight years, many at the same instant, some replaced by a newer one."""
    _people()
    cells = [_cell(number) for number in range(40)]
    rows = [_statement(number, cells) for number in range(300)]
    Statement.objects.add_all(rows)
    for row in rows[::17]:
        row.newer = Statement(  # type: ignore[attr-defined]
            id=uuid4(),
            cell=_moved(row.cell, cells),
            huvudman_id=row.huvudman_id,
            form=row.form,
            sealed_text=b"",
            author_id=PERSONS[1],
            made_at=row.made_at + timedelta(hours=1),
            replaces=row,
        )
    newer = [row.newer for row in rows[::17]]  # type: ignore[attr-defined]
    Statement.objects.add_all(newer)
    replaced = {row.id for row in rows[::17]}
    return [row for row in rows if row.id not in replaced] + newer


def _moved(cell: Cell, cells: list[Cell]) -> Cell:
    """Half of the replacements are reclassified as well: whoever may not see the new one sees neither."""
    return cell if cell.pk % 2 else next(one for one in cells if one.huvudman_id == cell.huvudman_id and one != cell)


def _people() -> None:
    for huvudman in EVERYBODY:
        Huvudman.objects.create(id=huvudman, name=f"H{huvudman.int}", kind="kommun")
    for number, organisation in enumerate(ORGANISATIONS):
        Organisation.objects.create(
            id=organisation, huvudman_id=HUVUDMAN, name=f"V{number}", kind="annan", branch="skola", regime="osl"
        )
    for number, unit in enumerate(UNITS):
        Unit.objects.create(id=unit, organisation_id=ORGANISATIONS[0], name=f"E{number}")
    for case in CASES:
        Case.objects.create(id=case, huvudman_id=HUVUDMAN)
    for person in PERSONS:
        Person.objects.create(id=person, given_name="Prov")


def _cell(number: int) -> Cell:
    classes, kinds = list(InformationClass), list(Kind)
    return cell_for(
        facts.Cell(
            huvudman=EVERYBODY[number % 7 == 0],
            case=CASES[number % 3],
            unit=None if number % 11 == 0 else UNITS[number % 2],
            holder=ORGANISATIONS[number * number % 3],
            regime=list(Regime)[number * number % 7 % 3],
            branch=Branch.SCHOOL,
            information_class=classes[number % len(classes)],
            kind=kinds[number // 3 % len(kinds)],
            subject=PERSONS[0] if number % 9 == 0 else None,
            origin_class=classes[number % 5] if number % 4 == 0 else None,
            confided=number % 8 == 0,
            sealed=number % 11 == 0,
        )
    )


def _statement(number: int, cells: list[Cell]) -> Statement:
    cell = cells[number * 7 % len(cells)]
    return Statement(
        id=uuid4(),
        cell=cell,
        huvudman_id=cell.huvudman_id,
        form="anteckning" if number % 3 else "signal",
        sealed_text=b"",
        author_id=PERSONS[number % 3],
        made_at=NOW - timedelta(days=number // 5 * number // 30, hours=number // 4),
    )


def by_hand(said: list[Statement], scope: Scope, size: int, **asked: object) -> list[list[UUID]]:
    """Every page, found by looking at every row: the answer that needs no cleverness."""
    open_ = [
        row
        for row in said
        if scope.reading.covers(row.cell.facts)
        and row.huvudman_id in asked.get("huvudmen", EVERYBODY)  # type: ignore[operator]
        and row.form in asked.get("forms", ("anteckning", "signal"))  # type: ignore[operator]
        and asked.get("case", row.cell.case_id) == row.cell.case_id
    ]
    ids = [row.id for row in sorted(open_, key=lambda row: (row.made_at, row.id), reverse=True)]
    return [ids[start : start + size] for start in range(0, len(ids), size)] or [[]]


def leafed(first: Page, follow: object) -> Iterator[list[UUID]]:
    """The ids of each page, following `older` through the text of an address."""
    page = first
    while True:
        yield [row.id for row in page.rows]
        if page.older is None:
            return
        page = follow(Cursor.read(str(page.older)))  # type: ignore[operator]


WAYS = {
    "the newest of each cell": {"FEW_UNITS": 99, "FEW_CELLS": 99},
    "a window": {"FEW_UNITS": 99, "FEW_CELLS": 0},
    "a walk": {"FEW_UNITS": 0, "FEW_CELLS": 99},
    "a walk that stops early": {"FEW_UNITS": 0, "FEW_CELLS": 0, "WALK": 40},
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the ways a page is found, made to happen in a small world."""
    for limit, value in WAYS[request.param].items():
        monkeypatch.setattr(pages, limit, value)
    return str(request.param)


many_questions = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@many_questions
@given(asked=questions(), size=st.sampled_from([1, 4, 50]))
def test_the_newest_are_those_the_law_opens(said: list[Statement], way: str, asked: Facts, size: int) -> None:
    scope = Scope.of(asked, NOW)

    found = leafed(
        newest(scope, huvudmen=EVERYBODY, size=size),
        lambda older: newest(scope, huvudmen=EVERYBODY, size=size, before=older),
    )

    assert list(found) == by_hand(said, scope, size)


@many_questions
@given(asked=questions())
def test_a_timeline_is_what_the_law_opens_of_one_pupil(said: list[Statement], asked: Facts) -> None:
    scope = Scope.of(asked, NOW)

    for case in CASES:
        found = leafed(
            timeline(scope, case, size=6), lambda older, case=case: timeline(scope, case, size=6, before=older)
        )

        assert list(found) == by_hand(said, scope, 6, case=case)


def rektor(*units: int) -> Scope:
    """Leads these units of the first organisation."""
    standings = tuple(
        Standing(Tie.UNIT, Role.REKTOR, ORGANISATIONS[0], Branch.SCHOOL, unit=UNITS[unit]) for unit in units
    )
    return Scope.of(Facts(Reader(PERSONS[0], standings), Purpose.SUPPORT, TODAY), NOW)


def test_the_rektor_of_two_units_sees_both_newest_first(said: list[Statement], way: str) -> None:
    scope = rektor(0, 1)

    page = newest(scope, huvudmen=EVERYBODY, size=5)

    assert len(page.rows) == 5
    assert {row.cell.unit_id for row in newest(scope, huvudmen=EVERYBODY, size=300).rows} == set(UNITS)
    assert [row.id for row in page.rows] == by_hand(said, scope, 5)[0]


def test_only_the_asked_huvudmen_and_forms_are_on_the_page(said: list[Statement], way: str) -> None:
    scope = rektor(0, 1)

    for asked in ({"huvudmen": (HUVUDMAN,)}, {"huvudmen": (REGION,)}, {"huvudmen": EVERYBODY, "forms": ("signal",)}):
        found = leafed(
            newest(scope, size=3, **asked),
            lambda older, asked=asked: newest(scope, size=3, before=older, **asked),
        )

        assert list(found) == by_hand(said, scope, 3, **asked)


def test_a_reader_without_standing_gets_an_empty_page(said: list[Statement]) -> None:
    stranger = Scope.of(Facts(Reader(PERSONS[2], ()), Purpose.SUPPORT, TODAY), NOW)

    assert newest(stranger, huvudmen=EVERYBODY) == Page((), None)
    assert timeline(stranger, CASES[0]) == Page((), None)


def test_each_row_of_a_page_leaves_its_footprint(said: list[Statement]) -> None:
    scope = rektor(0, 1)

    page = newest(scope, huvudmen=EVERYBODY, size=30)

    assert {step.case for step in scope.trail} == {row.cell.case_id for row in page.rows}
    assert {step.information_class for step in scope.trail} == {row.cell.information_class for row in page.rows}


def test_a_cursor_survives_the_address_and_a_forged_one_is_refused() -> None:
    cursor = Cursor(NOW, uuid4())

    assert Cursor.read(str(cursor)) == cursor
    for forged in ("", "nonsens", f"{NOW.isoformat()}_", f"2026-11-24T07:00:00_{uuid4()}", "_" * 5):
        with pytest.raises(CursorFault):
            Cursor.read(forged)
