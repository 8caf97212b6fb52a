"""The page's own drawings: pictograms and faces, in the line of the house. Each stands beside its word and is silent.

Everything takes its colour from the page, so that dark, print and forced colours need nothing of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def _p(path: str) -> str:
    return f'<path d="{path}"/>'


def _o(x: float, y: float, r: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r}"/>'


def _glow(shape: str) -> str:
    """What is yellow wears its dark outline."""
    return f'<g class="pic__glow">{shape}</g>'


PICTOGRAMS = MappingProxyType(
    {
        "prata": _p("M8 12h34v24H24l-9 9v-9H8z") + _p("M48 22h8v20h-6v8l-9-8H30v-4") + _glow(_o(25, 24, 3.5)),
        "ja": _o(32, 32, 24) + _p("M20 33l9 9 16-19"),
        "nej": _o(32, 32, 24) + _p("M23 23l18 18M41 23L23 41"),
        "stund": _glow(_p("M32 8a24 24 0 0 1 24 24H32z")) + _o(32, 32, 24) + _p("M32 16v16h12"),
        "bild": _p("M8 12h48v40H8zM8 46l15-14 12 10 8-8 13 11") + _glow(_o(22, 24, 5)),
        "mote": _o(32, 34, 13) + _o(10, 24, 5) + _o(54, 24, 5) + _o(10, 46, 5) + _o(54, 46, 5) + _glow(_o(32, 11, 6)),
        "skola": _p("M8 54h48M12 54V28h40v26M12 28l20-14 20 14M28 54V40h8v14") + _glow(_p("M32 14V6h10v5H32")),
        "ledig": _p("M8 50h48M14 50a18 18 0 0 1 36 0") + _glow(_p("M32 22v-8M15 29l-6-6M49 29l6-6")) + _p("M22 50h20"),
        "hem": _p("M8 32L32 10l24 22M14 28v26h36V28") + _glow(_p("M27 54V38h10v16z")),
        "lofte": _p("M8 10h48v32H32L20 54V42H8z") + _glow(_p("M22 25l8 8 14-15-4-4-10 11-4-4z")),
        "klart": _p("M12 10h40v44H12z") + _p("M20 24h10M20 42h10") + _glow(_p("M38 22l4 4 6-8")) + _p("M38 40l4 4 6-8"),
        "inte-bra": _o(32, 32, 24) + _p("M22 44c6-8 14-8 20 0") + _glow(_o(24, 26, 3) + _o(40, 26, 3)),
        "lyssna": _p("M8 24v16h10l14 12V12L18 24z") + _glow(_p("M40 24c4 4 4 12 0 16M47 17c9 8 9 22 0 30")),
        "oga": _p("M4 32c14-20 42-20 56 0-14 20-42 20-56 0z") + _glow(_o(32, 32, 8)),
        "hemligt": _p("M14 28h36v26H14z") + _p("M22 28V20a10 10 0 0 1 20 0v8") + _glow(_o(32, 41, 4)),
        "telefon": _p("M18 6h28v52H18zM28 50h8") + _glow(_p("M24 14h16v8H24z")),
        "papper": _p("M14 6h24l12 12v40H14zM38 6v12h12") + _glow(_p("M22 32h20v6H22z")) + _p("M22 46h20"),
        "fraga": _p("M22 22a10 10 0 1 1 15 9c-4 2-5 4-5 9") + _glow(_o(32, 52, 3.5)),
        "dag": _p("M8 14h48v42H8zM8 26h48M20 8v12M44 8v12") + _glow(_p("M26 34h12v12H26z")),
        "vecka": _p("M8 14h48v42H8zM8 26h48M20 8v12M44 8v12") + _glow(_p("M14 36h36v8H14z")),
        "nar-som": _o(32, 32, 24) + _p("M20 32h24") + _glow(_o(20, 32, 3) + _o(32, 32, 3) + _o(44, 32, 3)),
        "penna": _p("M10 54l4-14L42 12l10 10-28 28zM38 16l10 10") + _glow(_p("M10 54l3-10 7 7z")),
        "angra": _p("M14 26h28a12 12 0 0 1 0 24H26M14 26l12-12M14 26l12 12"),
        "hjalp": _o(32, 32, 24) + _o(32, 32, 9) + _glow(_p("M15 15l10 10M49 15L39 25M15 49l10-10M49 49L39 39")),
        "spegel": _o(32, 24, 16) + _p("M32 40v16M22 56h20") + _glow(_p("M24 26c4 5 12 5 16 0")),
    }
)
"""Every pictogram by its Swedish word, in a square of 64."""


def pictogram(name: str) -> SafeString:
    """One of them. A word that is not there is a fault of ours."""
    return format_html(
        '<svg class="pic" viewBox="0 0 64 64" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(PICTOGRAMS[name]),  # noqa: S308 - our own drawing
    )


HAIR = MappingProxyType(
    {
        "lang": (
            "Långt",
            _p(
                "M14 30c-2-16 8-22 18-22s20 6 18 22c-1 8 2 12 2 16-6 2-8-2-8-6V28c-8 0-16-3-19-8-1 5-4 8-5 9v11"
                "c0 4-2 8-8 6 0-4 3-8 2-16z"
            ),
        ),
        "knut": (
            "I knut",
            _o(32, 8, 6) + _p("M17 28c0-12 6-17 15-17s15 5 15 17c-6-2-10-6-12-9-4 4-11 7-18 9z"),
        ),
        "kort": (
            "Kort",
            _p("M18 27c-1-12 6-18 15-18 8 0 14 5 14 16-5-1-8-4-10-7-4 5-12 6-19 9z"),
        ),
        "page": (
            "Page",
            _p("M16 34c-3-15 5-25 16-25s19 10 16 25c-2-8-5-12-8-14-6 3-16 3-19 1-3 3-4 7-5 13z"),
        ),
        "snagg": ("Snaggat", _p("M18 26c0-11 6-16 14-16s14 5 14 16l-3-6H21z")),
        "lockigt": (
            "Lockigt",
            _o(20, 20, 7) + _o(28, 13, 7) + _o(37, 13, 7) + _o(44, 20, 7) + _o(17, 29, 5) + _o(47, 29, 5),
        ),
        "skagg": (
            "Skägg",
            _p("M19 23c2-8 7-12 13-12s11 4 13 12c-8-4-18-4-26 0z")
            + _p("M20 40c2 12 8 15 12 15s10-3 12-15c-3 4-6 4-8 3-3-1-5-1-8 0-2 1-5 1-8-3z"),
        ),
        "sjal": (
            "Sjal",
            _p(
                "M32 6c-12 0-19 9-19 22 0 12 4 22 8 28h22c4-6 8-16 8-28 0-13-7-22-19-22zm0 13c8 0 12 5 12 13v3"
                "c0 8-6 13-12 13s-12-5-12-13v-3c0-8 4-13 12-13z"
            ),
        ),
    }
)
"""How the hair of a drawn person may be: its word and its drawing."""
SKIN = MappingProxyType({"1": "Ljusast", "2": "Ljus", "3": "Mellan", "4": "Mörk", "5": "Mörkast"})
"""From light to dark, each with its word."""
USUAL = ("lang", "knut", "kort", "page", "snagg", "lockigt")
_BODY = '<path class="face__cloth" d="M12 63c2-10 10-14 20-14s18 4 20 14"/>'
_HEAD = '<path class="face__skin" d="M20 26c0-9 5-13 12-13s12 4 12 13v8c0 9-5 15-12 15s-12-6-12-15z"/>'
_FEATURES = _o(26, 33, 1.8) + _o(38, 33, 1.8)
_GLASSES = '<g class="face__line">' + _o(26, 33, 5) + _o(38, 33, 5) + _p("M31 33h2") + "</g>"
_MOUTH = '<path class="face__line" d="M27 41c3 3 7 3 10 0"/>'


@dataclass(frozen=True, slots=True)
class Face:
    """How somebody is drawn."""

    hair: str
    skin: str = "2"
    glasses: bool = False


def usual_face(person: UUID) -> Face:
    """How somebody is drawn whom nobody has drawn: the same each time, and like nobody in particular."""
    return Face(USUAL[sha256(person.bytes).digest()[0] % len(USUAL)])


def usual_faces(persons: Iterable[UUID]) -> dict[UUID, Face]:
    """The same for some who stand beside each other, told apart as far as there are ways to."""
    found: dict[UUID, Face] = {}
    for person in persons:
        taken = [one.hair for one in found.values()]
        first = USUAL.index(usual_face(person).hair)
        turned = (*USUAL[first:], *USUAL[:first])
        found[person] = Face(min(turned, key=taken.count))
    return found


def face(drawn: Face) -> SafeString:
    """A simple face, never a likeness. The name stands beside it."""
    hair = HAIR[drawn.hair][1]
    beard = drawn.hair == "skagg"
    parts = _BODY + _HEAD + f'<g class="face__ink">{hair}{_FEATURES}</g>' + (_GLASSES if drawn.glasses else "")
    mouth = _MOUTH.replace("face__line", "face__line face__line--light") if beard else _MOUTH
    return format_html(
        '<svg class="face face--{}" viewBox="0 0 64 64" aria-hidden="true" focusable="false">'
        '<circle class="face__behind" cx="32" cy="32" r="31"/>{}</svg>',
        drawn.skin,
        mark_safe(parts + mouth),  # noqa: S308 - our own drawing
    )
