"""What the guest pages say, in each language that has a file. One more language is one file more and no code."""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from samverkan.people.wording import clock, local_day

FOLDER = Path(__file__).parent / "texts"
HELD_TOGETHER, ISOLATED, ISOLATED_END = "\u00a0", "\u2068", "\u2069"
FOREIGN = frozenset({"school", "phone", "pupil", "receiver", "matter", "senders", "leader"})
"""What is filled in that is no part of the language."""
FIRST = "sv"
"""What is spoken to whoever has not chosen."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One language: its name in itself, how a page says which it is, and every sentence by its key."""

    slug: str
    name: str
    tag: str
    """BCP 47, for the page's lang."""
    direction: str
    order: int
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The sentence with its places filled in. A key that is not there is a fault of ours.

        Where one reads from right to left what is filled in from elsewhere keeps its own direction (Unicode UAX 9,
        isolates): else a telephone number would be read backwards. A number is not broken between two lines.
        """
        told = {name: _whole(name, value) for name, value in values.items()}
        if self.direction == "rtl":
            told |= {name: f"{ISOLATED}{told[name]}{ISOLATED_END}" for name in FOREIGN & told.keys()}
        return self.texts[key].format(**told)

    def when(self, moment: datetime) -> str:
        """ "onsdag 5 mars kl. 13.00"."""
        local = local_day(moment)
        return self.say("when", weekday=self.weekdays[local.weekday()], day=self.day(moment), clock=clock(moment))

    def span(self, begins: datetime, ends: datetime) -> str:
        """ "onsdag 5 mars kl. 13.00–14.30"."""
        return self.say("span", when=self.when(begins), until=clock(ends))

    def day(self, value: date) -> str:
        """ "5 mars"."""
        local = local_day(value)
        return self.say("day", day=local.day, month=self.months[local.month - 1])

    def day_with_year(self, value: date) -> str:
        """ "5 mars 2027"."""
        local = local_day(value)
        return self.say("day_year", day=local.day, month=self.months[local.month - 1], year=local.year)


@cache
def languages() -> Mapping[str, Speech]:
    """Every language there is a file for, the usual first."""
    found = sorted((_read(path) for path in FOLDER.glob("*.toml")), key=lambda one: (one.order, one.slug))
    return {one.slug: one for one in found}


def speech(slug: str) -> Speech:
    """The language by its slug; the usual one for what there is no file for."""
    return languages().get(slug) or languages()[FIRST]


def spoken_to(wanted: str) -> Speech:
    """The language for somebody who wants to be spoken to in this one (BCP 47): the same, or the usual."""
    return next((one for one in languages().values() if one.slug == wanted), languages()[FIRST])


def places_in(text: str) -> frozenset[str]:
    """The names that a sentence fills in."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _whole(name: str, value: object) -> object:
    return str(value).replace(" ", HELD_TOGETHER) if name == "phone" else value


def _read(path: Path) -> Speech:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Speech(
        slug=path.stem,
        name=told["name"],
        tag=told["tag"],
        direction=told["direction"],
        order=told["order"],
        weekdays=tuple(told["weekdays"]),
        months=tuple(told["months"]),
        texts=told["texts"],
    )
