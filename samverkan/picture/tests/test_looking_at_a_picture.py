"""The pictures say what their tables say, to everyone, in the same bytes each time."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from samverkan.picture import (
    Bar,
    Event,
    Figure,
    Network,
    Node,
    Promised,
    SchoolYear,
    Spent,
    Stairs,
    network,
    promise_stairs,
    readiness_dots,
    school_year_strip,
    stacked_bars,
    time_bars,
)
from samverkan.picture.figure import Key
from samverkan.picture.svg import element

SNAPSHOTS = Path(__file__).parent / "snapshots"
TODAY = date(2025, 3, 4)
SVG = "{http://www.w3.org/2000/svg}"


def elliots_year() -> SchoolYear:
    events = (
        Event(date(2024, 8, 21), "Samtal med Anna och Olof", "hem"),
        Event(date(2024, 9, 2), "Oro från Jonas Berg", "skola"),
        Event(date(2024, 9, 11), "Första mötet", "mote"),
        Event(date(2024, 10, 6), "Logopeden börjar", "halsa"),
        Event(date(2024, 11, 6), "Ny plats i klassrummet", "skola"),
        Event(date(2025, 1, 27), "Socialtjänsten hör av sig", "socialt"),
        Event(date(2025, 2, 20), "Elliot pratar med Sara", "barnet"),
        Event(date(2025, 3, 5), "Möte om stöd i skolan", "mote"),
    )
    return SchoolYear("Elliot", date(2024, 8, 1), date(2025, 6, 30), TODAY, events)


def elliots_team() -> Network:
    return Network(
        "Elliot",
        (
            Node("Anna Lindqvist", "mamma", "Hemmet", "hem", phone="070-174 06 21"),
            Node("Sara Holm", "kurator", "Björkskolan", "skola", trusted=True),
            Node("Lena Wik", "specialpedagog", "Björkskolan", "skola", "tyst"),
            Node("Maria Ek", "logoped", "Habiliteringen", "utanfor"),
            Node("Skolpsykolog", "", "Björkskolan", "skola", "saknas"),
        ),
    )


def crowd(size: int) -> Network:
    return Network("Elliot", tuple(Node(f"Person {n}", "roll", f"Enhet {n % 6}", "utanfor") for n in range(size)))


def ebbas_promises() -> Stairs:
    first, second = date(2024, 11, 12), date(2025, 1, 22)
    return Stairs(
        (
            Promised(first, date(2024, 11, 28), kept=True),
            Promised(first, date(2024, 12, 9), kept=True, changed_on=(date(2024, 11, 28),)),
            Promised(first, date(2025, 1, 22)),
            Promised(second, date(2025, 2, 10), kept=True),
            Promised(second, changed_on=(date(2025, 2, 3),)),
            Promised(second),
        ),
        TODAY,
    )


def ebbas_time() -> tuple[Spent, ...]:
    return Spent("Skoldagen", 15, 19), Spent("Habiliteringens insatser", 20, 12, now=True), Spent("Övrigt", 10, 0)


ALL: dict[str, Callable[[], Figure]] = {
    "school-year": lambda: school_year_strip(elliots_year()),
    "network": lambda: network(elliots_team()),
    "readiness": lambda: readiness_dots(3, 5),
    "stairs": lambda: promise_stairs(ebbas_promises()),
    "time": lambda: time_bars(ebbas_time()),
    "time-small": lambda: time_bars(ebbas_time(), small=True),
    "stacked": lambda: stacked_bars(
        "Hur var mötet?",
        "4 av 5 blev lyssnade på.",
        ("Ja", "Delvis", "Nej"),
        (Bar("Blev du lyssnad på?", (4, 1, 0)), Bar("Vet du vad som händer nu?", (2, 1, 2))),
    ),
}


@pytest.mark.parametrize("name", ALL)
def test_a_picture_looks_as_it_did_when_somebody_last_looked_at_it(name: str) -> None:
    drawn = str(ALL[name]().svg) + "\n"
    kept = SNAPSHOTS / f"{name}.svg"
    if os.environ.get("SAMVERKAN_NEW_PICTURES"):
        kept.write_text(drawn)

    assert drawn == kept.read_text(), "The picture changed. Look at it, then run with SAMVERKAN_NEW_PICTURES=1."


@pytest.mark.parametrize("name", ALL)
def test_the_same_facts_give_the_same_bytes_and_few_of_them(name: str) -> None:
    first, second = ALL[name]().svg, ALL[name]().svg

    assert first == second
    assert len(first.encode()) < 20_000


@pytest.mark.parametrize("name", ALL)
def test_a_picture_carries_no_style_attribute_and_no_colour_of_its_own(name: str) -> None:
    svg = ALL[name]().svg

    assert "style=" not in svg
    assert "#" not in svg.replace("url(#", "")


@pytest.mark.parametrize("name", ["school-year", "network"])
def test_a_picture_has_a_name_and_a_conclusion_for_those_who_do_not_see_it(name: str) -> None:
    figure = ALL[name]()
    root = ElementTree.fromstring(figure.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert title is not None and desc is not None
    assert (title.text, desc.text) == (figure.title, figure.desc)
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]
    assert root.attrib["role"] == "img" and "width" not in root.attrib


def test_events_of_weeks_apart_are_a_mark_and_a_row_each() -> None:
    figure = school_year_strip(elliots_year())

    # A meeting that has been is a ring with a dot in it; one that is planned is the ring alone.
    marks = figure.svg.count('class="mark ') + figure.svg.count('r="8"')
    assert marks == len(figure.rows) == 8
    assert figure.desc.startswith("7 händelser hittills, 1 möte.")


def test_no_mark_covers_another_however_much_happens() -> None:
    days = [date(2024, 8, 19) + timedelta(n) for n in range(290)]
    year = elliots_year()
    busy = SchoolYear("Elliot", year.starts, year.ends, TODAY, tuple(Event(day, "Något", "skola") for day in days))
    places = sorted(
        float(mark.split('x="')[1].split('"')[0]) for mark in school_year_strip(busy).svg.split("<rect")[1:]
    )

    assert len(places) > 30
    assert min(after - before for before, after in pairwise(places)) >= 13.9


def test_only_sides_that_have_said_something_are_named() -> None:
    svg = school_year_strip(
        SchoolYear("Elliot", date(2024, 8, 1), date(2025, 6, 30), TODAY, elliots_year().events[:2])
    ).svg

    assert ">hem<" in svg and ">skola<" in svg
    assert "socialtjänst" not in svg and "eleven själv" not in svg


def test_the_long_silence_of_the_winter_is_shown_and_said() -> None:
    figure = school_year_strip(elliots_year())

    assert "Uppehåll från 6 nov till 27 jan, 57 skoldagar utan någon händelse." in figure.desc
    assert "57 " in figure.svg and "<pattern" in figure.svg


def test_days_without_school_make_no_silence() -> None:
    year = elliots_year()
    closed = frozenset(date(2024, 11, 7) + timedelta(n) for n in range(60))
    figure = school_year_strip(SchoolYear(year.whose, year.starts, year.ends, year.today, year.events, closed))

    assert "Uppehåll" not in figure.desc


def test_thirty_nine_school_days_are_no_silence_and_forty_are() -> None:
    def said(days: int) -> str:
        start = date(2024, 9, 2)
        school_days = [start + timedelta(n) for n in range(1, 120) if (start + timedelta(n)).weekday() < 5]
        events = (Event(start, "Först", "skola"), Event(school_days[days], "Sedan", "skola"))
        return school_year_strip(
            SchoolYear("Elliot", date(2024, 8, 1), date(2025, 6, 30), school_days[days], events)
        ).desc

    assert "Uppehåll" not in said(39)
    assert "40 skoldagar" in said(40)


def test_a_pupil_with_very_many_events_still_gets_a_small_picture_and_a_whole_table() -> None:
    events = tuple(Event(date(2024, 8, 1) + timedelta(n % 200), f"Händelse {n}", "skola") for n in range(600))
    figure = school_year_strip(SchoolYear("Elliot", date(2024, 8, 1), date(2025, 6, 30), TODAY, events))

    assert len(figure.svg.encode()) < 20_000
    assert len(figure.rows) == 600


def test_a_year_with_nothing_in_it_can_be_drawn() -> None:
    figure = school_year_strip(SchoolYear("Elliot", date(2024, 8, 1), date(2025, 6, 30), TODAY, ()))

    assert figure.desc == "0 händelser hittills, 0 möten."
    assert figure.rows == ()


def test_the_network_says_who_is_missing_and_who_has_gone_quiet() -> None:
    figure = network(elliots_team())

    assert figure.desc == "4 personer. En saknas: Skolpsykolog. Ingen kontakt på 60 dagar med Lena Wik."
    assert [row[0] for row in figure.rows] == [
        "Anna Lindqvist",
        "Lena Wik",
        "Sara Holm",
        "Skolpsykolog",
        "Maria Ek",
    ]


def test_everyone_in_the_network_is_in_the_picture_and_in_the_table() -> None:
    figure = network(crowd(24))

    assert all(f">Person {n}</text>" in figure.svg for n in range(24))
    assert len(figure.rows) == 24


def test_names_in_the_network_never_lie_on_one_another() -> None:
    figure = network(crowd(24))
    root = ElementTree.fromstring(figure.svg)
    names = [t for t in root.iter("text") if (t.text or "").startswith("Person")]

    for side in ("end", ""):
        heights = sorted(float(t.attrib["y"]) for t in names if t.attrib["class"].endswith(" end") == (side == "end"))
        assert len(heights) == 12
        assert all(below - above >= 36 for above, below in pairwise(heights))


def test_the_twenty_fifth_person_makes_the_network_draw_organisations_and_keep_everyone_in_the_table() -> None:
    figure = network(crowd(25))

    assert ">Person 3</text>" not in figure.svg
    assert figure.svg.count(" personer</text>") == 6
    assert "5 personer" in figure.svg and "25 personer." in figure.desc
    assert len(figure.rows) == 25


def test_a_name_with_signs_of_code_is_only_a_name() -> None:
    team = Network('<b>"&', (Node('</text><script x="', "roll & ro", "Hemmet", "hem"),))
    svg = network(team).svg

    ElementTree.fromstring(svg)
    assert "<script" not in svg and "<b>" not in svg
    assert "&lt;/text&gt;&lt;script" in svg


def test_the_dots_count_what_is_done_and_refuse_what_cannot_be() -> None:
    figure = readiness_dots(3, 5)

    assert figure.svg.count('class="f-current"') == 3
    assert figure.svg.count("f-none l-current") == 2
    assert figure.rows == (("3", "5"),)
    for done, total in ((6, 5), (-1, 5), (0, 0)):
        with pytest.raises(ValueError):
            readiness_dots(done, total)


def test_an_element_refuses_what_the_content_policy_forbids() -> None:
    with pytest.raises(ValueError):
        element("rect", style="fill: red")
    with pytest.raises(ValueError):
        element("rect", onclick="x()")


def test_a_picture_without_a_conclusion_or_with_a_ragged_table_is_refused() -> None:
    drawn = readiness_dots(1, 2).svg

    with pytest.raises(ValueError):
        Figure("Titel", " ", drawn, ("A",), ())
    with pytest.raises(ValueError):
        Figure("Titel", "Slutsats", drawn, ("A", "B"), (("ensam",),))
    assert Key("skola", drawn).word == "skola"


def test_bars_that_do_not_fit_their_steps_are_not_drawn() -> None:
    for counts in ((1, 2), (0, 0, 0)):
        with pytest.raises(ValueError, match="count for each step"):
            stacked_bars("Titel", "Slutsats.", ("Ja", "Delvis", "Nej"), (Bar("Fråga?", counts),))
