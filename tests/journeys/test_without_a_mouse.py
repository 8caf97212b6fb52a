"""Idag, Rummet, Samtycken and more, and planning a meeting, by keyboard alone."""

import pytest

from samverkan.demo.making import known_id
from tests.journeys import keys
from tests.journeys.conftest import Travel
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
EBBA = f"/elever/{known_id('elev', 'ebba')}"
PAGES = {
    "idag": "/",
    "rummet": f"/moten/{known_id('mote', 'ebba', '2')}/rummet",
    "planera": f"{EBBA}/mote/nytt",
    "samtycken": f"{EBBA}/samtycken",
    "fråga": f"{EBBA}/samtycken/fraga",
    "vem kan se": f"{EBBA}/vem",
    "vad ändras": f"{EBBA}/vem/om?vem=bup-psykolog",
    "begär": f"{EBBA}/bedomningar/ny",
    "oense": "/installningar/dar-jurister-ar-oense",
}


@pytest.mark.parametrize("width", [1280, 320])
def test_tab_reaches_everything_in_order_and_always_shows_where_one_is(travel: Travel, width: int) -> None:
    anna_karin = travel("anna-karin", width=width)
    wrong = []

    for page, path in PAGES.items():
        anna_karin.goes_to(path)
        wrong += [f"{page}: {line}" for line in keys.tabbed_through(anna_karin.page)]

    assert not wrong, "\n".join(wrong)


def test_the_skip_link_comes_first_and_leads_past_the_menu(travel: Travel) -> None:
    anna_karin = travel("anna-karin")
    anna_karin.goes_to("/")

    anna_karin.presses("Tab")
    skip = anna_karin.page.locator(":focus")
    assert skip.inner_text() == "Hoppa till innehållet"
    assert skip.bounding_box() is not None
    anna_karin.presses("Enter")
    anna_karin.presses("Tab")

    assert anna_karin.page.locator("main :focus").count() == 1
    anna_karin.done(within=3, act="las-idag")


def test_a_meeting_is_planned_with_keys_alone(travel: Travel) -> None:
    anna_karin = travel("anna-karin")
    anna_karin.goes_to(PAGES["planera"])

    _tab_to(anna_karin, 'input[name="participation"]')
    anna_karin.presses("Space")
    _tab_to(anna_karin, 'main button[type="submit"]')
    anna_karin.presses("Enter")

    anna_karin.sees_heading("Kontrollera innan du skickar")
    _tab_to(anna_karin, 'main form button[type="submit"]')
    anna_karin.presses("Enter")
    anna_karin.sees_heading("Är vi redo?")
    anna_karin.done(within=keys.MOST_STOPS, act="skicka-inbjudan")


def _tab_to(who: Journey, selector: str) -> None:
    for _ in range(keys.MOST_STOPS):
        if who.page.locator(f"{selector}:focus").count():
            return
        who.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}.")
