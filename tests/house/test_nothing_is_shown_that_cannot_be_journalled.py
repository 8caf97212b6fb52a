"""A journal that takes no rows stops the house: 503 and no data, and nothing is half-written."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from django.test import Client

from samverkan.people.models import Account, ContactPoint
from samverkan.web.postgres import Server
from tests.cast import Cast, client_as


@pytest.fixture
def dumb_journal(cast: Cast, server: Server, world_database: str) -> Iterator[None]:
    """The app's right to add to the journal is taken away while the test runs."""
    with psycopg.connect(server.dsn("owner", world_database), autocommit=True) as owner:
        owner.execute("REVOKE INSERT ON journal_event FROM samverkan_app")
        try:
            yield
        finally:
            owner.execute("GRANT INSERT ON journal_event TO samverkan_app")


@pytest.mark.usefixtures("dumb_journal")
def test_no_page_with_data_is_shown(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)

    for address in ("/", "/elever", "/skolan", f"/elever/{cast.ebbas_case}", f"/moten/{cast.ebbas_meeting}/rummet"):
        answer = rektor.get(address)

        assert answer.status_code == 503, address
        assert "Ebba" not in answer.content.decode(), address


@pytest.mark.usefixtures("dumb_journal")
def test_not_even_a_refusal_is_given_unjournalled(cast: Cast) -> None:
    assert client_as(cast.petra).get(f"/elever/{cast.ebbas_case}").status_code == 503
    assert client_as(cast.jonas).get("/installningar").status_code == 503


@pytest.mark.usefixtures("dumb_journal")
def test_nothing_is_written(cast: Cast) -> None:
    said = {"organisation": str(cast.organisation("bup").id), "function": "nattlinjen"}

    answer = client_as(cast.anna_karin).post("/kontakter/ny", said)

    assert answer.status_code == 503
    assert not ContactPoint.objects.filter(function="nattlinjen").exists()


@pytest.mark.usefixtures("dumb_journal")
def test_nobody_is_signed_in(cast: Cast) -> None:
    account = Account.objects.get(person=cast.sara)
    account.set_password("fyra gula fåglar sjöng")
    account.save()
    browser = Client()

    answer = browser.post("/konto/login/", {"login": account.email, "password": "fyra gula fåglar sjöng"})

    assert answer.status_code == 503
    assert browser.get("/").status_code == 302


@pytest.fixture
def link(cast: Cast) -> str:
    """Kerstin's link to an account of her own, given while the journal still took rows."""
    address = f"/installningar/personer/{cast.kerstin.id}/konto"
    answer = client_as(cast.anna_karin).post(address, {"email": "kerstin@example.se"})
    found = re.search(r"/valkommen/[^\"]+", answer.content.decode())
    assert found
    return found.group()


def test_no_password_is_chosen_unjournalled(cast: Cast, link: str, dumb_journal: None) -> None:
    words = {"password": "fyra gula fåglar sjöng", "again": "fyra gula fåglar sjöng"}

    answer = Client().post(link, words)

    assert answer.status_code == 503
    assert Client().get(link).status_code == 200


def test_when_the_journal_takes_rows_again_everything_is_as_before(cast: Cast) -> None:
    assert client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}").status_code == 200
