"""What this room may hear: the intersection over all who are present, per topic (legal specification §2.4).

A topic is speakable if and only if every person's answer is ALLOW for every cell the topic rests on. Otherwise the
room says who may not hear, the ground that would open it, and the cheapest remedy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Cell, Facts
from samverkan.policy.vocabulary import FAMILY, Answer, PersonId, Role


class Remedy(StrEnum):
    """The ways to open a topic, cheapest first."""

    ASK = "fraga-samtycke"
    STEP_OUT = "lamna-rummet"
    SAY_THE_NEED = "sag-behovet"
    ASSESS = "bedomning"
    DROP = "ta-inte-upp"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic on the agenda and the cells it rests on."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in the room, with the facts that answer for them (manner SPEAK)."""

    key: str
    facts: Facts

    @property
    def person(self) -> PersonId:
        """Who sits here."""
        return self.facts.reader.person


@dataclass(frozen=True, slots=True)
class Heard:
    """One cell of the matrix: the strictest decision over the topic's cells for one person."""

    topic: str
    seat: str
    decision: Decision

    @property
    def allowed(self) -> bool:
        """Whether this person may hear this topic."""
        return self.decision.allowed


@dataclass(frozen=True, slots=True)
class TopicVerdict:
    """One row: who may hear, who may not, and what helps."""

    topic: str
    heard: tuple[Heard, ...]

    @property
    def speakable(self) -> bool:
        """Whether all in the room may hear it. With nobody in the room nothing is said to be speakable."""
        return bool(self.heard) and all(cell.allowed for cell in self.heard)

    @property
    def blocked(self) -> tuple[Heard, ...]:
        """The seats that may not hear."""
        return tuple(cell for cell in self.heard if not cell.allowed)

    @property
    def for_nobody(self) -> bool:
        """Whether nobody at all may hear it."""
        return not any(cell.allowed for cell in self.heard)

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What would open the topic for all, cheapest first."""
        if self.speakable:
            return ()
        can_ask = all(cell.decision.givers for cell in self.blocked)
        can_assess = all(cell.decision.answer is Answer.MEN or cell.decision.men is not None for cell in self.blocked)
        return tuple(
            remedy
            for remedy, open_ in (
                (Remedy.ASK, can_ask),
                (Remedy.STEP_OUT, not self.for_nobody and 2 * len(self.blocked) <= len(self.heard)),
                (Remedy.SAY_THE_NEED, True),
                (Remedy.ASSESS, can_assess),
                (Remedy.DROP, True),
            )
            if open_
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole room."""

    rows: tuple[TopicVerdict, ...]

    @property
    def open_count(self) -> int:
        """How many topics everybody may hear."""
        return sum(row.speakable for row in self.rows)


def open_to_all(cell: Cell, seats: Sequence[Seat]) -> bool:
    """Whether everybody who sits there may have it, as for what is shown on the wall. With nobody there nothing is."""
    return bool(seats) and all(decide(cell, seat.facts).allowed for seat in seats)


STRICTNESS = {Answer.ALLOW: 0, Answer.CONSENT: 1, Answer.MEN: 2, Answer.DENY: 3}


def verdict(topics: Sequence[Topic], seats: Sequence[Seat]) -> Verdict:
    """Judge every topic for every seat. Cells shared by topics are decided once per seat."""
    numbers: dict[Cell, int] = {}
    rests_on = [[numbers.setdefault(cell, len(numbers)) for cell in topic.cells] for topic in topics]
    heard_by = [(seat.key, [decide(cell, seat.facts) for cell in numbers]) for seat in seats]
    return Verdict(
        tuple(
            TopicVerdict(
                topic.key,
                tuple(Heard(topic.key, seat, strictest([known[cell] for cell in cells])) for seat, known in heard_by),
            )
            for topic, cells in zip(topics, rests_on, strict=True)
        )
    )


def strictest(decisions: Sequence[Decision]) -> Decision:
    """The decision that binds for cells told together. A topic resting on no cell is open to nobody: unknown is no."""
    if len(decisions) > 1:
        return max(decisions, key=lambda decision: STRICTNESS[decision.answer])
    return decisions[0] if decisions else UNKNOWN


UNKNOWN = Decision(
    Answer.MEN,
    "R0.2",
    "OSL 8:1",
    "Det är inte klart vad ämnet bygger på. Det behöver bedömas av rektor.",
)


def may_leave(role: Role, *, leads: bool) -> bool:
    """Whether somebody may step out while the others go on: the meeting is the child's, and its leader leads it."""
    return role is not Role.PUPIL and not leads


def stays_for_the_school(role: Role, *, at_school: bool) -> bool:
    """Whether somebody left in the room is there for the school; one of the family is not, wherever they work."""
    return at_school and role not in FAMILY
