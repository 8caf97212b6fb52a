"""Persons of the standard: names, birth, protection, contact; who goes where, and who stands for whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from samverkan.exchange.csv import cells
from samverkan.exchange.roster import Contact, Enrolment, Person, Relation, Remark, Responsible, Severity
from samverkan.exchange.ss12000 import codes, fields
from samverkan.exchange.ss12000.paging import Record

UNMARKED = ("", "ingen", "none")
WORK_MAIL = ("Skola personal", "Arbete övrigt")
PRINCIPAL_NAME = "eduPersonPrincipalName"
LONGEST_KIND = 120
GONE = {"Avliden": "avliden", "Utvandrad": "utvandrad"}


@dataclass(slots=True)
class Persons:
    """What the persons endpoint tells, before households are shielded."""

    persons: dict[str, Person] = field(default_factory=dict)
    enrolments: list[Enrolment] = field(default_factory=list)
    bonds: dict[tuple[str, str], Responsible] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, own: str, text: str, mend: str, severity: Severity = Severity.CHECK) -> None:
        """Note something about one person, by id only."""
        self.remarks.append(Remark(severity, f"persons {own}", text, mend))


def read_persons(records: dict[str, Record], *, staff: frozenset[str], today: date) -> Persons:
    """Read all persons. `staff` are the ids that have duties: their work mail is the one to read."""
    found = Persons()
    for own, record in records.items():
        _bonds(own, record, found, today=today)
        _read(own, record, found, is_staff=own in staff, today=today)
    return found


def _read(own: str, record: Record, found: Persons, *, is_staff: bool, today: date) -> None:
    given, family = fields.text(record, "givenName"), fields.text(record, "familyName")
    if not (given or family):
        found.mentioned.add(own)
        found.remark(own, "Personen har inget namn och lästes inte.", "Fyll i namnet i källan.", Severity.FAULT)
        return
    marking = fields.text(record, "securityMarking")
    protected = marking.casefold() not in UNMARKED
    if protected and not codes.is_known_marking(marking):
        found.remark(own, "Skyddet har ett okänt ord i källan. Personen lästes som skyddad.", "Kontrollera i källan.")
    found.persons[own] = Person(
        own,
        given,
        family,
        birth_date=_born(own, record, found, today=today),
        protected=protected,
        protected_raw=marking if protected else "",
        contact=None if protected else _contact(record, is_staff=is_staff),
        sign_in_keys=tuple(_sign_in_keys(record)) if is_staff else (),
    )
    status = fields.text(record, "personStatus")
    if status in GONE:
        found.remark(own, f"Personen är {GONE[status]} enligt källan. Inskrivningen avslutas.", "", Severity.NOTE)
        return
    found.enrolments.extend(_enrolments(own, record, found, today=today))


def _born(own: str, record: Record, found: Persons, *, today: date) -> date | None:
    born = fields.day(record, "birthDate")
    written = fields.text(fields.inner(record, "civicNo"), "value") or fields.text(record, "civicNo")
    if not written:
        return born
    number = cells.civic_number(written, today=today)
    if number.fault is not None:
        found.remark(own, "Personnumret stämmer inte eller går inte att läsa. Personen lästes ändå.", "Rätta i källan.")
    return born or number.born


def _contact(record: Record, *, is_staff: bool) -> Contact | None:
    """Mail and phone. Addresses are never looked at."""
    mails = [(fields.text(each, "type"), fields.text(each, "value")) for each in fields.items(record, "emails")]
    usable = [(kind, mail) for kind, mail in mails if cells.MAIL.fullmatch(mail)]
    usable.sort(key=lambda each: (each[0] in WORK_MAIL) is not is_staff)
    phones = [
        (each.get("mobile") is not True, fields.text(each, "value")) for each in fields.items(record, "phoneNumbers")
    ]
    phones.sort(key=lambda each: each[0])
    contact = Contact(usable[0][1] if usable else "", next((phone for _, phone in phones if phone), ""))
    return None if contact == Contact() else contact


def _sign_in_keys(record: Record) -> Iterator[tuple[str, str]]:
    """The standard's eduPersonPrincipalNames, and external identifiers under the name that the source gives them."""
    names = record.get("eduPersonPrincipalNames")
    for name in names if isinstance(names, list) else ():
        if isinstance(name, str) and name.strip():
            yield PRINCIPAL_NAME, name.strip()
    for each in fields.items(record, "externalIdentifiers"):
        kind, value = fields.text(each, "context"), fields.text(each, "value")
        if kind and value and len(kind) <= LONGEST_KIND:
            yield kind, value


def _enrolments(own: str, record: Record, found: Persons, *, today: date) -> Iterator[Enrolment]:
    for each in fields.items(record, "enrolments"):
        unit = fields.reference(each, "enroledAt")
        if each.get("cancelled") is True or fields.over(each, today=today):
            continue
        if not unit:
            found.mentioned.add(own)
            found.remark(own, "En inskrivning säger inte vid vilken skola och lästes inte.", "Rätta i källan.")
            continue
        raw = fields.text(each, "schoolType")
        form = codes.school_form(raw)
        if raw and form is None:
            found.remark(own, f"Skolformen ”{raw[:30]}” är okänd. Den sparas som den är.", "")
        yield Enrolment(
            own,
            unit,
            form or "",
            raw,
            fields.number(each, "schoolYear"),
            starts_on=fields.day(each, "startDate"),
            ends_on=fields.day(each, "endDate"),
        )


def _bonds(own: str, record: Record, found: Persons, *, today: date) -> None:
    """Both directions: a child's `responsibles`, and an adult's `responsibleFor` that some servers give instead."""
    embedded = fields.inner(record, "_embedded")
    for each in fields.items(record, "responsibles"):
        _bond(own, fields.reference(each, "person") or fields.text(each, "id"), each, found, today=today)
    for source in (embedded, record):
        for each in fields.items(source, "responsibleFor"):
            _bond(fields.reference(each, "person") or fields.text(each, "id"), own, each, found, today=today)


def _bond(child: str, adult: str, record: Record, found: Persons, *, today: date) -> None:
    if not (child and adult) or child == adult or fields.over(record, today=today):
        return
    raw = fields.text(record, "relationType")
    relation = codes.relation(raw) or Relation.OTHER
    if raw and codes.relation(raw) is None:
        found.remark(
            child, f"Relationen ”{raw[:30]}” är okänd och ger inga rättigheter.", "Ändra den för hand vid behov."
        )
    fresh = Responsible(child, adult, relation, raw, custody=relation is Relation.GUARDIAN)
    before = found.bonds.get((child, adult))
    # The same bond may come from both ends; the one that knows what it is wins.
    if before is None or (before.relation is Relation.OTHER and relation is not Relation.OTHER):
        found.bonds[child, adult] = fresh
