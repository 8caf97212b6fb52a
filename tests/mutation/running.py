"""Runs the tests against each mutant and counts those that some test noticed."""

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutating import DOOR, LAW, ROOT, SETTLED, WEIGHED, Mutant, mutants
from tests.mutation.planting import MODULE, SOURCE

SURVIVORS = Path(__file__).with_name("survivors.toml")
GOAL = 0.95
GOAL_OF_CONSENT = 0.85
AT_ONCE = 2
LIMIT_SECONDS = 300
GUARD = "samverkan/guard/tests"
DOOR_TESTS = (f"{GUARD}/test_sql_agrees_with_memory.py", f"{GUARD}/test_pages_newest_first.py")
CONSENT = "samverkan/consent/tests"
CONSENT_TESTS = (
    f"{CONSENT}/test_who_answers_besides.py",
    f"{CONSENT}/test_what_turns_round_a_pupil.py",
    f"{CONSENT}/test_answer_a_question.py",
)
CORE = (*LAW, *DOOR, *WEIGHED, *SETTLED)
"""Everything that decides what may be read."""


@dataclass(frozen=True)
class Outcome:
    """All mutants, and those that no test noticed."""

    made: int
    survivors: tuple[Mutant, ...]

    @property
    def killed(self) -> float:
        """The share that some test noticed."""
        return 1 - len(self.survivors) / self.made

    @property
    def unexplained(self) -> tuple[Mutant, ...]:
        """Survivors that survivors.toml has no reason for."""
        return tuple(mutant for mutant in self.survivors if mutant.name not in reasons())


class Broken(RuntimeError):
    """The tests fail without any mutant, so they would notice everything."""


def reasons() -> dict[str, str]:
    """Why each known survivor may live, by its name."""
    rows = tomllib.loads(SURVIVORS.read_text(encoding="utf-8")).get("survivor", [])
    return {row["mutant"]: row["why"] for row in rows}


def run(files: Sequence[str] = (*LAW, *DOOR), progress: Callable[[str], None] = lambda line: None) -> Outcome:
    """Every mutant of the files against the tests that should notice it. Raises Broken."""
    made = {mutant.name: mutant for file in files for mutant in mutants(file)}
    progress(f"{len(made)} mutanter")
    alive = []
    for name in _alive(files):
        alive.append(made[name])
        progress(f"lever: {name} (rad {made[name].line}){'' if name in reasons() else ' – utan skäl'}")
    return Outcome(len(made), tuple(alive))


def _alive(files: Sequence[str]) -> Iterator[str]:
    law = [file for file in files if file in (*LAW, *WEIGHED)]
    if law:
        yield from _alive_in_the_law(law)
    for there, tests in ((DOOR, DOOR_TESTS), (SETTLED, CONSENT_TESTS)):
        yield from _alive_beside([file for file in files if file in there], tests)


def _alive_beside(files: Sequence[str], tests: Sequence[str]) -> Iterator[str]:
    """Those that the tests on the database do not notice."""
    made = [mutant for file in files for mutant in mutants(file)]
    if made and _noticed(None, tests):
        raise Broken(" ".join(tests))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for mutant, noticed in zip(made, pool.map(lambda one: _noticed(one, tests), made), strict=True):
            if not noticed:
                yield mutant.name


def _alive_in_the_law(files: Sequence[str]) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.mutation.forking", *files]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield line.rstrip("\n")
    if process.returncode:
        raise Broken("The tests of the law.")


def _noticed(mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Whether some test on the database fails."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        planted = {}
        if mutant is not None:
            file.write(mutant.source)
            file.flush()
            planted = {MODULE: mutant.module, SOURCE: file.name}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.mutation.planting"]
        try:
            done = subprocess.run(
                [*command, "-p", "no:cacheprovider", "-p", "no:randomly", *tests],
                cwd=ROOT,
                env={**os.environ, **planted, "SAMVERKAN_EXAMPLES": "mutant", "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True,
                timeout=LIMIT_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return True
    return done.returncode != 0
