"""One person's errand, told by what she sees and does. What she does is counted; what went wrong is remembered."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, expect

from samverkan.demo.logins import LOGINS, Login
from tests.journeys import looking
from tests.journeys.browsers import Watch, window
from tests.journeys.hands import Hands, Keys, Pointer
from tests.journeys.sites import Site

Kind = Literal["link", "button", "radio", "checkbox", "combobox", "textbox", "searchbox"]
FOREIGN = ("Lukas Grip", "Elina Brage")
"""Pupils at the other schools: nobody on a journey has anything to do with them."""
_LATEST = "SELECT coalesce(max(id), 0) FROM journal_event"
_ACTS = "SELECT count(*) FROM journal_event WHERE id > %s AND action = %s AND outcome = %s"


@dataclass
class Journey:
    """Everything is found by role and name, so that a journey also proves the names that are read aloud."""

    site: Site
    browser: Browser
    scripts: bool = True
    width: int = 1280
    hands: type[Pointer] | type[Keys] = Pointer
    done_so_far: list[str] = field(default_factory=list)
    """Clicks, choices, filled fields and keys since `begins`."""

    def __post_init__(self) -> None:
        self.using: Hands = self.hands()
        self.context = window(self.browser, width=self.width, scripts=self.scripts)
        self.watch = Watch(self.site.address.removeprefix("http://"))
        self.page: Page = self._new_page()
        self.shown: list[str] = []
        self.latest_event = 0

    def signs_in(self, slug: str) -> "Journey":
        """Sign in with password as one of the demonstration's people, and stand on Idag."""
        login = login_of(slug)
        self.goes_to("/")
        self.page.get_by_role("textbox", name="E-post").fill(login.email)
        self.page.get_by_label("Lösenord", exact=True).fill(login.password)
        self.page.get_by_role("button", name="Logga in", exact=True).click()
        return self.begins()

    def begins(self) -> "Journey":
        """Count from here."""
        self.done_so_far.clear()
        self.latest_event = self.site.rows(_LATEST)[0][0]
        return self

    def goes_to(self, path: str) -> None:
        """Type an address. Not an errand's step: only for where an errand begins."""
        self.page.goto(self.site.address + path)
        self._looks()

    def clicks(self, kind: Kind, name: str | re.Pattern[str], *, within: str = "", first: bool = False) -> None:
        """Press the link or button with exactly this name, in the region or row of the given name."""
        target = self.find(kind, name, within=within)
        self.using.press(target.first if first else target)
        self._did(f"{kind} {name}")

    def fills(self, name: str, text: str) -> None:
        """Write in the field."""
        self.using.write(self.field(name), text)
        self._did(f"fyll {name}")

    def chooses(self, name: str, option: str) -> None:
        """Choose from the list."""
        self.using.choose(self.field(name), option)
        self._did(f"välj {name}: {option}")

    def marks(self, name: str | re.Pattern[str], *, group: str = "") -> None:
        """Mark the radio button or box with this name, in the group of questions with this name."""
        place = self.page.get_by_role("group", name=group) if group else self.page
        self.using.mark(place.get_by_label(name, exact=True))
        self._did(f"markera {name}")

    def unmarks(self, name: str | re.Pattern[str]) -> None:
        """Take the mark from the box with this name."""
        self.using.unmark(self.page.get_by_label(name, exact=True))
        self._did(f"avmarkera {name}")

    def uploads(self, name: str, filename: str, content: bytes) -> None:
        """Choose a file."""
        field_ = self.page.get_by_label(name, exact=True)
        field_.set_input_files({"name": filename, "mimeType": "text/csv", "buffer": content})
        self._did(f"fil {filename}")

    def presses(self, keys: str) -> None:
        """Press a key."""
        self.page.keyboard.press(keys)
        self._did(f"tangent {keys}")

    def opens(self, name: str, *, within: str = "") -> None:
        """Unfold what is folded under this name."""
        self.using.press(self.place(within).locator("summary", has_text=name).first)
        self._did(f"öppna {name}")

    def sees(self, text: str | re.Pattern[str]) -> None:
        """The text can be read on the page."""
        expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def sees_not(self, text: str) -> None:
        """The text is nowhere in the page's HTML."""
        assert text not in self.page.content(), f"{text!r} is on {self.page.url}"

    def sees_heading(self, name: str | re.Pattern[str]) -> None:
        """There is a heading of this name."""
        expect(self.page.get_by_role("heading", name=name).first).to_be_visible()

    def find(self, kind: Kind, name: str | re.Pattern[str], *, within: str = "") -> Locator:
        """What has this role and name."""
        # A browser puts a space between what is seen and what is only read aloud: "Öppna rummet : Ebba Lindqvist".
        words = re.compile(f"^{re.escape(name).replace(':', ' ?:')}$") if isinstance(name, str) else name
        return self.place(within).get_by_role(kind, name=words)

    def field(self, name: str) -> Locator:
        """The field with this label, whether or not it must be filled in."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(name)}( \(valfritt\))?$"))

    def place(self, name: str = "") -> Locator:
        """The region, navigation or table row of this name, or the whole page."""
        if not name:
            return self.page.locator("body")
        roles: tuple[Literal["region", "navigation", "row"], ...] = ("region", "navigation", "row")
        for role in roles:
            found = self.page.get_by_role(role, name=name)
            if found.count():
                return found.first
        item = self.page.get_by_role("listitem").filter(has=self.page.get_by_role("heading", name=name, exact=True))
        assert item.count(), f"There is no place called {name!r} on {self.page.url}"
        return item.first

    def done(self, *, within: int, act: str, ended: str = "gjord", foreign: tuple[str, ...] = FOREIGN) -> None:
        """The errand is over: it took few enough steps, nothing complained, the journal knows, the page is for all."""
        steps = self.done_so_far
        assert len(steps) <= within, f"{len(steps)} steps, and {within} are allowed: {steps}"
        assert self.site.rows(_ACTS, (self.latest_event, act, ended))[0][0], f"The journal has no {act}, {ended}."
        wrong = looking.violations(self._with_scripts()) + self.watch.complaints
        assert not wrong, "\n".join(wrong)
        for name in foreign:
            assert not any(name in html for html in self.shown), f"{name} was shown."

    def _with_scripts(self) -> Page:
        """The page as it is, in a window where the checker can run: without scripts it cannot."""
        if self.scripts:
            return self.page
        other, cookies = window(self.browser, width=self.width), self.context.cookies()
        other.add_cookies([{"name": one["name"], "value": one["value"], "url": self.site.address} for one in cookies])
        page = other.new_page()
        page.goto(self.page.url)
        return page

    def _new_page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        self.watch.over(page)
        return page

    def _did(self, step: str) -> None:
        self.done_so_far.append(step)
        self._looks()

    def _looks(self) -> None:
        with suppress(Exception):  # the page may be on its way to the next one, which is looked at then
            self.page.wait_for_load_state()
            self.shown.append(self.page.content())


def login_of(slug: str) -> Login:
    """How the person of the cast signs in."""
    return next(login for login in LOGINS if login.slug == slug)
