"""The receptionist of three questions about how the meeting was, the same as for those who sign in."""

from django.http import HttpResponse

from samverkan.guests.doors import GuestRequest, by_link, page
from samverkan.guests.forms import PulseForm
from samverkan.guests.invitation import invitation
from samverkan.guests.views import done
from samverkan.journal.acts import demand, ended
from samverkan.journal.models import Outcome
from samverkan.meetings.after import pulse as pulsing
from samverkan.policy.acting import Action


@by_link(Action.GUEST_PULSE)
def pulse(request: GuestRequest) -> HttpResponse:
    """How was the meeting? Asked once of one who was there. One who was not reads the same as one who has answered."""
    head = invitation(request).head
    demand(request, Action.GUEST_PULSE, case=head.card.case, unit=head.card.unit)
    seat = pulsing.own_seat(head, request.reader.person)
    if seat is None:
        return ended(page(request, "guests/pulse.html", {}), Outcome.NOT_DONE)
    form = PulseForm(request.POST or None, speech=request.speech)
    if request.method != "POST" or not form.is_valid():
        answer = page(request, "guests/pulse.html", {"form": form}, status=422 if form.errors else 200)
        return ended(answer, Outcome.NOT_DONE if form.errors else Outcome.OPENED)
    pulsing.answer(meeting=head.row, seat=seat, said=form.cleaned_data)
    return done("pulse_thanks", "efter")
