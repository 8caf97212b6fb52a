"""Björkvik's register tells of the elevhälsa: at the school, for a class, and for the whole huvudman."""

import re
import time
from copy import deepcopy
from dataclasses import replace

import pytest
from django.utils import timezone

from samverkan.exchange.applying import apply, compare
from samverkan.exchange.difference import Difference
from samverkan.exchange.models import ImportRun
from samverkan.exchange.ss12000.connection import Connection, Server
from samverkan.exchange.ss12000.reading import read
from samverkan.people.models import Assignment, Person
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as
from tests.peers.ss12000 import server as peer
from tests.peers.ss12000.server import Ss12000Server
from tests.peers.ss12000.world import HUVUDMAN, World, uid

PEOPLE = "/installningar/personer"


@pytest.fixture
def told(cast: Cast) -> World:
    """Ylva is doctor at the whole huvudman; Ture is psychologist there, and counted to the elevhälsa of 4A."""
    world = World()
    for record, slug in zip(world.organisations[1:], ("bjorkskolan", "strandvik"), strict=True):
        record |= {"displayName": cast.unit(slug).name, "schoolUnitCode": cast.unit(slug).code}
    mail = [{"value": "ylva@bjorkvik.example", "type": "Skola personal"}]
    ylva = {"id": uid("personal", "ylva"), "givenName": "Ylva", "familyName": "Rev", "emails": mail}
    world.persons.append(deepcopy(world.person("Ture")) | ylva)
    world.duties[-1]["person"] = {"id": ylva["id"]}
    given = {"group": {"id": uid("klass", "4A")}, "assignmentRoleType": "Elevhälsopersonal", "startDate": "2026-08-17"}
    world.duties[4] |= {"dutyAt": {"id": HUVUDMAN}, "assignmentRole": [given]}
    return world


def shown(cast: Cast, world: World) -> Difference:
    """What reading the register would do."""
    with Ss12000Server(world) as register:
        known = Server(register.url, register.token_url, peer.CLIENT_ID, peer.CLIENT_SECRET)
        with Connection(known, sleep=time.sleep) as connection:
            roster = read(connection, now=timezone.now())
    same_server = replace(roster, source="ss12000:bjorkvik")  # another port each time is no other register
    return compare(same_server, huvudman=cast.unit().organisation.huvudman)


def take_in(cast: Cast, world: World) -> ImportRun:
    """Read the register in, as the night's command does."""
    return apply(shown(cast, world), by=None, now=timezone.now())


def page(cast: Cast, who: Person, more: str = "") -> str:
    """What somebody meets on the page of people."""
    return client_as(who).get(PEOPLE + more).content.decode()


def ylva() -> Person:
    """The doctor, whom the register tells of."""
    return Person.objects.get(given_name="Ylva", family_name="Rev")


def place(person: Person) -> str:
    """Where she is given a school."""
    return f"{PEOPLE}/{person.id}/skolenhet"


def test_who_is_counted_to_the_elevhalsa_of_a_class_has_that_role_at_its_school(cast: Cast, told: World) -> None:
    take_in(cast, told)

    work = Assignment.objects.filter(person__given_name="Ture", ends_on=None)
    assert [(each.unit, each.role) for each in work] == [(cast.unit(), Role.PSYCHOLOGIST)]
    assert "<li>Ture Kobb: skolpsykolog</li>" in page(cast, cast.anna_karin)


def test_a_profession_the_law_asks_for_is_named_until_somebody_has_it(cast: Cast, told: World) -> None:
    assert "Saknas: skolpsykolog" in page(cast, cast.anna_karin)

    take_in(cast, told)

    assert "Saknas: skolpsykolog" not in page(cast, cast.anna_karin)


def test_an_assignment_to_the_elevhalsa_without_a_profession_is_asked_about(cast: Cast, told: World) -> None:
    told.duties[4]["dutyRole"] = "Övrig pedagogisk personal"

    remarks = [each.text for each in shown(cast, told).remarks]

    assert any("i vilken profession" in each for each in remarks)


