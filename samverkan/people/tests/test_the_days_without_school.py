"""Läsår och lov: those who keep the school say which days are off, and what is counted in school days knows them."""

from datetime import date, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import releasing
from samverkan.people.models import FreeDays, FreeKind, Person
from samverkan.people.queries import pupil
from samverkan.people.school_days import after_school_days
from samverkan.people.school_year import free_days
from samverkan.people.wording import STOCKHOLM, day_with_year
from samverkan.plans.happenings import Happening
from samverkan.plans.pictures import year_of
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/installningar/lasar", "/installningar/lasar/nytt"


def written(on: date) -> str:
    return on.isoformat()


def ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def add(cast: Cast, who: Person, **told: str) -> tuple[int, str]:
    """Somebody adds a study day in ten days, or what else is told."""
    said = {"kind": "studiedag", "begins_on": written(ahead(10)), "ends_on": ""} | told
    answer = client_as(who).post(NEW, said)
    return answer.status_code, unescape(answer.content.decode())


def read(who: Person) -> str:
    return unescape(client_as(who).get(LIST).content.decode())


def off(cast: Cast, begins_on: date, ends_on: date, *, everywhere: bool = False) -> FreeDays:
    unit = cast.unit()
    return FreeDays.objects.create(
        huvudman_id=unit.organisation.huvudman_id,
        unit=None if everywhere else unit,
        kind=FreeKind.AUTUMN,
        begins_on=begins_on,
        ends_on=ends_on,
        made_at=timezone.now(),
        made_by=cast.anna_karin,
    )


def test_the_rektor_adds_a_leave_and_the_administrator_reads_it(cast: Cast) -> None:
    assert "Lägg in läsårets lov" in read(cast.anna_karin)

    status, _ = add(cast, cast.anna_karin, kind="hostlov", ends_on=written(ahead(14)))

    assert status == 302
    row = FreeDays.objects.get()
    assert (row.unit, row.kind, row.begins_on, row.ends_on) == (cast.unit(), "hostlov", ahead(10), ahead(14))
    shown = read(cast.ingrid)
    assert "Höstlov</h2>" in shown and f"{day_with_year(ahead(10))}–{day_with_year(ahead(14))}" in shown


def test_one_day_needs_no_last_day(cast: Cast) -> None:
    add(cast, cast.anna_karin)

    row = FreeDays.objects.get()
    assert row.begins_on == row.ends_on == ahead(10)


def test_the_last_day_is_read_from_the_first_on(cast: Cast) -> None:
    add(cast, cast.anna_karin, kind="jullov", begins_on="21/12", ends_on="7/1")

    row = FreeDays.objects.get()
    assert row.ends_on.year == row.begins_on.year + 1


@pytest.mark.parametrize("who", ["sara", "jonas", "kerstin", "anna", "maria", "petra"])
def test_those_who_do_not_keep_the_school_neither_read_nor_write(cast: Cast, who: str) -> None:
    row = off(cast, ahead(3), ahead(3))

    for address in (LIST, NEW, reverse("free_days_remove", args=[row.id])):
        assert client_as(getattr(cast, who)).get(address).status_code == 403
    assert add(cast, getattr(cast, who))[0] == 403
    assert FreeDays.objects.count() == 1


def test_another_huvudmans_rektor_does_not_come_to_our_days(cast: Cast) -> None:
    row = off(cast, ahead(3), ahead(3))

    assert client_as(cast.susanne).post(reverse("free_days_remove", args=[row.id])).status_code == 404
    assert client_as(cast.susanne).get(f"{LIST}?skola={cast.unit().id}").status_code == 404
    assert "Höstlov</h2>" not in read(cast.susanne)
    row.refresh_from_db()
    assert row.removed_at is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"begins_on": ""}, "Skriv den första dagen."),
        ({"begins_on": "snart"}, "Skriv datumet som dag och månad"),
        ({"begins_on": "31/2"}, "31 februari finns inte."),
        ({"begins_on": "2027-03-01", "ends_on": "2027-02-01"}, "Den sista dagen är före den första."),
        ({"begins_on": "2027-03-01", "ends_on": "2028-03-01"}, "Det är mer än fyra månader."),
        ({"kind": "semester"}, "Välj ett av orden i listan."),
    ],
)
def test_bad_days_are_met_kindly(cast: Cast, told: dict[str, str], words: str) -> None:
    status, text = add(cast, cast.anna_karin, **told)

    assert status == 422 and words in text
    assert not FreeDays.objects.exists()


