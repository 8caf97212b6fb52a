"""The marks of a look as they are sealed: eight words, and which words of people belong to which area."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from samverkan.wellbeing.areas import Area, Mark

FIELD = "hjulets-ord"
"""The field under which the marks of a look are sealed."""


class Side(StrEnum):
    """What words about an area are about. What works stands first."""

    WORKS = "fungerar"
    WORRIES = "oroar"
    OWN = "egna-ord"


@dataclass(frozen=True, slots=True)
class Marks:
    """What was said of each area, and the statements that hold the words."""

    marks: Mapping[Area, Mark]
    said: Mapping[tuple[Area, Side], UUID]


def sealable(found: Marks) -> str:
    """The text to seal. All areas stand in it, so that its length tells little of how many were spoken of."""
    return json.dumps(
        {
            "marks": [found.marks.get(area, Mark.UNSAID) for area in Area],
            "said": [[area, side, str(row)] for (area, side), row in found.said.items()],
        }
    )


def opened(text: str) -> Marks:
    """What was sealed."""
    data = json.loads(text)
    return Marks(
        dict(zip(Area, map(Mark, data["marks"]), strict=True)),
        {(Area(area), Side(side)): UUID(row) for area, side, row in data["said"]},
    )
