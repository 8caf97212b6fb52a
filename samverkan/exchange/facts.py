"""All that a roster says of each person, gathered in one place: what is compared, counted and written."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from samverkan.exchange.roster import (
    Contact,
    Covers,
    Enrolment,
    GroupKind,
    Person,
    Remark,
    Roster,
    Severity,
)
from samverkan.policy.elevhalsa import profession
from samverkan.policy.vocabulary import Role

AFTER_SCHOOL = ("fritidshem", "oppen-fritidsverksamhet")


@dataclass(frozen=True, slots=True)
class Work:
    """A role at a unit."""

    unit: str
    role: Role
    title: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class GroupWork:
    """Mentor of, or teacher in, a class."""

    group: str
    role: Role


@dataclass(frozen=True, slots=True)
class Bond:
    """An adult of a child."""

    adult: str
    relation: str
    custody: bool
    sole: bool


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person whole. `school` is None for somebody who is not a pupil; the rest is what the roster covers."""

    person: Person = field(repr=False)
    school: Enrolment | None = None
    group: str | None = None
    """Id of the pupil's class."""
    work: tuple[Work, ...] = ()
    groups: tuple[GroupWork, ...] = ()
    bonds: tuple[Bond, ...] = ()
    waiting: tuple[Role, ...] = ()
    """Work without a unit, for a person to place."""

    @property
    def content(self) -> Any:
        """What a fingerprint is taken of: everything but the ids, which match and do not tell."""
        found = asdict(self)
        found["person"].pop("id")
        found["person"].pop("other_ids")
        if not self.person.sign_in_keys:
            found["person"].pop("sign_in_keys")  # as before there were any, so that nobody looks changed
        if not self.waiting:
            found.pop("waiting")
        if not self.person.language:  # a source that says nothing of it has the same fingerprint as ever
            found["person"].pop("language")
        return found


def persons_in(roster: Roster) -> tuple[dict[str, PersonFacts], tuple[Remark, ...]]:
    """The facts of every person of a roster by id, and what a person should look at."""
    remarks: list[Remark] = []
    schools = _schools(roster, remarks)
    classes = _classes(roster)
    work, groups, bonds = _work(roster, remarks), _groups(roster), _bonds(roster)
    waiting = _waiting(roster)
    found = {}
    for person in roster.persons:
        school = schools.get(person.id)
        found[person.id] = PersonFacts(
            person,
            school,
            classes.get((person.id, school.unit)) if school else None,
            tuple(sorted(work.get(person.id, ()), key=repr)),
            tuple(sorted(groups.get(person.id, ()), key=repr)),
            tuple(sorted(bonds.get(person.id, ()), key=repr)) if school else (),
            tuple(sorted(waiting.get(person.id, ()))),
        )
    return found, tuple(remarks)


def _schools(roster: Roster, remarks: list[Remark]) -> dict[str, Enrolment]:
    """One school for each pupil: the one where she is taught, not the one where she is after school."""
    found: dict[str, Enrolment] = {}
    for enrolment in sorted(roster.enrolments, key=_less_important):
        first = found.setdefault(enrolment.person, enrolment)
        if first.unit != enrolment.unit and enrolment.school_form not in AFTER_SCHOOL:
            where = f"elev {enrolment.person}"
            text = "Eleven är inskriven vid två skolor. Den första används."
            remarks.append(Remark(Severity.CHECK, where, text, "Avsluta den ena inskrivningen i källan."))
    return found


def _less_important(enrolment: Enrolment) -> tuple[bool, bool, str]:
    return enrolment.school_form in AFTER_SCHOOL, not enrolment.class_name, enrolment.unit


def _classes(roster: Roster) -> dict[tuple[str, str | None], str]:
    return {
        (member, group.unit): group.id
        for group in sorted(roster.groups, key=lambda each: each.name, reverse=True)
        if group.kind is GroupKind.CLASS
        for member in group.members
    }


def _work(roster: Roster, remarks: list[Remark]) -> dict[str, list[Work]]:
    """Duties with a unit, and the elevhälsa of a group at the group's unit."""
    found: dict[str, dict[tuple[str, Role], Work]] = {}
    for duty in roster.duties:
        if duty.unit is not None:
            fresh = Work(duty.unit, duty.role, duty.role_raw, duty.starts_on, duty.ends_on)
            found.setdefault(duty.person, {}).setdefault((duty.unit, duty.role), fresh)
    for person, work in _elevhalsa(roster, remarks):
        found.setdefault(person, {}).setdefault((work.unit, work.role), work)
    return {person: list(each.values()) for person, each in found.items()}


def _elevhalsa(roster: Roster, remarks: list[Remark]) -> Iterator[tuple[str, Work]]:
    """Whom the source counts to the elevhälsa of a group: in the assignment's profession, or else the duty's."""
    units = {group.id: group.unit for group in roster.groups}
    duties = {duty.id: duty for duty in roster.duties}
    for each in roster.assignments:
        unit, duty = units.get(each.group), duties.get(each.duty)
        if not each.elevhalsa or unit is None or duty is None:
            continue
        role = profession(each.role, duty.role)
        if role is not None:
            yield each.person, Work(unit, role, duty.role_raw, duty.starts_on, duty.ends_on)
        else:
            text = "Tjänsten hör till elevhälsan för en grupp, men källan säger inte i vilken profession."
            mend = "Ge rollen under Inställningar, Personer och roller, efter inläsningen."
            remarks.append(Remark(Severity.CHECK, f"duties {each.duty}", text, mend))


def _waiting(roster: Roster) -> dict[str, set[Role]]:
    found: dict[str, set[Role]] = {}
    for duty in roster.duties:
        if duty.unit is None:
            found.setdefault(duty.person, set()).add(duty.role)
    return found


def _groups(roster: Roster) -> dict[str, set[GroupWork]]:
    classes = {group.id for group in roster.groups if group.kind is GroupKind.CLASS and group.unit is not None}
    found: dict[str, set[GroupWork]] = {}
    for each in roster.assignments:
        if each.group in classes and each.role in (Role.MENTOR, Role.TEACHER):
            found.setdefault(each.person, set()).add(GroupWork(each.group, each.role))
    return found


def _bonds(roster: Roster) -> dict[str, list[Bond]]:
    if Covers.GUARDIANS not in roster.covers:
        return {}
    found: dict[str, list[Bond]] = {}
    for bond in roster.responsibles:
        found.setdefault(bond.child, []).append(Bond(bond.adult, bond.relation.value, bond.custody, bond.sole))
    return found


def adults_of_protected(facts: Iterable[PersonFacts]) -> dict[str, str]:
    """Adults whose names must lie sealed with a protected pupil: adult id → the pupil's id."""
    return {bond.adult: each.person.id for each in facts if each.person.protected for bond in each.bonds}


def reachable(contact: Contact | None) -> tuple[str, str]:
    """Mail and phone, empty when there are none."""
    return (contact.mail, contact.phone) if contact else ("", "")
