"""Sjövik, an invented municipality: two schools, forty pupils, their guardians, and those who work there.

No person has a personnummer: the numbers are of the temporary kind (date and letters), and one is the published sample
whose check digit is wrong. Phone numbers are of the series kept for fiction.
"""

from copy import deepcopy
from typing import Any
from uuid import NAMESPACE_URL, uuid5

Record = dict[str, Any]
STAMP = "2026-08-17T08:00:00+02:00"
NAMES = (
    "Alva Bo Cleo Disa Elis Freja Gry Hugo Idun Joar Kaj Liv Milo Nora Olle Pia Ravn Saga Tage Una Vera "
    "Wille Yrsa Zack Åke Ärla Östen Amin Beyan Cemile Dawit Emina Farah Goran Hodan Ivana Jamal Katja "
    "Leyla Mirko "
)
GIVEN = NAMES.split()
FAMILY = ["Alm", "Björk", "Dahl", "Ek", "Fors", "Gren", "Hav", "Ljung", "Mo", "Näs", "Ås", "Ö"]
STAFF = (
    ("Rut", "Hamn", "Rektor", 0),
    ("Arvid", "Skär", "Rektor", 1),
    ("Signe", "Vik", "Kurator", 0),
    ("Mona", "Holme", "Skolsköterska", 0),
    ("Ture", "Kobb", "Skolpsykolog", 0),
    ("Lo", "Strand", "Speciallärare/specialpedagog", 0),
    ("Pål", "Udd", "Speciallärare/specialpedagog", 1),
    ("Bea", "Sund", "Lärare", 0),
    ("Dan", "Brygga", "Lärare", 0),
    ("Eva", "Fyr", "Förstelärare", 1),
    ("Kim", "Ström", "Fritidspedagog", 0),
    ("Tor", "Lots", "Studie- och yrkesvägledare", 1),
    ("Åsa", "Kaj", "Skoladministratör", 0),
    ("Jon", "Bauta", "Övrig arbetsledning", 1),
)
CLASSES = (("4A", 0), ("7B", 0), ("8A", 1), ("9C", 1))


def uid(*parts: object) -> str:
    """A stable UUID for anything with a name."""
    return str(uuid5(NAMESPACE_URL, "https://sjovik.example/" + "/".join(map(str, parts))))


HUVUDMAN, SCHOOLS = uid("huvudman"), (uid("skola", 0), uid("skola", 1))


class World:
    """The records of every endpoint, free for a test to change. `deleted` holds (type, id) of removed records."""

    def __init__(self) -> None:
        self.organisations = _organisations()
        self.persons = [*_pupils(), *_guardians(), *_staff()]
        self.groups = _groups()
        self.duties = _duties()
        self.activities = _activities()
        self.deleted: list[tuple[str, str]] = []

    def records(self, endpoint: str) -> list[Record]:
        """All records of an endpoint."""
        found: list[Record] = getattr(self, endpoint)
        return found

    def person(self, given: str) -> Record:
        """The first person with a given name."""
        return next(person for person in self.persons if person["givenName"] == given)

    def change(self, given: str, *, modified: str, **fields: Any) -> None:
        """Change a person, and say when."""
        person = self.person(given)
        person.update(deepcopy(fields))
        person["meta"]["modified"] = modified

    def remove(self, given: str) -> None:
        """Take a person away; deletedEntities tells of it."""
        person = self.person(given)
        self.persons.remove(person)
        self.deleted.append(("persons", person["id"]))
        for group in self.groups:
            group["groupMemberships"] = [
                each for each in group["groupMemberships"] if each["person"]["id"] != person["id"]
            ]


def _meta() -> Record:
    return {"created": STAMP, "modified": STAMP}


def _organisations() -> list[Record]:
    return [
        _organisation(HUVUDMAN, "Sjöviks kommun", "Huvudman", ""),
        _organisation(SCHOOLS[0], "Strandskolan", "Skolenhet", "99900011"),
        _organisation(SCHOOLS[1], "Fyrskolan", "Skolenhet", "99900012"),
    ]


def _organisation(own: str, name: str, kind: str, code: str) -> Record:
    record = {"id": own, "meta": _meta(), "displayName": name, "organisationType": kind, "schoolUnitCode": code}
    return record if kind == "Huvudman" else record | {"parentOrganisation": {"id": HUVUDMAN}}


def _person(own: str, given: str, family: str, number: str, **more: Any) -> Record:
    return {
        "id": own,
        "meta": _meta(),
        "givenName": given,
        "familyName": family,
        "eduPersonPrincipalNames": [],
        "civicNo": {"value": number},
        "securityMarking": "Ingen",
        **more,
    }


def _pupils() -> list[Record]:
    return [_pupil(index) for index in range(len(GIVEN))]