def test_the_doctor_of_the_whole_huvudman_waits_and_sees_nothing(cast: Cast, told: World) -> None:
    take_in(cast, told)

    assert "Utan skolenhet" in page(cast, cast.anna_karin)
    assert place(ylva()) in page(cast, cast.anna_karin)
    assert not Assignment.objects.filter(person=ylva()).exists()
    assert client_as(ylva()).get("/").status_code == 302


def test_the_rektor_gives_her_the_school_and_sees_first_what_it_opens(cast: Cast, told: World) -> None:
    take_in(cast, told)
    rektor = client_as(cast.anna_karin)

    chosen = re.search(r'<input[^>]*value="skollakare"[^>]*>', rektor.get(place(ylva())).content.decode())
    assert chosen is not None and " checked" in chosen.group()
    first = rektor.post(place(ylva()), {"roles": ["skollakare"]})
    assert "Det här ändras för" in first.content.decode()
    assert not Assignment.objects.filter(person=ylva()).exists()
    rektor.post(place(ylva()), {"roles": ["skollakare"], "spara": "ja"})

    assert Assignment.objects.get(person=ylva()).unit == cast.unit()
    assert "<li>Ylva Rev: skolläkare</li>" in page(cast, cast.anna_karin)
    assert place(ylva()) not in page(cast, cast.anna_karin)


def test_the_next_school_may_choose_her_too_and_is_not_told_of_the_first(cast: Cast, told: World) -> None:
    take_in(cast, told)
    client_as(cast.anna_karin).post(place(ylva()), {"roles": ["skollakare"], "spara": "ja"})

    neighbour = page(cast, cast.torbjorn)

    assert place(ylva()) in neighbour
    assert "Ylva Rev: skolläkare" not in neighbour
    assert cast.unit().name not in neighbour


def test_the_administrator_is_told_that_the_rektor_gives_such_roles(cast: Cast, told: World) -> None:
    take_in(cast, told)

    answer = client_as(cast.ingrid).post(place(ylva()), {"roles": ["skollakare"], "spara": "ja"})

    assert answer.status_code == 403
    assert "Det är rektor som ger roller" in answer.content.decode()


@pytest.mark.usefixtures("still_clock")
def test_the_independent_school_next_door_sees_nothing_of_it(cast: Cast, told: World) -> None:
    take_in(cast, told)
    susanne = client_as(cast.susanne)

    assert "Ylva" not in page(cast, cast.susanne)
    there, nowhere = susanne.get(place(ylva())), susanne.get(place(Person()))
    assert (there.status_code, there.content) == (404, nowhere.content)
    assert susanne.post(place(ylva()), {"roles": ["skollakare"], "spara": "ja"}).status_code == 404


def test_without_a_role_one_is_asked_for_it(cast: Cast, told: World) -> None:
    take_in(cast, told)

    answer = client_as(cast.anna_karin).post(place(ylva()), {"spara": "ja"})

    assert answer.status_code == 422
    assert "Välj minst en roll" in answer.content.decode()


def test_the_register_again_changes_nothing_before_or_after_she_is_placed(cast: Cast, told: World) -> None:
    take_in(cast, told)
    assert shown(cast, told).empty

    client_as(cast.anna_karin).post(place(ylva()), {"roles": ["skollakare"], "spara": "ja"})

    assert shown(cast, told).empty
    assert Assignment.objects.filter(person=ylva(), ends_on=None).exists()


def test_when_the_register_no_longer_tells_of_her_the_role_at_the_school_ends(cast: Cast, told: World) -> None:
    take_in(cast, told)
    client_as(cast.anna_karin).post(place(ylva()), {"roles": ["skollakare"], "spara": "ja"})

    told.duties.pop()
    take_in(cast, told)

    assert not Assignment.objects.filter(person=ylva(), ends_on=None).exists()
    assert "Ylva" not in page(cast, cast.anna_karin)


def test_one_with_protected_identity_is_offered_to_no_school(cast: Cast, told: World) -> None:
    told.person("Ylva")["securityMarking"] = "Sekretessmarkering"
    take_in(cast, told)

    assert "Utan skolenhet" not in page(cast, cast.anna_karin)
