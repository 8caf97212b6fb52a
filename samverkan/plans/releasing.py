"""What one may ask an assessment of, for whom, and who would make it: read from the rows of the law, never chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from samverkan.access.queries import Looker, circle
from samverkan.consent.custody import question_cell
from samverkan.consent.passed_by import SaidNo, noes
from samverkan.consent.releasing import Receiver
from samverkan.guard.scope import Scope
from samverkan.people.cells import outside_cell, pupil_row, school_cell
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard
from samverkan.people.wording import listed
from samverkan.plans import queries
from samverkan.plans.asking import Thing, things
from samverkan.policy import facts
from samverkan.policy.capacities import capacity
from samverkan.policy.consenting import ASKED_FOR, USUAL, may_know_each_answer
from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Facts, Reader, Standing
from samverkan.policy.releasing import asked_first, in_the_family, left_to_a_person, roles_that_weigh, weighs
from samverkan.policy.room import strictest
from samverkan.policy.rules.harm import Harm
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, PersonId, Purpose, Role

SCHOOLS_BRANCH = {
    InformationClass.PSYCHOSOCIAL: Branch.ELEVHALSA,
    InformationClass.MEDICAL: Branch.EMI,
}
"""Which part of the school holds a class; the rest is the school's own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that an assessment may be about, by class and never by content."""

    thing: Thing
    cells: tuple[facts.Cell, ...]
    holder: str

    @property
    def slug(self) -> str:
        """How it is named in addresses."""
        return self.thing.slug

    @property
    def matter(self) -> str:
        """In plain words, lower case."""
        return self.thing.matter


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who might need to know, or decide."""

    id: PersonId
    label: str
    asked: Facts
    """The question to the law on this person's behalf, as far as the asker knows of their ties."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody for whom the law leaves these things to a person to weigh, each for the first purpose it does so for."""

    person: Person
    pieces: tuple[tuple[Piece, Purpose], ...]


@dataclass(frozen=True)
class Opening:
    """What stands between one thing and one person, for one purpose, and who could weigh it."""

    piece: Piece
    person: Person
    purpose: Purpose
    decision: Decision
    ways: tuple[Harm, ...]
    deciders: tuple[Person, ...]

    @property
    def cell(self) -> facts.Cell:
        """The facts that the request names; its kinds are those of the thing."""
        return self.piece.cells[0]

    @property
    def can_be_weighed(self) -> bool:
        """Whether the law leaves it to a person at all."""
        return bool(self.ways)

    @cached_property
    def weighing_roles(self) -> str:
        """Who may weigh, in words, for when nobody of them is near."""
        if self.decision.men is None:
            return ""
        found = roles_that_weigh(self.decision.men, self.cell)
        return listed([role.label for role in Role if role in found][:3])

    @property
    def receiver(self) -> Receiver:
        """To whom it would be handed."""
        return Receiver(self.person.id, self.person.standing.role, self.person.standing.organisation)


def pieces(scope: Scope, card: PupilCard) -> tuple[Piece, ...]:
    """The things one may ask about: what the school holds, and each party the reader knows of."""
    pupil = pupil_row(card.case)
    offered = things(card, queries.team(scope, card.case, card=card))
    holders = {row.id: row for row in Organisation.objects.filter(id__in={thing.sender for thing in offered})}

    def cell(thing: Thing, kind: Kind) -> facts.Cell:
        holder = holders[thing.sender]
        if thing.sender != card.holder:
            return outside_cell(pupil, holder, kind)
        (of,) = thing.classes
        origin = next(iter(thing.origins)) if thing.origins else None
        return school_cell(pupil, of, kind, branch=SCHOOLS_BRANCH.get(of, Branch.SCHOOL), origin=origin)

    return tuple(
        Piece(thing, tuple(cell(thing, kind) for kind in sorted(thing.kinds)), holders[thing.sender].name)
        for thing in offered
    )


