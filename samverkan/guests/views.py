"""Receptionists of the guest's page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.guests import visits
from samverkan.guests.doors import GuestRequest, by_link, page
from samverkan.guests.forms import AnswerForm
from samverkan.guests.invitation import Invitation, invitation, measures, questions
from samverkan.guests.promised import promised
from samverkan.journal.acts import TimedRequest, demand, ended, open_page
from samverkan.journal.models import Outcome
from samverkan.meetings.after.own import has_own_minutes
from samverkan.meetings.after.pulse import own_seat
from samverkan.meetings.brought_up import bring_up
from samverkan.meetings.replying import reply
from samverkan.policy.acting import Action

DONE = (
    *("sent", "measure_sent", "measure_again", "consent_sent", "withdraw_done"),
    *("promise_thanks", "promise_next", "promise_settled", "pulse_thanks"),
)
"""What may have been done just before, by the key of its sentence."""


@require_safe
@by_link(Action.GUEST_READ)
def guest(request: GuestRequest) -> HttpResponse:
    """The invitation, one's own part of the plan, one's own answers."""
    try:
        shown = invitation(request)
    except Http404:
        return page(request, "guests/nothing.html", {"seat": request.visit.found.seat})
    demand(request, Action.GUEST_READ, case=shown.head.card.case, unit=shown.head.card.unit)
    return _page(request, shown, AnswerForm(speech=request.speech, place=shown.place, slots=shown.slots))


@require_POST
@by_link(Action.GUEST_ANSWER)
def answer(request: GuestRequest) -> HttpResponse:
    """Look the answer through, then send it. What was typed stands through every step."""
    shown = invitation(request)
    demand(request, Action.GUEST_ANSWER, case=shown.head.card.case, unit=shown.head.card.unit)
    form = AnswerForm(request.POST, speech=request.speech, place=shown.place, slots=shown.slots)
    if not shown.open or not form.is_valid() or "andra" in request.POST:
        status = 200 if form.is_valid() and shown.open else 422
        return ended(_page(request, shown, form, status=status), Outcome.NOT_DONE)
    if "klart" not in request.POST:
        told = {"form": form, "rows": list(form.rows()), "send_url": request.path, "back_name": "andra"}
        return ended(page(request, "guests/check.html", told), Outcome.OPENED)
    seat, now = request.visit.found.seat, request.now
    reply(invitee=seat.id, said=form.said(request.scope.today), by=request.reader, now=now)
    if text := form.cleaned_data["points"]:
        bring_up(invitee=seat.id, case=shown.head.card.case, text=text, by=request.reader, now=now)
    return done("sent", "svar")


@require_POST
@open_page
def leave(request: TimedRequest) -> HttpResponse:
    """The guest is done at this screen."""
    visit = visits.going(request, request.now)
    response = page(request, "guests/left.html", {})
    if visit is not None:
        visits.leave(visit.row, response, request.now)
    return response


def done(key: str, at: str) -> HttpResponse:
    """Back to the page, where it is said what was done. A page fetched anew sends nothing anew."""
    return redirect(f"{reverse('guest')}?klart={key}#{at}")


def _page(request: GuestRequest, shown: Invitation, form: AnswerForm, status: int = 200) -> HttpResponse:
    said = request.GET.get("klart", "")
    told = {
        "page": shown,
        "seat": request.visit.found.seat,
        "form": form,
        "measures": measures(request, shown),
        "questions": questions(request, shown),
        "promised": promised(request, shown),
        "minutes": has_own_minutes(shown.head, shown.place),
        "feel": own_seat(shown.head, request.reader.person) is not None,
        "done": said if said in DONE else "",
        "answer_url": reverse("guest_answer"),
    }
    return page(request, "guests/guest.html", told, status=status)
