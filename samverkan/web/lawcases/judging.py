"""Putting cases to the law, and holding each answer against what the jurist expects."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from samverkan.policy.deciding import Decision, decide
from samverkan.policy.room import Heard, TopicVerdict
from samverkan.web.lawcases import words
from samverkan.web.lawcases.asking import Asked, asked
from samverkan.web.lawcases.reading import Row, Unreadable
from samverkan.web.lawcases.words import UnknownWord, key, look_up, written

T = TypeVar("T")
ANSWERING = (
    "svar",
    "klass blir",
    "regim blir",
    "frågan",
    "samtycket",
    "vilar för att",
    "inte ensam för att",
    "att göra",
    "rummet",
    "utvägar",
)
"""At least one of these says what the law is held against."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as expected: the column, what the jurist wrote and what the law in code says."""

    column: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A case that has been put to the law."""

    row: Row
    asked: Asked
    decision: Decision
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything that the jurist expects is so."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Case:
    """A row that has been read and understood, and can be judged over and over."""

    row: Row
    asked: Asked


def understood(rows: Iterable[Row]) -> list[Case]:
    """The rows as questions to the law. Raises Unreadable for the first word that is not known."""
    return [Case(row, asked(row)) for row in rows]


def judge(cases: Sequence[Case]) -> list[Judged]:
    """Every case with the law's answer and where it differs from the expected one."""
    decisions = [decide(case.asked.cell, case.asked.facts) for case in cases]
    rooms: dict[str, list[Decision]] = defaultdict(list)
    for case, decision in zip(cases, decisions, strict=True):
        rooms[_room(case)].append(decision)
    return [
        Judged(case.row, case.asked, decision, tuple(_differences(case, decision, rooms[_room(case)])))
        for case, decision in zip(cases, decisions, strict=True)
    ]


def _room(case: Case) -> str:
    """The meeting of the case; one without is a room with a single person in it."""
    return case.row.word("möte") or f"rad {case.row.number}"


def _differences(case: Case, decision: Decision, room: Sequence[Decision]) -> Iterable[Difference]:
    row, found = case.row, case.asked
    if not any(row.word(column) for column in ANSWERING):
        raise Unreadable(f"Rad {row.number}: inget svar är väntat. Skriv något i kolumnen ”svar”.")
    yield from _same(row, "svar", written(words.ANSWERS, decision.answer), _one_of(words.ANSWERS))
    yield from _same(row, "regel", decision.rule, key)
    yield from _contained(row, "lagrum", decision.provision)
    yield from _set(row, "flaggor", decision.flags, words.FLAGS)
    yield from _set(row, "givare", decision.givers, words.GIVERS)
    men = decision.men
    yield from _contained(row, "prövas enligt", "" if men is None else men.provision)
    yield from _same(row, "beslutar", "ingen" if men is None else men.decider, key)
    derived = "ingen" if found.derived is None else found.derived.value
    yield from _same(row, "klass blir", derived, _one_of({**words.CLASSES, "ingen": "ingen"}))
    yield from _same(row, "regim blir", written(words.REGIMES, found.cell.regime), _one_of(words.REGIMES))
    yield from _same(row, "frågan", written(words.PUTTING, found.too_wide), _one_of(words.PUTTING))
    state = "inget" if found.stood is None else found.stood.state.label
    yield from _same(row, "samtycket", state, _one_of({**words.STATES, "inget": "inget"}))
    resting = () if found.stood is None or found.stood.resting is None else (found.stood.resting,)
    yield from _set(row, "vilar för att", resting, words.RESTING)
    yield from _set(row, "inte ensam för att", () if found.stood is None else found.stood.not_alone, words.NOT_ALONE)
    yield from _set(row, "att göra", () if found.stood is None else found.stood.counsel, words.COUNSELS)
    if row.word("rummet") or row.word("utvägar"):
        yield from _of_the_room(row, room)


def _of_the_room(row: Row, decisions: Sequence[Decision]) -> Iterable[Difference]:
    heard = TopicVerdict("", tuple(Heard("", str(seat), decision) for seat, decision in enumerate(decisions)))
    yield from _same(row, "rummet", written(words.ROOM, heard.speakable), _one_of(words.ROOM))
    yield from _set(row, "utvägar", heard.remedies, words.REMEDIES)


def _same(row: Row, column: str, found: str, meaning: Callable[[str], object]) -> Iterable[Difference]:
    expected = row.word(column)
    if expected and _understood(row, column, expected, meaning) != meaning(found):
        yield Difference(column, expected, found)


def _contained(row: Row, column: str, found: str) -> Iterable[Difference]:
    """A citation agrees when everything that the jurist names stands in it."""
    if not cited(row.word(column)) <= cited(found):
        yield Difference(column, row.word(column), found)


def cited(citation: str) -> set[str]:
    """What a citation names, each part by itself: the act, the chapter and section, the paragraph."""
    return {part.strip(",;.") for part in key(citation).split()}


def _set(row: Row, column: str, found: Iterable[T], known: Mapping[str, T]) -> Iterable[Difference]:
    """Named together; a dash alone means none at all."""
    if not row.word(column):
        return
    listed = [] if row.word(column) in ("-", "–") else row.listed(column)
    expected = {_understood(row, column, word, _one_of(known)) for word in listed}
    if expected != set(found):
        yield Difference(column, row.word(column), ", ".join(sorted(written(known, one) for one in found)) or "-")


def _understood(row: Row, column: str, word: str, meaning: Callable[[str], object]) -> object:
    try:
        return meaning(word)
    except UnknownWord as unknown:
        raise Unreadable(f"Rad {row.number}, kolumnen ”{column}”: {unknown}") from None


def _one_of(known: Mapping[str, object]) -> Callable[[str], object]:
    return lambda word: look_up(word, known)
