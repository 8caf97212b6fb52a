"""SS 12000 from the page: a dry run first, then the same again with the secret typed once more."""

import re
from typing import Any

import pytest

from samverkan.exchange.models import ImportRun
from samverkan.people.models import Person, Unit
from tests.cast import Cast, client_as
from tests.peers.ss12000.server import CLIENT_ID, CLIENT_SECRET, Ss12000Server

ADDRESS = "/installningar/import/ss12000"
INWARD = "Adressen går till den här datorn eller ett slutet nät"


@pytest.fixture
def near(settings: Any) -> None:
    """The register stands on this machine, as one does in a test; a page is not let there otherwise."""
    settings.REGISTER_MAY_BE_INWARD = True


def asked(server: Ss12000Server) -> dict[str, str]:
    """What is typed to reach the register."""
    return {
        "url": server.url,
        "token_url": server.token_url,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    }


def sealed(page: str) -> str:
    """The seal of the dry run that a page shows."""
    seal = re.search(r'name="sett" value="(\w+)"', page)
    assert seal, page
    return seal.group(1)


def test_the_register_is_shown_and_then_read_in(cast: Cast, near: None) -> None:
    rektor = client_as(cast.susanne)
    with Ss12000Server() as server:
        shown = rektor.post(ADDRESS, asked(server)).content.decode()
        before = Unit.objects.count()

        answer = rektor.post(ADDRESS, {**asked(server), "sett": sealed(shown), "las-in": "ja"})

    assert CLIENT_SECRET not in shown
    assert answer.headers["Location"].startswith("/installningar/import/korning/")
    assert Unit.objects.count() > before
    run = ImportRun.objects.get()
    assert run.source.startswith("ss12000")
    assert run.huvudman == cast.unit("friskolan").organisation.huvudman


def test_whoever_keeps_one_of_many_schools_does_not_read_in_the_register_of_all(cast: Cast, near: None) -> None:
    before = Person.objects.count()
    with Ss12000Server() as server:
        for person in (cast.anna_karin, cast.torbjorn, cast.ingrid):
            browser = client_as(person)
            shown = browser.post(ADDRESS, asked(server)).content.decode()
            answer = browser.post(ADDRESS, {**asked(server), "sett": sealed(shown), "las-in": "ja"})

            assert answer.status_code == 403
            assert "Be den som sköter systemet läsa in det." in answer.content.decode()

    assert Person.objects.count() == before
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "host", ["127.0.0.1:9", "localhost:9", "[::1]:9", "10.1.2.3", "192.168.0.7", "169.254.169.254", "[::ffff:10.0.0.1]"]
)
def test_the_page_is_no_way_into_the_servers_own_networks(cast: Cast, host: str) -> None:
    inward = {"client_id": "x", "client_secret": "hemligt"}
    outward = "https://register.invalid/v2"

    for url, token_url in ((f"https://{host}/v2", outward), (outward, f"https://{host}/t")):
        answer = client_as(cast.susanne).post(ADDRESS, {**inward, "url": url, "token_url": token_url})

        assert answer.status_code == 422
        assert INWARD in answer.content.decode()


def test_a_register_that_does_not_answer_says_so_and_changes_nothing(cast: Cast, near: None) -> None:
    said = {"url": "http://127.0.0.1:9/v2", "token_url": "http://127.0.0.1:9/t", "client_id": "x", "client_secret": "y"}

    answer = client_as(cast.susanne).post(ADDRESS, said)

    assert answer.status_code == 422
    assert "Registret gick inte att läsa" in answer.content.decode()
    assert not ImportRun.objects.exists()
