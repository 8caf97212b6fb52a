"""The reader that a pupil is on the own page: before themself and nothing else, and never more than the one beside."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from samverkan.access.gathering import facts_for, reader_for
from samverkan.access.middleware import meet
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence
from samverkan.own_page.models import Sitting
from samverkan.people import assurance
from samverkan.people.cells import pupil_row
from samverkan.people.models import Huvudman
from samverkan.policy.acting import Action, Assurance, Level, at_level, may
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, HuvudmanId, PersonId, Tie


@dataclass(frozen=True, slots=True)
class Seated:
    """Who sits at the page."""

    reader: Reader
    case: CaseId
    huvudmen: frozenset[HuvudmanId]
    assurance: Assurance
    beside: Reader | None

    def scope(self, *, today: date, now: datetime) -> Scope:
        """What the pupil may read; beside somebody only what that one may read too: they see the same screen."""
        own = Scope.of(facts_for(self.reader, today=today), now)
        if self.beside is None:
            return own
        return own.seen_by(Scope.of(facts_for(self.beside, today=today), now))


def seated(row: Sitting, today: date) -> Seated | None:
    """Who sits at the page today. None when the pupil is none here any more, when the house only prepares, or when the
    one beside may not open the page any more.
    """
    with fence(map(HuvudmanId, Huvudman.objects.values_list("id", flat=True))):  # a request of nobody stands in none
        return _seated(row, today)


def _seated(row: Sitting, today: date) -> Seated | None:
    met = meet(reader_for(PersonId(row.pupil_id), today))
    standing = next((one for one in met.reader.standings if one.tie is Tie.SELF), None)
    if standing is None or standing.case is None or standing.case in met.reader.barred_from:
        return None
    case = standing.case
    identity = pupil_row(case).cell.facts
    alone = replace(met.reader, standings=(standing,), named_for=met.reader.named_for & {case})
    reader, sitting = at_level(alone, Assurance(Level(row.level), assurance.raised_by(met.huvudmen)))
    if not reader.standings:
        return None
    if row.beside_id is None:
        return Seated(reader, case, met.huvudmen, sitting, None)
    adult = meet(reader_for(PersonId(row.beside_id), today))
    beside, _ = at_level(adult.reader, Assurance(Level(row.level), assurance.raised_by(adult.huvudmen)))
    if not may(beside, Action.OWN_PAGE_OPEN, case=case, unit=identity.unit).allowed:
        return None
    return Seated(reader, case, met.huvudmen, sitting, beside)
