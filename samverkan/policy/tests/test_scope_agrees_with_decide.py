"""The list and the single check are one law: a scope covers a cell if and only if the decision is ALLOW."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samverkan.policy.deciding import decide
from samverkan.policy.facts import Cell, Facts
from samverkan.policy.lanes import reading_scope, shared
from samverkan.policy.rules import BARS
from samverkan.policy.tests.neighbours import everything_near
from samverkan.policy.tests.strategies import STATEMENTS, cells, questions
from samverkan.policy.tests.table import (
    ASSESSMENT,
    BJORKSKOLAN,
    EBBA,
    HAB,
    KURATOR,
    LOGOPED,
    OTHER_PUPIL,
    REKTOR,
    ROWS,
    STRANDVIK,
    YES,
    K,
    Row,
    in_team,
)
from samverkan.policy.tests.table import asked as asked_by
from samverkan.policy.tests.table import cell as cell_of
from samverkan.policy.vocabulary import Answer, Branch, Purpose, Role, StatementId


@given(cells(), questions())
def test_a_scope_covers_exactly_what_is_allowed(cell: Cell, asked: Facts) -> None:
    assert reading_scope(asked).covers(cell) == (decide(cell, asked).answer is Answer.ALLOW)


@given(cells(), questions(), st.sampled_from([None, *STATEMENTS]))
def test_a_scope_opens_exactly_the_statements_that_are_allowed(
    cell: Cell, asked: Facts, statement: StatementId | None
) -> None:
    allowed = decide(cell, asked, statement).answer is Answer.ALLOW

    assert (reading_scope(asked).ground(cell, statement) is not None) == allowed


def test_a_yes_to_one_statement_opens_that_one_and_neither_its_cell_nor_another() -> None:
    one, other = STATEMENTS[:2]
    asked = asked_by(LOGOPED, grants=(replace(YES, rule="R7", statements=frozenset({one})),))
    reading = reading_scope(asked)

    opened = [decide(ASSESSMENT, asked, which).allowed for which in (one, other, None)]

    assert opened == [True, False, False]
    assert [reading.ground(ASSESSMENT, which) is not None for which in (one, other, None)] == opened
    assert not reading.covers(ASSESSMENT)
    assert reading.single_statements() == {one}
    assert decide(replace(ASSESSMENT, case=OTHER_PUPIL), asked, one).allowed is False, "nor in another case"


def test_a_scope_covers_exactly_what_the_case_table_allows() -> None:
    for row in ROWS:
        assert reading_scope(row.facts).covers(row.cell) == (row.answer is Answer.ALLOW), row.name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_one_step_from_the_case_table_they_still_agree(row: Row) -> None:
    for cell, asked in everything_near(row):
        allowed = decide(cell, asked).answer is Answer.ALLOW

        assert reading_scope(asked).covers(cell) == allowed, (cell, asked)
        assert (reading_scope(asked).ground(cell) is not None) == allowed


@given(cells(), questions(), questions(), questions())
@example(ROWS[0].cell, ROWS[0].facts, ROWS[1].facts, ROWS[0].facts)
@example(ROWS[0].cell, ROWS[0].facts, ROWS[0].facts, ROWS[0].facts)
def test_what_is_shared_is_what_each_may_see(cell: Cell, one: Facts, other: Facts, third: Facts) -> None:
    reading = shared(shared(reading_scope(one), reading_scope(other)), reading_scope(third))

    allowed = [decide(cell, asked).answer is Answer.ALLOW for asked in (one, other, third)]

    assert reading.covers(cell) == all(allowed)
    assert (reading.ground(cell) is not None) == all(allowed)
    for statement in STATEMENTS:
        each = [decide(cell, asked, statement).allowed for asked in (one, other, third)]
        assert (reading.ground(cell, statement) is not None) == all(each)
    if all(allowed):
        assert reading.ground(cell) == reading_scope(one).ground(cell)


def test_two_ties_to_a_pupil_at_a_unit_are_not_mixed() -> None:
    here = replace(REKTOR, case=EBBA)
    there = replace(REKTOR, case=OTHER_PUPIL, unit=STRANDVIK)
    question = asked_by(here, there, REKTOR)

    for case in (EBBA, OTHER_PUPIL):
        for unit in (BJORKSKOLAN, STRANDVIK):
            note = replace(cell_of(K.SUPPORT), case=case, unit=unit)
            assert reading_scope(question).covers(note) == decide(note, question).allowed, (case, unit)
    assert not reading_scope(asked_by(here, there)).covers(replace(cell_of(K.SUPPORT), unit=STRANDVIK))


def test_seats_at_two_schools_are_not_mixed() -> None:
    here = replace(KURATOR, school=BJORKSKOLAN)
    there = replace(KURATOR, case=OTHER_PUPIL, school=STRANDVIK)
    question = asked_by(here, there)

    for case in (EBBA, OTHER_PUPIL):
        for unit in (BJORKSKOLAN, STRANDVIK):
            note = replace(cell_of(K.SUPPORT), case=case, unit=unit)
            assert reading_scope(question).covers(note) == decide(note, question).allowed, (case, unit)
    assert not reading_scope(question).covers(replace(cell_of(K.SUPPORT), case=OTHER_PUPIL))


def test_a_scope_stops_where_a_bar_on_the_purpose_stops() -> None:
    """One at the clinic who gives no care reads what is told of the journal, and never the journal directly."""
    reception, note = in_team(Role.OTHER_STAFF, HAB, Branch.CARE), cell_of(K.REGION_CARE, holder=HAB)
    told = asked_by(reception)
    directly = replace(told, purpose=Purpose.DIRECT_ACCESS)

    assert decide(note, told).allowed and reading_scope(told).covers(note)
    assert decide(note, directly).rule == "R5.15" and not reading_scope(directly).covers(note)


def test_a_scope_stops_from_the_day_a_bar_stands() -> None:
    """Sorting by diagnosis has been shut out since 25 May 2018, also for one who has been given a yes to it."""
    first = date(2018, 5, 25)
    yes = replace(YES, purpose=Purpose.SENSITIVE_SORTING, begins_on=first - timedelta(days=1), ends_on=first)
    sorting = replace(asked_by(LOGOPED, grants=(yes,)), purpose=Purpose.SENSITIVE_SORTING)

    for today, open_ in ((first - timedelta(days=1), True), (first, False)):
        asked = replace(sorting, today=today)
        assert (decide(ASSESSMENT, asked).allowed, reading_scope(asked).covers(ASSESSMENT)) == (open_, open_)


@given(cells(), questions())
@example(ROWS[0].cell, ROWS[0].facts)
def test_the_ground_of_a_scope_is_a_ground_the_decision_knows(cell: Cell, asked: Facts) -> None:
    ground = reading_scope(asked).ground(cell)
    decision = decide(cell, asked)

    assert (ground is None) == (not decision.allowed)
    if ground is not None and ground.grant is None and decision.grant is None:
        assert ground.sentence and decision.sentence


@given(cells(), questions())
def test_nobody_reads_a_sealed_case_without_being_named(cell: Cell, asked: Facts) -> None:
    if cell.sealed and cell.case not in asked.reader.named_for:
        assert decide(cell, asked).answer is Answer.DENY


@given(cells(), questions())
def test_a_bar_beats_every_permission(cell: Cell, asked: Facts) -> None:
    if cell.case in asked.reader.barred_from:
        assert decide(cell, asked).rule in {bar.id for bar in BARS}
        assert decide(cell, asked).answer is Answer.DENY


@given(cells(), questions())
def test_without_a_tie_and_a_grant_nothing_opens(cell: Cell, asked: Facts) -> None:
    stranger = Facts(
        type(asked.reader)(asked.reader.person, (), named_for=asked.reader.named_for), asked.purpose, asked.today
    )

    assert not decide(cell, stranger).allowed
