"""For the night: faults are put into the law and its SQL one at a time, and some test must notice each."""

import pytest

from tests.mutation.mutating import DOOR, LAW, mutants
from tests.mutation.running import GOAL, reasons, run


@pytest.mark.long
def test_at_least_95_of_100_faults_in_the_law_are_noticed_and_the_rest_have_a_reason() -> None:
    outcome = run()

    assert outcome.killed >= GOAL
    assert not [mutant.name for mutant in outcome.unexplained]


@pytest.mark.slow
def test_every_reason_belongs_to_a_fault_that_can_be_made() -> None:
    made = {mutant.name for file in (*LAW, *DOOR) for mutant in mutants(file)}

    assert reasons().keys() <= made


@pytest.mark.slow
def test_rows_conditions_ages_and_answers_are_all_among_the_faults() -> None:
    faults = " ".join(mutant.fault for file in LAW for mutant in mutants(file))

    for kind in ("without the row R3.1", "the answer turned", "without kinds", "below +1", "Eq for", "without not"):
        assert kind in faults, kind
