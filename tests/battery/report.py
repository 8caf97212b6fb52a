"""What the battery says: one JSON with every figure, its goal and whether it was met."""

import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from xml.etree import ElementTree

from tests.battery.figures import GOALS, Figure, Goal
from tests.battery.rows import ROWS, Row

LIBRARIES = ("django", "psycopg", "cryptography", "django-allauth", "django-csp", "hypothesis", "pytest", "cedarpy")


@dataclass(frozen=True, slots=True)
class Ran:
    """How the tests of one file went."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0


def ran(junit: str) -> dict[str, Ran]:
    """How it went in each file, from pytest's own account."""
    counts: dict[str, Counter[str]] = {}
    seconds: dict[str, float] = {}
    for case in ElementTree.fromstring(junit).iter("testcase"):
        file = case.get("classname", "").replace(".", "/") + ".py"
        kinds = {child.tag for child in case}
        how = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        counts.setdefault(file, Counter())[how] += 1
        seconds[file] = seconds.get(file, 0) + float(case.get("time", 0))
    return {
        file: Ran(found["passed"], found["failed"], found["skipped"], seconds[file]) for file, found in counts.items()
    }


def rows_in_words(
    figures: Iterable[Figure], went: Mapping[str, Ran], *, long: bool, rows: Sequence[Row] = ROWS
) -> list[dict[str, Any]]:
    """Each row with its figures and its tests. What was to be measured and was not is a goal missed."""
    reached: dict[tuple[str, str], list[float]] = {}
    for figure in figures:
        reached.setdefault((figure.row, figure.name), []).append(figure.reached)
    return [_row(row, reached, went, long) for row in rows]


def _row(
    row: Row, reached: Mapping[tuple[str, str], list[float]], went: Mapping[str, Ran], long: bool
) -> dict[str, Any]:
    goals = [goal for (of, _), goal in GOALS.items() if of == row.id and (long or not goal.long)]
    figures = [_figure(goal, reached.get((goal.row, goal.name)), long) for goal in goals]
    files = [went[path] for path in row.written if path in went]
    tests = {
        "passed": sum(one.passed for one in files),
        "failed": sum(one.failed for one in files),
        "skipped": sum(one.skipped for one in files),
    }
    sound = tests["passed"] > 0 and not tests["failed"] and not tests["skipped"]
    return {
        "row": row.id,
        "promise": row.promise,
        "written": bool(row.written),
        "met": sound and row.written == row.tests and all(figure["met"] for figure in figures),
        "figures": figures,
        "tests": tests,
        "files": list(row.tests),
        "seconds": round(sum(one.seconds for one in files), 1),
    }


def _figure(goal: Goal, values: list[float] | None, long: bool) -> dict[str, Any]:
    """The figure beside its goal; and beside what the specification asks for, when that is reached at night alone."""
    joined = None if values is None else goal.join(values)
    least = goal.whole if long and goal.whole is not None else goal.at_least
    bounds = {"at_most": goal.at_most, "at_least": least}
    found = {
        "name": goal.name,
        "words": goal.words,
        "reached": joined,
        "goal": {name: bound for name, bound in bounds.items() if bound is not None},
        "met": joined is not None and goal.met(joined, long=long),
    }
    if goal.whole is not None:
        found["specified"] = {"at_least": goal.whole}
        found["specified_met"] = joined is not None and goal.met(joined, long=True)
    return found


def versions() -> dict[str, str]:
    """What was run: Python and the libraries that matter."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}
