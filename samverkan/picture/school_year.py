"""One school year as a strip: a mark for each event, and the silence between them, which a list hides (product 3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from samverkan.picture.figure import Figure, Key
from samverkan.picture.svg import drawing, element, seeded_id, sign

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

STAR = "l2.6 5.7 6.2.7-4.6 4.2 1.3 6.1-5.5-3.1-5.5 3.1 1.3-6.1-4.6-4.2 6.2-.7z"
WIDTH, HEIGHT, LINE_Y = 800, 116, 78
LEVELS = (50, 30, 66)  # where marks go when they would cover one another
SILENCE_IN_SCHOOL_DAYS = 40
MANY = 100  # above this, one mark stands for a week of the same lane


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
    title = f"Läsåret för {data.whose}, {_month_year(data.starts)} till {_month_year(data.ends)}"
    hatch = seeded_id(title, "hatch")
    body = [
        *(_silence(data, gap, hatch) for gap in gaps),
        *_axis(data),
        *_marks(data, events),
        *_today(data),
    ]
    return Figure(
        title=title,
        desc=_conclusion(data, events, gaps),
        svg=drawing(
            title,
            _conclusion(data, events, gaps),
            WIDTH,
            HEIGHT,
            *body,
            css="pic--year",
            defs=_hatch(hatch),
        ),
        header=("Dag", "Händelse", "Från"),
        rows=tuple((_day(e.on), _named(e, data.today), WORDS[e.lane]) for e in events),
        legend=tuple(Key(word, sign(24, 24, _mark(lane, 12, 12))) for lane, word in WORDS.items()),
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
    return 12 + (WIDTH - 24) * (day - data.starts).days / max((data.ends - data.starts).days, 1)


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


def _silence(data: SchoolYear, gap: tuple[date, date, int], hatch: str) -> str:
    start, end, days = gap
    left, right = _x(data, start) + 12, _x(data, end) - 12
    words = f"uppehåll, {days} skoldagar" if right - left > 190 else f"{days} dagar"
    half = 4.3 * len(words)
    middle = (left + right) / 2
    return element(
        "g",
        element(
            "rect",
            x=left,
            y=16,
            width=right - left,
            height=LINE_Y - 16,
            fill=f"url(#{hatch})",
        ),
        element("rect", class_="f-ground", x=middle - half, y=34, width=2 * half, height=26),
        element("text", words, class_="t15 mid", x=middle, y=52),
    )


def _axis(data: SchoolYear) -> Iterator[str]:
    split = min(max(_x(data, data.today), 0.0), float(WIDTH))
    yield element("path", class_="l-text", d=f"M0 {LINE_Y}H{split:.1f}")
    yield element("path", class_="l-edge l-ahead", d=f"M{split:.1f} {LINE_Y}H{WIDTH}")
    month = data.starts.replace(day=1)
    while month <= data.ends:
        following = (month + timedelta(32)).replace(day=1)
        left, right = (
            _x(data, max(month, data.starts)),
            _x(data, min(following, data.ends)),
        )
        yield element("path", class_="l-edge", d=f"M{left:.1f} {LINE_Y}v7")
        if right - left > 30:
            now = " strong" if (month.year, month.month) == (data.today.year, data.today.month) else ""
            text = MONTHS[month.month - 1]
            yield element(
                "text",
                text,
                class_=f"t15 mid soft{now}",
                x=(left + right) / 2,
                y=LINE_Y + 26,
            )
        month = following


def _marks(data: SchoolYear, events: list[Event]) -> Iterator[str]:
    """Marks in order of day; one that would cover its neighbour moves up or down."""
    last = dict.fromkeys(LEVELS, -99.0)
    for event in _thinned(events):
        x = _x(data, event.on)
        level = next((y for y in LEVELS if x - last[y] >= 20), min(last, key=lambda y: last[y]))
        last[level] = x
        yield _mark(event.lane, x, level, planned=event.on > data.today)


def _thinned(events: list[Event]) -> list[Event]:
    """All events, or with very many of them the first of each lane and week; the table keeps them all."""
    if len(events) <= MANY:
        return events
    return list({(e.on.isocalendar()[:2], e.lane): e for e in reversed(events)}.values())[::-1]


def _mark(lane: Lane, x: float, y: float, *, planned: bool = False) -> str:
    if lane == "mote":
        ring = element(
            "circle",
            class_=f"f-ground l-text{' l-plan' if planned else ''}",
            cx=x,
            cy=y,
            r=10,
        )
        dot = element("circle", class_="f-text", cx=x, cy=y, r=4)
        return ring if planned else element("g", ring, dot)
    css = f"mark {'f-ground l-text l-plan' if planned else f'f-{lane}'}"
    if lane == "hem":
        return element("path", class_=css, d=f"M{x:.1f} {y - 9}l8 7.5v8h-16v-8z")
    if lane == "skola":
        return element("rect", class_=css, x=x - 6.5, y=y - 6.5, width=13, height=13)
    if lane == "barnet":
        return element("path", class_=css, d=f"M{x:.1f} {y - 9}{STAR}")
    if lane == "halsa":
        return element("path", class_=css, d=f"M{x:.1f} {y - 9}l9 9-9 9-9-9z")
    return element("circle", class_=css, cx=x, cy=y, r=7)


def _today(data: SchoolYear) -> Iterator[str]:
    if data.starts <= data.today <= data.ends:
        x = _x(data, data.today)
        near_the_end = x > WIDTH - 60
        yield element("path", class_="l-text", d=f"M{x:.1f} 2V{LINE_Y}")
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
