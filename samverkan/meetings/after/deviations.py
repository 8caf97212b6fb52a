"""What did not become as agreed with other organisations, for those who can take it up with their managers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from samverkan.guard.scope import Scope
from samverkan.meetings.models import Deviation, DeviationKind
from samverkan.people.models import Organisation
from samverkan.people.wording import short_day
from samverkan.plans.unkept import Unkept, unkept
from samverkan.policy.acting import Action, work_for

SHOWN_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """One time: which organisation, what, when and at which school. No pupil and no meeting."""

    organisation: str
    what: str
    on: str
    school: str


def deviations(scope: Scope) -> Sequence[DeviationRow]:
    """Those of a year at the schools where the list is the reader's, the latest first; for one who works for the whole
    huvudman, at all of its schools.
    """
    units, huvudmen = _where(scope)
    rows = Deviation.objects.filter(Q(unit__in=units) | Q(huvudman__in=huvudmen))
    rows = rows.filter(happened_on__gte=scope.today - SHOWN_FOR).select_related("organisation", "unit")
    return tuple(
        DeviationRow(
            row.organisation.name,
            DeviationKind(row.kind).label,
            short_day(row.happened_on),
            row.unit.name if row.unit else "",
        )
        for row in rows.order_by("-happened_on", "organisation__name")
    )


def promises_not_kept(scope: Scope) -> Sequence[Unkept]:
    """Promises round pupils at the same schools that have waited too long. No pupil, and no word of what it is."""
    units, huvudmen = _where(scope)
    return unkept(units, huvudmen, today=scope.today)


def _where(scope: Scope) -> tuple[list[UUID], list[UUID]]:
    """The schools of the reader, and the huvudmän for whose every school the reader works."""
    work = work_for(scope.reader, Action.DEVIATIONS_READ)
    whole = [one.organisation for one in work if one.unit is None and one.organisation is not None]
    huvudmen = Organisation.objects.filter(id__in=whole).values_list("huvudman", flat=True)
    return [one.unit for one in work if one.unit is not None], list(huvudmen)
