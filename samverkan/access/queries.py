"""Who can see what of one pupil, gathered for everybody at once: the answer behind "Vem kan se det här?"."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import slugify

from samverkan.access.gathering import FACTS, readers_for, running
from samverkan.guard.granting import grants_in
from samverkan.guard.models import Cell, Statement
from samverkan.guard.scope import Scope
from samverkan.people.cells import contact_cell, school_cell
from samverkan.people.models import (
    Assignment,
    GroupRole,
    Guardianship,
    NamedOfficer,
    Person,
    Pupil,
    TeamMember,
)
from samverkan.people.stances import Stances, stances_round
from samverkan.people.wording import counted, listed, lowered
from samverkan.policy import capacities, facts
from samverkan.policy.deciding import open_to_every_employee, open_to_every_party
from samverkan.policy.facts import Facts, Grant, Reader
from samverkan.policy.lanes import Ground, ReadingScope, reading_scope
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, PersonId, Purpose, StatementId, Tie

NAMED_AT_MOST = 9


@dataclass(frozen=True, slots=True)
class Looker:
    """A person with some tie to the pupil, and what the law lets that person read of this one case."""

    person_id: PersonId
    name: str
    roles: tuple[str, ...]
    office: str
    """The office by which a leader is known, in words."""
    nearness: int
    """Leaders first, then those who work, the family last."""
    at_the_school_only: bool
    """Tied by working at the school and by nothing else."""
    reading: ReadingScope
    asked: Facts
    """The facts that the reading answers."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One class of which a person can open something, and why."""

    label: str
    grounds: tuple[Ground, ...]
    """Each reason that differs: a yes for the one thing, an assessment for the other."""


@dataclass(frozen=True, slots=True)
class SeesRow:
    """A row of "Vem kan se det här?"."""

    name: str
    roles: str
    seen: tuple[Seen, ...]
    everyday: tuple[str, ...]
    """What kinds of ordinary school data, in words: "namn och klass", "elevens egna ord"."""


@dataclass(frozen=True, slots=True)
class SeesGroup:
    """Those who see the same."""

    labels: tuple[str, ...]
    everyday: tuple[str, ...]
    rows: tuple[SeesRow, ...]

    @property
    def heading(self) -> str:
        """ "Elevhälsans samtal, skolans arbete med stöd"."""
        return ", ".join([*self.labels[:1], *map(lowered, self.labels[1:])])

    @property
    def everyday_words(self) -> str:
        """ "namn och klass och elevens egna ord"."""
        return ", ".join(self.everyday)

    @property
    def anchor(self) -> str:
        """An id for the group's heading, its own among the groups."""
        return slugify(" ".join(("ser", *self.labels, *self.everyday)))


@dataclass(frozen=True, slots=True)
class WhoSees:
    """The whole answer: those who see more than ordinary school data, and those who see only that."""

    more: tuple[SeesRow, ...]
    ordinary: tuple[SeesRow, ...]

    @property
    def count(self) -> int:
        """Everybody who sees anything."""
        return len(self.more) + len(self.ordinary)

    @property
    def groups(self) -> tuple[SeesGroup, ...]:
        """Those who see more, together by what they see, the ones who see most first."""
        return tuple(sorted(_together(self.more), key=lambda group: -len(group.labels)))

    @property
    def ordinary_groups(self) -> tuple[SeesGroup, ...]:
        """Those who see ordinary school data alone, together by which."""
        return tuple(sorted(_together(self.ordinary), key=lambda group: -len(group.everyday)))


def circle(scope: Scope, case: CaseId) -> tuple[Looker, ...]:
    """Everybody with a tie to the pupil that the asker may know of, in Swedish order, each with a reading scope.

    A tie that the asker may not know of is left out with all it opens: that a party knows the child is a secret of its
    own, and neither this list nor "Läses av …" may tell it.
    """
    found = _everybody(case, scope.today)
    unknown = _unknown(scope, found)
    return tuple(
        _looker(person, _without(reader, unknown[reader.person]), found, scope.today)
        for person, reader in found.people
        if any(standing.tie not in unknown[reader.person] for standing in reader.standings)
    )


def whole_circle(case: CaseId, today: date) -> tuple[Looker, ...]:
    """The same with nothing left out, to hold against the doorkeeper; never for a page."""
    found = _everybody(case, today)
    return tuple(_looker(person, reader, found, today) for person, reader in found.people)


