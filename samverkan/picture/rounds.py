"""The wheel over time: a few small wheels beside each other, and trappan, the word of each area from time to time.

Nothing is laid over anything, nothing moves, and no line is drawn through what was not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.safestring import SafeString

from samverkan.picture.figure import Figure, Key
from samverkan.picture.svg import drawing, element, seeded_id, sign
from samverkan.picture.wheel import (
    AREAS,
    RING,
    WORDS,
    Sector,
    Step,
    differs,
    hatching,
    legend,
    listed,
    possessive,
    sectors,
)

MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
MOST_WHEELS, MOST_ROUNDS = 4, 6
CELL, WHEEL, HOLE, BUOY = 190, 66, 10, 4.4
PANEL_WIDTH, PANEL_HEIGHT, COLUMNS = 245, 180, 4
INNER = 190
LINES: dict[Step, int] = {"fungerar": 44, "pa-vag": 78, "behover-stod": 112}
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Round:
    """One time at the wheel."""

    on: date
    sectors: tuple[Sector, ...]


@dataclass(frozen=True, slots=True)
class Rounds:
    """The times at the wheel of one pupil, the oldest first, all with the same areas."""

    name: str
    whose: str
    rounds: tuple[Round, ...]

    def __post_init__(self) -> None:
        if not self.rounds or any(len(one.sectors) != AREAS for one in self.rounds):
            raise ValueError("There is no time at the wheel, or one without its eight areas.")

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the areas as they are called now."""
        return tuple(one.label for one in self.rounds[-1].sectors)


def wheels_over_time(data: Rounds) -> Figure:
    """The latest times as small wheels with their dates."""
    shown = data.rounds[-MOST_WHEELS:]
    title = f"{data.name} för {data.whose} över tid"
    desc = f"{possessive(data.whose)} hjul {listed([month(one.on, year=True) for one in shown])}. {changes(data)}"
    hatch = f"{seeded_id(title, desc)}-h"
    body: list[str] = []
    for place, one in enumerate(shown):
        x = CELL * place + CELL / 2
        body += sectors(one.sectors, x, WHEEL + 8, WHEEL, HOLE, BUOY, hatch)
        body.append(element("text", month(one.on, year=True), x=x, y=2 * WHEEL + 36, class_="t16 mid"))
    width, css = CELL * len(shown), f"pic--wheels-{len(shown)}"
    svg = drawing(title, desc, width, 2 * WHEEL + 48, *body, css=css, defs=hatching(hatch))
    every = [one for row in shown for one in row.sectors]
    return Figure(title, desc, svg, *_table(data, shown), legend(every, data.whose), "fig--wheel")


