"""Staff sign in where the municipality already knows them: connected once by the rektor, then one button."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from samverkan.web.postgres import Server
from tests.journeys import sites
from tests.journeys.journey import Journey
from tests.journeys.sites import Site
from tests.peers.oidc import server as peers
from tests.peers.oidc.server import Provider

pytestmark = pytest.mark.browser
KEY = "sara01@bjorkvik.example"
FILE = """
[[provider]]
id = "bjorkvik"
name = "Björkviks inloggning"
huvudman = "Björkviks kommun"
issuer = "{issuer}"
client_id = "samverkan"
client_secret_file = "oidc-hemlighet"
key_claim = "eduPersonPrincipalName"
"""


@pytest.fixture
def peer() -> Iterator[Provider]:
    """A provider that nobody here wrote, where Sara is known."""
    with peers.running(registered=False) as provider:
        provider.knows("sara", eduPersonPrincipalName=KEY)
        provider.knows("okand", eduPersonPrincipalName="okand@bjorkvik.example")
        yield provider


@pytest.fixture
def connected(server: Server, tmp_path: Path, own_name: str, peer: Provider) -> Iterator[Site]:
    """Björkvik, with a sign-in of its own in the sign-in file."""
    (tmp_path / "oidc-hemlighet").write_text("hysch")
    file = tmp_path / "inloggning.toml"
    file.write_text(FILE.format(issuer=peer.issuer))
    more = {"SAMVERKAN_SIGN_IN_FILE": str(file)}
    with sites.municipality(server, tmp_path, f"{own_name}_jobb", more=more) as site:
        yield site


def goes_in_as(subject: str, site: Site, browser: Browser, peer: Provider, *, scripts: bool) -> Journey:
    """Press the button here and say who one is over there."""
    person = Journey(site, browser, scripts=scripts)
    person.watch.also = peer.issuer.removeprefix("http://")
    person.goes_to("/moten")
    person.begins()
    person.clicks("link", "Logga in med Björkviks inloggning")
    person.page.locator("input[name=sub]").fill(subject)
    person.clicks("button", "Authorize")
    return person


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "utan-script"])
def test_the_rektor_connects_sara_once_and_sara_is_in_with_one_button(
    connected: Site, browser: Browser, peer: Provider, scripts: bool
) -> None:
    rektor = Journey(connected, browser, scripts=scripts).signs_in("anna-karin")
    rektor.clicks("link", "Inställningar", within="Huvudmeny")
    rektor.goes_to("/installningar/personer")
    rektor.clicks("link", "Sara Holm")
    rektor.clicks("link", "Koppla")
    rektor.fills("Nyckel", KEY)
    rektor.clicks("button", "Koppla")
    rektor.sees("Sara Holm kan nu logga in på jobbet.")
    rektor.done(within=5, act="skriv-personal")

    sara = goes_in_as("sara", connected, browser, peer, scripts=scripts)

    sara.sees_heading("Möten")
    sara.done(within=2, act="logga-in")


def test_one_who_is_not_connected_is_told_whom_to_ask(connected: Site, browser: Browser, peer: Provider) -> None:
    nobody = goes_in_as("okand", connected, browser, peer, scripts=True)

    nobody.sees_heading("Vi känner inte igen dig än")
    nobody.sees("Be rektor om ett konto")
    nobody.done(within=2, act="logga-in", ended="nekad")
