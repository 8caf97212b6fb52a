"""The demonstration's "Visa som", and that a real school has none."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from samverkan.access.middleware import SHOW_AS
from samverkan.journal.models import Event
from samverkan.web import shows
from tests.cast import Cast, client_as


def test_a_real_school_has_no_such_page(cast: Cast) -> None:
    assert client_as(cast.anna_karin).post("/visa-som", {"persona": str(cast.sara.id)}).status_code == 404


def test_outside_the_demonstration_a_kept_choice_changes_nothing(cast: Cast) -> None:
    browser = client_as(cast.petra)
    session = browser.session
    session[SHOW_AS] = str(cast.anna_karin.id)
    session.save()

    assert browser.get(f"/elever/{cast.ebbas_case}").status_code == 404


def test_in_the_demonstration_one_sees_as_another_and_the_journal_keeps_both(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    browser = client_as(cast.petra)
    session = browser.session
    session[SHOW_AS] = str(cast.anna_karin.id)
    session.save()

    assert browser.get(f"/elever/{cast.ebbas_case}").status_code == 200
    event = Event.objects.order_by("-id")[0]
    assert (event.actor_id, event.acting_for_id) == (cast.anna_karin.id, cast.petra.id)


def test_nobody_becomes_a_person_without_an_account(cast: Cast) -> None:
    for said in (str(uuid4()), "rektor", ""):
        with pytest.raises(Http404):
            shows._person(said)
