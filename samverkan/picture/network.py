"""Who stands round a child, or a school: three rings, no physics, no chance (product 3.3).

Everyone gets a line of their own to the left or right, so two names can never lie on one another. A node sits where its
line crosses its ring. Home is nearest the middle, then school, then those outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from django.utils.safestring import SafeString

from samverkan.picture.figure import Figure, Key
from samverkan.picture.svg import drawing, element, sign

Ring = Literal["hem", "skola", "utanfor"]
Contact = Literal["kontakt", "tyst", "saknas"]

RINGS: tuple[Ring, ...] = ("hem", "skola", "utanfor")
RING_CLASS: dict[Ring, str] = {
    "hem": "n-home",
    "skola": "n-school",
    "utanfor": "n-outside",
}
CONTACTS: dict[Contact, str] = {
    "kontakt": "I kontakt",
    "tyst": "Ingen kontakt på 60 dagar",
    "saknas": "Saknas",
}
LINES: dict[Contact, str] = {
    "kontakt": "l-edge",
    "tyst": "l-edge l-dash",
    "saknas": "l-edge l-dots",
}

MOST = 24
WIDTH, RING_STEP, FIRST_RING = 600, 46, 60
CLOSEST, WIDEST, SPREAD = (
    40,
    56,
    280,
)  # between the lines of two names: two lines of text at least
LONGEST_LABEL = 21


@dataclass(frozen=True, slots=True)
class Node:
    """A person, or a seat that nobody holds (`contact` "saknas", `name` then says which)."""

    name: str
    role: str
    organisation: str
    ring: Ring
    contact: Contact = "kontakt"
    phone: str = ""
    trusted: bool = False  # trygghetsperson


@dataclass(frozen=True, slots=True)
class Network:
    """Who is in the middle (a first name, or a school) and everyone round."""

    middle: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    node: Node
    x: float
    y: float


def network(data: Network) -> Figure:
    """The map. More than 24 people are drawn as their organisations with a count; the table still names everyone."""
    nodes = _ordered(data.nodes)
    drawn = nodes if len(nodes) <= MOST else _by_organisation(nodes)
    places, radii = _layout(drawn)
    half = max(radii.values(), default=FIRST_RING) + 26
    title, desc = f"Nätverket runt {data.middle}", _conclusion(nodes)
    body = [
        *_rings(radii, half),
        *(_spoke(place, half) for place in places),
        *(_person(place, half) for place in places),
        *_child(half),
    ]
    return Figure(
        title=title,
        desc=desc,
        svg=drawing(title, desc, WIDTH, round(2 * half), *body, css="pic--network"),
        header=("Namn", "Roll", "Verksamhet", "Kontakt", "Telefon"),
        rows=tuple(_row(node) for node in nodes),
        legend=tuple(Key(word.lower(), _line_key(contact)) for contact, word in CONTACTS.items()),
        narrow="fig--network",
    )


# ---------- What the picture says ----------


def _conclusion(nodes: Sequence[Node]) -> str:
    present = [node for node in nodes if node.contact != "saknas"]
    missing = [node.name for node in nodes if node.contact == "saknas"]
    quiet = [node.name for node in nodes if node.contact == "tyst"]
    said = [f"{len(present)} {'person' if len(present) == 1 else 'personer'}."]
    if missing:
        said.append(f"{'En' if len(missing) == 1 else len(missing)} saknas: {_listed(missing)}.")
    if quiet:
        said.append(f"Ingen kontakt på 60 dagar med {_listed(quiet)}.")
    return " ".join(said)


def _listed(names: Sequence[str]) -> str:
    """ "Anna", "Anna och Olof", "Anna, Olof och Sara"; after five the rest are counted."""
    shown = list(names[:5]) + ([f"{len(names) - 5} till"] if len(names) > 5 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} och {shown[-1]}"


def _row(node: Node) -> tuple[str, ...]:
    role = f"{node.role}, trygghetsperson" if node.trusted else node.role
    return (
        node.name,
        role,
        node.organisation,
        CONTACTS[node.contact],
        node.phone or "–",
    )


# ---------- Where everyone stands ----------


def _ordered(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda n: (RINGS.index(n.ring), n.organisation, n.name))


def _by_organisation(nodes: Iterable[Node]) -> list[Node]:
    """One node for each ring and organisation. As alive as its liveliest member; trusted if it holds that person."""
    groups: dict[tuple[Ring, str], list[Node]] = {}
    for node in nodes:
        groups.setdefault((node.ring, node.organisation), []).append(node)
    return [_group(ring, organisation, members) for (ring, organisation), members in groups.items()]


def _group(ring: Ring, organisation: str, members: list[Node]) -> Node:
    alive = next(contact for contact in CONTACTS if any(m.contact == contact for m in members))
    people = "person" if len(members) == 1 else "personer"
    return Node(
        organisation,
        f"{len(members)} {people}",
        organisation,
        ring,
        alive,
        trusted=any(m.trusted for m in members),
    )


def _layout(nodes: Sequence[Node]) -> tuple[list[_Place], dict[Ring, float]]:
    """Places relative to the middle, and the radius each ring needs."""
    seated = [(1, *seat) for seat in _side(nodes[::2])] + [(-1, *seat) for seat in _side(nodes[1::2])]
    radii: dict[Ring, float] = {}
    radius = float(FIRST_RING - RING_STEP)
    for ring in RINGS:
        reach = max((abs(y) for _, node, y in seated if node.ring == ring), default=0.0)
        radius = max(radius + RING_STEP, reach + 14)
        radii[ring] = radius
    places = [_Place(node, turn * sqrt(radii[node.ring] ** 2 - y**2), y) for turn, node, y in seated]
    return places, radii


def _side(nodes: Sequence[Node]) -> Iterator[tuple[Node, float]]:
    """A line for each on one side: home nearest the middle, and within a ring those of one organisation together."""
    heights = _heights(len(nodes))
    for ring in RINGS:
        members = [node for node in nodes if node.ring == ring]
        yield from zip(members, sorted(heights[: len(members)]), strict=True)
        heights = heights[len(members) :]


def _heights(count: int) -> list[float]:
    """Lines nearest the middle first, above and below in turn, centred."""
    row = min(WIDEST, max(CLOSEST, SPREAD / max(count - 1, 1)))
    return sorted(
        (row * (place - (count - 1) / 2) for place in range(count)),
        key=lambda y: (abs(y), y),
    )


# ---------- How it is drawn ----------


def _rings(radii: dict[Ring, float], half: float) -> Iterator[str]:
    """The breakwaters: two arcs, open upward and a little downward."""
    for radius in radii.values():
        for turn in (-1, 1):
            top_x, top_y = turn * radius * 0.22, -radius * 0.975
            low_x, low_y = turn * radius * 0.06, radius * 0.998
            sweep = 0 if turn < 0 else 1
            arc = f"A{radius:.1f} {radius:.1f} 0 0 {sweep}"
            path = f"M{300 + top_x:.1f} {half + top_y:.1f}{arc} {300 + low_x:.1f} {half + low_y:.1f}"
            yield element("path", class_="f-none l-hair", d=path)


def _spoke(place: _Place, half: float) -> str:
    length = sqrt(place.x**2 + place.y**2)
    start, end = 27 / length, (length - 12) / length
    (x1, y1), (x2, y2) = ((300 + place.x * part, half + place.y * part) for part in (start, end))
    return element("path", class_=LINES[place.node.contact], d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")


def _person(place: _Place, half: float) -> str:
    node, x, y = place.node, 300 + place.x, half + place.y
    missing = node.contact == "saknas"
    dot = element(
        "circle",
        class_="f-ground l-edge l-gap" if missing else RING_CLASS[node.ring],
        cx=x,
        cy=y,
        r=10,
    )
    ring = element("circle", class_="f-ground l-sea", cx=x, cy=y, r=15) if node.trusted else ""
    turn, anchor = (1, "") if place.x >= 0 else (-1, " end")
    at = x + turn * (21 if node.trusted else 16)
    role = "saknas" if missing else "trygghetsperson" if node.trusted and node.role else node.role
    return element(
        "g",
        ring,
        dot,
        element("text", _short(node.name), class_=f"t16 strong halo{anchor}", x=at, y=y - 1),
        element("text", _short(role), class_=f"t15 soft halo{anchor}", x=at, y=y + 16),
    )


def _child(half: float) -> Iterator[str]:
    """The buoy between its own two breakwaters."""
    yield element("circle", class_="f-ground", cx=300, cy=half, r=25)
    yield element(
        "path",
        class_="f-none l-text l-thick",
        d=f"M291 {half - 22:.1f}A24 24 0 0 0 298 {half + 24:.1f}",
    )
    yield element(
        "path",
        class_="f-none l-text l-thick",
        d=f"M309 {half - 22:.1f}A24 24 0 0 1 302 {half + 24:.1f}",
    )
    yield element("circle", class_="f-barnet", cx=300, cy=half, r=8)


def _line_key(contact: Contact) -> SafeString:
    return sign(26, 18, element("path", class_=LINES[contact], d="M0 9H26"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"
