"""The rektor connects a colleague to the municipality's own sign-in, by a key that never moves."""

from typing import Any

import pytest
from django.test import Client

from samverkan.journal.models import Event
from samverkan.people import sign_in_keys
from samverkan.people.models import Account, Person
from samverkan.policy.acting import Level
from samverkan.web.sign_in_file import WorkProvider
from tests.cast import Cast, client_as

KEY = "kerstin01@bjorkvik.example"


@pytest.fixture(autouse=True)
def provider(cast: Cast, settings: Any) -> None:
    """Björkvik has a sign-in of its own, and Kerstin an account."""
    settings.WORK_PROVIDERS = (
        WorkProvider(
            id="bjorkvik",
            name="Björkviks kommun",
            huvudman=cast.unit().organisation.huvudman.name,
            issuer="https://login.bjorkvik.example",
            client_id="samverkan",
            secret="hysch",
            key_claim="eppn",
            key_kind="eduPersonPrincipalName",
        ),
    )
    for person in (cast.kerstin, cast.jonas):
        Account.objects.get_or_create(person=person, defaults={"email": f"{person.id}@konto.example"})


def connect(browser: Client, person: Person, **said: str) -> Any:
    """Fill in the page."""
    form = {"provider": "bjorkvik", "value": KEY, **said}
    return browser.post(f"/installningar/personer/{person.id}/jobbinloggning", form)


def holder(cast: Cast, key: str = KEY) -> Any:
    """Whose the key is."""
    return sign_in_keys.holder_of(cast.unit().organisation.huvudman_id, "eduPersonPrincipalName", key)


def test_a_connected_colleague_has_an_account_and_stands_so_in_the_list(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    before = rektor.get(f"/installningar/personer/{cast.kerstin.id}").content.decode()

    answer = connect(rektor, cast.kerstin)

    assert answer.headers["Location"] == f"/installningar/personer/{cast.kerstin.id}"
    after = rektor.get(f"/installningar/personer/{cast.kerstin.id}").content.decode()
    assert "Inte kopplad än" in before and "Kopplad." in after and "har konto" in after
    assert holder(cast) == cast.kerstin.id
    assert Event.objects.filter(actor_id=cast.anna_karin.id, outcome="gjord", target_id=cast.kerstin.id).exists()


def test_a_new_key_takes_the_old_ones_place(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    connect(rektor, cast.kerstin)

    connect(rektor, cast.kerstin, value="kerstin02@bjorkvik.example")

    assert (holder(cast), holder(cast, "kerstin02@bjorkvik.example")) == (None, cast.kerstin.id)


def test_a_key_that_is_somebody_elses_is_refused_and_stays_there(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    connect(rektor, cast.kerstin)

    answer = connect(rektor, cast.jonas)

    assert answer.status_code == 422
    assert "Nyckeln hör redan till någon annan" in answer.content.decode()
    assert holder(cast) == cast.kerstin.id


def test_a_colleague_is_disconnected_again(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    connect(rektor, cast.kerstin)

    rektor.post(f"/installningar/personer/{cast.kerstin.id}/jobbinloggning", {"koppla-bort": "ja"})

    assert holder(cast) is None


def test_the_administrator_connects_a_teacher_but_no_kurator(cast: Cast) -> None:
    ingrid = client_as(cast.ingrid)

    assert (connect(ingrid, cast.kerstin).status_code, connect(ingrid, cast.sara).status_code) == (302, 403)


def test_a_password_alone_connects_nobody(cast: Cast) -> None:
    connect(client_as(cast.anna_karin, Level.PASSWORD), cast.kerstin)

    assert holder(cast) is None


def test_what_is_missing_is_said_kindly(cast: Cast) -> None:
    answer = connect(client_as(cast.anna_karin), cast.kerstin, value="")

    assert answer.status_code == 422
    assert "Skriv nyckeln som er it-avdelning har" in answer.content.decode()


def test_a_huvudman_that_is_not_in_the_register_is_told(cast: Cast, settings: Any) -> None:
    settings.WORK_PROVIDERS = (
        WorkProvider(
            id="bjorkvik",
            name="X",
            huvudman="Ingen kommun",
            issuer="https://x",
            client_id="x",
            secret="",
            key_claim="sub",
            key_kind="sub",
        ),
    )

    answer = connect(client_as(cast.anna_karin), cast.kerstin)

    assert "finns inte här" in answer.content.decode()
