"""A meeting that has begun or been is not sent to anybody: the page says so, and how to go on."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.meetings.models import Dispatch, Meeting
from samverkan.meetings.tests.test_send_the_invitation import plan
from samverkan.people.wording import STOCKHOLM, clock, short_day
from samverkan.post.models import Letter
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db

DAYS_AGO, A_MINUTE_AGO = timedelta(days=3), timedelta(minutes=1)


def begun(cast: Cast, ago: timedelta) -> str:
    """The address of a planned meeting that began so long ago, not sent."""
    planned = plan(cast)
    rows = Meeting.objects.unguarded(because="a test lets time pass").filter(id=planned)
    rows.update(starts_at=timezone.now() - ago)
    return f"/moten/{planned}"


@pytest.mark.parametrize("ago", [DAYS_AGO, A_MINUTE_AGO])
def test_nobody_is_invited_to_a_meeting_that_has_begun(cast: Cast, ago: timedelta) -> None:
    address, browser = begun(cast, ago), client_as(cast.sara)
    letters, dispatches = Letter.objects.count(), Dispatch.objects.count()

    answer = browser.post(f"{address}/kontrollera")

    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Mötet har redan börjat eller varit" in page
    assert f'href="{address}/andra#id_day"' in page
    assert (Letter.objects.count(), Dispatch.objects.count()) == (letters, dispatches)


def test_the_button_to_send_is_not_shown_before_it_can_be_pressed_in_vain(cast: Cast) -> None:
    address, browser = begun(cast, DAYS_AGO), client_as(cast.sara)

    check, before = (unescape(browser.get(address + page).content.decode()) for page in ("/kontrollera", ""))

    assert ">Skicka</button>" not in check
    assert "/kontrollera" not in before


def test_with_a_new_time_it_can_be_sent(cast: Cast) -> None:
    address, browser = begun(cast, DAYS_AGO), client_as(cast.sara)
    fields: Any = browser.get(f"{address}/andra").context["form"]
    values = {name: fields[name].value() or "" for name in fields.fields}
    coming = timezone.now() + timedelta(days=8)

    assert browser.post(f"{address}/andra", values | {"day": short_day(coming)}).status_code == 302
    assert browser.post(f"{address}/kontrollera").status_code == 302
    assert Letter.objects.exists()


def test_a_time_earlier_today_is_met_kindly(cast: Cast) -> None:
    browser = client_as(cast.sara)
    fields: Any = browser.get(f"/elever/{cast.ebbas_case}/mote/nytt").context["form"]
    values = {name: fields[name].value() or "" for name in fields.fields} | {"participation": "hela-motet"}
    today = timezone.now().astimezone(STOCKHOLM)

    answer = browser.post(
        f"/elever/{cast.ebbas_case}/mote/nytt", values | {"day": short_day(today), "clock": clock(today)}
    )

    assert answer.status_code == 422
    assert "Klockslaget har varit. Välj ett senare, eller en annan dag." in unescape(answer.content.decode())


def test_one_who_may_not_send_learns_nothing_of_it(cast: Cast) -> None:
    address = begun(cast, DAYS_AGO)

    assert client_as(cast.maria).post(f"{address}/kontrollera").status_code == 403
    assert client_as(cast.petra).post(f"{address}/kontrollera").status_code == 404
