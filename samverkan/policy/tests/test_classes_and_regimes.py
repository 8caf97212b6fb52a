"""What the law says of each class, under which regime and from when; and where a stance decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samverkan.policy.consenting import ConsentState, Custody, Reply, required_givers, weigh
from samverkan.policy.deriving import derive
from samverkan.policy.rules import RULES
from samverkan.policy.rules.classes import CLASSES, Presumption, class_row
from samverkan.policy.rules.classing import SchoolForm, Work, class_of
from samverkan.policy.rules.regimes import Holder, regime_of, regime_row, turned
from samverkan.policy.tests.table import ANNA, OLOF, SARA, TODAY, born, in_team
from samverkan.policy.vocabulary import Branch, Giver, InformationClass, Kind, Regime, Role, Stance

K = InformationClass
DAY = timedelta(days=1)


def test_the_law_says_something_of_each_class_under_some_regime() -> None:
    spoken_of = {row.information_class for row in CLASSES if row.in_force(TODAY)}

    assert spoken_of == set(InformationClass)
    assert {row.information_class for row in CLASSES if not row.ours} == {K.FAMILY_COUNSELLING, K.SECURITY_PLAN}
    for row in CLASSES:
        assert row.section and row.presumption.label


def test_the_generalklausul_is_never_offered_for_what_it_does_not_reach() -> None:
    closed = {row.information_class for row in CLASSES if row.not_10_27}

    assert {K.MEDICAL, K.REGION_CARE, K.SOCIAL_SERVICES} <= closed
    for rule in RULES:
        if rule.men is not None and "10:27" in rule.men.provision:
            assert not rule.classes & closed, rule.sentence


def test_a_report_of_concern_is_secret_at_the_reporter_from_15_january_2026() -> None:
    first = date(2026, 1, 15)
    before, after = (class_row(K.CONCERN_REPORT, Regime.OSL, day) for day in (first - DAY, first))

    assert before is not None and before.presumption is Presumption.STRAIGHT
    assert after is not None and (after.section, after.presumption) == ("OSL 40:7 g", Presumption.REVERSED)
    assert class_row(K.CONCERN_REPORT, Regime.PSL, first) is None


@pytest.mark.parametrize("work", [Work.COUNSELLING, Work.SUPPORT, Work.EVERYDAY])
def test_the_preschool_class_is_gone_from_1_july_2028(work: Work) -> None:
    gone = date(2028, 7, 1)

    for holder in (Holder.MUNICIPAL_SCHOOL, Holder.INDEPENDENT_SCHOOL):
        assert class_of(holder, SchoolForm.PRESCHOOL_CLASS, work, gone - DAY) is not None
        assert class_of(holder, SchoolForm.PRESCHOOL_CLASS, work, gone) is None


def test_an_independent_school_changes_regime_only_when_it_was_enacted() -> None:
    school, new_year = Holder.INDEPENDENT_SCHOOL, date(2027, 1, 1)
    enacted = {Stance.INDEPENDENT_UNDER_OSL}

    assert regime_of(school, Branch.SCHOOL, new_year) is Regime.SKOLLAG
    assert regime_of(school, Branch.SCHOOL, new_year - DAY, enacted) is Regime.SKOLLAG
    assert regime_of(school, Branch.SCHOOL, new_year, enacted) is Regime.OSL
    assert regime_of(school, Branch.EMI, new_year) is Regime.PSL
    assert regime_of(school, Branch.EMI, new_year, enacted) is Regime.OSL
    assert regime_row(school, Branch.SCHOOL, date(2009, 6, 29)) is None
    assert regime_of(school, Branch.SCHOOL, date(2009, 6, 29)) is None


def test_emi_follows_the_school_from_one_regime_to_the_other() -> None:
    assert turned(Branch.EMI, Regime.SKOLLAG) is Regime.PSL
    assert turned(Branch.EMI, Regime.OSL) is Regime.OSL
    assert turned(Branch.SCHOOL, Regime.SKOLLAG) is Regime.SKOLLAG


def test_the_psychologists_notes_are_emis_only_where_that_is_signed() -> None:
    psychologist = in_team(Role.PSYCHOLOGIST, branch=Branch.ELEVHALSA)
    counsellor = in_team(Role.COUNSELLOR, branch=Branch.ELEVHALSA)
    signed = {Stance.PSYCHOLOGIST_IN_CARE}

    assert derive(psychologist, Kind.NOTE, held_by_school=True).information_class is K.PSYCHOSOCIAL
    assert derive(psychologist, Kind.NOTE, held_by_school=True, stances=signed).information_class is K.MEDICAL
    assert derive(psychologist, Kind.GOAL, held_by_school=True, stances=signed).information_class is K.SUPPORT
    assert derive(counsellor, Kind.NOTE, held_by_school=True, stances=signed).information_class is K.PSYCHOSOCIAL


def custody(age: int, *stances: Stance, mature: bool = False, unreachable: bool = False) -> Custody:
    """Anna and Olof's custody of Sara, who is so old today."""
    away = frozenset({OLOF}) if unreachable else frozenset()
    return Custody(SARA, (ANNA, OLOF), born(age), frozenset(stances), mature, away)


