"""The rektor's first day: each step is done when the data says so, and says itself what is left."""

from datetime import timedelta

from samverkan.people.first_day import FirstDayStep, steps
from samverkan.people.models import Assignment
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, scope_of


def step(cast: Cast, title: str) -> FirstDayStep:
    """The step of this title, as Anna-Karin has it."""
    return next(each for each in steps(scope_of(cast.anna_karin), cast.unit(), begun=False) if each.title == title)


def test_the_elevhalsa_is_there_when_every_profession_of_the_statute_is(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)
    work = Assignment.objects.filter(unit=cast.unit())
    for role in (Role.DOCTOR, Role.NURSE, Role.PSYCHOLOGIST, Role.COUNSELLOR, Role.SPECIAL_EDUCATOR):
        if not work.filter(role=role, ends_on=None).exists():
            Assignment.objects.create(
                person=cast.lena,
                organisation=cast.unit().organisation,
                unit=cast.unit(),
                role=role,
                begins_on=scope.today,
            )
    assert step(cast, "Lägg in elevhälsan").done

    work.filter(role__in=[Role.NURSE, Role.DOCTOR]).update(ends_on=scope.today - timedelta(days=1))

    left = step(cast, "Lägg in elevhälsan")
    assert not left.done
    assert left.text == "Kvar: skolläkare och skolsköterska."
