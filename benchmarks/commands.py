"""`bin/samverkan bench …`: what can be measured. Each prints what it found as Markdown, with load and versions.

bench page [--small] [--uniform] [--whole-country]     bench decide     bench http
bench growth [--whole-country]                          bench room       bench write [--small]
bench timeline [--small]                                bench meeting    bench letters
bench mutants
bench all   (writes docs/benchmarks.md)
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks import database
from benchmarks.measuring import Goal, surroundings, table
from benchmarks.volume import Shape, Volume
from samverkan.web.configuration import CHECKOUT

SMALL, LARGE, WHOLE_COUNTRY = 200_000, 2_000_000, 15_000_000
Part = tuple[str, list[Goal]]
REPORT = CHECKOUT / "docs" / "benchmarks.md"


def page(words: list[str]) -> int:
    """The fifty newest, beside the usual ways."""
    asked = _asked("page", words)
    return _show(lambda: _page(asked))


def timeline(words: list[str]) -> int:
    """A pupil's timeline."""
    asked = _asked("timeline", words)
    return _show(lambda: _timeline(asked))


def growth(words: list[str]) -> int:
    """How page 1 grows."""
    asked = _asked("growth", words)
    return _show(lambda: _growth(asked))


def write(words: list[str]) -> int:
    """Writing."""
    asked = _asked("write", words)
    return _show(lambda: _write(asked))


def letters(words: list[str]) -> int:
    """Invitations."""
    return _show(_letters)


def http(words: list[str]) -> int:
    """Whole pages."""
    return _show(_http)


def meeting(words: list[str]) -> int:
    """A meeting with eight who write."""
    return _show(_meeting)


def decide(words: list[str]) -> int:
    """Decisions a second."""
    return _show(_decide, django=False)


def room(words: list[str]) -> int:
    """The room."""
    return _show(_room, django=False)


def mutants(words: list[str]) -> int:
    """Mutants of the law: the share that the tests notice."""
    return _show(_mutants, django=False)


def everything(words: list[str]) -> int:
    """All but the mutants, into docs/benchmarks.md."""
    asked = _asked("all", words)
    return _show(
        lambda: _together(
            [
                _decide(),
                _room(),
                _page(asked),
                _growth(asked),
                _timeline(asked),
                _write(asked),
                _letters(),
                _http(),
                _meeting(),
            ],
        ),
        save=True,
    )


def _page(asked: argparse.Namespace) -> Part:
    from benchmarks import page as measured

    return measured.run(_sizes(asked), _shapes(asked), database.say)


def _timeline(asked: argparse.Namespace) -> Part:
    from benchmarks import timeline as measured

    return measured.run(_sizes(asked), _shapes(asked), database.say)


def _growth(asked: argparse.Namespace) -> Part:
    from benchmarks import growth as measured

    return measured.run(_sizes(asked), "zipf", database.say)


def _write(asked: argparse.Namespace) -> Part:
    from benchmarks import write as measured

    return measured.run(Volume(_sizes(asked)[-1], "zipf"), database.say)


def _letters() -> Part:
    from benchmarks import letters as measured

    return measured.run(database.say)


def _http() -> Part:
    from benchmarks import http as measured

    return measured.run(database.say)


def _meeting() -> Part:
    from benchmarks import meeting as measured

    return measured.run(database.say)


def _decide() -> Part:
    from benchmarks import decide as measured

    return measured.run(database.say)


def _room() -> Part:
    from benchmarks import room as measured

    return measured.run(database.say)


def _mutants() -> Part:
    from tests.mutation.running import GOAL, run

    outcome = run(progress=database.say)
    rows = [[mutant.name] for mutant in outcome.survivors]
    words = f"### Mutanter\n\n{outcome.made} mutanter, {outcome.killed:.1%} märktes av något test.\n\n"
    return words + table(["lever"], rows), [
        Goal("minst 95 % av mutanterna märks", f"{outcome.killed:.1%}", outcome.killed >= GOAL),
        Goal("varje överlevare har ett skäl", f"{len(outcome.unexplained)} utan", not outcome.unexplained),
    ]


def _together(parts: list[Part]) -> Part:
    return "\n\n".join(words for words, _ in parts), [goal for _, goals in parts for goal in goals]


def _asked(verb: str, words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"bin/samverkan bench {verb}")
    parser.add_argument("--small", action="store_true", help="bara 200 000 uttalanden")
    parser.add_argument("--uniform", action="store_true", help="även jämnt fördelat, inte bara Zipf")
    parser.add_argument("--whole-country", action="store_true", help="även 15 miljoner uttalanden (tar tid och plats)")
    return parser.parse_args(words)


def _sizes(asked: argparse.Namespace) -> list[int]:
    sizes = [SMALL] if asked.small else [SMALL, LARGE]
    return [*sizes, WHOLE_COUNTRY] if asked.whole_country else sizes


def _shapes(asked: argparse.Namespace) -> list[Shape]:
    return ["zipf", "uniform"] if asked.uniform else ["zipf"]


def _show(measure: Callable[[], Part], *, django: bool = True, save: bool = False) -> int:
    """Measure and print. The exit code tells whether it could be measured, not whether every goal was met."""
    if django:
        database.set_up_django()
    before = _conditions(django)
    words, goals = measure()
    text = "\n\n".join(
        [
            "# Mätningar",
            f"Före: {before}.\nEfter: {_conditions(django)}.",
            "Siffrorna gäller den här maskinen den här stunden; jämför bara kvoter inom samma körning. "
            "Alla sidor jämfördes med en genomläsning av alla rader innan någon tid togs.",
            "## Mål",
            table(["mål", "nådde", ""], [goal.row() for goal in goals]),
            "## Tider",
            words,
        ]
    )
    sys.stdout.write(text + "\n")
    if save:
        REPORT.write_text(text + "\n", encoding="utf-8")
        database.say(f"Sparat i {REPORT.relative_to(CHECKOUT)}.")
    return 0


def _conditions(django: bool) -> str:
    moment = datetime.now(ZoneInfo("Europe/Stockholm")).strftime("%Y-%m-%d %H:%M")
    if not django:
        return f"{moment}, {surroundings()}"
    with database.admin("postgres") as connection:
        return f"{moment}, {surroundings(connection)}"
