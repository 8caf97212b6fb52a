"""Sara's computer knows her: a passkey of her own, made, named, used instead of the password, and taken away."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from tests.journeys import looking
from tests.journeys.journey import Journey, login_of
from tests.journeys.sites import Site

pytestmark = pytest.mark.browser


def knows_her(person: Journey) -> None:
    """Give the browser a device that keeps keys and says yes for its owner, as W3C WebAuthn's automation has it."""
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )


@pytest.fixture
def by_name(site: Site) -> Site:
    """The same place under a name: a passkey is bound to one, and an address of figures has none."""
    return replace(site, address=site.address.replace("127.0.0.1", "localhost"))


def is_for_all(person: Journey) -> None:
    """The page has no fault that the checker finds."""
    assert not looking.violations(person.page)


def test_a_passkey_is_made_named_used_and_taken_away(by_name: Site, browser: Browser) -> None:
    sara = Journey(by_name, browser).signs_in("sara")
    knows_her(sara)

    sara.goes_to("/konto/2fa/")
    sara.clicks("link", "Lägg till en passnyckel")
    sara.sees("Bekräfta först att det är du.")
    sara.field("Lösenord").fill(login_of("sara").password)
    sara.clicks("button", "Bekräfta")
    sara.field("Namn").fill("Jobbdatorn")
    sara.clicks("button", "Lägg till")
    sara.page.wait_for_url("**/recovery-codes/**")

    sara.goes_to("/konto/2fa/webauthn/")
    sara.sees("Inte använd än.")
    sara.clicks("link", "Byt namn på Jobbdatorn")
    is_for_all(sara)
    sara.fills("Namn", "Datorn på kontoret")
    sara.clicks("button", "Spara")
    sara.sees("Datorn på kontoret")
    is_for_all(sara)

    sara.goes_to("/konto/logout/")
    sara.page.locator("main").get_by_role("button", name="Logga ut").click()
    sara.goes_to("/konto/login/")
    sara.begins()
    sara.clicks("button", "Logga in med passnyckel")
    sara.page.wait_for_url(by_name.address + "/")
    sara.done(within=1, act="logga-in")

    sara.goes_to("/konto/2fa/webauthn/")
    sara.sees("Användes senast")
    sara.clicks("link", "Ta bort Datorn på kontoret")
    sara.clicks("link", "Använd passnyckel")
    is_for_all(sara)
    sara.clicks("button", "Bekräfta med passnyckeln")
    sara.sees_heading("Ta bort passnyckeln?")
    is_for_all(sara)
    sara.clicks("button", "Ta bort passnyckeln")
    sara.sees("Du har ingen passnyckel än.")
