"""Small words that were not true for everybody who read them."""

import re
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import releases
from samverkan.guard.models import Statement
from samverkan.meetings.models import Invitee
from samverkan.overview.queries import lately
from samverkan.overview.today import Named, to_weigh
from samverkan.people import queries as people
from samverkan.people.models import Assignment, Person, Unit
from samverkan.people.wording import STOCKHOLM, as_title
from samverkan.plans.caseload import silent_groups
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of


def page(who: Person, address: str) -> str:
    return unescape(client_as(who).get(address).content.decode())


def test_a_day_in_november_is_written_with_a_whole_short_month() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=STOCKHOLM)

    assert lately(now - timedelta(days=18), now) == "6 nov."


def test_a_nurse_is_not_told_that_she_is_no_elevhalsa(cast: Cast) -> None:
    refusal = page(cast.birgitta, reverse("school"))

    assert "till för rektor och elevhälsan" not in refusal
    assert "kurator, psykolog" in refusal


def test_a_guardian_is_told_of_no_uppdrag(cast: Cast) -> None:
    assert "uppdrag" not in page(cast.anna, reverse("school")).split("<main")[1]


def test_the_kurator_reads_that_the_page_counts_her_pupils(cast: Cast) -> None:
    shown = page(cast.sara, reverse("school"))

    assert "räknat på de elever som du arbetar med" in shown
    assert "Vi vet inte" not in shown
    assert re.search(r"Björkskolan, \d+ elever", page(cast.anna_karin, reverse("school")))


def test_a_school_where_nobody_has_written_that_long_ago_has_no_silent_class(cast: Cast) -> None:
    scope, units = scope_of(cast.anna_karin), [cast.unit().id]
    oldest = Statement.objects.within(scope).order_by("made_at")[0].made_at

    assert silent_groups(scope, units=units, since=oldest) == ()
    assert silent_groups(scope, units=units, since=timezone.now() - timedelta(days=60)) != ()


def test_a_meeting_is_planned_also_before_there_is_a_trygghetsperson(cast: Cast) -> None:
    case = cast.case("nova")
    told = {"reason": "Flera ger stöd.", "coordinator": str(cast.sara.id), "follow_up_on": "20 december"}
    client_as(cast.anna_karin).post(reverse("collaboration_begin", args=[case]), told)

    shown = page(cast.anna_karin, reverse("pupil", args=[case]))

    assert "Utse trygghetsperson" in shown
    assert reverse("meeting_new", args=[case]) in shown


@pytest.mark.parametrize(
    ("written", "shown"), [("Ämneslärare", "ämneslärare"), ("IT-tekniker", "IT-tekniker"), ("", "")]
)
def test_titles_are_written_in_one_case(written: str, shown: str) -> None:
    assert as_title(written) == shown


def test_a_colleague_from_a_list_stands_in_the_same_case_as_the_others(cast: Cast) -> None:
    Assignment.objects.filter(person=cast.kerstin, role=Role.TEACHER).update(title="Ämneslärare")

    assert "Kerstin Alm, ämneslärare" in page(cast.anna_karin, reverse("collaboration_begin", args=[cast.case("nova")]))


def test_a_class_is_found_by_its_name(cast: Cast) -> None:
    shown = page(cast.anna_karin, f"{reverse('search')}?q=5b")

    assert "Klasser" in shown
    assert "?klass=5B" in shown
    assert "?klass=5B" not in page(cast.petra, f"{reverse('search')}?q=5b")


def test_the_list_of_a_guardian_is_of_children(cast: Cast) -> None:
    shown = page(cast.anna, reverse("pupils"))

    assert "Mina barn" in shown
    assert "Mina elever" not in shown


def test_a_row_under_its_class_does_not_repeat_it(cast: Cast) -> None:
    shown = page(cast.anna_karin, f"{reverse('pupils')}?klass=5B")

    assert '<p class="small soft">5B</p>' not in shown


@pytest.mark.parametrize("address", ["/anmal-brist", "/tillganglighet"])
def test_everybody_finds_the_number_that_stands_in_the_settings(cast: Cast, address: str) -> None:
    Unit.objects.filter(id=cast.unit().id).update(phone="08-465 004 10")

    assert "08-465 004 10" in Client().get(address).content.decode()


def test_without_peter_nothing_is_asked_for_his_sake(cast: Cast) -> None:
    room = reverse("room", args=[cast.ebbas_meeting])
    whole = client_as(cast.sara).get(room).context["page"]
    without = client_as(cast.sara).get(f"{room}?utan={_key_of(cast)}").context["page"]

    assert any("ocialtjänsten" in row.title for row in whole.questions)
    assert not any("ocialtjänsten" in row.title for row in without.questions)


def _key_of(cast: Cast) -> str:
    rows = Invitee.objects.unguarded(because="a test looks up a seat")
    return str(rows.get(meeting=cast.ebbas_meeting, person=cast.peter).id)


def test_the_decider_is_told_on_idag_what_it_is_for(cast: Cast) -> None:
    client_as(cast.peter).post(
        f"{reverse('release_new', args=[cast.ebbas_case])}?till={cast.peter.id}&sak=skolans-anteckningar"
        "&andamal=forhandsbedomning",
        {"use": "Förhandsbedömningen", "why": "Vi vet inte hur skolan ser på det.", "decider": cast.anna_karin.id},
    )
    scope = scope_of(cast.anna_karin)
    rows = releases.releases(scope)
    named: dict[UUID, Named] = dict(people.cards(scope, [row.case for row in rows]).items())

    (need,) = to_weigh(rows, named)

    assert "för att hjälpa socialtjänsten att bedöma om den ska utreda. Svara gärna senast" in need.text
