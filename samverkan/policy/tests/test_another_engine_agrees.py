"""An engine that nobody here wrote decides the same facts from the same rows, and allows exactly what we allow."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.policy.deciding import decide
from samverkan.policy.facts import Facts, Reader
from samverkan.policy.rules import BARS, RULES
from samverkan.policy.tests.cedar import Asked, allowed, policies
from samverkan.policy.tests.neighbours import everything_near
from samverkan.policy.tests.strategies import cells, questions
from samverkan.policy.tests.table import ROWS, K
from samverkan.policy.vocabulary import Answer, Purpose
from tests.battery.figures import tell

pytestmark = pytest.mark.slow
SAMPLE = 3_000
AT_ONCE = 25
"""Cedar reads all rows anew at each call, so many are asked at once."""


def differing(asked: Sequence[Asked]) -> list[Asked]:
    """Those that the two decide differently."""
    ours = [decide(one.cell, one.facts).allowed for one in asked]
    theirs = allowed(asked)
    unlike = [one for one, we, they in zip(asked, ours, theirs, strict=True) if we != they]
    tell("LAG", differences=len(unlike), decisions=len(asked), allowed=sum(theirs))
    return unlike


def test_of_the_jurists_own_patterns_they_allow_the_same() -> None:
    assert differing([Asked(row.cell, row.facts) for row in ROWS]) == []


def test_one_step_from_the_patterns_they_still_agree() -> None:
    near = [Asked(cell, facts) for row in ROWS for cell, facts in everything_near(row)]

    assert differing(random.Random(1).sample(near, SAMPLE)) == []


def test_they_agree_before_between_and_after_the_days_that_laws_began() -> None:
    dates = [(row.valid_from, row.valid_to) for row in RULES] + [(row.valid_from, row.valid_to) for row in BARS]
    edges = {day for pair in dates for day in pair if day is not None}
    days = sorted(day + timedelta(days=step) for day in edges for step in (-1, 0, 1))
    asked = [
        Asked(row.cell, Facts(row.facts.reader, row.facts.purpose, day, row.facts.manner, (), row.facts.stances))
        for row in random.Random(2).sample(ROWS, 60)
        for day in days
    ]

    assert differing(asked) == []


@settings(max_examples=8)
@given(st.lists(st.builds(Asked, cells(), questions()), min_size=AT_ONCE, max_size=AT_ONCE))
def test_of_facts_that_nobody_has_thought_of_they_allow_the_same(asked: list[Asked]) -> None:
    assert differing(asked) == []


def test_cedar_has_every_row_that_allows_and_every_bar() -> None:
    text = policies()

    assert text.count("permit(principal is Capacity") == sum(rule.answer is Answer.ALLOW for rule in RULES)
    assert text.count("forbid(") == len(BARS)


def test_a_difference_is_seen() -> None:
    """Cedar says no as well as yes, so the comparison can fail."""
    row = next(row for row in ROWS if row.answer is Answer.ALLOW and row.cell.information_class is K.SUPPORT)
    nobody = Facts(Reader(row.facts.reader.person, ()), Purpose.SUPPORT, date(2026, 11, 24))

    assert allowed([Asked(row.cell, row.facts), Asked(row.cell, nobody)]) == [True, False]