def who_sees(scope: Scope, case: CaseId, lookers: Iterable[Looker]) -> WhoSees:
    """What each person could open of the cells that the asker sees.

    So the list never tells of what the asker may not know.
    """
    known = tuple(lookers)
    cells = tuple(dict.fromkeys(cell.facts for cell in Cell.objects.within(scope).filter(case_id=case)))
    pieces = (*((cell, None) for cell in cells), *_single_pieces(scope, case, known))
    rows = [(looker, _seen(looker, pieces)) for looker in known]
    more = [(looker, seen) for looker, seen in rows if set(seen) - {InformationClass.ORDINARY}]
    ordinary = [(looker, seen) for looker, seen in rows if set(seen) == {InformationClass.ORDINARY}]
    return WhoSees(
        tuple(_row(looker, seen, cells) for looker, seen in more),
        tuple(_row(looker, seen, cells) for looker, seen in ordinary),
    )


def as_shown_to(viewer: Scope, looker: Looker) -> Scope:
    """What the looker reads of this pupil, as far as the viewer may know and may read it too. On the viewer's trail."""
    return Scope(looker.asked, looker.reading, viewer.now).seen_by(viewer)


def who_read_any(scope: Scope, case: CaseId, lookers: Iterable[Looker]) -> tuple[Looker, ...]:
    """Those who can open something of what the asker sees of the pupil."""
    cells = {cell.facts for cell in Cell.objects.within(scope).filter(case_id=case)}
    return tuple(looker for looker in lookers if any(looker.reading.covers(cell) for cell in cells))


def single_statements(lookers: Iterable[Looker]) -> frozenset[StatementId]:
    """Every statement that somebody of them reads by itself."""
    return frozenset(one for looker in lookers for one in looker.reading.single_statements())


def _single_pieces(scope: Scope, case: CaseId, lookers: Iterable[Looker]) -> tuple["Piece", ...]:
    """The statements that somebody reads by themselves, of those that the asker reads."""
    alone = single_statements(lookers)
    if not alone:
        return ()
    rows = Statement.objects.within(scope).filter(id__in=alone, cell__case_id=case, replaced_by=None)
    return tuple((row.cell.facts, StatementId(row.id)) for row in rows)


def readers_of(cell: facts.Cell, lookers: Iterable[Looker], statement: StatementId | None = None) -> tuple[Looker, ...]:
    """Those who would read what is written in the cell; of a statement, those who read that one."""
    return tuple(looker for looker in lookers if looker.reading.ground(cell, statement) is not None)


def read_by(
    cell: facts.Cell,
    lookers: Iterable[Looker],
    *,
    today: date,
    school: str = "skolan",
    statement: StatementId | None = None,
) -> str:
    """The readers in one phrase, for "Läses av …": names, or the whole school when everybody there may read.

    What is open to every party is said to be so in the same words whoever they are and whoever asks: the asker may not
    know of all of them, and shall not be told that it stays with those they know of.
    """
    known = tuple(lookers)
    readers = readers_of(cell, known, statement)
    wide = open_to_every_employee(cell, today)
    shown = [looker for looker in readers if not (wide and looker.at_the_school_only)]
    named = [_called(looker) for looker in sorted(shown, key=attrgetter("nearness"))]
    if wide:
        named.insert(0, f"alla som arbetar på {school}")
    if len(named) > NAMED_AT_MOST:
        rest = len(named) - NAMED_AT_MOST + 1
        named = [*named[: NAMED_AT_MOST - 1], counted(rest, "person till", "personer till")]
    if open_to_every_party(cell, today):
        named.append("alla andra som är med i arbetet, hemma och utanför skolan")
    return listed(named) or "ingen"


def _called(looker: Looker) -> str:
    """A leader is known by the office: "rektor Anna-Karin Wester"."""
    return f"{looker.office} {looker.name}".strip()


Piece = tuple[facts.Cell, StatementId | None]
"""A cell, or one statement of it."""
Reasons = dict[InformationClass, tuple[Ground, ...]]


def _seen(looker: Looker, pieces: Iterable[Piece]) -> Reasons:
    """By class, every reason that reads differently. What one reads by tie or office is not read by anybody's yes."""
    seen: dict[InformationClass, dict[tuple[str, str], Ground]] = {}
    for cell, statement in pieces:
        grounds = looker.reading.grounds(cell, statement)
        own = [ground for ground in grounds if ground.grant is None][:1]
        for ground in own or grounds:
            seen.setdefault(cell.information_class, {}).setdefault((ground.sentence, ground.provision), ground)
    return {of: tuple(found.values()) for of, found in seen.items()}


def _row(looker: Looker, seen: Reasons, cells: Iterable[facts.Cell]) -> SeesRow:
    return SeesRow(
        looker.name,
        listed(looker.roles),
        tuple(Seen(found.label, grounds) for found, grounds in sorted(seen.items())),
        _everyday(looker, cells),
    )


