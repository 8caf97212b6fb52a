"""From a row of words to facts that the law can be asked about."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samverkan.policy.consenting import ConsentState
from samverkan.policy.facts import Cell, Facts, Reader, Standing
from samverkan.policy.putting import TooWide, too_wide
from samverkan.policy.rules.classing import Work, class_of
from samverkan.policy.rules.regimes import REGIMES, Holder, regime_of
from samverkan.policy.vocabulary import (
    BRANCH_OF_ROLE,
    Branch,
    CaseId,
    HuvudmanId,
    InformationClass,
    Kind,
    Manner,
    PersonId,
    Purpose,
    Regime,
    Role,
    Stance,
    UnitId,
)
from samverkan.web.lawcases import words
from samverkan.web.lawcases.consents import OTHER_PERSON, Stood, stood
from samverkan.web.lawcases.opening import CASE, READER, grant, place_of, put
from samverkan.web.lawcases.reading import Row
from samverkan.web.lawcases.understanding import day, fault, many, one
from samverkan.web.lawcases.words import PLACES, Place
from samverkan.web.lawcases.words import Standing as Tied

HUVUDMAN = HuvudmanId(UUID(int=1))
OTHER_CASE = CaseId(UUID(int=3))
UNIT, OTHER_UNIT = UnitId(UUID(int=4)), UnitId(UUID(int=5))
SCHOOLS = frozenset({Holder.MUNICIPAL_SCHOOL, Holder.STATE_SCHOOL, Holder.INDEPENDENT_SCHOOL})
SCHOOLS_OF_A_TIE = {"samma skola": UNIT, "annan skola": OTHER_UNIT}
"""The school at which somebody came to work with the pupil: what another one has written stays there (3:12 j)."""
DEFAULT_DAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case as facts, with what was derived on the way."""

    cell: Cell
    facts: Facts
    derived: InformationClass | None
    """The class by holder, form, work and day, when the case asks for it."""
    stood: Stood | None
    """Where the consent stands, when somebody has answered."""
    too_wide: TooWide | None
    """Why what the row says cannot be put as one question (a yes to it opens nothing); None when it can."""


def asked(row: Row) -> Asked:
    """The row as a question to the law. Raises Unreadable, naming row, column and word."""
    today = day(row, "datum") or DEFAULT_DAY
    stances = frozenset(many(row, "ställningstaganden", words.STANCES, Stance))
    derived, cell = _cell(row, today, stances)
    born_on = _born_on(row, today)
    reader, employer = _reader(row, cell, born_on)
    manner = one(row, "sätt", words.MANNERS, Manner.SEND)
    purpose = one(row, "ändamål", words.PURPOSES, Purpose.SUPPORT)
    crime = one(row, "brott", words.CRIMES, None)
    signed = frozenset((HUVUDMAN, stance) for stance in stances)
    facts = Facts(reader, purpose, today, manner, stances=signed, crime=crime)
    wide = too_wide(put(row, cell, facts, employer))
    answered = stood(row, cell, born_on, today, stances)
    found = answered if wide is None else None
    rules = ("R6",) if found is not None and found.state is ConsentState.GIVEN else ()
    if row.word("bedömning") and one(row, "bedömning", words.RELEASED, False):
        rules = (*rules, "R7")
    grants = tuple(grant(row, cell, facts, employer, rule) for rule in rules)
    return Asked(cell, replace(facts, grants=grants), derived, found, wide)


def _cell(row: Row, today: date, stances: frozenset[Stance]) -> tuple[InformationClass | None, Cell]:
    derived = _derived(row, today)
    named: InformationClass | None = one(row, "klass", words.CLASSES, None)
    information_class = named or derived
    if information_class is None:
        raise fault(row, "klass", "klassen saknas, och följer inte av innehavare, skolform och verksamhet.")
    home = words.HOME_OF_CLASS.get(information_class, words.SCHOOL)
    place = place_of(row, "innehavare", home)
    if place.holder is None or place.organisation is None:
        raise fault(row, "innehavare", "den har inga uppgifter om elever.")
    branch = one(row, "gren", words.BRANCHES, _home_branch(information_class, place))
    regime = one(row, "regim", words.REGIMES, None) or _regime(place.holder, branch, today, stances)
    sealed = one(row, "skyddad", words.YES_NO, False)
    return derived, Cell(
        huvudman=HUVUDMAN,
        case=CASE,
        unit=UNIT if place.holder in SCHOOLS and not sealed else None,
        holder=place.organisation,
        regime=regime,
        branch=branch,
        information_class=information_class,
        kind=one(row, "slag", words.KINDS, Kind.NOTE),
        subject=_subject(row),
        origin_class=one(row, "ursprung", words.CLASSES, None),
        confided=one(row, "i förtroende", words.YES_NO, False),
        sealed=sealed,
        blocked=one(row, "spärrad", words.YES_NO, False),
        party=place_of(row, "part", words.NOBODY).organisation,
        profession=one(row, "yrke", words.PROFESSIONS, None),
    )


