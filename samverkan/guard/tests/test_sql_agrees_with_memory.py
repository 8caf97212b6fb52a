"""The database selects exactly the cells that the law opens: SQL and memory are one truth."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from samverkan.guard.cells import cell_for
from samverkan.guard.managers import Unscoped
from samverkan.guard.models import Case, Cell, Statement
from samverkan.guard.pages import newest, timeline
from samverkan.guard.reaching import in_reach
from samverkan.guard.scope import Scope
from samverkan.guard.translating import condition, visible_cells
from samverkan.people.models import Huvudman, Organisation, Person, Unit
from samverkan.policy import facts
from samverkan.policy.acting import Action, reach
from samverkan.policy.deciding import decide
from samverkan.policy.lanes import NO_GROUND, Lane, ReadingScope, reading_scope, shared
from samverkan.policy.rules import Barrier, barriers
from samverkan.policy.tests import table
from samverkan.policy.tests.neighbours import every_cell, other_questions
from samverkan.policy.tests.strategies import (
    CASES,
    HUVUDMAN,
    ORGANISATIONS,
    PERSONS,
    STATEMENTS,
    UNITS,
    cells,
    lanes,
    questions,
    walls,
)
from samverkan.policy.tests.table import ROWS
from samverkan.policy.vocabulary import Branch, CaseId, InformationClass, Kind, Purpose, Regime, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> None:
    """The rows that the strategies' ids name."""
    Huvudman.objects.create(id=HUVUDMAN, name="Björkvik", kind="kommun")
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


@pytest.fixture
def table_ground() -> None:
    """The rows that the case table's ids name."""
    Huvudman.objects.create(id=table.KOMMUN, name="Björkvik", kind="kommun")
    for number in range(6):
        Organisation.objects.create(
            id=UUID(int=30 + number),
            huvudman_id=table.KOMMUN,
            name=f"V{number}",
            kind="annan",
            branch="skola",
            regime="osl",
        )
    for unit in (table.BJORKSKOLAN, table.STRANDVIK, table.FYRENS_UNIT):
        Unit.objects.create(id=unit, organisation_id=table.SKOLOR, name=f"E{unit}")
    for case in (table.EBBA, table.OTHER_PUPIL):
        Case.objects.create(id=case, huvudman_id=table.KOMMUN)
    for person in (table.ANNA, table.OLOF, table.SARA):
        Person.objects.create(id=person, given_name="Prov")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=cells(), more=cells(), asked=questions())
def test_the_database_opens_what_the_law_opens(
    ground: None, made: facts.Cell, more: facts.Cell, asked: facts.Facts
) -> None:
    rows = {cell_for(cell).pk: cell for cell in (made, more)}
    scope = Scope.of(asked, timezone.now())

    opened = {row.pk for row in Cell.objects.within(scope)}

    assert opened & rows.keys() == {pk for pk, cell in rows.items() if scope.reading.covers(cell)}
    assert opened == _opened_by_plain_sql(scope)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=st.lists(cells(), min_size=3, max_size=3), asked=questions(), viewer=st.one_of(st.none(), questions()))
def test_the_database_opens_the_statements_that_the_law_opens_one_by_one(
    ground: None, made: list[facts.Cell], asked: facts.Facts, viewer: facts.Facts | None
) -> None:
    now = timezone.now()
    Statement.objects.unguarded(because="a test").filter(id__in=STATEMENTS).delete()
    for cell, row in zip(made, STATEMENTS, strict=True):
        Statement.objects.create(
            id=row, cell=cell_for(cell), huvudman_id=HUVUDMAN, form="anteckning", sealed_text=b"", author_id=PERSONS[0],
            made_at=now - timedelta(days=1),
        )  # fmt: skip
    scope = Scope.of(asked, now)
    allowed = {row for cell, row in zip(made, STATEMENTS, strict=True) if decide(cell, asked, row).allowed}
    if viewer is not None:
        scope = scope.seen_by(Scope.of(viewer, now))
        allowed &= {row for cell, row in zip(made, STATEMENTS, strict=True) if decide(cell, viewer, row).allowed}

    assert {row.id for row in Statement.objects.within(scope)} == allowed
    assert {row.id for row in newest(scope, huvudmen=[HUVUDMAN]).rows} == allowed
    assert {row.id for case in CASES for row in timeline(scope, case).rows} == allowed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=cells(), more=cells(), asked=questions(), action=st.sampled_from([Action.MEETING_CHANGE, Action.PLAN_READ]))
