"""What a huvudman has in place before it begins in earnest, as data: the rows of "Innan ni börjar på riktigt"."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.policy.vocabulary import Role

FILE = Path(__file__).parent / "data" / "innan-ni-borjar.toml"
ANYWAY = "anda"
"""The slug of "Vi börjar ändå": what is signed in the place of that which is left."""


@dataclass(frozen=True, slots=True)
class StartStep:
    """One thing to have in place: what, why, by which statute, who signs, and what they write down."""

    slug: str
    title: str
    what: str
    why: str
    statute: str
    signers: frozenset[Role]
    reference: str
    """The question that the reference answers: where the paper is, not the paper."""
    hint: str
    day: str
    """The question of a day, where a day is part of the proof."""
    renew_months: int | None
    """After so many months it is time again."""
    pack: bool
    """Whether the signature is of the rules as they are now."""
    demanded: bool
    """Whether nobody begins without it, whatever the reason."""


@cache
def steps() -> tuple[StartStep, ...]:
    """Every row, in the page's order. Raises KeyError or ValueError for a file that is not whole."""
    return tuple(map(_read, tomllib.loads(FILE.read_text(encoding="utf-8"))["steps"]))


def step_called(slug: str) -> StartStep:
    """The row of that slug. Raises KeyError for one that is not known."""
    return {step.slug: step for step in steps()}[slug]


def _read(row: dict[str, Any]) -> StartStep:
    return StartStep(
        slug=row["slug"],
        title=row["title"],
        what=row["what"],
        why=row["why"],
        statute=row["statute"],
        signers=frozenset(map(Role, row["signers"])),
        reference=row["reference"],
        hint=row["hint"],
        day=row.get("day", ""),
        renew_months=row.get("renew_months"),
        pack=row.get("pack", False),
        demanded=row.get("demanded", False),
    )
