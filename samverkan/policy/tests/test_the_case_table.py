"""Every fact pattern of the hand-written table gets the answer and the rule row a jurist expects."""

from dataclasses import replace
from datetime import timedelta

import pytest

from samverkan.policy.deciding import decide
from samverkan.policy.rules import BARS, RULES
from samverkan.policy.rules.row import SCHOOL_STAFF
from samverkan.policy.tests.table import ASSESSMENT, LOGOPED, ROWS, TODAY, YES, Row, asked, born, family
from samverkan.policy.vocabulary import DAILY, Answer, Purpose, Role, Tie


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_law_answers_as_the_table_says(row: Row) -> None:
    decision = decide(row.cell, row.facts)

    assert (decision.answer, decision.rule) == (row.answer, row.rule), decision.sentence


def test_every_daily_rule_is_met_by_some_pattern() -> None:
    """What is asked for other purposes stands in docs/lagfall, where each row and not only each rule is met."""
    met = {decide(row.cell, row.facts).rule for row in ROWS}
    daily = {rule.id for rule in RULES if DAILY & rule.purposes and rule.stance is None}

    assert daily | {"R0.1", "R0.2", "R0.4", "R1.4", "R6", "R7"} == met


def test_a_decision_that_needs_a_person_names_the_provision_and_who_decides() -> None:
    for rule in RULES:
        if rule.answer is Answer.MEN:
            assert rule.men is not None and rule.men.provision and rule.men.decider, rule.id
        if rule.answer is Answer.CONSENT:
            assert rule.givers, rule.id


def test_whoever_may_ask_may_also_learn_who_could_weigh_it_except_where_only_the_person_decides() -> None:
    asking = {rule.id for rule in RULES if rule.answer is Answer.CONSENT and rule.men is None}

    assert asking == {"R1.5", "R1.6", "R1.7", "R2.3", "R3.5", "R5.18", "K24"}


def test_10_27_is_never_offered_for_emi_care_or_social_services() -> None:
    for rule in RULES:
        if rule.men is not None and "10:27" in rule.men.provision:
            assert not {value.value for value in rule.classes} & {"K03", "K12", "K13", "K14", "K16", "K18"}, rule.id


def test_every_role_is_at_the_school_or_somewhere_else() -> None:
    elsewhere = {
        Role.SKOLCHEF,
        Role.LOG_REVIEWER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.SOCIAL_WORKER,
        Role.BUP_CLINICIAN,
        Role.HABILITATION,
        Role.SPEECH_THERAPIST,
        Role.FIRST_LINE,
        Role.GUARDIAN,
        Role.PUPIL,
        Role.PRESCHOOL_STAFF,
        Role.SPSM_ADVISER,
        Role.RELATIVE,
        Role.POLICE,
        Role.SUPERVISOR,
        Role.APPEALS_BOARD,
        Role.AUTHORITY,
        Role.PUBLIC,
        Role.SUPPLIER,
    }

    assert elsewhere | SCHOOL_STAFF == set(Role)
    assert not elsewhere & SCHOOL_STAFF


def test_a_row_holds_from_its_first_day_to_its_last() -> None:
    row = replace(RULES[0], valid_from=TODAY, valid_to=TODAY + timedelta(days=1))
    in_force = [row.in_force(TODAY + timedelta(days=shift)) for shift in (-1, 0, 1, 2)]

    assert in_force == [False, True, True, False]
    assert replace(row, valid_to=None).in_force(TODAY + timedelta(days=999))


def test_a_bar_stands_from_its_first_day_to_its_last() -> None:
    bar = replace(BARS[0], valid_from=TODAY, valid_to=TODAY + timedelta(days=1))

    assert [bar.in_force(TODAY + timedelta(days=shift)) for shift in (-1, 0, 1, 2)] == [False, True, True, False]
    assert replace(bar, valid_to=None).in_force(TODAY + timedelta(days=999))


def test_a_row_that_names_no_purpose_is_for_the_daily_work() -> None:
    rektors = ROWS[0]

    assert decide(rektors.cell, replace(rektors.facts, purpose=Purpose.OWN_INSIGHT)).answer is Answer.ALLOW
    for purpose in set(Purpose) - DAILY:
        assert decide(rektors.cell, replace(rektors.facts, purpose=purpose)).answer is not Answer.ALLOW, purpose


def test_an_assessment_is_cited_by_the_provision_that_was_signed() -> None:
    weighed = replace(YES, rule="R7", provision="OSL 10:27")
    cited = [decide(ASSESSMENT, asked(LOGOPED, grants=(grant,))) for grant in (weighed, replace(weighed, provision=""))]

    assert [(one.rule, one.provision) for one in cited] == [("R7", "OSL 10:27"), ("R7", "OSL 10:1")]
    assert decide(ASSESSMENT, asked(LOGOPED, grants=(YES,))).provision == "OSL 10:1, 12:2"


def test_one_close_to_a_pupil_of_age_is_told_that_the_pupil_decides() -> None:
    """The yes is the pupil's by either row, and only one of them says so."""
    near = [replace(family(Tie.RELATIVE), born_on=born(18, shift)) for shift in (0, 1)]
    told = [decide(ASSESSMENT, asked(one)).sentence for one in near]

    assert ["vårdnadshavarna" in sentence for sentence in told] == [False, True]
