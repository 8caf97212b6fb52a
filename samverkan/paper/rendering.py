"""From a frozen page to the bytes of a PDF.

Text never becomes typst source. It travels as JSON through `sys_inputs`, so `#import` or a bracket in a sentence is
only a sentence. The system's fonts and the machine's clock are shut out: the same page always gives the same bytes.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

import typst

from samverkan.paper.pages import PaperPage, Picture

Standard = Literal["ua-1", "a-2a", "both"]

HERE = Path(__file__).parent
LAYOUT = HERE / "paper.typ"
FONTS = HERE / "fonts"
STANDARDS: dict[Standard, list[str]] = {"ua-1": ["ua-1"], "a-2a": ["a-2a"], "both": ["ua-1", "a-2a"]}
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS = ("januari februari mars april maj juni juli augusti september oktober november december").split()  # noqa: SIM905

# Characters that turn the reading direction unseen, and control characters: they could make paper say another thing
# than the screen did.
UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff]")
STAND_IN = "(?)"
STAND_IN_NOTE = "(?) står för ett tecken som inte kan skrivas ut."
FOREIGN_TO_A_DRAWING = re.compile(r"<image|<foreignObject|href|<!ENTITY|<style|url\(", re.IGNORECASE)


class PaperError(Exception):
    """The paper could not be made accessible, or the page is not whole. Says what to mend, never what the page says."""


def render(*pages: PaperPage, title: str = "", standard: Standard = "ua-1") -> bytes:
    """The papers as one PDF, each from a right-hand page with its own header and page numbers; most often it is one.

    `title` names a file of several, which must not bear the name of any of their receivers; one paper names its own.
    Raises PaperError when it would not be accessible, for example a picture without alt text.
    """
    for page in pages:
        _refuse_foreign_drawings(page)
    told = {"title": cast("str", _printable(title or pages[0].title)), "papers": [_told(page) for page in pages]}
    try:
        made = typst.compile(
            str(LAYOUT),
            root=str(HERE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"papers": json.dumps(told, ensure_ascii=False)},
            pdf_standards=cast("Any", STANDARDS[standard]),
            timestamp=int(pages[0].made_at.timestamp()),
        )
    except typst.TypstError as fault:
        # The diagnostic may quote the page, so only the message itself leaves this function.
        raise PaperError(f"Papperet går inte att göra tillgängligt: {fault.message}") from None
    return made


def _told(page: PaperPage) -> dict[str, Any]:
    """The page as plain data, every text made printable."""
    told = cast("dict[str, Any]", _printable(asdict(page) | {"made_at": _moment(page)}))
    if STAND_IN in json.dumps(told, ensure_ascii=False) and STAND_IN not in json.dumps(asdict(page), default=str):
        told["closing"] = f"{told['closing']} {STAND_IN_NOTE}".strip()
    return told


def _printable(value: object) -> object:
    """Texts without unseen characters, and with a visible stand-in for what our fonts cannot draw."""
    if isinstance(value, str):
        return "".join(c if c == "\n" or ord(c) in coverage() else STAND_IN for c in UNSEEN.sub("", value))
    if isinstance(value, dict):
        return {key: inner if key == "svg" else _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value


@cache
def coverage() -> frozenset[int]:
    """The code points our two fonts can draw, from the list written when the fonts were vendored."""
    spans = (line.split("-") for line in (FONTS / "coverage.txt").read_text().split())
    return frozenset(code for first, last in spans for code in range(int(first, 16), int(last, 16) + 1))


def _moment(page: PaperPage) -> str:
    local = page.made_at.astimezone(STOCKHOLM)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def _refuse_foreign_drawings(page: PaperPage) -> None:
    """Only drawings that stand on their own: nothing that could reach for a file or carry a script."""
    for block in page.blocks:
        if isinstance(block, Picture) and FOREIGN_TO_A_DRAWING.search(block.svg):
            raise PaperError("Bilden hämtar något utifrån. Rita den av egna former.")
