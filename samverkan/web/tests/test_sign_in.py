"""Signing in: a password, something more, and no other ways."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client

from samverkan.people.models import Account
from tests.cast import Cast, client_as

WORDS = "tre blå båtar i viken"


@pytest.fixture
def sara(cast: Cast) -> Account:
    """Sara's account with a password we know."""
    cache.clear()
    account = Account.objects.get(person=cast.sara)
    account.set_password(WORDS)
    account.save()
    return account


def sign_in(browser: Client, account: Account, password: str = WORDS) -> int:
    """Post the sign-in form; the status."""
    return browser.post("/konto/login/", {"login": account.email, "password": password}).status_code


def code_of(secret: str) -> str:
    """What the app in the telephone shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_with_the_right_password_idag_opens(sara: Account) -> None:
    browser = Client()

    assert sign_in(browser, sara) == 302
    assert browser.get("/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(sara: Account) -> None:
    wrong = Client().post("/konto/login/", {"login": sara.email, "password": "inte det"}).content.decode()
    unknown = Client().post("/konto/login/", {"login": "ingen@example.se", "password": "inte det"}).content.decode()

    said = "Adressen eller lösenordet stämmer inte."
    assert (said in wrong, said in unknown) == (True, True)


def test_after_five_wrong_guesses_even_the_right_password_waits(sara: Account) -> None:
    for _ in range(5):
        sign_in(Client(), sara, "fel lösenord igen")

    browser = Client()
    sign_in(browser, sara)

    assert browser.get("/").status_code == 302


def test_one_who_waits_is_told_for_how_long(sara: Account) -> None:
    for _ in range(5):
        sign_in(Client(), sara, "fel lösenord igen")

    page = Client().post("/konto/login/", {"login": sara.email, "password": WORDS}).content.decode()

    assert "Vänta en timme, eller logga in med passnyckel." in page


def test_with_a_code_in_the_telephone_the_password_alone_opens_nothing(sara: Account) -> None:
    secret = generate_totp_secret()
    TOTP.activate(sara, secret)
    browser = Client()

    sign_in(browser, sara)
    assert browser.get("/").status_code == 302

    browser.post("/konto/2fa/authenticate/", {"code": code_of(secret)})
    assert browser.get("/").status_code == 200


def test_a_code_works_once(sara: Account) -> None:
    secret = generate_totp_secret()
    TOTP.activate(sara, secret)
    code, first, second = code_of(secret), Client(), Client()
    sign_in(first, sara)
    first.post("/konto/2fa/authenticate/", {"code": code})
    sign_in(second, sara)

    second.post("/konto/2fa/authenticate/", {"code": code})

    assert first.get("/").status_code == 200
    assert second.get("/").status_code == 302


def test_the_secret_of_a_code_is_not_readable_in_the_database(sara: Account) -> None:
    secret = generate_totp_secret()
    TOTP.activate(sara, secret)

    kept = Authenticator.objects.get(user=sara).data["secret"]

    assert kept != secret
    assert get_adapter().decrypt(kept) == secret


def test_there_is_no_sign_up_no_change_of_address_and_no_reset_by_mail(cast: Cast) -> None:
    for browser in (Client(), client_as(cast.sara)):
        for address in ("signup/", "email/", "password/reset/", "password/set/", "login/code/confirm/"):
            assert browser.get(f"/konto/{address}").status_code == 404
            assert browser.post(f"/konto/{address}", {"email": "x@example.se"}).status_code == 404


def test_signing_in_gives_a_new_session_and_signing_out_ends_it_on_the_server(sara: Account) -> None:
    browser = Client()
    browser.get("/konto/login/")
    sign_in(browser, sara)
    kept = browser.cookies["sessionid"].value

    left = browser.post("/konto/logout/")

    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    browser.cookies["sessionid"] = kept
    assert browser.get("/").status_code == 302


def test_fifteen_idle_minutes_end_the_sitting(sara: Account) -> None:
    browser = Client()
    sign_in(browser, sara)
    browser.get("/")
    session = browser.session
    session["sitting_seen"] -= timedelta(minutes=16).total_seconds()
    session.save()

    assert browser.get("/").status_code == 302


def test_whoever_changes_the_password_is_told_whom_to_ask_and_led_to_no_page_that_is_closed(sara: Account) -> None:
    browser = Client()
    sign_in(browser, sara)

    page = browser.get("/konto/password/change/").content.decode()

    assert "Be rektor om en ny länk." in page
    assert "/konto/password/reset/" not in page


def test_a_page_that_asks_again_by_itself_does_not_lengthen_the_sitting(sara: Account) -> None:
    browser = Client()
    sign_in(browser, sara)
    browser.get("/")
    session = browser.session
    session["sitting_seen"] -= timedelta(minutes=10).total_seconds()
    session.save()
    before = session["sitting_seen"]

    by_itself = browser.get("/", headers={"Samverkan-By-Itself": "1"}).status_code
    after = browser.session["sitting_seen"]
    browser.get("/")

    assert by_itself == 200 and after == before
    assert browser.session["sitting_seen"] > before, "and a person who asks does"
