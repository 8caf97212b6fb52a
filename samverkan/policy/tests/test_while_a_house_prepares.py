"""While a huvudman prepares, its own staff stand before its pupils and nobody else. Others are untouched."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samverkan.policy.acting import may_sign_in, while_preparing, works_in_school
from samverkan.policy.facts import Cell, Facts, Reader
from samverkan.policy.lanes import reading_scope
from samverkan.policy.tests.strategies import CASES, cells, questions
from samverkan.policy.tests.table import ANNA_MOTHER, EBBA, OTHER_PUPIL, asked
from samverkan.policy.vocabulary import CaseId


@given(questions(), st.frozensets(st.sampled_from(CASES)))
def test_only_the_schools_own_are_left_before_a_pupil_of_one_that_prepares(
    question: Facts, preparing: frozenset[CaseId]
) -> None:
    met = while_preparing(question.reader, preparing)

    gone = [row for row in question.reader.standings if row not in met.standings]
    assert all(row.case in preparing and not works_in_school(row) for row in gone)
    assert all(row.case not in preparing or works_in_school(row) for row in met.standings)
    assert met.barred_from == question.reader.barred_from and met.named_for <= question.reader.named_for


@given(cells(), questions(), st.frozensets(st.sampled_from(CASES)))
def test_nothing_opens_by_preparing(cell: Cell, question: Facts, preparing: frozenset[CaseId]) -> None:
    met = replace(question, reader=while_preparing(question.reader, preparing))

    if reading_scope(met).covers(cell):
        assert reading_scope(question).covers(cell)


def test_a_guardian_whose_only_child_goes_there_has_nothing_to_sign_in_for() -> None:
    reader: Reader = asked(ANNA_MOTHER).reader

    assert may_sign_in(reader)
    assert not may_sign_in(while_preparing(reader, frozenset({EBBA})))
    assert may_sign_in(while_preparing(reader, frozenset({OTHER_PUPIL})))
