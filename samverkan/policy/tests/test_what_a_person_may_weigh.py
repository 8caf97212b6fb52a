"""Menprövning in the law: each row says under what and by whom, in words for a page; no row says the outcome."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from samverkan.policy.deciding import decide
from samverkan.policy.facts import Cell, Facts, Grant, Reader, Standing
from samverkan.policy.releasing import (
    ROLES_OF_DECIDER,
    asked_first,
    asks_in_private,
    changes_hands,
    in_the_family,
    leave_to_record,
    left_to_a_person,
    longest_release,
    reaches,
    roles_that_weigh,
    ways_to_weigh,
    weighs,
)
from samverkan.policy.rules import RULES, MenGround
from samverkan.policy.rules.classes import class_row
from samverkan.policy.rules.harm import HARMS
from samverkan.policy.rules.row import AT_SOCIAL_SERVICES, CARE, SECRET_FROM_THE_START, provisions_named
from samverkan.policy.vocabulary import (
    DAILY,
    Answer,
    Branch,
    CaseId,
    GrantId,
    HuvudmanId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    Tie,
    UnitId,
)

K = InformationClass
TODAY = date(2026, 11, 27)
CASE, UNIT = CaseId(UUID(int=1)), UnitId(UUID(int=2))
SCHOOLS, BUP = OrganisationId(UUID(int=3)), OrganisationId(UUID(int=4))
EMI = Cell(HuvudmanId(UUID(int=5)), CASE, UNIT, SCHOOLS, Regime.OSL, Branch.EMI, K.MEDICAL, Kind.NOTE)
SUPPORT = replace(EMI, branch=Branch.SCHOOL, information_class=K.SUPPORT)
COUNSELLING = replace(EMI, branch=Branch.ELEVHALSA, information_class=K.PSYCHOSOCIAL)
AT_BUP = replace(EMI, unit=None, holder=BUP, branch=Branch.CARE, information_class=K.REGION_CARE)
GROUNDS = [(rule, rule.men) for rule in RULES if rule.men is not None and rule.purposes & DAILY]
NURSE = Standing(Tie.UNIT, Role.NURSE, SCHOOLS, Branch.EMI, unit=UNIT)
REKTOR = Standing(Tie.UNIT, Role.REKTOR, SCHOOLS, Branch.SCHOOL, unit=UNIT)
KURATOR = Standing(Tie.TEAM, Role.COUNSELLOR, SCHOOLS, Branch.ELEVHALSA, case=CASE, school=UNIT)
CLINICIAN = Standing(Tie.TEAM, Role.BUP_CLINICIAN, BUP, Branch.CARE, case=CASE)


def test_every_provision_of_the_daily_rows_has_words_for_what_must_be_weighed() -> None:
    known = {harm.provision for harm in HARMS}

    for rule, ground in GROUNDS:
        assert set(provisions_named(ground)) <= known, rule.sentence
        assert ground.decider in ROLES_OF_DECIDER, rule.sentence


def test_every_daily_row_leaves_something_to_weigh_for_each_class_it_speaks_of() -> None:
    spoken_of = [
        (rule, ground, replace(EMI, information_class=of, regime=regime))
        for rule, ground in GROUNDS
        for of in sorted(rule.classes)
        for regime in sorted(rule.regimes or [Regime.OSL])
        if class_row(of, regime, TODAY) is not None
    ]

    for rule, ground, cell in spoken_of:
        assert ways_to_weigh(ground, cell, TODAY), (rule.id, rule.provision, cell.information_class)


@pytest.mark.parametrize("of", sorted({*CARE, *AT_SOCIAL_SERVICES}))
def test_the_generalklausul_is_offered_neither_for_emi_nor_for_care_nor_for_the_social_services(
    of: InformationClass,
) -> None:
    cell = replace(EMI, information_class=of)

    assert ways_to_weigh(MenGround("OSL 10:27", "rektor"), cell, TODAY) == ()
    for _, ground in GROUNDS:
        assert "OSL 10:27" not in {harm.provision for harm in ways_to_weigh(ground, cell, TODAY)}


@pytest.mark.parametrize("origin", sorted(SECRET_FROM_THE_START))
def test_nor_for_what_the_school_has_received_from_them(origin: InformationClass) -> None:
    """The section it came under is tested, by the school that has it, or by EMI for its own."""
    received = replace(SUPPORT, origin_class=origin)

    for rule in RULES:
        ground = rule.men_of(received)
        if ground is not None and rule.purposes & DAILY and rule.concerns(received):
            assert "OSL 10:27" not in provisions_named(ground), rule.provision
            assert ways_to_weigh(ground, received, TODAY), rule.provision
    assert ways_to_weigh(MenGround("OSL 10:27", "rektor"), received, TODAY) == ()


def test_a_person_is_asked_only_for_what_is_closed_and_may_be_weighed() -> None:
    clinician = Facts(Reader(PersonId(UUID(int=6)), (CLINICIAN,)), Purpose.SUPPORT, TODAY)
    stranger = Facts(Reader(PersonId(UUID(int=6)), ()), Purpose.SUPPORT, TODAY)
    received = replace(SUPPORT, origin_class=K.SOCIAL_SERVICES)

    def asked(cell: Cell, facts: Facts) -> list[str]:
        return [harm.provision for harm in left_to_a_person(decide(cell, facts), cell, TODAY)]

    assert asked(SUPPORT, clinician) == ["OSL 10:27", "OSL 23:2"]
    assert asked(received, clinician) == ["OSL 26:1"]
    assert asked(AT_BUP, clinician) == []
    assert asked(SUPPORT, stranger) == []


def test_two_provisions_of_one_ground_reach_each_its_own() -> None:
    ground = MenGround("OSL 25:12, 26:9", "den som äger uppgiften")
    social = replace(AT_BUP, branch=Branch.SOCIAL, information_class=K.SOCIAL_SERVICES)

    assert [harm.provision for harm in ways_to_weigh(ground, AT_BUP, TODAY)] == ["OSL 25:12"]
    assert [harm.provision for harm in ways_to_weigh(ground, social, TODAY)] == ["OSL 26:9"]


@pytest.mark.parametrize(
    ("decider", "cell", "standing", "may"),
    [
        ("skolsköterskan eller skolläkaren", EMI, NURSE, True),
        ("skolsköterskan eller skolläkaren", EMI, REKTOR, False),
        ("skolsköterskan eller skolläkaren", EMI, KURATOR, False),
        ("skolsköterskan eller skolläkaren", EMI, replace(NURSE, unit=UnitId(UUID(int=9))), False),
        ("skolsköterskan eller skolläkaren", EMI, replace(NURSE, organisation=BUP), False),
        ("skolsköterskan eller skolläkaren", EMI, replace(NURSE, tie=Tie.TEACHES), False),
        ("rektor", SUPPORT, REKTOR, True),
        ("rektor", SUPPORT, KURATOR, False),
        ("rektor", COUNSELLING, KURATOR, True),
        ("rektor", COUNSELLING, replace(KURATOR, case=CaseId(UUID(int=9))), False),
        ("den i vården som äger uppgiften", AT_BUP, CLINICIAN, True),
        ("den i vården som äger uppgiften", AT_BUP, REKTOR, False),
        ("den i socialtjänsten som äger uppgiften", AT_BUP, CLINICIAN, False),
        ("den som äger uppgiften", EMI, NURSE, True),
        ("den som äger uppgiften", AT_BUP, CLINICIAN, True),
        ("någon annan", EMI, NURSE, False),
    ],
)
def test_only_the_holders_own_weighs(decider: str, cell: Cell, standing: Standing, may: bool) -> None:
    assert weighs(MenGround("OSL 25:1", decider), cell, standing) is may


def test_what_lies_with_another_or_with_emi_changes_hands_when_it_is_written_down() -> None:
    assert changes_hands(AT_BUP, KURATOR)
    assert changes_hands(EMI, KURATOR)
    assert not changes_hands(EMI, NURSE)
    assert not changes_hands(SUPPORT, KURATOR)


def test_leave_to_record_is_a_yes_of_its_own_and_no_rule_gives_it() -> None:
    grant = Grant(
        id=GrantId(UUID(int=6)),
        case=CASE,
        classes=frozenset({K.REGION_CARE}),
        kinds=frozenset({Kind.NOTE}),
        holders=frozenset({BUP}),
        receiver_organisation=SCHOOLS,
        receiver_role=None,
        receiver_person=None,
        purpose=Purpose.SUPPORT,
        manners=frozenset({Manner.SPEAK, Manner.SEND}),
        begins_on=TODAY,
        ends_on=TODAY,
    )
    asked = Facts(
        Reader(PersonId(UUID(int=7)), (KURATOR,)), Purpose.SUPPORT, TODAY, manner=Manner.RECORD, grants=(grant,)
    )
    recorded = replace(grant, manners=frozenset({Manner.RECORD}))

    assert leave_to_record(AT_BUP, asked) is None
    assert leave_to_record(AT_BUP, replace(asked, grants=(recorded,))) == recorded
    assert leave_to_record(AT_BUP, replace(asked, grants=(recorded,), manner=Manner.SEND)) is None
    of_others = replace(recorded, classes=frozenset({K.SOCIAL_SERVICES})), replace(recorded, receiver_organisation=BUP)
    assert leave_to_record(AT_BUP, replace(asked, grants=(*of_others, recorded))) is recorded
    either = replace(grant, manners=frozenset({Manner.SEND, Manner.RECORD}))
    assert leave_to_record(AT_BUP, replace(asked, grants=(either,), manner=Manner.SEND)) is None
    assert leave_to_record(SUPPORT, asked) is None, "what a rule lets one read is no leave from anybody"
    barred = Reader(PersonId(UUID(int=7)), (KURATOR,), barred_from=frozenset({CASE}))
    assert leave_to_record(AT_BUP, replace(asked, reader=barred, grants=(recorded,))) is None


AT_EMI = {Role.NURSE, Role.DOCTOR}
IN_CARE = {Role.BUP_CLINICIAN, Role.HABILITATION, Role.SPEECH_THERAPIST, Role.FIRST_LINE}
TALKS = {Role.SPECIAL_EDUCATOR, Role.SPECIAL_TEACHER, Role.COUNSELLOR, Role.PSYCHOLOGIST}
LEADING = {Role.REKTOR, Role.ASSISTANT_REKTOR}


@pytest.mark.parametrize(
    ("decider", "cell", "roles"),
    [
        ("skolsköterskan eller skolläkaren", EMI, AT_EMI),
        ("den som ger vården just nu", EMI, AT_EMI),
        ("den i vården som äger uppgiften", AT_BUP, AT_EMI | IN_CARE),
        ("skolsköterskan, skolläkaren eller den i vården som äger uppgiften", AT_BUP, AT_EMI | IN_CARE),
        ("psykologen eller kuratorn", COUNSELLING, {Role.PSYCHOLOGIST, Role.COUNSELLOR}),
        ("en namngiven person", SUPPORT, LEADING | TALKS),
        ("rektor eller den som har gjort anmälan", SUPPORT, LEADING),
        ("förskolans rektor", SUPPORT, LEADING),
        ("den i socialtjänsten som äger uppgiften", AT_BUP, {Role.SOCIAL_WORKER}),
        ("socialsekreteraren", AT_BUP, {Role.SOCIAL_WORKER}),
        ("rådgivaren", AT_BUP, {Role.SPSM_ADVISER}),
        ("den som äger uppgiften", EMI, AT_EMI),
        ("den som äger uppgiften", AT_BUP, IN_CARE),
        ("den som äger uppgiften", COUNSELLING, LEADING | TALKS),
        ("den som äger uppgiften", SUPPORT, LEADING),
        ("rektor", COUNSELLING, LEADING | TALKS),
        ("den som äger uppgiften", replace(AT_BUP, branch=Branch.SOCIAL), {Role.SOCIAL_WORKER}),
        ("den som äger uppgiften", replace(AT_BUP, branch=Branch.SPSM), {Role.SPSM_ADVISER}),
        ("den som äger uppgiften", replace(AT_BUP, branch=Branch.AUTHORITY), set()),
    ],
)
def test_the_roles_that_a_row_means_by_its_decider(decider: str, cell: Cell, roles: set[Role]) -> None:
    assert roles_that_weigh(MenGround("OSL 25:1", decider), cell) == roles


def test_what_is_open_already_is_left_to_nobody() -> None:
    clinician = Facts(Reader(PersonId(UUID(int=6)), (CLINICIAN,)), Purpose.SUPPORT, TODAY)
    closed = decide(SUPPORT, clinician)

    assert left_to_a_person(closed, SUPPORT, TODAY)
    assert left_to_a_person(replace(closed, answer=Answer.ALLOW), SUPPORT, TODAY) == ()


def test_a_named_person_of_the_team_weighs_in_that_case_alone() -> None:
    named, ground = replace(KURATOR, tie=Tie.NAMED), MenGround("OSL 23:2", "psykologen eller kuratorn")

    assert weighs(ground, COUNSELLING, named)
    assert not weighs(ground, COUNSELLING, replace(named, case=CaseId(UUID(int=9))))
    assert not weighs(ground, COUNSELLING, replace(KURATOR, tie=Tie.TEACHES))
    assert not weighs(ground, COUNSELLING, replace(KURATOR, tie=Tie.UNIT, case=None, unit=UNIT))
    assert not weighs(MenGround("OSL 25:1", "rektor"), replace(SUPPORT, unit=None), replace(REKTOR, unit=None))


def test_a_provision_reaches_no_day_before_it_was_in_force() -> None:
    concern = replace(SUPPORT, information_class=K.CONCERN_REPORT)
    (harm,) = (one for one in HARMS if one.provision == "OSL 40:7 g")

    assert reaches(harm, concern, harm.valid_from)
    assert not reaches(harm, concern, harm.valid_from - timedelta(days=1))


def test_a_class_that_its_regime_does_not_know_is_weighed_by_its_provision_all_the_same() -> None:
    strange = replace(SUPPORT, regime=Regime.PSL)

    assert class_row(strange.information_class, strange.regime, TODAY) is None
    assert [one.provision for one in ways_to_weigh(MenGround("OSL 23:2", "rektor"), strange, TODAY)] == ["OSL 23:2"]


def test_what_was_received_is_weighed_under_the_section_it_came_under_and_no_other_of_its_holders() -> None:
    received = replace(SUPPORT, origin_class=K.REGION_CARE)
    ground = MenGround("OSL 25:1, 25:12", "rektor")

    assert [one.provision for one in ways_to_weigh(ground, received, TODAY)] == ["OSL 25:1"]


def test_the_family_asks_for_itself_and_whoever_also_works_there_does_not_ask_in_private() -> None:
    mother = Standing(Tie.GUARDIAN, Role.GUARDIAN, None, Branch.SCHOOL, case=CASE)
    of_another = replace(mother, case=CaseId(UUID(int=9)))

    def reader(*standings: Standing) -> Reader:
        return Reader(PersonId(UUID(int=7)), standings)

    assert in_the_family(reader(KURATOR, mother)) == mother
    assert in_the_family(reader(KURATOR)) is None
    assert asks_in_private(reader(mother), CASE)
    assert not asks_in_private(reader(mother, KURATOR), CASE)
    assert not asks_in_private(reader(of_another), CASE)
    assert not asks_in_private(reader(), CASE)


def test_the_one_who_leads_is_asked_first() -> None:
    assert asked_first(REKTOR)
    assert not asked_first(NURSE)


@pytest.mark.parametrize(
    ("born_on", "today", "last"),
    [
        (date(2015, 5, 2), date(2026, 11, 28), date(2027, 6, 30)),
        (date(2009, 2, 10), date(2026, 11, 28), date(2027, 2, 9)),
        (date(2008, 11, 28), date(2026, 11, 28), date(2027, 6, 30)),
        (date(2008, 11, 29), date(2026, 11, 28), date(2026, 11, 28)),
        (date(2008, 2, 29), date(2026, 2, 1), date(2026, 2, 28)),
        (None, date(2026, 11, 28), date(2027, 6, 30)),
    ],
)
def test_a_release_lasts_no_longer_than_the_school_year_and_childhood(
    born_on: date | None, today: date, last: date
) -> None:
    assert longest_release(born_on, today) == last
