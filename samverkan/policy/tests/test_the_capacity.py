"""In which capacity somebody stands before Ebba: the nearest tie writes, an office is named first, the family last."""

from samverkan.policy.capacities import as_family, at_work, capacity, is_at_work_only, nearness, office
from samverkan.policy.facts import Reader, Standing
from samverkan.policy.tests import table
from samverkan.policy.vocabulary import Branch, Role, Tie

REKTOR, TEACHER = table.at_unit(Role.REKTOR), table.at_unit(Role.TEACHER)
IN_TEAM = table.in_team(Role.COUNSELLOR, branch=Branch.ELEVHALSA)
MOTHER = table.family(Tie.GUARDIAN)


def reader(*standings: Standing) -> Reader:
    return Reader(table.SARA, standings)


def test_the_seat_in_the_team_writes_before_the_work_at_the_school() -> None:
    both = reader(TEACHER, IN_TEAM)

    assert capacity(both, table.EBBA, table.BJORKSKOLAN) == IN_TEAM
    assert capacity(both, table.OTHER_PUPIL, table.BJORKSKOLAN) == TEACHER


def test_a_colleague_at_the_neighbouring_school_has_no_capacity() -> None:
    assert capacity(reader(TEACHER), table.EBBA, table.STRANDVIK) is None
    assert capacity(reader(MOTHER), table.EBBA, table.BJORKSKOLAN) is None


def test_work_is_at_the_unit_of_the_school_and_nowhere_else() -> None:
    assert at_work(reader(IN_TEAM, TEACHER), table.BJORKSKOLAN, table.SKOLOR) == TEACHER
    assert at_work(reader(TEACHER), table.STRANDVIK, table.SKOLOR) is None
    assert at_work(reader(TEACHER), table.BJORKSKOLAN, table.FYREN) is None


def test_the_rektor_is_named_first_by_the_office_and_the_family_last() -> None:
    known = [reader(MOTHER), reader(TEACHER), reader(TEACHER, REKTOR)]

    assert [office(one) for one in known] == [None, None, Role.REKTOR]
    assert sorted(known, key=nearness) == known[::-1]


def test_whoever_also_has_a_child_at_the_school_is_not_only_at_work_there() -> None:
    assert is_at_work_only(reader(TEACHER))
    assert not is_at_work_only(reader(TEACHER, MOTHER))
    assert nearness(reader(TEACHER, MOTHER)) == nearness(reader(TEACHER))


def test_a_parent_who_works_at_the_school_sits_at_the_table_as_a_parent() -> None:
    assert as_family(reader(TEACHER, MOTHER, REKTOR)).standings == (MOTHER,)
    assert as_family(reader(TEACHER)).standings == ()
