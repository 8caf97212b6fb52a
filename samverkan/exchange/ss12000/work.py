"""Duties of the standard: who works as what, where, and for which groups."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from samverkan.exchange import roles
from samverkan.exchange.roster import Assignment, Duty, Remark, Severity
from samverkan.exchange.ss12000 import fields
from samverkan.exchange.ss12000.organisations import Organisations
from samverkan.exchange.ss12000.paging import Record
from samverkan.policy.vocabulary import Role

CHANGE_LATER = "Ändra rollen efter inläsningen om den är fel."


@dataclass(slots=True)
class Work:
    """What duties and activities tell."""

    duties: dict[str, Duty] = field(default_factory=dict)
    assignments: dict[tuple[str, str, str], Assignment] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, own: str, text: str, mend: str, severity: Severity = Severity.CHECK) -> None:
        """Note something about one duty, by id only."""
        self.remarks.append(Remark(severity, f"duties {own}", text, mend))

    def assign(self, assignment: Assignment) -> None:
        """Keep an assignment, once."""
        self.assignments[assignment.duty, assignment.group, assignment.role_raw] = assignment


def read_work(
    duties: dict[str, Record], activities: dict[str, Record], organisations: Organisations, *, today: date
) -> Work:
    """Read every duty that has not ended, and who teaches which group."""
    found = Work()
    for own, record in duties.items():
        if not fields.over(record, today=today):
            _read(own, record, organisations, found, today=today)
    for record in activities.values():
        if not fields.over(record, today=today):
            _teaching(record, found)
    return found


def _read(own: str, record: Record, organisations: Organisations, found: Work, *, today: date) -> None:
    person, at = fields.reference(record, "person"), fields.reference(record, "dutyAt")
    word = fields.text(record, "dutyRole")
    if not (person and at):
        found.remark(own, "Tjänsten säger inte vem eller var, och lästes inte.", "Rätta i källan.", Severity.FAULT)
        return
    assignments = [each for each in fields.items(record, "assignmentRole") if not fields.over(each, today=today)]
    words = [fields.text(each, "assignmentRoleType", "assignmentRole") for each in assignments]
    role = _role(own, word, words, found)
    kept = [_duty(own, record, place, at, person, role) for place in _places(own, at, organisations, found)]
    found.duties.update({duty.id: duty for duty in kept})
    for each, raw in zip(assignments, words, strict=True):
        group = fields.reference(each, "group")
        if group and raw:
            found.assign(Assignment(kept[0].id, person, group, roles.assignment(raw), raw, roles.is_elevhalsa(raw)))


def _duty(own: str, record: Record, place: str | None, at: str, person: str, role: Role) -> Duty:
    """One duty at one unit. Work at a school with several units becomes one for each, with the unit in its id."""
    return Duty(
        own if place in (None, at) else f"{own}@{place}",
        person,
        role,
        fields.text(record, "dutyRole"),
        place,
        None if place else at,
        fields.day(record, "startDate"),
        fields.day(record, "endDate"),
    )


def _role(own: str, word: str, assignments: list[str], found: Work) -> Role:
    """The duty's role. The standard has one word for speciallärare and specialpedagog; an assignment may tell which."""
    reading = roles.duty(word)
    told = any(roles.assignment(each) is Role.SPECIAL_EDUCATOR for each in assignments)
    if reading.ask and reading.role is Role.SPECIAL_TEACHER and told:
        return Role.SPECIAL_EDUCATOR
    if reading.ask:
        found.remark(own, reading.ask, CHANGE_LATER)
    return reading.role


def _places(own: str, at: str, organisations: Organisations, found: Work) -> Iterator[str | None]:
    """The school units of a duty: its own, or those of the school above. Work for a huvudman waits for a person."""
    if at in organisations.units:
        yield at
        return
    beneath = organisations.units_beneath(at)
    if beneath and organisations.is_school(at):
        yield from beneath
        return
    where = "gäller mer än en skola" if at in organisations.above else "hör till en skola som källan inte beskriver"
    text = f"Tjänsten {where}. Den ger ingen behörighet förrän någon har valt skolenhet."
    found.remark(own, text, "Välj skolenhet under Inställningar, Personer och roller, efter inläsningen.")
    yield None


def _teaching(record: Record, found: Work) -> None:
    groups = [fields.text(each, "id") for each in fields.items(record, "groups")]
    for teacher in fields.items(record, "teachers"):
        duty = found.duties.get(fields.reference(teacher, "duty"))
        for group in groups:
            if duty is not None and group:
                found.assign(Assignment(duty.id, duty.person, group, Role.TEACHER, "Undervisning"))