def _pupil(index: int) -> Record:
    name, school = CLASSES[index % 4]
    born = f"20{26 - 6 - int(name[0]):02}"
    record = _person(
        uid("elev", index),
        GIVEN[index],
        FAMILY[index % len(FAMILY)],
        "120618-5131" if index == 5 else f"{born}0{1 + index % 9}1{index % 10}TF{index:02}",
        birthDate=f"{born}-0{1 + index % 9}-1{index % 10}",
        enrolments=[
            {
                "enroledAt": {"id": SCHOOLS[school]},
                "schoolYear": int(name[0]),
                "schoolType": _form(index),
                "cancelled": False,
            }
        ],
        responsibles=[
            {"person": {"id": uid("vh", index // 2, side)}, "relationType": "Vårdnadshavare"} for side in _sides(index)
        ],
        emails=[{"value": f"elev{index}@elev.sjovik.example", "type": "Skola elev"}],
        addresses=[{"type": "Folkbokföring", "streetAddress": f"Strandvägen {index}", "locality": "Sjövik"}],
    )
    return record | _mark(index)


def _form(index: int) -> str:
    return "GRS" if index == 7 else "GR"


def _sides(index: int) -> tuple[int, ...]:
    """Brothers and sisters come in pairs; every fifth family has one guardian."""
    return (0,) if index // 2 % 5 == 4 else (0, 1)


def _mark(index: int) -> Record:
    marks = {10: "Sekretessmarkering", 21: "Skyddad folkbokföring"}
    return {"securityMarking": marks[index]} if index in marks else {}


def _guardians() -> list[Record]:
    found = []
    for family in range(len(GIVEN) // 2):
        for side in _sides(family * 2):
            number = family * 2 + side
            found.append(
                _person(
                    uid("vh", family, side),
                    ("Maj", "Sten")[side] + str(family).translate(str.maketrans("0123456789", "aeioubdfgk")),
                    FAMILY[(family * 2 + side) % len(FAMILY)],
                    f"198{number % 10}0{1 + number % 9}1{number % 10}TF{number:02}",
                    emails=[{"value": f"vh{number}@hem.example", "type": "Privat"}],
                    phoneNumbers=[{"value": f"070-174 06 {10 + number:02}", "type": "Hem", "mobile": True}],
                    addresses=[
                        {"type": "Folkbokföring", "streetAddress": f"Strandvägen {family}", "locality": "Sjövik"}
                    ],
                )
            )
    return found


def _staff() -> list[Record]:
    return [
        _person(
            uid("personal", index),
            given,
            family,
            f"197{index % 10}0101TF{index:02}",
            emails=[{"value": f"{index}.personal@sjovik.example", "type": "Skola personal"}],
            phoneNumbers=[{"value": f"08-465 004 {index:02}", "type": "Arbete", "mobile": False}],
        )
        for index, (given, family, _, _) in enumerate(STAFF)
    ]


def _groups() -> list[Record]:
    return [
        {
            "id": uid("klass", name),
            "meta": _meta(),
            "displayName": name,
            "groupType": "Klass",
            "schoolType": "GR",
            "organisation": {"id": SCHOOLS[school]},
            "groupMemberships": [
                {"person": {"id": uid("elev", index)}} for index in range(len(GIVEN)) if index % 4 == place
            ],
        }
        for place, (name, school) in enumerate(CLASSES)
    ]


def _duties() -> list[Record]:
    duties = [
        {
            "id": uid("tjanst", index),
            "meta": _meta(),
            "person": {"id": uid("personal", index)},
            "dutyAt": {"id": SCHOOLS[school]},
            "dutyRole": role,
            "assignmentRole": _assignments(index),
        }
        for index, (_, _, role, school) in enumerate(STAFF)
    ]
    doctor = {
        "id": uid("tjanst", "skolläkare"),
        "meta": _meta(),
        "person": {"id": uid("personal", 4)},
        "dutyAt": {"id": HUVUDMAN},
        "dutyRole": "Skolläkare",
        "assignmentRole": [],
    }
    return [*duties, doctor]


def _assignments(index: int) -> list[Record]:
    given = {
        2: ("Elevhälsopersonal", "4A"),
        5: ("Specialpedagog", "7B"),
        7: ("Mentor", "4A"),
        8: ("Mentor", "7B"),
        9: ("Mentor", "9C"),
    }
    if index not in given:
        return []
    kind, group = given[index]
    return [{"group": {"id": uid("klass", group)}, "assignmentRoleType": kind, "startDate": "2026-08-17"}]


def _activities() -> list[Record]:
    return [
        {
            "id": uid("aktivitet", name),
            "meta": _meta(),
            "displayName": f"Matematik {name}",
            "activityType": "Undervisning",
            "groups": [{"id": uid("klass", name)}],
            "teachers": [{"duty": {"id": uid("tjanst", 7 + place % 3)}}],
            "organisation": {"id": SCHOOLS[school]},
        }
        for place, (name, school) in enumerate(CLASSES)
    ]
