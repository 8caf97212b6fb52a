"""Days, times and names as people write and read them."""

from datetime import UTC, date, datetime

import pytest

from samverkan.people import wording
from samverkan.people.day_field import DayField

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("14/3", date(2027, 3, 14)),
        ("24/11", date(2026, 11, 24)),
        ("23/11", date(2026, 11, 23)),
        ("14 mars", date(2027, 3, 14)),
        ("14 mar", date(2027, 3, 14)),
        ("fredag 4 december", date(2026, 12, 4)),
        ("den 9 april", date(2027, 4, 9)),
        ("9 april 2028", date(2028, 4, 9)),
        ("2025-03-14", date(2025, 3, 14)),
        ("14/3 2028", date(2028, 3, 14)),
        ("imorgon", date(2026, 11, 25)),
        ("I DAG", date(2026, 11, 24)),
        ("29 februari 2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str, meant: date) -> None:
    assert wording.read_day(text, today=TODAY) == meant


@pytest.mark.parametrize("text", ["", "32/1", "31 februari", "snart", "0/0", "2025-13-01", "14 quintilis"])
def test_what_is_no_day_is_no_day(text: str) -> None:
    assert wording.read_day(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 februari", "31 februari finns inte. Skriv en annan dag."),
        ("31/2", "31 februari finns inte. Skriv en annan dag."),
        ("32/1", "32 januari finns inte. Skriv en annan dag."),
        ("2027-06-31", "31 juni finns inte. Skriv en annan dag."),
        ("snart", ""),
        ("14 quintilis", ""),
        ("1/13", ""),
        ("", ""),
    ],
)
def test_a_day_that_does_not_exist_is_said_to_be_so(text: str, said: str) -> None:
    assert wording.absent_day(text) == said


def test_what_is_written_out_can_be_read_back() -> None:
    for offset in range(-150, 150):
        day = date.fromordinal(TODAY.toordinal() + offset)
        assert wording.read_day(wording.day(day), today=TODAY) == day


def test_a_field_shows_a_day_so_that_it_reads_the_same_day_back_a_whole_year_ahead() -> None:
    field = DayField(today=TODAY)

    for offset in range(-400, 400):
        day = date.fromordinal(TODAY.toordinal() + offset)
        assert field.to_python(field.prepare_value(day)) == day
    assert field.prepare_value(date(2026, 12, 21)) == "21 december"
    assert field.prepare_value(date(2027, 6, 30)) == "30 juni 2027"


def test_a_time_is_read_in_stockholm_on_both_sides_of_the_clock_change() -> None:
    assert wording.when(datetime(2026, 3, 4, 12, 0, tzinfo=UTC)) == "onsdag 4 mars kl. 13.00"
    assert wording.when(datetime(2026, 7, 1, 11, 0, tzinfo=UTC)) == "onsdag 1 juli kl. 13.00"
    assert wording.day(datetime(2026, 3, 4, 23, 30, tzinfo=UTC)) == "torsdag 5 mars"


def test_names_are_listed_with_och() -> None:
    assert wording.listed(["Anna", "Olof", "Sara"]) == "Anna, Olof och Sara"
    assert wording.listed(["Anna"]) == "Anna"
    assert wording.listed([]) == ""


def test_a_name_that_ends_in_s_takes_no_more() -> None:
    assert (wording.possessive("Ebba"), wording.possessive("Idris")) == ("Ebbas", "Idris")


def test_a_last_day_without_a_year_is_the_next_such_day() -> None:
    field = DayField(today=TODAY, ahead=True)

    assert wording.read_day("30 juni", today=TODAY) == date(2026, 6, 30)
    assert field.to_python("30 juni") == date(2027, 6, 30)
    assert field.to_python("30/6") == date(2027, 6, 30)
    assert field.to_python("30 juni 2026") == date(2026, 6, 30)
    assert field.to_python("24 november") == TODAY
    assert field.to_python("23 november") == date(2027, 11, 23)
    assert field.prepare_value(date(2027, 6, 30)) == "30 juni"


def test_a_last_day_is_shown_so_that_it_reads_the_same_day_back() -> None:
    field = DayField(today=TODAY, ahead=True)

    for offset in range(-400, 400):
        day = date.fromordinal(TODAY.toordinal() + offset)
        assert field.to_python(field.prepare_value(day)) == day
