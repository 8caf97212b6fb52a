"""B9: when somebody has nothing left to do here, 0 ways in are left at the next request, however the work ended."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialApp, SocialToken
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from samverkan.access.gathering import reader_for
from samverkan.consent.models import Answer
from samverkan.guests.models import Code, Link, Visit
from samverkan.journal.models import Seal
from samverkan.meetings.models import HalfWritten, MinutesRow
from samverkan.meetings.team.models import TeamRow
from samverkan.people import staff, ways_in
from samverkan.people.models import Account, Assignment, Person, SignInKey, SourceLink
from samverkan.plans import feeds
from samverkan.policy.acting import may_sign_in
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from samverkan.post.models import Letter
from samverkan.web.tests.conftest import Work
from samverkan.web.tests.test_sign_in import WORDS, code_of, sign_in
from tests.battery.figures import tell
from tests.cast import Cast, client_as, scope_of

NO_WAY: dict[type[Model], str] = {
    EmailAddress: "no password is reset by mail, and no address is confirmed",
    EmailConfirmation: "no address is confirmed",
    SocialApp: "the providers stand in the sign-in file",
    SocialToken: "tokens are never stored",
}
"""Models that look like a way in and are none. They are always empty, which a test sees to."""
NO_KEY: dict[type[Model], str] = {
    SourceLink: "recognises a record of a source, and opens nothing",
    Seal: "chains the journal",
    Letter: "the key keeps a letter from being queued twice",
    Answer: "remembers which account a guardian answered with",
    TeamRow: "the key keeps a row of the elevhälsa team's minutes from being written twice",
    HalfWritten: "the key becomes that of the row",
    Link: "a guest's, who has no account and no work here: what ends it is a story of the guests' own",
    Code: "a guest's, as the link",
    Visit: "a guest's, as the link",
    MinutesRow: "the key keeps a row of the minutes from being written twice",
}
"""Models with a key or a digest that nobody comes in by."""
TELLING = re.compile("token|secret|password|session|^key$|digest", re.IGNORECASE)


def by_hand(work: Work) -> None:
    """The rektor says that Sara leaves."""
    client_as(work.cast.anna_karin).post(f"/installningar/personer/{work.cast.sara.id}/slutar")


def by_the_calendar(work: Work) -> None:
    """Sara's last day was yesterday; nobody has done anything."""
    Assignment.objects.filter(person=work.cast.sara).update(ends_on=timezone.localdate() - timedelta(days=1))


def by_closing(work: Work) -> None:
    """The account is closed; the work goes on."""
    by = Reader(PersonId(work.cast.anna_karin.id), ())
    staff.close_account(Account.objects.get(person=work.cast.sara), by=by, now=timezone.now())


ENDS: tuple[Callable[[Work], None], ...] = (by_hand, by_the_calendar, by_closing)


class Ways:
    """All that Sara has, tried as she would try it."""

    def __init__(self, work: Work) -> None:
        cache.clear()
        self.work = work
        self.account = Account.objects.get(person=work.cast.sara)
        self.account.set_password(WORDS)
        self.account.save()
        self.sitting = Client()
        sign_in(self.sitting, self.account)
        self.secret = generate_totp_secret()
        TOTP.activate(self.account, self.secret)
        self.reserve = RecoveryCodes.activate(self.account).get_unused_codes()
        self.half = self._half_way()
        self.account.refresh_from_db()
        self.calendar = f"/kalender/{feeds.make(work.cast.sara.id, now=timezone.now())}"
        self.link = f"/valkommen/{self.account.id}/{staff.links.make_token(self.account)}"

    def open(self) -> dict[str, bool]:
        """Which of them let her in now."""
        return {
            "link to a password": Client().get(self.link).status_code == 200,  # first: it dies of any sign-in
            "sitting": self.sitting.get("/").status_code == 200,
            "what was kept in the sitting": self.sitting.get("/fortsatt").headers.get("Location") == "/",
            "password and code": self._by(code_of(self.secret)),
            "password and reserve code": self._by(self.reserve[0]),
            "sign-in at work": self._at_work(),
            "half a sign-in, the password given before": self._on_from(self.half, self.reserve[2]),
            "passkey": self._by_passkey(),
            "calendar of one's own": Client().get(self.calendar).status_code == 200,
        }

    def _half_way(self) -> Client:
        """She has given her password and not yet the code."""
        browser = Client()
        sign_in(browser, self.account)
        return browser

    def _on_from(self, browser: Client, code: str) -> bool:
        browser.post("/konto/2fa/authenticate/", {"code": code})
        return browser.get("/").status_code == 200

    def _by_passkey(self) -> bool:
        """What an accepted passkey ends in. To accept it is the library's matter (W3C WebAuthn 7.2)."""
        browser = Client()
        if Account.objects.filter(pk=self.account.pk, is_active=True).exists():
            browser.force_login(Account.objects.get(pk=self.account.pk))
        return browser.get("/").status_code == 200

    def _by(self, code: str) -> bool:
        return self._on_from(self._half_way(), code)

    def _at_work(self) -> bool:
        browser = Client()
        answer = self.work.signs_in(browser, "sara")
        if answer.status_code == 302 and "2fa" in answer.headers["Location"]:
            browser.post("/konto/2fa/authenticate/", {"code": self.reserve[1]})
        return browser.get("/").status_code == 200


