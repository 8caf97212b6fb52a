"""The organisations and schools of Björkvik and Björklän, and whom one rings there."""

from dataclasses import dataclass

from samverkan.demo.making import Making, known_id
from samverkan.people.models import (
    ContactPoint,
    Group,
    Huvudman,
    HuvudmanKind,
    Organisation,
    OrganisationKind,
    Unit,
)
from samverkan.policy.vocabulary import Branch, Regime


@dataclass(frozen=True, slots=True)
class School:
    """A school unit and its classes: name, school year and how many pupils."""

    slug: str
    name: str
    form: str
    classes: tuple[tuple[str, int, int], ...]
    owner: str = "skolor"
    meeting_place: str = "Konferensrummet"


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the world is built. The cast and Ebba's case are in every size."""

    name: str
    schools: tuple[School, ...]
    collaborations: bool
    """Whether the pupils beside the cast have plans too."""


def _classes(years: str, sizes: dict[str, int], usual: int) -> tuple[tuple[str, int, int], ...]:
    names = years.split()
    return tuple((name, 0 if name[0] == "F" else int(name[0]), sizes.get(name, usual)) for name in names)


def _letters(years: str, letters: str) -> str:
    return " ".join(f"{year}{letter}" for year in years for letter in letters)


BJORKSKOLAN_CLASSES = f"{_letters('F12345', 'AB')} {_letters('6789', 'ABC')}"
FOUR_BIGGER = {"5B": 18, "8C": 18, "2A": 18, "7A": 18}
BJORKSKOLAN = School(
    "bjorkskolan", "Björkskolan", "GR", _classes(BJORKSKOLAN_CLASSES, FOUR_BIGGER, 17), meeting_place="Rum 12 och video"
)
ANPASSADE = School("anpassade", "Björkviks anpassade grundskola", "GRAN", _classes("1T 4T 7T 9T", {}, 6))
GYMNASIET = School(
    "gymnasiet",
    "Björkviks gymnasium",
    "GY",
    (("NA1", 10, 22), ("EK2", 11, 22), ("BA3", 12, 22)),
)
STRANDVIK = School("strandvik", "Strandviksskolan", "GR", _classes(_letters("F123456789", "A"), {}, 15))
FRISKOLAN = School("friskolan", "Fyrens friskola", "GR", _classes(_letters("45678", "A"), {}, 12), owner="fyren")

DEMO = Size("demo", (BJORKSKOLAN, ANPASSADE, GYMNASIET, STRANDVIK, FRISKOLAN), collaborations=True)
FEW = _classes("1B 2A 3A 4A 5B 6C 7A 8C 9B", {"5B": 6}, 5)
TEST = Size(
    "test",
    (
        School("bjorkskolan", "Björkskolan", "GR", FEW, meeting_place="Rum 12 och video"),
        School("strandvik", "Strandviksskolan", "GR", _classes("4A 5A", {}, 5)),
        School("friskolan", "Fyrens friskola", "GR", _classes("5A", {}, 5), owner="fyren"),
    ),
    collaborations=False,
)


@dataclass(frozen=True, slots=True)
class Outside:
    """An organisation outside the schools: owner, kind, branch, phone and what is good to know."""

    slug: str
    name: str
    owner: str
    kind: OrganisationKind
    branch: Branch
    phone: str
    hours: str
    good_to_know: str


