"""One school year as a strip: what came from each side week by week, and the silence between (product 3.2).

Each side has a line of its own, named at its left, so that no mark covers another; sides that are silent have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from samverkan.picture.figure import Figure
from samverkan.picture.svg import drawing, element, seeded_id

Lane = Literal["skola", "halsa", "socialt", "hem", "barnet", "mote"]

WORDS: dict[Lane, str] = {
    "mote": "möte",
    "barnet": "eleven själv",
    "hem": "hem",
    "skola": "skola",
    "halsa": "vård",
    "socialt": "socialtjänst",
}
MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "maj",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt",
    "nov",
    "dec",
)

STAR = "l2.3 4.9 5.4.6-4 3.6 1.1 5.3-4.8-2.7-4.8 2.7 1.1-5.3-4-3.6 5.4-.6z"
WIDTH, LEFT = 800, 104  # the names of the lanes stand to the left
TOP, APART = 38, 24  # the first lane, and from one to the next
BESIDE, CLEAR = 14, 10  # from one mark to the next, and from today's line
SILENCE_IN_SCHOOL_DAYS = 40


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is planned, on a day. `title` is at most eight words."""

    on: date
    title: str
    lane: Lane


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """What the strip shows. `whose` is a first name; `closed` are weekdays without school."""

    whose: str
    starts: date
    ends: date
    today: date
    events: tuple[Event, ...]
    closed: frozenset[date] = frozenset()


def school_year_strip(data: SchoolYear) -> Figure:
    """The year from August to June, events as shapes by lane, silences of 40 school days or more hatched and named."""
    events = sorted(
        (e for e in data.events if data.starts <= e.on <= data.ends),
        key=lambda e: (e.on, e.lane, e.title),
    )
    gaps = list(_silences(data, events))
    lanes = tuple(lane for lane in WORDS if any(event.lane == lane for event in events))
    line_y = TOP + APART * max(len(lanes), 2) - 4
    title = f"Läsåret för {data.whose}, {_month_year(data.starts)} till {_month_year(data.ends)}"
    hatch = seeded_id(title, "hatch")
    body = [
        *(_silence(data, gap, hatch, line_y) for gap in gaps),
        *_names(lanes),
        *_axis(data, line_y),
        *_today(data, line_y),
        *_marks(data, events, lanes),
    ]
    return Figure(
        title=title,
        desc=_conclusion(data, events, gaps),
        svg=drawing(
            title,
            _conclusion(data, events, gaps),
            WIDTH,
            line_y + 38,
            *body,
            css="pic--year",
            defs=_hatch(hatch),
        ),
        header=("Dag", "Händelse", "Från"),
        rows=tuple((_day(e.on), _named(e, data.today), WORDS[e.lane]) for e in events),
        narrow="fig--year",
    )


# ---------- What the picture says ----------


def _conclusion(data: SchoolYear, events: list[Event], gaps: list[tuple[date, date, int]]) -> str:
    past = [e for e in events if e.on <= data.today]
    coming = [e for e in events if e.on > data.today]
    meetings = sum(e.lane == "mote" for e in past)
    said = [f"{_count(len(past), 'händelse', 'händelser')} hittills, {_count(meetings, 'möte', 'möten')}."]
    said += [
        f"Uppehåll från {_day(start)} till {_day(end)}, {days} skoldagar utan någon händelse."
        for start, end, days in gaps
    ]
    if coming:
        said.append(f"Nästa: {coming[0].title}, {_day(coming[0].on)}.")
    return " ".join(said)


def _silences(data: SchoolYear, events: list[Event]) -> Iterator[tuple[date, date, int]]:
    """Pairs of neighbouring days of the past with at least forty school days strictly between them."""
    days = sorted({e.on for e in events if e.on <= data.today} | {min(data.today, data.ends)})
    for before, after in pairwise(days):
        between = sum(_is_school_day(data, before + timedelta(n)) for n in range(1, (after - before).days))
        if between >= SILENCE_IN_SCHOOL_DAYS:
            yield before, after, between


def _is_school_day(data: SchoolYear, day: date) -> bool:
    return day.weekday() < 5 and day not in data.closed


def _named(event: Event, today: date) -> str:
    return f"{event.title} (planerat)" if event.on > today else event.title


# ---------- How it is drawn ----------


def _x(data: SchoolYear, day: date) -> float:
    """The place of a day along the line, with room for half a mark at both ends."""
    return LEFT + 12 + (WIDTH - LEFT - 24) * (day - data.starts).days / max((data.ends - data.starts).days, 1)