def test_the_database_finds_the_pupils_that_an_act_reaches(
    ground: None, made: facts.Cell, more: facts.Cell, asked: facts.Facts, action: Action
) -> None:
    rows = {cell_for(cell).pk: cell for cell in (made, more)}
    found = reach(asked.reader, action)

    reached = {row.pk for row in Cell.objects.unguarded(because="a test").filter(in_reach(found, ""), pk__in=rows)}

    assert reached == {pk for pk, cell in rows.items() if found.holds(cell.case, cell.unit)}


def _opened_by_plain_sql(scope: Scope) -> set[int]:
    text, values = condition(scope.reading, scope.reading.boxes)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id FROM guard_cell c WHERE {text}", values)
        return {row[0] for row in cursor.fetchall()}


def test_each_pattern_of_the_case_table_is_answered_alike(table_ground: None) -> None:
    for row in ROWS:
        stored = cell_for(row.cell)
        scope = Scope.of(row.facts, timezone.now())

        opened = Cell.objects.within(scope).filter(pk=stored.pk).exists()

        assert opened == reading_scope(row.facts).covers(row.cell), row.name
        assert opened == (stored.pk in _opened_by_plain_sql(scope)), row.name


@pytest.mark.slow
def test_one_step_from_the_case_table_sql_and_memory_agree(table_ground: None) -> None:
    stored = {cell_for(cell).pk: cell for cell in every_cell()}

    now = timezone.now()
    different = {
        (scope.reading.lanes, asked.reader.named_for, asked.reader.barred_from): scope
        for row in ROWS
        for asked in other_questions(row.facts)
        for scope in [Scope.of(asked, now)]
    }

    for scope in different.values():
        opened = _opened_by_plain_sql(scope)

        assert opened == {pk for pk, cell in stored.items() if scope.reading.covers(cell)}, scope.reading


