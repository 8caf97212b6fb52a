"""Ingrid undoes a list of new pupils. The school and its classes were there before: nothing was restored to them."""

from samverkan.exchange.tests.test_import_in_the_browser import confirmed
from samverkan.people.models import Group
from tests.cast import Cast, client_as

HEADINGS = "Förnamn;Efternamn;Född;Klass\n"


def listed(name: str) -> str:
    """Twelve new pupils in a class."""
    return HEADINGS + "".join(f"Ny{number}x;Alm;2016-{number:02}-01;{name}\n" for number in range(1, 13))


def test_no_protected_person_is_named_where_there_is_none(cast: Cast) -> None:
    browser = client_as(cast.ingrid)
    had = Group.objects.filter(unit=cast.unit(), ended_on=None).order_by("name").first()
    assert had is not None
    run = confirmed(browser, cast, listed(had.name)).headers["Location"]

    asked = browser.get(f"{run}/angra").content.decode()
    done = browser.post(f"{run}/angra").content.decode()

    for page in (asked, done):
        assert "tolv personer" in page
        assert "skyddade uppgifter" not in page
        assert "Får tillbaka det som stod förut" not in page
        assert "Ligger kvar" not in page
    assert Group.objects.filter(pk=had.pk, ended_on=None).exists()
