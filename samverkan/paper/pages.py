"""What a paper holds. Frozen: what is printed is exactly what was decided to be handed over, and to whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document; the title itself is level 1, so `level` is 2 or 3."""

    text: str
    level: Literal[2, 3] = 2
    kind: Literal["heading"] = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A line break in it is kept."""

    text: str
    kind: Literal["paragraph"] = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, set in the voice of people; `by` says whose and how they were given."""

    text: str
    by: str = ""
    kind: Literal["quote"] = field(default="quote", init=False)


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered when the order matters."""

    items: tuple[str, ...]
    numbered: bool = False
    kind: Literal["items"] = field(default="items", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs such as When and Where."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. Raises ValueError when a row and the headings differ in number, or there are none."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    kind: Literal["table"] = field(default="table", init=False)

    def __post_init__(self) -> None:
        if not self.header or any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("Each row of a table on paper must have a cell for each heading.")


@dataclass(frozen=True, slots=True)
class Question:
    """A question answered with a pen: the facts it rests on, then boxes of equal size, none of them ticked."""

    text: str
    choices: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    kind: Literal["question"] = field(default="question", init=False)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on for each name: signature, place and date, the name in print.

    One who signs alone also leaves a telephone number. `return_to` says where the paper is handed in.
    """

    names: tuple[str, ...]
    return_to: str = ""
    kind: Literal["signatures"] = field(default="signatures", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of our own making, as SVG text, such as a QR code. Without `alt` the paper cannot be made."""

    svg: str
    alt: str
    width_mm: int = 30
    caption: str = ""
    kind: Literal["picture"] = field(default="picture", init=False)


Block = Heading | Paragraph | Quote | Items | Facts | Table | Question | Signatures | Picture


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One document for one receiver.

    `receiver` becomes the line "För: …"; `running` stands at the top of each page ("Samordnad plan · Ebba L · v4");
    `made_by` and `made_at` (with time zone) say who printed it and when, and are the only clock the file knows.
    Raises ValueError for a time without zone.
    """

    title: str
    receiver: str
    made_by: str
    made_at: datetime
    blocks: tuple[Block, ...]
    sender: str = ""
    version: str = ""
    running: str = ""
    closing: str = "Innehåller uppgifter om enskild. Förvaras inlåst."
    language: str = "sv"
    one_page: bool = False
    """Whether it is set closer where that makes it one page."""

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("The time a paper is made must have a time zone.")
