"""Naming the one adult: by relation and then by load, with the pupil, and without any right beyond the law."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samverkan.people import queries as people
from samverkan.people.adults import adults, trygghetsperson
from samverkan.people.barring import Barred
from samverkan.people.models import Asked, Assignment, Person, TeamMember, Trygghetsperson
from samverkan.people.trusting import appoint_trygghetsperson
from samverkan.plans import queries as plans
from samverkan.plans.actions import write_words
from samverkan.policy.vocabulary import CaseId
from samverkan.post.models import Letter
from samverkan.trygghetsperson import actions
from samverkan.trygghetsperson.suggesting import MET, suggested
from tests.cast import Cast, client_as, scope_of


def name(cast: Cast, who: Person, *, asked: Asked = Asked.NOT_YET, case: CaseId | None = None) -> None:
    by = scope_of(cast.anna_karin).reader
    actions.appoint(case=case or cast.ebbas_case, person=who.id, asked=asked, by=by, now=timezone.now())


def near(cast: Cast) -> list[str]:
    """Whom the rektor is offered for Ebba, the first first."""
    scope = scope_of(cast.anna_karin)
    card = people.pupil(scope, cast.ebbas_case)
    staff, seats = people.colleagues(scope, card), plans.team(scope, card.case, card=card)
    return [f"{one.name}, {one.why}" for one in suggested(scope, card, staff, seats, wished=None)]


def test_those_who_have_met_the_pupil_most_come_first_and_then_those_who_carry_least(cast: Cast) -> None:
    heard = scope_of(cast.jonas).reader
    for told in ("Jag vill sitta vid fönstret.", "Det är bäst på slöjden.", "Jag vill ha paus."):
        write_words(case=cast.ebbas_case, text=told, by=heard, now=timezone.now())
    offered = near(cast)
    for slug in ("nova", "ali", "mans"):
        name(cast, cast.lena, case=cast.case(slug))
    by_load = near(cast)

    assert offered[0].startswith("Jonas Berg, ")
    assert "har träffat Ebba" in offered[0]
    assert not any("Sara Holm" in one for one in offered), "she has the role already"
    assert len(offered) <= 3
    assert next(one.split(",")[0] for one in by_load) == "Jonas Berg", "a relation weighs more than the load"
    assert MET, "meetings tell of whom they have met"


def test_what_the_pupil_wishes_stands_first_and_naming_answers_it(cast: Cast) -> None:
    rektor, mentor = client_as(cast.anna_karin), client_as(cast.jonas)

    sent = mentor.post(
        f"/elever/{cast.ebbas_case}/trygghetsperson/onskan",
        {"text": "Jag vill hellre ha Lena.", "person": str(cast.lena.id), "another": "on"},
    )
    today = rektor.get("/").content.decode()
    page = rektor.get(f"/elever/{cast.ebbas_case}/trygghetsperson").content.decode()
    rektor.post(
        f"/elever/{cast.ebbas_case}/trygghetsperson", {"suggested": str(cast.lena.id), "other": "", "asked": "valde"}
    )
    after = rektor.get("/").content.decode()
    named = trygghetsperson(scope_of(cast.anna_karin), cast.ebbas_case)

    assert sent.status_code == 302
    assert "En elev vill ha någon annan som trygghetsperson" in today
    assert "Jag vill hellre ha Lena." in page
    assert f"Ebba önskar {cast.lena.name}." in page
    assert page.index("Lena") < page.index("Jonas Berg,")
    assert "vill ha någon annan" not in after
    assert named is not None
    assert (named.person_id, named.asked) == (cast.lena.id, Asked.CHOSE)


def test_when_nobody_else_can_be_named_the_pupil_is_told_what_comes_instead(cast: Cast) -> None:
    rektor, by = client_as(cast.anna_karin), scope_of(cast.jonas).reader
    row = actions.wish(
        case=cast.ebbas_case, text="Jag vill ha Ulf.", person=None, another=True, by=by, now=timezone.now()
    )
    address = f"/elever/{cast.ebbas_case}/trygghetsperson/onskan/{row.id}/svar"

    empty = rektor.post(address, {"text": ""})
    done = rektor.post(address, {"text": "Ulf är här en dag i månaden. Vi frågar igen i mars."}, follow=True)
    again = rektor.get(address)

    assert empty.status_code == 422
    assert "Önskan väntar inte längre." in done.content.decode()
    assert again.status_code == 404


def test_a_colleague_may_not_name_and_a_neighbour_knows_of_no_such_pupil(cast: Cast) -> None:
    address = f"/elever/{cast.ebbas_case}/trygghetsperson"

    assert client_as(cast.sara).get(address).status_code == 403
    assert "Det är rektor som utser" in client_as(cast.jonas).get(address).content.decode()
    assert client_as(cast.petra).get(address).status_code == 403
    assert client_as(cast.torbjorn).post(address, {"other": str(cast.petra.id)}).status_code == 404


def test_the_role_itself_opens_nothing_and_the_seat_that_came_with_it_ends_with_it(cast: Cast) -> None:
    before = plans.plan(scope_of(cast.mikael), cast.ebbas_case).goals
    name(cast, cast.mikael)
    seated = plans.plan(scope_of(cast.mikael), cast.ebbas_case).goals
    name(cast, cast.lena)
    after = plans.plan(scope_of(cast.mikael), cast.ebbas_case).goals
    kept = TeamMember.objects.unguarded(because="the test counts").filter(
        case_id=cast.ebbas_case, person=cast.sara, until=None
    )

    assert before == ()
    assert seated
    assert after == ()
    assert kept.count() == 1, "a seat one had before the role stays"


def test_the_same_person_twice_is_one_appointment_and_one_letter(cast: Cast) -> None:
    for _ in range(2):
        name(cast, cast.lena)
    name(cast, cast.lena, asked=Asked.AGREED)

    rows = Trygghetsperson.objects.unguarded(because="the test counts").filter(
        case_id=cast.ebbas_case, person=cast.lena
    )
    assert [row.asked for row in rows] == [Asked.AGREED]
    assert Letter.objects.filter(subject="Du har fått ett nytt uppdrag").count() == 1


def test_nobody_who_may_learn_nothing_is_named(cast: Cast) -> None:
    by = scope_of(cast.anna_karin).reader

    with pytest.raises(Barred):
        appoint_trygghetsperson(case=cast.case("tindra"), person=cast.robert.id, by=by, now=timezone.now())


def test_one_named_ahead_begins_on_the_day_and_the_one_before_stays_until_then(cast: Cast) -> None:
    now, by = timezone.now(), scope_of(cast.anna_karin).reader
    first = timezone.localdate(now) + timedelta(days=20)

    actions.appoint(case=cast.ebbas_case, person=cast.lena.id, asked=Asked.AGREED, begins_on=first, by=by, now=now)
    today = trygghetsperson(scope_of(cast.anna_karin), cast.ebbas_case)
    later = trygghetsperson(scope_of(cast.anna_karin, now=now + timedelta(days=21)), cast.ebbas_case)
    actions.appoint(case=cast.ebbas_case, person=cast.jonas.id, asked=Asked.AGREED, begins_on=first, by=by, now=now)
    another = trygghetsperson(scope_of(cast.anna_karin, now=now + timedelta(days=21)), cast.ebbas_case)

    assert today is not None
    assert later is not None
    assert another is not None
    assert [today.person_id, later.person_id, another.person_id] == [cast.sara.id, cast.lena.id, cast.jonas.id]


def test_when_the_adult_stops_working_today_the_function_answers_at_once_and_nothing_is_lost(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(person=cast.sara).update(ends_on=yesterday)

    scope = scope_of(cast.anna_karin)
    around = adults(scope, people.pupil(scope, cast.ebbas_case))
    page = client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}").content.decode()
    today = client_as(cast.anna_karin).get("/").content.decode()

    assert around.trygghetsperson is None
    assert around.by_function is not None
    assert around.by_function.name == "Anna-Karin Wester"
    assert "sedan Sara Holm slutade" in page
    assert "behöver en ny trygghetsperson" in today
    assert "Sara Holm arbetar inte kvar." in today


def test_a_protected_pupils_adult_gets_no_letter_and_only_the_named_know(cast: Cast) -> None:
    name(cast, cast.sara, case=cast.case("liv"))

    assert not Letter.objects.filter(subject="Du har fått ett nytt uppdrag").exists()
    assert trygghetsperson(scope_of(cast.jonas), cast.case("liv")) is None
    assert trygghetsperson(scope_of(cast.sara), cast.case("liv")) is not None
