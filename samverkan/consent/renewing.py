"""Asking the same thing anew: before it ends, when it has, or when it rests. The old stands until it is answered."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.consent.actions import ask
from samverkan.consent.models import Question
from samverkan.consent.queries import SOON
from samverkan.consent.sealed_words import matters_of
from samverkan.guard import granting
from samverkan.guard.scope import Scope
from samverkan.people.wording import local_day
from samverkan.policy.consenting import longest_end
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, InformationClass, Kind, Manner, PersonId, Purpose, Role


@transaction.atomic
def ask_anew(*, question: UUID, ends_on: date, by: Reader, now: datetime) -> Question:
    """The same question to those who answer today, not yet sent."""
    rows = Question.objects.unguarded(because="an act on a question that the actor's right has been demanded for")
    old = rows.select_related("cell").get(id=question)
    today = local_day(now)
    return ask(
        case=CaseId(old.case_id),
        classes=[InformationClass(value) for value in old.classes],
        kinds=[Kind(value) for value in old.kinds],
        senders=[sender.id for sender in old.senders.all()],
        receiver=old.receiver_id,
        receiver_role=None if old.receiver_role is None else Role(old.receiver_role),
        purpose=Purpose(old.purpose),
        manners=[Manner(value) for value in old.manners],
        begins_on=today,
        ends_on=min(max(ends_on, today + SOON), longest_end(today)),
        matter=matters_of([old])[old.id],
        origins=old.freed_origins,
        parties=old.freed_parties,
        subject=None if old.subject_id is None else PersonId(old.subject_id),
        renews=old.id,
        by=by,
        now=now,
    )


def ending(scope: Scope) -> dict[UUID, date]:
    """For each pupil of the scope the first day on which something given ends within thirty days, not asked anew."""
    soon = Question.objects.within(scope).filter(
        asked_at__isnull=False, suspended_at=None, ends_on__range=(scope.today, scope.today + SOON)
    )
    rows = list(soon.order_by("ends_on", "id"))
    ids = [row.id for row in rows]
    renewed = {row.renews_id for row in Question.objects.within(scope).filter(renews__in=ids)} if ids else set()
    open_now = granting.running(ids) if ids else frozenset()
    found: dict[UUID, date] = {}
    for row in rows:
        if row.id in open_now and row.id not in renewed:
            found.setdefault(row.case_id, row.ends_on)
    return found
