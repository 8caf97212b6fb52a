"""Whom to ring for an answer, who gets the number, and that a number is noted when it is shown and only then."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from samverkan.consent.waiting import unanswered
from samverkan.guard.scope import Scope
from samverkan.journal.models import Touch
from samverkan.people.queries import home_phones
from samverkan.policy.vocabulary import InformationClass
from tests.cast import Cast, client_as, scope_of


def test_the_rektor_gets_the_number_and_it_is_noted_that_she_did(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)

    phones = _phones(scope)

    assert any(case == cast.ebbas_case for case, _ in phones)
    assert cast.ebbas_case in _noted(scope)


def test_knowing_who_has_not_answered_is_not_noted_as_having_had_the_number(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)

    assert unanswered(scope)

    assert not _noted(scope)


def test_whoever_may_not_reach_the_home_gets_no_number(cast: Cast) -> None:
    for person in (cast.sara, cast.jonas, cast.mikael, cast.kerstin, cast.birgitta, cast.maria, cast.peter, cast.petra):
        scope = scope_of(person)
        assert {case for case, _ in _phones(scope)} <= _noted(scope), person.name

    assert not _phones(scope_of(cast.birgitta))
    assert not unanswered(scope_of(cast.petra))


def test_only_the_page_with_the_number_leaves_it_in_the_journal(cast: Cast) -> None:
    began = timezone.now() - timedelta(seconds=1)
    rektor = client_as(cast.anna_karin)

    rektor.get(f"/elever/{cast.ebbas_case}/plan")
    rektor.get(f"/elever/{cast.ebbas_case}/samtycken")
    rektor.get(f"/elever/{cast.ebbas_case}/anteckningar/ny")
    touches = Touch.objects.filter(event__actor_id=cast.anna_karin.id, event__at__gte=began)
    homes = touches.filter(case_id=cast.ebbas_case, classes__contains=[InformationClass.CONTACT_DETAILS])
    assert touches.exists() and not homes.exists()

    rektor.get(f"/elever/{cast.ebbas_case}/teamet")
    assert homes.get().event.action == "las-team"


def _phones(scope: Scope) -> dict[tuple[UUID, UUID], str]:
    return home_phones(scope, [(row.case, row.person_id) for row in unanswered(scope)])


def _noted(scope: Scope) -> set[UUID]:
    return {step.case for step in scope.trail if step.information_class is InformationClass.CONTACT_DETAILS}
