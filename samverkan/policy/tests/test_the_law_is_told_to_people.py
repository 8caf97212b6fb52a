"""What the law changes, who signs it and what has changed since: the answers that officials and jurists are shown."""

from dataclasses import replace
from datetime import date

import pytest

from samverkan.policy import matrix_of_others
from samverkan.policy.acting import Action, may
from samverkan.policy.comparing import changes_no_answer, examples
from samverkan.policy.facts import Reader
from samverkan.policy.releasing import asked_first, asks_in_private, in_the_family
from samverkan.policy.rules import pack
from samverkan.policy.signing import signatory, signers_of_a_step, signers_of_the_law
from samverkan.policy.tests.table import (
    ANNA,
    ANNA_MOTHER,
    EBBA,
    FYREN,
    KURATOR,
    OTHER_PUPIL,
    REKTOR,
    SKOLOR,
    TODAY,
    at_unit,
)
from samverkan.policy.vocabulary import Role, Stance

SKOLCHEF = replace(at_unit(Role.SKOLCHEF), unit=None)


@pytest.mark.parametrize("stance", Stance)
def test_every_reading_that_can_be_signed_shows_what_it_changes(stance: Stance) -> None:
    shown = examples(stance, TODAY)

    assert bool(shown) is not changes_no_answer(stance)
    assert len(shown) <= 3
    for example in shown:
        assert example.who and example.what and example.before != example.after


def test_examples_are_counted_on_the_last_day_of_a_year_too() -> None:
    assert examples(Stance.ALONE_FROM_16, date(2026, 12, 31)) == examples(Stance.ALONE_FROM_16, TODAY)


def test_the_police_never_get_what_emi_has_and_a_duty_is_said_to_be_one() -> None:
    head, *rows = matrix_of_others.as_csv(TODAY).splitlines()
    police = [row for row in rows if row.startswith("Polisen;brottsbekämpning;myndighet (OSL);K03")]
    report = [row for row in rows if row.startswith("Socialtjänsten;orosanmälan;myndighet (OSL);K01, K02, K03")]

    assert head == ";".join(matrix_of_others.HEADER)
    assert police and all(";får inte se;" in row for row in police)
    assert report and all(";får se;ja;" in row for row in report)


def test_the_pack_tells_what_is_new_changed_and_gone_since_it_was_signed() -> None:
    signed = pack.as_signed()
    first, second, *_ = signed

    assert not pack.changes_since(signed)
    before = {**signed, first: ["another", signed[first][1]], "regel/old": ["digest", "En regel som inte finns mer."]}
    del before[second]
    found = pack.changes_since(before)
    assert found
    assert found.changed == (signed[first][1],)
    assert found.new == (signed[second][1],)
    assert found.gone == ("En regel som inte finns mer.",)
    assert len(pack.version()) == len("4C1E-09AB")


def test_the_skolchef_signs_for_every_school_and_a_rektor_where_there_is_one() -> None:
    assert signers_of_the_law(1) == {Role.SKOLCHEF, Role.REKTOR}
    assert signers_of_the_law(2) == {Role.SKOLCHEF}
    assert signers_of_a_step([Role.REKTOR, Role.NURSE], 1) == {Role.REKTOR}
    assert signers_of_a_step([Role.REKTOR, Role.SYSTEM_ADMINISTRATOR], 2) == {Role.SYSTEM_ADMINISTRATOR}


def test_one_signs_where_one_is_employed_and_is_told_who_can() -> None:
    def signs(signers: frozenset[Role], *standings: object, at: object = SKOLOR) -> tuple[bool, str]:
        reader = Reader(ANNA, standings)  # type: ignore[arg-type]
        found = signatory(reader, Action.STANCE_SIGN, signers, organisations=[at])  # type: ignore[list-item]
        return found.allowed, found.otherwise

    assert signs(signers_of_the_law(2), REKTOR, SKOLCHEF) == (True, "")
    assert signs(signers_of_the_law(2), REKTOR) == (False, "Det skrivs under av skolchef.")
    assert signs(signers_of_the_law(1), SKOLCHEF, at=FYREN) == (False, "Det skrivs under av rektor eller skolchef.")
    assert not signs(signers_of_the_law(1), replace(REKTOR, case=EBBA))[0]


def test_an_act_at_a_holder_needs_the_work_to_be_there() -> None:
    reader = Reader(ANNA, (REKTOR,))
    asked = {"case": EBBA, "unit": REKTOR.unit}

    assert may(reader, Action.PLAN_READ, **asked, holder=SKOLOR).allowed  # type: ignore[arg-type]
    assert not may(reader, Action.PLAN_READ, **asked, holder=FYREN).allowed  # type: ignore[arg-type]


def test_who_is_of_the_family_and_nothing_else_asks_in_private() -> None:
    mother, both = Reader(ANNA, (ANNA_MOTHER,)), Reader(ANNA, (ANNA_MOTHER, KURATOR))

    assert in_the_family(both) == ANNA_MOTHER
    assert in_the_family(Reader(ANNA, (KURATOR,))) is None
    assert asks_in_private(mother, EBBA)
    assert not asks_in_private(both, EBBA) and not asks_in_private(mother, OTHER_PUPIL)
    assert asked_first(REKTOR) and not asked_first(KURATOR)
