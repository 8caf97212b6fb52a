"""Pictures of the main pages, to be looked at by people: `python -m tests.journeys.shots FOLDER`.

Wide and narrow, light and dark, and as printed. With --readme, also the picture in the README.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from playwright.sync_api import Browser, Page

from samverkan.web.configuration import CHECKOUT
from tests.journeys import sites
from tests.journeys.browsers import NARROW, WIDE, chromium, window
from tests.journeys.sites import Site

PRINTED = ("idag", "plan", "rummet")
README = CHECKOUT / "docs" / "pictures" / "rummet.png"


def pages() -> dict[str, str]:
    """Name of the picture and address of the page."""
    from samverkan.demo.making import known_id

    ebba, meeting = f"/elever/{known_id('elev', 'ebba')}", f"/moten/{known_id('mote', 'ebba', '2')}"
    return {
        "idag": "/",
        "skolan": "/skolan",
        "elever": "/elever",
        "nu": ebba,
        "plan": f"{ebba}/plan",
        "teamet": f"{ebba}/teamet",
        "samtycken": f"{ebba}/samtycken",
        "tidslinje": f"{ebba}/tidslinje",
        "vem": f"{ebba}/vem",
        "vad-andras": f"{ebba}/vem/om?vem=bup-psykolog",
        "visa-som-vem": f"{ebba}/visa-som",
        "visa-som": f"/se-som/{known_id('person', 'maria')}{ebba}/plan",
        "signal": f"{ebba}/signal",
        "fraga": f"{ebba}/samtycken/fraga",
        "moten": "/moten",
        "nytt-mote": f"{ebba}/mote/nytt",
        "fore": meeting,
        "rummet": f"{meeting}/rummet",
        "rummet-om": f"{meeting}/rummet/om?vem=socialsekreterare",
        "import": "/installningar/import",
        "installningar": "/installningar",
        "innan-ni-borjar": "/installningar/innan-ni-borjar",
        "oense": "/installningar/dar-jurister-ar-oense",
        "oense-en": "/installningar/dar-jurister-ar-oense/till-emi",
        "kontakter": "/kontakter",
        "personer": "/installningar/personer",
        "min-logg": "/min-logg",
    }


def main(words: list[str]) -> int:
    """Take every picture. Returns the exit code."""
    from django.conf import settings

    from samverkan.web.postgres import ensure_running

    folder = Path(next(word for word in words if not word.startswith("-")))
    folder.mkdir(parents=True, exist_ok=True)
    server = ensure_running(settings.HOME)
    with (
        tempfile.TemporaryDirectory() as home,
        sites.municipality(server, Path(home), "resa_bilder", size="demo") as site,
        chromium() as browser,
    ):
        for width in (WIDE, NARROW):
            for dark in (False, True):
                _all(site, browser, folder, width=width, dark=dark)
        _printed(site, browser, folder)
        if "--readme" in words:
            _for_the_readme(site, browser)
    return 0


def _all(site: Site, browser: Browser, folder: Path, *, width: int, dark: bool) -> None:
    marks = f"{width}-{'dark' if dark else 'light'}"
    with _visitor(site, browser, width=width, dark=dark) as page:
        page.screenshot(path=folder / f"logga-in-{marks}.png", full_page=True)
        _sign_in(page)
        for name, path in pages().items():
            page.goto(site.address + path)
            page.screenshot(path=folder / f"{name}-{marks}.png", full_page=True)


def _printed(site: Site, browser: Browser, folder: Path) -> None:
    with _visitor(site, browser, width=794) as page:
        _sign_in(page)
        page.emulate_media(media="print")
        for name in PRINTED:
            page.goto(site.address + pages()[name])
            page.screenshot(path=folder / f"{name}-print.png", full_page=True)


def _for_the_readme(site: Site, browser: Browser) -> None:
    README.parent.mkdir(parents=True, exist_ok=True)
    with _visitor(site, browser, width=WIDE) as page:
        _sign_in(page)
        page.goto(site.address + pages()["rummet"])
        page.screenshot(path=README)


@contextmanager
def _visitor(site: Site, browser: Browser, *, width: int, dark: bool = False) -> Iterator[Page]:
    context = window(browser, width=width, dark=dark)
    page = context.new_page()
    page.goto(site.address)
    yield page
    context.close()


def _sign_in(page: Page) -> None:
    from samverkan.demo.logins import PASSWORD

    page.get_by_role("textbox", name="E-post").fill("rektor@demo.example")
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()


if __name__ == "__main__":
    django.setup()
    raise SystemExit(main(sys.argv[1:]))
