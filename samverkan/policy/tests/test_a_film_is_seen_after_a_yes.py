"""A film of the pupil at work is shown after a yes of its own: to a colleague as to an outsider.

Asked for by every role and branch, at the school, at another authority and at an enskild, under every stance.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from samverkan.policy.deciding import decide
from samverkan.policy.deriving import derive
from samverkan.policy.facts import Facts, Standing
from samverkan.policy.putting import Put, TooWide, too_wide
from samverkan.policy.rules.filmed import FILMED
from samverkan.policy.tests.table import BUP, FILM, KOMMUN, SKOLOR, TODAY, asked, at_unit, cell, in_team
from samverkan.policy.tests.test_a_yes_is_offered import readers
from samverkan.policy.vocabulary import (
    Answer,
    Branch,
    InformationClass,
    Kind,
    Manner,
    Purpose,
    Regime,
    Role,
    Stance,
    Tie,
)

SCHOOLS = (Regime.OSL, Regime.SKOLLAG)
TIES = (Tie.TEAM, Tie.NAMED, Tie.ASKING, Tie.MENTOR, Tie.TEACHES)
EVERY_STANCE = frozenset((KOMMUN, stance) for stance in Stance)


@pytest.mark.parametrize(("regime", "tie"), list(product(SCHOOLS, TIES)))
def test_nobody_at_work_sees_it_without_a_yes_and_nobody_weighs_it(regime: Regime, tie: Tie) -> None:
    for of, reader in product(sorted(FILMED), readers(tie)):
        for stances, manner in product((frozenset(), EVERY_STANCE), (Manner.SPEAK, Manner.SEND)):
            question = replace(asked(reader), stances=stances, manner=manner)
            decision = decide(cell(of, Kind.FILM, regime=regime), question)
            assert (decision.answer, decision.rule, decision.men) == (Answer.CONSENT, "R3.5", None), (of, reader)


def test_it_does_not_come_along_to_a_new_school() -> None:
    """A duty at a change of school is to what eases it (skollagen 3:12 j), and a film is not kept that long."""
    for tie, role in product((Tie.RECEIVING,), (Role.REKTOR, Role.TEACHER, Role.COUNSELLOR)):
        for regime, public in product(SCHOOLS, (True, False)):
            moved = in_team(role, SKOLOR, tie=tie, public=public)
            question = replace(asked(moved), purpose=Purpose.TRANSITION)
            assert not decide(cell(InformationClass.SUPPORT, Kind.FILM, regime=regime), question).allowed


def test_before_the_general_data_protection_regulation_there_is_no_row_to_ask_under() -> None:
    teacher = asked(in_team(Role.TEACHER))
    days = (date(2018, 5, 24), date(2018, 5, 25))
    assert [decide(FILM, replace(teacher, today=day)).answer for day in days] == [Answer.DENY, Answer.CONSENT]


def test_whoever_films_it_has_filmed_it_in_the_schools_work_with_support() -> None:
    """It is no part of a talk or a journal: a nurse or a kurator who holds the camera is there for the school."""
    writers = ((Role.TEACHER, Branch.SCHOOL), (Role.COUNSELLOR, Branch.ELEVHALSA), (Role.NURSE, Branch.EMI))
    for role, branch in writers:
        made = derive(Standing(Tie.TEAM, role, SKOLOR, branch), Kind.FILM, held_by_school=True)
        assert (made.information_class, made.branch) == (InformationClass.SUPPORT, Branch.SCHOOL)


def test_everybody_else_employed_at_the_school_has_no_part_in_it() -> None:
    for role in (Role.TEACHER, Role.OTHER_STAFF, Role.SCHOOL_ADMINISTRATOR, Role.COUNSELLOR):
        decision = decide(FILM, Facts(asked(at_unit(role)).reader, Purpose.SUPPORT, TODAY))
        assert (decision.answer, decision.rule) == (Answer.DENY, "R0.2")


def test_a_question_about_a_film_is_about_nothing_else() -> None:
    def put(*kinds: Kind) -> TooWide | None:
        end = TODAY + timedelta(days=7)
        asks = (Purpose.SUPPORT, (Manner.SPEAK,), TODAY, end)
        return too_wide(Put((InformationClass.SUPPORT,), kinds, (SKOLOR,), BUP, None, *asks))

    assert put(Kind.FILM) is None
    assert put(Kind.FILM, Kind.ASSESSMENT) is TooWide.EVERYTHING
    assert put(*(kind for kind in Kind if kind is not Kind.FILM)) is TooWide.EVERYTHING
