"""Idag, Rummet and planning a meeting by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest

from samverkan.demo.making import known_id
from tests.journeys.conftest import Travel
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
OURS = Path(__file__).with_name("keyboard.js").read_text()
MOST_STOPS = 200
PAGES = {
    "idag": "/",
    "rummet": f"/moten/{known_id('mote', 'ebba', '2')}/rummet",
    "planera": f"/elever/{known_id('elev', 'ebba')}/mote/nytt",
}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_everything_in_order_and_always_shows_where_one_is(travel: Travel, page: str, width: int) -> None:
    anna_karin = travel("anna-karin", width=width)
    anna_karin.goes_to(PAGES[page])
    stops: list[str] = _ask(anna_karin, "keyboard.number()")

    seen, wrong = _tab_through(anna_karin)

    assert not wrong, "\n".join(wrong)
    assert [stops[at] for at in range(len(stops)) if at not in seen] == []
    assert seen == sorted(seen), "the order of Tab is the order of the page"


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
    _ask(anna_karin, "keyboard.number()")

    _tab_to(anna_karin, 'input[name="participation"]')
    anna_karin.presses("Space")
    _tab_to(anna_karin, 'main button[type="submit"]')
    anna_karin.presses("Enter")

    anna_karin.sees_heading("Kontrollera innan du skickar")
    _tab_to(anna_karin, 'main form button[type="submit"]')
    anna_karin.presses("Enter")
    anna_karin.sees_heading("Är vi redo?")
    anna_karin.done(within=MOST_STOPS, act="skicka-inbjudan")


def _tab_through(who: Journey) -> tuple[list[int], list[str]]:
    """The numbers of the stops in the order Tab came to them, and what was wrong on the way."""
    seen: list[int] = []
    wrong: list[str] = []
    for _ in range(MOST_STOPS):
        who.page.keyboard.press("Tab")
        here: dict[str, Any] = _ask(who, "keyboard.here()")
        if here["stop"] == -1 or here["stop"] in seen:
            return seen, wrong
        wrong += here["wrong"]
        seen.append(here["stop"])
    raise AssertionError("Tab never came round: a trap, or a page too long.")


def _tab_to(who: Journey, selector: str) -> None:
    for _ in range(MOST_STOPS):
        if who.page.locator(f"{selector}:focus").count():
            return
        who.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}.")


def _ask(who: Journey, question: str) -> Any:
    who.page.evaluate(OURS)
    return who.page.evaluate(question)
