"""J4: what may be said with everyone in the room, what changes it, and how one asks for what is missing."""

import pytest

from tests.journeys.conftest import Travel
from tests.journeys.hands import EITHER, EVERY, Way

pytestmark = pytest.mark.browser
F4 = 3
MEETING = "Ebba Lindqvist"


@EVERY
def test_six_of_eight_topics_and_seven_when_peter_steps_out(travel: Travel, way: Way) -> None:
    anna_karin = travel("anna-karin", **way)

    anna_karin.clicks("link", f"Öppna rummet: {MEETING}")

    anna_karin.sees("Ni kan tala om 6 av 8 ämnen med alla i rummet.")
    cell = anna_karin.page.get_by_role("cell", name="Peter Ny, Logopedens utlåtande: får inte", exact=True)
    assert cell.is_visible()
    anna_karin.clicks("link", "Om Peter Ny inte är med: 7 av 8")
    anna_karin.sees("Ni kan tala om 7 av 8 ämnen med alla i rummet.")
    assert "utan=" in anna_karin.page.url, "the trial has an address that can be shown to another"
    anna_karin.clicks("link", "Visa rummet som det är")
    anna_karin.sees("Ni kan tala om 6 av 8 ämnen med alla i rummet.")
    anna_karin.done(within=3, act="las-rummet")


@EVERY
def test_all_that_is_missing_is_asked_for_with_three_clicks(travel: Travel, way: Way) -> None:
    anna_karin = travel("anna-karin", **way)

    anna_karin.clicks("link", f"Öppna rummet: {MEETING}")
    anna_karin.clicks("link", "Skicka båda frågorna", first=True)
    anna_karin.clicks("button", "Skicka")

    row = anna_karin.page.get_by_role("row", name="Skolans bedömning")
    row.get_by_role("cell", name="Peter Ny, Skolans bedömning: frågat", exact=True).wait_for()
    row.get_by_role("cell", name="Maria Ek, Skolans bedömning: frågat", exact=True).wait_for()
    anna_karin.done(within=F4, act="fraga-om-samtycke")


@EITHER
def test_what_a_guest_may_not_hear_is_not_in_the_bytes_he_is_sent(travel: Travel, way: Way) -> None:
    peter = travel("peter", **way)

    peter.clicks("link", "Möten", within="Huvudmeny")
    peter.clicks("link", f"Rummet: {MEETING}, samverkansmöte")

    peter.sees_heading("Vad får alla som är inbjudna veta – och vad saknas?")
    for withheld in ("Logopedens utlåtande", "Skolans bedömning", "Olof har inte svarat"):
        peter.sees_not(withheld)
    peter.done(within=2, act="las-rummet")
