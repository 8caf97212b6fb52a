"""Who must say yes, over ages and custody, and how long a yes holds. The law alone: no database."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.policy.consenting import (
    ASKED_FOR,
    USUAL,
    ConsentState,
    Custody,
    Reply,
    Suspension,
    as_told_to_one,
    holds_until,
    longest_end,
    may_know_each_answer,
    outgrown,
    required_givers,
    rests,
    stands,
    weigh,
    why_resting,
)
from samverkan.policy.facts import Reader, Standing, age_on
from samverkan.policy.rules import RULES
from samverkan.policy.vocabulary import Answer, Branch, CaseId, Giver, OrganisationId, PersonId, Purpose, Role, Tie

PUPIL, ANNA, OLOF, GOD_MAN, STRANGER = (PersonId(UUID(int=number)) for number in range(1, 6))
EBBA, SKOLOR = CaseId(UUID(int=10)), OrganisationId(UUID(int=11))
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)

persons = st.sampled_from((PUPIL, ANNA, OLOF, GOD_MAN, STRANGER))
answers = st.dictionaries(persons, st.sampled_from(Reply))
custodies = st.builds(
    Custody,
    st.just(PUPIL),
    st.sampled_from(((ANNA, OLOF), (ANNA,), ())),
    st.one_of(st.none(), st.dates(date(2004, 1, 1), date(2021, 1, 1))),
    deputies=st.sampled_from(((), (GOD_MAN,))),
    mature=st.booleans(),
    other=st.sampled_from((None, None, None, ANNA)),
    known_until=st.one_of(st.none(), st.dates(TODAY, TODAY + timedelta(days=400))),
)


def born(years: int, *, days: int = 0) -> date:
    """The birth date of somebody who turned so many years so many days ago."""
    return (TODAY - days * DAY).replace(year=TODAY.year - years)


def both(years: int, days: int = 0, **more: object) -> Custody:
    return Custody(PUPIL, (ANNA, OLOF), born(years, days=days), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("custody", "givers"),
    [
        (both(12, days=-1), {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS}),
        (both(12), {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS, PUPIL: Giver.PUPIL_ASSENT}),
        (both(15, days=-1), {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS, PUPIL: Giver.PUPIL_ASSENT}),
        (both(15), {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS, PUPIL: Giver.PUPIL}),
        (both(15, mature=True), {PUPIL: Giver.PUPIL}),
        (
            both(15, days=-1, mature=True),
            {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS, PUPIL: Giver.PUPIL_ASSENT},
        ),
        (both(18, days=-1), {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS, PUPIL: Giver.PUPIL}),
        (both(18), {PUPIL: Giver.PUPIL}),
        (both(18, deputies=(GOD_MAN,)), {GOD_MAN: Giver.DEPUTY}),
        (both(10, deputies=(GOD_MAN,)), {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS}),
        (Custody(PUPIL, (), born(10), deputies=(GOD_MAN,)), {GOD_MAN: Giver.DEPUTY}),
        (Custody(PUPIL, (ANNA,), born(10)), {ANNA: Giver.GUARDIANS}),
        (
            Custody(PUPIL, (ANNA, OLOF), None, mature=True),
            {ANNA: Giver.GUARDIANS, OLOF: Giver.GUARDIANS, PUPIL: Giver.PUPIL},
        ),
        (both(10, other=ANNA), {ANNA: Giver.THAT_PERSON}),
    ],
)
def test_who_answers_on_both_sides_of_each_border(custody: Custody, givers: dict[PersonId, Giver]) -> None:
    assert dict(required_givers(custody, TODAY)) == givers


@pytest.mark.parametrize(
    ("anna", "olof", "state"),
    [
        (Reply.YES, Reply.YES, ConsentState.GIVEN),
        (Reply.YES, Reply.NO, ConsentState.DIFFERING),
        (Reply.NO, Reply.NO, ConsentState.REFUSED),
        (Reply.YES, Reply.SILENT, ConsentState.ASKED),
        (Reply.YES, Reply.TALK, ConsentState.ASKED),
        (Reply.YES, Reply.WITHDRAWN, ConsentState.WITHDRAWN),
        (Reply.YES, Reply.HINDERED, ConsentState.GIVEN),
        (Reply.NO, Reply.HINDERED, ConsentState.REFUSED),
        (Reply.SILENT, Reply.HINDERED, ConsentState.ASKED),
        (Reply.HINDERED, Reply.HINDERED, ConsentState.ASKED),
    ],
)
def test_two_guardians_weighed_together(anna: Reply, olof: Reply, state: ConsentState) -> None:
    assert weigh({ANNA: anna, OLOF: olof}, both(10), TODAY) is state


def test_a_yes_from_somebody_who_answers_no_more_rests() -> None:
    replies = {ANNA: Reply.YES, STRANGER: Reply.YES}

    assert weigh(replies, Custody(PUPIL, (ANNA,), born(10)), TODAY) is ConsentState.SUSPENDED


@given(answers, custodies, st.integers(0, 366))
def test_a_yes_holds_exactly_as_long_as_nobody_else_must_answer(
    replies: dict[PersonId, Reply], custody: Custody, days: int
) -> None:
    if weigh(replies, custody, TODAY) is not ConsentState.GIVEN:
        return

    last = holds_until(replies, custody, TODAY, TODAY + days * DAY)

    assert TODAY <= last <= TODAY + days * DAY
    held = [TODAY + step * DAY for step in range((last - TODAY).days + 1)]
    assert all(weigh(replies, custody, day) is ConsentState.GIVEN for day in held)
    ended_early = last < TODAY + days * DAY and last != custody.known_until
    assert not ended_early or weigh(replies, custody, last + DAY) is not ConsentState.GIVEN


@given(answers, custodies)
def test_nothing_is_given_unless_everybody_needed_and_present_has_said_yes(
    replies: dict[PersonId, Reply], custody: Custody
) -> None:
    needed = [replies.get(person, Reply.SILENT) for person, _ in required_givers(custody, TODAY)]

    if weigh(replies, custody, TODAY) is ConsentState.GIVEN:
        assert Reply.YES in needed
        assert set(needed) <= {Reply.YES, Reply.HINDERED}


@given(answers, custodies, st.sampled_from((Reply.NO, Reply.WITHDRAWN)))
def test_one_needed_no_always_closes(replies: dict[PersonId, Reply], custody: Custody, no: Reply) -> None:
    for person, _ in required_givers(custody, TODAY):
        assert weigh(replies | {person: no}, custody, TODAY) is not ConsentState.GIVEN


@given(answers, custodies)
def test_an_unknown_birth_date_never_asks_fewer(replies: dict[PersonId, Reply], custody: Custody) -> None:
    unknown = replace(custody, born_on=None)

    if custody.born_on is None or age_on(custody.born_on, TODAY) < 18:
        assert {person for person, _ in required_givers(unknown, TODAY)} >= {
            person for person, _ in required_givers(custody, TODAY)
        }


def test_the_guardians_yes_ends_the_day_before_the_eighteenth_birthday_unless_the_pupil_gave_it() -> None:
    tomorrow = Custody(PUPIL, (ANNA, OLOF), born(18, days=-1))
    month = TODAY + timedelta(days=30)
    of_all = {ANNA: Reply.YES, OLOF: Reply.YES, PUPIL: Reply.YES}

    assert holds_until(of_all, tomorrow, TODAY, month) == month
    sole = Custody(PUPIL, (ANNA, OLOF), born(12, days=-1))
    assert holds_until({ANNA: Reply.YES, OLOF: Reply.YES}, sole, TODAY, month) == TODAY
    assert outgrown({ANNA: Reply.YES, OLOF: Reply.YES}, sole, TODAY, TODAY + DAY) is not None
    assert outgrown(of_all, tomorrow, TODAY, TODAY + DAY) is None


def test_one_born_on_leap_day_is_older_on_the_first_of_march() -> None:
    leap = Custody(PUPIL, (ANNA,), date(2012, 2, 29))

    assert holds_until({ANNA: Reply.YES}, leap, date(2023, 11, 1), date(2024, 6, 1)) == date(2024, 2, 28)
    fifteen = {ANNA: Reply.YES, PUPIL: Reply.YES}
    assert holds_until(fifteen, leap, date(2026, 11, 1), date(2027, 6, 1)) == date(2027, 6, 1)


@given(st.sampled_from(ConsentState), st.sampled_from(Reply))
def test_what_one_in_the_family_is_told_depends_on_their_own_answer_alone(state: ConsentState, own: Reply) -> None:
    hidden = (ConsentState.ASKED, ConsentState.REFUSED, ConsentState.DIFFERING, ConsentState.WITHDRAWN)

    if state in hidden:
        assert {as_told_to_one(other, own) for other in hidden} == {as_told_to_one(state, own)}
    else:
        assert as_told_to_one(state, own) is state


def test_nobody_in_the_family_knows_each_answer_even_one_who_works_at_the_school() -> None:
    at_work = Standing(Tie.UNIT, Role.TEACHER, SKOLOR, Branch.SCHOOL)
    at_home = Standing(Tie.GUARDIAN, Role.GUARDIAN, None, Branch.SCHOOL, case=EBBA)

    assert may_know_each_answer(Reader(ANNA, (at_work,)), EBBA)
    assert not may_know_each_answer(Reader(ANNA, (at_work, at_home)), EBBA)


@pytest.mark.parametrize(
    ("why", "resting"),
    [
        (Suspension.SCHOOL, {ConsentState.ASKED, ConsentState.GIVEN, ConsentState.SUSPENDED}),
        (Suspension.PROTECTED, {ConsentState.ASKED, ConsentState.GIVEN, ConsentState.SUSPENDED}),
        (Suspension.RECEIVER, {ConsentState.ASKED, ConsentState.GIVEN, ConsentState.SUSPENDED}),
    ],
)
def test_what_waits_or_holds_rests_when_something_has_happened_and_a_no_stays_a_no(
    why: Suspension, resting: set[ConsentState]
) -> None:
    for was_open in (False, True):
        assert {state for state in ConsentState if rests(why, state, was_open=was_open, received=False)} == resting


def test_a_receivers_part_that_somebody_still_holds_changes_nothing() -> None:
    for state in ConsentState:
        assert not rests(Suspension.RECEIVER, state, was_open=True, received=True)
        assert rests(Suspension.SCHOOL, state, was_open=True, received=True) == rests(
            Suspension.SCHOOL, state, was_open=True, received=False
        )


def test_a_new_custody_lets_only_what_was_open_rest_and_not_what_all_have_said_yes_to() -> None:
    for state in ConsentState:
        assert rests(Suspension.CUSTODY, state, was_open=True, received=False) == (state is not ConsentState.GIVEN)
        assert not rests(Suspension.CUSTODY, state, was_open=False, received=False)


def test_a_question_rests_by_itself_for_one_who_has_gone_and_for_a_birthday() -> None:
    gone = Custody(PUPIL, (ANNA,), born(10))
    yes = {ANNA: Reply.YES, OLOF: Reply.YES}
    just_18 = Custody(PUPIL, (ANNA, OLOF), born(18), deputies=(GOD_MAN,))

    assert why_resting({**yes, STRANGER: Reply.YES}, gone, answered_on=TODAY, today=TODAY) is Suspension.CUSTODY
    assert why_resting(yes, both(12), answered_on=TODAY - DAY, today=TODAY) is Suspension.OLDER
    assert why_resting(yes, both(12), answered_on=TODAY, today=TODAY) is None
    everybody = {**yes, PUPIL: Reply.YES}
    assert why_resting(everybody, just_18, answered_on=TODAY - DAY, today=TODAY) is Suspension.ADULT
    assert why_resting(yes, both(10), answered_on=TODAY - DAY, today=TODAY) is None


def test_what_rests_is_resting_until_its_last_day_and_over_after_it() -> None:
    yes, no = {ANNA: Reply.YES, OLOF: Reply.YES}, {ANNA: Reply.NO, OLOF: Reply.NO}

    def told(replies: dict[PersonId, Reply], *, resting: bool, left: int) -> ConsentState:
        return stands(replies, both(10), TODAY, resting=resting, ends_on=TODAY + left * DAY)

    assert told(yes, resting=False, left=0) is ConsentState.GIVEN
    assert told(yes, resting=True, left=0) is ConsentState.SUSPENDED
    assert told(no, resting=False, left=-1) is ConsentState.REFUSED
    for replies, resting in ((yes, False), (yes, True), ({}, False)):
        assert told(replies, resting=resting, left=-1) is ConsentState.EXPIRED


@pytest.mark.parametrize(
    ("begins_on", "last"),
    [
        (date(2026, 8, 15), date(2027, 6, 30)),
        (date(2026, 11, 23), date(2027, 6, 30)),
        (date(2028, 2, 29), date(2028, 6, 30)),
        (date(2027, 5, 31), date(2027, 6, 30)),
        (date(2027, 6, 1), date(2028, 5, 31)),
        (date(2027, 6, 30), date(2028, 6, 29)),
        (date(2027, 7, 1), date(2028, 6, 30)),
    ],
)
def test_a_yes_ends_with_the_school_year_and_in_june_with_the_one_to_come(begins_on: date, last: date) -> None:
    assert longest_end(begins_on) == last


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_yes_is_never_longer_than_a_year_and_can_always_hold_a_month(begins_on: date) -> None:
    assert timedelta(days=30) <= longest_end(begins_on) - begins_on <= timedelta(days=365)


def test_a_yes_is_asked_for_where_the_law_offers_one_and_nowhere_else() -> None:
    offered = {purpose for rule in RULES if rule.answer is Answer.CONSENT for purpose in rule.purposes}

    assert set(ASKED_FOR) == offered - {Purpose.OWN_INSIGHT}
    assert USUAL is Purpose.SUPPORT
