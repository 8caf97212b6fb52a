"""Threat 9, B12 and B13: what a link alone opens, what guessing comes to, and what ends a visit."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guests import codes, links, visits
from samverkan.guests.codes import FIRST_LOCK, GUESSES, NEXT_LOCK, Tried, closed_by
from samverkan.guests.models import Code, Link, Visit, Way, WrongCode
from samverkan.guests.tests.coming import BECAUSE, code_for, come_in, link_for, seat_of, without_account
from samverkan.meetings.models import Invitee, Meeting
from samverkan.people import barring
from samverkan.people.models import Bar, Huvudman, Person
from samverkan.post.models import Letter
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
TOLD = {"attendance": "kommer", "points": "En lång tanke om kvällarna", "klart": "ja"}


def opened(cast: Cast, who: Person) -> tuple[Client, str]:
    """A browser that has opened the link and written no code."""
    key, browser = link_for(cast, who), Client()
    browser.post(f"/gast/{key}")
    return browser, key


def said(answer: Any) -> str:
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def test_programs_that_look_at_mail_spend_nothing(cast: Cast) -> None:
    key = link_for(cast, cast.peter)

    looks = [Client().get(f"/gast/{key}").status_code for _ in range(3)] + [Client().head(f"/gast/{key}").status_code]

    assert looks == [200] * 4
    assert not Visit.objects.exists()
    assert Client().post(f"/gast/{key}").status_code == 302


def test_a_link_that_is_passed_on_opens_nothing_by_itself(cast: Cast) -> None:
    browser, _ = opened(cast, cast.peter)

    shut = [browser.get(address).status_code for address in ("/gast", "/gast/insats")]
    shut += [browser.post("/gast/svar", TOLD).status_code]

    assert shut == [403] * 3
    assert seat_of(cast, cast.peter).attendance == "inget-svar"


def test_a_code_lets_one_browser_in_and_another_needs_another(cast: Cast) -> None:
    key, code = link_for(cast, cast.peter), code_for(cast, cast.peter)
    first, second = Client(), Client()
    for browser in (first, second):
        browser.post(f"/gast/{key}")

    answers = [browser.post("/gast/kod", {"code": code}).status_code for browser in (first, second)]

    assert answers == [302, 422]
    assert first.get("/gast").status_code == 200
    assert second.get("/gast").status_code == 403
    second.post("/gast/kod", {"code": code_for(cast, cast.peter)})
    assert second.get("/gast").status_code == 200


def test_a_code_is_pasted_with_a_space_and_lives_a_quarter(cast: Cast) -> None:
    now = timezone.now()
    seat, link = seat_of(cast, cast.peter), links.find(link_for(cast, cast.peter))
    assert link is not None
    late = codes.make(seat.id, Way.SPOKEN, by=cast.sara.id, now=now - timedelta(minutes=16))
    fresh = code_for(cast, cast.peter)

    assert codes.attempt(link.row, late, now=now) is Tried.WRONG
    assert codes.attempt(link.row, f" {fresh[:3]} {fresh[3:]} ", now=now) is Tried.RIGHT


def test_five_wrong_codes_close_the_door_for_a_quarter_and_say_the_phone(cast: Cast) -> None:
    browser, _ = opened(cast, cast.peter)
    right = code_for(cast, cast.peter)
    wrong = "000000" if right != "000000" else "111111"

    kind = browser.post("/gast/kod", {"code": wrong})
    for _ in range(GUESSES - 1):
        last = browser.post("/gast/kod", {"code": wrong})
    with_the_right = browser.post("/gast/kod", {"code": right})

    assert "Koden stämmer inte" in said(kind)
    assert last.status_code == with_the_right.status_code == 429
    assert "031-390 06 10" in said(last)
    assert Client().get("/gast").status_code == 403


def test_the_lock_is_no_weapon(cast: Cast) -> None:
    """Others come in, whoever is inside stays, and a code that the leader reads out opens the door again."""
    inside = come_in(cast, cast.maria)
    outside, _ = opened(cast, cast.maria)
    for _ in range(GUESSES):
        outside.post("/gast/kod", {"code": "12"})
    assert outside.post("/gast/kod", {"code": "12"}).status_code == 429

    assert come_in(cast, cast.peter).get("/gast").status_code == 200
    read_out = code_for(cast, cast.maria)
    assert outside.post("/gast/kod", {"code": read_out}).status_code == 302
    assert inside.get("/gast").status_code == 200


def test_never_more_than_ten_guesses_in_an_hour(cast: Cast) -> None:
    start = timezone.now()
    found = links.find(link_for(cast, cast.peter))
    assert found is not None
    tried = [start + timedelta(minutes=minute) for minute in range(360)]
    heard = [at for at in tried if codes.attempt(found.row, "1", now=at) is not Tried.LOCKED]

    most = max(sum(one <= at < one + timedelta(hours=1) for at in _counted(found.row.invitee_id)) for one in heard)
    assert most <= 10


def _counted(invitee: Any) -> list[datetime]:
    return list(WrongCode.objects.filter(invitee=invitee).values_list("at", flat=True))


@pytest.mark.parametrize(("wrong", "closed"), [(4, None), (5, FIRST_LOCK), (9, FIRST_LOCK), (10, NEXT_LOCK)])
def test_how_long_the_door_is_closed(wrong: int, closed: timedelta | None) -> None:
    at = [datetime(2026, 11, 28, 12, minute, tzinfo=timezone.get_current_timezone()) for minute in range(wrong)]

    until = closed_by(at)

    assert until == (None if closed is None else at[wrong // GUESSES * GUESSES - 1] + closed)


def test_the_secret_of_the_browser_is_another_after_the_code(cast: Cast) -> None:
    browser, _ = opened(cast, cast.peter)
    before = browser.cookies[visits.COOKIE].value

    browser.post("/gast/kod", {"code": code_for(cast, cast.peter)})
    thief = Client()
    thief.cookies[visits.COOKIE] = before

    assert browser.cookies[visits.COOKIE].value != before
    assert thief.get("/gast").status_code == 403
    assert thief.get("/gast/kod").status_code == 410


def test_a_secret_that_somebody_else_chose_opens_nothing(cast: Cast) -> None:
    key, browser = link_for(cast, cast.peter), Client()
    browser.cookies[visits.COOKIE] = "vald-av-någon-annan"

    browser.post(f"/gast/{key}")

    assert browser.cookies[visits.COOKIE].value != "vald-av-någon-annan"


def test_the_cookie_is_for_this_host_out_of_reach_of_scripts(cast: Cast) -> None:
    browser, _ = opened(cast, cast.peter)
    kept = browser.cookies[visits.COOKIE]

    assert (kept["httponly"], kept["samesite"], kept["path"], kept["domain"]) == (True, "Lax", "/", "")
    assert kept["max-age"] == ""


def test_the_secret_of_a_guest_who_is_done_opens_nothing(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)
    secret = browser.cookies[visits.COOKIE].value

    browser.post("/gast/klar")
    again = Client()
    again.cookies[visits.COOKIE] = secret

    assert again.get("/gast").status_code == 403


def test_two_tabs_are_one_visit_and_the_last_answer_holds(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)

    for attendance in ("kommer", "video"):
        assert browser.get("/gast").status_code == 200
        browser.post("/gast/svar", TOLD | {"attendance": attendance})

    assert seat_of(cast, cast.peter).attendance == "video"


def test_of_keys_and_codes_there_is_a_digest_and_nothing_else(cast: Cast) -> None:
    browser, key = opened(cast, cast.peter)
    code = code_for(cast, cast.peter)
    secret = browser.cookies[visits.COOKIE].value

    written = [str(row) for model in (Link, Code, Visit) for row in model.objects.values_list()]

    assert not [row for row in written for word in (key, code, secret) if word in row]


def revoked(cast: Cast) -> None:
    client_as(cast.sara).post(f"/moten/{cast.ebbas_meeting}/inbjudan/{seat_of(cast, cast.peter).id}/lank/aterkallelse")


def seat_taken_away(cast: Cast) -> None:
    Invitee.objects.unguarded(because=BECAUSE).filter(id=seat_of(cast, cast.peter).id).update(removed_at=timezone.now())


def called_off(cast: Cast) -> None:
    client_as(cast.sara).post(f"/moten/{cast.ebbas_meeting}/installt")


def a_month_after(cast: Cast) -> None:
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now() - timedelta(days=31))


def idle(cast: Cast) -> None:
    Visit.objects.update(seen_at=timezone.now() - timedelta(minutes=16))


def a_whole_day(cast: Cast) -> None:
    Visit.objects.update(began_at=timezone.now() - timedelta(hours=9))


def may_learn_nothing(cast: Cast) -> None:
    Bar.objects.create(
        case_id=cast.ebbas_case,
        person=cast.peter,
        decided_at=timezone.now(),
        decided_by=cast.anna_karin,
        sealed_reason=b"x",
    )
    assert cast.peter.id in barring.barred(cast.ebbas_case)


def protected_since(cast: Cast) -> None:
    Person.objects.filter(id=cast.peter.id).update(
        protected=True, sealed_name=b"x", given_name="", family_name="", email="", phone=""
    )


def only_prepares(cast: Cast) -> None:
    Huvudman.objects.filter(id=cast.unit().organisation.huvudman_id).update(began_at=None)


@pytest.mark.parametrize(
    "ends",
    [
        revoked,
        seat_taken_away,
        called_off,
        a_month_after,
        idle,
        a_whole_day,
        may_learn_nothing,
        protected_since,
        only_prepares,
    ],
)
def test_what_ends_a_visit_ends_it_at_the_next_request_and_gives_back_what_was_typed(cast: Cast, ends: Any) -> None:
    browser = come_in(cast, cast.peter)
    assert browser.get("/gast").status_code == 200

    ends(cast)

    answer = browser.post("/gast/svar", TOLD)
    assert answer.status_code == 403
    assert "En lång tanke om kvällarna" in said(answer)
    assert "Ebba" not in said(answer)
    assert seat_of(cast, cast.peter).attendance == "inget-svar"
    assert browser.get("/gast").status_code == 403


def test_a_link_that_leads_nowhere_says_when_it_did_and_no_more(cast: Cast) -> None:
    key = link_for(cast, cast.peter)
    a_month_after(cast)

    late, never = Client().get(f"/gast/{key}"), Client().get("/gast/finns-inte")

    assert late.status_code == never.status_code == 410
    assert "Länken gällde till" in said(late)
    assert "Björkskolan" not in said(late)
    assert "Länken gällde till" not in said(never)


def test_a_new_link_is_asked_for_and_nobody_learns_whether_there_is_an_address(cast: Cast) -> None:
    without_account(cast.peter)
    link_for(cast, cast.peter)
    known = Client().post("/gast/ny-lank", {"address": f"{cast.peter.id}@hem.example"})
    unknown = Client().post("/gast/ny-lank", {"address": "nagon@annan.example"})
    Client().post("/gast/ny-lank", {"address": f"{cast.peter.id}@hem.example"})

    assert known.status_code == unknown.status_code == 200
    assert without_nonce(known) == without_nonce(unknown)
    letter = Letter.objects.get(own_link=seat_of(cast, cast.peter).id)
    assert "/gast/[nyckel]" in letter.text
    assert Client().post("/gast/ny-lank", {"address": "inte en adress"}).status_code == 422


def test_a_new_link_to_one_who_is_called_says_so_too(cast: Cast) -> None:
    without_account(cast.peter)
    link_for(cast, cast.peter)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(template="sip")

    Client().post("/gast/ny-lank", {"address": f"{cast.peter.id}@hem.example"})

    letter = Letter.objects.get(own_link=seat_of(cast, cast.peter).id)
    assert letter.subject == "Kallelse till ett möte" and "Du är kallad till ett möte" in letter.text


def without_nonce(answer: Any) -> str:
    return re.sub(r'nonce="[^"]*"', "", said(answer))


def test_a_link_that_the_leader_took_back_is_not_given_anew_by_asking(cast: Cast) -> None:
    link_for(cast, cast.peter)
    revoked(cast)

    Client().post("/gast/ny-lank", {"address": f"{cast.peter.id}@hem.example"})

    assert not Letter.objects.filter(own_link__isnull=False).exists()


def test_a_newer_link_ends_the_older(cast: Cast) -> None:
    older = link_for(cast, cast.peter)
    links.handed_over(seat_of(cast, cast.peter).id, "nyare", cast.sara.id, timezone.now())

    assert Client().get(f"/gast/{older}").status_code == 410
    assert Client().get("/gast/nyare").status_code == 200


def test_nobody_comes_by_a_link_to_a_protected_pupil(cast: Cast) -> None:
    key = link_for(cast, cast.peter)
    case = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting).case
    case.sealed, case.unit_id = True, None
    case.save()

    assert Client().get(f"/gast/{key}").status_code == 410
