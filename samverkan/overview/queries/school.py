"""S9: the two questions of the rektor, and the walk through the list that answers the first."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from samverkan.consent.waiting import unanswered
from samverkan.guard.scope import Scope
from samverkan.meetings.queries import upcoming
from samverkan.overview import contacts, needs
from samverkan.overview.queries.shared import (
    answers_for_unit,
    calls_to_take,
    cases_of,
    gaps_before,
    kept_together_by,
    phrases,
    with_numbers,
)
from samverkan.people.models import Pupil, Unit
from samverkan.people.reading_in import read_in_at
from samverkan.people.staff import kept_units
from samverkan.people.wording import counted, day, day_with_year
from samverkan.plans.caseload import UNKNOWN_AFTER, caseload, silent_groups
from samverkan.plans.queries import Signal, latest_signal
from samverkan.policy.acting import Action, may
from samverkan.policy.vocabulary import CaseId

OLD_LIST = timedelta(days=7)
"""After this long a list of pupils is asked to be read in again."""
AT_ONCE = 9
"""Contacts shown at once where they have the width of the page: three rows of three."""


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """S9."""

    over: str
    groups: tuple[needs.NeedGroup, ...]
    unknown: tuple[str, ...]
    calls: tuple[contacts.Call, ...]
    walk: tuple[needs.NeedRow, ...]
    may_decide: bool
    """Whether the reader answers for every pupil there; others see it counted over the pupils they work with."""
    may_export: bool
    read_in: str
    """The day of the newest list of pupils, when it is too old and the reader may read in another."""

    @property
    def first_calls(self) -> tuple[contacts.Call, ...]:
        """As many contacts as one looks over at once."""
        return self.calls[:AT_ONCE]

    @property
    def more_calls(self) -> tuple[contacts.Call, ...]:
        """The rest, shut until asked for."""
        return self.calls[AT_ONCE:]

    @property
    def nobody(self) -> bool:
        """Whether no pupil stands in any group."""
        return not any(group.rows for group in self.groups)

    @property
    def cases(self) -> frozenset[UUID]:
        """Whom the page speaks of. The sums are counted over more."""
        return frozenset(row.case for row in self.walk) | cases_of(self.calls)


@dataclass(frozen=True, slots=True)
class WalkPage:
    """One pupil of the list, with how far one has come."""

    row: needs.NeedRow
    number: int
    count: int
    previous: UUID | None
    following: UUID | None
    pupil: Pupil
    running: bool
    """Whether a samverkan goes on already, so that none is to be begun."""
    trusted: bool
    """Whether the pupil has a trygghetsperson already, so that none is to be appointed."""
    signal: Signal | None
    signal_said: str
    """Who wrote it and when."""

    @property
    def cases(self) -> frozenset[UUID]:
        """The pupil, and the next one whom the page leads to."""
        return frozenset(case for case in (self.row.case, self.following) if case is not None)


def school_page(scope: Scope) -> SchoolPage:
    """The two questions of the rektor, answered from her own scope."""
    load = kept_together_by(scope.reader, caseload(scope))
    units = sorted({standing.unit for standing in scope.reader.standings if standing.unit})
    gaps = gaps_before(upcoming(scope, days=14))
    found = needs.groups(load, today=scope.today, consents_missing=phrases(gaps))
    names = [unit.name for unit in Unit.objects.filter(id__in=units).order_by("name")]
    pupils = Pupil.objects.within(scope).filter(ended_on=None, cell__unit_id__in=units).count()
    leads = answers_for_unit(scope.reader)
    whom = counted(pupils, "elev", "elever") if leads else "räknat på de elever som du arbetar med"
    return SchoolPage(
        over=f"{', '.join(names)}, {whom}",
        groups=found,
        unknown=silent_groups(scope, units=units, since=scope.now - UNKNOWN_AFTER) if leads else (),
        calls=with_numbers(scope, calls_to_take(scope, load, unanswered(scope), gaps)),
        walk=needs.to_walk_through(found),
        may_decide=leads,
        may_export=may(scope.reader, Action.SCHOOL_EXPORT).allowed,
        read_in=_old_list(scope),
    )


def _old_list(scope: Scope) -> str:
    """ "21 november 2026" when the newest list of a school that the reader reads lists in to has become old."""
    at = read_in_at(kept_units(scope.reader, Action.IMPORT_APPLY))
    return day_with_year(at) if at is not None and scope.now - at > OLD_LIST else ""


def walk_page(scope: Scope, case: UUID) -> WalkPage | None:
    """The pupil's place in the list, or None when the pupil is not on it."""
    load = kept_together_by(scope.reader, caseload(scope))
    found = needs.groups(load, today=scope.today, consents_missing=phrases(gaps_before(upcoming(scope, days=14))))
    rows = needs.to_walk_through(found)
    place = next((place for place, row in enumerate(rows) if row.case == case), None)
    if place is None:
        return None
    signal = latest_signal(scope, CaseId(case))
    return WalkPage(
        row=rows[place],
        number=place + 1,
        count=len(rows),
        previous=rows[place - 1].case if place else None,
        following=rows[place + 1].case if place + 1 < len(rows) else None,
        pupil=Pupil.objects.within(scope).select_related("person", "cell").get(case=case),
        running=any(row.case == case and row.running is not None for row in load),
        trusted=any(row.case == case and row.trygghetsperson for row in load),
        signal=signal,
        signal_said=f"{signal.by}, {day(signal.at)}" if signal else "",
    )
