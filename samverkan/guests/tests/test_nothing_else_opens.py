"""A guest's cookie counts on the guest's own pages. Every other address answers as to nobody, byte for byte."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from samverkan.access.guests import guest_reader
from samverkan.guests.tests.coming import code_for, come_in, link_for
from samverkan.people.models import Person
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId, Role, Tie
from tests.battery.words import everything_said, hidden_from, leaked
from tests.cast import Cast, scope_of
from tests.house.test_every_url_is_named_and_judged import Things, address_of, answered, rows, views
from tests.house.test_nothing_is_shown_that_cannot_be_journalled import dumb_journal  # noqa: F401 - a fixture
from tests.house.test_the_journal_is_complete import passed, pupils, shown

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')


def plain(answer: Any) -> tuple[int, str, str]:
    body = CHANGING.sub("", answer.content.decode(errors="replace"))
    return answer.status_code, answer.headers.get("Location", ""), body


@pytest.mark.parametrize("slug", ["peter", "anna"])
def test_every_other_page_meets_a_guest_as_it_meets_nobody(cast: Cast, slug: str) -> None:
    who: Person = getattr(cast, slug)
    link_for(cast, who)
    own = {name for name, view in views() if getattr(view, "for_guests", False)} | {"guest_leave", "guest_code"}
    guest, nobody, things, unlike = come_in(cast, who), Client(), Things(cast), []

    for row in rows():
        if row["sida"] in own:
            continue
        for verb in ("GET", "POST"):
            address = address_of(row, things)
            if plain(answered(guest, verb, address)) != plain(answered(nobody, verb, address)):
                unlike.append(f"{verb} {row['sida']} {row['om']}")

    assert unlike == []


@pytest.mark.parametrize("slug", ["peter", "maria", "anna", "olof"])
def test_the_guests_own_pages_hold_no_text_that_the_guest_may_not_read(cast: Cast, slug: str) -> None:
    who: Person = getattr(cast, slug)
    hidden = hidden_from(who, everything_said())
    browser = come_in(cast, who)

    pages = [browser.get(f"/gast{end}") for end in ("", "/insats", "/hur-var-motet", "/efter")]
    pages.append(browser.post("/gast/svar", {"attendance": "kommer"}))
    pages += [
        browser.get(address) for address in re.findall(r'href="(/gast/samtycken/[^"]+)"', pages[0].content.decode())
    ]

    assert pages[0].status_code == 200
    assert [text for one in pages for text in leaked(one, hidden)] == []


def test_a_guest_reads_no_more_than_the_same_person_signed_in(cast: Cast) -> None:
    reader = reader_of(cast, cast.maria, Role.SPEECH_THERAPIST, cast.organisation("habiliteringen").id)
    whole = scope_of(cast.maria).reader

    assert reader is not None
    assert set(reader.standings) < set(whole.standings)
    assert {standing.tie for standing in reader.standings} == {Tie.TEAM}
    assert {standing.case for standing in reader.standings} == {cast.ebbas_case}


def test_there_is_no_guest_in_another_role_or_from_another_place_or_of_the_school(cast: Cast) -> None:
    place = cast.organisation("habiliteringen").id

    assert reader_of(cast, cast.maria, Role.SOCIAL_WORKER, place) is None
    assert reader_of(cast, cast.maria, Role.SPEECH_THERAPIST, cast.organisation("bup").id) is None
    assert reader_of(cast, cast.sara, Role.COUNSELLOR, cast.organisation("skolor").id) is None
    assert reader_of(cast, cast.ebba, Role.PUPIL, None) is None


def reader_of(cast: Cast, who: Person, role: Role, place: UUID | None) -> Any:
    scope = scope_of(who)
    organisation = None if place is None else OrganisationId(place)
    return guest_reader(
        PersonId(who.id), case=CaseId(cast.ebbas_case), role=role, organisation=organisation, today=scope.today
    )


def test_the_guests_cookie_is_no_sitting_of_the_house(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)

    assert settings.SESSION_COOKIE_NAME not in browser.cookies
    assert browser.get("/").headers["Location"].startswith("/konto/login")


@pytest.mark.parametrize("slug", ["peter", "anna"])
def test_whose_data_left_in_a_guests_page_is_whom_the_journal_names(cast: Cast, slug: str) -> None:
    browser, everybody, unlike = come_in(cast, getattr(cast, slug)), pupils(), []
    asked = re.findall(r'href="(/gast/samtycken/[^"]+)"', browser.get("/gast").content.decode())

    for address in ("/gast", "/gast/insats", "/gast/hur-var-motet", *asked):
        one = passed(browser, "GET", address, "guest")
        seen = shown(one, everybody) if one.answer.status_code == 200 else frozenset()
        if len(one.events) != 1 or (one.answer.status_code == 200 and not seen | one.opened <= one.named):
            unlike.append(address)
        if one.answer.status_code == 200 and one.given_out != {cast.ebbas_case}:
            unlike.append(f"{address}: {one.given_out}")

    assert unlike == []


def test_a_dumb_journal_lets_no_guest_in_and_shows_no_page(cast: Cast, request: pytest.FixtureRequest) -> None:
    inside = come_in(cast, cast.peter)
    outside, code = Client(), code_for(cast, cast.maria)
    outside.post(f"/gast/{link_for(cast, cast.maria)}")

    request.getfixturevalue("dumb_journal")

    assert inside.get("/gast").status_code == 503
    assert outside.post("/gast/kod", {"code": code}).status_code == 503
    assert outside.get("/gast").status_code == 403
