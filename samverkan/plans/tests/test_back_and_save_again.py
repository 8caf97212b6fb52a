"""Jonas saves, goes back, and presses Spara once more. What he wrote is there once, and he is told so."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.guard.models import Form, Statement
from samverkan.people.models import ContactPoint, Person, TeamMember
from samverkan.people.wording import short_day
from samverkan.plans.models import Step
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
BECAUSE = "a test counts what was written"
AGAIN = "Det är redan sparat. Här är det."


def told(cast: Cast, page: str) -> tuple[str, dict[str, Any], Form]:
    """A page's address, what is filled in there, and what it becomes."""
    day = short_day(timezone.localdate() + timedelta(days=5))
    pages: dict[str, tuple[dict[str, Any], Form]] = {
        "mal/nytt": ({"text": "Ebba räcker upp handen.", "horizon": "kort"}, Form.GOAL),
        "insatser/ny": (
            {
                "text": "Bildschema",
                "organisation": str(cast.organisation("skolor").id),
                "frequency": "varje dag",
                "starts_on": day,
            },
            Form.MEASURE,
        ),
        "steg/nytt": ({"text": "Ringer Anna.", "owner": str(cast.jonas.id), "due_on": day}, Form.STEP),
        "anteckningar/ny": ({"text": "Ebba åt i matsalen.", "way": "anteckning"}, Form.NOTE),
        "egna-ord/nya": ({"text": "Jag vill sitta längst fram.", "way": "ord"}, Form.WORDS),
        "signal": ({"text": "Ebba har slutat äta lunch."}, Form.SIGNAL),
    }
    said, form = pages[page]
    return f"/elever/{cast.ebbas_case}/{page}", said, form


def written(cast: Cast, form: Form) -> int:
    rows = Statement.objects.unguarded(because=BECAUSE)
    return rows.filter(cell__case=cast.ebbas_case, form=form).count()


@pytest.mark.parametrize("page", ["mal/nytt", "insatser/ny", "steg/nytt", "anteckningar/ny", "egna-ord/nya", "signal"])
def test_the_same_words_sent_again_are_there_once_and_led_to(cast: Cast, page: str) -> None:
    browser, (url, said, form) = client_as(cast.jonas), told(cast, page)
    before = written(cast, form)
    first = browser.post(url, said)

    second = browser.post(url, said, follow=True)

    assert first.status_code == 302
    assert written(cast, form) == before + 1
    assert second.redirect_chain[0][0] == first.headers["Location"]
    assert AGAIN in unescape(second.content.decode())


@pytest.mark.parametrize(
    ("page", "other"),
    [
        ("mal/nytt", {"text": "Ebba räcker upp handen oftare."}),
        ("mal/nytt", {"horizon": "lang"}),
        ("insatser/ny", {"frequency": "varje vecka", "text": "Bildschema hemma"}),
        ("steg/nytt", {"due_on": "om två veckor"}),
        ("anteckningar/ny", {"way": "klassrummet"}),
    ],
)
def test_what_was_changed_after_going_back_is_saved(cast: Cast, page: str, other: dict[str, str]) -> None:
    if "due_on" in other:
        other = {"due_on": short_day(timezone.localdate() + timedelta(days=14))}
    browser, (url, said, form) = client_as(cast.sara), told(cast, page)
    before = written(cast, form)

    browser.post(url, said)
    browser.post(url, said | other)

    assert written(cast, form) == before + 2


def test_a_colleague_may_write_the_same_words_and_a_kept_promise_may_be_made_anew(cast: Cast) -> None:
    url, said, form = told(cast, "steg/nytt")
    before = written(cast, form)
    jonas = client_as(cast.jonas)
    jonas.post(url, said)
    client_as(cast.sara).post(url, said)
    steps = Step.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case, statement__author_id=cast.jonas.id)

    jonas.post(f"/elever/{cast.ebbas_case}/steg/{steps.latest('set_at').id}/klart")
    jonas.post(url, said)

    assert written(cast, form) == before + 3


def test_a_contact_sent_again_stands_once(cast: Cast) -> None:
    said = {"organisation": str(cast.organisation("bup").id), "function": "mottagning", "phone": "08-465 004 71"}
    browser = client_as(cast.anna_karin)
    browser.post("/kontakter/ny", said)

    again = browser.post("/kontakter/ny", said, follow=True)

    assert ContactPoint.objects.filter(phone="08-465 004 71").count() == 1
    assert "Kontakten är redan sparad." in again.content.decode()


def test_somebody_from_outside_and_a_missing_function_have_one_seat(cast: Cast) -> None:
    browser, url = client_as(cast.sara), f"/elever/{cast.ebbas_case}/teamet/ny"
    seats = TeamMember.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case)
    before, people = seats.count(), Person.objects.count()
    new = {"name": "Gun Dahl", "function": "arbetsterapeut", "organisation": str(cast.organisation("bup").id)}

    for _ in range(2):
        browser.post(f"{url}?sort=utanfor", new)
        page = browser.post(f"{url}?sort=saknas", {"function": "dietist"}, follow=True)

    assert seats.count() == before + 2 and Person.objects.count() == people + 1
    assert "Dietist är redan med i teamet." in page.content.decode()


def test_a_colleague_without_an_address_is_added_once(cast: Cast) -> None:
    browser, said = client_as(cast.anna_karin), {"given_name": "Gun", "family_name": "Dahl", "roles": ["larare"]}
    browser.post("/installningar/personer/ny", said)

    again = browser.post("/installningar/personer/ny", said)

    assert Person.objects.filter(family_name="Dahl").count() == 1
    assert "Personen är redan inlagd." in again.content.decode()


def test_a_new_colleague_without_a_role_is_told_of_no_choice_that_is_not_there(cast: Cast) -> None:
    page = client_as(cast.anna_karin).post("/installningar/personer/ny", {"given_name": ""}).content.decode()

    assert "Välj minst en roll." in page and "Slutar personen" not in page
