"""For the night: faults are put into the law and its SQL one at a time, and some test must notice each."""

import pytest

from tests.mutation.mutating import LAW, SETTLED, WEIGHED, mutants
from tests.mutation.running import CORE, GOAL, GOAL_OF_CONSENT, reasons, run


@pytest.mark.long
def test_at_least_95_of_100_faults_in_the_law_are_noticed_and_the_rest_have_a_reason() -> None:
    outcome = run()

    assert outcome.killed >= GOAL
    assert not [mutant.name for mutant in outcome.unexplained]


@pytest.mark.long
def test_at_least_85_of_100_faults_in_the_decisions_on_consent_are_noticed() -> None:
    assert run((*WEIGHED, *SETTLED)).killed >= GOAL_OF_CONSENT


@pytest.mark.slow
def test_every_reason_belongs_to_a_fault_that_can_be_made() -> None:
    made = {mutant.name for file in CORE for mutant in mutants(file)}

    assert reasons().keys() <= made


@pytest.mark.slow
def test_rows_conditions_ages_and_answers_are_all_among_the_faults() -> None:
    faults = " ".join(mutant.fault for file in LAW for mutant in mutants(file))

    for kind in ("without the row R3.1", "the answer turned", "without kinds", "below +1", "Eq for", "without not"):
        assert kind in faults, kind
