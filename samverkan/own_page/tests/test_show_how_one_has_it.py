"""Ebba colours two areas of her wheel: those who work with the support see the buoy where she set it."""

from html import unescape

import pytest
from django.urls import reverse

from samverkan.own_page.tests.sitting import beside, text
from samverkan.wellbeing.areas import Area, Mark
from samverkan.wellbeing.marking import Side
from samverkan.wellbeing.models import Given
from samverkan.wellbeing.queries import latest_views
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
MARKS = {f"mark_{Area.SAFE}": Mark.NEEDS.value, f"{Side.OWN}_{Area.SAFE}": "Rasten är svår."}


def test_the_school_sees_ebbas_own_picture_and_how_she_gave_it(cast: Cast) -> None:
    browser = beside(cast, cast.sara, mode="bilder")
    asked = text(browser, reverse("own_wheel"))
    assert asked.index("Sara läser det här.") < asked.index("<textarea")

    for _ in range(2):
        assert browser.post(reverse("own_wheel"), MARKS).headers["Location"].startswith("/min-sida?klart=hjul")

    found = latest_views(scope_of(cast.sara), cast.ebbas_case).pupil
    assert found is not None
    assert (found.mark(Area.SAFE), found.given, found.by_id) == (Mark.NEEDS, Given.PICTURES, cast.ebba.id)
    assert "Jag behöver hjälp" in text(browser)
    shown = unescape(client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/ma-bra").content.decode())
    assert "Rasten är svår." in shown


def test_what_she_keeps_to_the_elevhalsa_home_does_not_see(cast: Cast) -> None:
    browser = beside(cast, cast.sara)
    browser.post(reverse("own_readers"), {"told": "fortroende"})

    browser.post(reverse("own_wheel"), MARKS)

    seen = {
        who.given_name: [one.own for one in views.areas if one.own] if views else []
        for who in (cast.sara, cast.anna, cast.olof, cast.jonas, cast.anna_karin)
        for views in [latest_views(scope_of(who), cast.ebbas_case).pupil]
    }
    assert seen["Sara"] == ["Rasten är svår."]
    assert all("Rasten är svår." not in words for name, words in seen.items() if name != "Sara")


def test_nothing_answered_is_met_kindly(cast: Cast) -> None:
    answer = beside(cast, cast.sara).post(reverse("own_wheel"), {})

    assert answer.status_code == 422
    assert "Välj ett ord för minst ett område" in unescape(answer.content.decode())
