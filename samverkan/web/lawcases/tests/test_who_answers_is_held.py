"""The shipped cases hold who answers and what rests: a fault in the law of consent (OSL 12:2, 12:3) makes one fail."""

from datetime import timedelta
from typing import Any

import pytest

from samverkan.policy import consenting
from samverkan.policy.consenting import Suspension
from samverkan.policy.vocabulary import Stance
from samverkan.web.lawcases import consents
from samverkan.web.lawcases.judging import judge, understood
from samverkan.web.lawcases.reading import read
from samverkan.web.lawcases.tests.test_each_row_of_the_law_is_held import FOLDER

ROWS = [row for name in ("r6-r7-samtycke.csv", "samtycke-over-tid.csv") for row in read(FOLDER / name)]
ALONE = consenting.ALONE_FROM


def some_case_fails() -> bool:
    """Whether the law of now answers some case otherwise, its consent weighed anew."""
    return any(not one.agrees for one in judge(understood(ROWS)))


def later(stance: Stance, years: int) -> dict[Stance, int]:
    """The ages of the stances with one of them moved."""
    return {**ALONE, stance: ALONE[stance] + years}


def rests_but_for(why: Suspension) -> Any:
    """The law as it is, but for one thing that would let nothing rest."""

    def rests(what: Suspension, *rest: Any, **more: Any) -> bool:
        return what is not why and consenting.rests(what, *rest, **more)

    return rests


@pytest.mark.parametrize("years", [-1, 1])
@pytest.mark.parametrize("border", ["HEARD_FROM", "OWN_CONSENT_FROM", "ADULT_AT"])
def test_an_age_that_moves_a_year_is_noticed(monkeypatch: pytest.MonkeyPatch, border: str, years: int) -> None:
    monkeypatch.setattr(consenting, border, vars(consenting)[border] + years)

    assert some_case_fails()


@pytest.mark.parametrize("years", [-1, 1])
@pytest.mark.parametrize("stance", list(ALONE))
def test_an_age_that_a_huvudman_signs_is_held_too(monkeypatch: pytest.MonkeyPatch, stance: Stance, years: int) -> None:
    monkeypatch.setattr(consenting, "ALONE_FROM", later(stance, years))

    assert some_case_fails()


@pytest.mark.parametrize("why", [why for why in Suspension if why not in (Suspension.OLDER, Suspension.ADULT)])
def test_each_thing_that_lets_a_yes_rest_is_held(monkeypatch: pytest.MonkeyPatch, why: Suspension) -> None:
    monkeypatch.setattr(consents, "rests", rests_but_for(why))

    assert some_case_fails()


def test_a_birthday_and_a_giver_who_has_gone_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, fault in (("outgrown", lambda *_: None), ("_former", lambda *_: False), ("_deputies", lambda _: ())):
        with monkeypatch.context() as changed:
            changed.setattr(consenting, name, fault)
            assert some_case_fails(), name


def test_a_yes_that_holds_a_day_too_long_or_too_short_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_is = consenting.stands
    for shift in (-1, 1):

        def moved(*rest: Any, ends_on: Any, by: int = shift, **more: Any) -> consenting.ConsentState:
            return as_it_is(*rest, ends_on=ends_on + timedelta(days=by), **more)

        with monkeypatch.context() as changed:
            changed.setattr(consents, "stands", moved)
            assert some_case_fails(), shift


def test_the_cases_agree_without_any_fault() -> None:
    assert not some_case_fails()
