"""The pages that allauth serves wear our clothes and speak Swedish."""

from __future__ import annotations

from html import unescape

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from samverkan.people.models import Account
from samverkan.web.tests.test_sign_in import WORDS, code_of, sign_in
from tests.cast import Cast


def test_the_sign_in_page_is_ours(cast: Cast) -> None:
    text = Client().get("/konto/login/").content.decode()

    assert '<html lang="sv"' in text and "<h1>Logga in</h1>" in text
    assert 'class="skip"' in text and "Sign" not in text and "style=" not in text


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong_and_keeps_the_address(cast: Cast) -> None:
    answer = Client().post("/konto/login/", {"login": "ingen@skola.example", "password": "fel"})
    text = answer.content.decode()

    assert "<title>Fel: Logga in – Samverkan</title>" in text
    assert "Det gick inte att logga in" in text
    assert 'value="ingen@skola.example"' in text


def test_nobody_can_make_an_account_of_their_own(cast: Cast) -> None:
    text = Client().get("/konto/signup/").content.decode()

    assert "<form" not in text
    assert text.count("<h1>") == 1


def test_each_page_of_a_second_factor_says_the_same_word_for_the_same_thing(cast: Cast) -> None:
    """A rektor connects an app, is asked for its code, makes spare codes and takes the app away, on her way through."""
    cache.clear()
    account = Account.objects.get(person=cast.anna_karin)
    account.set_password(WORDS)
    account.save()
    browser, secret = Client(), generate_totp_secret()
    sign_in(browser, account)

    browser.post("/konto/reauthenticate/", {"password": WORDS})
    connecting = _read(browser, "/konto/2fa/totp/activate/")
    TOTP.activate(account, secret)
    asked = _read(browser, "/konto/2fa/reauthenticate/?next=/installningar/personer/ny")
    wrong = unescape(browser.post("/konto/2fa/reauthenticate/", {"code": "000000"}).content.decode())
    browser.post("/konto/2fa/reauthenticate/", {"code": code_of(secret)})
    spare = unescape(browser.post("/konto/2fa/recovery-codes/generate/", follow=True).content.decode())
    away = _read(browser, "/konto/2fa/totp/deactivate/")

    assert "Kod från appen" in connecting and "Kod från appen" in asked and "Bekräfta</button>" in asked
    assert "Koden stämmer inte." in wrong and "Skriv lösenordet" in asked
    assert "<h1>Reservkoder</h1>" in spare and "Koppla bort appen?" in away
    for page in (connecting, asked, wrong, spare, away):
        for word in ("utentisering", "erifiera", "terställningskod", "Inaktivera"):
            assert word not in page, word


def test_who_is_asked_once_more_is_told_why_and_the_only_rektor_is_not_sent_to_the_rektor(cast: Cast) -> None:
    account = Account.objects.get(person=cast.anna_karin)
    account.set_password(WORDS)
    account.save()
    browser = Client()
    sign_in(browser, account)

    to_sign_in = _read(browser, "/konto/reauthenticate/?next=/konto/2fa/")
    elsewhere = _read(browser, "/konto/reauthenticate/?next=/installningar/personer/ny")

    assert "Du är på väg att ändra hur du loggar in." in to_sign_in
    assert "ändra hur du loggar in" not in elsewhere and "Du är på väg till något som skyddar andra." in elsewhere
    for page in (to_sign_in, elsewhere, _read(Client(), "/konto/login/")):
        assert "Är du själv rektor, be den som sköter Samverkan på er server." in page


def _read(browser: Client, address: str) -> str:
    """The page as it is read."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())
