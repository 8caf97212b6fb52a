"""Sara goes back from the check, sends again, and there is still one meeting; a strange time is asked about."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.meetings.models import Meeting
from samverkan.people.wording import short_day
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
BECAUSE = "a test counts the meetings"


def meetings(cast: Cast) -> list[Meeting]:
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case, cancelled_at=None, sent_at=None)
    return list(rows)


def opened(cast: Cast, browser: Client) -> dict[str, Any]:
    form = browser.get(reverse("meeting_new", args=[cast.ebbas_case])).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"participation": "hela-motet"}


def sent(cast: Cast, browser: Client, told: dict[str, Any]) -> str:
    return str(browser.post(reverse("meeting_new", args=[cast.ebbas_case]), told).headers["Location"])


def test_going_back_and_sending_again_changes_the_draft(cast: Cast) -> None:
    browser = client_as(cast.sara)
    told = opened(cast, browser)
    first = sent(cast, browser, told)

    second = sent(cast, browser, told | {"clock": "15.00"})

    assert second == first
    assert len(meetings(cast)) == 1


def test_another_sort_of_meeting_leaves_no_draft_behind(cast: Cast) -> None:
    browser = client_as(cast.sara)
    told = opened(cast, browser)
    sent(cast, browser, told)

    sent(cast, browser, told | {"template": "uppfoljning"})

    assert [row.template for row in meetings(cast)] == ["uppfoljning"]


def test_a_new_form_is_a_new_meeting_and_nobody_elses_key_leads_to_hers(cast: Cast) -> None:
    sara, jonas = client_as(cast.sara), client_as(cast.jonas)
    told = opened(cast, sara)
    sent(cast, sara, told)

    sent(cast, sara, opened(cast, sara) | {"clock": "10.00"})
    sent(cast, jonas, opened(cast, jonas) | {"key": told["key"], "clock": "11.00"})

    assert len(meetings(cast)) == 3


def test_a_page_fetched_anew_when_going_back_finds_the_draft_of_the_same_time(cast: Cast) -> None:
    browser = client_as(cast.sara)
    told = opened(cast, browser)
    first = sent(cast, browser, told)

    second = sent(cast, browser, told | {"key": opened(cast, browser)["key"]})

    assert second == first
    assert len(meetings(cast)) == 1


def saturday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=(5 - today.weekday()) % 7 + 7)


def test_a_saturday_and_another_meeting_at_the_same_time_are_asked_about_and_not_stopped(cast: Cast) -> None:
    browser = client_as(cast.sara)
    on = short_day(saturday())
    sent(cast, browser, opened(cast, browser) | {"day": on, "clock": "13.00"})

    check = sent(cast, browser, opened(cast, browser) | {"day": on, "clock": "13.30"})

    page = unescape(browser.get(check).content.decode())
    assert "Mötet är på en lördag." in page
    assert "Ebba har ett annat möte då: samverkansmöte lördag" in page
    assert ">Skicka</button>" in page


def test_a_holiday_is_named(cast: Cast) -> None:
    browser = client_as(cast.sara)
    year = timezone.localdate().year + (timezone.localdate() > date(timezone.localdate().year, 4, 25))
    on = date(year, 5, 1)
    while on.weekday() > 4:
        on = on.replace(year=on.year + 1)

    page = unescape(browser.get(sent(cast, browser, opened(cast, browser) | {"day": on.isoformat()})).content.decode())

    assert "är en helgdag: Första maj" in page


def test_a_meeting_in_the_middle_of_the_night_is_asked_about_and_not_stopped(cast: Cast) -> None:
    browser = client_as(cast.sara)

    night = unescape(browser.get(sent(cast, browser, opened(cast, browser) | {"clock": "00.00"})).content.decode())
    day = unescape(browser.get(sent(cast, browser, opened(cast, browser))).content.decode())

    assert "Mötet börjar mitt i natten. Stämmer det?" in night and ">Skicka</button>" in night
    assert "mitt i natten" not in day


def test_yesterday_is_a_day_that_has_been_and_no_misspelling(cast: Cast) -> None:
    browser = client_as(cast.sara)

    answer = browser.post(reverse("meeting_new", args=[cast.ebbas_case]), opened(cast, browser) | {"day": "igår"})

    assert answer.status_code == 422
    assert "Dagen har varit." in unescape(answer.content.decode())
