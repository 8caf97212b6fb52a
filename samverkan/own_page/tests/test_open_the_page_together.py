"""Sara opens Ebba's page with Ebba beside her: the browser shows that page and nothing else until Sara is back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from samverkan.journal.models import Event
from samverkan.own_page.models import Sitting
from samverkan.own_page.tests.sitting import DIGITS, beside, open_page, text
from samverkan.people.models import Account, Assignment
from samverkan.people.ways_in import close
from samverkan.policy.acting import Level
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db


def test_ebba_sees_who_helps_her_and_what_happens(cast: Cast) -> None:
    browser = beside(cast, cast.sara, dagar=["1", "3"])

    page = text(browser)

    assert "Hej Ebba!" in page
    assert "tisdag och torsdag" in page
    assert "Jag vill prata" in page
    assert "Vilka kommer?" in page
    assert "Du har ett bildschema i klassrummet." in page


def test_every_other_address_is_a_wall_until_the_digits_are_right(cast: Cast) -> None:
    browser = beside(cast, cast.sara)

    assert settings.SESSION_COOKIE_NAME not in {k for k, v in browser.cookies.items() if v.value}
    for address in ("/", f"/elever/{cast.ebbas_case}", f"/elever/{cast.case('nova')}/min-sida", "/konto/login/"):
        answer = browser.get(address)
        assert answer.status_code == 403
        assert "Här är bara Min sida" in answer.content.decode()
    assert browser.post(reverse("own_back"), {"siffror": "9999"}).status_code == 422
    assert browser.get("/").status_code == 403

    answer = browser.post(reverse("own_back"), {"siffror": DIGITS})

    assert answer.headers["Location"] == reverse("pupil", args=[cast.ebbas_case])
    assert browser.get("/").status_code == 200
    assert browser.get("/min-sida").status_code == 403


def test_what_is_done_is_the_pupils_beside_sara(cast: Cast) -> None:
    text(beside(cast, cast.sara))

    event = Event.objects.filter(action="las-min-sida").latest("id")
    assert (event.actor_id, event.acting_for_id) == (cast.ebba.id, cast.sara.id)
    assert [touch.case_id for touch in event.touches.all()] == [cast.ebbas_case]


@pytest.mark.parametrize(("who", "status"), [("kerstin", 403), ("anna", 403), ("peter", 403), ("petra", 404)])
def test_others_do_not_open_it(cast: Cast, who: str, status: int) -> None:
    browser = client_as(getattr(cast, who))

    answer = browser.get(reverse("own_beside", args=[cast.ebbas_case]))

    assert answer.status_code == status
    assert open_page(browser, cast) == ""
    assert browser.get("/min-sida").status_code == 403


@pytest.mark.parametrize("digits", ["", "12", "1234", "1111", "abcd", "12345678"])
def test_digits_that_a_child_would_guess_are_not_taken(cast: Cast, digits: str) -> None:
    browser = client_as(cast.sara)

    assert open_page(browser, cast, siffror=digits) == ""
    assert browser.get("/").status_code == 200


def test_an_untouched_page_locks_itself_and_saras_sitting_with_it(cast: Cast) -> None:
    browser = beside(cast, cast.sara)
    Sitting.objects.update(seen_at=timezone.now() - timedelta(minutes=16))

    assert browser.get("/min-sida").status_code == 403
    assert browser.post(reverse("own_back"), {"siffror": DIGITS}).status_code == 403
    assert browser.get("/").headers["Location"].startswith("/konto/login")


def test_five_wrong_guesses_throw_saras_sitting_away(cast: Cast) -> None:
    browser = beside(cast, cast.sara)

    for _ in range(5):
        browser.post(reverse("own_back"), {"siffror": "8642"})

    assert browser.post(reverse("own_back"), {"siffror": DIGITS}).status_code == 403
    assert browser.get("/").headers["Location"].startswith("/konto/login")
    assert Event.objects.filter(actor_id=cast.sara.id, action="oppna-elevens-sida", outcome="nekad").count() == 5


def test_the_page_closes_with_the_right_of_the_one_beside(cast: Cast) -> None:
    browser = beside(cast, cast.jonas)
    yesterday = timezone.localdate() - timedelta(days=1)

    Assignment.objects.filter(person=cast.jonas).update(ends_on=yesterday)

    assert browser.get("/min-sida").status_code == 403
    assert browser.post(reverse("own_back"), {"siffror": DIGITS}).status_code == 403


def test_when_somebody_leaves_the_school_their_open_pages_close(cast: Cast) -> None:
    browser = beside(cast, cast.sara)

    close(Account.objects.get(person=cast.sara), now=timezone.now())

    assert browser.get("/min-sida").status_code == 403


def test_a_protected_pupils_page_opens_beside_whoever_is_named(cast: Cast) -> None:
    named = client_as(cast.anna_karin)

    assert open_page(named, cast, "liv") == reverse("own_page")
    assert "Hej Liv!" in text(named)
    weak = client_as(cast.anna_karin, Level.PASSWORD)
    assert open_page(weak, cast, "liv") != reverse("own_page")


def test_ebba_chooses_how_the_page_speaks_and_draws_her_person(cast: Cast) -> None:
    browser = beside(cast, cast.sara, mode="latt")

    browser.post(reverse("own_mode"), {"lage": "bilder"})
    browser.post(reverse("own_mode"), {"lage": "klingonska"})
    browser.post(reverse("own_face"), {"har": "sjal", "hy": "4", "glasogon": "on"})

    page = text(browser)
    assert "own--bilder" in page
    assert "face--4" in page
    assert client_as(cast.sara).get(reverse("own_beside", args=[cast.ebbas_case])).context["form"]["lage"].value() == (
        "bilder"
    )
