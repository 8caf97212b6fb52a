"""What the key Tab meets on a page (keyboard.js)."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

OURS = Path(__file__).with_name("keyboard.js").read_text()
MOST_STOPS = 200


def tabbed_through(page: Page) -> list[str]:
    """What is wrong when somebody goes through the page with Tab: what is not reached, not in order or not seen."""
    stops: list[str] = _ask(page, "keyboard.number()")
    seen, wrong = _stops(page)
    wrong += [f"Tab never comes to {stop}" for at, stop in enumerate(stops) if at not in seen]
    return wrong if seen == sorted(seen) else [*wrong, f"the order of Tab is not the order of the page: {seen}"]


def _stops(page: Page) -> tuple[list[int], list[str]]:
    """The numbers of the stops in the order Tab came to them, and what was wrong on the way."""
    seen: list[int] = []
    wrong: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here: dict[str, Any] = _ask(page, "keyboard.here()")
        if here["stop"] == -1 or here["stop"] in seen:
            return seen, wrong
        wrong += here["wrong"]
        seen.append(here["stop"])
    return seen, [*wrong, "Tab never comes round: a trap, or a page too long."]


def _ask(page: Page, question: str) -> Any:
    page.evaluate(OURS)
    return page.evaluate(question)
