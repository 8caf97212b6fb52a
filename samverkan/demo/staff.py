"""Those who work: the named cast at the schools and outside them, and colleagues to fill the lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.demo.making import Making, known_id
from samverkan.demo.names import ADULT, DESKS, persons
from samverkan.demo.places import Places
from samverkan.people.models import Assignment, ContactPoint, GroupRole, Person
from samverkan.policy.vocabulary import Role

R = Role
SCHOOL_MAIL = "skolan.bjorkvik.example"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a name in the story: where they work, as what, and which classes are theirs."""

    slug: str
    name: str
    role: Role
    place: str
    """A school unit's slug, or an organisation's when the work is not at one unit."""
    phone: str
    title: str = ""
    mentor: str = ""
    teaches: str = ""


CAST = (
    Colleague("anna-karin", "Anna-Karin Wester", R.REKTOR, "bjorkskolan", "070-174 06 10"),
    Colleague("per", "Per Malmsten", R.ASSISTANT_REKTOR, "bjorkskolan", "070-174 06 12"),
    Colleague("sara", "Sara Holm", R.COUNSELLOR, "bjorkskolan", "070-174 06 11"),
    Colleague("lena", "Lena Wik", R.SPECIAL_EDUCATOR, "bjorkskolan", "08-465 004 15"),
    Colleague("birgitta", "Birgitta Åhl", R.NURSE, "bjorkskolan", "08-465 004 16"),
    Colleague("ulf", "Ulf Brandt", R.DOCTOR, "bjorkskolan", "08-465 004 17"),
    Colleague("jonas", "Jonas Berg", R.TEACHER, "bjorkskolan", "08-465 004 12", "lärare och mentor", "5B", "2A"),
    Colleague("mikael", "Mikael Strand", R.TEACHER, "bjorkskolan", "08-465 004 18", "lärare", "5A", "5B"),
    Colleague("kerstin", "Kerstin Alm", R.TEACHER, "bjorkskolan", "08-465 004 19", "lärare", "9A", "9C"),
    Colleague("hanna", "Hanna Öst", R.SPECIAL_TEACHER, "bjorkskolan", "08-465 004 20"),
    Colleague("dragan", "Dragan Ilić", R.SPECIAL_TEACHER, "bjorkskolan", "08-465 004 21"),
    Colleague("yvonne", "Yvonne Karp", R.CAREERS_COUNSELLOR, "bjorkskolan", "08-465 004 22"),
    Colleague("ingrid", "Ingrid Sjö", R.SCHOOL_ADMINISTRATOR, "bjorkskolan", "031-390 06 05"),
    Colleague("fatuma", "Fatuma Nur", R.LEISURE_STAFF, "bjorkskolan", "08-465 004 23"),
    Colleague("kim", "Kim Ask", R.LEISURE_STAFF, "bjorkskolan", "08-465 004 24"),
    Colleague("ove", "Ove Gran", R.LEISURE_STAFF, "bjorkskolan", "08-465 004 25"),
    Colleague("milla", "Milla Hägg", R.OTHER_STAFF, "bjorkskolan", "08-465 004 26", "elevassistent"),
    Colleague("tore", "Tore Lok", R.OTHER_STAFF, "bjorkskolan", "08-465 004 27", "skolvärd"),
    Colleague("margareta", "Margareta Dahlin", R.SKOLCHEF, "skolor", "031-390 06 01"),
    Colleague("bo", "Bo Eklund", R.LOG_REVIEWER, "skolor", "031-390 06 02"),
    Colleague("inger", "Inger Roos", R.SYSTEM_ADMINISTRATOR, "skolor", "031-390 06 03"),
    Colleague("petra", "Petra Lund", R.TEACHER, "strandvik", "08-465 004 10", "lärare och mentor", "5A"),
    Colleague("torbjorn", "Torbjörn Ahl", R.REKTOR, "strandvik", "08-465 004 11"),
    Colleague("mona", "Mona Kvist", R.COUNSELLOR, "strandvik", "08-465 004 13"),
    Colleague("susanne", "Susanne Fyhr", R.REKTOR, "friskolan", "08-465 004 08"),
    Colleague("hasse", "Hasse Torn", R.COUNSELLOR, "friskolan", "08-465 004 09"),
    Colleague("siv", "Siv Bratt", R.NURSE, "friskolan", "08-465 004 07"),
    Colleague("emil", "Emil Flink", R.TEACHER, "friskolan", "08-465 004 06", "lärare och mentor", "5A"),
    Colleague("gun", "Gun Malm", R.REKTOR, "anpassade", "08-465 004 05"),
    Colleague("ali-reza", "Ali Reza Moradi", R.SPECIAL_EDUCATOR, "anpassade", "08-465 004 04"),
    Colleague("stig", "Stig Rönn", R.TEACHER, "anpassade", "08-465 004 03", "lärare och mentor", "1T 4T 7T 9T"),
    Colleague("nahid", "Nahid Amiri", R.REKTOR, "gymnasiet", "08-465 004 02"),
    Colleague("klas", "Klas Vinge", R.COUNSELLOR, "gymnasiet", "08-465 004 01"),
    Colleague("rita", "Rita Havel", R.TEACHER, "gymnasiet", "08-465 004 00", "lärare och mentor", "NA1 EK2 BA3"),
    Colleague("maria", "Maria Ek", R.SPEECH_THERAPIST, "habiliteringen", "08-465 004 31", "logoped"),
    Colleague("johanna", "Johanna Pil", R.HABILITATION, "habiliteringen", "08-465 004 32", "arbetsterapeut"),
    Colleague("david", "David Sten", R.HABILITATION, "habiliteringen", "08-465 004 38", "fysioterapeut"),
    Colleague("amal", "Amal Saleh", R.HABILITATION, "habiliteringen", "08-465 004 39", "specialpedagog"),
    Colleague("lars", "Lars Falk", R.BUP_CLINICIAN, "bup", "08-465 004 52", "psykolog"),
    Colleague("eva", "Eva Lindmark", R.BUP_CLINICIAN, "bup", "08-465 004 53", "kurator"),
    Colleague("tomas", "Tomas Ros", R.BUP_CLINICIAN, "bup", "08-465 004 54", "läkare"),
    Colleague("petter", "Petter Gren", R.SPEECH_THERAPIST, "logoped", "08-465 004 33", "logoped"),
    Colleague("samira", "Samira Haidari", R.FIRST_LINE, "forsta-linjen", "08-465 004 35", "samtalsbehandlare"),
    Colleague("peter", "Peter Ny", R.SOCIAL_WORKER, "socialtjansten", "08-465 004 44", "socialsekreterare"),
    Colleague("tove", "Tove Kjell", R.SOCIAL_WORKER, "socialtjansten", "08-465 004 45", "socialsekreterare"),
    Colleague("bengt", "Bengt Ask", R.SOCIAL_WORKER, "lss", "08-465 004 46", "LSS-handläggare"),
    Colleague("ylva", "Ylva Frid", R.FIRST_LINE, "vardcentralen", "08-465 004 37", "distriktsläkare"),
    Colleague("nils", "Nils Ahrn", R.SPSM_ADVISER, "spsm", "08-465 004 48", "rådgivare"),
)
STAFF_AT_BJORKSKOLAN = 38
"""Teachers without a name in the story fill up to this many."""


