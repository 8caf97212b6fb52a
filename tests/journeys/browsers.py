"""The system's Chromium, kept to one site: whatever it asks of another host, and every complaint, is remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.gates import HOW_TO_GET_CHROMIUM, find_chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = 1280, 320
WORN = {
    "content-security-policy": "default-src 'none'",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=()",
    "referrer-policy": "same-origin",  # with no-referrer a browser hides the origin, and no form could be posted
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
"""What each page wears, whatever its answer, and a part of the value."""
UNSAFE = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")
"""Words that would open the page's policy."""


class NoBrowser(Exception):
    """Chromium is not installed. The text says how to install it."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. Started for each use, so that no event loop is left running under other tests."""
    program = find_chromium()
    if program is None:
        raise NoBrowser(HOW_TO_GET_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, headless=True)
        try:
            yield browser
        finally:
            browser.close()


def _bare(headers: dict[str, str]) -> list[str]:
    """What a page's headers lack."""
    lacks = [f"no {name}" for name, part in WORN.items() if part not in headers.get(name, "")]
    policy = headers.get("content-security-policy", "")
    return lacks + [f"the policy says {word}" for word in UNSAFE if word in policy]


@dataclass
class Watch:
    """What went wrong while pages were shown, in plain words."""

    host: str
    complaints: list[str] = field(default_factory=list)
    also: str = ""
    """Another host that the journey means to visit, such as the sign-in at work."""

    def over(self, page: Page) -> None:
        """Begin to watch the page."""
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in (self.host, self.also):
            self.complaints.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} from {response.url}")
        # Of a PDF the browser tells no headers at all: its viewer takes over. Those are looked at without a browser.
        is_page = "text/html" in response.headers.get("content-type", "")
        if is_page and urlsplit(response.url).netloc == self.host:
            self.complaints += [f"{response.url}: {line}" for line in _bare(response.headers)]

    def _said(self, message: ConsoleMessage) -> None:
        # The browser writes a line for each 4xx page too. Those are answers that the product means.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            where = message.page.url if message.page else ""
            self.complaints.append(f"console: {message.text} {where}".strip())


def window(
    browser: Browser, *, width: int = WIDE, dark: bool = False, scripts: bool = True, **more: Any
) -> BrowserContext:
    """A visitor's browser window, with nothing remembered."""
    return browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        reduced_motion="reduce",
        **more,
    )
