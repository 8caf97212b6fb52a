"""Six kinds of readers, from the one who may see least to the one who may see most, as facts the law can read."""

import random
from collections.abc import Callable
from datetime import date
from uuid import UUID

from benchmarks.volume import CASES_OF_A_UNIT, HABILITATION, NOW, SCHOOLS, Volume, named
from samverkan.guard.scope import Scope
from samverkan.policy.facts import Facts, Grant, Reader, Standing
from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    GrantId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
    Tie,
    UnitId,
)

TODAY = NOW.date()
ELEVEN = date(2015, 6, 1)
SCHOOL, HAB = OrganisationId(SCHOOLS), OrganisationId(HABILITATION)
K = InformationClass


def case_id(number: int) -> CaseId:
    """The id of the case with this number."""
    return CaseId(named("case", number))


def unit_id(number: int) -> UnitId:
    """The id of the unit with this number."""
    return UnitId(named("unit", number))


def readers(volume: Volume) -> dict[str, Callable[[], Scope]]:
    """Each reader's scope, gathered anew at each call as at each request."""
    made: dict[str, tuple[Reader, tuple[Grant, ...]]] = {
        "vårdnadshavare (1 barn)": (_guardian(volume), ()),
        "mentor (6 elever)": (_mentor(volume, at_unit=False), ()),
        "mentor (6 elever och skolan)": (_mentor(volume, at_unit=True), ()),
        "kurator (60 elever och skolan)": (_counsellor(volume), ()),
        "habilitering (160 samtycken)": _habilitation(volume),
        "rektor (1 enhet)": (_leader(1), ()),
        "skolchef (alla enheter)": (_leader(volume.units), ()),
    }
    return {name: _scope(reader, grants) for name, (reader, grants) in made.items()}


def _scope(reader: Reader, grants: tuple[Grant, ...]) -> Callable[[], Scope]:
    return lambda: Scope.of(Facts(reader, Purpose.SUPPORT, TODAY, Manner.SEND, grants), NOW)


def _person(number: int) -> PersonId:
    return PersonId(UUID(int=number))


def _guardian(volume: Volume) -> Reader:
    child = case_id(volume.cases // 2 + 1)
    return Reader(_person(1), (Standing(Tie.GUARDIAN, Role.GUARDIAN, None, Branch.SCHOOL, case=child, born_on=ELEVEN),))


def _of_unit(volume: Volume, unit: int, count: int) -> list[int]:
    pupils = range(unit, min(volume.cases, unit + volume.units * CASES_OF_A_UNIT), volume.units)
    return random.Random(unit).sample(pupils, count)  # noqa: S311 - seeded on purpose


def _mentor(volume: Volume, *, at_unit: bool) -> Reader:
    ties = tuple(
        Standing(tie, Role.MENTOR, SCHOOL, Branch.SCHOOL, case=case_id(pupil), born_on=ELEVEN)
        for pupil in _of_unit(volume, 0, 6)
        for tie in (Tie.MENTOR, Tie.TEAM)
    )
    job = (Standing(Tie.UNIT, Role.MENTOR, SCHOOL, Branch.SCHOOL, unit=unit_id(0)),) if at_unit else ()
    return Reader(_person(2), job + ties)


def _counsellor(volume: Volume) -> Reader:
    seats = tuple(
        Standing(Tie.TEAM, Role.COUNSELLOR, SCHOOL, Branch.ELEVHALSA, case=case_id(pupil), born_on=ELEVEN)
        for pupil in [volume.hot, *_of_unit(volume, 1, 59)]
    )
    return Reader(_person(3), (Standing(Tie.UNIT, Role.COUNSELLOR, SCHOOL, Branch.ELEVHALSA, unit=unit_id(1)), *seats))


def _habilitation(volume: Volume) -> tuple[Reader, tuple[Grant, ...]]:
    pupils = random.Random(7).sample(range(0, volume.cases, 4), 160)  # noqa: S311 - seeded on purpose
    seats = tuple(
        Standing(Tie.TEAM, Role.HABILITATION, HAB, Branch.CARE, case=case_id(pupil), born_on=ELEVEN)
        for pupil in pupils  # a yes to an organisation reaches only those there who are tied to the pupil
    )
    freed = ({Kind.ASSESSMENT}, {Kind.MEASURE}, {Kind.ASSESSMENT, Kind.MEASURE}, {Kind.NOTE, Kind.ASSESSMENT})
    grants = tuple(
        Grant(
            id=GrantId(named("grant", number)),
            case=case_id(pupil),
            classes=frozenset({K.SUPPORT, K.PSYCHOSOCIAL} if number % 3 else {K.SUPPORT}),
            kinds=frozenset(freed[number % len(freed)]),
            holders=frozenset({SCHOOL}),
            receiver_organisation=HAB,
            receiver_role=Role.HABILITATION,
            receiver_person=None,
            purpose=Purpose.SUPPORT,
            manners=frozenset({Manner.SEND, Manner.SPEAK}),
            begins_on=TODAY.replace(month=1),
            # One of ten ran out yesterday: it is among the facts and opens nothing.
            ends_on=TODAY.replace(day=TODAY.day - 1) if number % 10 == 9 else TODAY.replace(month=12),
        )
        for number, pupil in enumerate(pupils)
    )
    return Reader(_person(4), seats), grants


def _leader(units: int) -> Reader:
    return Reader(
        _person(5 + (units > 1)),
        tuple(Standing(Tie.UNIT, Role.REKTOR, SCHOOL, Branch.SCHOOL, unit=unit_id(unit)) for unit in range(units)),
    )
