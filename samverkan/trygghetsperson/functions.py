"""The functions that carry the responsibility through a childhood, as dated data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "funktioner.toml"


@dataclass(frozen=True, slots=True)
class Function:
    """Somebody who is the trygghetsperson by what they are."""

    slug: str
    label: str
    begins: str
    ends: str


@cache
def functions() -> tuple[Function, ...]:
    """In the order of a childhood. The file says where they come from and when that was checked."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Function(row["slug"], row["label"], row["from"], row["until"]) for row in told["functions"])


def outside_school() -> tuple[str, ...]:
    """The functions to which a school may hand over."""
    return tuple(row.label for row in functions() if row.slug != "rektor")
