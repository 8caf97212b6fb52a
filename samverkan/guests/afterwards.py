"""The receptionist of what the meeting came to, as far as it says something to the guest."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from samverkan.guests.doors import GuestRequest, by_link, page
from samverkan.guests.invitation import invitation
from samverkan.journal.acts import demand
from samverkan.meetings.after.own import has_own_minutes, own_minutes
from samverkan.policy.acting import Action


@require_safe
@by_link(Action.GUEST_AFTERWARDS_READ)
def afterwards(request: GuestRequest) -> HttpResponse:
    """The approved minutes, the same words as on the paper made out to the guest. Http404 before there are any."""
    shown = invitation(request)
    card = shown.head.card
    demand(request, Action.GUEST_AFTERWARDS_READ, case=card.case, unit=card.unit)
    if not has_own_minutes(shown.head, shown.place):
        raise Http404
    minutes = own_minutes(request.scope, shown.head, shown.place)
    told = {
        "page": minutes,
        "next_on": request.speech.day_with_year(minutes.next_on) if minutes.next_on else "",
        "when": shown.when,
        "seat": request.visit.found.seat,
    }
    return page(request, "guests/afterwards.html", told)
