"""The core of secrecy: every branch of it is reached by a story, and a fault put into it is noticed by one.

The core is the law, the guard and the decisions on consent: who answers, where a question stands, what a yes opens.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.battery.rows import ROOT

CORE = (
    "samverkan/policy/*",
    "samverkan/guard/*",
    "samverkan/consent/custody.py",
    "samverkan/consent/weighing.py",
    "samverkan/consent/settling.py",
)
STORIES = (
    "samverkan/policy",
    "samverkan/guard",
    "samverkan/consent",
    "samverkan/access",
    "samverkan/web/lawcases",
    "samverkan/people/tests/test_a_school_changes_law.py",
    "samverkan/people/tests/test_hide_somebody.py",
    "samverkan/plans/tests/test_ask_in_other_ways.py",
    "samverkan/plans/tests/test_answer_on_ones_own_page.py",
    "samverkan/web/tests/test_more_than_a_password.py",
    "tests/house/test_the_access_matrix_is_current.py",
    "tests/house/test_three_roles.py",
)
"""The stories that have the core as their matter. That some page happens to pass a branch is no proof of it."""
WHOLE, NOTICED = 100.0, 0.85


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of the core the stories reach, and the files where something is left."""

    percent: float
    left: dict[str, list[int]]


def reached() -> Reached:
    """Run the stories and look at which lines and branches they pass. RuntimeError when a story fails."""
    with tempfile.TemporaryDirectory() as folder:
        data, told = Path(folder) / "data", Path(folder) / "told.json"
        surroundings = {**os.environ, "COVERAGE_FILE": str(data), "PYTHONPATH": str(ROOT)}
        coverage = [sys.executable, "-P", "-m", "coverage"]
        what = [f"--rcfile={os.devnull}", f"--include={','.join(CORE)}", "--omit=*/tests/*,*/migrations/*"]
        stories = ["-m", "pytest", "-q", "-n0", "-m", "not long and not slow", *STORIES]
        ran = [*coverage, "run", "--branch", *what, *stories]
        for command in (ran, [*coverage, "json", "-q", *what, "-o", str(told)]):
            if subprocess.run(command, cwd=ROOT, env=surroundings, stdout=sys.stderr).returncode:
                raise RuntimeError("The stories of the core fail.")
        report: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    left = {
        file: sorted({*found["missing_lines"], *(start for start, _ in found["missing_branches"])})
        for file, found in report["files"].items()
        if found["missing_lines"] or found["missing_branches"]
    }
    return Reached(report["totals"]["percent_covered"], left)


def rows() -> list[dict[str, Any]]:
    """Coverage and mutants as rows of the report."""
    from tests.mutation.running import CORE as DECIDING
    from tests.mutation.running import run

    whole, outcome = reached(), run(DECIDING)
    return [
        {
            "row": "GREN",
            "promise": "Varje gren i lagen, vakten och besluten om samtycke nås av en berättelse.",
            "written": True,
            "met": whole.percent >= WHOLE,
            "figures": [{"words": "grenar som nås, procent", "reached": whole.percent, "met": whole.percent >= WHOLE}],
            "left": whole.left,
        },
        {
            "row": "MUTANT",
            "promise": "Ett fel i lagen, vakten eller besluten om samtycke märks av en berättelse.",
            "written": True,
            "met": outcome.killed >= NOTICED,
            "figures": [
                {"words": "mutanter", "reached": outcome.made, "met": True},
                {"words": "andel som märks", "reached": round(outcome.killed, 4), "met": outcome.killed >= NOTICED},
            ],
        },
    ]


def main() -> int:
    """The gate of bin/test --long: 0 when every branch of the core is reached."""
    found = reached()
    lines = [f"{file}: {', '.join(map(str, numbers))}" for file, numbers in found.left.items()]
    sys.stdout.write("\n".join([f"{found.percent:.2f} % av kärnan nås", *lines]) + "\n")
    return 0 if found.percent >= WHOLE else 1


if __name__ == "__main__":
    raise SystemExit(main())
