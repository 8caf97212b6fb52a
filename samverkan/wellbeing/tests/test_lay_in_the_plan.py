"""The wheel lies in the plan only as the family has decided, and no longer than the family wants."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from samverkan.people.models import Person
from samverkan.people.wording import short_day
from samverkan.plans.writing import Way
from samverkan.policy.vocabulary import Kind
from samverkan.wellbeing import queries
from samverkan.wellbeing.actions import look_as_pupil
from samverkan.wellbeing.areas import Area, Mark
from samverkan.wellbeing.models import Attachment, Ended, Given
from tests.cast import Cast, client_as, scope_of
from tests.paper import text_of

pytestmark = pytest.mark.django_db
BECAUSE = "the test looks at what was decided"
WHEEL = "Må bra-hjulet"


def decided(cast: Cast, **more: Any) -> dict[str, Any]:
    views = queries.latest_views(scope_of(cast.sara), cast.ebbas_case)
    return {
        "looks": [str(view.id) for view in views.both],
        "took_part": [str(cast.ebba.id), str(cast.anna.id)],
        "how": "mote",
        "decided_on": short_day(timezone.localdate()),
        **more,
    }


def lay(cast: Cast, **more: Any) -> Any:
    return client_as(cast.sara).post(f"/elever/{cast.ebbas_case}/ma-bra/i-planen", decided(cast, **more))


def plan(cast: Cast, who: Person) -> str:
    return unescape(client_as(who).get(f"/elever/{cast.ebbas_case}/plan").content.decode())


def test_without_a_decision_the_wheel_is_no_part_of_the_plan(cast: Cast) -> None:
    assert "pic--wheel" not in plan(cast, cast.sara)


def test_decided_with_the_family_it_lies_there_for_those_who_may_read_it(cast: Cast) -> None:
    assert lay(cast).status_code == 302

    read = plan(cast, cast.sara)
    assert "pic--wheel" in read
    assert "med Anna Lindqvist och Ebba, på ett möte." in read
    assert "pic--wheel" in plan(cast, cast.anna)
    for who in (cast.mikael, cast.maria, cast.peter):
        assert WHEEL not in plan(cast, who)
    row = Attachment.objects.unguarded(because=BECAUSE).get(case=cast.ebbas_case)
    assert (row.made_by_id, row.took_part.count(), row.ended_at) == (cast.sara.id, 2, None)


def test_it_is_printed_for_those_who_may_have_it_and_for_nobody_else(cast: Cast) -> None:
    lay(cast)

    def printed(person: Person) -> str:
        answer = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/plan/utskrift", {"till": str(person.id)})
        return text_of(answer.content)

    assert "Omvårdad" in printed(cast.anna)
    assert "Omvårdad" not in printed(cast.peter)


def test_anna_takes_it_out_by_herself_and_nobody_asks_her_why(cast: Cast) -> None:
    lay(cast)
    anna, url = client_as(cast.anna), f"/elever/{cast.ebbas_case}/ma-bra/ur-planen"
    assert "Varför?" not in anna.get(url).content.decode()

    anna.post(url)
    again = anna.post(url, follow=True)

    assert "pic--wheel" not in plan(cast, cast.sara)
    row = Attachment.objects.unguarded(because=BECAUSE).get(case=cast.ebbas_case)
    assert (row.ended, row.ended_by_id) == (Ended.FAMILY, cast.anna.id)
    assert "Hjulet ligger inte i planen." in again.content.decode()
    assert queries.latest_views(scope_of(cast.sara), cast.ebbas_case), "the pictures are still there to talk about"


def test_laid_there_twice_it_lies_there_once_and_a_newer_one_takes_its_place(cast: Cast) -> None:
    lay(cast)
    lay(cast)
    rows = Attachment.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case)
    assert rows.count() == 1

    lay(cast, decided_on=short_day(timezone.localdate() - timedelta(days=1)))

    assert rows.count() == 2
    assert rows.get(ended_at=None).decided_on == timezone.localdate() - timedelta(days=1)


def test_what_ebba_has_confided_cannot_be_laid_in_the_plan(cast: Cast) -> None:
    told = look_as_pupil(
        case=cast.ebbas_case,
        marks={Area.SAFE: Mark.NEEDS},
        words={},
        given=Given.BESIDE,
        way=Way(Kind.OWN_WORDS, confided=True),
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )

    answer = lay(cast, looks=[str(told.look)])

    assert answer.status_code == 422
    assert not Attachment.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"took_part": []}, "Välj minst en i familjen."),
        ({"looks": []}, "Välj minst en bild."),
        ({"how": ""}, "Välj hur ni bestämde."),
        ({"decided_on": short_day(timezone.localdate() + timedelta(days=3))}, "Dagen har inte varit än."),
    ],
)
def test_a_decision_without_the_family_is_no_decision(cast: Cast, more: dict[str, Any], said: str) -> None:
    answer = lay(cast, **more)

    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())


def test_only_those_who_hold_the_work_together_lay_it_there(cast: Cast) -> None:
    for who in (cast.mikael, cast.maria, cast.anna):
        assert client_as(who).post(f"/elever/{cast.ebbas_case}/ma-bra/i-planen", decided(cast)).status_code == 403
