"""A municipality that has its own sign-in, and people in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from samverkan.people import sign_in_keys
from samverkan.people.models import Account, Person
from samverkan.policy.acting import Level
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from samverkan.web.sign_in_file import WorkProvider
from tests.cast import Cast
from tests.peers.oidc import server
from tests.peers.oidc.server import Provider

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
TWO_STEPS = "https://refeds.org/profile/mfa"
KIND = "eduPersonPrincipalName"
START, BACK = "/jobbinloggning/bjorkvik", "/jobbinloggning/bjorkvik/svar"


@dataclass(frozen=True)
class Work:
    """Björkvik's own sign-in, and what people do there."""

    peer: Provider
    settings: Any
    cast: Cast

    @property
    def ours(self) -> WorkProvider:
        """As the sign-in file says."""
        found: WorkProvider = self.settings.WORK_PROVIDERS[0]
        return found

    def change(self, **fields: Any) -> None:
        """Write something else in the sign-in file."""
        self.settings.WORK_PROVIDERS = (replace(self.ours, **fields),)

    def connect(self, person: Person, key: str) -> None:
        """The rektor connects a colleague, by hand."""
        huvudman = self.cast.unit().organisation.huvudman_id
        rektor = Reader(PersonId(self.cast.anna_karin.id), ())
        sign_in_keys.confirm(person, huvudman=huvudman, kind=KIND, value=key, by=rektor, now=timezone.now())

    def goes(self, browser: Client, more: str = "") -> str:
        """Press the button on the sign-in page. Where the browser is sent."""
        return str(browser.get(f"{START}{more}").headers["Location"])

    def signs_in(self, browser: Client, subject: str, more: str = "") -> Any:
        """There and back. The answer to the way back."""
        return browser.get(self.peer.signs_in(self.goes(browser, more), subject))


@pytest.fixture(scope="session")
def peer() -> Iterator[Provider]:
    """A provider that nobody here wrote."""
    with server.running() as provider:
        yield provider


@pytest.fixture
def work(cast: Cast, peer: Provider, settings: Any) -> Work:
    """Björkvik has a sign-in of its own. Sara is known there, and the rektor has connected her."""
    cache.clear()
    client = peer.register(f"http://testserver{BACK}")
    settings.WORK_PROVIDERS = (
        WorkProvider(
            id="bjorkvik",
            name="Björkviks kommun",
            huvudman=cast.unit().organisation.huvudman.name,
            issuer=peer.issuer,
            client_id=client.id,
            secret=client.secret,
            key_claim=KIND,
            key_kind=KIND,
            levels={TWO_STEPS: Level.SECOND_FACTOR, LOA3: Level.EID},
        ),
    )
    found = Work(peer, settings, cast)
    Account.objects.get_or_create(person=cast.sara, defaults={"email": "sara@konto.example"})
    found.connect(cast.sara, "sara01@bjorkvik.example")
    peer.knows("sara", **{KIND: "sara01@bjorkvik.example", "email": "nagon.annan@bjorkvik.example"})
    return found
