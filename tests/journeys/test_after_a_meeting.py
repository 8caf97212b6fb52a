"""J8: the meeting is over. In four steps each gets their own, what was promised is kept track of, and nothing is typed
again.
"""

import re

import pytest
from playwright.sync_api import expect

from samverkan.demo.making import known_id
from tests.journeys.conftest import Travel
from tests.journeys.hands import EITHER, POINTING, Way
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
F8 = 4
MEETING = known_id("mote", "ebba", "2")
SAID = "Läsningen har stannat av."
PROMISED = {
    "Boka handledning.": "Sara Holm, kurator",
    "Pröva bildschema hemma.": "Maria Ek, logoped",
    "Ring fritids.": "Jonas Berg, mentor",
}
_LETTERS = "SELECT to_address, text FROM post_letter WHERE key LIKE %s"


def holds(sara: Journey) -> None:
    """From Idag: everybody but Olof; a note, a decision and three promises under Skoldagen."""
    sara.clicks("link", "Ebba Lindqvist, samverkansmöte", first=True)
    sara.clicks("link", "Under")
    sara.clicks("link", "Börja mötet i dag ändå")
    for away in ("Olof Lindqvist", "Peter Ny"):
        sara.unmarks(re.compile(away))
    sara.clicks("button", "Börja mötet")
    sara.clicks("button", "Ta upp: Skolans bedömning")
    expect(sara.page.get_by_role("heading", level=1)).to_have_text("Skolans bedömning")
    writes(sara, "Anteckning", SAID)
    sara.clicks("button", "Ta upp: Skoldagen")
    expect(sara.page.get_by_role("heading", level=1)).to_have_text("Skoldagen")
    writes(sara, "Beslut", "Tecken som stöd införs i 5B.")
    for text, owner in PROMISED.items():
        writes(sara, "Åtgärd", text, owner)


def writes(sara: Journey, kind: str, text: str, owner: str = "") -> None:
    sara.marks(kind)
    sara.fills("Ny rad", text)
    if owner:
        sara.chooses("Vem gör det?", owner)
        sara.fills("Senast när?", "14/12")
    sara.clicks("button", "Spara rad")
    expect(sara.page.locator("#under-rader, #under-annat").get_by_text(text).first).to_be_visible()


@EITHER
def test_the_meeting_is_closed_in_four_steps_and_each_gets_their_own(travel: Travel, way: Way) -> None:
    sara = travel("sara", **way)
    holds(sara)

    sara.begins()
    sara.clicks("button", "Avsluta mötet")
    sara.sees_heading("Vem gör vad, och vet alla om det?")
    asks_when_they_meet_again(sara)
    looks_as_olof(sara)
    sara.clicks("button", "Skicka minnesanteckningar")

    sara.sees("Åtgärderna står i planen och under Att göra.")
    sara.sees_heading("Någon får inte läsa sin åtgärd")
    sara.done(within=F8 + 4, act="avsluta-mote")  # four for the error and for looking as Olof
    the_letters_say_nothing(sara)
    each_has_what_they_promised(travel, way)


def asks_when_they_meet_again(sara: Journey) -> None:
    """Without a day and without a reason for none it is no closing."""
    sara.clicks("button", "Kontrollera och skicka")
    sara.sees("Skriv när ni ses nästa gång, eller varför ni inte ska ses mer.")
    assert sara.page.title().startswith("Fel: ")
    sara.fills("Nästa uppföljning", "9 april")
    sara.clicks("button", "Kontrollera och skicka")
    sara.sees_heading("Kontrollera innan du skickar")
    sara.sees("fredag 9 april")


def looks_as_olof(sara: Journey) -> None:
    """He was not there: he is told what was taken up."""
    with sara.context.expect_page() as opened:  # what is checked is no page to go back to: it was made by a form
        sara.clicks("link", re.compile("visa som Olof Lindqvist"))
    letter = opened.value
    expect(letter.get_by_role("heading", name="Det här togs upp")).to_be_visible()
    expect(letter.get_by_text(SAID)).to_be_visible()
    letter.close()


def the_letters_say_nothing(sara: Journey) -> None:
    letters = sara.site.rows(_LETTERS, (f"efter-{MEETING}-%",))
    assert letters
    assert not any(word in text for _, text in letters for word in ("Ebba", "Olof", SAID, *PROMISED))


def each_has_what_they_promised(travel: Travel, way: Way) -> None:
    """Under Att göra each has their own, and one from outside nobody else's.

    The journey as it was drawn lets Maria read hers. Nobody at home has been asked whether the habilitering may have
    what is decided, so she is shown nothing, and the one who leads is told that somebody has to ask or ring.
    """
    for slug, mine in (("sara", "Boka handledning."), ("jonas", "Ring fritids.")):
        who = travel(slug, **way)
        who.clicks("link", re.compile("^Att göra"), within="Huvudmeny")
        who.sees(mine)
    maria = travel("maria", **way)
    maria.clicks("link", re.compile("^Att göra"), within="Huvudmeny")
    maria.sees_heading("Vad har du lovat?")
    for text in (*PROMISED, SAID):
        maria.sees_not(text)


def test_what_did_not_work_stands_first_at_the_next_meeting(travel: Travel) -> None:
    sara = travel("sara", **POINTING)
    holds(sara)
    sara.clicks("button", "Avsluta mötet")
    sara.fills("Nästa uppföljning", "9 april")
    sara.clicks("button", "Kontrollera och skicka")
    sara.clicks("button", "Skicka minnesanteckningar")
    sara.clicks("link", "Hur var mötet? Tre frågor")
    sara.sees_heading("Hur var mötet?")

    jonas = travel("jonas")
    jonas.clicks("link", re.compile("^Att göra"), within="Huvudmeny")
    jonas.opens("Mer: Ring fritids.")
    jonas.clicks("link", "Gick inte: Ring fritids.")
    jonas.fills("Varför gick det inte?", "Fritids har ingen tid före jul, vi får se i januari.")
    jonas.clicks("button", "Spara")

    sara.goes_to(f"/moten/{MEETING}/efter")
    sara.begins()
    sara.clicks("link", "Planera nästa möte")
    sara.marks("Skickar en bild eller ett brev", group="Hur Ebba deltar")
    sara.marks("Ebba har själv svarat")
    sara.fills("Dag", "9/4")
    sara.clicks("button", "Kontrollera innan du skickar")
    sara.clicks("link", "Skicka senare")
    sara.sees_heading("Från förra mötet")
    sara.sees("Ring fritids.")
    sara.sees("Fritids har ingen tid före jul, vi får se i januari.")
    sara.done(within=7, act="planera-mote")


def test_without_script_every_row_is_a_form_and_the_meeting_is_closed_in_four_steps(travel: Travel) -> None:
    sara = travel("sara", scripts=False)
    sara.clicks("link", "Ebba Lindqvist, samverkansmöte", first=True)
    sara.clicks("link", "Under")
    sara.clicks("link", "Börja mötet i dag ändå")
    sara.clicks("button", "Börja mötet")
    sara.clicks("button", "Ta upp: Skoldagen")
    sara.page.get_by_label("Ny rad").fill("Raster ute går bra.")
    sara.clicks("button", "Spara rad")
    assert sara.page.locator(".minutes li p").all_inner_texts() == ["Raster ute går bra."]
    sara.begins()

    sara.clicks("button", "Avsluta mötet")
    sara.fills("Nästa uppföljning", "9 april")
    sara.clicks("button", "Kontrollera och skicka")
    sara.clicks("button", "Skicka minnesanteckningar")

    sara.sees("Mötet är avslutat.")
    sara.done(within=F8, act="avsluta-mote")
