"""Which column is what: headings in many words, Swedish and English, and the person's own word above ours."""

import json
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("headings.json")
SEARCHED_ROWS = 10
"""How far down the headings may lie: many lists have a title and a date above them."""


class ListKind(StrEnum):
    """What a list is a list of."""

    PUPILS = "elever"
    STAFF = "personal"


GUARDIAN_FIELDS = ("namn", "fornamn", "efternamn", "telefon", "mail", "vardnad", "sprak", "skyddad")
LABELS = {
    "id": "Id",
    "personnummer": "Personnummer",
    "fornamn": "Förnamn",
    "efternamn": "Efternamn",
    "namn": "Namn",
    "fodd": "Född",
    "klass": "Klass",
    "arskurs": "Årskurs",
    "skolform": "Skolform",
    "skola": "Skola",
    "skolenhetskod": "Skolenhetskod",
    "skyddad": "Skyddade personuppgifter",
    "mail": "E-post",
    "telefon": "Telefon",
    "roll": "Roll",
    "mentor": "Mentor för klass",
    "inloggning": "Inloggningsnamn på jobbet (eduPersonPrincipalName)",
    "hsaid": "HSA-id",
    "vardnad": "Vårdnad",
    "sprak": "Språk",
}


def choices(kind: ListKind) -> tuple[tuple[str, str], ...]:
    """Column slug and Swedish label of everything a column of such a list can be, in the order of a form."""
    own = tuple((column, LABELS[column]) for column in _data()[kind.value])
    if kind is ListKind.STAFF:
        return own
    return own + tuple(
        (f"vh{number}-{name}", f"Vårdnadshavare {number}: {LABELS[name].lower()}")
        for number in (1, 2)
        for name in GUARDIAN_FIELDS
    )


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """For each column of the table its slug, or None for one that is not read."""

    kind: ListKind
    columns: tuple[str | None, ...]

    def missing(self) -> tuple[str, ...]:
        """What the list must have and has not, in words: a name, and for staff a role."""
        have = set(self.columns)
        lacking = [] if "namn" in have or {"fornamn", "efternamn"} <= have else ["förnamn och efternamn"]
        if self.kind is ListKind.STAFF and "roll" not in have:
            lacking.append("roll")
        return tuple(lacking)


def suggest(headings: tuple[str, ...], kind: ListKind | None = None) -> ColumnMap:
    """The likeliest map. Without `kind` the list is taken for what more of its headings speak of."""
    if kind is None:
        kind = max(ListKind, key=lambda each: len({_slug(heading, each) for heading in headings} - {None}))
    taken: set[str] = set()
    columns: list[str | None] = []
    for heading in headings:
        slug = _slug(heading, kind)
        columns.append(slug if slug not in taken else None)
        taken.add(slug or "")
    return ColumnMap(kind, tuple(columns))


def is_address(heading: str) -> bool:
    """Whether the heading is of a street address, which is never read."""
    return _plain(heading) in {_plain(word) for word in _data()["adress"]}


def is_mentor(heading: str) -> bool:
    """Whether the heading is of who mentors, which a list of pupils cannot say: names alone tell no colleague apart."""
    return any(word in _plain(heading) for word in ("mentor", "klassföreståndare"))


def readable(kind: ListKind) -> tuple[str, ...]:
    """What a list of the kind can hold, in words. The fields of guardians are told once for both."""
    own = tuple(LABELS[column] for column in _data()[kind.value])
    if kind is ListKind.STAFF:
        return own
    each = ", ".join(LABELS[name].lower() for name in GUARDIAN_FIELDS)
    return (*own, f"Vårdnadshavare 1 och Vårdnadshavare 2, var och en med {each}")


def protection(heading: str) -> str | None:
    """The slug of a protection column by its heading alone, whether it is mapped or not."""
    slug = _slug(heading, ListKind.PUPILS)
    return slug if slug is not None and slug.endswith("skyddad") else None


def row_of_headings(rows: list[list[str]]) -> int | None:
    """Index of the row that holds the headings: the first with two known words, else the first with any text."""
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if max(len({_slug(cell, kind) for cell in row} - {None}) for kind in ListKind) >= 2:
            return index
    return next((index for index, row in enumerate(rows) if any(row)), None)


def _slug(heading: str, kind: ListKind) -> str | None:
    plain = _plain(heading)
    found = _words(kind).get(plain)
    if found is None and ("skydd" in plain or "sekretess" in plain):
        return "skyddad"  # a protection column must never be missed for an unusual heading
    return found


@cache
def _words(kind: ListKind) -> dict[str, str]:
    words = {_plain(word): column for column, synonyms in _data()[kind.value].items() for word in synonyms}
    return words | _guardian_words() if kind is ListKind.PUPILS else words


def _guardian_words() -> dict[str, str]:
    """Every order people write it in: `vh 1 mobil`, `mobil vh1`, `vårdnadshavare mobil 1`, `vårdnadshavare` alone."""
    guardian = _data()["vårdnadshavare"]
    found: dict[str, str] = {}
    for word in map(_plain, guardian["ord"]):
        for name, synonyms in guardian["fält"].items():
            for synonym in map(_plain, synonyms):
                found.setdefault(f"{word}{synonym}", f"vh1-{name}")
                for number in ("1", "2"):
                    slug = f"vh{number}-{name}"
                    for form in (f"{word}{number}{synonym}", f"{synonym}{word}{number}", f"{word}{synonym}{number}"):
                        found[form] = slug
    return found


def _plain(heading: str) -> str:
    folded = unicodedata.normalize("NFC", heading).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


@cache
def _data() -> Any:
    return json.loads(DATA.read_text(encoding="utf-8"))
