"""B16, V10: signing in at the huvudman's own provider, which nobody here wrote. Known people only, never by mail."""

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client

from samverkan.journal.models import Event, Outcome
from samverkan.people.models import Account
from samverkan.policy.acting import Action, Level
from samverkan.web.tests.conftest import BACK, KIND, LOA3, START, TWO_STEPS, Work
from tests.cast import client_as


def is_in(browser: Client) -> bool:
    """Whether the browser stands on Idag."""
    return browser.get("/").status_code == 200


def words(answer: Any) -> str:
    """The page."""
    return str(answer.content.decode())


def test_sara_signs_in_at_work_and_comes_to_where_she_was_going(work: Work) -> None:
    browser = Client()

    answer = work.signs_in(browser, "sara", "?next=/elever")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/elever")
    assert is_in(browser)
    event = Event.objects.filter(action=Action.SIGN_IN).latest("id")
    assert (event.actor_id, event.outcome) == (work.cast.sara.id, Outcome.DONE)


def test_the_button_stands_on_the_sign_in_page_and_keeps_where_one_was_going(work: Work) -> None:
    page = words(Client().get("/konto/login/?next=/moten"))

    assert "Logga in med Björkviks kommun" in page
    assert f'href="{START}?next=%2Fmoten"' in page


def test_one_is_sent_off_with_state_nonce_and_pkce(work: Work) -> None:
    address = work.goes(Client())

    assert address.startswith(f"{work.peer.issuer}/oauth2/authorize?")
    for part in ("state=", "nonce=", "code_challenge=", "code_challenge_method=S256", "response_type=code"):
        assert part in address


def test_what_a_browser_adds_to_the_address_is_not_listened_to(work: Work) -> None:
    address = work.goes(Client(), "?scope=offline_access&auth_params=acr_values%3Dweak&process=connect")

    assert "offline_access" not in address and "weak" not in address


def test_nobody_is_sent_on_to_another_site(work: Work) -> None:
    answer = work.signs_in(Client(), "sara", "?next=https://ond.example/")

    assert answer.headers["Location"] == "/"


def test_nothing_is_kept_of_what_the_provider_said(work: Work) -> None:
    browser = Client()
    work.signs_in(browser, "sara")

    assert (SocialAccount.objects.count(), SocialToken.objects.count(), SocialApp.objects.count()) == (0, 0, 0)
    held = str([session.get_decoded() for session in Session.objects.all()])
    assert "sara01" not in held and "nagon.annan" not in held and "token" not in held.replace("csrftoken", "")


def test_while_a_code_is_asked_for_neither_token_nor_password_lies_in_the_session(work: Work) -> None:
    account = Account.objects.get(person=work.cast.sara)
    TOTP.activate(account, generate_totp_secret())

    work.signs_in(Client(), "sara")

    held = str([session.get_decoded() for session in Session.objects.all()])
    assert "account_login" in held
    for word in (account.password, account.email, "sara01", "access_token", "pkce_code_verifier", "nonce"):
        assert word not in held, word


def test_one_whom_nobody_has_connected_is_told_whom_to_ask(work: Work) -> None:
    work.peer.knows("okand", **{KIND: "okand@bjorkvik.example"})
    browser = Client()

    answer = work.signs_in(browser, "okand")

    assert answer.status_code == 403
    assert "Vi känner inte igen dig än" in words(answer) and "Be rektor" in words(answer)
    assert not is_in(browser)
    assert Event.objects.filter(action=Action.SIGN_IN).latest("id").outcome == Outcome.REFUSED


def test_the_same_mail_address_opens_nothing(work: Work) -> None:
    theirs = Account.objects.get(person=work.cast.anna_karin)
    work.peer.knows("tjuv", **{KIND: "tjuv@bjorkvik.example", "email": theirs.email, "email_verified": True})
    browser = Client()

    work.signs_in(browser, "tjuv")

    assert not is_in(browser)


def test_a_key_of_another_kind_or_huvudman_opens_nothing(work: Work) -> None:
    for fields in ({"key_kind": "employeeHSAId"}, {"huvudman": "Fyren"}):
        work.change(**fields)
        browser = Client()
        work.signs_in(browser, "sara")
        assert not is_in(browser), fields