def test_days_that_are_off_already_are_said(cast: Cast) -> None:
    off(cast, ahead(8), ahead(12))

    status, text = add(cast, cast.anna_karin)

    assert status == 422 and f"Höstlov {day_with_year(ahead(8))}–{day_with_year(ahead(12))} finns redan." in text
    assert FreeDays.objects.count() == 1


def test_whoever_keeps_every_school_may_say_it_for_all_and_nobody_else(cast: Cast) -> None:
    assert "Alla skolor hos" in unescape(client_as(cast.inger).get(NEW).content.decode())
    assert "Alla skolor hos" not in unescape(client_as(cast.anna_karin).get(NEW).content.decode())

    add(cast, cast.inger, where="alla")
    row = FreeDays.objects.get()

    assert row.unit is None
    assert "Alla skolor" in read(cast.anna_karin)
    assert reverse("free_days_remove", args=[row.id]) not in read(cast.anna_karin)
    assert client_as(cast.anna_karin).post(reverse("free_days_remove", args=[row.id])).status_code == 404
    assert free_days(cast.unit("strandvik").id, since=ahead(0)) == {ahead(10)}
    assert client_as(cast.inger).post(reverse("free_days_remove", args=[row.id])).status_code == 302


def test_what_the_rektor_says_holds_at_her_school_alone_whatever_she_sends(cast: Cast) -> None:
    add(cast, cast.anna_karin, where="alla")

    assert FreeDays.objects.get().unit == cast.unit()
    assert free_days(cast.unit("strandvik").id, since=ahead(0)) == frozenset()


def test_what_is_taken_away_is_asked_about_first_and_is_a_school_day_again(cast: Cast) -> None:
    row, rektor = off(cast, ahead(3), ahead(4)), client_as(cast.anna_karin)
    where = reverse("free_days_remove", args=[row.id])

    asked = unescape(rektor.get(where).content.decode())
    assert "Ta bort höstlov" in asked and free_days(cast.unit().id, since=ahead(0)) == {ahead(3), ahead(4)}
    rektor.post(where)

    assert free_days(cast.unit().id, since=ahead(0)) == frozenset()
    assert "Höstlov</h2>" not in read(cast.anna_karin)
    assert rektor.get(where).status_code == 404


def test_what_has_been_stands_last_and_says_so(cast: Cast) -> None:
    off(cast, ahead(-20), ahead(-16))
    add(cast, cast.anna_karin)

    shown = read(cast.anna_karin)

    assert shown.index("Studiedag") < shown.index("(har varit)")


def test_an_answer_is_hoped_for_in_the_schools_own_school_days(cast: Cast) -> None:
    huvudman = cast.unit().organisation.huvudman_id
    off(cast, date(2027, 3, 1), date(2027, 3, 5))
    friday = date(2027, 2, 26)

    elsewhere = releasing.promised_on(huvudman, friday, unit=cast.unit("strandvik").id)
    here = releasing.promised_on(huvudman, friday, unit=cast.unit().id)

    assert here == elsewhere + timedelta(days=7)
    assert releasing.promised_on(huvudman, friday) == elsewhere, "outside a school nobody knows of its leaves"


def test_a_leave_is_no_silence_in_the_picture_of_the_school_year(cast: Cast) -> None:
    scope = scope_of(cast.sara, now=datetime(2026, 11, 10, 12, tzinfo=STOCKHOLM))
    card = pupil(scope, cast.ebbas_case)
    apart = [
        Happening(datetime(2026, month, on, 12, tzinfo=STOCKHOLM), uuid4(), "Anteckning", "skola", card.cell)
        for month, on in ((9, 7), (11, 9))
    ]
    before = year_of(scope, card, apart)

    off(cast, date(2026, 10, 26), date(2026, 10, 30))

    assert "44 skoldagar utan någon händelse" in before.desc
    assert "utan någon händelse" not in year_of(scope, card, apart).desc


def test_a_leave_is_counted_past(cast: Cast) -> None:
    off(cast, date(2027, 3, 1), date(2027, 3, 5))
    free = free_days(cast.unit().id, since=date(2027, 2, 1), until=date(2027, 6, 30))

    assert after_school_days(date(2027, 2, 26), 1) == date(2027, 3, 1)
    assert after_school_days(date(2027, 2, 26), 1, free) == date(2027, 3, 8)
    assert free_days(cast.unit().id, since=date(2027, 3, 6)) == frozenset()