def person_id(slug: str) -> str:
    """The id of somebody in the cast, as text."""
    return str(known_id("person", slug))


@dataclass(frozen=True, slots=True)
class Staff:
    """The cast by slug, and the mentor of each class by school and class."""

    cast: dict[str, Person]
    mentors: dict[tuple[str, str], Person]


def build(making: Making, places: Places) -> Staff:
    """Make the cast and the other teachers."""
    found = {one.slug: _employ(making, places, one) for one in CAST if _where(places, one) is not None}
    named = sum(one.place == "bjorkskolan" for one in CAST)
    others = _teachers(making, places, "bjorkskolan", STAFF_AT_BJORKSKOLAN - named)
    _share_classes(making, places, "bjorkskolan", others)
    for school in ("strandvik", "friskolan"):
        _share_classes(making, places, school, _teachers(making, places, school, len(places.groups[school]) - 1))
    made = making.waiting(GroupRole)
    groups = {group.id: (slug, name) for slug, names in places.groups.items() for name, group in names.items()}
    mentors = {groups[row.group_id]: row.person for row in made if row.role == Role.MENTOR}
    return Staff(found, mentors)


def _where(places: Places, one: Colleague) -> str | None:
    return one.place if one.place in places.units or one.place in places.organisations else None


def _employ(making: Making, places: Places, one: Colleague) -> Person:
    given, _, family = one.name.rpartition(" ")
    domain = SCHOOL_MAIL if one.place in places.units else f"{one.place}.example"
    person = making.add(
        Person(
            id=known_id("person", one.slug),
            given_name=given,
            family_name=family,
            phone=one.phone,
            email=f"{address(one.name)}@{domain}",
        )
    )
    unit = places.units.get(one.place)
    organisation = unit.organisation if unit else places.organisations[one.place]
    making.add(
        Assignment(
            id=known_id("uppdrag", one.slug),
            person=person,
            organisation=organisation,
            unit=unit,
            role=one.role,
            title=one.title,
            begins_on=making.ago(900),
        )
    )
    if unit is not None:
        _roles(making, places, one.place, person, one.mentor.split(), Role.MENTOR)
        _roles(making, places, one.place, person, one.teaches.split(), Role.TEACHER)
    elif one.place != "skolor":
        making.add(
            ContactPoint(
                id=known_id("kontakt", one.slug),
                organisation=organisation,
                function=one.title,
                name=one.name,
                phone=one.phone,
                email=person.email,
                phone_hours=organisation.phone_hours,
                added_at=making.now,
            )
        )
    return person