K, B = OrganisationKind, Branch
OUTSIDE = (
    Outside("bup", "BUP öst", "regionen", K.BUP, B.CARE, "08-465 004 52", "8–9 vardagar",
            "Säg vilken elev det gäller först när du har ett ja hemifrån."),
    Outside("habiliteringen", "Barn- och ungdomshabiliteringen", "regionen", K.HABILITATION, B.CARE,
            "08-465 004 31", "8–12 och 13–15", "Kommer gärna till skolan på onsdagar."),
    Outside("logoped", "Logopedmottagningen", "regionen", K.SPEECH, B.CARE, "08-465 004 33",
            "9–11 tisdag och torsdag", "Remiss skickas av skolläkaren eller familjen själv."),
    Outside("forsta-linjen", "Första linjen", "regionen", K.FIRST_LINE, B.CARE, "08-465 004 35", "10–12",
            "Familjen kan ringa själv, ingen remiss behövs."),
    Outside("vardcentralen", "Vårdcentralen Hamnen", "regionen", K.PRIMARY_CARE, B.CARE, "08-465 004 37", "8–16", ""),
    Outside("socialtjansten", "Socialtjänsten i Björkvik", "kommunen", K.SOCIAL, B.SOCIAL, "08-465 004 44",
            "8–16.30", "Mottagningen svarar på allmänna frågor utan namn."),
    Outside("lss", "LSS-enheten i Björkvik", "kommunen", K.LSS, B.SOCIAL, "08-465 004 46", "9–11", ""),
    Outside("spsm", "SPSM", "staten", K.SPSM, B.SPSM, "08-465 004 48", "",
            "Svarar inom två veckor på en ansökan om råd."),
)  # fmt: skip

OWNERS = {
    "kommunen": ("Björkviks kommun", HuvudmanKind.MUNICIPALITY, "9901"),
    "regionen": ("Region Björklän", HuvudmanKind.REGION, ""),
    "fyren": ("Stiftelsen Fyren", HuvudmanKind.INDEPENDENT, ""),
    "staten": ("Staten", HuvudmanKind.STATE, ""),
}


@dataclass(frozen=True, slots=True)
class Places:
    """Every organisation, unit and class by its slug."""

    huvudman: dict[str, Huvudman]
    organisations: dict[str, Organisation]
    units: dict[str, Unit]
    groups: dict[str, dict[str, Group]]


def build(making: Making, size: Size) -> Places:
    """Make the organisations, the school units with their classes, and a contact at each place outside."""
    owners = {
        slug: making.add(Huvudman(id=known_id("huvudman", slug), name=name, kind=kind, municipality_code=code))
        for slug, (name, kind, code) in OWNERS.items()
    }
    organisations = {
        "skolor": _schools(making, "skolor", "Björkviks skolor", owners["kommunen"]),
        "fyren": _schools(making, "fyren", "Fyrens friskola", owners["fyren"]),
        **{place.slug: _outside(making, place, owners[place.owner]) for place in OUTSIDE},
    }
    units = {}
    groups: dict[str, dict[str, Group]] = {}
    for number, school in enumerate(size.schools):
        unit = Unit(
            id=known_id("enhet", school.slug),
            organisation=organisations[school.owner],
            name=school.name,
            code=f"990000{number + 1:02}",
            school_form=school.form,
            phone=f"031-390 06 {number + 10:02}",
            meeting_place=school.meeting_place,
            reviewed_access_at=making.now,
            first_day_hidden_at=making.now,
        )
        units[school.slug] = making.add(unit)
        groups[school.slug] = {
            name: making.add(Group(id=known_id("klass", school.slug, name), unit=unit, name=name, school_year=year))
            for name, year, _ in school.classes
        }
    return Places(owners, organisations, units, groups)


def _schools(making: Making, slug: str, name: str, owner: Huvudman) -> Organisation:
    public = owner.kind != HuvudmanKind.INDEPENDENT
    return making.add(
        Organisation(
            id=known_id("organisation", slug),
            huvudman=owner,
            name=name,
            kind=OrganisationKind.SCHOOLS,
            branch=Branch.SCHOOL,
            regime=Regime.OSL if public else Regime.SKOLLAG,
            public=public,
        )
    )


def _outside(making: Making, place: Outside, owner: Huvudman) -> Organisation:
    organisation = making.add(
        Organisation(
            id=known_id("organisation", place.slug),
            huvudman=owner,
            name=place.name,
            kind=place.kind,
            branch=place.branch,
            regime=Regime.OSL,
            phone=place.phone,
            phone_hours=place.hours,
            good_to_know=place.good_to_know,
        )
    )
    making.add(
        ContactPoint(
            id=known_id("kontakt", place.slug),
            organisation=organisation,
            function="Mottagningen" if place.branch is not Branch.SPSM else "Rådgivningen",
            phone=place.phone,
            phone_hours=place.hours,
            good_to_know=place.good_to_know,
            added_at=making.now,
        )
    )
    return organisation
