"""What the page says, in each of its three modes: three texts that are written, and none that is another one cut.

Each sentence of "Bilder" has at most five words and each line of "Lätt" at most nine; a test counts.
"""

import json
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samverkan.own_page.models import Mode

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Speech:
    """One mode."""

    mode: Mode
    written_on: str
    """ISO day on which it was written."""
    texts: Mapping[str, str]

    @property
    def pictures(self) -> bool:
        """Whether the page is drawn before it is written."""
        return self.mode is Mode.PICTURES

    def say(self, key: str, **values: object) -> str:
        """The sentence with its places filled in. A key that is not there is a fault of ours."""
        return self.texts[key].format(**values)


@cache
def speech(mode: str) -> Speech:
    """The texts of a mode."""
    told = json.loads((FOLDER / f"{mode}.json").read_text(encoding="utf-8"))
    return Speech(Mode(mode), told["written_on"], told["texts"])


def places_in(text: str) -> frozenset[str]:
    """The names that a sentence fills in."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
