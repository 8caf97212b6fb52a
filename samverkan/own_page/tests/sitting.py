"""How the tests sit down at a pupil's page: beside somebody at school."""

from django.test import Client
from django.urls import reverse

from samverkan.people.models import Person
from tests.cast import Cast, client_as

DIGITS = "7352"


def beside(cast: Cast, adult: Person, pupil: str = "ebba", mode: str = "latt", **told: object) -> Client:
    """A browser in which the adult has opened the pupil's page."""
    browser = client_as(adult)
    answer = open_page(browser, cast, pupil, mode, **told)
    assert answer == reverse("own_page")
    return browser


def open_page(browser: Client, cast: Cast, pupil: str = "ebba", mode: str = "latt", **told: object) -> str:
    """Where opening the page leads; empty when it does not."""
    said = {"siffror": DIGITS, "lage": mode, **told}
    answer = browser.post(reverse("own_beside", args=[cast.case(pupil)]), said)
    return answer.headers.get("Location", "")


def text(browser: Client, address: str = "/min-sida") -> str:
    """What the page says."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content.decode()[-900:]
    return answer.content.decode()
