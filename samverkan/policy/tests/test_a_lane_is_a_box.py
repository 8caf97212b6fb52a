"""A lane holds a cell if and only if each of its sides does; the boxes hold what the lanes hold."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given

from samverkan.policy.facts import Cell, Facts
from samverkan.policy.lanes import Ground, Lane, reading_scope, shared
from samverkan.policy.tests.neighbours import everything_near
from samverkan.policy.tests.strategies import cells, questions
from samverkan.policy.tests.table import (
    ANNA,
    BJORKSKOLAN,
    BUP,
    EBBA,
    HAB,
    KURATOR,
    LOGOPED,
    OLOF,
    OTHER_PUPIL,
    ROWS,
    SARA,
    SKOLOR,
    STRANDVIK,
    YES,
    K,
    Row,
    asked,
    cell,
)
from samverkan.policy.vocabulary import GrantId, Kind, Regime, Role

NOTE = cell(K.SUPPORT)
EDUCATOR = frozenset({Role.SPECIAL_EDUCATOR})
OPEN = Lane(Ground("R3.1", "OSL", "för att"), None, None, frozenset({K.SUPPORT}), confided=False)


@pytest.mark.parametrize(
    ("lane", "inside", "outside"),
    [
        (replace(OPEN, cases=frozenset({EBBA})), NOTE, replace(NOTE, case=OTHER_PUPIL)),
        (replace(OPEN, units=frozenset({BJORKSKOLAN})), NOTE, replace(NOTE, unit=STRANDVIK)),
        (replace(OPEN, units=frozenset({BJORKSKOLAN})), NOTE, replace(NOTE, unit=None)),
        (OPEN, NOTE, replace(NOTE, information_class=K.MEDICAL)),
        (replace(OPEN, kinds=frozenset({Kind.NOTE})), NOTE, replace(NOTE, kind=Kind.GOAL)),
        (replace(OPEN, regimes=frozenset({Regime.OSL})), NOTE, replace(NOTE, regime=Regime.PSL)),
        (replace(OPEN, holders=frozenset({SKOLOR, BUP})), NOTE, replace(NOTE, holder=HAB)),
        (replace(OPEN, not_holder=HAB), NOTE, replace(NOTE, holder=HAB)),
        (replace(OPEN, subject=OLOF), replace(NOTE, subject=OLOF), replace(NOTE, subject=ANNA)),
        (replace(OPEN, subject=OLOF), replace(NOTE, subject=OLOF), NOTE),
        (replace(OPEN, only_pupil=True), NOTE, replace(NOTE, subject=ANNA)),
        (OPEN, NOTE, replace(NOTE, confided=True)),
        (OPEN, NOTE, replace(NOTE, blocked=True)),
        (replace(OPEN, origins=frozenset({None})), NOTE, replace(NOTE, origin_class=K.REGION_CARE)),
        (replace(OPEN, origins=frozenset({K.REGION_CARE})), replace(NOTE, origin_class=K.REGION_CARE), NOTE),
        (replace(OPEN, professions=EDUCATOR), replace(NOTE, profession=Role.SPECIAL_EDUCATOR), NOTE),
        (
            replace(OPEN, professions=EDUCATOR),
            replace(NOTE, profession=Role.SPECIAL_EDUCATOR),
            replace(NOTE, profession=Role.COUNSELLOR),
        ),
    ],
)
def test_each_side_shuts_out_what_is_beyond_it(lane: Lane, inside: Cell, outside: Cell) -> None:
    assert lane.holds(inside)
    assert not lane.holds(outside)


def test_a_side_that_is_not_drawn_shuts_nothing_out() -> None:
    for change in ({"case": OTHER_PUPIL}, {"unit": None}, {"kind": Kind.GOAL}, {"holder": HAB}, {"subject": ANNA}):
        assert OPEN.holds(replace(NOTE, **change))
    assert OPEN.holds(replace(NOTE, origin_class=K.REGION_CARE))
    assert OPEN.holds(replace(NOTE, profession=Role.COUNSELLOR))
    assert replace(OPEN, confided=True).holds(replace(NOTE, confided=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_boxes_hold_what_the_lanes_hold_near_the_case_table(row: Row) -> None:
    for near, facts in everything_near(row):
        boxes_hold_what_lanes_hold(near, facts)


@given(cells(), questions())
def test_the_boxes_hold_what_the_lanes_hold(made: Cell, asked: Facts) -> None:
    boxes_hold_what_lanes_hold(made, asked)


def boxes_hold_what_lanes_hold(made: Cell, asked: Facts) -> None:
    """The boxes know where, the lanes know why as well."""
    scope = reading_scope(asked)

    assert any(box.holds(made) for box in scope.boxes) == any(lane.holds(made) for lane in scope.lanes)


def test_many_yeses_of_one_kind_are_one_box_and_keep_their_grounds() -> None:
    row = next(row for row in ROWS if row.facts.grants and row.rule == "R6")
    grants = (YES, replace(YES, id=row.facts.grants[0].id, case=row.cell.case))
    scope = reading_scope(replace(row.facts, grants=grants))

    assert len([lane for lane in scope.lanes if lane.ground.rule == "R6"]) == 2
    assert len(scope.boxes) == len(scope.lanes) - 1


def test_whoever_looks_as_another_must_be_a_party_too() -> None:
    """What is between two persons alone is met by one of them, and not by somebody who looks over a shoulder."""
    sara, anna = reading_scope(asked(KURATOR, person=SARA)), reading_scope(asked(KURATOR, person=ANNA))

    assert sara.readers() == {SARA}
    assert shared(sara, anna).readers() == {SARA, ANNA}


def test_a_scope_tells_which_of_the_yeses_open_something_to_the_reader() -> None:
    other = replace(YES, id=GrantId(UUID(int=77)))
    reading = reading_scope(asked(LOGOPED, grants=(YES,)))

    assert reading.opened_by([YES.id, other.id]) == {YES.id}
    assert reading.opened_by([other.id]) == frozenset()
    assert reading_scope(asked(LOGOPED)).opened_by([YES.id]) == frozenset()
