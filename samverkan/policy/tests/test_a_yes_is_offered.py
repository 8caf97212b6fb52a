"""Whoever takes part in the work never meets a bare no to what a section protects: somebody can say yes (OSL 12:2).

Every class the law speaks of, under every regime, is asked for by every role and branch, at the holder, at another
authority and at an enskild, about a child and about one of age. Where no yes is offered the reason stands here.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Cell, Standing
from samverkan.policy.rules import RULES, Distance
from samverkan.policy.rules.classes import CLASSES, ClassRow, Presumption
from samverkan.policy.tests.table import BUP, CLINIC, FYREN, OLOF, SKOLOR, TODAY, K, asked, born, cell, in_team
from samverkan.policy.vocabulary import BRANCH_OF_ROLE, FAMILY, Answer, Branch, Giver, Kind, Regime, Role, Tie

WITHOUT_A_YES = {
    K.HIDDEN_PLACEMENT: "secret against those who would answer too; the social services weigh it (OSL 26:2)",
    K.CONCERN_REPORT: "to ask would tell the family of the report; a person decides that first (OSL 40:7 g, 12:3)",
    K.PROTECTED_WHEREABOUTS: "a named officer weighs it (OSL 21:3, 22:2)",
    K.CHILDS_CONFIDENCE: "to ask would tell the guardian what the child has confided (OSL 12:3)",
    K.COMPETING: "a person says first which section it is; that one's yes is then asked for (OSL 7:3)",
    K.WORKING_NOTE: "neither filed nor sent; what is told of it is of another class (TF 2:12)",
}
WEIGHED_ANYWAY = {K.HIDDEN_PLACEMENT, K.PROTECTED_WHEREABOUTS, K.COMPETING}
ONLY_NEED_TO_KNOW = {
    K.PSYCHOSOCIAL,
    K.LEISURE_PSYCHOSOCIAL,
    K.ADULT_EDUCATION,
    K.INDEPENDENT_SUPPORT,
    K.DISCIPLINARY,
}
"""What elevhälsan and the leaders of a school do not share with those who teach there. No secrecy divides them, so
there is none for a yes to waive: what the classroom must do is handed over as an instruction (R3.2).
"""
WORKERS = [role for role in Role if role not in {*FAMILY, Role.RELATIVE, Role.PUBLIC, Role.SUPPLIER}]
EMPLOYERS = [(SKOLOR, True), (BUP, True), (FYREN, False)]
AGES = (11, 17, 18)
PROTECTING = [row for row in CLASSES if row.ours and row.presumption is not Presumption.PUBLIC]


def readers(tie: Tie) -> Iterator[Standing]:
    """Everybody who could sit round a table: each role in its own branch, and elsewhere anybody in any branch."""
    own = {(role, BRANCH_OF_ROLE.get(role, Branch.SCHOOL)) for role in WORKERS}
    seats = own | {(Role.OTHER_STAFF, branch) for branch in Branch}
    for (role, branch), (employer, public), age in product(sorted(seats), EMPLOYERS, AGES):
        if employer != SKOLOR or (role, branch) in own:  # at a school the role decides the branch
            yield in_team(role, employer, branch, tie=tie, public=public, born_on=born(age))


def asked_of(row: ClassRow, reader: Standing) -> tuple[Cell, Decision]:
    """What the law answers the reader of a note of the class, held by one that is under the regime."""
    subject = OLOF if row.information_class is K.THIRD_PERSON else None
    note = cell(row.information_class, regime=row.regime, subject=subject)
    today = max(row.valid_from, TODAY if row.valid_to is None else row.valid_to)
    return note, decide(note, replace(asked(reader), today=today))


def divided(row: ClassRow, reader: Standing) -> bool:
    """Whether secrecy stands between the reader and the holder at all."""
    same_school = reader.organisation == SKOLOR and reader.branch is Branch.SCHOOL
    return not (same_school and row.information_class in ONLY_NEED_TO_KNOW)


@pytest.mark.parametrize("tie", [Tie.TEAM, Tie.NAMED])
@pytest.mark.parametrize("row", PROTECTING, ids=lambda row: f"{row.information_class} {row.section}")
def test_somebody_can_say_yes_to_whatever_a_section_protects(row: ClassRow, tie: Tie) -> None:
    for reader in readers(tie):
        _, decision = asked_of(row, reader)
        opens = decision.allowed or bool(decision.givers)

        if row.information_class in WITHOUT_A_YES:
            assert not decision.givers, (reader, decision)
        elif divided(row, reader):
            assert opens, (reader, decision)
        elif not decision.allowed:
            assert (decision.answer, decision.givers) == (Answer.DENY, ()), (reader, decision)


@pytest.mark.parametrize("row", PROTECTING, ids=lambda row: f"{row.information_class} {row.section}")
def test_a_child_is_answered_for_by_the_guardians_and_one_of_age_by_nobody_else(row: ClassRow) -> None:
    for reader in readers(Tie.TEAM):
        _, decision = asked_of(row, reader)
        own = row.information_class is K.THIRD_PERSON
        of_age = reader.born_on == born(18) and row.valid_to is None
        answers = Giver.THAT_PERSON if own else Giver.PUPIL if of_age else Giver.GUARDIANS

        assert decision.givers in ((), (answers,)), (reader, decision)


def test_where_no_yes_is_offered_a_person_weighs_it_or_it_stays() -> None:
    for row in PROTECTING:
        if row.information_class in WITHOUT_A_YES:
            answers = {asked_of(row, reader)[1].answer for reader in readers(Tie.TEAM)} - {Answer.ALLOW}
            expected = Answer.MEN if row.information_class in WEIGHED_ANYWAY else Answer.DENY

            assert answers == {expected}, row.information_class


def test_another_persons_data_is_that_persons_whatever_class_it_is_of() -> None:
    note = cell(K.SUPPORT, subject=OLOF)
    clinician = in_team(Role.BUP_CLINICIAN, BUP, Branch.CARE, born_on=born(18))

    assert decide(note, asked(clinician)).givers == (Giver.THAT_PERSON,)
    assert decide(cell(K.THIRD_PERSON), asked(clinician)).givers == (Giver.THAT_PERSON,)
    assert decide(replace(note, subject=None), asked(clinician)).givers == (Giver.PUPIL,)
    assert decide(replace(note, subject=None), asked(replace(clinician, born_on=born(18, 1)))).givers == (
        Giver.GUARDIANS,
    )
    assert decide(replace(note, subject=None), asked(replace(clinician, born_on=None))).givers == (Giver.GUARDIANS,)


def test_the_generalklausul_is_named_to_authorities_alone() -> None:
    for rule in RULES:
        if rule.men is not None and "10:27" in rule.men.provision:
            inside = {Distance.SAME_UNIT, Distance.SAME_HOLDER, Distance.OTHER_AUTHORITY}
            to_socialtjansten = rule.branches == frozenset({Branch.SOCIAL})
            assert rule.distance in inside or to_socialtjansten, (rule.id, rule.sentence)


def test_no_row_that_asks_for_a_yes_lets_the_family_tell_who_has_informed() -> None:
    informed = cell(K.CONCERN_REPORT_RECEIVED, Kind.INFORMANT, holder=BUP, branch=Branch.SOCIAL)

    for reader in readers(Tie.TEAM):
        for employer in (SKOLOR, BUP, CLINIC):
            decision = decide(informed, asked(replace(reader, organisation=employer)))
            own = employer == BUP and reader.branch is Branch.SOCIAL

            assert decision.answer is (Answer.ALLOW if own else Answer.DENY), (reader, decision)


def test_every_class_that_a_holder_can_have_is_asked_about() -> None:
    asked_about = {(row.information_class, row.regime) for row in PROTECTING}

    assert {one for one, _ in asked_about} == set(K) - {K.FAMILY_COUNSELLING, K.SECURITY_PLAN}
    assert (K.ACTION_PROGRAMME, Regime.OSL) not in asked_about
    assert (K.SOCIAL_SERVICES, Regime.PSL) in asked_about
