"""Ebba opens her page by the school account: no password, no mail address, and nothing but the page."""

import pytest
from django.test import Client
from django.urls import reverse

from samverkan.journal.models import Event
from samverkan.own_page.tests.sitting import beside, text
from samverkan.people.models import Account
from samverkan.web.tests.conftest import KIND, Work, peer, work  # noqa: F401 - fixtures
from tests.cast import client_as

pytestmark = pytest.mark.django_db


def test_ebba_comes_in_and_meets_her_page_alone(work: Work) -> None:  # noqa: F811
    cast, ours = work.cast, work.ours
    connected = client_as(cast.anna_karin).post(
        reverse("own_key", args=[cast.ebbas_case]), {"provider": ours.id, "value": "ebba"}
    )
    assert connected.status_code == 302
    work.peer.knows("ebba", **{KIND: "ebba"})
    browser = Client()

    answer = work.signs_in(browser, "ebba")

    assert answer.headers["Location"] == "/min-sida"
    assert "Hej Ebba!" in text(browser)
    assert not Account.objects.filter(person=cast.ebba).exists()
    assert browser.get("/").status_code == browser.get(f"/elever/{cast.ebbas_case}").status_code == 403
    assert Event.objects.filter(actor_id=cast.ebba.id, action="logga-in", outcome="gjord").exists()
    assert Event.objects.filter(action="las-min-sida").latest("id").acting_for_id is None
    assert "Klart" in browser.post(reverse("own_leave")).content.decode()
    assert browser.get("/min-sida").status_code == 403

    client_as(cast.anna_karin).post(reverse("own_key", args=[cast.ebbas_case]), {"koppla-bort": "ja"})
    assert work.signs_in(Client(), "ebba").status_code != 302


def test_after_a_childs_page_the_provider_is_asked_to_ask_anew(work: Work) -> None:  # noqa: F811
    browser = beside(work.cast, work.cast.sara)
    for _ in range(5):
        browser.post(reverse("own_back"), {"siffror": "9999"})

    assert browser.get("/").status_code == 302, "nobody is signed in"
    assert "prompt=login" in work.goes(browser)
    assert "prompt=login" not in work.goes(Client())
