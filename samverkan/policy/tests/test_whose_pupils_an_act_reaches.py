"""A list of the pupils that an act may be taken on agrees with the question put for each of them."""

from hypothesis import given
from hypothesis import strategies as st

from samverkan.policy.acting import ACTION_RULES, Action, may, reach
from samverkan.policy.facts import Facts
from samverkan.policy.tests.strategies import CASES, UNITS, questions
from samverkan.policy.tests.table import ANNA_MOTHER, asked
from samverkan.policy.vocabulary import CaseId, UnitId

ON_A_PUPIL = sorted(action for action, rule in ACTION_RULES.items() if rule.ties is not None)


@given(
    questions(),
    st.sampled_from(ON_A_PUPIL),
    st.sampled_from(CASES),
    st.one_of(st.none(), st.sampled_from(UNITS)),
)
def test_the_list_and_the_question_say_the_same(
    question: Facts, action: Action, case: CaseId, unit: UnitId | None
) -> None:
    found = reach(question.reader, action)

    assert found.holds(case, unit) == may(question.reader, action, case=case, unit=unit).allowed


def test_an_act_on_no_pupil_reaches_none() -> None:
    found = reach(asked(ANNA_MOTHER).reader, Action.TODAY_READ)

    assert not found.cases and not found.units
