"""The timeline: newest first, page by page without loss or repetition, older school years behind one step."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from samverkan.people.models import Person
from samverkan.people.wording import STOCKHOLM
from samverkan.plans import actions, queries
from samverkan.plans.narrowing import Narrowed
from samverkan.plans.queries.sources import gathered
from samverkan.plans.queries.timeline import first_day_shown, read_cursor
from samverkan.plans.school_years import school_year_of
from tests.cast import Cast, client_as, scope_of


def every_title(cast: Cast, reader: Person, size: int) -> list[tuple[str, str]]:
    """Walk all pages to the end."""
    found, before = [], ""
    for _ in range(200):
        page = queries.timeline(scope_of(reader), cast.ebbas_case, before=before, older_years=True, size=size)
        found += [(event.iso, event.title + event.text + event.by) for year in page.years for event in year.events]
        if not page.older:
            return found
        before = page.older
    raise AssertionError("The pages never end.")


@pytest.mark.parametrize("size", [1, 3, 7])
def test_walking_the_pages_meets_each_event_once_newest_first(cast: Cast, size: int) -> None:
    whole = every_title(cast, cast.jonas, 500)

    walked = every_title(cast, cast.jonas, size)

    assert walked == whole
    assert [on for on, _ in walked] == sorted((on for on, _ in walked), reverse=True)
    assert len(whole) > 20


def test_events_of_the_same_instant_are_not_lost_at_a_page_border(cast: Cast) -> None:
    scope = scope_of(cast.jonas)
    for number in range(6):
        actions.write_note(case=cast.ebbas_case, text=f"Nummer {number}", by=scope.reader, now=scope.now)

    walked = [text for _, text in every_title(cast, cast.jonas, 4)]

    assert sum("Nummer" in text for text in walked) == 6


def test_what_is_to_come_stands_on_top(cast: Cast) -> None:
    page = queries.timeline(scope_of(cast.jonas), cast.ebbas_case)

    assert page.ahead
    assert any(event.shape == "mote" for event in page.ahead)


def test_older_school_years_wait_behind_one_deliberate_step(cast: Cast) -> None:
    scope = scope_of(cast.jonas)
    long_ago = datetime.combine(first_day_shown(scope.today), datetime.min.time(), STOCKHOLM) - timedelta(days=30)
    actions.write_note(case=cast.ebbas_case, text="Det var länge sedan.", by=scope.reader, now=long_ago)
    client = client_as(cast.jonas)

    first = client.get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()
    page = queries.timeline(scope_of(cast.jonas), cast.ebbas_case, size=500)
    behind = client.get(f"/elever/{cast.ebbas_case}/tidslinje?aldre=1").content.decode()

    assert "Det var länge sedan." not in first
    assert page.behind
    walked = [text for _, text in every_title(cast, cast.jonas, 500)]
    assert any("Det var länge sedan." in text for text in walked)
    assert "Nyare" in behind


def test_a_garbled_cursor_is_read_as_the_first_page() -> None:
    for garbled in ("x", "1_2", "_", "99999999999999999999999_" + str(UUID(int=1))):
        assert read_cursor(garbled) is None


def test_the_school_year_turns_in_august(cast: Cast) -> None:
    starts, ends = school_year_of(scope_of(cast.jonas).today)

    assert (starts.month, starts.day, ends.month) == (8, 1, 6)
    assert starts <= scope_of(cast.jonas).today


def test_the_teacher_outside_the_team_finds_neither_parties_nor_insatser(cast: Cast) -> None:
    cells = {event.cell for event in gathered(scope_of(cast.mikael), cast.ebbas_case, None, 500)}
    text = client_as(cast.mikael).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()

    assert cells
    assert "Peter Ny" not in text
    assert "Ny insats" not in text


def test_one_chooses_from_whom_what_and_when_and_takes_each_choice_away_again(cast: Cast) -> None:
    jonas, address = client_as(cast.jonas), f"/elever/{cast.ebbas_case}/tidslinje"
    scope = scope_of(cast.jonas)
    meetings = queries.timeline(scope, cast.ebbas_case, wanted=Narrowed.read("", "mote", ""), size=500)
    lately = queries.timeline(scope, cast.ebbas_case, wanted=Narrowed.read("", "", "manad"), size=500)

    page = jonas.get(f"{address}?fran=barnet&sort=ord&tid=lasar").content.decode()
    none = jonas.get(f"{address}?fran=socialt&sort=ord").content.decode()
    odd = jonas.get(f"{address}?fran=ingenting&sort=%00&tid=alltid").content.decode()

    assert {event.shape for year in meetings.years for event in year.events} == {"mote"}
    assert all(event.iso >= (scope.today - timedelta(days=30)).isoformat() for y in lately.years for event in y.events)
    assert "Visar bara:" in page
    assert 'href="?sort=ord&amp;tid=lasar"' in page
    assert "Inget av det du valde." in none
    assert "Visar bara:" not in odd


def test_a_rare_sort_is_found_far_back_and_its_pages_meet_each_event_once(cast: Cast) -> None:
    scope = scope_of(cast.jonas)
    for number in range(60):
        actions.write_note(case=cast.ebbas_case, text=f"Nummer {number}", by=scope.reader, now=scope.now)
    wanted, before, walked = Narrowed.read("", "ord", ""), "", []

    for _ in range(20):
        page = queries.timeline(scope, cast.ebbas_case, before=before, older_years=True, size=1, wanted=wanted)
        walked += [event.text for year in page.years for event in year.events]
        before = page.older
        if not before:
            break

    whole = queries.timeline(scope, cast.ebbas_case, older_years=True, size=500, wanted=wanted)
    assert walked == [event.text for year in whole.years for event in year.events]
    assert walked


def test_a_silence_of_forty_school_days_has_a_word_and_leave_is_no_silence(cast: Cast) -> None:
    before = datetime(2025, 9, 1, 8, tzinfo=STOCKHOLM)
    for at in (before, before + timedelta(days=70)):
        actions.write_note(case=cast.case("nova"), text="Något hände.", by=scope_of(cast.sara).reader, now=at)
    reader = scope_of(cast.anna_karin)

    def pauses(free: frozenset[date]) -> list[str]:
        page = queries.timeline(reader, cast.case("nova"), older_years=True, size=500, free=free)
        return [event.title for year in page.years for event in year.events if event.pause and year.heading == "2025"]

    leave = frozenset(date(2025, 9, 5) + timedelta(days=number) for number in range(30))
    assert "Uppehåll, 49 skoldagar utan någon händelse" in pauses(frozenset())
    assert "Uppehåll, 49 skoldagar utan någon händelse" not in pauses(leave)
