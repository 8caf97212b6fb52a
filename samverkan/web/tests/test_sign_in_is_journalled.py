"""Sara signs in, rightly and wrongly. The journal knows when and how it went, and never what was typed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection
from django.test import Client

from samverkan.journal.models import Event, Outcome
from samverkan.people.models import Account
from samverkan.policy.acting import Action
from samverkan.web.sign_in_journal import NOBODY
from tests.cast import Cast

PASSWORD = "fyra gula fåglar sjöng"
Seen = list[tuple[object, str, str]]


@pytest.fixture
def sara(cast: Cast) -> Account:
    """Her account, with a password."""
    cache.clear()  # the library counts attempts from one address over tests
    account = Account.objects.get(person=cast.sara)
    account.set_password(PASSWORD)
    account.save()
    return account


def signs_in(address: str, password: str, browser: Client | None = None) -> Client:
    """Fill in the form of the sign-in page."""
    browser = browser or Client()
    browser.post("/konto/login/", {"login": address, "password": password})
    return browser


def seen(*actions: Action) -> Seen:
    """Who, what and how it went, in order."""
    rows = Event.objects.filter(action__in=actions).order_by("id")
    return [(row.actor_id, row.action, row.outcome) for row in rows]


def test_right_and_wrong_and_out_are_three_events(sara: Account) -> None:
    signs_in(sara.email, "fel")
    browser = signs_in(sara.email, PASSWORD)
    browser.post("/konto/logout/")

    assert seen(Action.SIGN_IN, Action.SIGN_OUT) == [
        (sara.person_id, Action.SIGN_IN, Outcome.REFUSED),
        (sara.person_id, Action.SIGN_IN, Outcome.DONE),
        (sara.person_id, Action.SIGN_OUT, Outcome.DONE),
    ]
    assert Event.objects.filter(action=Action.SIGN_IN)[0].target_id == sara.id


def test_an_attempt_at_an_account_that_is_not_there_is_counted_and_tells_nothing(sara: Account) -> None:
    signs_in("zoraida@ingenstans.example", "hemligheten")

    assert seen(Action.SIGN_IN) == [(NOBODY, Action.SIGN_IN, Outcome.REFUSED)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(journal_event::text, ' ') FROM journal_event")
        text = cursor.fetchone()[0]
    assert "zoraida" not in text and "hemligheten" not in text


def test_a_new_password_and_a_second_factor_are_journalled(
    sara: Account, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]
) -> None:
    browser = signs_in(sara.email, PASSWORD)
    new = "fem blå båtar seglade"
    browser.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    browser.post("/konto/reauthenticate/", {"password": new})
    page = browser.get("/konto/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/konto/2fa/totp/activate/", {"code": code})

    assert seen(Action.CREDENTIAL_CHANGE) == [(sara.person_id, Action.CREDENTIAL_CHANGE, Outcome.DONE)]
    assert seen(Action.FACTOR_CHANGE)[0] == (sara.person_id, Action.FACTOR_CHANGE, Outcome.DONE)


def test_a_wrong_code_is_journalled_and_signs_nobody_in(sara: Account) -> None:
    totp.TOTP.activate(sara, totp.generate_totp_secret())
    browser = signs_in(sara.email, PASSWORD)

    browser.post("/konto/2fa/authenticate/", {"code": "000000"})

    assert seen(Action.SIGN_IN, Action.FACTOR_USE) == [(sara.person_id, Action.FACTOR_USE, Outcome.REFUSED)]
    assert browser.get("/").status_code == 302


def test_one_reads_in_ones_own_log_that_one_has_signed_in(sara: Account) -> None:
    browser = signs_in(sara.email, PASSWORD)

    assert "Du loggade in." in browser.get("/min-logg").content.decode()


def test_the_list_of_ones_passkeys_opens(sara: Account) -> None:
    browser = signs_in(sara.email, PASSWORD)

    assert browser.get("/konto/2fa/webauthn/").status_code == 200
