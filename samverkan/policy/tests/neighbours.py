"""The case table's patterns with one fact changed at a time, so that every border of every row is stood on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from samverkan.policy.facts import Cell, Facts, Standing
from samverkan.policy.tests.table import (
    ANNA,
    BJORKSKOLAN,
    BUP,
    EBBA,
    FYREN,
    HAB,
    KOMMUN,
    OLOF,
    OTHER_PUPIL,
    ROWS,
    SARA,
    SKOLOR,
    SOC,
    STRANDVIK,
    TODAY,
    Row,
    born,
)
from samverkan.policy.vocabulary import (
    Branch,
    HuvudmanId,
    InformationClass,
    Kind,
    Manner,
    Purpose,
    Regime,
    Role,
    Stance,
    Tie,
)

DAY = timedelta(days=1)
ORIGINS = (InformationClass.REGION_CARE, InformationClass.SUPPORT)


def other_cells(cell: Cell) -> Iterator[Cell]:
    """The cell, and every cell that differs from it in one fact."""
    yield cell
    yield from (replace(cell, case=case) for case in (EBBA, OTHER_PUPIL))
    yield from (replace(cell, holder=holder) for holder in (SKOLOR, BUP, HAB, SOC, FYREN))
    yield from (replace(cell, regime=regime) for regime in Regime)
    yield from (replace(cell, information_class=one) for one in InformationClass)
    yield from (replace(cell, kind=kind) for kind in Kind)
    yield from (replace(cell, subject=subject) for subject in (None, ANNA, OLOF, SARA))
    yield from (
        replace(cell, origin_class=one) for one in (None, InformationClass.REGION_CARE, InformationClass.SUPPORT)
    )
    yield replace(cell, confided=not cell.confided)
    yield replace(cell, blocked=not cell.blocked)
    yield from (replace(cell, party=party) for party in (None, BUP, HAB))
    yield from (replace(cell, profession=one) for one in (None, Role.COUNSELLOR, Role.SPECIAL_EDUCATOR))
    yield replace(cell, sealed=not cell.sealed, unit=None)
    if not cell.sealed:
        yield from (replace(cell, unit=unit) for unit in (None, BJORKSKOLAN, STRANDVIK))


def other_questions(asked: Facts) -> Iterator[Facts]:
    """The question, and every question that differs from it in one fact of one standing, grant or circumstance."""
    yield asked
    yield from (replace(asked, manner=manner) for manner in Manner)
    yield from (replace(asked, purpose=purpose) for purpose in Purpose)
    yield from (replace(asked, stances=frozenset({(KOMMUN, stance)})) for stance in Stance)
    yield replace(asked, stances=frozenset((HuvudmanId(EBBA), stance) for stance in Stance))
    yield replace(asked, today=TODAY - DAY)
    yield replace(asked, today=TODAY + DAY)
    reader = asked.reader
    yield replace(asked, reader=replace(reader, standings=()))
    for case in (EBBA, OTHER_PUPIL):
        yield replace(asked, reader=replace(reader, barred_from=frozenset({case})))
        yield replace(asked, reader=replace(reader, named_for=frozenset({case})))
    for place, standing in enumerate(reader.standings):
        for other in other_standings(standing):
            changed = (*reader.standings[:place], other, *reader.standings[place + 1 :])
            yield replace(asked, reader=replace(reader, standings=changed))


def other_standings(standing: Standing) -> Iterator[Standing]:
    """Every standing that differs in one fact."""
    yield from (replace(standing, tie=tie) for tie in Tie)
    yield from (replace(standing, role=role) for role in Role)
    yield from (replace(standing, branch=branch) for branch in Branch)
    yield from (replace(standing, organisation=one) for one in (None, SKOLOR, BUP, HAB, SOC, FYREN))
    yield from (replace(standing, unit=unit) for unit in (None, BJORKSKOLAN, STRANDVIK))
    yield from (replace(standing, case=case) for case in (None, EBBA, OTHER_PUPIL))
    yield from (replace(standing, school=unit) for unit in (BJORKSKOLAN, STRANDVIK))
    to_both = replace(standing, case=EBBA, unit=BJORKSKOLAN)
    yield from (replace(to_both, school=unit) for unit in (None, BJORKSKOLAN, STRANDVIK))
    yield replace(standing, public=not standing.public)
    yield replace(standing, born_on=None)
    yield from (replace(standing, born_on=born(age, shift)) for age in (12, 16, 18) for shift in (0, 1))


def everything_near(row: Row) -> Iterator[tuple[Cell, Facts]]:
    """The row's pattern with the cell or the question moved one step."""
    yield from ((cell, row.facts) for cell in other_cells(row.cell))
    yield from ((row.cell, asked) for asked in other_questions(row.facts))


def every_cell() -> frozenset[Cell]:
    """All cells that stand next to some pattern of the table."""
    return frozenset(cell for row in ROWS for cell in other_cells(row.cell))
