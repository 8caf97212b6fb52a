"""Sara writes a long note and is away too long. What she wrote waits for her, and for nobody else."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from samverkan.people.models import Account, Person
from samverkan.web import kept
from tests.cast import Cast

pytestmark = pytest.mark.django_db

WORDS = "tre blå båtar i viken"
NOTE = "Ebba vill byta plats.\r\n\r\nHon hör bättre längst fram & säger ”så här”."
FOUND = "Det du skrev finns kvar"


class Browser:
    """A browser in which people sign in with a password, and forms are sent with the token they hold."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.token = ""

    def open(self, address: str) -> str:
        return self._read(self.client.get(address, follow=True))

    def send(self, address: str, token: str = "", **said: Any) -> Any:
        return self.client.post(address, said | {"csrfmiddlewaretoken": token or self.token})

    def sign_in(self, person: Person, to: str = "/") -> str:
        """From the sign-in page; what one then meets."""
        cache.clear()
        account = Account.objects.get(person=person)
        account.set_password(WORDS)
        account.save()
        self.open("/konto/login/")
        answer = self.client.post(
            "/konto/login/",
            {"login": account.email, "password": WORDS, "next": to, "csrfmiddlewaretoken": self.token},
            follow=True,
        )
        return self._read(answer)

    def be_away(self, seconds: float) -> None:
        session = self.client.session
        session["sitting_seen"] -= seconds
        session["sitting_began"] -= seconds
        session.save()

    def press_send(self, page: str) -> Any:
        """The button of the page that gives the words back."""
        form = re.search(r'<form method="post" action="([^"]+)" class="sect">(.*?)</form>', page, re.DOTALL)
        assert form is not None
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[2], re.DOTALL)
        return self.client.post(form[1], {name: unescape(value) for name, value in fields})

    def _read(self, answer: Any) -> str:
        page: str = answer.content.decode()
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self.token = found[1]
        return page


@pytest.fixture
def browser() -> Browser:
    return Browser()


def address(cast: Cast) -> str:
    return f"/elever/{cast.ebbas_case}/anteckningar/ny"


def written(browser: Browser, cast: Cast) -> str:
    """Sara has the form before her. The token of her page."""
    browser.sign_in(cast.sara)
    browser.open(address(cast))
    return browser.token


@pytest.mark.parametrize("away", [16 * 60, 9 * 3600])
def test_a_note_sent_too_late_comes_back_after_signing_in_and_is_saved_by_a_button(
    cast: Cast, browser: Browser, away: int
) -> None:
    written(browser, cast)
    browser.be_away(away)

    late = browser.send(address(cast), text=NOTE, way="anteckning")
    asked = browser.open(late["Location"])
    page = browser.sign_in(cast.sara, "/fortsatt")
    saved = browser.press_send(page)

    assert late.status_code == 302
    assert "Du har varit borta en stund. Logga in igen, så finns texten kvar." in asked
    assert FOUND in page
    assert "Hon hör bättre längst fram &amp; säger" in page
    assert saved["Location"] == f"/elever/{cast.ebbas_case}"
    timeline = unescape(browser.open(f"/elever/{cast.ebbas_case}/tidslinje"))
    assert "Hon hör bättre längst fram & säger ”så här”." in timeline
    assert FOUND not in browser.open("/fortsatt")


def test_the_morning_after_when_the_sitting_itself_is_gone_the_note_is_still_hers(cast: Cast, browser: Browser) -> None:
    written(browser, cast)
    Session.objects.all().delete()

    browser.send(address(cast), text=NOTE, way="anteckning")

    assert FOUND in browser.sign_in(cast.sara, "/fortsatt")


def test_somebody_else_who_signs_in_at_the_same_computer_gets_nothing(cast: Cast, browser: Browser) -> None:
    written(browser, cast)
    browser.be_away(16 * 60)
    browser.send(address(cast), text=NOTE, way="anteckning")

    page = browser.sign_in(cast.jonas, "/fortsatt")
    browser.client.post("/konto/logout/", {"csrfmiddlewaretoken": browser.token})

    assert FOUND not in page
    assert "byta plats" not in page
    assert "byta plats" not in browser.sign_in(cast.sara, "/fortsatt")


def test_nothing_lies_readable_in_the_database_nor_in_the_browser(cast: Cast, browser: Browser) -> None:
    written(browser, cast)
    browser.be_away(16 * 60)

    answer = browser.send(address(cast), text=NOTE, way="anteckning")

    kept_there = str([row.get_decoded() for row in Session.objects.all()]) + answer.content.decode()
    cookies = browser.client.cookies.output()
    assert "byta" not in kept_there + cookies
    assert str(cast.ebbas_case) not in kept_there + cookies
    assert str(cast.sara.account.id) not in kept_there + cookies


