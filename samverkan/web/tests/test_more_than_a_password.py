"""B15: acts that need more than a password lead to a second factor and on, and never to a dead end.

Which acts, and why, is data (policy/acting/levels.py); a huvudman raises it and never lowers it.
"""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from samverkan.journal.models import Event, Outcome
from samverkan.people.models import Account, Person
from samverkan.policy.acting import FLOORS, Action, Level, level_needed
from samverkan.web.tests.conftest import Work
from samverkan.web.tests.test_sign_in import WORDS, code_of, sign_in
from tests.cast import Cast, client_as

STEP_UP = "/saker-pa-att-det-ar-du"


def weak(person: Person) -> Client:
    """A browser where only a password has been given."""
    return client_as(person, Level.PASSWORD)


def names(cast: Cast) -> str:
    """The page where those who may see Liv are named."""
    return f"/elever/{cast.case('liv')}/namngivna"


def test_whoever_hands_out_ways_in_is_asked_for_more_and_comes_back_there(cast: Cast) -> None:
    page = f"/installningar/personer/{cast.kerstin.id}"

    answer = weak(cast.anna_karin).get(page)

    assert answer.headers["Location"] == f"{STEP_UP}?next=%2Finstallningar%2Fpersoner%2F{cast.kerstin.id}&niva=2"
    assert client_as(cast.anna_karin).get(page).status_code == 200


def test_a_form_that_is_sent_too_weakly_changes_nothing(cast: Cast) -> None:
    rektor, page = weak(cast.anna_karin), f"/installningar/personer/{cast.kerstin.id}"

    answer = rektor.post(page, {"roles": ["larare", "kurator"], "spara": "ja"})

    assert answer.headers["Location"].startswith(STEP_UP)
    assert not cast.kerstin.assignments.filter(role="kurator").exists()
    assert Event.objects.filter(actor_id=cast.anna_karin.id).latest("id").outcome == Outcome.NOT_DONE


def test_who_may_not_do_it_at_all_is_told_so_and_not_asked_for_a_code(cast: Cast) -> None:
    assert weak(cast.kerstin).get(f"/installningar/personer/{cast.sara.id}").status_code == 403


def test_a_password_alone_shows_nothing_of_a_protected_pupil(cast: Cast) -> None:
    rektor, liv = weak(cast.anna_karin), str(cast.case("liv"))

    for address in ("/", "/elever", "/moten", "/skolan", "/sok?q=Liv"):
        page = rektor.get(address).content.decode()
        assert liv not in page, address
    for address in (f"/elever/{liv}", f"/elever/{liv}/plan", f"/elever/{liv}/plan/utskrift", names(cast)):
        assert rektor.get(address).headers["Location"].startswith(STEP_UP), address


def test_with_a_second_factor_the_protected_pupil_is_there(cast: Cast) -> None:
    assert client_as(cast.anna_karin).get(f"/elever/{cast.case('liv')}").status_code == 200


def test_a_protected_pupil_and_nobody_at_all_get_the_same_answer(cast: Cast) -> None:
    rektor, never = weak(cast.anna_karin), "00000000-0000-4000-8000-000000000000"
    hidden, nothing = (rektor.get(f"/elever/{one}") for one in (cast.case("liv"), never))

    same = hidden.headers["Location"].replace(str(cast.case("liv")), never)
    assert (hidden.status_code, same) == (nothing.status_code, nothing.headers["Location"])


def test_one_who_is_named_for_nobody_meets_the_page_that_never_was(cast: Cast) -> None:
    assert weak(cast.kerstin).get(f"/elever/{cast.case('liv')}").status_code == 404


def test_with_a_code_from_the_telephone_one_comes_on_to_where_one_was_going(cast: Cast) -> None:
    """From the password to the protected pupil: the page, the code, and there."""
    cache.clear()
    account = Account.objects.get(person=cast.sara)
    account.set_password(WORDS)
    account.save()
    secret, browser = generate_totp_secret(), Client()
    sign_in(browser, account)
    TOTP.activate(account, secret)
    liv = f"/elever/{cast.case('liv')}"

    page = browser.get(liv, follow=True).content.decode()
    assert "Skriv koden från appen" in page
    answer = browser.post(f"/konto/2fa/reauthenticate/?next={liv}", {"code": code_of(secret)})

    assert answer.headers["Location"] == liv
    assert browser.get(liv).status_code == 200


def test_one_without_a_second_factor_is_led_to_get_one(cast: Cast) -> None:
    page = weak(cast.anna_karin).get(f"{STEP_UP}?next=/elever&niva=2").content.decode()

    assert "Koppla en app eller passnyckel" in page


def test_when_nothing_can_give_the_level_one_is_told_whom_to_ask(cast: Cast) -> None:
    page = client_as(cast.anna_karin).get(f"{STEP_UP}?next=/elever&niva=3").content.decode()

    assert "Säg till den som sköter systemet" in page


def test_the_way_back_never_leads_to_another_site(cast: Cast) -> None:
    answer = client_as(cast.anna_karin).get(f"{STEP_UP}?next=https://ond.example/&niva=2")

    assert answer.headers["Location"] == "/"


def test_a_huvudman_asks_more_of_its_own_and_of_nobody_else(cast: Cast, settings: Any) -> None:
    settings.RAISED_LEVELS = {cast.unit().organisation.huvudman.name: {"las-plan": Level.EID}}

    ours = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/plan")
    theirs = client_as(cast.maria).get(f"/elever/{cast.ebbas_case}/plan")

    assert ours.headers["Location"].endswith("niva=3")
    # Maria works for the region and is tied to Ebba: what the municipality asks for its pupils is asked of her too.
    assert theirs.headers["Location"].endswith("niva=3")
    assert client_as(cast.susanne).get("/elever").status_code == 200


def test_to_raise_signing_in_is_to_raise_every_act(cast: Cast, settings: Any) -> None:
    settings.RAISED_LEVELS = {cast.unit().organisation.huvudman.name: {"logga-in": Level.SECOND_FACTOR}}

    assert weak(cast.sara).get("/").headers["Location"].startswith(STEP_UP)
    assert weak(cast.sara).get(f"{STEP_UP}?next=/&niva=2").status_code == 200
    assert client_as(cast.sara).get("/").status_code == 200


def test_the_provider_at_work_is_offered_when_it_can_give_the_level(work: Work) -> None:
    page = weak(work.cast.sara).get(f"{STEP_UP}?next=/elever&niva=3").content.decode()

    assert "Logga in med Björkviks kommun" in page and "Skriv koden" not in page


def test_in_the_demonstration_a_password_is_enough(cast: Cast, settings: Any) -> None:
    settings.DEMO = True

    assert weak(cast.anna_karin).get(f"/elever/{cast.case('liv')}").status_code == 200


@pytest.mark.parametrize("act", sorted(FLOORS))
def test_no_floor_can_be_lowered_and_each_says_why(act: str) -> None:
    level, why = FLOORS[act]

    assert level_needed(act, [(act, Level.PASSWORD), (Action.SIGN_IN, Level.PASSWORD)]) == level
    assert why.endswith(".")
