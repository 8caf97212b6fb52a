"""The wheel shows two views and their words. It never counts, ranks or compares, and its table says the same."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from samverkan.picture import Figure, Round, Rounds, Sector, Step, WheelSeen, steps_over_time, wheel, wheels_over_time
from samverkan.picture.wheel import FULL, SMALL, WORDS, broken, radii

SNAPSHOTS = Path(__file__).parent / "snapshots"
AREAS = (
    "Trygg",
    "Frisk",
    "Lär och utvecklas",
    "Omsorg",
    "Aktiv",
    "Respekterad",
    "Tar ansvar",
    "Hör till",
)
LETTERS: dict[str, Step | None] = {
    "f": "fungerar",
    "p": "pa-vag",
    "b": "behover-stod",
    "-": "inte-bedomt",
    " ": None,
}
EBBA = ("pfbffp-b", "ffpffp-b")
"""What the school sees and what Ebba does, a letter for each area."""
BESIDE = 16
"""About how tall a line of text is, in the picture's own units."""


def sectors(staff: str, pupil: str, labels: tuple[str, ...] = AREAS) -> tuple[Sector, ...]:
    return tuple(
        Sector(label, LETTERS[ours], LETTERS[own]) for label, ours, own in zip(labels, staff, pupil, strict=True)
    )


def ebbas(staff: str = EBBA[0], pupil: str = EBBA[1], labels: tuple[str, ...] = AREAS) -> WheelSeen:
    return WheelSeen("Må bra-hjulet", "Ebba", "20 februari", sectors(staff, pupil, labels))


def over_time() -> Rounds:
    return Rounds(
        "Må bra-hjulet",
        "Ebba",
        (
            Round(date(2024, 8, 28), sectors("pfbpfp-p", "pfbff--b")),
            Round(date(2024, 11, 20), sectors("pfbffp-p", "        ")),
            Round(date(2025, 2, 20), sectors("pfpffp-p", "pfpffp-b")),
        ),
    )


ALL: dict[str, Callable[[], Figure]] = {
    "wheel": lambda: wheel(ebbas()),
    "wheel-small": lambda: wheel(ebbas(), small=True),
    "wheel-own": lambda: wheel(ebbas(staff=" " * 8)),
    "wheels": lambda: wheels_over_time(over_time()),
    "steps": lambda: steps_over_time(over_time()),
}


@pytest.mark.parametrize("name", ALL)
def test_the_wheel_looks_as_it_did_when_somebody_last_looked_at_it(name: str) -> None:
    drawn = str(ALL[name]().svg) + "\n"
    kept = SNAPSHOTS / f"{name}.svg"
    if os.environ.get("SAMVERKAN_NEW_PICTURES"):
        kept.write_text(drawn)

    assert drawn == kept.read_text(), "The picture changed. Look at it, then run with SAMVERKAN_NEW_PICTURES=1."
    assert drawn == str(ALL[name]().svg) + "\n"
    assert len(drawn.encode()) < 20_000
    assert "style=" not in drawn and "#" not in drawn.replace("url(#", "")


@pytest.mark.parametrize("name", ALL)
def test_a_wheel_is_drawn_in_less_than_ten_milliseconds(name: str) -> None:
    def took() -> float:
        before = time.process_time()
        ALL[name]()
        return time.process_time() - before

    assert min(took() for _ in range(10)) < 0.01


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_summed_averaged_or_ranked(name: str) -> None:
    """Beside its dates there is no number at all to read, in the picture, its sentence, its legend or its table."""
    figure = ALL[name]()
    read = [figure.title, figure.desc, *(key.word for key in figure.legend), *figure.header]
    read += [cell for row in figure.rows for cell in row]
    read += [text.text or "" for text in ElementTree.fromstring(figure.svg).iter("text")]
    dates = re.compile(r"\b\d{1,2} (februari|jan|feb|mars|aug|nov)\b|\b20\d\d\b")

    undated = " ".join(dates.sub("", said) for said in read)

    assert not re.search(r"[\d%]", undated), undated
    assert not re.search(r"(?i)medel|snitt|summa|poäng|nivå|totalt|bäst|sämst|klassen|andra elever", undated)
    assert not re.search(r"f-(hem|halsa|socialt)|falu|tang|green|red", figure.svg)
    assert [row[0] for row in figure.rows] == list(AREAS), (
        "the areas stand in their own order, and there is no row more"
    )


def test_the_three_rings_have_the_same_area() -> None:
    borders = radii(30, 190)

    areas = [outer**2 - inner**2 for inner, outer in pairwise(borders)]

    assert max(areas) - min(areas) < 1e-6


def test_the_table_says_what_the_picture_shows() -> None:
    figure = wheel(ebbas())

    assert figure.header == ("Område", "Skolan", "Ebba")
    for row, ours, own in zip(figure.rows, *EBBA, strict=True):
        assert row[1:] == tuple(WORDS[LETTERS[letter] or "inte-bedomt"] for letter in (ours, own))
    filled, hatched = figure.svg.count('class="f-fill"'), figure.svg.count('fill="url(#')
    assert filled == EBBA[0].count("f") * 3 + EBBA[0].count("p") * 2 + EBBA[0].count("b")
    assert hatched == EBBA[0].count("b") * 2
    assert figure.svg.count("f-barnet") == sum(letter in "fpb" for letter in EBBA[1])
    assert figure.svg.count("l-unsaid") == EBBA[0].count("-")


