"""Readiness in dots: how many of a few things are done. The words stand beside the dots, never colour alone."""

from __future__ import annotations

from samverkan.picture.figure import Figure
from samverkan.picture.svg import element, sign

STEP = 16


def readiness_dots(done: int, total: int) -> Figure:
    """Filled dots for what is done, rings for the rest. Raises ValueError unless 0 ≤ done ≤ total and total > 0."""
    if not 0 <= done <= total or total == 0:
        raise ValueError(f"{done} of {total} cannot be shown as dots.")
    dots = [_dot(place, filled=place < done) for place in range(total)]
    return Figure(
        title="Är det klart?",
        desc=f"{done} av {total} är klart",
        svg=sign(STEP * total, 12, *dots, css="dots"),
        header=("Klart", "Av"),
        rows=((str(done), str(total)),),
    )


def _dot(place: int, *, filled: bool) -> str:
    css = "f-current" if filled else "f-none l-current"
    return element("circle", class_=css, cx=7 + STEP * place, cy=6, r=5)
