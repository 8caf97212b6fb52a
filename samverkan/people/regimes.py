"""When another secrecy law comes to bind a school: signed beforehand, done in one transaction when the day comes."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from samverkan.guard.cells import turn_regime
from samverkan.people.models import Organisation, OrganisationKind, RegimeChange
from samverkan.people.wording import local_day
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import OrganisationId, Regime

ALSO_DUE: list[Callable[[datetime], int]] = []
"""What rooms further out have agreed for a day. They add themselves when they start, and are asked as a day begins."""


class NotAChange(ValueError):
    """The change cannot be signed. The message says in Swedish why."""


@transaction.atomic
def sign_change(
    *, organisation: OrganisationId | UUID, regime: Regime, holds_on: date, reason: str, by: Reader, now: datetime
) -> RegimeChange:
    """Sign that the school is bound by another law from a day on. Nothing changes before the day.

    Raises NotAChange for a day that has been, for what is no school, and where another change waits.
    """
    place = Organisation.objects.select_for_update().get(id=organisation)
    if place.kind != OrganisationKind.SCHOOLS or regime not in (Regime.OSL, Regime.SKOLLAG):
        raise NotAChange("Det är skolor som kan byta mellan skollagen och offentlighets- och sekretesslagen.")
    if holds_on < local_day(now):
        raise NotAChange("Dagen har varit. Välj i dag eller en dag som kommer.")
    if not reason.strip():
        raise NotAChange("Skriv varför lagen ändras, till exempel vilken lag som är beslutad.")
    if _waiting().filter(organisation=place).exists():
        raise NotAChange("Det finns redan en ändring som väntar. Ta tillbaka den först.")
    return RegimeChange.objects.create(
        organisation=place,
        regime=regime.value,
        holds_on=holds_on,
        reason=reason.strip(),
        signed_at=now,
        signed_by_id=by.person,
    )


@transaction.atomic
def take_back(*, change: UUID, by: Reader, now: datetime) -> bool:
    """Take back a change that waits. False when it has been done or taken back already."""
    return bool(_waiting().filter(id=change).update(taken_back_at=now, taken_back_by_id=by.person))


def do_what_is_due(now: datetime) -> int:
    """Do every change whose day has come, each in its own transaction: the organisation and all its cells at once.

    Two who do it at once do it once. The number done.
    """
    due = _waiting().filter(holds_on__lte=local_day(now)).order_by("holds_on", "signed_at")
    done = sum(_do(change, now) for change in due.values_list("id", flat=True))
    return done + sum(also(now) for also in ALSO_DUE)


@transaction.atomic
def _do(change: UUID, now: datetime) -> bool:
    row = _waiting().select_for_update().filter(id=change).first()
    if row is None:
        return False
    regime = Regime(row.regime)
    # A school under OSL is put on a level with an authority, so that 10:27 and 10:28 speak of it too.
    Organisation.objects.filter(id=row.organisation_id).update(regime=regime.value, public=regime is Regime.OSL)
    turn_regime(OrganisationId(row.organisation_id), regime)
    row.done_at = now
    row.save(update_fields=["done_at"])
    return True


def _waiting() -> QuerySet[RegimeChange]:
    return RegimeChange.objects.filter(done_at=None, taken_back_at=None)
