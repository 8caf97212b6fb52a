"""What the guest has promised at the meeting: one's own alone, as far as the law lets one read it."""

from dataclasses import dataclass
from uuid import UUID

from samverkan.guests.doors import GuestRequest
from samverkan.guests.invitation import Invitation
from samverkan.plans.promises import has_promised
from samverkan.plans.queries.promises import promised_at
from samverkan.policy.acting import Action, may


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Something that the guest has promised."""

    id: UUID
    text: str
    due: str
    became: str
    """A key of the language's file; empty while it is still to be kept."""


@dataclass(frozen=True, slots=True)
class Promised:
    """What the guest may read of it, and whether the school has something that the guest may not."""

    lines: tuple[PromiseLine, ...]
    left: bool


def promised(request: GuestRequest, page: Invitation) -> Promised | None:
    """What this guest promised at this meeting. None for whoever promises nothing, such as the home."""
    card = page.head.card
    if not may(request.reader, Action.GUEST_PROMISE, case=card.case, unit=card.unit).allowed:
        return None
    held_on = page.head.row.held_on
    rows = promised_at(request.scope, card.case, held_on)
    lines = tuple(
        PromiseLine(row.id, row.text, request.speech.day(row.due_on), _became(done=bool(row.done), failed=row.failed))
        for row in rows
    )
    return Promised(lines, left=len(lines) < has_promised(card.case, request.reader.person, held_on))


def _became(*, done: bool, failed: bool) -> str:
    if failed:
        return "promise_was_failed"
    return "promise_was_kept" if done else ""
