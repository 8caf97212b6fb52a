"""Who gets what a pupil writes: the pupil's own adult, else the rektor by office. Nobody is ever written to in vain."""

from dataclasses import dataclass
from operator import attrgetter

from samverkan.access.gathering import reader_for
from samverkan.access.queries import Looker, circle
from samverkan.guard.scope import Scope
from samverkan.own_page.models import Told
from samverkan.people.adults import trygghetsperson
from samverkan.people.barring import barred
from samverkan.people.cells import pupil_row
from samverkan.people.queries import PupilCard
from samverkan.people.wording import first_name
from samverkan.plans.writing import Choice, choices, ways_to_tell
from samverkan.policy.capacities import capacity
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who reads what the pupil writes."""

    person: PersonId | None
    """None: the rektor by office, whoever holds it."""
    short: str
    """ "Sara", or "rektor Anna-Karin"."""
    role: str
    reader: Reader
    """In whose capacity it is received: what a pupil says is as secret as any talk with the one it is said to."""


@dataclass(frozen=True, slots=True)
class Receiving:
    """Who receives what this pupil writes, and who can be asked when they are not here."""

    own: Receiver | None
    """The pupil's own adult, when they have one who still works with them."""
    leader: Receiver | None
    lookers: tuple[Looker, ...]

    @property
    def first(self) -> Receiver | None:
        """Who gets it. None when there is nobody: then nothing is taken in."""
        return self.own or self.leader


def receiving(scope: Scope, card: PupilCard) -> Receiving:
    """Who receives, asked anew each time: one who has left receives nothing."""
    lookers = circle(scope, card.case)
    return Receiving(_own(scope, card), _leader(card, lookers), lookers)


def ways(found: Receiving, to: Receiver, card: PupilCard, scope: Scope) -> tuple[Choice, ...]:
    """The ways in which the receiver may keep what the pupil writes, and who else would read each."""
    usual = [way for way in ways_to_tell(card.first_name) if way[0] in Told.values]
    pupil = pupil_row(card.case)
    return choices(to.reader, pupil, found.lookers, usual, school=card.school, today=scope.today)


def way_of(offered: tuple[Choice, ...], told: str) -> Choice | None:
    """The way that the pupil has chosen; where the law does not offer it the strictest there is."""
    return next((way for way in offered if way.slug == told), offered[-1] if offered else None)


def _own(scope: Scope, card: PupilCard) -> Receiver | None:
    trusted = trygghetsperson(scope, card.case)
    if trusted is None or trusted.person_id in barred(card.case):
        return None
    reader = reader_for(trusted.person_id, scope.today)
    if capacity(reader, card.case, card.unit) is None:
        return None
    return Receiver(trusted.person_id, first_name(trusted.name), trusted.role, reader)


def _leader(card: PupilCard, lookers: tuple[Looker, ...]) -> Receiver | None:
    for looker in sorted(lookers, key=attrgetter("nearness")):
        reader = looker.asked.reader
        if looker.office and capacity(reader, card.case, card.unit) is not None:
            return Receiver(None, f"{looker.office} {first_name(looker.name)}", looker.office, reader)
    return None
