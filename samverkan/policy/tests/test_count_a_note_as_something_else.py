"""A note that was counted wrongly may be counted anew, and never protected less than where it came from."""

from dataclasses import replace
from datetime import date

import pytest

from samverkan.policy.facts import Cell, Standing
from samverkan.policy.reclassing import OF_THE_SCHOOL, STRENGTH, becomes, may_become, protects_less, strength
from samverkan.policy.rules.classes import Presumption
from samverkan.policy.tests import table
from samverkan.policy.tests.table import TODAY, K
from samverkan.policy.vocabulary import Branch, Kind, Regime, Role, Tie

SUPPORT = table.cell(K.SUPPORT)
COUNSELLORS = replace(table.cell(K.PSYCHOSOCIAL), branch=Branch.ELEVHALSA)


def ways(cell: Cell, by: Branch = Branch.ELEVHALSA, today: date = TODAY) -> set[K]:
    return set(may_become(cell, Standing(Tie.TEAM, Role.COUNSELLOR, cell.holder, by), today))


def test_only_whoever_works_for_the_holder_counts_it() -> None:
    elsewhere = Standing(Tie.TEAM, Role.COUNSELLOR, table.HAB, Branch.ELEVHALSA)
    guardian = Standing(Tie.GUARDIAN, Role.GUARDIAN, None, Branch.SCHOOL)

    assert ways(SUPPORT)
    assert [may_become(SUPPORT, one, TODAY) for one in (elsewhere, guardian, None)] == [(), (), ()]


def test_what_the_school_wrote_itself_may_be_anything_that_a_school_holds() -> None:
    assert ways(SUPPORT) == set(OF_THE_SCHOOL) - {K.SUPPORT}
    assert ways(SUPPORT, Branch.SCHOOL) == set(OF_THE_SCHOOL) - {K.SUPPORT}


@pytest.mark.parametrize("origin", [K.REGION_CARE, K.SOCIAL_SERVICES, K.MEDICAL, K.PSYCHOSOCIAL])
def test_what_came_from_somebody_else_is_never_protected_less(origin: K) -> None:
    received = replace(SUPPORT, origin_class=origin)

    assert ways(received) == {K.PSYCHOSOCIAL, K.DISCIPLINARY}
    assert ways(replace(COUNSELLORS, origin_class=origin)) == set()


def test_what_was_everyday_where_it_came_from_may_be_as_open_as_it_was() -> None:
    assert ways(replace(SUPPORT, origin_class=K.ORDINARY)) == set(OF_THE_SCHOOL) - {K.SUPPORT}


def test_only_the_elevhalsa_opens_to_more_what_the_elevhalsa_has_written() -> None:
    assert ways(COUNSELLORS) == set(OF_THE_SCHOOL) - {K.PSYCHOSOCIAL}
    assert ways(COUNSELLORS, Branch.SCHOOL) == set()
    assert ways(SUPPORT, Branch.SCHOOL) >= {K.PSYCHOSOCIAL}


@pytest.mark.parametrize(
    "cell",
    [
        table.cell(K.MEDICAL),
        table.cell(K.REGION_CARE),
        table.cell(K.THIRD_PERSON),
        table.cell(K.CONCERN_REPORT),
        table.cell(K.ACTION_PROGRAMME),
        replace(SUPPORT, subject=table.OLOF),
        replace(SUPPORT, kind=Kind.DECISION),
        replace(SUPPORT, kind=Kind.EXISTENCE),
    ],
)
def test_what_is_not_the_schools_note_is_not_counted_anew(cell: Cell) -> None:
    assert ways(cell) == set()


def test_at_an_independent_school_what_is_silent_stays_so_for_what_came_from_outside() -> None:
    theirs = replace(SUPPORT, regime=Regime.SKOLLAG)

    assert ways(replace(theirs, origin_class=K.REGION_CARE)) == {K.PSYCHOSOCIAL, K.DISCIPLINARY}
    assert ways(theirs) == set(OF_THE_SCHOOL) - {K.SUPPORT}


def test_the_note_keeps_where_it_came_from_and_moves_to_the_branch_that_has_the_class() -> None:
    received = replace(SUPPORT, origin_class=K.REGION_CARE, confided=True)
    mapped = replace(COUNSELLORS, profession=Role.SPECIAL_EDUCATOR)

    assert becomes(received, K.PSYCHOSOCIAL) == replace(
        received, information_class=K.PSYCHOSOCIAL, branch=Branch.ELEVHALSA
    )
    assert becomes(mapped, K.SUPPORT) == replace(SUPPORT, profession=None)
    assert becomes(SUPPORT, K.ORDINARY).branch is Branch.SCHOOL


def test_how_well_a_class_protects_is_what_the_law_says_of_it() -> None:
    assert set(STRENGTH) == set(Presumption)
    everyday, support, talks = (strength(one, TODAY, Regime.OSL) for one in (K.ORDINARY, K.SUPPORT, K.PSYCHOSOCIAL))
    assert everyday < support < talks
    assert strength(K.SUPPORT, TODAY) == strength(K.SUPPORT, TODAY, Regime.SKOLLAG) == talks, "the strictest, of any"
    assert strength(K.ORDINARY, TODAY, Regime.SKOLLAG) == 0
    assert strength(K.CONCERN_REPORT, date(2026, 1, 14)) < strength(K.CONCERN_REPORT, date(2026, 1, 15))


def test_what_protects_less_takes_two() -> None:
    assert protects_less(COUNSELLORS, K.SUPPORT, TODAY)
    assert not protects_less(SUPPORT, K.PSYCHOSOCIAL, TODAY)
    assert not protects_less(SUPPORT, K.SUPPORT, TODAY)
