"""The shipped cases hold the law: take away a row, turn its answer or move one of its days, and some case fails."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from samverkan.policy import deciding
from samverkan.policy.deciding import decide
from samverkan.policy.rules import BARS, RULES, Bar, MenGround, Rule
from samverkan.policy.rules.classing import CLASSING
from samverkan.policy.rules.regimes import REGIMES
from samverkan.policy.vocabulary import Answer
from samverkan.web.lawcases import words
from samverkan.web.lawcases.judging import Case, cited, judge, understood
from samverkan.web.lawcases.reading import read

FOLDER = Path(__file__).parents[4] / "docs" / "lagfall"
CASES = [case for file in sorted(FOLDER.glob("*.csv")) for case in understood(read(file))]
DAY = timedelta(days=1)
NOBODY = MenGround("", "ingen")
T = TypeVar("T")


def test_every_shipped_case_agrees() -> None:
    assert [(one.row.name, one.differences) for one in judge(CASES) if not one.agrees] == []
    assert len(CASES) >= 150
    assert not some_case_fails(), "the quick look says as the whole one"


@contextmanager
def law_of(rules: Sequence[Rule] = RULES, bars: Sequence[Bar] = BARS) -> Iterator[None]:
    """Another law while inside: the same rows but for one fault."""
    law = vars(deciding)
    was = law["RULES"], law["BARS"]
    law["RULES"], law["BARS"] = tuple(rules), tuple(bars)
    _forget()
    try:
        yield
    finally:
        law["RULES"], law["BARS"] = was
        _forget()


def _forget() -> None:
    deciding.rules_for.cache_clear()
    deciding.bars_for.cache_clear()


@dataclass(frozen=True)
class Expected:
    """What a case expects, made ready to be held against thousands of decisions."""

    case: Case
    answer: Answer
    rule: str
    decider: str
    provision: frozenset[str]
    citation: frozenset[str]

    def fails(self) -> bool:
        """Whether the law of now says something else."""
        decision = decide(self.case.asked.cell, self.case.asked.facts)
        men = decision.men or NOBODY
        return (
            decision.answer is not self.answer
            or (self.rule != "" and self.rule != decision.rule)
            or (self.decider != "" and self.decider != words.key(men.decider))
            or not (self.provision <= cited(men.provision) if self.provision else True)
            or not (self.citation <= cited(decision.provision) if self.citation else True)
        )


def _expected(case: Case) -> Expected:
    row = case.row
    answer = words.look_up(row.word("svar"), words.ANSWERS)
    provision = frozenset(cited(row.word("prövas enligt")))
    citation = frozenset(cited(row.word("lagrum")))
    return Expected(case, answer, row.word("regel"), words.key(row.word("beslutar")), provision, citation)


EXPECTED = [_expected(case) for case in CASES if case.row.word("svar")]


def some_case_fails() -> bool:
    return any(one.fails() for one in EXPECTED)


def _with(rows: Sequence[T], number: int, other: T | None) -> list[T]:
    return [*rows[:number], *(() if other is None else (other,)), *rows[number + 1 :]]


def _name(row: Rule | Bar) -> str:
    return f"{row.id} {row.sentence}"


def _faults(row: Rule) -> Iterator[tuple[str, Rule | None]]:
    yield "taken away", None
    for answer in Answer:
        if answer is not row.answer:
            yield f"turned to {answer.value}", replace(row, answer=answer)
    for step in (-DAY, DAY):
        yield f"beginning {step.days:+d}", replace(row, valid_from=row.valid_from + step)
        if row.valid_to is not None:
            yield f"ending {step.days:+d}", replace(row, valid_to=row.valid_to + step)


@pytest.mark.parametrize("number", range(len(RULES)), ids=lambda number: _name(RULES[number]))
def test_a_fault_in_a_rule_is_noticed(number: int) -> None:
    unnoticed = []
    for fault, other in _faults(RULES[number]):
        with law_of(rules=_with(RULES, number, other)):
            if not some_case_fails():
                unnoticed.append(fault)

    assert unnoticed == []


@pytest.mark.parametrize("number", range(len(BARS)), ids=lambda number: _name(BARS[number]))
def test_a_fault_in_a_bar_is_noticed(number: int) -> None:
    bar = BARS[number]
    unnoticed = []
    for fault, other in (
        ("taken away", None),
        ("beginning -1", replace(bar, valid_from=bar.valid_from - DAY)),
        ("beginning +1", replace(bar, valid_from=bar.valid_from + DAY)),
    ):
        with law_of(bars=_with(BARS, number, other)):
            if not some_case_fails():
                unnoticed.append(fault)

    assert unnoticed == []


def test_each_row_of_classes_and_regimes_is_met_by_a_case() -> None:
    asked = [case.row for case in CASES]

    assert {row.information_class.value for row in CLASSING} <= {row.word("klass blir") for row in asked}
    assert {regime for row in REGIMES for regime, means in words.REGIMES.items() if means is row.regime} <= {
        row.word("regim blir") for row in asked
    }
