"""Take away a row of classes or regimes, move one of its days or turn what it says, and some question here fails."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from samverkan.policy.rules import classes, classing, regimes
from samverkan.policy.rules.classes import CLASSES, ClassRow, Presumption, class_row
from samverkan.policy.rules.classing import CLASSING, SchoolForm, Work, class_of
from samverkan.policy.rules.regimes import REGIMES, Holder, regime_of
from samverkan.policy.tests import tables
from samverkan.policy.vocabulary import Branch, InformationClass, Regime, Stance

DAY = timedelta(days=1)
NEVER = date.max - DAY


def lines(table: str) -> Iterator[list[str]]:
    """The fields of each line."""
    yield from ([field.strip() for field in line.split(";")] for line in table.split("\n") if line)


def many(field: str) -> list[str]:
    """The words of a field; a dash is none."""
    return [] if field == "-" else field.split(", ")


def day(field: str) -> date:
    """A day; a dash is one that never comes."""
    return NEVER if field == "-" else date.fromisoformat(field)


Said = tuple[str, Presumption, bool, bool, bool]
SAID: dict[tuple[InformationClass, Regime], list[tuple[date, date, Said]]] = {}
for one, regime, section, presumption, marks, first, last in lines(tables.CLASSES):
    of = (InformationClass(one), Regime(regime))
    told = (section, Presumption(presumption), "bg" in marks, "mf" in marks, "borta" not in marks)
    SAID.setdefault(of, []).append((day(first), day(last), told))

CLASSED: dict[tuple[Holder, SchoolForm | None, Work], tuple[date, date, InformationClass]] = {}
for one, holders, forms, work, first, last in lines(tables.CLASSING):
    for holder, form in product(many(holders), forms.split(", ")):
        asked = (Holder(holder), None if form == "-" else SchoolForm(form), Work(work))
        CLASSED[asked] = (day(first), day(last), InformationClass(one))


def borders(first: date, last: date) -> set[date]:
    """The days on both sides of where something begins and ends."""
    return {first - DAY, first, last, last + DAY}


def classes_wrong() -> Iterator[object]:
    """What the table of classes answers otherwise than was written."""
    for (of, regime), spans in SAID.items():
        for when in set().union(*(borders(first, last) for first, last, _ in spans)):
            if when > NEVER:
                continue
            row = class_row(of, regime, when)
            expected = next((told for first, last, told in spans if first <= when <= last), None)
            found = None if row is None else _said(row)
            if found != expected or sum(_speaks(one, of, regime, when) for one in classes.CLASSES) > 1:
                yield of, regime, when, found


def _said(row: ClassRow) -> Said:
    section = row.section.replace(";", ",")
    return section, row.presumption, row.not_10_27, row.informing_limited, row.ours


def _speaks(row: ClassRow, of: InformationClass, regime: Regime, when: date) -> bool:
    return row.information_class is of and row.regime is regime and row.in_force(when)


def classing_wrong() -> Iterator[object]:
    """What is classed otherwise than was written."""
    for (holder, form, work), (first, last, expected) in CLASSED.items():
        for when in borders(first, last) - {NEVER + DAY}:
            found = class_of(holder, form, work, when)
            if found is not (expected if first <= when <= last else None):
                yield holder, form, work, when, found


def regimes_wrong() -> Iterator[object]:
    """Which holders are under another regime than was written."""
    for regime, holders, branches, signed, when in lines(tables.REGIMES):
        stances = {Stance(one) for one in many(signed)}
        for holder, branch in product(many(holders), many(branches)):
            found = regime_of(Holder(holder), Branch(branch), day(when), stances)
            if found is not (None if regime == "-" else Regime(regime)):
                yield holder, branch, when, found


TABLES: dict[str, tuple[Any, str, tuple[Any, ...], Any]] = {
    "classes": (classes, "CLASSES", CLASSES, classes_wrong),
    "classing": (classing, "CLASSING", CLASSING, classing_wrong),
    "regimes": (regimes, "REGIMES", REGIMES, regimes_wrong),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_say_what_was_written(name: str) -> None:
    *_, wrong = TABLES[name]

    assert list(wrong()) == []


def test_nothing_is_in_the_table_of_classes_that_was_not_written() -> None:
    assert {(row.information_class, row.regime) for row in CLASSES} == set(SAID)


def faults(row: Any) -> Iterator[tuple[str, Any]]:
    """The row away, its days moved, and each thing it says turned."""
    yield "taken away", None
    for step in (-DAY, DAY):
        yield f"beginning {step.days:+d}", replace(row, valid_from=row.valid_from + step)
        if row.valid_to is not None:
            yield f"ending {step.days:+d}", replace(row, valid_to=row.valid_to + step)
    turned = {
        "presumption": Presumption,
        "information_class": InformationClass,
        "regime": Regime,
    }
    for field, values in turned.items():
        if hasattr(row, field):
            yield from (
                (f"{field} {to}", replace(row, **{field: to})) for to in values if to is not getattr(row, field)
            )
    for field in ("not_10_27", "informing_limited", "ours"):
        if hasattr(row, field):
            yield f"{field} turned", replace(row, **{field: not getattr(row, field)})


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, (_, _, rows, _) in TABLES.items() for number in range(len(rows))]
)
def test_a_fault_in_a_row_is_noticed(name: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    room, called, rows, wrong = TABLES[name]
    unnoticed = []
    for fault, other in faults(rows[number]):
        changed = (*rows[:number], *(() if other is None else (other,)), *rows[number + 1 :])
        monkeypatch.setattr(room, called, changed)
        if next(wrong(), None) is None:
            unnoticed.append(fault)

    assert unnoticed == []
