"""The receptionist of one's own part of the plan: what one does, left to the school."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse

from samverkan.guard.models import Form
from samverkan.guests.doors import GuestRequest, by_link, page
from samverkan.guests.forms import MeasureForm
from samverkan.guests.invitation import Invitation, invitation
from samverkan.guests.views import done
from samverkan.journal.acts import demand, ended
from samverkan.journal.models import Outcome
from samverkan.plans.actions import set_measure
from samverkan.plans.saved_once import left_lately
from samverkan.policy.acting import Action


@by_link(Action.GUEST_MEASURE)
def measure(request: GuestRequest) -> HttpResponse:
    """What, how often, until when, who; looked through before it is sent, with what becomes of it."""
    shown = invitation(request)
    card = shown.head.card
    demand(request, Action.GUEST_MEASURE, case=card.case, unit=card.unit)
    if shown.place.organisation is None:
        raise Http404
    form = MeasureForm(request.POST or None, speech=request.speech, today=request.scope.today, who=shown.place.name)
    if request.method != "POST" or not form.is_valid() or "andra" in request.POST:
        told = {"form": form, "readers": shown.readers, "pupil": shown.pupil}
        answer = page(request, "guests/measure.html", told, status=422 if form.errors else 200)
        return ended(answer, Outcome.NOT_DONE if form.errors else Outcome.OPENED)
    if "klart" not in request.POST:
        told = {"form": form, "rows": list(form.rows()), "send_url": request.path, "back_name": "andra"}
        return ended(page(request, "guests/check.html", told), Outcome.OPENED)
    return done(_save(request, shown, shown.place.organisation.id, form.cleaned_data), "insats")


@transaction.atomic
def _save(request: GuestRequest, shown: Invitation, organisation: UUID, told: dict[str, object]) -> str:
    """Once: what the guest has just saved in the same words is there already."""
    until, by, now = told["until"], request.reader, request.now
    assert isinstance(until, date)
    who = "" if told["who"] == shown.place.name else f" ({told['who']})"
    text = f"{told['what']}{who}"
    case = shown.head.card.case
    if left_lately(case, Form.MEASURE, text, by=by, now=now):
        return "measure_again"
    set_measure(
        case=case,
        text=text,
        organisation=organisation,
        owner=None if who else by.person,
        frequency=str(told["often"]),
        starts_on=request.scope.today,
        review_on=until,
        by=by,
        now=now,
    )
    return "measure_sent"