def _teachers(making: Making, places: Places, school: str, count: int) -> list[Person]:
    names = persons(making.dice, ADULT)
    unit = places.units[school]
    found = []
    for number in range(count):
        given, family = next(names)
        person = Person(
            id=known_id("person", school, "larare", str(number)),
            given_name=given,
            family_name=family,
            phone=DESKS[number % len(DESKS)],
            email=f"{address(f'{given} {family}')}.{school[:2]}{number}@{SCHOOL_MAIL}",
        )
        found.append(making.add(person))
        making.add(
            Assignment(
                id=known_id("uppdrag", school, "larare", str(number)),
                person=person,
                organisation=unit.organisation,
                unit=unit,
                role=Role.TEACHER,
                title="lärare",
                begins_on=_begun(making),
            )
        )
    return found


def _begun(making: Making) -> date:
    return making.ago(making.dice.randrange(400, 3000))


def _share_classes(making: Making, places: Places, school: str, teachers: list[Person]) -> None:
    """A mentor for each class that has none in the cast, and two teachers more for each class but the cast's own."""
    taken = {name for one in CAST if one.place == school for name in one.mentor.split()}
    free = [name for name in places.groups[school] if name not in taken]
    for number, name in enumerate(free):
        _roles(making, places, school, teachers[number % len(teachers)], [name], Role.MENTOR)
    for number, name in enumerate(places.groups[school]):
        for step in (3, 7):
            if len(teachers) > step:
                teacher = teachers[(number + step) % len(teachers)]
                _roles(making, places, school, teacher, [name], Role.TEACHER)


def _roles(making: Making, places: Places, school: str, person: Person, names: Iterable[str], role: Role) -> None:
    for name in names:
        group = places.groups[school].get(name)
        if group is not None:
            making.add(GroupRole(person=person, group=group, role=role, begins_on=making.ago(120)))


def address(name: str) -> str:
    """A name as the local part of a mail address."""
    plain = name.lower().translate(str.maketrans("åäöéćčšžáí ", "aaoeccszai."))
    return "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter in ".-"))
