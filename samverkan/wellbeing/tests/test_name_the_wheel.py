"""Björkvik calls the wheel something else. The areas are the same eight, and old pictures keep their day's words."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.people.wording import short_day
from samverkan.wellbeing import naming, queries
from samverkan.wellbeing.actions import look_as_staff
from samverkan.wellbeing.areas import Area, Mark, read, shipped
from samverkan.wellbeing.models import WheelVersion
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
URL = "/installningar/hjulets-ord"


def words(**more: str) -> dict[str, Any]:
    said = {"name": "Barnets bästa-hjulet", "short": "Barnets bästa", "reason": "Så säger vi i Björkvik."}
    said["holds_on"] = short_day(timezone.localdate())
    for one in shipped().areas:
        said[f"label_{one.area}"], said[f"child_{one.area}"] = one.label, one.child
    return said | {"label_delaktig": "Hör till"} | more


def look(cast: Cast) -> queries.View:
    kept = look_as_staff(
        case=cast.ebbas_case,
        marks={Area.INCLUDED: Mark.WORKS},
        words={},
        by=scope_of(cast.jonas).reader,
        now=timezone.now() - timedelta(days=1),
    )
    return queries.views_by_id(scope_of(cast.jonas), [kept.look])[kept.look]


def test_the_shipped_words_are_the_eight_and_say_where_they_come_from() -> None:
    labels = [one.label for one in shipped().areas]

    assert labels == [
        "Trygg",
        "Må bra",
        "Utvecklas",
        "Omvårdad",
        "Aktiv",
        "Respekterad",
        "Ansvarstagande",
        "Delaktig",
    ]
    with pytest.raises(ValueError, match="åtta"):
        read({"name": "x", "short": "x", "areas": [{"code": "trygg", "label": "Trygg", "child": "Trygg"}]})


def test_margareta_words_it_for_the_municipality_and_old_pictures_keep_theirs(cast: Cast) -> None:
    before = look(cast)

    answer = client_as(cast.margareta).post(f"{URL}/andra", words())

    assert answer.status_code == 302
    page = unescape(client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}").content.decode())
    assert ">Barnets bästa<" in page, "the tab is called so"
    form = unescape(client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/ma-bra/skolans-bild").content.decode())
    assert "Hör till" in form and "Delaktig" not in form
    old = unescape(client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/ma-bra/{before.id}").content.decode())
    assert "Må bra-hjulet" in old and "Delaktig" in old and "Hör till" not in old
    read_by_keepers = unescape(client_as(cast.anna_karin).get(URL).content.decode())
    assert "Margareta Dahlin" in read_by_keepers and "Så säger vi i Björkvik." in read_by_keepers
    elsewhere = unescape(client_as(cast.susanne).get(f"/elever/{cast.case('elina')}").content.decode())
    assert ">Må bra<" in elsewhere, "another huvudman has its own words"


def test_the_shipped_words_come_back_and_each_version_says_until_when_it_held(cast: Cast) -> None:
    margareta, today = client_as(cast.margareta), timezone.localdate()
    margareta.post(f"{URL}/andra", words())
    huvudman = cast.unit().organisation.huvudman_id
    WheelVersion.objects.filter(huvudman=huvudman).update(holds_on=today - timedelta(days=30))

    margareta.post(f"{URL}/ta-bort")
    margareta.post(f"{URL}/ta-bort")

    assert naming.wheel_of(huvudman, on=today) == shipped()
    assert naming.wheel_of(huvudman, on=today - timedelta(days=3)).name == "Barnets bästa-hjulet"
    latest, first = naming.versions(huvudman)
    assert not latest.own and first.own and " till " in first.holds


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"label_trygg": "Ansvarstagandeförmågan"}, "Ordet får inte plats i bilden."),
        ({"label_trygg": "Aktiv"}, "Två områden kan inte heta lika."),
        ({"child_trygg": ""}, "Skriv området som ett barn säger det."),
        ({"reason": ""}, "Skriv varför ni ändrar."),
    ],
)
def test_words_that_do_not_fit_are_met_kindly(cast: Cast, more: dict[str, str], said: str) -> None:
    answer = client_as(cast.margareta).post(f"{URL}/andra", words(**more))

    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert not WheelVersion.objects.filter(reason="Så säger vi i Björkvik.").exists()


def test_the_rektor_reads_the_words_and_is_told_who_changes_them(cast: Cast) -> None:
    assert client_as(cast.anna_karin).get(URL).status_code == 200
    assert client_as(cast.anna_karin).post(f"{URL}/andra", words()).status_code == 403
    assert client_as(cast.jonas).get(URL).status_code == 403