def steps_over_time(data: Rounds) -> Figure:
    """Trappan: for each area a small chart, the times from left to right and the three words from the top."""
    shown = data.rounds[-MOST_ROUNDS:]
    title, desc = f"Trappan för {data.whose}", changes(data)
    body = [part for place in range(AREAS) for part in _panel(place, shown, data.labels[place])]
    height = PANEL_HEIGHT * -(-AREAS // COLUMNS)
    keys = (
        Key("skolan", sign(18, 18, _square(9, 9))),
        Key(data.whose, sign(18, 18, _buoy(9, 9))),
        Key("linjerna uppifrån: fungerar, på väg, behöver stöd", _key_lines()),
    )
    drawn = drawing(title, desc, PANEL_WIDTH * COLUMNS, height, *body)
    return Figure(title, desc, drawn, *_table(data, shown), keys, "fig--rounds")


# ---------- What the pictures say ----------


def changes(data: Rounds) -> str:
    """ "Lär och utvecklas gick från behöver stöd (aug) till på väg (feb). Hör till: Ebba och skolan ser olika."."""
    moved: dict[str, list[str]] = {}
    for place, label in enumerate(data.labels):
        known = [(one.on, one.sectors[place].staff) for one in data.rounds if one.sectors[place].staff in RING]
        if len(known) > 1 and known[0][1] != known[-1][1]:
            (first, before), (last, after) = known[0], known[-1]
            year = first.year != last.year and first.month == last.month
            way = (
                f"gick från {_word(before)} ({month(first, year=year)}) till {_word(after)} ({month(last, year=year)})."
            )
            moved.setdefault(way, []).append(label)
    parts = [f"{listed(labels)} {way}" for way, labels in list(moved.items())[:MOST_NAMED]]
    apart = [one.label for one in data.rounds[-1].sectors if differs(one)]
    if apart:
        parts.append(f"{listed(apart)}: {data.whose} och skolan ser olika.")
    return " ".join(parts) or "Orden är desamma som förra gången, eller finns bara från en gång."


def month(day: date, *, year: bool = False) -> str:
    """ "feb", or "feb 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}" if year else MONTHS[day.month - 1]


def _table(data: Rounds, shown: Sequence[Round]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The areas down and the times across, each cell with both words."""
    header = ("Område", *(f"{one.on.day} {month(one.on, year=True)}" for one in shown))
    rows = tuple(
        (label, *(_cell(one.sectors[place], data.whose) for one in shown)) for place, label in enumerate(data.labels)
    )
    return header, rows


def _cell(one: Sector, whose: str) -> str:
    said = [
        *([f"Skolan: {_word(one.staff)}"] if one.staff else []),
        *([f"{whose}: {_word(one.pupil)}"] if one.pupil else []),
    ]
    return ". ".join(said) or WORDS["inte-bedomt"]


def _word(step: Step | None) -> str:
    return WORDS[step or "inte-bedomt"].lower()


# ---------- How trappan is drawn ----------


def _panel(place: int, shown: Sequence[Round], label: str) -> Iterator[SafeString]:
    left, top = PANEL_WIDTH * (place % COLUMNS), PANEL_HEIGHT * (place // COLUMNS)
    yield element("text", label, x=left, y=top + 18, class_="t16 strong")
    for y in LINES.values():
        yield element("path", d=f"M{left} {top + y}H{left + INNER + 20}", class_="l-hair")
    xs = [left + 24 + INNER * number / max(len(shown), 2) for number in range(len(shown))]
    if line := _line(xs, [one.sectors[place].staff for one in shown], top):
        yield element("path", d=line, class_="f-none l-sea")
    for x, one in zip(xs, shown, strict=True):
        yield from _marks(one.sectors[place], x, top)
    yield from _dates(xs, shown, top)


def _line(xs: Sequence[float], steps: Sequence[Step | None], top: float) -> str:
    """The school's steps from time to time. Where the school did not say anything the line is broken."""
    drawn = ""
    for (x, before), (after_x, after) in pairwise(zip(xs, steps, strict=True)):
        if before in LINES and after in LINES:
            drawn += f"M{x:.1f} {top + LINES[before]}H{after_x:.1f}V{top + LINES[after]}"
    return drawn


def _marks(one: Sector, x: float, top: float) -> Iterator[SafeString]:
    """The school's square, and the pupil's ring: beside the square where both say the same."""
    together = one.staff == one.pupil
    if one.staff in LINES:
        yield _square(x, top + LINES[one.staff])
    if one.pupil in LINES:
        yield _buoy(x + (14 if together else 0), top + LINES[one.pupil])
    if one.staff not in LINES and one.pupil not in LINES:
        yield element("circle", cx=x, cy=top + LINES["pa-vag"], r=5.5, class_="f-ground l-word l-broken")


def _dates(xs: Sequence[float], shown: Sequence[Round], top: float) -> Iterator[SafeString]:
    """The month of each time, with the year where it begins or turns."""
    before = None
    for x, one in zip(xs, shown, strict=True):
        yield element("text", month(one.on), x=x, y=top + 138, class_="t15 mid soft")
        if one.on.year != before:
            yield element("text", str(one.on.year), x=x, y=top + 156, class_="t15 mid soft")
        before = one.on.year


def _square(x: float, y: float) -> SafeString:
    return element("rect", x=x - 6, y=y - 6, width=12, height=12, class_="f-fill")


def _buoy(x: float, y: float) -> SafeString:
    return element("circle", cx=x, cy=y, r=6.2, class_="f-barnet")


def _key_lines() -> SafeString:
    return sign(18, 18, *(element("path", d=f"M0 {y}H18", class_="l-edge") for y in (3, 9, 15)))
