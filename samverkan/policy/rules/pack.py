"""The rules as one thing to read and sign: a version, and what has changed since another version was signed."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from samverkan.policy.rules import BARS, RULES
from samverkan.policy.rules.classes import CLASSES
from samverkan.policy.rules.classing import CLASSING
from samverkan.policy.rules.contested import POINTS
from samverkan.policy.rules.regimes import REGIMES

Signed = Mapping[str, list[str]]
"""What was signed: by part its digest and its words, as they were that day."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the law says in one sentence, with all rows that say it: a rule, a bar, a class, a regime, a point."""

    key: str
    digest: str
    words: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between what was signed and what the program holds now, in words."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


@cache
def parts() -> tuple[Part, ...]:
    """Every part of the law as this program holds it, in order."""
    rows: dict[tuple[str, str], list[Any]] = {}
    for key, words, row in _rows():
        rows.setdefault((key, words), []).append(row)
    return tuple(
        Part(f"{key}/{_digest(words)}", _digest("\n".join(map(_canonical, found))), words)
        for (key, words), found in rows.items()
    )


def version() -> str:
    """A short name that changes when any row does: "4C1E-09AB"."""
    whole = _digest("\n".join(f"{part.key} {part.digest}" for part in parts())).upper()
    return f"{whole[:4]}-{whole[4:8]}"


def as_signed() -> dict[str, list[str]]:
    """The pack as it is kept with a signature."""
    return {part.key: [part.digest, part.words] for part in parts()}


def changes_since(signed: Signed) -> Changes:
    """What is new, changed and gone since the pack was signed."""
    now = {part.key: part for part in parts()}
    return Changes(
        new=tuple(part.words for key, part in now.items() if key not in signed),
        changed=tuple(part.words for key, part in now.items() if key in signed and signed[key][0] != part.digest),
        gone=tuple(words for key, (_, words) in signed.items() if key not in now),
    )


def _rows() -> Iterator[tuple[str, str, Any]]:
    for rule in RULES:
        yield f"regel/{rule.id}", f"{rule.provision}: {rule.sentence}", rule
    for bar in BARS:
        yield f"stopp/{bar.id}", f"{bar.provision}: {bar.sentence}", bar
    for row in CLASSES:
        yield f"klass/{row.information_class.value}", row.information_class.label, row
    for derived in CLASSING:
        yield "klassning", "Vilket slags uppgift en text blir när den skrivs", derived
    for regime in REGIMES:
        yield f"lag/{regime.regime.value}/{regime.provision}", regime.provision, regime
    for point in POINTS:
        yield f"fraga/{point.slug}", point.question, point


def _canonical(value: Any) -> str:
    """The same text for the same value in every process: a set has no order of its own."""
    if is_dataclass(value):
        return "(" + ",".join(f"{field.name}={_canonical(getattr(value, field.name))}" for field in fields(value)) + ")"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(map(_canonical, value))) + "}"
    if isinstance(value, tuple):
        return "[" + ",".join(map(_canonical, value)) + "]"
    return value.isoformat() if isinstance(value, date) else repr(value)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
