"""Two ways to use a page: with a pointer, and with the keyboard alone. A journey is told once and done with either.

Neither types an address nor reaches into the page: what cannot be pressed with these hands cannot be pressed.
"""

from dataclasses import dataclass
from typing import Literal, Protocol, TypedDict

import pytest
from playwright.sync_api import Locator, Page, expect

FEW_TABS = 90
"""How many presses of Tab may part one thing on a page from the next. More is not to be used with a keyboard."""
_REACHED = """(one) => {
  const at = document.activeElement;
  return at === one || (one.type === "radio" && at.type === "radio" && at.name === one.name && at.form === one.form);
}"""
_BEHIND = """(one) => {
  const at = document.activeElement;
  return at !== document.body && !!(at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING);
}"""


class Hands(Protocol):
    """What somebody does with a page."""

    def press(self, target: Locator) -> None:
        """Press a button, follow a link, or unfold what is folded."""

    def write(self, target: Locator, text: str) -> None:
        """Put the text where the field's was."""

    def choose(self, target: Locator, option: str) -> None:
        """Choose from a list."""

    def mark(self, target: Locator) -> None:
        """Mark a box or one of several. What is marked stays marked."""

    def unmark(self, target: Locator) -> None:
        """Take the mark from a box."""


class Pointer:
    """A mouse or a finger: what is pressed must be seen, hold still, and have nothing over it."""

    def press(self, target: Locator) -> None:
        """Click."""
        target.click()

    def write(self, target: Locator, text: str) -> None:
        """Fill the field."""
        target.fill(text)

    def choose(self, target: Locator, option: str) -> None:
        """Choose from the list."""
        target.select_option(label=option)

    def mark(self, target: Locator) -> None:
        """Click it, unless it is marked."""
        target.check()

    def unmark(self, target: Locator) -> None:
        """Click it, if it is marked."""
        target.uncheck()


@dataclass
class Keys:
    """Tab and Shift+Tab, the arrows, Space and Enter. Every press of Tab is counted."""

    tabs: int = 0

    def press(self, target: Locator) -> None:
        """Go there, and press Enter."""
        self._go(target)
        target.press("Enter")  # where one stands already; what the key sets going is waited for

    def write(self, target: Locator, text: str) -> None:
        """Go there, and type over what stood."""
        self._go(target)
        target.page.keyboard.press("Control+a")
        target.page.keyboard.press("Delete")
        target.page.keyboard.type(text)

    def choose(self, target: Locator, option: str) -> None:
        """Go there, and step through the list."""
        self._go(target)
        options = [one.strip() for one in target.locator("option").all_inner_texts()]
        at, wanted = int(target.evaluate("(one) => one.selectedIndex")), options.index(option)
        for _ in range(abs(wanted - at)):
            target.page.keyboard.press("ArrowDown" if wanted > at else "ArrowUp")
        assert target.evaluate("(one) => one.selectedOptions[0].label.trim()") == option

    def mark(self, target: Locator) -> None:
        """Go there; among several the arrows move the mark."""
        self._go(target)
        page = target.page
        if target.evaluate("(one) => one === document.activeElement"):
            if not target.is_checked():
                page.keyboard.press("Space")
        else:
            self._step_to(target)
        expect(target).to_be_checked()

    def unmark(self, target: Locator) -> None:
        """Go there, and press Space if it is marked."""
        self._go(target)
        if target.is_checked():
            target.page.keyboard.press("Space")
        expect(target).not_to_be_checked()

    def _go(self, target: Locator) -> None:
        """By Tab from where one is, backwards if it lies behind. On a new page the skip link comes first."""
        target.wait_for(state="visible")
        page, key = target.page, self._direction(target)
        for _ in range(FEW_TABS):
            if target.evaluate(_REACHED):
                return
            self._tab(page, key)
            if key == "Tab" and self._skips(page, target):
                page.keyboard.press("Enter")
        if not target.evaluate(_REACHED):
            raise AssertionError(f"{FEW_TABS} presses of {key} do not reach {target}, on {page.url}.")

    def _direction(self, target: Locator) -> Literal["Tab", "Shift+Tab"]:
        return "Shift+Tab" if target.evaluate(_BEHIND) else "Tab"

    def _skips(self, page: Page, target: Locator) -> bool:
        """Whether one stands on the skip link and wants past the menu."""
        skip = page.locator("a[href='#innehall']:focus")
        return bool(skip.count()) and bool(target.evaluate("(one) => !!one.closest('main')"))

    def _step_to(self, target: Locator) -> None:
        group = target.evaluate(
            "(one) => [...document.querySelectorAll(`[name='${one.name}']`)].filter((each) => each.form === one.form)"
            ".length"
        )
        for _ in range(int(group)):
            target.page.keyboard.press("ArrowDown")
            if target.evaluate("(one) => one === document.activeElement"):
                return

    def _tab(self, page: Page, key: str) -> None:
        self.tabs += 1
        page.keyboard.press(key)


class Way(TypedDict):
    """How somebody goes on a journey."""

    hands: type[Pointer] | type[Keys]
    scripts: bool


POINTING = Way(hands=Pointer, scripts=True)
TYPING = Way(hands=Keys, scripts=True)
BARE = Way(hands=Pointer, scripts=False)
EITHER = pytest.mark.parametrize("way", [POINTING, TYPING], ids=["mus", "tangenter"])
EVERY = pytest.mark.parametrize("way", [POINTING, TYPING, BARE], ids=["mus", "tangenter", "utan-script"])
