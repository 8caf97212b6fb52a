"""The battery's own account: a figure that misses, a test that fails or is skipped, and an unwritten row are told."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.battery.figures import FOLDER, GOALS, Figure, Goal, Joined, tell, told
from tests.battery.report import Ran, ran, rows_in_words
from tests.battery.rows import ROOT, ROWS, Row

B35 = next(row for row in ROWS if row.id == "B35")
FILE, WALK = B35.tests
WELL = {FILE: Ran(passed=7, seconds=2.0), WALK: Ran(passed=21, seconds=99.0)}
GOOD = [Figure("B35", "answers_without", 0), Figure("B35", "answers", 900), Figure("B35", "answers", 400)]


def told_of(figures: list[Figure], went: dict[str, Ran], row: Row = B35) -> dict[str, object]:
    """The row as the report has it."""
    return rows_in_words(figures, went, long=False, rows=[row])[0]


def test_when_every_figure_is_met_and_every_test_passed_the_row_is_met() -> None:
    found = told_of(GOOD, WELL)

    assert found["met"] is True
    assert found["figures"][1]["reached"] == 1300  # type: ignore[index]
    assert json.dumps(found)


def test_one_answer_too_many_misses() -> None:
    assert told_of([*GOOD, Figure("B35", "answers_without", 1)], WELL)["met"] is False


def test_a_figure_that_nobody_told_misses() -> None:
    assert told_of(GOOD[:1], WELL)["met"] is False


@pytest.mark.parametrize("went", [Ran(passed=7, failed=1), Ran(passed=7, skipped=1), Ran()])
def test_a_test_that_failed_or_was_skipped_or_never_ran_misses(went: Ran) -> None:
    assert told_of(GOOD, {FILE: went, WALK: Ran()})["met"] is False


def test_a_row_that_nobody_has_written_misses_and_has_its_place() -> None:
    unwritten = Row("B35", "lovar något", (FILE, "tests/house/test_not_written.py"))

    assert told_of(GOOD, WELL, unwritten)["met"] is False


def test_what_only_the_long_run_measures_is_asked_of_it_alone() -> None:
    long_only = [goal for goal in GOALS.values() if goal.long]
    row = next(row for row in ROWS if row.id == long_only[0].row)

    short, long = (rows_in_words([], {}, long=is_long, rows=[row])[0]["figures"] for is_long in (False, True))

    assert len(long) == len(short) + len([goal for goal in long_only if goal.row == row.id])


def test_what_the_specification_asks_for_stands_beside_what_a_release_tries() -> None:
    row = next(row for row in ROWS if row.id == "B5")
    some = [Figure("B5", "answers", GOALS["B5", "answers"].at_least or 0)]

    short, long = (
        _figure_of(rows_in_words(some, {}, long=is_long, rows=[row])[0], "answers") for is_long in (False, True)
    )

    assert (short["met"], short["specified_met"], long["met"]) == (True, False, False)
    assert short["specified"] == long["goal"] == {"at_least": 50_000}


def _figure_of(row: dict[str, Any], name: str) -> dict[str, Any]:
    return next(figure for figure in row["figures"] if figure["name"] == name)


def test_figures_are_joined_as_their_goal_says() -> None:
    goal = Goal("X", "x", "ord", at_least=8, joined=Joined.LOWEST)

    assert goal.join([9, 8]) == 8 and goal.met(8) and not goal.met(7)
    assert Goal("X", "x", "ord", at_most=0, joined=Joined.HIGHEST).join([0, 3]) == 3


def test_what_a_test_tells_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))

    figures = tell("B35", answers=3, answers_without=0)

    assert list(told(tmp_path)) == list(figures)
    assert all(figure.goal for figure in figures)


def test_a_figure_without_a_goal_cannot_be_told() -> None:
    with pytest.raises(KeyError):
        tell("B35", something_else=1)


def test_pytests_own_account_is_read_by_file() -> None:
    junit = (
        "<testsuites><testsuite>"
        '<testcase classname="tests.house.test_a" name="b" time="0.5"/>'
        '<testcase classname="tests.house.test_a" name="c" time="1"><failure/></testcase>'
        '<testcase classname="tests.house.test_a" name="d" time="1"><skipped/></testcase>'
        "</testsuite></testsuites>"
    )

    assert ran(junit) == {"tests/house/test_a.py": Ran(1, 1, 1, 2.5)}


def test_every_goal_belongs_to_a_row_and_is_told_by_one_of_its_stories() -> None:
    stories = {row.id: "".join((ROOT / path).read_text(encoding="utf-8") for path in row.written) for row in ROWS}

    assert [goal.name for goal in GOALS.values() if f"{goal.name}=" not in stories[goal.row]] == []
