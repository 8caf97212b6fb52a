"""What a picture is: an SVG, the sentence it says, and a table with the same facts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: a small drawing and its word."""

    word: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its twin. `desc` is the conclusion in a sentence or two; every row has as many cells as `header`.

    `narrow` names the class that hides the picture, and shows the table, where its text would become too small.
    Raises ValueError without title or conclusion: a picture that says nothing is not shown.
    """

    title: str
    desc: str
    svg: SafeString
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[Key, ...] = ()
    narrow: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.desc.strip():
            raise ValueError("A picture needs both a title and a conclusion.")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("Each row of the table must have a cell for each heading.")
