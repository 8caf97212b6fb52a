"""Skollagen 2:25: which professions every school has access to."""

from samverkan.policy.elevhalsa import REQUIRED, missing, profession
from samverkan.policy.vocabulary import Role


def test_a_school_with_nobody_lacks_all_five() -> None:
    assert missing(()) == tuple(each.words for each in REQUIRED)
    assert len(REQUIRED) == 5


def test_either_special_pedagogue_fills_the_place_of_both() -> None:
    others = (Role.DOCTOR, Role.NURSE, Role.PSYCHOLOGIST, Role.COUNSELLOR)

    assert missing((*others, Role.SPECIAL_EDUCATOR)) == missing((*others, Role.SPECIAL_TEACHER)) == ()
    assert missing((*others, Role.TEACHER)) == ("specialpedagog eller speciallärare",)


def test_the_assignment_tells_before_the_duty_and_a_teacher_is_no_elevhalsa() -> None:
    assert profession(Role.SPECIAL_EDUCATOR, Role.SPECIAL_TEACHER) is Role.SPECIAL_EDUCATOR
    assert profession(None, Role.COUNSELLOR) is Role.COUNSELLOR
    assert profession(None, Role.TEACHER) is None
