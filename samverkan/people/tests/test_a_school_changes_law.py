"""Fyren is to be bound by OSL from New Year's Day. It is signed before, and done when the day comes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.access.middleware import ReaderMiddleware
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Organisation, RegimeChange
from samverkan.people.regimes import NotAChange, do_what_is_due, sign_change, take_back
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, PersonId, Regime
from tests.cast import Cast, client_as

DAY = timedelta(days=1)
REASON = "Lagen är beslutad och gäller från nyår."


def at(day: date, hour: int = 8) -> datetime:
    """An hour of the day in Sweden."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Stockholm"))


def signed(cast: Cast, on: date, regime: Regime = Regime.OSL) -> RegimeChange:
    """Susanne, Fyren's rektor, signs the change."""
    return sign_change(
        organisation=cast.organisation("fyren").id,
        regime=regime,
        holds_on=on,
        reason=REASON,
        by=Reader(PersonId(cast.susanne.id), ()),
        now=timezone.now(),
    )


def regimes(cast: Cast) -> set[tuple[str, str]]:
    """Branch and regime of everything that Fyren holds."""
    held = Cell.objects.unguarded(because="the test looks at what was turned")
    return {(row.branch, row.regime) for row in held.filter(holder_id=cast.organisation("fyren").id)}


@pytest.fixture
def with_emi(cast: Cast) -> Cast:
    """Elina at Fyren has something with the school nurse too."""
    elina = pupil_row(cast.case("elina"))
    cell_for(school_cell(elina, InformationClass.MEDICAL, Kind.NOTE, branch=Branch.EMI))
    return cast


def test_nothing_changes_before_the_day_and_everything_on_it(with_emi: Cast) -> None:
    day = timezone.localdate() + 30 * DAY
    signed(with_emi, day)
    before = regimes(with_emi)

    assert do_what_is_due(at(day - DAY, 23)) == 0
    assert regimes(with_emi) == before
    assert ("emi", "psl") in before and ("skola", "skollag-29-14") in before

    assert do_what_is_due(at(day, 0)) == 1
    assert {regime for _, regime in regimes(with_emi)} == {"osl"}
    fyren = with_emi.organisation("fyren")
    assert (fyren.regime, fyren.public) == ("osl", True)


def test_it_is_done_once(with_emi: Cast) -> None:
    day = timezone.localdate()
    signed(with_emi, day)

    assert [do_what_is_due(at(day)), do_what_is_due(at(day))] == [1, 0]


def test_the_way_back_puts_emi_under_the_patient_safety_act(with_emi: Cast) -> None:
    day = timezone.localdate()
    signed(with_emi, day)
    do_what_is_due(at(day))

    signed(with_emi, day + DAY, Regime.SKOLLAG)
    do_what_is_due(at(day + DAY))

    assert ("emi", "psl") in regimes(with_emi) and ("skola", "skollag-29-14") in regimes(with_emi)
    assert not Organisation.objects.get(id=with_emi.organisation("fyren").id).public


def test_another_school_is_left_as_it_was(with_emi: Cast) -> None:
    day = timezone.localdate()
    before = with_emi.organisation("skolor").regime
    signed(with_emi, day)

    do_what_is_due(at(day))

    assert with_emi.organisation("skolor").regime == before


def test_a_change_that_was_taken_back_is_not_done(with_emi: Cast) -> None:
    day = timezone.localdate()
    change = signed(with_emi, day)
    by = Reader(PersonId(with_emi.susanne.id), ())

    assert take_back(change=change.id, by=by, now=timezone.now())
    assert do_what_is_due(at(day)) == 0
    assert not take_back(change=change.id, by=by, now=timezone.now())


def test_the_first_request_of_the_day_does_it(with_emi: Cast) -> None:
    signed(with_emi, timezone.localdate())

    client_as(with_emi.susanne).get("/")

    assert {regime for _, regime in regimes(with_emi)} == {"osl"}


def test_a_visitor_without_an_account_is_enough(with_emi: Cast) -> None:
    signed(with_emi, timezone.localdate())

    Client().get("/")

    assert RegimeChange.objects.exclude(done_at=None).count() == 1


def test_a_change_that_cannot_be_done_is_not_half_done_and_stops_no_page(
    with_emi: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    signed(with_emi, timezone.localdate())
    note = school_cell(pupil_row(with_emi.case("elina")), InformationClass.ORDINARY, Kind.IDENTITY)
    cell_for(replace(note, regime=Regime.OSL))  # the same facts are there already, under the other law
    before = regimes(with_emi)

    answer = client_as(with_emi.sara).get("/")

    assert answer.status_code == 200
    assert regimes(with_emi) == before
    assert with_emi.organisation("fyren").regime == "skollag-29-14"
    assert "kunde inte ändras" in capsys.readouterr().err


def test_later_requests_of_the_day_do_not_look_again() -> None:
    looked = []
    middleware = ReaderMiddleware(lambda request: looked.append(request))  # type: ignore[arg-type, return-value]
    middleware._turned_on = timezone.localdate()

    middleware._turn(timezone.now())

    assert looked == []


@pytest.mark.parametrize(
    ("slug", "regime", "days", "reason", "said"),
    [
        ("bup", Regime.OSL, 1, REASON, "Det är skolor"),
        ("fyren", Regime.PSL, 1, REASON, "Det är skolor"),
        ("fyren", Regime.OSL, -1, REASON, "Dagen har varit"),
        ("fyren", Regime.OSL, 1, " ", "Skriv varför"),
    ],
)
def test_what_cannot_be_signed_is_refused_kindly(
    cast: Cast, slug: str, regime: Regime, days: int, reason: str, said: str
) -> None:
    with pytest.raises(NotAChange, match=said):
        sign_change(
            organisation=cast.organisation(slug).id,
            regime=regime,
            holds_on=timezone.localdate() + days * DAY,
            reason=reason,
            by=Reader(PersonId(cast.susanne.id), ()),
            now=timezone.now(),
        )


def test_one_change_waits_at_a_time(cast: Cast) -> None:
    signed(cast, timezone.localdate() + DAY)

    with pytest.raises(NotAChange, match="redan en ändring"):
        signed(cast, timezone.localdate() + 2 * DAY)
