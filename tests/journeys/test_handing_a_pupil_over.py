"""The rektor hands Ebba over to Strandviksskolan and its rektor takes over: each page on the way is for everyone."""

import pytest

from tests.journeys.conftest import Travel
from tests.journeys.test_for_everyone import EBBA, _look_at

pytestmark = pytest.mark.browser


def test_a_pupil_is_handed_over_on_pages_that_are_for_everyone(travel: Travel) -> None:
    rektor, wrong = travel("anna-karin"), []
    rektor.goes_to(f"{EBBA}/overlamning")
    wrong += _look_at(rektor.page, "no handover yet")
    rektor.clicks("link", "Lämna över till ny skola", first=True)
    wrong += _look_at(rektor.page, "to whom", by_keys=True)
    rektor.marks("Strandviksskolan", group="Vem tar emot?")
    rektor.fills("Första dagen där", "idag")
    rektor.clicks("button", "Fortsätt")
    wrong += _look_at(rektor.page, "what goes along", by_keys=True)
    rektor.fills("Vad behöver den nya skolan veta första veckan?", "Möt Ebba vid grinden.")
    rektor.clicks("button", "Spara innehållet")
    wrong += _look_at(rektor.page, "the steps")
    rektor.clicks("link", "Skriv hur ni gick igenom det")
    rektor.clicks("button", "Spara")
    wrong += _look_at(rektor.page, "a review sent empty")
    rektor.fills("Gick det inte att gå igenom? Skriv varför.", "Hemmet har inte svarat på tre samtal.")
    rektor.clicks("button", "Spara")
    rektor.clicks("link", "Skicka överlämningen")
    wrong += _look_at(rektor.page, "a second look")
    rektor.clicks("button", "Skicka överlämningen")
    rektor.sees("Skickad till Strandviksskolan")
    wrong += _look_at(rektor.page, "sent") + rektor.watch.complaints

    other = travel("torbjorn")
    other.clicks("link", "Ta emot: Ebba Lindqvist")
    wrong += _look_at(other.page, "a pupil comes", by_keys=True)
    other.clicks("button", "Ta emot")
    other.sees("Möt Ebba vid grinden.")
    wrong += _look_at(other.page, "received")
    other.clicks("link", "Ta över eleven")
    wrong += _look_at(other.page, "taking over", by_keys=True)
    other.clicks("button", "Ta över")
    other.sees("Ni har tagit över.")
    wrong += _look_at(other.page, "taken over") + other.watch.complaints

    assert not wrong, "\n".join(wrong)
