"""The timeline: newest first, page by page without loss or repetition, older school years behind one step."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from samverkan.people.models import Person
from samverkan.people.wording import STOCKHOLM
from samverkan.plans import actions, queries
from samverkan.plans.queries.timeline import first_day_shown, gathered, read_cursor, school_year_of
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
