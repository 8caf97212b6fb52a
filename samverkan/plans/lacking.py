"""Which consents are missing round a pupil: one list, counted in the tab, told on Nu, and the ground of Idag's own.

A consent is missing when its question has been put and not answered, or written and not put; and when a coming meeting
waits for a yes that nobody has asked for. Questions alike in all but the role are one, as people hear them. Meetings
stand above this room and add what theirs wait for when they start (`SOURCES.append(...)` in AppConfig.ready).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from samverkan.consent import queries as consents
from samverkan.consent.queries import QuestionRow
from samverkan.guard.scope import Scope
from samverkan.people.queries import PupilCard
from samverkan.plans.together import together


@dataclass(frozen=True, slots=True)
class Unput:
    """A question that a coming meeting waits for and nobody has put."""

    closed: str
    """ "Habiliteringen får inte veta vilka som är med i teamet än"."""
    text: str
    """For which meeting."""
    url: str
    """Where it is asked."""


SOURCES: list[Callable[[Scope, PupilCard], Iterable[Unput]]] = []


def unput(scope: Scope, card: PupilCard) -> tuple[Unput, ...]:
    """What is waited for and not asked, as far as the reader prepares it; each thing once."""
    found = {row.closed: row for source in SOURCES for row in source(scope, card)}
    return tuple(found.values())


def count(asked: Iterable[QuestionRow], beyond: Iterable[Unput]) -> int:
    """How many consents are missing."""
    return len(together(consents.missing(asked))) + len(tuple(beyond))
