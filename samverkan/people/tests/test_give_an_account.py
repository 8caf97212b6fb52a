"""Accounts are made by the school: a link shown once, a password of one's own, and in time a second factor."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from samverkan.people.models import Account, Assignment, NamedOfficer, Person
from samverkan.policy.acting import Level
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as

WORDS = "fyra gula fåglar sjöng"


def link_to(cast: Cast, email: str = "kerstin@example.se") -> str:
    """Rektor gives Kerstin an account; the path of the link that is shown."""
    answer = client_as(cast.anna_karin).post(f"/installningar/personer/{cast.kerstin.id}/konto", {"email": email})
    found = re.search(r"/valkommen/[^\"]+", answer.content.decode())
    assert found, answer.content.decode()
    return found.group()


def test_a_colleague_chooses_a_password_through_the_link_and_signs_in(cast: Cast) -> None:
    link, browser = link_to(cast), Client()

    answer = browser.post(link, {"password": WORDS, "again": WORDS})
    browser.post("/konto/login/", {"login": "kerstin@example.se", "password": WORDS})

    assert answer.headers["Location"] == "/konto/login/"
    assert browser.get("/min-profil").status_code == 200


def test_reading_the_link_does_not_spend_it_but_choosing_does(cast: Cast) -> None:
    link, browser = link_to(cast), Client()
    for _ in range(3):
        browser.head(link)
        assert browser.get(link).status_code == 200

    browser.post(link, {"password": WORDS, "again": WORDS})

    assert browser.get(link).status_code == 404
    assert browser.post(link, {"password": WORDS + " igen", "again": WORDS + " igen"}).status_code == 404


def test_a_link_that_only_this_computer_can_open_is_said_to_be_one(cast: Cast) -> None:
    where, rektor = f"/installningar/personer/{cast.kerstin.id}/konto", client_as(cast.anna_karin)

    here = rektor.post(where, {"email": "kerstin@example.se"}, headers={"host": "localhost:8000"}).content.decode()
    there = rektor.post(where, {"email": "kerstin@example.se"}).content.decode()

    assert "Länken fungerar bara på den här datorn" in here
    assert "Länken fungerar bara på den här datorn" not in there


def test_a_changed_link_opens_nothing_and_says_whom_to_ask(cast: Cast) -> None:
    answer = Client().get(link_to(cast)[:-1] + "0x")

    assert answer.status_code == 404
    assert "Be den som gav dig länken om en ny." in answer.content.decode()


def test_a_new_link_makes_the_one_before_worthless_when_it_is_used(cast: Cast) -> None:
    first, second = link_to(cast), link_to(cast)
    Client().post(second, {"password": WORDS, "again": WORDS})

    assert Client().get(first).status_code == 404


def test_a_password_that_strangers_would_try_first_is_refused(cast: Cast) -> None:
    link = link_to(cast)

    for password in ("kort", "1qaz2wsx3edc", "kerstin@example.se"):
        assert Client().post(link, {"password": password, "again": password}).status_code == 422, password


def test_an_address_that_belongs_to_somebody_else_is_refused_without_telling_that_it_does(cast: Cast) -> None:
    """Also that of somebody hidden, or of another huvudman: the same words, and what to do instead."""
    hidden = Account.objects.get(person=cast.susanne)
    Person.objects.filter(id=cast.jonas.id).update(given_name="", family_name="", phone="", email="", protected=True)
    taken = [hidden.email, Account.objects.get(person=cast.jonas).email, Account.objects.get(person=cast.sara).email]
    place = f"/installningar/personer/{cast.kerstin.id}/konto"

    answers = [client_as(cast.anna_karin).post(place, {"email": email}) for email in taken]

    assert {answer.status_code for answer in answers} == {422}
    for answer in answers:
        text = answer.content.decode()
        assert "Adressen går inte att använda här. Skriv en annan" in text
        assert "annat konto" not in text


def test_the_administrator_hands_no_kurator_a_way_in(cast: Cast) -> None:
    ingrid = client_as(cast.ingrid)

    assert ingrid.get(f"/installningar/personer/{cast.sara.id}/konto").status_code == 403
    assert ingrid.get(f"/installningar/personer/{cast.kerstin.id}/konto").status_code == 200


def test_when_the_grace_is_over_a_password_alone_leads_to_the_second_factor(cast: Cast) -> None:
    link_to(cast)
    browser = client_as(cast.kerstin, Level.PASSWORD)
    assert browser.get("/").status_code == 200

    Account.objects.filter(person=cast.kerstin).update(second_factor_due_on=timezone.localdate() - timedelta(days=1))

    answer = browser.get("/elever")
    assert answer.headers["Location"] == "/konto/2fa/"
    assert browser.get("/konto/2fa/").status_code == 200


def test_a_rektor_makes_no_link_for_somebody_who_also_works_at_another_school(cast: Cast) -> None:
    strandvik = cast.unit("strandvik")
    Assignment.objects.create(
        person=cast.sara,
        organisation=strandvik.organisation,
        unit=strandvik,
        role=Role.TEACHER,
        begins_on=timezone.localdate(),
    )

    answer = client_as(cast.torbjorn).post(
        f"/installningar/personer/{cast.sara.id}/konto", {"email": "torbjorns-egen@example.se"}
    )

    assert answer.status_code == 403
    assert "Be den som sköter systemet om en länk." in answer.content.decode()
    assert not Account.objects.filter(email="torbjorns-egen@example.se").exists()
    assert client_as(cast.anna_karin).get(f"/installningar/personer/{cast.sara.id}/konto").status_code == 403


def test_only_a_leader_makes_a_link_for_whoever_is_named_for_a_protected_pupil(cast: Cast) -> None:
    address = f"/installningar/personer/{cast.kerstin.id}/konto"
    NamedOfficer.objects.create(case=cast.case_row("liv"), person=cast.kerstin, named_at=timezone.now())

    assert client_as(cast.ingrid).get(address).status_code == 403
    assert client_as(cast.anna_karin).get(address).status_code == 200


def test_a_new_link_sets_the_day_for_a_second_factor_when_there_was_none(cast: Cast) -> None:
    Account.objects.create_account(email="kerstin@example.se", person=cast.kerstin, password=None)

    link_to(cast)

    assert Account.objects.get(person=cast.kerstin).second_factor_due_on == timezone.localdate() + timedelta(days=7)
