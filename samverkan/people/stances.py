"""A huvudman's signed readings where lawyers disagree: signing one, and what holds now."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from samverkan.guard.models import Case
from samverkan.people.models import Organisation, SignedStance
from samverkan.policy.facts import Reader
from samverkan.policy.rules.contested import point as point_called
from samverkan.policy.vocabulary import CaseId, HuvudmanId, OrganisationId, Stance

Stances = frozenset[tuple[HuvudmanId, Stance]]


class NotAChoice(ValueError):
    """The reading is not one of the point's, or no reason is given. The message says in Swedish what to mend."""


def sign(
    *, huvudman: HuvudmanId | UUID, point: str, stance: Stance | None, reason: str, by: Reader, now: datetime
) -> SignedStance:
    """Sign a reading, or with None go back to the strict one. It acts at the next request.

    Raises NotAChoice for an unknown point, for another point's reading and without a reason.
    """
    try:
        known = point_called(point)
    except KeyError:
        raise NotAChoice("Frågan finns inte bland dem där jurister är oense.") from None
    if stance is not None and stance not in known.stances():
        raise NotAChoice("Svaret hör inte till den frågan.")
    if not reason.strip():
        raise NotAChoice("Skriv varför ni väljer så. Skälet sparas med namn och dag.")
    return SignedStance.objects.create(
        huvudman_id=huvudman,
        point=known.slug,
        stance=None if stance is None else stance.value,
        reason=reason.strip(),
        signed_at=now,
        signed_by_id=by.person,
    )


def stances_round(organisations: Iterable[OrganisationId], cases: Iterable[CaseId | UUID]) -> Stances:
    """What holds for the huvudmän of the organisations and of the pupils, in one query."""
    of_employers = Organisation.objects.filter(id__in=set(organisations)).values("huvudman_id")
    of_pupils = Case.objects.filter(id__in=set(cases)).values("huvudman_id")
    return _newest(SignedStance.objects.filter(Q(huvudman__in=of_employers) | Q(huvudman__in=of_pupils)))


def stances_of(huvudman: HuvudmanId | UUID) -> frozenset[Stance]:
    """What holds for one huvudman."""
    return frozenset(stance for _, stance in _newest(SignedStance.objects.filter(huvudman=huvudman)))


def _newest(rows: QuerySet[SignedStance]) -> Stances:
    found = rows.order_by("huvudman", "point", "-signed_at", "-id").distinct("huvudman", "point")
    return frozenset((HuvudmanId(row.huvudman_id), Stance(row.stance)) for row in found if row.stance is not None)