def _everyday(looker: Looker, cells: Iterable[facts.Cell]) -> tuple[str, ...]:
    """The kinds of ordinary data that the looker reads: who the pupil is, and what is said there for all to know."""
    kinds = {
        cell.kind
        for cell in cells
        if cell.information_class is InformationClass.ORDINARY and looker.reading.covers(cell)
    }
    return tuple(kind.label for kind in Kind if kind in kinds)


def _together(rows: Iterable[SeesRow]) -> list[SeesGroup]:
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[SeesRow]] = {}
    for row in rows:
        found.setdefault((tuple(seen.label for seen in row.seen), row.everyday), []).append(row)
    return [SeesGroup(labels, everyday, tuple(group)) for (labels, everyday), group in found.items()]


def _looker(person: Person, reader: Reader, found: "_Everybody", today: date) -> Looker:
    held = capacities.office(reader)
    asked = Facts(reader, Purpose.SUPPORT, today, grants=found.grants, stances=found.stances)
    return Looker(
        person_id=reader.person,
        name=person.name,
        roles=tuple(dict.fromkeys(standing.role.label for standing in reader.standings)),
        office="" if held is None else held.label,
        nearness=capacities.nearness(reader),
        at_the_school_only=capacities.is_at_work_only(reader),
        reading=reading_scope(asked),
        asked=asked,
    )


@dataclass(frozen=True, slots=True)
class _Everybody:
    """All who have some tie to one pupil, and the rows that say so."""

    pupil: Pupil
    seats: tuple[TeamMember, ...]
    grants: tuple[Grant, ...]
    stances: Stances
    people: tuple[tuple[Person, Reader], ...]
    """In Swedish order."""


def _everybody(case: CaseId, today: date) -> _Everybody:
    pupil = Pupil.objects.unguarded(because=FACTS).select_related("cell").get(case_id=case)
    seats = tuple(TeamMember.objects.unguarded(because=FACTS).filter(case_id=case).select_related("cell"))
    grants = grants_in([case])
    seated = {row.person_id for row in seats if row.person_id is not None}
    named = {grant.receiver_person for grant in grants if grant.receiver_person is not None}
    tied = {pupil.person_id, *seated, *named, *_with_other_ties(pupil, today)}
    readers = readers_for(map(PersonId, tied), today, case=case)
    persons = Person.objects.filter(id__in=readers).order_by("sort_name", "id")
    stances = stances_round((), [case])
    people = tuple((person, readers[PersonId(person.id)]) for person in persons)
    return _Everybody(pupil, seats, grants, stances, people)


def _unknown(scope: Scope, found: _Everybody) -> dict[PersonId, frozenset[Tie]]:
    """By person, the ties the asker may not know of: unseen seats, and the family where team and home are closed.
    Whoever asks knows of their own."""
    covers, asker = scope.reading.covers, scope.reader.person
    unknown: dict[PersonId, frozenset[Tie]] = defaultdict(frozenset)
    for seat in found.seats:
        if seat.person_id not in (None, asker) and not covers(seat.cell.facts):
            unknown[PersonId(seat.person_id)] |= {Tie.TEAM}
    team = school_cell(found.pupil, InformationClass.SUPPORT, Kind.EXISTENCE)
    if not (covers(team) or covers(contact_cell(found.pupil))):
        for _, reader in found.people:
            if reader.person != asker and capacities.answers_for_a_child(reader):
                unknown[reader.person] |= {Tie.GUARDIAN}
    return unknown


def _without(reader: Reader, ties: frozenset[Tie]) -> Reader:
    kept = tuple(standing for standing in reader.standings if standing.tie not in ties)
    return replace(reader, standings=kept)


def _with_other_ties(pupil: Pupil, today: date) -> Iterable[UUID]:
    """Everybody beside the team who may have a tie to the pupil: who they are to the law is gathered as for any reader.
    One question for all: who works there, who has the class, who answers for the child, who is named.

    Of an organisation that has been given a yes only those with a seat receive anything, and they are of the team.
    """
    case, unit = pupil.case_id, pupil.cell.unit_id
    work = Assignment.objects.none() if unit is None else Assignment.objects.filter(unit_id=unit)
    sources: tuple[QuerySet[Any], ...] = (
        running(work, today),
        running(GroupRole.objects.filter(group=pupil.group_id), today),
        running(Guardianship.objects.filter(case_id=case), today),
        NamedOfficer.objects.filter(case_id=case, ended_at=None),
    )
    first, *others = (source.values_list("person_id", flat=True) for source in sources)
    return first.union(*others)
