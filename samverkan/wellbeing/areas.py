"""The eight areas of the wheel and the three words for each, as data. The codes never change; the words may."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from samverkan.picture import Step

SHIPPED = Path(__file__).parent / "data" / "areas.json"


class Area(StrEnum):
    """An area of wellbeing: SHANARRI of the Scottish national practice model (GIRFEC). There is no ninth."""

    SAFE = "trygg"
    HEALTHY = "ma-bra"
    ACHIEVING = "utvecklas"
    NURTURED = "omvardad"
    ACTIVE = "aktiv"
    RESPECTED = "respekterad"
    RESPONSIBLE = "ansvarstagande"
    INCLUDED = "delaktig"


class Mark(StrEnum):
    """How an area stands, in a word. The words are no numbers: nothing is ever summed or averaged over them."""

    WORKS = "fungerar"
    UNDER_WAY = "pa-vag"
    NEEDS = "behover-stod"
    UNSAID = "inte-bedomt"
    """An honest answer: nobody has to say anything about every area."""

    @property
    def label(self) -> str:
        """The word as the school says it."""
        return LABELS[self]

    @property
    def child_label(self) -> str:
        """The word as a child says it."""
        return CHILD_LABELS[self]

    @property
    def step(self) -> Step:
        """The word as the picture knows it."""
        return STEPS[self]


LABELS = {
    Mark.WORKS: "Fungerar",
    Mark.UNDER_WAY: "På väg",
    Mark.NEEDS: "Behöver stöd",
    Mark.UNSAID: "Inte bedömt",
}
CHILD_LABELS = {
    Mark.WORKS: "Det är bra",
    Mark.UNDER_WAY: "Det är så där",
    Mark.NEEDS: "Jag behöver hjälp",
    Mark.UNSAID: "Jag vill inte svara",
}
STEPS: dict[Mark, Step] = {
    Mark.WORKS: "fungerar",
    Mark.UNDER_WAY: "pa-vag",
    Mark.NEEDS: "behover-stod",
    Mark.UNSAID: "inte-bedomt",
}


@dataclass(frozen=True, slots=True)
class AreaWords:
    """An area as a huvudman names it, and as a child says it."""

    area: Area
    label: str
    child: str


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel in the words of one huvudman."""

    name: str
    """ "Må bra-hjulet"."""
    short: str
    """What the pupil's page is called: "Må bra"."""
    areas: tuple[AreaWords, ...]
    version: UUID | None = None
    """The huvudman's own version; None for the words that are shipped."""

    def words_of(self, area: Area) -> AreaWords:
        """The words of one area."""
        return next(one for one in self.areas if one.area is area)


@cache
def shipped() -> Wheel:
    """The words that come with the product."""
    return read(_data())


def source() -> str:
    """Where the shipped words come from."""
    return str(_data()["source"])


def read(data: dict[str, Any], *, version: UUID | None = None) -> Wheel:
    """A wheel from its data. Raises ValueError unless there are eight areas, each once, in their order."""
    areas = tuple(AreaWords(Area(row["code"]), row["label"], row["child"]) for row in data["areas"])
    if [one.area for one in areas] != list(Area):
        raise ValueError("Hjulet har åtta områden, och vart och ett finns en gång.")
    return Wheel(data["name"], data["short"], areas, version)


def as_data(wheel: Wheel) -> dict[str, Any]:
    """The data of a wheel, as a version keeps it."""
    rows = [{"code": one.area.value, "label": one.label, "child": one.child} for one in wheel.areas]
    return {"name": wheel.name, "short": wheel.short, "areas": rows}


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found
