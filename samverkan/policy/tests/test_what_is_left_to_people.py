"""What the law leaves to people round a consent: when one guardian decides alone, what to do beside asking, and what is
too wide to be one question."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from samverkan.policy.alone import Hindrance, NotAlone, why_not_alone
from samverkan.policy.consenting import LONGEST_ALONE, ConsentState, Reply, longest_end, weigh
from samverkan.policy.counsel import Counsel, counsel
from samverkan.policy.deriving import EVERYTHING_AT_ONCE
from samverkan.policy.putting import ALL_KINDS, Put, TooWide, too_wide
from samverkan.policy.tests.test_who_answers import ANNA, DAY, OLOF, PUPIL, SKOLOR, TODAY, both
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, OrganisationId, PersonId, Purpose, Role, Stance

K = InformationClass
NOTED = Hindrance(tried=True, cannot_wait=True, intrusive=False, until=TODAY)
BUP = OrganisationId(PUPIL)
ASKED = Put((K.SUPPORT,), (Kind.NOTE,), (SKOLOR,), BUP, None, Purpose.SUPPORT, (Manner.SPEAK,), TODAY, TODAY)


def alone(said: Reply | None = None, **changed: bool | date) -> NotAlone | None:
    replies = {} if said is None else {OLOF: said}
    return why_not_alone(OLOF, replace(NOTED, **changed), both(9), replies, TODAY)  # type: ignore[arg-type]


def test_the_other_decides_alone_while_one_is_hindered_and_may_be_said_to_be_so_again() -> None:
    assert alone() is alone(Reply.SILENT) is alone(Reply.HINDERED) is None
    assert alone(until=TODAY + LONGEST_ALONE) is None


@pytest.mark.parametrize(
    ("said", "changed", "why"),
    [
        (Reply.TALK, {}, NotAlone.TALKS),
        (Reply.NO, {}, NotAlone.ANSWERED),
        (Reply.YES, {}, NotAlone.ANSWERED),
        (None, {"tried": False}, NotAlone.NOT_TRIED),
        (None, {"cannot_wait": False}, NotAlone.CAN_WAIT),
        (None, {"intrusive": True}, NotAlone.INTRUSIVE),
        (None, {"until": TODAY - DAY}, NotAlone.TOO_LONG),
        (None, {"until": TODAY + LONGEST_ALONE + DAY}, NotAlone.TOO_LONG),
    ],
)
def test_else_not(said: Reply | None, changed: dict[str, bool | date], why: NotAlone) -> None:
    assert alone(said, **changed) is why
    assert why.label


def test_of_one_guardian_of_the_pupil_and_of_a_stranger_there_is_no_other() -> None:
    sole = replace(both(9), guardians=(OLOF,))

    assert why_not_alone(OLOF, NOTED, sole, {}, TODAY) is NotAlone.NOT_ONE_OF_TWO
    assert why_not_alone(PUPIL, NOTED, both(13), {}, TODAY) is NotAlone.NOT_ONE_OF_TWO
    assert why_not_alone(OLOF, NOTED, both(18), {}, TODAY) is NotAlone.NOT_ONE_OF_TWO


def told(replies: Mapping[PersonId, Reply], years: int, born: bool = True) -> tuple[Counsel, ...]:
    custody = both(years) if born else replace(both(years), born_on=None)
    return counsel(custody, weigh(replies, custody, TODAY), replies, TODAY)


def test_guardians_who_differ_are_told_of_the_board_unless_somebody_has_taken_it_all_back() -> None:
    differing = {ANNA: Reply.YES, OLOF: Reply.NO}

    assert told(differing, 9) == (Counsel.CARE_WITHOUT_A_YES,)
    assert told({**differing, PUPIL: Reply.WITHDRAWN}, 16) == ()
    assert told({ANNA: Reply.YES, OLOF: Reply.YES, PUPIL: Reply.NO}, 16) == ()


def test_the_child_is_heard_below_twelve_and_an_unknown_age_is_asked_for_itself() -> None:
    assert told({}, 11) == (Counsel.HEAR_THE_CHILD,)
    assert told({}, 12) == told({}, 11, born=False) == ()


def test_one_guardian_is_enough_for_what_is_slight_and_signed_alone() -> None:
    said = {ANNA: Reply.YES}
    signed = replace(both(9), stances=frozenset({Stance.ONE_GUARDIAN}))

    assert weigh(said, replace(signed, slight=True), TODAY) is ConsentState.GIVEN
    assert weigh(said, signed, TODAY) is weigh(said, replace(both(9), slight=True), TODAY) is ConsentState.ASKED


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"purpose": None}, TooWide.NO_PURPOSE),
        ({"purpose": Purpose.CHILD_PROTECTION_REPORT}, TooWide.NO_PURPOSE),
        ({"classes": ()}, TooWide.NO_THING),
        ({"kinds": ()}, TooWide.NO_THING),
        ({"senders": ()}, TooWide.NO_SENDER),
        ({"manners": ()}, TooWide.NO_SENDER),
        ({"receiver": None}, TooWide.NO_RECEIVER),
        ({"classes": EVERYTHING_AT_ONCE}, TooWide.EVERYTHING),
        ({"kinds": ALL_KINDS}, TooWide.EVERYTHING),
        ({"kinds": (*ALL_KINDS, Kind.JOURNAL)}, TooWide.EVERYTHING),
        ({"kinds": ALL_KINDS - {Kind.NOTE}}, None),
        ({"receiver": SKOLOR}, TooWide.HAS_IT),
        ({"receiver": SKOLOR, "role": Role.NURSE}, None),
        ({"ends_on": None}, TooWide.NO_END),
        ({"ends_on": TODAY - DAY}, TooWide.TOO_LONG),
        ({"ends_on": longest_end(TODAY)}, None),
        ({"ends_on": longest_end(TODAY) + timedelta(days=1)}, TooWide.TOO_LONG),
    ],
)
def test_what_is_too_wide_to_be_one_question(changed: dict[str, object], why: TooWide | None) -> None:
    assert too_wide(replace(ASKED, **changed)) is why  # type: ignore[arg-type]
    assert why is None or why.label
