"""What has been said about pupils, and which of it a person may not read: looked for in every answer they get."""

from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID

from samverkan.guard.models import Statement
from samverkan.people.models import Person
from samverkan.vault.texts import texts
from tests.cast import scope_of

BECAUSE = "the battery looks for what nobody may read"
SHORTEST = 15
"""Shorter texts may stand on a page for other reasons."""
STOCK = frozenset({"Elevens egna ord", "Skolans bedömning"})
"""Titles of topics that are words of the product's own too: a heading of the timeline, a choice in a form."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text about a pupil."""

    row: UUID
    case: UUID
    text: str


def everything_said() -> tuple[Said, ...]:
    """Every text of the world, whoever may read it."""
    rows = list(Statement.objects.unguarded(because=BECAUSE).select_related("cell"))
    opened = texts(rows)
    own = {row.id: opened[row.id] for row in rows if opened[row.id] not in STOCK}
    return tuple(Said(row.id, row.cell.case_id, own[row.id]) for row in rows if len(own.get(row.id, "")) >= SHORTEST)


def hidden_from(person: Person | None, said: tuple[Said, ...]) -> tuple[str, ...]:
    """The texts that the person may not read. Nobody may read none; what one has written oneself one knows."""
    if person is None:
        return tuple({one.text for one in said})
    readable = {row.id for row in Statement.objects.within(scope_of(person))}
    known = {one.text for one in said if one.row in readable}
    return tuple({one.text for one in said} - known)


def leaked(answer: Any, hidden: tuple[str, ...]) -> list[str]:
    """Those of the texts that stand in the answer: its body, its address onwards and its other headers."""
    body = unescape(answer.content.decode(errors="replace"))
    heads = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return [text for text in hidden if text in body or text in heads]