def _hatch(name: str) -> str:
    line = element("path", d="M0 0V8", class_="l-hatch")
    pattern = element(
        "pattern",
        line,
        id=name,
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def _silence(data: SchoolYear, gap: tuple[date, date, int], hatch: str, line_y: int) -> str:
    start, end, days = gap
    left, right = _x(data, start) + 12, _x(data, end) - 12
    words = f"uppehåll, {days} skoldagar" if right - left > 190 else f"{days} dagar"
    half = 4.3 * len(words)
    middle, y = (left + right) / 2, (TOP + line_y) / 2 - 10
    return element(
        "g",
        element(
            "rect",
            x=left,
            y=16,
            width=right - left,
            height=line_y - 16,
            fill=f"url(#{hatch})",
        ),
        element("rect", class_="f-ground", x=middle - half, y=y - 13, width=2 * half, height=26),
        element("text", words, class_="t15 mid", x=middle, y=y + 5),
    )


def _names(lanes: tuple[Lane, ...]) -> Iterator[str]:
    for place, lane in enumerate(lanes):
        yield element("text", WORDS[lane], class_="t15 soft", x=0, y=_y(place) + 5)


def _axis(data: SchoolYear, line_y: int) -> Iterator[str]:
    split = min(max(_x(data, data.today), float(LEFT)), float(WIDTH))
    yield element("path", class_="l-text", d=f"M{LEFT} {line_y}H{split:.1f}")
    yield element("path", class_="l-edge l-ahead", d=f"M{split:.1f} {line_y}H{WIDTH}")
    month = data.starts.replace(day=1)
    while month <= data.ends:
        following = (month + timedelta(32)).replace(day=1)
        left, right = (
            _x(data, max(month, data.starts)),
            _x(data, min(following, data.ends)),
        )
        yield element("path", class_="l-edge", d=f"M{left:.1f} {line_y}v7")
        if right - left > 30:
            now = " strong" if (month.year, month.month) == (data.today.year, data.today.month) else ""
            text = MONTHS[month.month - 1]
            yield element(
                "text",
                text,
                class_=f"t15 mid soft{now}",
                x=(left + right) / 2,
                y=line_y + 26,
            )
        month = following


def _marks(data: SchoolYear, events: list[Event], lanes: tuple[Lane, ...]) -> Iterator[str]:
    """One mark for each week of a lane; the table keeps every event."""
    for place, lane in enumerate(lanes):
        days = [event.on for event in events if event.lane == lane]
        for x in _past(data, [day for day in days if day <= data.today]):
            yield _mark(lane, x, _y(place))
        for x in _ahead(data, [day for day in days if day > data.today]):
            yield _mark(lane, x, _y(place), planned=True)


def _past(data: SchoolYear, days: list[date]) -> Iterator[float]:
    """From today's line and back, each at its week and clear of the one after."""
    after = _x(data, data.today) + BESIDE - CLEAR
    for middle in sorted({_midweek(day) for day in days}, reverse=True):
        after = min(_x(data, middle), after - BESIDE)
        yield after


def _ahead(data: SchoolYear, days: list[date]) -> Iterator[float]:
    before = _x(data, data.today) - BESIDE + CLEAR
    for middle in sorted({_midweek(day) for day in days}):
        before = max(_x(data, middle), before + BESIDE)
        yield before


def _midweek(day: date) -> date:
    return day + timedelta(2 - day.weekday())


def _y(place: int) -> int:
    return TOP + APART * place


def _mark(lane: Lane, x: float, y: float, *, planned: bool = False) -> str:
    if lane == "mote":
        ring = element(
            "circle",
            class_=f"f-ground l-text{' l-plan' if planned else ''}",
            cx=x,
            cy=y,
            r=8,
        )
        dot = element("circle", class_="f-text", cx=x, cy=y, r=3.2)
        return ring if planned else element("g", ring, dot)
    css = f"mark {'f-ground l-text l-plan' if planned else f'f-{lane}'}"
    if lane == "hem":
        return element("path", class_=css, d=f"M{x:.1f} {y - 8}l7 6.5v7.5h-14v-7.5z")
    if lane == "skola":
        return element("rect", class_=css, x=x - 6, y=y - 6, width=12, height=12)
    if lane == "barnet":
        return element("path", class_=css, d=f"M{x:.1f} {y - 8}{STAR}")
    if lane == "halsa":
        return element("path", class_=css, d=f"M{x:.1f} {y - 7.5}l7.5 7.5-7.5 7.5-7.5-7.5z")
    return element("circle", class_=css, cx=x, cy=y, r=6.5)


def _today(data: SchoolYear, line_y: int) -> Iterator[str]:
    if data.starts <= data.today <= data.ends:
        x = _x(data, data.today)
        near_the_end = x > WIDTH - 60
        yield element("path", class_="l-text", d=f"M{x:.1f} 2V{line_y}")
        side = "end" if near_the_end else ""
        yield element(
            "text",
            "i dag",
            class_=f"t15 strong halo {side}".strip(),
            x=x + (-6 if near_the_end else 6),
            y=16,
        )


# ---------- Swedish ----------


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _month_year(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
