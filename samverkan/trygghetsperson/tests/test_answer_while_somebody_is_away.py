"""Somebody answers while the adult is away, and it is told openly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samverkan.people.adults import trygghetsperson
from samverkan.people.models import Person, StandIn
from samverkan.people.trusting import NotPossible, stand_in
from samverkan.people.wording import short_day
from samverkan.plans import queries as plans
from tests.cast import Cast, client_as, scope_of


def send(cast: Cast, who: Person, *, as_: Person | None = None, ends: str = "") -> tuple[int, str]:
    """Sara is away, and somebody answers for all of hers."""
    answer = client_as(as_ or cast.sara).post(
        f"/mina-uppdrag/{cast.sara.id}/borta", {"begins_on": "", "ends_on": ends, "person": str(who.id)}, follow=True
    )
    return answer.status_code, answer.content.decode()


def test_the_page_says_who_answers_and_how_long_and_the_right_to_read_ends_with_it(cast: Cast) -> None:
    last = timezone.localdate() + timedelta(days=7)

    status, own = send(cast, cast.mikael, ends=short_day(last))
    page = client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}").content.decode()
    during = plans.plan(scope_of(cast.mikael), cast.ebbas_case).goals
    after = plans.plan(scope_of(cast.mikael, now=timezone.now() + timedelta(days=8)), cast.ebbas_case).goals
    back = trygghetsperson(scope_of(cast.jonas, now=timezone.now() + timedelta(days=8)), cast.ebbas_case)

    assert status == 200
    assert "Mikael Strand svarar till och med" in own
    assert "medan Sara Holm är borta till och med" in page
    assert during
    assert after == ()
    assert back is not None
    assert back.stand_in is None


def test_one_who_is_back_early_says_so(cast: Cast) -> None:
    send(cast, cast.mikael)
    row = StandIn.objects.unguarded(because="the test ends it").get(case_id=cast.ebbas_case)
    sara = client_as(cast.sara)
    address = f"/elever/{cast.ebbas_case}/trygghetsperson/ersattare/{row.id}/slut"

    ended = sara.post(address)
    twice = sara.post(address)
    named = trygghetsperson(scope_of(cast.sara), cast.ebbas_case)

    assert (ended.status_code, twice.status_code) == (302, 302)
    assert named is not None
    assert named.stand_in is None
    assert plans.plan(scope_of(cast.mikael), cast.ebbas_case).goals == ()


def test_the_rektor_may_arrange_it_and_a_colleague_may_not(cast: Cast) -> None:
    assert send(cast, cast.lena, as_=cast.jonas)[0] == 404
    assert send(cast, cast.lena, as_=cast.petra)[0] == 404
    assert send(cast, cast.lena, as_=cast.anna_karin)[0] == 200


def test_days_that_have_been_or_run_backwards_are_met_kindly_and_nothing_is_written(cast: Cast) -> None:
    answer = client_as(cast.sara).post(
        f"/mina-uppdrag/{cast.sara.id}/borta", {"begins_on": "20/12", "ends_on": "10/12 2020", "person": ""}
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Välj vem som svarar under tiden." in page
    assert "Ändra en av dem." in page
    assert not StandIn.objects.unguarded(because="the test counts").exists()


def test_one_does_not_stand_in_for_oneself_nor_for_nobody(cast: Cast) -> None:
    now, by = timezone.now(), scope_of(cast.anna_karin).reader
    today = timezone.localdate(now)

    for case, person in ((cast.ebbas_case, cast.sara), (cast.case("ali"), cast.lena)):
        with pytest.raises(NotPossible):
            stand_in(case=case, person=person.id, begins_on=today, ends_on=None, by=by, now=now)
