"""Small worlds of facts for property tests: few ids, so that ties and cells meet often."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import strategies as st

from samverkan.policy.facts import Cell, Facts, Grant, Reader, Standing
from samverkan.policy.lanes import Ground, Lane
from samverkan.policy.rules import Barrier
from samverkan.policy.vocabulary import (
    BRANCH_OF_ROLE,
    Branch,
    CaseId,
    GrantId,
    HuvudmanId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    Stance,
    StatementId,
    Tie,
    UnitId,
)

TODAY = date(2026, 11, 24)
HUVUDMAN = HuvudmanId(UUID(int=1))
NEIGHBOUR = HuvudmanId(UUID(int=2))
CASES = [CaseId(UUID(int=100 + n)) for n in range(3)]
UNITS = [UnitId(UUID(int=200 + n)) for n in range(2)]
ORGANISATIONS = [OrganisationId(UUID(int=300 + n)) for n in range(3)]
PERSONS = [PersonId(UUID(int=400 + n)) for n in range(3)]
STATEMENTS = [StatementId(UUID(int=500 + n)) for n in range(3)]

BIRTHDAYS = st.one_of(
    st.none(),
    st.sampled_from(
        [TODAY.replace(year=TODAY.year - age) + timedelta(days=d) for age in (12, 15, 16, 18) for d in (-1, 0, 1)]
    ),
    st.dates(date(2006, 1, 1), TODAY),
)


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    """Any cell; a sealed one has no unit, as the database demands."""
    sealed = draw(st.booleans())
    return Cell(
        huvudman=HUVUDMAN,
        case=draw(st.sampled_from(CASES)),
        unit=None if sealed else draw(st.sampled_from([None, *UNITS])),
        holder=draw(st.sampled_from(ORGANISATIONS)),
        regime=draw(st.sampled_from(Regime)),
        branch=draw(st.sampled_from(Branch)),
        information_class=draw(st.sampled_from(InformationClass)),
        kind=draw(st.sampled_from(Kind)),
        subject=draw(st.sampled_from([None, None, *PERSONS])),
        origin_class=draw(st.sampled_from([None, *InformationClass])),
        confided=draw(st.booleans()),
        sealed=sealed,
        blocked=draw(st.booleans()),
        party=draw(st.sampled_from([None, None, *ORGANISATIONS])),
        profession=draw(st.sampled_from([None, None, *Role])),
    )


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """Any standing, also such as no gathering makes: the law must hold for them too."""
    role = draw(st.sampled_from(Role))
    return Standing(
        tie=draw(st.sampled_from(Tie)),
        role=role,
        organisation=draw(st.sampled_from([None, *ORGANISATIONS])),
        branch=draw(st.one_of(st.just(BRANCH_OF_ROLE.get(role, Branch.SCHOOL)), st.sampled_from(Branch))),
        public=draw(st.booleans()),
        unit=draw(st.sampled_from([None, *UNITS])),
        case=draw(st.sampled_from([None, *CASES])),
        born_on=draw(BIRTHDAYS),
        school=draw(st.sampled_from([None, *UNITS])),
    )


def some(values: list[object]) -> st.SearchStrategy[frozenset[object]]:
    """A non-empty set of the values."""
    return st.frozensets(st.sampled_from(values), min_size=1, max_size=4)


@st.composite
def grants(draw: st.DrawFn) -> Grant:
    """Any grant round TODAY: running, not begun, run out on the day before."""
    begins = TODAY + timedelta(days=draw(st.sampled_from([-30, -1, 0, 1])))
    return Grant(
        id=GrantId(draw(st.uuids())),
        case=draw(st.sampled_from(CASES)),
        classes=draw(some(list(InformationClass))),  # type: ignore[arg-type]
        kinds=draw(some(list(Kind))),  # type: ignore[arg-type]
        holders=draw(some(list(ORGANISATIONS))),  # type: ignore[arg-type]
        receiver_organisation=draw(st.sampled_from([None, *ORGANISATIONS])),
        receiver_role=draw(st.sampled_from([None, *Role])),
        receiver_person=draw(st.sampled_from([None, None, *PERSONS])),
        purpose=draw(st.sampled_from(Purpose)),
        manners=draw(some(list(Manner))),  # type: ignore[arg-type]
        begins_on=begins,
        ends_on=begins + timedelta(days=draw(st.sampled_from([0, 1, 29, 30, 300]))),
        rule=draw(st.sampled_from(["R6", "R7"])),
        subject=draw(st.sampled_from([None, None, *PERSONS])),
        confided=draw(st.booleans()),
        origins=draw(st.one_of(st.none(), some([None, *InformationClass]))),  # type: ignore[arg-type]
        blocked=draw(st.booleans()),
        parties=draw(maybe([None, *ORGANISATIONS])),  # type: ignore[arg-type]
        statements=draw(st.one_of(st.none(), st.none(), some(list(STATEMENTS)))),  # type: ignore[arg-type]
    )


@st.composite
def questions(draw: st.DrawFn) -> Facts:
    """A reader with some standings and grants, asking for a purpose in a manner."""
    reader = Reader(
        person=draw(st.sampled_from(PERSONS)),
        standings=tuple(draw(st.lists(standings(), max_size=4))),
        barred_from=draw(st.frozensets(st.sampled_from(CASES), max_size=1)),
        named_for=draw(st.frozensets(st.sampled_from(CASES), max_size=2)),
    )
    return Facts(
        reader,
        draw(st.sampled_from(Purpose)),
        TODAY,
        draw(st.sampled_from(Manner)),
        tuple(draw(st.lists(grants(), max_size=3))),
        draw(st.frozensets(st.tuples(st.sampled_from([HUVUDMAN, NEIGHBOUR]), st.sampled_from(Stance)), max_size=4)),
    )


def maybe(values: list[object]) -> st.SearchStrategy[frozenset[object] | None]:
    """A side of a lane: any value, or some of these."""
    return st.one_of(st.none(), some(values))


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    """Any lane, also such as no rule of today makes: the translation must hold for tomorrow's rules too."""
    cases = draw(maybe(list(CASES)))
    subject = draw(st.sampled_from([None, None, *PERSONS]))
    return Lane(
        Ground("R3.1", "OSL", "för att"),
        cases=cases,  # type: ignore[arg-type]
        units=draw(maybe(list(UNITS)) if cases else some(list(UNITS))),  # type: ignore[arg-type]
        classes=draw(some(list(InformationClass))),  # type: ignore[arg-type]
        confided=draw(st.booleans()),
        kinds=draw(maybe(list(Kind))),  # type: ignore[arg-type]
        regimes=draw(maybe(list(Regime))),  # type: ignore[arg-type]
        holders=draw(maybe(list(ORGANISATIONS))),  # type: ignore[arg-type]
        not_holder=draw(st.sampled_from([None, *ORGANISATIONS])),
        subject=subject,
        only_pupil=subject is None and draw(st.booleans()),
        origins=draw(maybe([None, *InformationClass])),  # type: ignore[arg-type]
        blocked=draw(st.booleans()),
        parties=draw(maybe([None, *ORGANISATIONS])),  # type: ignore[arg-type]
        professions=draw(maybe(list(Role))),  # type: ignore[arg-type]
        huvudmen=draw(maybe([HUVUDMAN, NEIGHBOUR])),  # type: ignore[arg-type]
    )


@st.composite
def walls(draw: st.DrawFn) -> Barrier:
    """Any barrier, also such as no bar of today makes."""
    return Barrier(
        classes=draw(maybe(list(InformationClass))),  # type: ignore[arg-type]
        kinds=draw(maybe(list(Kind))),  # type: ignore[arg-type]
        cases=draw(maybe(list(CASES))),  # type: ignore[arg-type]
        sealed=draw(st.booleans()),
        spared=draw(st.frozensets(st.sampled_from(CASES), max_size=2)),
        spared_at=draw(st.frozensets(st.tuples(st.sampled_from(CASES), st.sampled_from(ORGANISATIONS)), max_size=3)),
    )
