"""Beginning a samverkan round Måns, who has no plan: why, who holds it together, when it is followed up."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.people.models import Trygghetsperson
from samverkan.people.queries import team_rows
from samverkan.people.wording import short_day
from samverkan.plans import queries
from tests.cast import Cast, client_as, scope_of
from tests.crowd import Crowd

pytestmark = pytest.mark.thread


def begin(client: Client, cast: Cast, **changed: str) -> tuple[int, str]:
    """Fill in the form as the rektor would; a test changes one thing."""
    told = {
        "reason": "Måns har slutat gå till matsalen. Flera vuxna hjälper till på olika sätt.",
        "coordinator": str(cast.sara.id),
        "follow_up_on": short_day(timezone.localdate() + timedelta(days=40)),
    }
    answer = client.post(f"/elever/{cast.case('mans')}/samverkan", told | changed)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def mans(cast: Cast) -> Cast:
    """Nothing goes on round Måns before the test."""
    assert queries.collaboration(scope_of(cast.anna_karin), cast.case("mans")) is None
    return cast


def test_the_rektor_is_offered_to_begin_and_begins(mans: Cast) -> None:
    client = client_as(mans.anna_karin)
    before = client.get(f"/elever/{mans.case('mans')}").content.decode()

    status, _ = begin(client, mans)

    running = queries.collaboration(scope_of(mans.anna_karin), mans.case("mans"))
    assert "Börja samverkan" in before
    assert status == 302
    assert running is not None
    assert running.coordinator == "Sara Holm"
    assert "matsalen" in running.reason


def test_the_form_says_that_whoever_holds_it_together_reads_the_reason_too(mans: Cast) -> None:
    form = client_as(mans.anna_karin).get(f"/elever/{mans.case('mans')}/samverkan").content.decode()
    assert "Sara Holm" not in form.split("Läses av")[1].split("</p>")[0]
    assert "Den som du väljer läser det också" in form

    begin(client_as(mans.anna_karin), mans)

    running = queries.collaboration(scope_of(mans.sara), mans.case("mans"))
    assert running is not None and "matsalen" in running.reason


def test_when_it_has_begun_the_next_thing_is_a_trygghetsperson(mans: Cast) -> None:
    client = client_as(mans.anna_karin)
    begin(client, mans)

    after = client.get(f"/elever/{mans.case('mans')}").content.decode()

    assert "Utse trygghetsperson" in after
    assert "Börja samverkan" not in after


def test_a_second_click_begins_nothing_twice(mans: Cast) -> None:
    client = client_as(mans.anna_karin)
    begin(client, mans)

    status, _ = begin(client, mans)

    page = client.get(f"/elever/{mans.case('mans')}").content.decode()
    assert status == 302
    assert "pågår redan" in page


def test_missing_words_are_asked_for_kindly_and_nothing_is_lost(mans: Cast) -> None:
    client = client_as(mans.anna_karin)

    status, text = begin(client, mans, coordinator="", follow_up_on="31 februari")

    assert status == 422
    assert "Välj vem som håller i det. Det är alltid någon på skolan." in text
    assert "31 februari finns inte. Skriv en annan dag." in text
    assert "matsalen" in text
    assert "<title>Fel: " in text


def test_a_follow_up_in_the_past_is_met_with_what_to_do(mans: Cast) -> None:
    client = client_as(mans.anna_karin)

    status, text = begin(client, mans, follow_up_on="2020-01-01")

    assert status == 422
    assert "Datumet har varit. Välj en dag från och med idag." in text


def test_a_teacher_of_the_school_is_told_whom_to_ask(mans: Cast) -> None:
    status, text = begin(client_as(mans.kerstin), mans)

    assert status == 403
    assert "Be en av dem" in text


def test_the_neighbour_begins_nothing(mans: Cast) -> None:
    status, _ = begin(client_as(mans.torbjorn), mans)

    assert status == 404
    assert queries.collaboration(scope_of(mans.anna_karin), mans.case("mans")) is None


def test_who_holds_it_together_sits_in_the_team(mans: Cast) -> None:
    begin(client_as(mans.anna_karin), mans, coordinator=str(mans.lena.id))

    assert mans.lena.id in {row.person_id for row in team_rows(scope_of(mans.anna_karin), mans.case("mans"))}


def test_two_who_begin_in_the_same_instant_begin_it_once_and_one_keeps_the_words(crowded: Crowd) -> None:
    cast = Cast()
    both = client_as(cast.anna_karin), client_as(cast.per)

    (first, _), later = crowded.meet(lambda: begin(both[0], cast), lambda: begin(both[1], cast))
    second, page = later.result()

    assert first == 302
    assert second == 422
    assert "Det pågår redan en samverkan kring eleven." in page
    assert "matsalen" in page


def test_two_who_appoint_in_the_same_instant_leave_one_trygghetsperson(crowded: Crowd) -> None:
    cast = Cast()
    rektor = client_as(cast.anna_karin), client_as(cast.anna_karin)
    place = f"/elever/{cast.ebbas_case}/trygghetsperson"

    crowded.meet(
        lambda: rektor[0].post(place, {"person": str(cast.jonas.id)}).status_code,
        lambda: rektor[1].post(place, {"person": str(cast.sara.id)}).status_code,
    )

    running = Trygghetsperson.objects.unguarded(because="the test counts what was left")
    assert running.filter(case_id=cast.ebbas_case, ended_at=None).count() == 1
