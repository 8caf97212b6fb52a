"""Writing, ending and gathering grants. Called in the transaction of the consent or assessment that is their source."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from samverkan.guard.models import Grant
from samverkan.policy import facts
from samverkan.policy.vocabulary import CaseId, GrantId, OrganisationId, PersonId


def give(grant: facts.Grant, *, source: UUID, now: datetime) -> Grant:
    """Write one grant. It acts at the next request, since nothing is cached."""
    return Grant.objects.create(
        id=grant.id,
        case_id=grant.case,
        classes=sorted(value.value for value in grant.classes),
        kinds=sorted(value.value for value in grant.kinds),
        holder_ids=sorted(grant.holders),
        receiver_organisation_id=grant.receiver_organisation,
        receiver_role=None if grant.receiver_role is None else grant.receiver_role.value,
        receiver_person_id=grant.receiver_person,
        purpose=grant.purpose.value,
        manners=sorted(value.value for value in grant.manners),
        begins_on=grant.begins_on,
        ends_on=grant.ends_on,
        rule=grant.rule,
        subject_id=grant.subject,
        confided=grant.confided,
        origins=None if grant.origins is None else sorted(origin or "" for origin in grant.origins),
        blocked=grant.blocked,
        party_ids=None if grant.parties is None else sorted(grant.parties, key=str),
        statement_ids=None if grant.statements is None else sorted(grant.statements),
        provision=grant.provision,
        reserved=grant.reserved,
        source_id=source,
        granted_at=now,
    )


def end(*, source: UUID, now: datetime) -> int:
    """End every grant of a source. The number ended."""
    return Grant.objects.filter(source_id=source, ended_at=None).update(ended_at=now)


def running(sources: Iterable[UUID], *, on: date | None = None) -> frozenset[UUID]:
    """Those of the sources of which something that they opened has not been ended; with a day, nor run out by then."""
    found = Grant.objects.filter(source_id__in=list(sources), ended_at=None)
    if on is not None:
        found = found.filter(ends_on__gte=on)
    return frozenset(found.values_list("source_id", flat=True))


def ended_at(sources: Iterable[UUID]) -> dict[UUID, datetime]:
    """When what each source opened was last ended by somebody."""
    ended = Grant.objects.filter(source_id__in=list(sources), ended_at__isnull=False).order_by("ended_at")
    return {source: at for source, at in ended.values_list("source_id", "ended_at") if at is not None}


def source_of(grant: GrantId) -> UUID:
    """The consent or assessment that wrote the grant."""
    return Grant.objects.values_list("source_id", flat=True).get(id=grant)


def grants_to(person: PersonId, organisations: Sequence[OrganisationId]) -> tuple[facts.Grant, ...]:
    """The grants that have the person, or an employer of the person, as receiver."""
    rows = Grant.objects.filter(
        Q(receiver_person_id=person) | Q(receiver_organisation_id__in=list(organisations), receiver_person_id=None),
        ended_at=None,
    )
    return tuple(row.facts for row in rows)


def grants_in(cases: Iterable[CaseId]) -> tuple[facts.Grant, ...]:
    """Every running grant of the cases, whoever receives; for the room and for "Vem kan se det här?"."""
    return tuple(row.facts for row in Grant.objects.filter(case_id__in=list(cases), ended_at=None))