def test_a_disconnected_key_opens_nothing(work: Work) -> None:
    rektor = client_as(work.cast.anna_karin)
    rektor.post(f"/installningar/personer/{work.cast.sara.id}/jobbinloggning", {"koppla-bort": "ja"})
    browser = Client()

    work.signs_in(browser, "sara")

    assert not is_in(browser)


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ({"iss": "https://nagon-annan.example"}, "InvalidIssuerError"),
        ({"aud": "en-annan-tjanst"}, "InvalidAudienceError"),
        ({"aud": ["en-annan-tjanst", "en-till"]}, "InvalidAudienceError"),
        ({"exp": 1_000_000_000}, "ExpiredSignatureError"),
        ({"iat": 4_000_000_000}, "ImmatureSignatureError"),
        ({"nbf": 4_000_000_000}, "ImmatureSignatureError"),
        ({"nonce": "en-annan-gang"}, "WrongNonce"),
        ({"azp": "en-annan-tjanst"}, "MadeForAnother"),
        ({KIND: ""}, "NoKey"),
        ({KIND: ["sara01@bjorkvik.example", "rektor@bjorkvik.example"]}, "NoKey"),
    ],
    ids=str,
)
def test_a_token_that_does_not_hold_signs_nobody_in(
    work: Work, lie: dict[str, Any], why: str, caplog: pytest.LogCaptureFixture
) -> None:
    work.peer.knows("sara", **{KIND: "sara01@bjorkvik.example", **lie})
    browser = Client()

    answer = work.signs_in(browser, "sara")

    assert answer.status_code == 403
    assert "gick inte att lita på" in words(answer)
    assert why in caplog.text and "sara01" not in caplog.text
    assert not is_in(browser)


