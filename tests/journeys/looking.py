"""What a machine can see of accessibility on a page: axe's rules, and a few of our own (looking.js)."""

from pathlib import Path

from playwright.sync_api import Page

from samverkan.web.configuration import CHECKOUT

AXE = (CHECKOUT / "tests" / "vendor" / "axe.min.js").read_text()
OURS = Path(__file__).with_name("looking.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page: Page) -> list[str]:
    """What axe objects to, one line for each rule with the first places."""
    return _axe(page, "tag", TAGS)


def colours(page: Page) -> list[str]:
    """The same for the rules alone that the light can change, when the page has been looked at in the other light."""
    return _axe(page, "rule", OF_COLOURS)


def _axe(page: Page, kind: str, values: list[str]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return _asked(page, f"looking.axe({kind!r}, {values!r})")


def marks(page: Page) -> list[str]:
    """What is wrong with headings, landmarks, title, language, ids and names of pictures."""
    return _asked(page, "looking.marks()")


def targets(page: Page) -> list[str]:
    """What is too small to hit."""
    return _asked(page, "looking.targets()")


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    return _asked(page, "looking.sideways()")


def cut_by_spacing(page: Page) -> list[str]:
    """What is cut off, or pushed out sideways, when the reader spaces the text."""
    return _asked(page, "looking.spaced()")


def _asked(page: Page, question: str) -> list[str]:
    page.evaluate(OURS)
    found: list[str] = page.evaluate(question)
    return found
