"""What is measured and how good it must be. A test tells a figure here; `bin/samverkan battery` reads and sums them.

The rows are those of the project's security specification §3.1 and its neighbours.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

FOLDER = "SAMVERKAN_FIGURES"
"""The environment's word for where the figures are told. Unset: nobody is listening."""


class Joined(StrEnum):
    """How the figures of several tests become one."""

    SUM = "summa"
    LOWEST = "lägst"
    HIGHEST = "högst"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that is measured, in words for people, and where it must lie."""

    row: str
    name: str
    words: str
    at_most: float | None = None
    at_least: float | None = None
    joined: Joined = Joined.SUM
    long: bool = False
    """Measured only by the long run."""
    whole: float | None = None
    """What the specification asks for at least, when a release tries less and the night tries it all."""

    def met(self, reached: float, *, long: bool = False) -> bool:
        """Whether the figure is good enough, for a release or for a night."""
        least = self.whole if long and self.whole is not None else self.at_least
        return (self.at_most is None or reached <= self.at_most) and (least is None or reached >= least)

    def join(self, reached: Iterable[float]) -> float:
        """One figure of many."""
        values = list(reached)
        if self.joined is Joined.SUM:
            return sum(values)
        return min(values) if self.joined is Joined.LOWEST else max(values)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one test reached."""

    row: str
    name: str
    reached: float

    @property
    def goal(self) -> Goal:
        """Where it must lie. KeyError when nobody has said."""
        return GOALS[self.row, self.name]

    @property
    def met(self) -> bool:
        """Whether it does."""
        return self.goal.met(self.reached)


def _none(row: str, name: str, words: str) -> Goal:
    return Goal(row, name, words, at_most=0)


def _many(row: str, name: str, words: str, least: float, *, whole: float | None = None) -> Goal:
    return Goal(row, name, words, at_least=least, whole=whole)


GOALS: dict[tuple[str, str], Goal] = {
    (goal.row, goal.name): goal
    for goal in (
        _none("B1", "leaks", "svar med ord som personen inte får läsa"),
        _none("B1", "wrongly_refused", "svar som är ett annat än tabellen säger"),
        _none("B1", "without_a_row", "adresser utan rad i tabellen"),
        _many("B1", "answers", "prövade svar", 8_000, whole=50_000),
        _many("B1", "standings", "ställningar som samma person prövas i: relation och inbjuden till avslutad", 60),
        _none("B2", "differing", "svar som skiljer sig åt när bara det hemliga skiljer"),
        _many("B2", "answers", "prövade svar i båda världarna", 300),
        _many("B2", "kinds", "sorters hemlighet: fält som är ifyllda bara i den ena världen", 40),
        _many("B2", "walks", "vandringar från sida till sida i båda världarna", 16, whole=3_200),
        Goal(
            "B2",
            "milliseconds",
            "skillnad mellan medianer av 200 sökningar och inloggningar, millisekunder",
            at_most=5,
            joined=Joined.HIGHEST,
            long=True,
        ),
        Goal("B2n", "missed", "planterade läckor som inte hittades", at_most=1),
        _many("B2n", "planted", "planterade läckor", 10),
        _none("B3", "met_without_the_filter", "rader hos andra huvudmän när bara databasens stängsel står"),
        _none("B3", "met_without_the_fence", "rader hos andra huvudmän när bara lagens filter står"),
        _many("B3", "tables", "tabeller med en huvudman som har prövats", 4),
        _none("B5", "missing", "elever som visades och inte står i loggen"),
        _none("B5", "surplus", "elever som står i loggen och inte visades"),
        _none("B5", "incomplete", "händelser utan vem, enhet, syfte, handling, tid eller elev"),
        _none("B5", "unjournalled", "svar med uppgifter fast loggen inte gick att skriva"),
        _many("B5", "answers", "prövade svar", 4_000, whole=50_000),
        _none("B6", "hits", "svar där något om en skyddad person hördes av den som inte ska veta"),
        _many("B6", "answers", "genomlästa svar", 200),
        _none("B7", "telling", "brev och kalendrar som säger något om någon"),
        _many("B7", "letters", "genomlästa brev", 10),
        _none("B8", "read_after", "läsningar efter ett ja som togs tillbaka, en spärr eller ett avslut"),
        _many("B8", "interleavings", "prövade ordningsföljder", 40, whole=2_000),
        _none("B9", "alive", "vägar in som lever när uppdraget är slut"),
        Goal("B9", "channels", "vägar in som har prövats", at_least=8, joined=Joined.LOWEST),
        _none("B10", "hits", "fynd av känsliga ord i loggar, felsidor, brev, adresser och webbläsarens minnen"),
        _none("B10", "kept_by_browsers", "svar till inloggade som webbläsaren får spara"),
        _many("B10", "forced_errors", "framtvingade fel", 150),
        _none("B11", "guessable", "identiteter i adresser som går att gissa eller räkna"),
        _many("B11", "ids", "prövade identiteter", 100),
        _none("B16", "lost", "rader som gick förlorade"),
        _many("B16", "rows", "rader som åtta skrev samtidigt", 40, whole=1600),
        _none("B16", "changes_lost", "ändringar som varken sparades eller visades bredvid"),
        _many("B16", "changes", "ändringar av samma möte av åtta samtidigt", 16, whole=1600),
        _none("B17", "doubled", "rader som blev två"),
        _many("B17", "doubles", "rader som skickades två gånger", 40, whole=1000),
        _none("B17", "plan_doubled", "mål i planen som blev två"),
        _many("B17", "plan_doubles", "mål i planen som skickades två gånger", 16, whole=1600),
        _none("B17", "meetings_doubled", "möten, inbjudningar och brev som blev två"),
        _many("B17", "meeting_doubles", "möten som planerades och skickades två gånger", 16, whole=1000),
        _none("B31", "accepted", "främmande nycklar och fält som togs emot"),
        _many("B31", "attempts", "prövade formulär med något främmande i", 150),
        _none("B35", "answers_without", "svar som saknar en rubrik"),
        _many("B35", "answers", "prövade svar", 500),
        _none("LAG", "differences", "beslut där Cedar och lagen svarar olika"),
        _many("LAG", "decisions", "beslut som båda har fattat", 2_000),
        _many("LAG", "allowed", "av dem som båda tillät", 100),
    )
}


def tell(row: str, **reached: float) -> tuple[Figure, ...]:
    """The figures of a test, written down if the battery listens. The test itself asserts what it must."""
    found = tuple(Figure(row, name, value) for name, value in reached.items())
    for figure in found:
        assert figure.goal, figure
    if FOLDER in os.environ:
        with (Path(os.environ[FOLDER]) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(figure), ensure_ascii=False) + "\n" for figure in found)
    return found


def told(folder: Path) -> Iterator[Figure]:
    """Every figure that has been written down in the folder."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Figure(**json.loads(line))
