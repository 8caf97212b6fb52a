"""Löftestrappan: how many promises are still to be kept, up at each meeting and down as they are kept or given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.safestring import SafeString

from samverkan.picture.figure import Figure, Key
from samverkan.picture.svg import drawing, element, sign

Event = Literal["klart", "andrat", "gick-inte"]
WORDS: dict[Event, str] = {"klart": "klart", "andrat": "flyttat eller lämnat över", "gick-inte": "gick inte"}
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
WIDTH, LEFT, RIGHT = 640, 34, 620
TOP, FLOOR, HEIGHT = 28, 196, 230
APART = 92  # between two days beneath the line
SHORTEST = timedelta(days=7)
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise: at which meeting, when it was kept or given up, and the days on which it was changed."""

    agreed_on: date
    closed_on: date | None = None
    kept: bool = False
    """Whether it was kept, for one that is closed. Else it did not work."""
    changed_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Stairs:
    """The promises of one plan, as they stand today."""

    promises: tuple[Promised, ...]
    today: date


def promise_stairs(data: Stairs) -> Figure:
    """The stairs. Raises ValueError without a promise: then there is nothing to look back at."""
    if not data.promises:
        raise ValueError("Stairs need at least one promise.")
    meetings = sorted({one.agreed_on for one in data.promises})
    title, desc = "Löftestrappan", _conclusion(data, meetings)
    return Figure(
        title=title,
        desc=desc,
        svg=drawing(title, desc, WIDTH, HEIGHT, *_drawn(data, meetings)),
        header=("Möte", "Lovat", "Klart", "Ändrat", "Gick inte", "Kvar"),
        rows=tuple(_row(data, meeting) for meeting in meetings),
        legend=tuple(Key(word, _key(event)) for event, word in WORDS.items() if _happened(data, event)),
        narrow="fig--bars",
    )


# ---------- What the picture says ----------


def _conclusion(data: Stairs, meetings: Sequence[date]) -> str:
    """ "11 av 14 löften från mötet 5 mars är klara; 1 gick inte.", of the latest meeting; then of all of them."""
    latest = [one for one in data.promises if one.agreed_on == meetings[-1]]
    kept, failed = sum(one.kept for one in latest), sum(_failed(one) for one in latest)
    said = f"{kept} av {_promises(len(latest))} från mötet {_day(meetings[-1])} är {'klart' if kept == 1 else 'klara'}"
    said += f"; {failed} gick inte." if failed else "."
    if len(meetings) == 1:
        return said
    left = sum(one.closed_on is None for one in data.promises)
    return f"{said} Av {_promises(len(data.promises))} sedan {_day(meetings[0])} är {left} kvar."


def _row(data: Stairs, meeting: date) -> tuple[str, ...]:
    of = [one for one in data.promises if one.agreed_on == meeting]
    counts = (
        len(of),
        sum(one.kept for one in of),
        sum(bool(one.changed_on) for one in of),
        sum(_failed(one) for one in of),
        sum(one.closed_on is None for one in of),
    )
    return (_day(meeting), *map(str, counts))


def _promises(count: int) -> str:
    return f"{count} {'löfte' if count == 1 else 'löften'}"


def _failed(one: Promised) -> bool:
    return one.closed_on is not None and not one.kept


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _days(one: Promised, event: Event) -> tuple[date, ...]:
    if event == "andrat":
        return one.changed_on
    closed_so = one.closed_on is not None and one.kept == (event == "klart")
    return (one.closed_on,) if closed_so and one.closed_on else ()


def _happened(data: Stairs, event: Event) -> bool:
    return any(_days(one, event) for one in data.promises)


# ---------- How it is drawn ----------


def _open_on(data: Stairs, day: date) -> int:
    """How many are still to be kept when the day is over."""
    return sum(
        one.agreed_on <= day and (one.closed_on is None or max(one.closed_on, one.agreed_on) > day)
        for one in data.promises
    )


def _most(data: Stairs) -> int:
    return max(max(_open_on(data, day) for day in _turns(data)), 1)


def _turns(data: Stairs) -> list[date]:
    """The days on which the line goes up or down."""
    closed = {max(one.closed_on, one.agreed_on) for one in data.promises if one.closed_on}
    return sorted({one.agreed_on for one in data.promises} | closed)


def _x(data: Stairs, day: date) -> float:
    first = min(one.agreed_on for one in data.promises)
    last = max(data.today, first + SHORTEST)
    return LEFT + (RIGHT - LEFT) * (day - first).days / (last - first).days


def _y(data: Stairs, count: int) -> float:
    return FLOOR - (FLOOR - TOP) * count / _most(data)


def _drawn(data: Stairs, meetings: Sequence[date]) -> Iterator[SafeString]:
    most = _most(data)
    for count in range(0, most + 1, -(-most // MOST_LINES)):
        y = _y(data, count)
        yield element("path", d=f"M{LEFT} {y:.1f}H{RIGHT}", class_="l-hair")
        yield element("text", str(count), x=LEFT - 10, y=y + 5, class_="t15 soft end")
    for meeting in meetings:
        yield element("path", d=f"M{_x(data, meeting):.1f} {TOP - 12}V{FLOOR}", class_="l-edge l-ahead")
    yield element("path", d=_line(data), class_="f-none l-sea l-thick")
    yield from _marks(data)
    yield from _labels(data, meetings)


def _line(data: Stairs) -> str:
    turns = _turns(data)
    steps = [f"M{_x(data, turns[0]):.1f} {FLOOR}"]
    steps += [f"H{_x(data, day):.1f}V{_y(data, _open_on(data, day)):.1f}" for day in turns]
    return "".join([*steps, f"H{max(_x(data, data.today), _x(data, turns[-1])):.1f}"])


def _marks(data: Stairs) -> Iterator[SafeString]:
    """One mark for each kind of thing that happened on a day, beside each other on the line."""
    found: dict[date, list[Event]] = {}
    for event in WORDS:
        for day in sorted({day for one in data.promises for day in _days(one, event)}):
            found.setdefault(day, []).append(event)
    for day, events in sorted(found.items()):
        for place, event in enumerate(events):
            x = _x(data, day) + 16 * (place - (len(events) - 1) / 2)
            yield _mark(event, x, _y(data, _open_on(data, day)))


def _mark(event: Event, x: float, y: float) -> SafeString:
    if event == "klart":
        return element("rect", x=x - 6, y=y - 6, width=12, height=12, class_="f-skola")
    if event == "andrat":
        return element("circle", cx=x, cy=y, r=6, class_="f-ground l-sea")
    cross = element("path", d=f"M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10", class_="l-text l-thick")
    return element("g", element("circle", cx=x, cy=y, r=8, class_="f-ground"), cross)


def _labels(data: Stairs, meetings: Sequence[date]) -> Iterator[SafeString]:
    """Today at the end, then the meetings from the latest back, as long as there is room."""
    before = float(RIGHT + APART)
    for day in (data.today, *reversed(meetings)):
        x = _x(data, day)
        if x > before - APART:
            continue
        side = "end" if x > RIGHT - 40 else "" if x < LEFT + 40 else "mid"
        word = "i dag" if day == data.today else _day(day)
        yield element("text", word, x=x, y=HEIGHT - 10, class_=f"t15 soft {side}".strip())
        before = x


def _key(event: Event) -> SafeString:
    return sign(18, 18, _mark(event, 9, 9))
