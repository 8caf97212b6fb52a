"""The tokens keep their contrast in both themes (product.md 5.2: text 7, never under 4.5; edges 3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[1] / "static" / "css"
STATIC = CSS.parent

TEXT = ("text", "text2", "hav", "falu", "tang", "ljung")
GROUNDS = ("botten", "yta", "panel")
PAIRS = [
    *((ink, ground, 7.0) for ink in TEXT for ground in ("botten", "yta")),
    *((ink, "panel", 4.5) for ink in TEXT),
    ("is-text", "is", 7.0),
    ("fyr-text", "fyr-yta", 7.0),
    ("falu", "falu-yta", 7.0),
    ("text", "falu-yta", 7.0),
    ("ljung", "ljung-yta", 7.0),
    ("text", "ljung-yta", 7.0),
    ("text", "tang-yta", 7.0),
    ("hav-text", "hav", 7.0),
    ("djup-text", "djup", 7.0),
    ("djup-text2", "djup", 7.0),
    *(("kant", ground, 3.0) for ground in GROUNDS),
    *((f"data{n}", "botten", 3.0) for n in (1, 2, 3, 4)),
    ("granit", "botten", 3.0),
    ("fyr", "fyr-kontur", 3.0),
]


def tokens(theme: str) -> dict[str, str]:
    css = (CSS / "tokens.css").read_text()
    start = css.index(':root[data-tema="morkt"]') if theme == "morkt" else css.index(":root {")
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6});", css[start : css.index("\n}", start)]))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["ljust", "morkt"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_ink_stands_out_from_its_ground(theme: str, ink: str, ground: str, least: float) -> None:
    known = tokens(theme)

    assert contrast(known[ink], known[ground]) >= least


def test_the_two_ways_into_the_dark_theme_give_the_same_colours() -> None:
    css = (CSS / "tokens.css").read_text()
    asked = css[css.index("@media (prefers-color-scheme: dark)") : css.index(':root[data-tema="morkt"]')]

    assert dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6});", asked)) == tokens("morkt")


def test_measuring_contrast_gives_the_values_of_the_standard() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_fonts_are_light_enough_for_a_slow_line_and_carry_their_licence() -> None:
    fonts = list((STATIC / "fonts").glob("*.woff2"))

    assert fonts and sum(font.stat().st_size for font in fonts) <= 120 * 1024
    assert len(list((STATIC / "fonts").glob("OFL-*.txt"))) == 2


def test_every_file_a_stylesheet_asks_for_exists() -> None:
    for sheet in CSS.glob("*.css"):
        for wanted in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
            assert (sheet.parent / wanted).resolve().is_file(), wanted


def test_every_colour_a_stylesheet_uses_is_a_token() -> None:
    names = set(re.findall(r"--([\w-]+):", (CSS / "tokens.css").read_text())) | {"row"}
    for sheet in CSS.glob("*.css"):
        used = set(re.findall(r"var\(--([\w-]+)\)", sheet.read_text()))
        assert used <= names, sheet.name
