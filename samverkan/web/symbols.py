"""The shapes of the product. A shape always stands beside its word, so it is hidden from screen readers."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_LINE = 'fill="none" stroke="currentColor" stroke-width="{}" stroke-linecap="round" stroke-linejoin="round"'


def _line(path: str, width: str = "2") -> str:
    return f'<path d="{path}" {_LINE.format(width)}/>'


SHAPES = MappingProxyType(
    {
        "full": '<circle cx="10" cy="10" r="7.5" fill="currentColor"/>',
        "half": '<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/>',
        "ring": '<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="2.2"/>',
        "triangle": '<path d="M10 2.5L18.5 17h-17z" fill="currentColor"/>',
        "dashed": '<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-dasharray="3.2 2.3"/>',
        "check": _line("M3 10.5l4.5 4.5L17 5", "2.6"),
        "pause": '<path d="M5.500 4h3v12h-3zM11.500 4h3v12h-3z" fill="currentColor"/>',
        "clock": '<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>'
        + _line("M10 5.5V10l3 2"),
        "box": '<rect x="3" y="3" width="14" height="14" rx="2" fill="none" stroke="currentColor" stroke-width="1.8"/>',
        "dash": _line("M4 10h12", "2.4"),
        "cross": _line("M4.500 4.500l11 11M15.500 4.500l-11 11", "2.4"),
        "lock": '<rect x="4" y="9" width="12" height="8" rx="1.5" fill="currentColor"/>'
        + _line("M6.500 9V6.500a3.500 3.500 0 0 1 7 0V9", "1.8"),
        "speaker": _line(
            "M3 8v4h3l4 3.5v-11L6 8zM13 7.5c1.5 1.5 1.5 3.5 0 5M15.5 5c3 3 3 7 0 10",
            "1.8",
        ),
        # The lanes of the timeline: one shape for each kind of operation.
        "skola": '<rect x="3.500" y="3.500" width="13" height="13" fill="currentColor"/>',
        "halsa": '<path d="M10 1.500L18.500 10 10 18.500 1.500 10z" fill="currentColor"/>',
        "socialt": '<circle cx="10" cy="10" r="7.5" fill="currentColor"/>',
        "hem": '<path d="M10 2l8 7v9H2V9z" fill="currentColor"/>',
        "barnet": '<path d="M10 1.500l2.600 5.700 6.200.7-4.600 4.200 1.300 6.100L10 15.100l-5.500 3.100 1.300-6.100'
        'L1.200 7.900l6.200-.7z" '
        'fill="currentColor"/>',
        "mote": '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2.2"/>'
        '<circle cx="10" cy="10" r="3" fill="currentColor"/>',
    }
)

ICONS = MappingProxyType(
    {
        "today": _line("M2 15h16M5 15a5 5 0 0 1 10 0M10 4v3M3.5 7l2 2M16.5 7l-2 2", "1.6"),
        "pupils": '<circle cx="10" cy="6.5" r="3.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        + _line("M3.5 17c.5-4 3-6 6.500-6s6 2 6.500 6", "1.6"),
        "meetings": '<circle cx="10" cy="10" r="4" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<g fill="currentColor"><circle cx="10" cy="2.800" r="1.500"/><circle cx="16.500" cy="7" r="1.500"/>'
        '<circle cx="15" cy="15.500" r="1.500"/><circle cx="5" cy="15.500" r="1.500"/>'
        '<circle cx="3.500" cy="7" r="1.500"/></g>',
        "todo": _line(
            "M2.500 5.500l1.500 1.500 2.500-3M2.500 13.500l1.500 1.500 2.500-3M9.500 6H18M9.500 14H18",
            "1.6",
        ),
        "school": _line("M2 9l8-5 8 5M4 8.500V16h12V8.500M8.500 16v-4h3v4", "1.6"),
        "contacts": _line(
            "M3 4h4l1.500 4-2 1.500a9 9 0 0 0 4 4l1.500-2 4 1.500v4C9 17 3 11 3 4z",
            "1.6",
        ),
        "harbour": _line(
            "M2 13c2.600-2 5.300-2 8 0s5.400 2 8 0M2 17c2.600-2 5.300-2 8 0s5.400 2 8 0M10 10V3l4 5h-4",
            "1.6",
        ),
        "settings": _line("M3 6h14M3 14h14M7 4v4M13 12v4", "1.6"),
        "log": _line("M5 3h10v14H5zM8 7h4M8 10h4M8 13h2", "1.6"),
        "menu": _line("M3 6h14M3 10h14M3 14h14", "1.8"),
        "search": '<circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/>'
        + _line("M13 13l5 5"),
    }
)


class Status(NamedTuple):
    """A fixed word with its shape and hue (a class suffix; "" is the blue of all states of need)."""

    shape: str
    word: str
    hue: str = ""


STATUSES = MappingProxyType(
    {
        "fungerar": Status("full", "Fungerar"),
        "pa-vag": Status("half", "På väg"),
        "behover-stod": Status("triangle", "Behöver stöd"),
        "inte-bedomt": Status("dashed", "Inte bedömt"),
        "klart": Status("check", "Klart", "tang"),
        "avvaktar": Status("pause", "Avvaktar"),
        "saknas": Status("triangle", "Saknas", "ljung"),
        "far-hora": Status("full", "får höra"),
        "fragat": Status("half", "Frågat", "ljung"),
        "inte-fragat": Status("dashed", "Inte frågat", "ljung"),
        "behover-bedomas": Status("clock", "Behöver bedömas", "ljung"),
        "far-inte": Status("ring", "får inte", "ljung"),
        "ja": Status("check", "Ja", "tang"),
        "nej": Status("ring", "Nej", "ljung"),
        "behovs-inte": Status("dash", "Behövs inte", "soft"),
        "olika-svar": Status("half", "Olika svar", "ljung"),
        "tillbakataget": Status("ring", "Tillbakataget", "ljung"),
        "vilande": Status("pause", "Vilande", "ljung"),
        "inte-inbjuden": Status("dashed", "Inte inbjuden", "soft"),
        "inget-svar": Status("half", "Inget svar än"),
    }
)


def draw(shape: str, css: str = "sym") -> SafeString:
    """The shape as an SVG. Raises KeyError for a name that has no drawing: a misspelt shape must not pass unseen."""
    inner = SHAPES[shape] if shape in SHAPES else ICONS[shape]
    return format_html(
        '<svg class="{}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{}</svg>',
        css,
        mark_safe(inner),  # noqa: S308 - the drawings are constants of this module
    )