def test_where_the_two_see_differently_is_said_first() -> None:
    desc = wheel(ebbas()).desc

    assert desc.startswith(
        "Ebba och skolan ser olika: Trygg (skolan: på väg, Ebba: fungerar); "
        "Lär och utvecklas (skolan: behöver stöd, Ebba: på väg). Behöver stöd: "
    )
    assert desc.endswith("Inte bedömt: Tar ansvar.")


def test_what_only_one_of_them_has_said_is_no_difference() -> None:
    assert "olika" not in wheel(ebbas("f-------", "-b------")).desc


def test_a_wheel_that_ebba_has_given_alone_is_called_hers() -> None:
    figure = wheel(ebbas(staff=" " * 8))

    assert figure.header == ("Område", "Ebba")
    assert figure.desc.startswith("Det här är Ebbas egen bild.")
    assert "skolan" not in figure.desc.lower()


@pytest.mark.parametrize(
    "labels",
    [
        AREAS,
        ("Trygg", "Må bra", "Utvecklas", "Omvårdad", "Aktiv", "Respekterad", "Ansvarstagande", "Delaktig"),
        tuple(f"{letter}rdentliga rutinerna nu" for letter in "ABCDEFGH"),
    ],
)
@pytest.mark.parametrize("small", [False, True])
def test_no_label_lies_on_another_or_on_the_wheel(labels: tuple[str, ...], small: bool) -> None:
    figure = wheel(ebbas("pfbffp-b", "ffpbbp-p", labels), small=small)
    root = ElementTree.fromstring(figure.svg)
    boxes = [_box(text) for text in root.iter("text")]
    size = SMALL if small else FULL
    x, y, radius = size.x, size.y, size.radius

    for one, other in combinations(boxes, 2):
        assert not _overlap(one, other), (one, other)
    for left, top, right, bottom in boxes:
        near = max(left - x, 0, x - right) ** 2 + max(top - y, 0, y - bottom) ** 2
        assert near >= (radius - 4) ** 2, (left, top, right, bottom)


def _box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Where a text lies, guessed from its letters."""
    x, y, css = float(text.attrib["x"]), float(text.attrib["y"]), text.attrib["class"].split()
    width = len(text.text or "") * (9.0 if "strong" in css else 7.8)
    left = x - (width if "end" in css else width / 2 if "mid" in css else 0)
    return left, y - BESIDE + 3, left + width, y + 2


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_long_words_are_broken_as_one_breaks_them_in_swedish() -> None:
    assert broken("Ansvarstagande", 12) == ("Ansvars-", "tagande")
    assert broken("Lär och utvecklas", 12) == ("Lär och", "utvecklas")
    assert broken("Trygg", 12) == ("Trygg",)


def test_trappan_tells_what_has_changed_and_where_they_differ_now() -> None:
    figure = steps_over_time(over_time())

    assert "Lär och utvecklas gick från behöver stöd (aug) till på väg (feb)." in figure.desc
    assert figure.desc.endswith("Hör till: Ebba och skolan ser olika.")
    assert figure.header == ("Område", "28 aug 2024", "20 nov 2024", "20 feb 2025")
    assert figure.rows[2][1:] == (
        "Skolan: behöver stöd. Ebba: behöver stöd",
        "Skolan: behöver stöd",
        "Skolan: på väg. Ebba: på väg",
    )


def test_no_line_is_drawn_through_a_time_of_which_the_school_said_nothing() -> None:
    quiet = Rounds(
        "Hjulet",
        "Ebba",
        tuple(
            Round(date(2025, month, 3), sectors(staff, "ffffffff"))
            for month, staff in ((1, "f" * 8), (2, " " * 8), (3, "p" * 8))
        ),
    )

    assert "l-sea" not in steps_over_time(quiet).svg


def test_the_small_wheels_are_four_at_most_each_with_its_date() -> None:
    many = Rounds("Hjulet", "Ebba", tuple(Round(date(2025, month, 3), sectors(*EBBA)) for month in range(1, 7)))
    figure = wheels_over_time(many)

    assert figure.svg.count("</text>") == 4
    assert "jan 2025" not in figure.svg and "juni 2025" in figure.svg


def test_a_wheel_needs_its_eight_areas_and_somebody_who_has_looked() -> None:
    with pytest.raises(ValueError, match="eight"):
        WheelSeen("Hjulet", "Ebba", "i dag", sectors(*EBBA)[:7])
    with pytest.raises(ValueError, match="Nobody"):
        ebbas(" " * 8, " " * 8)
    with pytest.raises(ValueError, match="no time"):
        Rounds("Hjulet", "Ebba", ())
