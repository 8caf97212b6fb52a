"""Mutants of the law, each in a fork of a process that has pytest in its memory and has not yet read the law.

`python -m tests.mutation.forking FILE …` prints the names of those that live, one line each. Starting pytest anew for
each mutant takes five times as long.
"""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import hypothesis.strategies  # in memory before the forks
import pytest

from tests.mutation.mutating import ROOT, WEIGHED, Mutant, mutants
from tests.mutation.planting import Planter

AT_ONCE = 2
LIMIT_SECONDS = 300
POLICY = "samverkan/policy/tests"
STAGES: tuple[tuple[str, ...], ...] = (
    ("samverkan/web/lawcases/tests/test_each_row_of_the_law_is_held.py::test_every_shipped_case_agrees",),
    (f"{POLICY}/test_the_case_table.py", f"{POLICY}/test_the_room.py", f"{POLICY}/test_who_receives_a_yes.py"),
    (f"{POLICY}/test_a_yes_is_offered.py",),
    (f"{POLICY}/test_a_lane_is_a_box.py", "tests/house/test_the_access_matrix_is_current.py"),
    (f"{POLICY}/test_scope_agrees_with_decide.py",),
)
"""The cheapest that notices most comes first: a fault in a row is seen by the shipped cases in a second."""
STAGES_OF_CONSENT: tuple[tuple[str, ...], ...] = (
    (
        f"{POLICY}/test_who_answers.py",
        f"{POLICY}/test_count_a_note_as_something_else.py",
        f"{POLICY}/test_which_answer_holds.py",
        f"{POLICY}/test_what_is_minuted.py",
        f"{POLICY}/test_what_a_person_may_weigh.py",
        f"{POLICY}/test_what_is_left_to_people.py",
    ),
    ("samverkan/web/lawcases/tests/test_each_row_of_the_law_is_held.py::test_every_shipped_case_agrees",),
)
FINDING = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
"""That an example fails is enough here; making it small is what takes the time."""
ALONE = ["-x", "-q", "-c", os.devnull, "--noconftest", "--rootdir", str(ROOT), "-p", "no:cacheprovider"]


def survivors(made: Sequence[Mutant]) -> Iterator[Mutant]:
    """Those that no test notices, as they are found."""
    running: dict[int, Mutant] = {}
    for mutant in made:
        if len(running) == AT_ONCE:
            yield from _next_of(running)
        running[_fork(mutant)] = mutant
    while running:
        yield from _next_of(running)


def _next_of(running: dict[int, Mutant]) -> Iterator[Mutant]:
    process, status = os.wait()
    mutant = running.pop(process)
    if status == 0:
        yield mutant


def _fork(mutant: Mutant | None) -> int:
    process = os.fork()
    if process:
        return process
    signal.alarm(LIMIT_SECONDS)
    os._exit(_noticed(mutant))


def _noticed(mutant: Mutant | None) -> int:
    """0 when every test passes, as an exit code. In the child."""
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
        if mutant is not None:
            source = Path(folder) / "mutant.py"
            source.write_text(mutant.source, encoding="utf-8")
            sys.meta_path.insert(0, Planter(mutant.module, source))
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            return int(any(pytest.main([*ALONE, *stage]) for stage in _stages(mutant)))


def _stages(mutant: Mutant | None) -> tuple[tuple[str, ...], ...]:
    if mutant is None:
        return STAGES + STAGES_OF_CONSENT
    return STAGES_OF_CONSENT if mutant.file in WEIGHED else STAGES


def main(files: Sequence[str]) -> int:
    """Print the survivors' names. 2 when the tests fail without any mutant."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hypothesis.settings.register_profile("mutant", deadline=None, database=None, phases=FINDING)
    hypothesis.settings.load_profile("mutant")
    os.chdir(ROOT)
    if any(name.startswith("samverkan.policy") for name in sys.modules):
        raise RuntimeError("The law was read before its mutants.")
    _, status = os.waitpid(_fork(None), 0)
    if status:
        return 2
    for mutant in survivors([mutant for file in files for mutant in mutants(file)]):
        sys.stdout.write(mutant.name + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
