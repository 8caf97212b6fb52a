"""Stacked bars: how answers to a few questions divide over a few steps. Each step has its pattern and its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samverkan.picture.figure import Figure, Key
from samverkan.picture.svg import drawing, element, sign

WIDTH, ROW, BAR, TEXT = 640, 64, 24, 20
FILLS = ("f-skola", "f-none l-sea", "f-none l-sea")
"""The first step is filled, the last is an outline; between them lies a hatched one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One question and how many gave each answer, in the order of the steps."""

    question: str
    counts: tuple[int, ...]


def stacked_bars(title: str, desc: str, steps: Sequence[str], bars: Sequence[Bar]) -> Figure:
    """The bars under each other. Raises ValueError when a bar has not a count for each step, or nobody has answered."""
    if any(len(bar.counts) != len(steps) or not sum(bar.counts) for bar in bars):
        raise ValueError("Each bar needs a count for each step, and somebody who has answered.")
    body = [part for place, bar in enumerate(bars) for part in _bar(bar, place * ROW)]
    return Figure(
        title=title,
        desc=desc,
        svg=drawing(title, desc, WIDTH, ROW * len(bars), *body),
        header=("Fråga", *steps),
        rows=tuple((bar.question, *map(str, bar.counts)) for bar in bars),
        legend=tuple(Key(step, _key(place)) for place, step in enumerate(steps)),
        narrow="fig--bars",
    )


def _bar(bar: Bar, top: int) -> list[SafeString]:
    whole, x = sum(bar.counts), 0.0
    drawn = [element("text", bar.question, x=0, y=top + TEXT - 4, class_="t16")]
    for place, count in enumerate(bar.counts):
        width = WIDTH * count / whole
        if count:
            drawn.append(_part(place, x, top + TEXT + 4, width, BAR))
        x += width
    return drawn


def _part(place: int, x: float, y: float, width: float, height: float) -> SafeString:
    """A part of a bar; a hatched one is an outline with strokes in it, so that it is told from the others in grey."""
    box = element("rect", x=x + 1, y=y, width=max(0.0, width - 2), height=height, class_=FILLS[place])
    if place != 1:
        return box
    strokes = (
        element("line", x1=x + at, y1=y + height - 2, x2=x + at + 8, y2=y + 2, class_="l-sea")
        for at in range(6, int(width) - 10, 8)
    )
    return element("g", box, *strokes)


def _key(place: int) -> SafeString:
    return sign(20, 14, _part(place, 0, 1, 20, 12))