def _derived(row: Row, today: date) -> InformationClass | None:
    if not row.word("skolform") and not row.word("verksamhet"):
        return None
    holder = place_of(row, "innehavare", words.SCHOOL).holder
    if holder is None:
        return None
    form = one(row, "skolform", words.FORMS, None)
    return class_of(holder, form, one(row, "verksamhet", words.WORKS, Work.EVERYDAY), today)


def _home_branch(information_class: InformationClass, place: Place) -> Branch:
    """Where the class is at home; what care or social services hold is theirs."""
    if place.holder is not None and place.holder not in SCHOOLS:
        return place.branch
    return words.BRANCH_OF_CLASS.get(information_class, Branch.SCHOOL)


def _regime(holder: Holder, branch: Branch, today: date, stances: frozenset[Stance]) -> Regime:
    """The regime on the day; before there was one, the first there came to be."""
    first = min(known.valid_from for known in REGIMES if holder in known.holders)
    found = regime_of(holder, branch, max(today, first), stances)
    return found if found is not None else Regime.PSL


def _subject(row: Row) -> PersonId | None:
    return {"": None, "annan": OTHER_PERSON, "läsaren": READER}[one(row, "om", words.SUBJECTS, "")]


def _reader(row: Row, cell: Cell, born_on: date | None) -> tuple[Reader, Place]:
    if not row.word("roll"):
        raise fault(row, "roll", "skriv vem som vill veta.")
    role: Role = one(row, "roll", words.ROLES, Role.OTHER_STAFF)
    tied: Tied | None = one(row, "anknytning", words.STANDINGS, words.TIE_OF_ROLE.get(role))
    if tied is None:
        raise fault(row, "anknytning", "skriv hur läsaren är knuten till eleven.")
    employer = _employer(row, role, cell)
    branch = one(row, "läsarens gren", words.BRANCHES, BRANCH_OF_ROLE.get(role, Branch.SCHOOL))
    named = one(row, "namngiven", words.YES_NO, tied is Tied.NAMED)
    barred = one(row, "får inget veta", words.YES_NO, False)
    standings = (*_standings(row, tied, role, employer, branch, born_on), *_also(row, cell, born_on))
    reader = Reader(
        READER,
        standings,
        barred_from=frozenset({CASE}) if barred else frozenset(),
        named_for=frozenset({CASE}) if named else frozenset(),
    )
    return reader, employer


def _also(row: Row, cell: Cell, born_on: date | None) -> tuple[Standing, ...]:
    """The reader's second capacity, if there is one: a mentor who is a kurator too, a teacher who is a parent."""
    if not row.word("också roll"):
        return ()
    role: Role = one(row, "också roll", words.ROLES, Role.OTHER_STAFF)
    tied: Tied | None = one(row, "också anknytning", words.STANDINGS, words.TIE_OF_ROLE.get(role))
    if tied is None:
        raise fault(row, "också anknytning", "skriv hur läsaren är knuten till eleven i sin andra roll.")
    named = words.EMPLOYER_OF_ROLE.get(role)
    employer = _of_the_school(cell) if named is None else PLACES[named]
    return _standings(row, tied, role, employer, BRANCH_OF_ROLE.get(role, Branch.SCHOOL), born_on)


def _employer(row: Row, role: Role, cell: Cell) -> Place:
    """The employer named, else the role's own, else the holder where that is a school: most readers are colleagues."""
    if row.word("arbetsgivare") or role in words.EMPLOYER_OF_ROLE:
        return place_of(row, "arbetsgivare", words.EMPLOYER_OF_ROLE.get(role, words.SCHOOL))
    return _of_the_school(cell)


def _of_the_school(cell: Cell) -> Place:
    """The holder where that is a school, else the municipal one."""
    holder = next(place for place in PLACES.values() if place.organisation == cell.holder)
    return holder if holder.holder in SCHOOLS else PLACES[words.SCHOOL]


def _standings(
    row: Row, tied: Tied, role: Role, employer: Place, branch: Branch, born_on: date | None
) -> tuple[Standing, ...]:
    tie = words.TIES[tied]
    if tie is None:
        return ()
    units = {Tied.AT_SCHOOL: UNIT, Tied.AT_OTHER_UNIT: OTHER_UNIT}
    case = None if tied in units else OTHER_CASE if tied is Tied.OTHER_TEAM else CASE
    made = Standing(tie, role, employer.organisation, branch, employer.public, units.get(tied), case)
    if case is None:
        return (made,)
    return (replace(made, born_on=born_on, school=one(row, "läsarens skola", SCHOOLS_OF_A_TIE, None)),)


def _born_on(row: Row, today: date) -> date | None:
    """The day the pupil was born: as given, or such that the pupil has just turned the age given."""
    if row.word("född"):
        return None if words.key(row.word("född")) == words.key("okänt") else day(row, "född")
    age = row.word("ålder") or "11"
    if not age.isdigit():
        raise fault(row, "ålder", f"”{age}” är inget antal år.")
    return today.replace(year=today.year - int(age), day=min(today.day, 28))
