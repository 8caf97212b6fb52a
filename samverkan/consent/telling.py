"""Telling those whom a closed question concerns that something has changed, and nothing of what or whom."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from samverkan.consent.models import Question
from samverkan.people.models import Account, TeamMember
from samverkan.people.wording import local_day
from samverkan.policy.vocabulary import PersonId
from samverkan.post import wishes

SUBJECT = "Något har ändrats"
TEXT = (
    "Hej!\n\nNågot som du har fått ta del av genom skolan har ändrats.\n"
    "Det är inte säkert att du får använda det längre.\n"
    "Logga in i Samverkan och läs vad som gäller nu.\n\nSkolan"
)
"""Says nothing of whom or what: mail is read on shared screens."""

Heard = Callable[[Question, PersonId | None, datetime], None]
CLOSED: list[Heard] = []
"""Rooms further out that act when something closes, such as that of meetings (like plans.happenings.SOURCES)."""


def closed(question: Question, *, by: PersonId | None, now: datetime) -> None:
    """What the question opened is closed: each receiver with an account gets one letter, and other rooms are told."""
    for person, address in _receivers(question, now):
        wishes.tell(
            person,
            key=f"stangt-{question.id}-{person}-{round(now.timestamp())}",
            to_address=address,
            subject=SUBJECT,
            text=TEXT,
            sender=by or question.made_by_id,
            now=now,
        )
    for heard in CLOSED:
        heard(question, by, now)


def address_of(person: UUID) -> str:
    """Where the person is reached by mail; empty for one without an account, or with protected identity."""
    account = Account.objects.filter(person_id=person, is_active=True, person__protected=False).first()
    return "" if account is None else account.email


def _receivers(question: Question, now: datetime) -> list[tuple[UUID, str]]:
    seats = TeamMember.objects.unguarded(because="whoever has been told is told that it has changed").filter(
        Q(until=None) | Q(until__gte=local_day(now)),
        case_id=question.case_id,
        organisation_id=question.receiver_id,
        person__isnull=False,
    )
    if question.receiver_role is not None:
        seats = seats.filter(role=question.receiver_role)
    persons = sorted({seat.person_id for seat in seats if seat.person_id is not None})
    return [(person, address) for person in persons if (address := address_of(person))]