def test_a_token_signed_by_an_unknown_key_signs_nobody_in(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    browser = Client()
    back = work.peer.signs_in(work.goes(browser), "sara")
    work.peer.shows_foreign_keys(True)
    try:
        answer = browser.get(back)
    finally:
        work.peer.shows_foreign_keys(False)

    assert "InvalidSignatureError" in caplog.text
    assert "gick inte att lita på" in words(answer)
    assert not is_in(browser)


def test_the_way_back_is_walked_once_and_by_the_same_browser(work: Work) -> None:
    browser, thief = Client(), Client()
    back = work.peer.signs_in(work.goes(browser), "sara")
    assert "Börja om inloggningen" in words(thief.get(back))
    assert not is_in(thief)
    browser.get(back)
    browser.post("/konto/logout/")

    again = browser.get(back)

    assert "Börja om inloggningen" in words(again)
    assert not is_in(browser)


def test_a_code_that_somebody_else_began_opens_nothing(work: Work) -> None:
    """PKCE: the code of one attempt with the state of another."""
    thief, victim = Client(), Client()
    stolen = work.peer.signs_in(work.goes(victim), "sara")
    own = work.peer.signs_in(work.goes(thief), "sara")
    code = stolen.split("code=")[1].split("&")[0]
    mixed = own.replace(own.split("code=")[1].split("&")[0], code)

    answer = thief.get(mixed)

    assert "gick inte att lita på" in words(answer)
    assert not is_in(thief)


def test_an_answer_from_another_issuer_is_refused(work: Work) -> None:
    browser = Client()
    back = work.peer.signs_in(work.goes(browser), "sara")

    answer = browser.get(f"{back}&iss=https://nagon-annan.example")

    assert "gick inte att lita på" in words(answer)
    assert not is_in(browser)


def test_who_presses_cancel_over_there_is_told_so(work: Work) -> None:
    browser = Client()

    answer = browser.get(work.peer.is_cancelled(work.goes(browser)))

    assert "Inloggningen avbröts" in words(answer)
    assert not is_in(browser)


def test_a_provider_that_says_it_is_somebody_else_or_does_not_answer_is_not_used(work: Work) -> None:
    for issuer in (f"{work.peer.issuer}/", "http://127.0.0.1:9"):
        work.change(issuer=issuer)
        answer = Client().get(START)
        assert answer.status_code == 502
        assert "svarar inte" in words(answer)


def test_a_provider_that_is_not_in_the_file_is_not_there(work: Work) -> None:
    assert Client().get("/jobbinloggning/annan").status_code == 404
    assert Client().get(BACK.replace("bjorkvik", "annan")).status_code == 404


def test_the_librarys_own_pages_are_not_there(work: Work) -> None:
    for address in (
        "/konto/3rdparty/",
        "/konto/3rdparty/signup/",
        "/konto/oidc/bjorkvik/login/",
        "/konto/social/signup/",
    ):
        assert client_as(work.cast.sara).get(address).status_code == 404


@pytest.mark.parametrize("said", [{}, {"acr": "nagot-annat"}, {"amr": ["mfa"]}], ids=str)
def test_without_the_level_that_the_file_asks_for_nobody_comes_in(work: Work, said: dict[str, Any]) -> None:
    work.change(lowest=Level.SECOND_FACTOR)
    work.peer.knows("sara", **{KIND: "sara01@bjorkvik.example", **said})
    browser = Client()

    answer = work.signs_in(browser, "sara")

    assert answer.status_code == 403
    assert "Det behövs en säkrare inloggning" in words(answer)
    assert not is_in(browser)


def test_with_the_level_one_comes_in_and_is_asked_for_no_code(work: Work) -> None:
    TOTP.activate(Account.objects.get(person=work.cast.sara), generate_totp_secret())
    work.change(lowest=Level.SECOND_FACTOR)
    work.peer.knows("sara", **{KIND: "sara01@bjorkvik.example", "acr": TWO_STEPS})
    browser = Client()

    work.signs_in(browser, "sara")

    assert is_in(browser)


def test_a_provider_that_says_nothing_of_the_level_is_no_more_than_a_password(work: Work) -> None:
    TOTP.activate(Account.objects.get(person=work.cast.sara), generate_totp_secret())
    browser = Client()

    answer = work.signs_in(browser, "sara")

    assert answer.headers["Location"].startswith("/konto/2fa/authenticate/")
    assert not is_in(browser)


def test_a_level_may_stand_in_a_claim_with_several_values(work: Work) -> None:
    work.change(level_claim="amr", levels={"mfa": Level.SECOND_FACTOR}, lowest=Level.SECOND_FACTOR)
    work.peer.knows("sara", **{KIND: "sara01@bjorkvik.example", "amr": ["pwd", "mfa"]})
    browser = Client()

    work.signs_in(browser, "sara")

    assert is_in(browser)


def test_the_sitting_grows_stronger_when_the_same_person_is_vouched_for_again(work: Work) -> None:
    browser = Client()
    work.signs_in(browser, "sara")
    liv = f"/elever/{work.cast.case('liv')}"
    assert "/saker-pa-att-det-ar-du" in browser.get(liv).headers["Location"]
    work.peer.knows("sara", **{KIND: "sara01@bjorkvik.example", "acr": LOA3})

    asked = work.goes(browser, f"?next={liv}&niva=2")
    answer = browser.get(work.peer.signs_in(asked, "sara"))

    assert "acr_values=" in asked and "prompt=login" in asked
    assert answer.headers["Location"] == liv
    assert browser.get(liv).status_code == 200


def test_a_provider_that_says_no_more_than_before_makes_no_sitting_stronger_and_the_person_is_told(work: Work) -> None:
    browser = Client()
    work.signs_in(browser, "sara")
    liv = f"/elever/{work.cast.case('liv')}"

    work.signs_in(browser, "sara", f"?next={liv}&niva=2")

    page = browser.get(liv, follow=True).content.decode()
    assert "sa inte att du loggade in på ett säkrare sätt" in page
    assert "Det behövs lite mer än ett lösenord" in page


def test_a_provider_that_was_silent_is_left_alone_for_a_moment(work: Work) -> None:
    work.change(issuer="http://127.0.0.1:9/tyst")
    Client().get(START)
    began = time.monotonic()

    answers = [Client().get(START).status_code for _ in range(3)]

    assert answers == [502, 502, 502]
    assert time.monotonic() - began < 2


def test_somebody_else_at_the_provider_changes_nothing_of_the_sitting(work: Work) -> None:
    Account.objects.get_or_create(person=work.cast.jonas, defaults={"email": "jonas@konto.example"})
    work.connect(work.cast.jonas, "jonas01@bjorkvik.example")
    work.peer.knows("jonas", **{KIND: "jonas01@bjorkvik.example", "acr": LOA3})
    browser = Client()
    work.signs_in(browser, "sara")

    answer = work.signs_in(browser, "jonas", "?niva=2")

    assert "Det var någon annan" in words(answer)
    assert browser.get("/min-profil").context["person"] == work.cast.sara
