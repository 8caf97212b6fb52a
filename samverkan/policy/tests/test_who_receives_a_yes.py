"""A yes to an organisation is a yes to those there who work with this pupil, and to nobody else employed there."""

import pytest

from samverkan.policy.deciding import decide
from samverkan.policy.tests.table import ASSESSMENT, HAB, YES, asked, in_team
from samverkan.policy.vocabulary import Answer, Branch, Role, Tie

WITH_THE_PUPIL = (Tie.TEAM, Tie.NAMED, Tie.ASKING, Tie.RECEIVING)
OWN_INSIGHT = (Tie.SELF, Tie.GUARDIAN)
"""Reads about the pupil without any yes (R1.1, R1.2)."""


def answer(tie: Tie) -> Answer:
    """What a logoped of the habilitering meets who is tied to Ebba in this way, with the yes."""
    logoped = in_team(Role.SPEECH_THERAPIST, HAB, Branch.CARE, tie=tie)
    return decide(ASSESSMENT, asked(logoped, grants=(YES,))).answer


@pytest.mark.parametrize("tie", WITH_THE_PUPIL)
def test_whoever_takes_part_is_named_asks_or_takes_over_may_use_it(tie: Tie) -> None:
    assert answer(tie) is Answer.ALLOW


@pytest.mark.parametrize("tie", [tie for tie in Tie if tie not in WITH_THE_PUPIL + OWN_INSIGHT])
def test_being_employed_there_or_teaching_the_pupil_is_not_enough(tie: Tie) -> None:
    assert answer(tie) is not Answer.ALLOW