def test_before_it_ends_every_way_is_open(work: Work) -> None:
    assert Ways(work).open() == dict.fromkeys(
        (
            "sitting",
            "what was kept in the sitting",
            "password and code",
            "password and reserve code",
            "sign-in at work",
            "half a sign-in, the password given before",
            "passkey",
            "calendar of one's own",
            "link to a password",
        ),
        True,
    )


@pytest.mark.parametrize("end", ENDS)
def test_afterwards_no_way_is_open(work: Work, end: Callable[[Work], None]) -> None:
    ways = Ways(work)

    end(work)

    alive = [name for name, is_open in ways.open().items() if is_open]
    tell("B9", alive=len(alive), channels=len(ways.open()))
    assert alive == []


@pytest.mark.parametrize("end", [by_hand, by_closing])
def test_when_somebody_says_so_nothing_is_left_in_the_database(work: Work, end: Callable[[Work], None]) -> None:
    account = Ways(work).account
    assert all(ways_in.left(account)[way.what] for way in ways_in.WAYS_IN if way.model in (Session, SignInKey))

    end(work)

    assert set(ways_in.left(Account.objects.get(pk=account.pk)).values()) == {0}


def test_who_leaves_by_the_calendar_is_cleared_away_two_days_later_and_not_before(work: Work) -> None:
    account, today = Ways(work).account, timezone.localdate()
    by_the_calendar(work)

    assert ways_in.sweep(now=timezone.now(), today=today) == 0
    assert ways_in.sweep(now=timezone.now(), today=today + timedelta(days=2)) == 1

    assert set(ways_in.left(Account.objects.get(pk=account.pk)).values()) == {0}


def test_the_sweep_leaves_those_who_work_here_alone(cast: Cast) -> None:
    Account.objects.get_or_create(person=cast.sara, defaults={"email": "sara@konto.example"})
    before = Account.objects.filter(is_active=True).count()

    ways_in.sweep(now=timezone.now(), today=timezone.localdate())

    assert Account.objects.filter(is_active=True).count() == before


def test_who_comes_back_begins_anew(work: Work) -> None:
    ways = Ways(work)
    by_hand(work)
    Assignment.objects.create(
        person=work.cast.sara,
        organisation=work.cast.unit().organisation,
        unit=work.cast.unit(),
        role="kurator",
        begins_on=timezone.localdate(),
    )

    assert not any(ways.open().values())


def test_whoever_is_signed_out_is_told_why(work: Work) -> None:
    ways = Ways(work)
    by_the_calendar(work)

    page = ways.sitting.get("/", follow=True).content.decode()

    assert "du inte har något uppdrag här längre" in page


def test_who_tries_to_sign_in_is_told_whom_to_ask(work: Work) -> None:
    ways = Ways(work)
    by_the_calendar(work)

    page = Client().post("/konto/login/", {"login": ways.account.email, "password": WORDS})

    assert page.status_code == 403
    assert "Be rektor lägga in dig igen" in page.content.decode()


def test_every_model_that_may_hold_a_way_in_is_listed() -> None:
    listed = {way.model for way in ways_in.WAYS_IN} | set(NO_WAY) | set(NO_KEY)

    assert {model.__name__ for model in apps.get_models() if _looks_like_a_way(model)} == {
        model.__name__ for model in listed
    }


def test_what_is_no_way_in_stays_empty(work: Work) -> None:
    Ways(work).open()

    assert [model.__name__ for model in NO_WAY if model._default_manager.exists()] == []


def test_before_and_after_sign_in_the_same_people_may_come_in(cast: Cast) -> None:
    today, differing = timezone.localdate(), []

    for person in Person.objects.all():
        gathered = may_sign_in(reader_for(PersonId(person.id), today))
        if gathered != ways_in.has_tie(person.id, today):
            differing.append(person.id)

    assert differing == []


def test_the_one_who_is_barred_from_one_child_still_has_an_account_of_his_own(cast: Cast) -> None:
    assert client_as(cast.robert).get("/").status_code == 200
    assert scope_of(cast.robert).reader.barred_from


def test_no_second_factor_is_left_for_somebody_who_may_find_the_password(work: Work) -> None:
    account = Ways(work).account

    by_hand(work)

    assert not Authenticator.objects.filter(user=account).exists()


def _looks_like_a_way(model: type[Model]) -> bool:
    fields: list[Any] = [field for field in model._meta.get_fields() if field.concrete]
    return any(field.related_model is Account or TELLING.search(field.name) for field in fields)
