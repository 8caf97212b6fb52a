"""Må bra-hjulet: eight areas as rings of equal area, with the pupil's own view as buoys on the school's rings.

Radii follow the square root, so that a ring further out is no larger than one further in and what works does not hide
what needs support (Cleveland & McGill 1984: area is read badly, so it is kept the same). The three words are an order
and no numbers: the picture and its table count nothing, sum nothing and rank nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, pi, sin, sqrt
from typing import Literal

from django.utils.safestring import SafeString

from samverkan.picture.figure import Figure, Key
from samverkan.picture.svg import drawing, element, seeded_id, sign

Step = Literal["fungerar", "pa-vag", "behover-stod", "inte-bedomt"]
WORDS: dict[Step, str] = {
    "fungerar": "Fungerar",
    "pa-vag": "På väg",
    "behover-stod": "Behöver stöd",
    "inte-bedomt": "Inte bedömt",
}
RING: dict[Step, int] = {"behover-stod": 1, "pa-vag": 2, "fungerar": 3}
"""How far out a word reaches. A place in the picture, never a number to reckon with."""
AREAS = 8
RINGS = 3
LONGEST_WORD = 14
VOWELS = "aeiouyåäö"
WIDE = {"Fungerar": 68, "På väg": 52, "Behöver stöd": 98, "Inte bedömt": 90}
"""About how wide the words are at 16 px, so that their shape can stand beside them."""


@dataclass(frozen=True, slots=True)
class Sector:
    """One area: its name, and the word that each has for it. None where that view is not there at all."""

    label: str
    staff: Step | None
    pupil: Step | None


@dataclass(frozen=True, slots=True)
class WheelSeen:
    """A wheel as it was seen on a day."""

    name: str
    whose: str
    """The pupil's first name."""
    on: str
    """When it was seen, in words: "20 februari"."""
    sectors: tuple[Sector, ...]

    def __post_init__(self) -> None:
        if len(self.sectors) != AREAS:
            raise ValueError("The wheel has eight areas.")
        if not (self.by_staff or self.by_pupil):
            raise ValueError("Nobody has looked at the wheel.")

    @property
    def by_staff(self) -> bool:
        """Whether the school's view is there."""
        return any(one.staff is not None for one in self.sectors)

    @property
    def by_pupil(self) -> bool:
        """Whether the pupil's own view is there."""
        return any(one.pupil is not None for one in self.sectors)


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a wheel is drawn, in the units of its own box."""

    width: int
    height: int
    x: int
    y: int
    radius: int
    hole: int
    line: int
    """Between two lines of text."""
    most: int
    """Letters on a line of a label."""
    buoy: float
    worded: bool
    """Whether the words stand in the picture."""


FULL = _Size(760, 612, 380, 304, 190, 30, 23, 16, 8.6, worded=True)
SMALL = _Size(420, 326, 210, 164, 100, 16, 20, 12, 6.2, worded=False)


def wheel(data: WheelSeen, *, small: bool = False) -> Figure:
    """The wheel with its table. `small` has no words in the picture: they stand beside it."""
    size = SMALL if small else FULL
    title, desc = f"{data.name} för {data.whose}, {data.on}", said(data)
    hatch = f"{seeded_id(title, desc)}-h"
    body = [*sectors(data.sectors, size.x, size.y, size.radius, size.hole, size.buoy, hatch), *_labels(data, size)]
    header = ("Område", *(["Skolan"] if data.by_staff else []), *([data.whose] if data.by_pupil else []))
    return Figure(
        title=title,
        desc=desc,
        svg=drawing(title, desc, size.width, size.height, *body, css="pic--wheel", defs=hatching(hatch)),
        header=header,
        rows=tuple(_row(one, data) for one in data.sectors),
        legend=legend(data.sectors, data.whose),
        narrow="fig--wheel-small" if small else "fig--wheel",
    )


# ---------- What the picture says ----------


def said(data: WheelSeen) -> str:
    """Where the two see differently comes first; then each word with its areas. Nothing is counted."""
    differ = [one for one in data.sectors if differs(one)]
    parts = (
        [f"{data.whose} och skolan ser olika: {'; '.join(_both(one, data.whose) for one in differ)}."] if differ else []
    )
    if data.by_staff and data.by_pupil and not differ:
        parts.append(f"{data.whose} och skolan ser lika på det som båda har sagt något om.")
    side: Literal["staff", "pupil"] = "staff" if data.by_staff else "pupil"
    for step in ("behover-stod", "pa-vag", "fungerar", "inte-bedomt"):
        named = [one.label for one in data.sectors if getattr(one, side) == step]
        if named:
            parts.append(f"{WORDS[step]}: {listed(named)}.")
    if side == "pupil":
        parts.insert(0, f"Det här är {possessive(data.whose)} egen bild.")
    return " ".join(parts)


def differs(one: Sector) -> bool:
    """Whether both have said something of the area, and not the same."""
    known = one.staff in RING and one.pupil in RING
    return known and one.staff != one.pupil


def legend(seen: Sequence[Sector], whose: str) -> tuple[Key, ...]:
    """What the marks mean, as far as they are in the picture."""
    steps = {one.staff for one in seen}
    keys = [
        (steps & {"fungerar", "pa-vag", "behover-stod"}, "skolans bild", _key_filled()),
        ("behover-stod" in steps, "behöver stöd", _key_hatched()),
        ("inte-bedomt" in steps, "inte bedömt", _key_dashed()),
        (any(one.pupil in RING for one in seen), f"{possessive(whose)} egen bild", _key_buoy()),
    ]
    return tuple(Key(word, drawn) for there, word, drawn in keys if there)


def _row(one: Sector, data: WheelSeen) -> tuple[str, ...]:
    sides = (*([one.staff] if data.by_staff else []), *([one.pupil] if data.by_pupil else []))
    return (one.label, *(WORDS[step or "inte-bedomt"] for step in sides))


def _both(one: Sector, whose: str) -> str:
    assert one.staff and one.pupil
    ours, own = WORDS[one.staff].lower(), WORDS[one.pupil].lower()
    return f"{one.label} (skolan: {ours}, {whose}: {own})"


def listed(names: Sequence[str]) -> str:
    """Names one after another, with no "och" between when one of them holds that word itself."""
    *first, last = names
    if any(" och " in name for name in names):
        return ", ".join(names)
    return f"{', '.join(first)} och {last}" if first else last


def possessive(name: str) -> str:
    """ "Ebbas", "Idris"."""
    return name if name[-1:] in ("s", "x", "z") else f"{name}s"


# ---------- How it is drawn ----------


def radii(hole: float, radius: float) -> tuple[float, ...]:
    """The borders of three rings of the same area between the hole and the rim."""
    inner, whole = hole**2, radius**2 - hole**2
    return tuple(sqrt(inner + whole * ring / RINGS) for ring in range(RINGS + 1))


def sectors(
    seen: Sequence[Sector], x: float, y: float, radius: float, hole: float, buoy: float, hatch: str
) -> Iterator[SafeString]:
    """The eight areas clockwise from the top, the school's as rings and the pupil's as buoys."""
    borders = radii(hole, radius)
    gap = radius / 84
    for place, one in enumerate(seen):
        middle = 2 * pi * place / AREAS
        yield from _rings(one.staff, x, y, middle, borders, gap, hatch)
    for place, one in enumerate(seen):
        if one.pupil in RING:
            ring, angle = RING[one.pupil], 2 * pi * place / AREAS
            out = (borders[ring - 1] + borders[ring]) / 2
            yield element("circle", cx=x + out * sin(angle), cy=y - out * cos(angle), r=buoy, class_="f-barnet")


def hatching(name: str) -> SafeString:
    """The pattern of what needs support."""
    line = element("path", d="M0 0V7", class_="l-need")
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = element("pattern", line, id=name, width=7, height=7, **turned)
    return element("defs", pattern)


def _rings(
    step: Step | None, x: float, y: float, middle: float, borders: tuple[float, ...], gap: float, hatch: str
) -> Iterator[SafeString]:
    whole = _ring(x, y, middle, borders[0], borders[-1], gap)
    if step == "inte-bedomt":
        yield element("path", d=whole, class_="f-none l-unsaid")
        return
    reached = RING[step] if step else 0
    for ring in range(1, RINGS + 1):
        d = _ring(x, y, middle, borders[ring - 1] + gap / 2, borders[ring] - gap / 2, gap)
        if ring > reached and step == "behover-stod":
            yield element("path", d=d, fill=f"url(#{hatch})")
        else:
            yield element("path", d=d, class_="f-fill" if ring <= reached else "f-panel")
    if step == "behover-stod":
        yield element("path", d=whole, class_="f-none l-sea")


def _ring(x: float, y: float, middle: float, inner: float, outer: float, gap: float) -> str:
    """A piece of a ring, with the same gap to its neighbours all the way out."""
    near, far = pi / AREAS - asin(gap / inner), pi / AREAS - asin(gap / outer)
    (x1, y1), (x2, y2) = _at(x, y, middle - near, inner), _at(x, y, middle - far, outer)
    (x3, y3), (x4, y4) = _at(x, y, middle + far, outer), _at(x, y, middle + near, inner)
    return (
        f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}A{outer:.1f} {outer:.1f} 0 0 1 {x3:.1f} {y3:.1f}"
        f"L{x4:.1f} {y4:.1f}A{inner:.1f} {inner:.1f} 0 0 0 {x1:.1f} {y1:.1f}Z"
    )


def _at(x: float, y: float, angle: float, out: float) -> tuple[float, float]:
    return x + out * sin(angle), y - out * cos(angle)


# ---------- Labels ----------


def broken(label: str, most: int) -> tuple[str, ...]:
    """A label on at most two lines. A word that is too long is broken before a consonant that a vowel follows."""
    words = label.split()
    if len(words) == 1:
        return _word(label, most)
    if len(label) <= most:
        return (label,)
    split = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))))
    return " ".join(words[:split]), " ".join(words[split:])


def _word(word: str, most: int) -> tuple[str, ...]:
    places = [at for at in range(3, len(word) - 2) if word[at] not in VOWELS and word[at + 1] in VOWELS]
    if len(word) <= most or not places:
        return (word,)
    at = min(places, key=lambda place: abs(place - len(word) / 2))
    return f"{word[:at]}-", word[at:]


def _labels(data: WheelSeen, size: _Size) -> Iterator[SafeString]:
    for place, one in enumerate(data.sectors):
        lines: list[tuple[str, str, Step | None]] = [
            (text, "t17 strong", None) for text in broken(one.label, size.most)
        ]
        if size.worded:
            lines += _worded(one, data)
        yield from _block(lines, place, size)


def _worded(one: Sector, data: WheelSeen) -> list[tuple[str, str, Step | None]]:
    """The school's word, and the pupil's own where it is another or stands alone."""
    found: list[tuple[str, str, Step | None]] = [(WORDS[one.staff], "t16 soft", one.staff)] if one.staff else []
    if one.pupil in RING and one.pupil != one.staff:
        found.append((f"{data.whose}: {WORDS[one.pupil].lower()}", "t16 soft", None))
    elif one.staff is None:
        found.append((WORDS["inte-bedomt"], "t16 soft", None))
    return found


def _block(lines: Sequence[tuple[str, str, Step | None]], place: int, size: _Size) -> Iterator[SafeString]:
    angle = 2 * pi * place / AREAS
    x, y = _at(size.x, size.y, angle, size.radius + (16 if size.worded else 12))
    side = "mid" if place % 4 == 0 else "" if place < 4 else "end"
    deep = size.line * (len(lines) - 1)
    above, below = y - deep + 4, y + 10
    first = {0: above - 2, 1: above, 7: above, 3: below, 5: below, 4: below + 6}.get(place, y - deep / 2 + 6)
    for number, (text, css, step) in enumerate(lines):
        at = first + number * size.line
        yield element("text", text, x=x + _room(text, side, step), y=at, class_=f"{css} {side}".strip())
        if step:
            yield _shape(step, x + _shape_at(text, side), at - 5.5)


def _room(text: str, side: str, step: Step | None) -> float:
    """How far the word moves for its shape."""
    return 0 if not step else {"": 20, "end": -20, "mid": 10}[side]


def _shape_at(text: str, side: str) -> float:
    return {"": 7, "end": -7, "mid": -WIDE[text] / 2 - 3}[side]


def _shape(step: Step, x: float, y: float) -> SafeString:
    """● ◐ ▲ ◌ as drawings, all of the same blue."""
    ring = element("circle", cx=x, cy=y, r=5.5, class_="f-none l-word")
    if step == "fungerar":
        return element("circle", cx=x, cy=y, r=6, class_="f-word")
    if step == "pa-vag":
        half = element("path", d=f"M{x:.1f} {y - 5.5:.1f}a5.5 5.5 0 0 1 0 11z", class_="f-word")
        return element("g", ring, half)
    if step == "behover-stod":
        return element("path", d=f"M{x:.1f} {y - 6.5:.1f}l7 12h-14z", class_="f-word")
    return element("circle", cx=x, cy=y, r=5.5, class_="f-none l-word l-broken")


def step_sign(step: Step) -> SafeString:
    """The shape of a word, to stand beside it."""
    return sign(20, 20, _shape(step, 10, 10), css="sym")


# ---------- Legend ----------


def _key_filled() -> SafeString:
    return sign(18, 18, element("rect", width=18, height=18, class_="f-fill"))


def _key_hatched() -> SafeString:
    strokes = (element("path", d=f"M{at} 18L{at + 18} 0", class_="l-need") for at in (-10, -2, 6))
    return sign(18, 18, *strokes, element("rect", x=1, y=1, width=16, height=16, class_="f-none l-sea"), css="clip")


def _key_dashed() -> SafeString:
    return sign(18, 18, element("rect", x=1, y=1, width=16, height=16, class_="f-none l-unsaid"))


def _key_buoy() -> SafeString:
    return sign(18, 18, element("circle", cx=9, cy=9, r=7, class_="f-barnet"))
