"""How sure one is of who sits at the keyboard: what needs more than a password, what may be raised, what is hidden.

The floors are written out here once more by hand: to lower one is to change two files and say why.
"""

from dataclasses import replace
from itertools import product
from uuid import UUID

import pytest

from samverkan.policy.acting import (
    ACTION_RULES,
    FLOORS,
    LEVELLED,
    SEALED,
    Action,
    Assurance,
    Level,
    at_level,
    level_needed,
    may,
    may_give,
    may_sign_in,
)
from samverkan.policy.facts import Reader
from samverkan.policy.tests import table
from samverkan.policy.vocabulary import CaseId, Role, Tie

SAID = {
    "skyddad-identitet": 2,
    "namnge": 2,
    "ge-fortroende": 2,
    "skriv-personal": 2,
    "koppla-skolkonto": 2,
    "skriv-under-lagbyte": 2,
    "skriv-under-lasning": 2,
    "skriv-under-infor-start": 2,
    "be-om-lyft-skydd": 2,
    "bekrafta-lyft-skydd": 2,
    "besluta-far-inget-veta": 2,
    "avsluta-far-inget-veta": 2,
}
"""Act → the level it needs at least (project specification, security.md B15)."""
BY_A_LINK = {
    "oppna-inbjudan",
    "las-inbjudan-som-gast",
    "svara-som-gast",
    "lamna-insats-som-gast",
    "andra-lofte-som-gast",
    "svara-om-motet-som-gast",
    "las-efter-motet-som-gast",
    "svara-pa-fraga-som-gast",
    "ta-tillbaka-som-gast",
}
"""What a link and a code are enough for: an invited guest's own acts."""
LIV = CaseId(UUID(int=77))
EVERY_ACT = sorted({str(action) for action in Action} | {SEALED})


def test_the_floors_are_those_that_are_said() -> None:
    assert {str(act): int(level) for act, (level, _) in FLOORS.items()} == SAID


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_password_is_enough_for_what_has_no_floor_and_for_nothing_else(act: str) -> None:
    lacking = Assurance(Level.PASSWORD).lacks(act)

    assert lacking == (Level(SAID[act]) if act in SAID else None)


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_link_and_a_code_are_enough_for_a_guests_own_acts_and_for_nothing_else(act: str) -> None:
    lacking = Assurance(Level.LINK).lacks(act)

    assert lacking == (None if act in BY_A_LINK else Level(SAID.get(act, 1)))


@pytest.mark.parametrize("act", EVERY_ACT)
def test_the_highest_level_is_enough_for_everything(act: str) -> None:
    assert Assurance(Level.EID, tuple((one, Level.EID) for one in EVERY_ACT)).lacks(act) is None


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_huvudman_raises_and_never_lowers(act: str) -> None:
    for raised, level in product(Level, Level):
        floor = Level(SAID.get(act, 0 if act in BY_A_LINK else 1))
        needed = Level.PASSWORD if act == Action.SIGN_IN else max(floor, raised)

        assert level_needed(act, [(act, raised)]) == needed
        assert Assurance(level, ((act, raised),)).lacks(act) == (needed if level < needed else None)


@pytest.mark.parametrize("act", EVERY_ACT)
def test_to_raise_signing_in_raises_every_act_but_signing_in(act: str) -> None:
    needed = Level.PASSWORD if act == Action.SIGN_IN else Level.EID

    assert level_needed(act, [(Action.SIGN_IN, Level.EID)]) == needed


@pytest.mark.parametrize("act", EVERY_ACT)
def test_to_raise_one_act_raises_no_other(act: str) -> None:
    for other in set(EVERY_ACT) - {act, Action.SIGN_IN}:
        assert level_needed(act, [(other, Level.EID)]) == level_needed(act)


def test_whatever_may_be_done_may_be_raised() -> None:
    assert set(EVERY_ACT) == LEVELLED
    assert set(SAID) <= LEVELLED
    assert all(why for _, why in FLOORS.values())


def test_every_act_says_who_may_take_it() -> None:
    assert set(ACTION_RULES) == set(Action)


def named_for_liv() -> Reader:
    """A rektor who is named for a protected pupil besides."""
    office = replace(table.in_team(Role.REKTOR, tie=Tie.NAMED), case=LIV)
    return Reader(table.SARA, (table.REKTOR, office), named_for=frozenset({LIV}))


def test_below_the_level_the_sealed_case_is_not_there_and_is_known_to_be_closed() -> None:
    whole = named_for_liv()

    reader, sitting = at_level(whole, Assurance(Level.PASSWORD))

    assert reader == Reader(whole.person, (table.REKTOR,), whole.barred_from, frozenset())
    assert sitting.closed == {LIV}


def test_at_the_level_nothing_is_taken_away() -> None:
    whole, sitting = named_for_liv(), Assurance(Level.SECOND_FACTOR)

    assert at_level(whole, sitting) == (whole, sitting)


def test_who_is_named_for_nobody_loses_nothing_by_a_weak_sitting() -> None:
    whole, sitting = Reader(table.SARA, (table.REKTOR,)), Assurance(Level.PASSWORD)

    assert at_level(whole, sitting) == (whole, sitting)


def test_a_seat_in_a_team_lets_nobody_in_and_everything_else_does() -> None:
    for tie in Tie:
        standing = table.in_team(Role.COUNSELLOR, tie=tie)
        assert may_sign_in(Reader(table.SARA, (standing,))) == (tie is not Tie.TEAM), tie
    assert not may_sign_in(Reader(table.SARA, ()))


@pytest.mark.parametrize("role", Role)
def test_roles_that_open_secrets_are_given_by_a_leader_alone(role: Role) -> None:
    trusted = {
        Role.REKTOR,
        Role.ASSISTANT_REKTOR,
        Role.SPECIAL_EDUCATOR,
        Role.SPECIAL_TEACHER,
        Role.COUNSELLOR,
        Role.PSYCHOLOGIST,
        Role.NURSE,
        Role.DOCTOR,
        Role.SYSTEM_ADMINISTRATOR,
    }
    administrator = Reader(table.SARA, (table.at_unit(Role.SCHOOL_ADMINISTRATOR),))

    assert may_give(Reader(table.SARA, (table.REKTOR,)), [role]).allowed
    assert may_give(administrator, [role]).allowed == (role not in trusted)


def test_who_is_barred_from_the_pupil_may_take_no_act_on_the_pupil() -> None:
    barred = Reader(table.SARA, (table.REKTOR,), barred_from=frozenset({table.EBBA}))

    assert not may(barred, Action.NEED_DECIDE, case=table.EBBA, unit=table.BJORKSKOLAN).allowed
    assert may(barred, Action.NEED_DECIDE, case=table.OTHER_PUPIL, unit=table.BJORKSKOLAN).allowed
