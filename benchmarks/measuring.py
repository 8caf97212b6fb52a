"""Timing that can be trusted a little: repetitions, medians with spread, and what else the machine was doing."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

REPETITIONS = 15


@dataclass(frozen=True)
class Times:
    """Milliseconds of some repetitions of one thing; `late` when it was broken off at the limit."""

    milliseconds: tuple[float, ...]
    late: bool = False

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.milliseconds)

    @property
    def worst_of_twenty(self) -> float:
        """p95."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]

    def __str__(self) -> str:
        if self.late:
            return f"> {self.median:.0f} (avbruten)"
        return f"{self.median:.2f} ({min(self.milliseconds):.2f}–{self.worst_of_twenty:.2f})"


def timed(work: Callable[[], object], repetitions: int = REPETITIONS, warm: int = 3) -> Times:
    """Run some times without looking, then measure."""
    for _ in range(warm):
        work()
    return Times(tuple(_once(work) for _ in range(repetitions)))


def worked(work: Callable[[], object], repetitions: int = REPETITIONS) -> Times:
    """The processor's own time, for pure functions: what others do on the machine does not count."""
    work()
    found = []
    for _ in range(repetitions):
        began = time.process_time()
        work()
        found.append((time.process_time() - began) * 1000)
    return Times(tuple(found))


def interleaved(works: dict[str, Callable[[], object]], repetitions: int = REPETITIONS) -> dict[str, Times]:
    """Measure several things turn by turn, so that what the machine does besides falls on all alike."""
    for work in works.values():
        for _ in range(3):
            work()
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repetitions):
        for name, work in works.items():
            found[name].append(_once(work))
    return {name: Times(tuple(times)) for name, times in found.items()}


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def surroundings(connection: Any = None) -> str:
    """Machine, load and versions: printed with every measurement."""
    parts = [
        f"{os.cpu_count()} kärnor",
        f"last {os.getloadavg()[0]:.2f}",
        f"Python {platform.python_version()}",
        f"Django {version('django')}",
        f"psycopg {version('psycopg')}",
    ]
    if connection is not None:
        parts.append(f"PostgreSQL {connection.execute('SHOW server_version').fetchone()[0]}")
    return ", ".join(parts)


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    lines = [list(map(str, headings)), *[list(map(str, row)) for row in rows]]
    ruled = [lines[0], ["---"] * len(lines[0]), *lines[1:]]
    return "\n".join("| " + " | ".join(line) + " |" for line in ruled)


@dataclass(frozen=True)
class Goal:
    """One goal of the project and what this run reached."""

    words: str
    reached: str
    met: bool

    def row(self) -> tuple[str, str, str]:
        """For the table of goals."""
        return self.words, self.reached, "nått" if self.met else "inte nått"