@given(
    lane=lanes(),
    named=st.frozensets(st.sampled_from(CASES), max_size=2),
    barred=st.frozensets(st.sampled_from(CASES)),
    more=st.lists(walls(), max_size=2),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_lane_is_the_same_box_in_sql(
    every_kind_of_cell: dict[int, facts.Cell],
    lane: Lane,
    named: frozenset[CaseId],
    barred: frozenset[CaseId],
    more: list[Barrier],
) -> None:
    reader = facts.Reader(PERSONS[0], (), barred, named)
    reading = ReadingScope((lane,), reader, (lane,), (*standing_before(reader), *more))
    now = timezone.now()
    scope = Scope(facts.Facts(reader, Purpose.SUPPORT, now.date()), reading, now)

    expected = {pk for pk, cell in every_kind_of_cell.items() if reading.covers(cell)}

    assert _opened_by_plain_sql(scope) == expected
    assert {row.pk for row in Cell.objects.within(scope)} == expected
    assert _seen_cells(reading) == expected


def test_a_wall_without_sides_lets_nothing_through(every_kind_of_cell: dict[int, facts.Cell]) -> None:
    reader = facts.Reader(PERSONS[0], (), frozenset(), frozenset())
    every = Lane(NO_GROUND, None, None, frozenset(InformationClass), confided=True)
    now = timezone.now()

    def opened(*walls_before: Barrier) -> int:
        reading = ReadingScope((every,), reader, (every,), walls_before)
        return Cell.objects.within(Scope(facts.Facts(reader, Purpose.SUPPORT, now.date()), reading, now)).count()

    assert opened()
    assert not opened(Barrier(None, None, None, sealed=False))


def standing_before(reader: facts.Reader) -> tuple[Barrier, ...]:
    """The bars of the law before a reader in the daily work."""
    return barriers(facts.Facts(reader, Purpose.SUPPORT, table.TODAY))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(one=questions(), other=questions())
def test_what_two_may_both_see_is_the_same_in_sql(
    every_kind_of_cell: dict[int, facts.Cell], one: facts.Facts, other: facts.Facts
) -> None:
    now = timezone.now()
    scope = Scope.of(one, now).seen_by(Scope.of(other, now))

    expected = {
        pk
        for pk, cell in every_kind_of_cell.items()
        if reading_scope(one).covers(cell) and reading_scope(other).covers(cell)
    }

    assert {pk for pk, cell in every_kind_of_cell.items() if scope.reading.covers(cell)} == expected
    assert _opened_by_plain_sql(scope) == expected
    assert {row.pk for row in Cell.objects.within(scope)} == expected
    if scope.reading.boxes:
        assert _seen_cells(scope.reading) == expected


@given(first=st.lists(lanes(), min_size=1, max_size=2), second=st.lists(lanes(), max_size=2))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_two_unions_of_lanes_meet_in_the_same_cells_in_sql(
    every_kind_of_cell: dict[int, facts.Cell], first: list[Lane], second: list[Lane]
) -> None:
    reader = facts.Reader(PERSONS[0], ())
    one, other = (
        ReadingScope(tuple(found), reader, tuple(found), standing_before(reader)) for found in (first, second)
    )
    both = shared(one, other)
    now = timezone.now()

    expected = {pk for pk, cell in every_kind_of_cell.items() if one.covers(cell) and other.covers(cell)}

    assert _opened_by_plain_sql(Scope(facts.Facts(reader, Purpose.SUPPORT, now.date()), both, now)) == expected
    assert _seen_cells(both) == expected
    assert {pk for pk, cell in every_kind_of_cell.items() if shared(other, one).covers(cell)} == expected


EVERYTHING = frozenset(InformationClass)
AT_ONE = Lane(NO_GROUND, cases=None, units=frozenset(UNITS[:1]), classes=EVERYTHING, confided=True)
AT_THE_OTHER = Lane(NO_GROUND, cases=None, units=frozenset(UNITS[1:]), classes=EVERYTHING, confided=True)
IN_A_CASE_AT_ONE = Lane(
    NO_GROUND, cases=frozenset(CASES[:1]), units=frozenset(UNITS[:1]), classes=EVERYTHING, confided=True
)
IN_A_CASE = Lane(NO_GROUND, cases=frozenset(CASES[:1]), units=None, classes=frozenset(), confided=True)


@given(found=st.lists(lanes(), max_size=4))
@example(found=[AT_ONE, AT_THE_OTHER])
@example(found=[IN_A_CASE_AT_ONE, IN_A_CASE])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_several_lanes_are_their_union_however_they_are_asked_for(
    every_kind_of_cell: dict[int, facts.Cell], found: list[Lane]
) -> None:
    reader = facts.Reader(PERSONS[0], ())
    reading = ReadingScope(tuple(found), reader, tuple(found), standing_before(reader))

    expected = {pk for pk, cell in every_kind_of_cell.items() if reading.covers(cell)}

    text, values = condition(reading, reading.boxes)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id FROM guard_cell c WHERE {text}", values)
        assert {row[0] for row in cursor.fetchall()} == expected
    if found:
        assert _seen_cells(reading) == expected


@pytest.fixture
def every_kind_of_cell(ground: None) -> dict[int, facts.Cell]:
    """Two hundred cells, each fact in many company."""
    made = {}
    for number in range(200):
        sealed = number % 7 == 0
        cell = facts.Cell(
            huvudman=HUVUDMAN,
            case=CASES[number % 3],
            unit=None if sealed or number % 5 == 0 else UNITS[number // 5 % 2],
            holder=ORGANISATIONS[number // 2 % 3],
            regime=list(Regime)[number // 3 % 3],
            branch=Branch.SCHOOL,
            information_class=list(InformationClass)[number // 4 % len(InformationClass)],
            kind=list(Kind)[number // 6 % len(Kind)],
            subject=PERSONS[number % 3] if number % 4 == 0 else None,
            origin_class=list(InformationClass)[number % len(InformationClass)] if number % 3 == 1 else None,
            confided=number % 6 == 0,
            sealed=sealed,
            blocked=number % 9 == 2,
            party=ORGANISATIONS[number % 3] if number % 5 == 1 else None,
            profession=list(Role)[number % 4] if number % 7 == 3 else None,
        )
        made[cell_for(cell).pk] = cell
    return made


def _seen_cells(reading: ReadingScope) -> set[int]:
    text, values = visible_cells(reading, reading.boxes)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return {row[0] for row in cursor.fetchall()}


def test_guarded_rows_cannot_be_reached_without_a_scope() -> None:
    for reached in (Cell.objects.all, Cell.objects.count, Cell.objects.first):
        with pytest.raises(Unscoped):
            reached()


def test_a_row_that_leaves_without_its_cell_is_refused(ground: None) -> None:
    scope = Scope.of(ROWS[0].facts, timezone.now())

    for reached in (Cell.objects.within(scope).values, Cell.objects.within(scope).values_list):
        with pytest.raises(Unscoped):
            reached("id")
    with pytest.raises(Unscoped):
        Cell.objects.within(scope).iterator()


def test_each_fetched_row_leaves_a_footprint_on_the_trail(table_ground: None) -> None:
    row = ROWS[0]
    cell_for(row.cell)
    scope = Scope.of(row.facts, timezone.now())

    fetched = list(Cell.objects.within(scope))

    assert [step.case for step in scope.trail] == [row.cell.case]
    assert len(fetched) == 1


def test_the_escape_must_say_why() -> None:
    with pytest.raises(Unscoped):
        Cell.objects.unguarded(because=" ")
