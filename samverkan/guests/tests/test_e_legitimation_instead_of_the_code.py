"""Where the huvudman has a sign-in that vouches surely enough, it stands in for the code, and opens what needs more."""

from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guests.models import Visit
from samverkan.guests.tests.coming import come_in, link_for
from samverkan.people import sign_in_keys
from samverkan.policy.acting import Action, Level
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from samverkan.web.tests.conftest import KIND, LOA3, Work, peer, work  # noqa: F401 - fixtures
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEXT = f"?{urlencode({'next': '/gast', 'niva': '3'})}"


def known(work: Work, level: str = LOA3) -> None:  # noqa: F811
    """Peter has a key at the huvudman's sign-in, and no account."""
    cast = work.cast
    sign_in_keys.confirm(
        cast.peter,
        huvudman=cast.unit().organisation.huvudman_id,
        kind=KIND,
        value="peter01@bjorkvik.example",
        by=Reader(PersonId(cast.sara.id), ()),
        now=timezone.now(),
    )
    work.peer.knows("peter", **{KIND: "peter01@bjorkvik.example", "acr": level})


def opened(cast: Cast, who: Any) -> Client:
    browser = Client()
    browser.post(f"/gast/{link_for(cast, who)}")
    return browser


def test_peter_comes_in_without_a_code_and_more_surely(work: Work) -> None:  # noqa: F811
    known(work)
    browser = opened(work.cast, work.cast.peter)

    offered = unescape(browser.get("/gast/kod").content.decode())
    answer = work.signs_in(browser, "peter", NEXT)

    assert "Använd e-legitimation i stället" in offered
    assert answer.headers["Location"] == "/gast"
    assert browser.get("/gast").status_code == 200
    assert Visit.objects.get(entered_at__isnull=False).level == Level.EID
    assert browser.get("/").status_code == 302


def test_one_who_was_vouched_for_more_weakly_or_is_somebody_else_does_not_come_in(work: Work) -> None:  # noqa: F811
    known(work, level="urn:something-weaker")
    weak = opened(work.cast, work.cast.peter)
    work.signs_in(weak, "peter", NEXT)

    somebody = opened(work.cast, work.cast.anna)
    work.signs_in(somebody, "sara", NEXT)

    assert weak.get("/gast").status_code == 403
    assert somebody.get("/gast").status_code == 403


def test_without_a_link_nobody_comes_in_as_a_guest(work: Work) -> None:  # noqa: F811
    known(work)
    browser = Client()

    work.signs_in(browser, "peter", NEXT)

    assert browser.get("/gast").status_code == 403


def test_a_part_that_needs_more_says_so_and_how_else(cast: Cast, settings: Any) -> None:
    name = cast.unit().organisation.huvudman.name
    settings.RAISED_LEVELS = {name: {Action.GUEST_MEASURE.value: Level.EID}}
    browser = come_in(cast, cast.peter)

    part = browser.get("/gast/insats")

    assert part.status_code == 403
    assert "Den här delen kräver e-legitimation" in unescape(part.content.decode())
    assert "på papper eller på mötet" in unescape(part.content.decode())
    assert browser.get("/gast").status_code == 200


def test_a_huvudman_that_asks_more_of_everybody_asks_it_of_guests_too(cast: Cast, settings: Any) -> None:
    settings.RAISED_LEVELS = {cast.unit().organisation.huvudman.name: {Action.SIGN_IN.value: Level.EID}}
    browser = come_in(cast, cast.peter)

    assert browser.get("/gast").status_code == 403
    assert "Ebba" not in browser.get("/gast").content.decode()
