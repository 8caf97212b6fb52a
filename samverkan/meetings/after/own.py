"""The minutes as one who is met by a link of their own reads them: the text of the paper they would be handed."""

from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.after.page import OnesMinutes, ones_minutes
from samverkan.meetings.after.recipients import at_seat
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import MinutesSent
from samverkan.meetings.seating import Place


def has_own_minutes(head: MeetingHead, place: Place) -> bool:
    """Whether the minutes are approved and made out to whoever sits here. Nothing is before both are done."""
    return MinutesSent.objects.filter(meeting=head.row, person=place.person).exists()


def own_minutes(scope: Scope, head: MeetingHead, place: Place) -> OnesMinutes:
    """What the reader's own scope holds of them, narrowed to what may be handed to the reader in writing: to read on a
    page is to be given the words, as on paper.
    """
    table = weighing.gather(scope, head.row, head.card)
    return ones_minutes(scope, head, at_seat(head, table, place), table)