def persons(scope: Scope, card: PupilCard, *, only_self: bool) -> tuple[Person, ...]:
    """Those who take part in the work or lead the school, as far as the reader knows of them; or oneself alone."""
    found = circle(scope, card.case)
    near = [looker for looker in found if looker.office or not looker.at_the_school_only]
    if only_self:
        near = [looker for looker in near if looker.person_id == scope.reader.person]
    return _people(card, near, lambda reader: capacity(reader, card.case, card.unit) or in_the_family(reader))


def choices(offered: Iterable[Piece], known: Iterable[Person]) -> tuple[Choice, ...]:
    """Those for whom something can be weighed, with what: not what is open already, nor what no assessment opens."""
    things_offered = tuple(offered)
    found = [
        Choice(person, tuple((piece, ways[0]) for piece in things_offered if (ways := weighed_for(piece, person))))
        for person in known
    ]
    return tuple(choice for choice in found if choice.pieces)


def opening(scope: Scope, card: PupilCard, piece: Piece, person: Person, purpose: Purpose = USUAL) -> Opening:
    """What the law says of the thing for the person and the purpose today, and who could weigh it."""
    decision, cell = _decided(piece, person, purpose), piece.cells[0]
    ways = left_to_a_person(decision, cell, scope.today)
    return Opening(piece, person, purpose, decision, ways, deciders(scope, card, decision, cell, besides=(person.id,)))


def said_no(scope: Scope, found: Opening) -> tuple[SaidNo, ...]:
    """Who has said no to the same thing, for an asker who may know of the consents round the pupil."""
    cell = question_cell(pupil_row(found.cell.case))
    if not (may_know_each_answer(scope.reader, found.cell.case) and scope.reading.covers(cell)):
        return ()
    return noes(found.cell, found.piece.thing.kinds, found.receiver, found.purpose, scope.today)


def weighed_for(piece: Piece, person: Person) -> tuple[Purpose, ...]:
    """The purposes for which the law leaves the thing to a person to weigh, the usual first."""
    return tuple(
        purpose
        for purpose in ASKED_FOR
        if left_to_a_person(_decided(piece, person, purpose), piece.cells[0], person.asked.today)
    )


def _decided(piece: Piece, person: Person, purpose: Purpose) -> Decision:
    asked = replace(person.asked, purpose=purpose)
    return strictest([decide(cell, asked) for cell in piece.cells])


def deciders(
    scope: Scope, card: PupilCard, decision: Decision, cell: facts.Cell, *, besides: Sequence[PersonId]
) -> tuple[Person, ...]:
    """Those the rule row means by its decider, whom the reader may know of. Neither who asks nor who would receive."""
    ground = decision.men
    if ground is None:
        return ()
    near = [looker for looker in circle(scope, card.case) if looker.person_id not in (*besides, scope.reader.person)]
    found = _people(
        card, near, lambda reader: next((row for row in reader.standings if weighs(ground, cell, row)), None)
    )
    return tuple(sorted(found, key=lambda one: not asked_first(one.standing)))


def _people(
    card: PupilCard, near: Iterable[Looker], standing_of: Callable[[Reader], Standing | None]
) -> tuple[Person, ...]:
    """Those who stand so before the pupil, by the ties that the asker may know of and by no other."""
    found = []
    for looker in near:
        standing = standing_of(looker.asked.reader)
        if standing is not None and card.case not in looker.asked.reader.barred_from:
            found.append(Person(looker.person_id, f"{looker.name}, {standing.role.label}", looker.asked, standing))
    return tuple(found)


def chosen(offered: Iterable[Piece], slug: str) -> Piece | None:
    """The thing that an address names."""
    return next((piece for piece in offered if piece.slug == slug), None)


def person_named(known: Iterable[Person], text: str) -> Person | None:
    """The person that an address names."""
    return next((person for person in known if str(person.id) == text), None)
