"""Pupils and their guardians: the cast by name, the others drawn. Every pupil has a case and an identity cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from samverkan.demo.days import autumn_of
from samverkan.demo.making import Making, known_id
from samverkan.demo.names import ADULT, GIVEN, PHONES, persons
from samverkan.demo.places import Places, School, Size
from samverkan.demo.staff import address
from samverkan.guard.models import Case, Cell
from samverkan.people.cells import identity_cell
from samverkan.people.models import Custody, Group, Guardianship, NamedOfficer, Person, Pupil
from samverkan.people.sealed_names import seal_name
from samverkan.policy import facts

C = Custody


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody who answers for a pupil of the cast."""

    slug: str
    name: str
    relation: str
    phone: str
    custody: Custody = Custody.JOINT
    language: str = "sv"


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil of the cast."""

    slug: str
    name: str
    school: str
    group: str
    kin: tuple[Kin, ...]
    age: tuple[int, int] | None = None
    """Years and days; None is drawn by the school year."""
    protected: bool = False
    home: str = ""


CAST = (
    Child("ebba", "Ebba Lindqvist", "bjorkskolan", "5B", (
        Kin("anna", "Anna Lindqvist", "mamma", "070-174 06 21"),
        Kin("olof", "Olof Lindqvist", "pappa", "070-174 06 22", language="fi"),
    ), age=(11, 100)),
    Child("nova", "Nova Sandberg", "bjorkskolan", "8C", (
        Kin("ulla", "Ulla Sandberg", "mamma", "070-174 06 05"), Kin("kent", "Kent Sandberg", "pappa", "070-174 06 06"),
    )),
    Child("ali", "Ali Haddad", "bjorkskolan", "2A", (
        Kin("rana", "Rana Haddad", "mamma", "070-174 06 07", language="ar"),
        Kin("nabil", "Nabil Haddad", "pappa", "070-174 06 08", language="ar"),
    )),
    Child("mans", "Måns Öberg", "bjorkskolan", "7A", (
        Kin("stina-o", "Stina Öberg", "mamma", "070-174 06 09"), Kin("leif", "Leif Öberg", "pappa", "070-174 06 13"),
    )),
    Child("freja", "Freja Åkesson", "bjorkskolan", "9B", (
        Kin("katja", "Katja Åkesson", "mamma", "070-174 06 14", Custody.SOLE),
    )),
    Child("idris", "Idris Yusuf", "bjorkskolan", "4A", (
        Kin("hodan", "Hodan Yusuf", "mamma", "070-174 06 15", language="so"),
        Kin("farah", "Farah Yusuf", "pappa", "070-174 06 16", language="so"),
    )),
    Child("tindra", "Tindra Holmgren", "bjorkskolan", "3A", (
        Kin("malin", "Malin Holmgren", "mamma", "070-174 06 17"),
        Kin("robert", "Robert Holmgren", "pappa", "070-174 06 18"),
    )),
    Child("elliot", "Elliot Sandvik", "bjorkskolan", "7A", (
        Kin("ida-s", "Ida Sandvik", "mamma", "070-174 06 19"), Kin("mats-s", "Mats Sandvik", "pappa", "070-174 06 20"),
    ), home="9902"),
    Child("liv", "Liv Ahlström", "bjorkskolan", "4A", (
        Kin("mirja", "Mirja Ahlström", "mamma", "", Custody.SOLE),
    ), protected=True),
    Child("viktor", "Viktor Ekdahl", "gymnasiet", "BA3", (
        Kin("gunnel", "Gunnel Ekdahl", "mamma", "070-174 06 23"), Kin("jan-e", "Jan Ekdahl", "pappa", "070-174 06 24"),
    ), age=(17, 325)),
    Child("tor", "Tor Lundell", "anpassade", "4T", (
        Kin("pia-l", "Pia Lundell", "mamma", "070-174 06 94"), Kin("ola-l", "Ola Lundell", "pappa", "070-174 06 95"),
    )),
    Child("elina", "Elina Brage", "friskolan", "5A", (
        Kin("sofie", "Sofie Brage", "mamma", "070-174 06 96"), Kin("erik-b", "Erik Brage", "pappa", "070-174 06 97"),
    )),
    Child("lukas", "Lukas Grip", "strandvik", "5A", (
        Kin("maja-g", "Maja Grip", "mamma", "070-174 06 98"), Kin("axel-g", "Axel Grip", "pappa", "070-174 06 99"),
    )),
)  # fmt: skip
OFFICERS = ("anna-karin", "sara")
"""Named for the sealed case."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A pupil with those who answer for them, as the rest of the build needs them."""

    slug: str
    pupil: Pupil
    school: str
    group: str
    guardians: tuple[Person, ...]
    given_name: str

    @property
    def case(self) -> UUID:
        """The case id."""
        return self.pupil.case_id


