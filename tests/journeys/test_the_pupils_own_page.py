"""J10: Ebba at her own page in pictures, with Jonas beside her: who comes, a while, the wheel, and "Jag vill prata"."""

import re

import pytest

from samverkan.demo.making import known_id
from tests.journeys import looking
from tests.journeys.browsers import NARROW
from tests.journeys.conftest import Travel
from tests.journeys.hands import EVERY, Way
from tests.journeys.journey import Journey
from tests.journeys.sites import Site

pytestmark = pytest.mark.browser
EBBA = known_id("elev", "ebba")
MEETING = known_id("mote", "ebba", "2")
PHONE, HEIGHT = 375, 812
F14 = 2
DIGITS = "7352"
VOICE = """
    Object.defineProperty(window.speechSynthesis, "getVoices", {
        value: () => [{lang: "sv-SE", localService: true, name: "Svenska", voiceURI: "sv", default: true}],
    });
"""
_LETTERS = "SELECT subject || ' ' || text FROM post_letter WHERE key LIKE 'min-sida-%%'"


def looked_at(who: Journey, where: str) -> list[str]:
    """What a machine finds wrong, on a phone and on the narrowest. It looks with scripts."""
    wrong: list[str] = []
    if not who.scripts:
        return wrong
    for width in (PHONE, NARROW):
        who.page.set_viewport_size({"width": width, "height": HEIGHT})
        for rule in (looking.violations, looking.targets, looking.sideways):
            wrong += [f"{where} {width}: {line}" for line in rule(who.page)]
    who.page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return wrong


def open_together(adult: Journey) -> None:
    """Jonas opens the page, and hands over the screen."""
    adult.goes_to(f"/elever/{EBBA}/min-sida")
    adult.marks("Bilder", group="Hur vill Ebba ha sidan?")
    adult.page.get_by_label("Välj fyra till sex siffror").fill(DIGITS)
    adult.clicks("button", "Öppna sidan")
    adult.sees_heading("Hej Ebba!")


@EVERY
def test_ebba_comes_a_while_and_wants_to_talk(travel: Travel, site: Site, way: Way) -> None:
    ebba = travel("jonas", width=PHONE, **way)
    open_together(ebba)
    ebba.sees_heading("Vilka kommer?")
    wrong = looked_at(ebba, "the page")

    ebba.marks("En stund", group="Vill du vara med?")
    ebba.clicks("button", "Spara")
    ebba.sees("Svaret är sparat.")
    ebba.clicks("link", "Visa hur")
    ebba.sees("Sara läser det här.")
    wrong += looked_at(ebba, "the wheel")
    ebba.marks("Det är bra", group="Jag lär mig och lyckas")
    ebba.marks("Jag behöver hjälp", group="Jag är med")
    ebba.clicks("button", "Spara")
    ebba.sees("Det är sparat.")
    ebba.sees("Sara läser det här.")
    ebba.begins()
    ebba.clicks("button", "Jag vill prata")
    ebba.sees("Sara får veta det.")
    ebba.done(within=F14, act="vill-prata")

    ebba.clicks("link", "Säg mer")
    wrong += looked_at(ebba, "saying more")
    ebba.goes_to("/")
    ebba.sees_heading("Här är bara Min sida")
    ebba.goes_to("/min-sida/tillbaka")
    ebba.page.get_by_label("Dina siffror").fill(DIGITS)
    ebba.clicks("button", "Fortsätt")
    ebba.sees_heading("Ebba Lindqvist")
    assert not wrong, "\n".join(wrong)
    assert all("Ebba" not in text and "prata" not in text for (text,) in site.rows(_LETTERS))
    sara = travel("sara")
    sara.sees("Ebba vill prata med dig")
    sara.goes_to(f"/moten/{MEETING}")
    sara.sees("Ebba: en stund")
    sara.goes_to(f"/elever/{EBBA}/ma-bra")
    sara.sees(re.compile("Hör till|Delaktig"))
    sara.goes_to("/att-gora")
    sara.sees("Prata med Ebba")
    sara.goes_to(f"/elever/{EBBA}/prata")
    sara.clicks("button", "Vi har pratat")
    sara.goes_to("/att-gora")
    sara.sees_not("Prata med Ebba")


def test_the_page_can_be_listened_to_where_there_is_a_swedish_voice(travel: Travel) -> None:
    ebba = travel("jonas", width=PHONE)
    open_together(ebba)
    assert ebba.page.get_by_role("button", name="Lyssna").count() == 0, "no voice, no button"

    ebba.page.add_init_script(VOICE)
    ebba.goes_to("/min-sida")

    ebba.sees(re.compile("Lyssna"))
    assert ebba.page.get_by_role("button", name="Lyssna").is_visible()
