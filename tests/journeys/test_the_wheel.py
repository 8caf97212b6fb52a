"""Sara sits beside Ebba at the wheel and lays it in the plan with the family, who then do not want it there."""

import pytest

from samverkan.demo.making import known_id
from tests.journeys import looking
from tests.journeys.browsers import NARROW, WIDE
from tests.journeys.conftest import Travel
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
EBBA = f"/elever/{known_id('elev', 'ebba')}"
HEIGHT = 900


def looked_at(who: Journey, where: str) -> list[str]:
    """What a machine finds wrong, wide and narrow."""
    wrong = []
    for width in (WIDE, NARROW):
        who.page.set_viewport_size({"width": width, "height": HEIGHT})
        for rule in (looking.violations, looking.targets, looking.sideways):
            wrong += [f"{where} {width}: {line}" for line in rule(who.page)]
    who.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    return wrong


def test_ebba_colours_two_areas_and_the_family_lets_the_wheel_lie_in_the_plan(travel: Travel) -> None:
    sara = travel("sara")
    sara.goes_to(EBBA)
    sara.begins()

    sara.clicks("link", "Må bra", within="Ebba Lindqvist")
    sara.sees("Ebba och skolan ser olika:")
    wrong = looked_at(sara, "the wheel")
    sara.clicks("link", "Elevens bild, tillsammans")
    wrong += looked_at(sara, "the child's form")
    sara.marks("Det är bra", group="Jag lär mig och lyckas")
    sara.marks("Jag behöver hjälp", group="Jag är med")
    sara.clicks("button", "Spara")
    sara.sees("Ebbas bild är sparad.")
    sara.done(within=5, act="skriv-elevens-hjul")

    sara.clicks("link", "Lägg hjulet till planen")
    wrong += looked_at(sara, "laying it in the plan")
    sara.marks("Ebba", group="Vilka i familjen var med och bestämde?")
    sara.marks("På ett möte", group="Hur bestämde ni?")
    sara.fills("Vilken dag?", "idag")
    sara.clicks("button", "Lägg hjulet till planen")
    sara.sees("Hjulet ligger nu i planen.")
    wrong += looked_at(sara, "the plan")
    sara.clicks("link", "Ta bort ur planen")
    sara.marks("Familjen vill inte ha det i planen")
    sara.clicks("button", "Ta bort ur planen")

    sara.sees("Hjulet ligger inte längre i planen.")
    assert not wrong, "\n".join(wrong)


def test_on_a_phone_the_wheel_is_a_list_of_words(travel: Travel) -> None:
    sara = travel("sara", width=NARROW)

    sara.goes_to(f"{EBBA}/ma-bra")

    assert not sara.page.locator("#hjulet ~ * svg.pic, section[aria-labelledby=hjulet] svg.pic").first.is_visible()
    assert sara.page.get_by_role("cell", name="Behöver stöd").first.is_visible()
