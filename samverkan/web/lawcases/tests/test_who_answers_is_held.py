"""The shipped cases hold who answers and what rests: a fault in the law of consent (OSL 12:2, 12:3) makes one fail."""

from datetime import timedelta
from typing import Any

import pytest

from samverkan.policy import alone, consenting
from samverkan.policy.alone import NotAlone, why_not_alone
from samverkan.policy.consenting import Suspension
from samverkan.policy.counsel import Counsel, counsel
from samverkan.policy.putting import Put, TooWide, too_wide
from samverkan.policy.vocabulary import Stance
from samverkan.web.lawcases import answering, asking, consents
from samverkan.web.lawcases.judging import judge, understood
from samverkan.web.lawcases.reading import read
from samverkan.web.lawcases.tests.test_each_row_of_the_law_is_held import FOLDER

ROWS = [
    row
    for name in ("r6-r7-samtycke.csv", "samtycke-over-tid.csv", "vem-svarar.csv", "fraga-och-brott.csv")
    for row in read(FOLDER / name)
]
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


BY_ITSELF = (Suspension.OLDER, Suspension.ADULT, Suspension.PLACED)
"""What lets a yes rest though nothing is said to have happened."""


@pytest.mark.parametrize("why", [why for why in Suspension if why not in BY_ITSELF])
def test_each_thing_that_lets_a_yes_rest_is_held(monkeypatch: pytest.MonkeyPatch, why: Suspension) -> None:
    monkeypatch.setattr(consents, "rests", rests_but_for(why))

    assert some_case_fails()


def test_a_birthday_and_a_giver_who_has_gone_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, fault in (("outgrown", lambda *_: None), ("_former", lambda *_: False), ("_deputies", lambda _: ())):
        with monkeypatch.context() as changed:
            changed.setattr(consenting, name, fault)
            assert some_case_fails(), name


def test_a_placed_child_is_held_from_every_side(monkeypatch: pytest.MonkeyPatch) -> None:
    for fault in (lambda *_: False, lambda *_: True, lambda custody, _: custody.care is not None):
        with monkeypatch.context() as changed:
            changed.setattr(consenting, "in_care", fault)
            assert some_case_fails()


@pytest.mark.parametrize("why", list(NotAlone))
def test_each_thing_that_keeps_one_guardian_from_deciding_alone_is_held(
    monkeypatch: pytest.MonkeyPatch, why: NotAlone
) -> None:
    def overlooked(*told: Any) -> NotAlone | None:
        found = why_not_alone(*told)
        return None if found is why else found

    monkeypatch.setattr(consents, "why_not_alone", overlooked)

    assert some_case_fails()


@pytest.mark.parametrize("days", [-1, 1])
def test_how_long_one_may_stand_alone_is_held_to_the_day(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(alone, "LONGEST_ALONE", consenting.LONGEST_ALONE + timedelta(days=days))

    assert some_case_fails()


@pytest.mark.parametrize("what", list(Counsel))
def test_what_is_left_to_people_is_held(monkeypatch: pytest.MonkeyPatch, what: Counsel) -> None:
    def silent(*told: Any) -> tuple[Counsel, ...]:
        return tuple(found for found in counsel(*told) if found is not what)

    def always(*told: Any) -> tuple[Counsel, ...]:
        return tuple(dict.fromkeys((*counsel(*told), what)))

    for fault in (silent, always):
        with monkeypatch.context() as changed:
            changed.setattr(consents, "counsel", fault)
            assert some_case_fails()


@pytest.mark.parametrize("why", list(TooWide))
def test_each_thing_that_makes_a_question_too_wide_is_held(monkeypatch: pytest.MonkeyPatch, why: TooWide) -> None:
    def overlooked(put: Put) -> TooWide | None:
        found = too_wide(put)
        return None if found is why else found

    monkeypatch.setattr(asking, "too_wide", overlooked)

    assert some_case_fails()


@pytest.mark.parametrize(
    "fault",
    [lambda said: 0, lambda said: len(said) - 1, lambda said: max(range(len(said)), key=lambda place: said[place].on)],
    ids=["den första", "den som skrevs ned sist", "bara dagen"],
)
def test_which_of_a_givers_answers_holds_is_held(monkeypatch: pytest.MonkeyPatch, fault: Any) -> None:
    monkeypatch.setattr(answering, "that_holds", fault)

    assert some_case_fails()


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