def test_after_two_hours_it_is_gone(cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    written(browser, cast)
    browser.be_away(16 * 60)
    browser.send(address(cast), text=NOTE, way="anteckning")

    later = timezone.now() + kept.LASTS + kept.LASTS / 100
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert FOUND not in browser.sign_in(cast.sara, "/fortsatt")


def test_a_form_from_before_a_new_sign_in_gives_the_words_back_at_once(cast: Cast, browser: Browser) -> None:
    old = written(browser, cast)
    browser.client.post("/konto/logout/", {"csrfmiddlewaretoken": old})
    browser.sign_in(cast.sara)

    answer = browser.send(address(cast), token=old, text=NOTE, way="anteckning")
    saved = browser.press_send(answer.content.decode())

    assert answer.status_code == 403
    assert FOUND in answer.content.decode()
    assert saved["Location"] == f"/elever/{cast.ebbas_case}"


def test_her_old_form_gives_nothing_to_the_one_who_has_signed_in_since(cast: Cast, browser: Browser) -> None:
    old = written(browser, cast)
    browser.client.post("/konto/logout/", {"csrfmiddlewaretoken": old})
    browser.sign_in(cast.jonas)

    answer = browser.send(address(cast), token=old, text=NOTE, way="anteckning")

    assert answer.status_code == 403
    assert "byta plats" not in answer.content.decode()
    assert FOUND not in browser.open("/fortsatt")


@pytest.mark.parametrize("token", ["", "x" * 64, "å" * 64, "a" * 32, "<>" * 32])
def test_words_from_a_strangers_site_are_never_brought_forward(cast: Cast, browser: Browser, token: str) -> None:
    written(browser, cast)

    answer = browser.client.post(address(cast), {"text": NOTE, "csrfmiddlewaretoken": token})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Formuläret hade legat öppet för länge, så inget sparades." in page
    assert "byta plats" not in page
    assert FOUND not in browser.open("/fortsatt")


def test_passwords_tokens_and_files_are_never_kept(cast: Cast, browser: Browser) -> None:
    written(browser, cast)
    browser.be_away(16 * 60)
    browser.send(address(cast), text=NOTE, password="ett hemligt ord", client_secret="ett till hemligt")
    page = browser.sign_in(cast.sara, "/fortsatt")
    browser.be_away(16 * 60)
    browser.send(address(cast), text="Med en fil till.", file=SimpleUploadedFile("lista.csv", b"Namn;Klass"))

    assert FOUND in page
    assert "hemligt" not in page
    assert "Med en fil till" not in browser.sign_in(cast.sara, "/fortsatt")


def test_a_press_on_a_button_without_words_only_asks_for_sign_in(cast: Cast, browser: Browser) -> None:
    written(browser, cast)
    browser.be_away(16 * 60)

    answer = browser.send(f"/moten/{cast.ebbas_meeting}/checklista", rad="mal", klart="ja")

    assert answer["Location"].startswith("/konto/login/?next=/moten/")


def test_it_can_be_thrown_away(cast: Cast, browser: Browser) -> None:
    written(browser, cast)
    browser.be_away(16 * 60)
    browser.send(address(cast), text=NOTE, way="anteckning")
    browser.sign_in(cast.sara, "/fortsatt")

    thrown = browser.send("/fortsatt")

    assert thrown["Location"] == address(cast)
    assert FOUND not in browser.open("/fortsatt")


def test_the_page_says_how_long_the_sitting_lasts_and_asking_prolongs_it(cast: Cast, browser: Browser) -> None:
    page = browser.sign_in(cast.sara)
    browser.be_away(13 * 60)

    answer = browser.client.get("/sittning")
    browser.be_away(13 * 60)

    assert 'role="alert" data-left="840"' in page
    assert answer.json() == {"left": 840}
    assert browser.client.get("/").status_code == 200
    assert Client().get("/sittning").json() == {"left": 0}


def test_when_the_eight_hours_are_nearly_over_the_page_says_what_is_left(cast: Cast, browser: Browser) -> None:
    browser.sign_in(cast.sara)
    session = browser.client.session
    session["sitting_began"] -= 8 * 3600 - 300
    session.save()

    assert 280 <= browser.client.get("/sittning").json()["left"] <= 300
