"""J3: the rektor plans a meeting about Ebba, from Idag to sent, on one page and one page to check."""

import pytest

from tests.journeys.conftest import Travel
from tests.journeys.hands import EITHER, EVERY, Way

pytestmark = pytest.mark.browser
F3 = 7
CHECKS = 12
"""Rows of the checklist of a samverkansmöte."""


@EVERY
def test_a_meeting_is_planned_checked_and_sent_in_seven_steps(travel: Travel, way: Way) -> None:
    anna_karin = travel("anna-karin", **way)

    anna_karin.clicks("link", "Ebba Lindqvist", within="Behöver dig")
    anna_karin.clicks("link", "Planera möte")
    anna_karin.marks("Skickar en bild eller ett brev", group="Hur Ebba deltar")
    anna_karin.marks("Ebba har själv svarat")
    anna_karin.clicks("button", "Kontrollera innan du skickar")

    anna_karin.sees_heading("Kontrollera innan du skickar")
    anna_karin.sees("Fråga gärna Lena Wik och Peter Ny vad de får besluta om.")
    anna_karin.sees("Skickar en bild eller ett brev")
    anna_karin.clicks("button", "Skicka")

    anna_karin.sees_heading("Är vi redo?")
    anna_karin.sees("90 av 90 minuter")
    # The journey as it was drawn had eight done: who leads has not yet heard from everybody invited.
    anna_karin.sees("7 av 12 klara")
    assert anna_karin.page.locator(".checks li").count() == CHECKS
    anna_karin.sees("ska få papper: skriv ut")
    anna_karin.done(within=F3, act="skicka-inbjudan")
    letters = anna_karin.site.rows("SELECT * FROM post_letter")
    assert letters
    assert not any("Ebba" in str(letter) or "5B" in str(letter) for letter in letters)


@EVERY
def test_how_the_pupil_takes_part_must_be_chosen_and_all_else_is_kept(travel: Travel, way: Way) -> None:
    anna_karin = travel("anna-karin", **way)
    anna_karin.clicks("link", "Ebba Lindqvist", within="Behöver dig")
    anna_karin.clicks("link", "Planera möte")

    anna_karin.fills("Plats", "Biblioteket")
    anna_karin.clicks("button", "Kontrollera innan du skickar")

    anna_karin.sees("Välj hur Ebba deltar")
    assert anna_karin.page.title().startswith("Fel: ")
    assert anna_karin.field("Plats").input_value() == "Biblioteket"
    anna_karin.done(within=4, act="planera-mote", ended="inte-gjord")


@EITHER
def test_a_guardian_is_shown_only_what_a_guardian_may_know(travel: Travel, way: Way) -> None:
    sara = travel("sara", **way)
    sara.clicks("link", "Ebba Lindqvist, samverkansmöte", first=True)

    sara.clicks("link", "Visa som Anna Lindqvist")

    sara.sees("Onsdag 25 november kl. 13.00–14.30")
    sara.sees_not("inte sagt")
    sara.done(within=2, act="las-mote")
