"""The receptionist of the times proposed for a meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.meetings.heading import meeting
from samverkan.meetings.slots.times import settle
from samverkan.meetings.views import as_uuid
from samverkan.policy.acting import Action

GONE = "Den tiden går inte att välja längre. Välj en annan, eller ändra mötet."
SETTLED = "Tiden är bestämd. Skicka inbjudan, så får alla veta den."


@require_POST
@act(Action.MEETING_CHANGE)
def choose(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """One of the proposed times becomes the meeting's; then the invitation is looked at and sent."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit)
    slot = as_uuid(request.POST.get("tid", ""))
    if slot is None or not settle(meeting=head.row, slot=slot, by=request.reader, now=request.now):
        messages.info(request, GONE)
        return ended(redirect("meeting", meeting_id=head.id), Outcome.NOT_DONE)
    messages.success(request, SETTLED)
    return redirect("meeting_send", meeting_id=head.id)
