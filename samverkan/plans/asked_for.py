"""What pupils ask of the reader by themselves, kept by a room further out and shown on Att göra."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samverkan.guard.scope import Scope
from samverkan.policy.vocabulary import CaseId


@dataclass(frozen=True, slots=True)
class Wish:
    """A pupil who waits for the reader."""

    case: CaseId
    text: str
    """ "Prata med Ebba"."""
    about: str
    """ "Ebba Lindqvist, 5B. Ville prata 3 mars, helst samma dag."."""
    url: str


WISHES: list[Callable[[Scope], Sequence[Wish]]] = []
"""Rooms further out that know of such wishes, the earliest first. They add themselves when they start."""


def wishes(scope: Scope) -> tuple[Wish, ...]:
    """Every pupil who waits for the reader."""
    return tuple(wish for each in WISHES for wish in each(scope))