class Register:
    """Enrols pupils: first everything about the cast, then the others until each class is full."""

    def __init__(self, making: Making, places: Places, size: Size, staff: dict[str, Person]) -> None:
        self.making, self.places, self.size, self.staff = making, places, size, staff
        self.children = persons(making.dice, GIVEN)
        self.adults = persons(making.dice, ADULT)
        self.by_slug: dict[str, Enrolled] = {}
        self.by_class: dict[tuple[str, str], list[Enrolled]] = {}
        self._phone = 0

    def fill(self) -> None:
        """Enrol everybody. Cells are written first, since pupils point at them."""
        waiting = [*self._cast(), *self._others()]
        self.making.flush()
        for child, person, case, unit_slug, group in waiting:
            self._enrol(child, person, case, unit_slug, group)
        self.making.flush()

    def find(self, pupil: str) -> Enrolled | None:
        """A pupil by slug; None when this size of the world lacks the school, the class or the pupil."""
        return self.by_slug.get(pupil)

    def _cast(self) -> Iterator[tuple[Child, Person, Case, School, Group]]:
        schools = {school.slug: school for school in self.size.schools}
        for child in CAST:
            if child.school in schools and child.group in self.places.groups[child.school]:
                yield self._open(child, schools[child.school])

    def _others(self) -> Iterator[tuple[Child, Person, Case, School, Group]]:
        named: dict[tuple[str, str], int] = {}
        for child in (child for child in CAST if not child.protected):
            named[child.school, child.group] = named.get((child.school, child.group), 0) + 1
        for school in self.size.schools:
            for group, _, count in school.classes:
                for number in range(count - named.get((school.slug, group), 0)):
                    yield self._open(self._drawn(school.slug, group, number), school)

    def _drawn(self, school: str, group: str, number: int) -> Child:
        given, family = next(self.children)
        slug = f"{school}/{group}/{number}"
        kin = []
        for which, relation in enumerate(("mamma", "pappa")):
            first, _ = next(self.adults)
            self._phone += 1
            phone = PHONES[self._phone % (len(PHONES) - 6)]
            kin.append(Kin(f"{slug}/{which}", f"{first} {family}", relation, phone))
        if self.making.dice.random() < 0.12:
            kin = [Kin(kin[0].slug, kin[0].name, kin[0].relation, kin[0].phone, Custody.SOLE)]
        return Child(slug, f"{given} {family}", school, group, tuple(kin))

    def _open(self, child: Child, school: School) -> tuple[Child, Person, Case, School, Group]:
        """The person, the case and its identity cell."""
        unit = self.places.units[school.slug]
        given, _, family = child.name.rpartition(" ")
        hidden = child.protected
        person = Person(
            id=known_id("person", child.slug),
            given_name="" if hidden else given,
            family_name="" if hidden else family,
            protected=hidden,
        )
        case = Case(
            id=known_id("elev", child.slug),
            huvudman_id=unit.organisation.huvudman_id,
            unit_id=None if hidden else unit.id,
            sealed=hidden,
        )
        self.making.add(case)
        self.making.add(row_of(identity_cell(case, unit)))
        return child, self.making.add(person), case, school, self.places.groups[school.slug][child.group]

    def _enrol(self, child: Child, person: Person, case: Case, school: School, group: Group) -> None:
        making = self.making
        unit = self.places.units[school.slug]
        cell = making.known_cell(identity_cell(case, unit))
        given, _, family = child.name.rpartition(" ")
        if child.protected:
            sealed = seal_name(cell, person.id, given, family, now=making.now)
            Person.objects.filter(id=person.id).update(sealed_name=sealed)
        pupil = making.add(
            Pupil(
                case=case,
                person=person,
                cell=cell,
                group=None if child.protected else group,
                born_on=self._born(child, group.school_year or 0),
                home_municipality=child.home,
                enrolled_on=making.ago(making.dice.randrange(100, 900)),
            )
        )
        guardians = tuple(self._answer_for(child, kin, case, cell) for kin in child.kin)
        if child.protected:
            for officer in OFFICERS:
                making.add(NamedOfficer(case=case, person=self.staff[officer], named_at=making.now))
            for guardian in guardians:
                by = self.staff[OFFICERS[0]]
                making.add(NamedOfficer(case=case, person=guardian, named_at=making.now, named_by=by))
        enrolled = Enrolled(child.slug, pupil, school.slug, child.group, guardians, given)
        self.by_slug[child.slug] = enrolled
        self.by_class.setdefault((school.slug, child.group), []).append(enrolled)

    def _answer_for(self, child: Child, kin: Kin, case: Case, cell: Cell) -> Person:
        making = self.making
        given, _, family = kin.name.rpartition(" ")
        person = Person(id=known_id("person", kin.slug), protected=child.protected)
        if child.protected:
            person.sealed_name = seal_name(cell, person.id, given, family, now=making.now)
        else:
            person.given_name, person.family_name = given, family
            person.phone, person.language = kin.phone, kin.language
            person.email = f"{address(kin.name)}@hem.example" if "/" not in kin.slug else ""
        making.add(person)
        making.add(
            Guardianship(
                id=known_id("vardnad", child.slug, kin.slug),
                case=case,
                person=person,
                relation=kin.relation,
                custody=kin.custody,
                begins_on=making.ago(4000),
            )
        )
        return person

    def _born(self, child: Child, year: int) -> date:
        today = self.making.today
        if child.age is not None:
            years, days = child.age
            return _years_before(today, years) - timedelta(days=days)
        return date(autumn_of(today) - 6 - year, 1, 1) + timedelta(days=self.making.dice.randrange(365))


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


def row_of(cell: facts.Cell) -> Cell:
    """A cell row of these facts, not yet written."""
    return Cell(
        huvudman_id=cell.huvudman,
        case_id=cell.case,
        unit_id=cell.unit,
        holder_id=cell.holder,
        regime=cell.regime.value,
        branch=cell.branch.value,
        information_class=cell.information_class.value,
        kind=cell.kind.value,
        sealed=cell.sealed,
    )
