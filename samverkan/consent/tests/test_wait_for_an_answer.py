"""Whom to ring for an answer, and who gets the number."""

from samverkan.consent.waiting import unanswered
from samverkan.policy.vocabulary import InformationClass
from tests.cast import Cast, scope_of


def test_the_rektor_gets_the_number_and_it_is_noted_that_she_did(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)

    rows = [row for row in unanswered(scope) if row.case == cast.ebbas_case]

    assert any(row.phone for row in rows)
    noted = {(step.case, step.information_class) for step in scope.trail}
    assert (cast.ebbas_case, InformationClass.CONTACT_DETAILS) in noted


def test_whoever_may_not_reach_the_home_gets_no_number(cast: Cast) -> None:
    everybody = (cast.sara, cast.jonas, cast.mikael, cast.kerstin, cast.birgitta, cast.maria, cast.peter, cast.petra)

    for person in everybody:
        scope = scope_of(person)
        for row in unanswered(scope):
            noted = {(step.case, step.information_class) for step in scope.trail}
            assert not row.phone or (row.case, InformationClass.CONTACT_DETAILS) in noted, person.name

    assert not [row for row in unanswered(scope_of(cast.birgitta)) if row.phone]
    assert not unanswered(scope_of(cast.petra))
