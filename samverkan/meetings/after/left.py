"""What is left after the meetings that the reader leads: minutes to send, and somebody to tell."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from samverkan.guard.scope import Scope
from samverkan.meetings.after.called_off import still_to_tell
from samverkan.meetings.after.closing import untold
from samverkan.meetings.after.page import MINUTES_WITHIN
from samverkan.meetings.after.reaching import lost
from samverkan.meetings.after.recipients import recipients
from samverkan.meetings.film import gone_words, with_film
from samverkan.meetings.heading import Planned, heads
from samverkan.meetings.known import SENT, known
from samverkan.meetings.models import Dispatch, Meeting
from samverkan.people import queries as people
from samverkan.people.wording import day, listed, local_day
from samverkan.policy.vocabulary import CaseId

LOOKED_BACK = timedelta(days=60)
"""Older than this a meeting that nobody has closed is no longer news of a morning; it stands among those that have
been.
"""


@dataclass(frozen=True, slots=True)
class Left:
    """One meeting that is not over yet."""

    case: UUID
    meeting: UUID
    on: date
    title: str
    text: str
    verb: str
    telling: bool
    """Whether what is left is to tell somebody who was not there."""
    person: UUID | None = None
    """Whom it is to be told to, when it is one."""


def left_after(scope: Scope) -> tuple[Left, ...]:
    """The meetings that have been and are not over, the oldest first, and those called off, or not to be come to, that
    somebody does not know of. Pupils of an EHT stand under the team's own.
    """
    rows = (
        known(scope)
        .filter(SENT, leader=scope.reader.person, cancelled_at=None, team=None)
        .filter(Q(starts_at__lt=scope.now) | Q(ended_at__isnull=False), starts_at__gte=scope.now - LOOKED_BACK)
        .filter(time_open=False)
        .select_related("cell", "leader", "closing")
        .order_by("starts_at", "id")
    )
    over = [row for row in rows if row.over(scope.now)]
    # What was done is done no more when a letter comes back.
    done = {row.id for row in over if hasattr(row, "closing") and row.closing.done_at is not None}
    done -= lost(done)
    films = _films_left({row.id for row in over})
    found = [row for row in over if row.id not in done or row.id in films]
    # Of seats that were taken away only those matter that somebody had been invited to.
    emptied = Dispatch.objects.filter(invitee__removed_at__isnull=False, invitee__meeting__leader=scope.reader.person)
    off = (
        known(scope)
        .filter(SENT, leader=scope.reader.person, team=None)
        .filter(
            Q(cancelled_at__isnull=False) | Q(id__in=emptied.values("invitee__meeting")),
            starts_at__gte=scope.now - timedelta(days=1),
        )
        .select_related("cell", "leader", "case")
        .order_by("starts_at", "id")
    )
    return (
        *_left(scope, _planned(scope, found), films),
        *_off(scope, _planned(scope, [row for row in off if local_day(row.starts_at) >= scope.today])),
    )


def _planned(scope: Scope, rows: Sequence[Meeting]) -> list[Planned]:
    cards = people.cards(scope, {row.case_id for row in rows}) if rows else {}
    return [(row, cards[CaseId(row.case_id)]) for row in rows if row.case_id in cards]


def _off(scope: Scope, planned: list[Planned]) -> Iterator[Left]:
    """Until the day is past: then the paper that somebody still has invites to nothing."""
    for head in heads(scope, planned):
        on = local_day(head.starts_at)
        for one in still_to_tell(scope, head):
            title, verb = f"Säg till {one.place.name} {one.what}", "Jag har sagt till"
            yield Left(head.card.case, head.id, on, title, one.why, verb, telling=False, person=one.place.person)


def _films_left(over: Collection[UUID]) -> frozenset[UUID]:
    """The meetings whose film nobody has said is gone. It is not to be kept, so it stands as left till then."""
    films = with_film(over) if over else frozenset[UUID]()
    return films - gone_words(films).keys() if films else films


def _left(scope: Scope, planned: list[Planned], films: Collection[UUID]) -> Iterator[Left]:
    for head in heads(scope, planned):
        on = head.row.held_on
        if not hasattr(head.row, "closing"):
            by = on + MINUTES_WITHIN
            yield Left(
                head.card.case,
                head.id,
                on,
                f"Mötet {day(on)} är inte avslutat",
                f"Läs igenom, välj när ni ses igen och skicka. Gärna senast {day(by)}.",
                "Avsluta mötet",
                telling=False,
            )
            continue
        names = listed(one.name for one in untold(head.row, recipients(scope, head)))
        if names:
            title, text = f"Berätta för {names}", f"Det gäller mötet {day(on)}, som {names} inte var med på."
            yield Left(head.card.case, head.id, on, title, text, "Öppna mötet", telling=True)
        if head.id in films:
            title = f"Är filmen från mötet {day(on)} borttagen?"
            text = "Den ska inte sparas. Ta bort den, och skriv det under Efter."
            yield Left(head.card.case, head.id, on, title, text, "Öppna mötet", telling=False)
