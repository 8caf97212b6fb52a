"""Time bars: for each point of an agenda how long it was to take and took. What is over is hatched and has a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samverkan.picture.figure import Figure, Key
from samverkan.picture.svg import drawing, element, sign

WIDE, SMALL = 640, 340
ROW, BAR, TEXT = 50, 14, 17
LETTER = 8.4
"""The widest an ordinary letter comes on the average, so that a title ends before the word beside it."""


@dataclass(frozen=True, slots=True)
class Spent:
    """A point, its planned minutes and the minutes it has taken."""

    title: str
    planned: int
    used: int
    now: bool = False
    """Whether it is taken up at the moment."""


def time_bars(points: Sequence[Spent], *, small: bool = False) -> Figure:
    """The bars under each other on one scale. `small` is for a narrow column, where its text stays as large.

    Raises ValueError without a point.
    """
    if not points:
        raise ValueError("Time bars need at least one point.")
    width = SMALL if small else WIDE
    most = max(1, *(max(one.planned, one.used) for one in points))
    body = [part for place, one in enumerate(points) for part in _bar(one, place * ROW, width, width / most)]
    title, desc = "Tid per punkt", _conclusion(points)
    return Figure(
        title=title,
        desc=desc,
        svg=drawing(title, desc, width, ROW * len(points), *body),
        header=("Punkt", "Planerat", "Använt", "Skillnad"),
        rows=tuple((one.title, f"{one.planned} min", f"{one.used} min", _difference(one)) for one in points),
        legend=(Key("planerad tid", _key(over=False)), Key("över tiden", _key(over=True)))
        if any(one.used > one.planned for one in points)
        else (),
        narrow="" if small else "fig--bars",
    )


def _conclusion(points: Sequence[Spent]) -> str:
    """ "Mötet tog 84 av 90 minuter. Två punkter gick över: Skoldagen med 4 min, Övrigt med 2 min."."""
    over = [one for one in points if one.used > one.planned]
    said = f"{sum(one.used for one in points)} av {sum(one.planned for one in points)} minuter har använts."
    if not over:
        return f"{said} Ingen punkt har gått över tiden."
    named = ", ".join(f"{one.title} med {one.used - one.planned} min" for one in over)
    return f"{said} Över tiden: {named}."


def _difference(one: Spent) -> str:
    """ "över 4 min", "3 min kvar", "inte än"."""
    if one.used > one.planned:
        return f"över {one.used - one.planned} min"
    if not one.used and not one.now:
        return "inte tagen upp"
    return f"{one.planned - one.used} min kvar" if one.used < one.planned else "på minuten"


def _bar(one: Spent, top: int, width: int, minute: float) -> Iterator[SafeString]:
    word = _difference(one) if one.used > one.planned else f"{one.used} av {one.planned} min"
    room = int((width - LETTER * len(word) - 16) / LETTER)
    title = one.title if len(one.title) <= room else f"{one.title[: room - 1].rstrip()}…"
    y = top + TEXT + 7
    yield element("text", title, x=0, y=top + TEXT - 2, class_="t15 strong" if one.now else "t15")
    yield element(
        "text", word, x=width, y=top + TEXT - 2, class_=f"t15 end {'strong' if one.used > one.planned else 'soft'}"
    )
    yield element("rect", x=1, y=y, width=max(0.0, one.planned * minute - 2), height=BAR, class_="f-none l-edge")
    inside = min(one.used, one.planned) * minute
    if inside:
        yield element("rect", x=1, y=y, width=max(0.0, inside - 2), height=BAR, class_="f-skola")
    if one.used > one.planned:
        yield _over(inside, y, (one.used - one.planned) * minute)


def _over(x: float, y: float, width: float) -> SafeString:
    """An outline with strokes in it, so that it is told from the rest in grey too."""
    box = element("rect", x=x + 1, y=y, width=max(2.0, width - 2), height=BAR, class_="f-none l-sea")
    strokes = (
        element("line", x1=x + at, y1=y + BAR - 1, x2=x + at + 6, y2=y + 1, class_="l-sea")
        for at in range(3, int(width) - 6, 7)
    )
    return element("g", box, *strokes)


def _key(*, over: bool) -> SafeString:
    if over:
        return sign(20, 18, _over(0, 2, 20))
    return sign(20, 18, element("rect", x=1, y=2, width=18, height=BAR, class_="f-none l-edge"))
