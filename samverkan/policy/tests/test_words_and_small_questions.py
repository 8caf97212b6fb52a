"""The small questions that pages ask of the law: what something is called, who is of the family, what goes together."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samverkan.policy.acting import answers_for
from samverkan.policy.capacities import answers_for_a_child, is_family_only, pupils_word
from samverkan.policy.consenting import ConsentState, Custody, can_answer_by_coming, weigh
from samverkan.policy.deciding import decide
from samverkan.policy.deriving import derive, may_be_written
from samverkan.policy.facts import Facts, Reader
from samverkan.policy.holding import RunBy
from samverkan.policy.newcomers import newcomer, seated
from samverkan.policy.rules import BARS
from samverkan.policy.rules.contested import POINTS, point, point_of, together
from samverkan.policy.tests import table
from samverkan.policy.tests.table import K
from samverkan.policy.vocabulary import Answer, Branch, Giver, Kind, Purpose, Regime, Role, Stance, Tie

MOTHER, SELF = table.family(Tie.GUARDIAN), table.family(Tie.SELF)


def reader(*standings: object) -> Reader:
    return Reader(table.SARA, standings)  # type: ignore[arg-type]


def test_a_list_of_pupils_is_called_by_what_the_reader_is_to_them() -> None:
    assert pupils_word(reader(SELF)) == "Om mig"
    assert pupils_word(reader(MOTHER)) == pupils_word(reader(MOTHER, SELF)) == "Mina barn"
    assert pupils_word(reader(MOTHER, table.REKTOR)) == pupils_word(reader()) == "Mina elever"


def test_who_works_here_besides_is_not_of_the_family_only() -> None:
    assert is_family_only(reader(MOTHER)) and is_family_only(reader(SELF))
    assert not is_family_only(reader(MOTHER, table.REKTOR))
    assert answers_for_a_child(reader(table.REKTOR, MOTHER))
    assert not answers_for_a_child(reader(table.REKTOR, SELF))


def test_every_role_that_somebody_has_is_known() -> None:
    assert reader(table.REKTOR, MOTHER).roles() == {Role.REKTOR, Role.GUARDIAN}


def test_who_keeps_the_system_answers_for_every_school_of_the_employer_and_for_no_other() -> None:
    keeper = replace(table.at_unit(Role.SYSTEM_ADMINISTRATOR), unit=None)

    assert answers_for(keeper, table.STRANDVIK, table.SKOLOR)
    assert not answers_for(keeper, table.FYRENS_UNIT, table.FYREN)
    assert answers_for(table.REKTOR, table.BJORKSKOLAN, table.SKOLOR)
    assert not answers_for(table.REKTOR, table.STRANDVIK, table.SKOLOR)


def test_one_who_might_come_in_is_answered_by_the_pupils_age() -> None:
    social_worker, emi = newcomer("socialsekreterare"), table.cell(K.MEDICAL)

    def answered(born_on: date | None) -> tuple[Answer, tuple[Giver, ...]]:
        seat = seated(social_worker, table.EBBA, school=table.SKOLOR, unit=table.BJORKSKOLAN, born_on=born_on)
        decision = decide(emi, Facts(seat, Purpose.SUPPORT, table.TODAY))
        return decision.answer, decision.givers

    assert answered(table.born(18, 1)) == (Answer.MEN, (Giver.GUARDIANS,))
    assert answered(table.born(18)) == (Answer.CONSENT, (Giver.PUPIL,))


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_has_words_for_people(purpose: Purpose) -> None:
    assert purpose.label and purpose.label[0].islower()
    assert "-" not in purpose.label or " " in purpose.label


def test_who_runs_an_organisation_decides_the_law_that_binds_it() -> None:
    assert {run_by for run_by in RunBy if not run_by.public} == {RunBy.PRIVATE}
    assert RunBy.REGION.regime is Regime.OSL and RunBy.PRIVATE.regime is Regime.PSL
    assert len({run_by.label for run_by in RunBy}) == len(RunBy)


def test_of_each_contested_point_one_reading_at_most_can_be_signed() -> None:
    for known in POINTS:
        stances = sorted(known.stances())
        assert point(known.slug) is known
        assert all(point_of(stance) is known for stance in stances)
        assert all(together([stance]) for stance in stances)
        assert together(stances) == (len(stances) == 1)
    assert together([sorted(known.stances())[0] for known in POINTS])


def test_a_point_that_nobody_knows_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        point("finns-inte")


@pytest.mark.parametrize(
    ("writer", "kind", "held_by_school", "derived"),
    [
        (table.SOCIAL_WORKER, Kind.NOTE, True, (K.SUPPORT, K.SOCIAL_SERVICES, Branch.SCHOOL)),
        (table.SOCIAL_WORKER, Kind.NOTE, False, (K.SOCIAL_SERVICES, None, Branch.SOCIAL)),
        (table.LOGOPED, Kind.NOTE, False, (K.REGION_CARE, None, Branch.CARE)),
        (table.REKTOR, Kind.CONTACT, True, (K.CONTACT_DETAILS, None, Branch.SCHOOL)),
        (table.REKTOR, Kind.IDENTITY, True, (K.ORDINARY, None, Branch.SCHOOL)),
        (table.NURSE, Kind.CONTACT, True, (K.MEDICAL, None, Branch.EMI)),
    ],
)
def test_what_somebody_writes_gets_the_class_of_where_it_comes_from(
    writer: object, kind: Kind, held_by_school: bool, derived: tuple[K, K | None, Branch]
) -> None:
    found = derive(writer, kind, held_by_school=held_by_school)  # type: ignore[arg-type]

    assert (found.information_class, found.origin_class, found.branch) == derived


def test_nobody_to_ask_is_never_a_yes() -> None:
    nobody = Custody(table.SARA, (), date(2016, 5, 1))

    assert weigh({}, nobody, table.TODAY) is ConsentState.ASKED


def test_a_bar_stops_nobody_before_its_day() -> None:
    """Sorting by what is sensitive was forbidden from 25 May 2018 (dataskyddslagen 3:3 st. 2)."""
    bar = next(bar for bar in BARS if bar.id == "R0.3")
    cell = table.cell(K.SUPPORT)
    asked = Facts(reader(table.REKTOR), Purpose.SENSITIVE_SORTING, bar.valid_from)

    assert decide(cell, asked).rule == "R0.3"
    assert decide(cell, replace(asked, today=bar.valid_from - timedelta(days=1))).rule != "R0.3"


def test_who_gives_care_at_the_holder_reads_the_journal_directly_and_no_colleague_of_theirs_does() -> None:
    cell = replace(table.cell(K.REGION_CARE, Kind.JOURNAL), holder=table.HAB, branch=Branch.CARE, unit=None)
    carer = replace(table.LOGOPED, organisation=table.HAB)
    secretary = replace(carer, role=Role.OTHER_STAFF)
    elsewhere = replace(carer, organisation=table.BUP)

    for standing, barred in ((carer, False), (secretary, True), (elsewhere, True)):
        met = decide(cell, Facts(reader(standing), Purpose.DIRECT_ACCESS, table.TODAY))
        assert (met.rule == "R5.15" and met.answer is Answer.DENY) == barred, standing


def test_what_is_anothers_own_is_of_a_class_of_its_own_and_emi_keeps_its() -> None:
    mentor, nurse = table.in_team(Role.MENTOR), table.in_team(Role.NURSE, branch=Branch.EMI)

    assert derive(mentor, Kind.NOTE, held_by_school=True, about_other=True).information_class is K.THIRD_PERSON
    assert derive(nurse, Kind.NOTE, held_by_school=True, about_other=True).information_class is K.MEDICAL


def test_whoever_writes_reads_after_but_for_what_is_anothers_own() -> None:
    assert may_be_written(K.SUPPORT, reads=True, about_other=False)
    assert not may_be_written(K.SUPPORT, reads=False, about_other=False)
    assert may_be_written(K.THIRD_PERSON, reads=False, about_other=True)
    assert not may_be_written(K.MEDICAL, reads=True, about_other=True)


def test_what_a_special_educator_knows_is_kept_as_theirs_since_a_custody_inquiry_may_ask_for_it() -> None:
    """FB 6:20 c exempts the psychologist and the counsellor, and K02 alone does not tell whose it is."""
    educator, counsellor = (
        table.in_team(role, branch=Branch.ELEVHALSA) for role in (Role.SPECIAL_EDUCATOR, Role.COUNSELLOR)
    )

    assert derive(educator, Kind.NOTE, held_by_school=True).profession is Role.SPECIAL_EDUCATOR
    assert derive(counsellor, Kind.NOTE, held_by_school=True).profession is None
    assert derive(educator, Kind.GOAL, held_by_school=True).profession is None


def test_to_have_come_is_an_answer_only_where_somebody_has_signed_that_it_is() -> None:
    assert not can_answer_by_coming(())
    assert can_answer_by_coming((Stance.ATTENDING_IS_YES,))