def givers(held: Custody) -> list[Giver]:
    """In which capacities a yes is needed."""
    return [giver for _, giver in required_givers(held, TODAY)]


def test_a_pupil_consents_alone_from_the_age_that_was_signed() -> None:
    assert givers(custody(16)) == [Giver.GUARDIANS, Giver.GUARDIANS, Giver.PUPIL]
    assert givers(custody(16, Stance.ALONE_FROM_16)) == [Giver.PUPIL]
    assert givers(custody(15, Stance.ALONE_FROM_16)) != [Giver.PUPIL]
    assert givers(custody(12, Stance.ALONE_FROM_12)) == [Giver.PUPIL]


def test_a_signed_assessment_of_maturity_counts_from_15() -> None:
    assert givers(custody(15, mature=True)) == [Giver.PUPIL]
    assert givers(custody(14, mature=True)) == [Giver.GUARDIANS, Giver.GUARDIANS, Giver.PUPIL_ASSENT]


def test_a_guardian_who_cannot_be_reached_is_left_out_while_another_can() -> None:
    assert givers(custody(9, unreachable=True)) == [Giver.GUARDIANS]
    alone = Custody(SARA, (OLOF,), born(9), unreachable=frozenset({OLOF}))
    assert givers(alone) == [Giver.GUARDIANS]


@pytest.mark.parametrize(
    ("stances", "anna", "olof", "state"),
    [
        ((), Reply.YES, Reply.SILENT, ConsentState.ASKED),
        ((Stance.ONE_GUARDIAN,), Reply.YES, Reply.SILENT, ConsentState.GIVEN),
        ((Stance.ONE_GUARDIAN,), Reply.YES, Reply.NO, ConsentState.DIFFERING),
        ((Stance.ONE_GUARDIAN,), Reply.YES, Reply.TALK, ConsentState.ASKED),
        ((Stance.ONE_GUARDIAN,), Reply.TALK, Reply.YES, ConsentState.ASKED),
        ((Stance.ONE_GUARDIAN,), Reply.YES, Reply.HINDERED, ConsentState.GIVEN),
        ((Stance.ONE_GUARDIAN,), Reply.SILENT, Reply.SILENT, ConsentState.ASKED),
        ((), Reply.YES, Reply.ATTENDED, ConsentState.ASKED),
        ((Stance.ATTENDING_IS_YES,), Reply.YES, Reply.ATTENDED, ConsentState.GIVEN),
    ],
)
def test_what_counts_as_a_yes_is_signed(
    stances: tuple[Stance, ...], anna: Reply, olof: Reply, state: ConsentState
) -> None:
    assert weigh({ANNA: anna, OLOF: olof}, replace(custody(9, *stances), slight=True), TODAY) is state


@pytest.mark.parametrize(("slight", "state"), [(True, ConsentState.GIVEN), (False, ConsentState.ASKED)])
def test_one_guardian_is_never_enough_for_what_weighs_on_the_childs_future(slight: bool, state: ConsentState) -> None:
    asked = replace(custody(9, Stance.ONE_GUARDIAN), slight=slight)

    assert weigh({ANNA: Reply.YES, OLOF: Reply.SILENT}, asked, TODAY) is state
    assert weigh({ANNA: Reply.YES, OLOF: Reply.YES}, asked, TODAY) is ConsentState.GIVEN
