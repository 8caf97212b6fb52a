"""Receptionists of what one has promised: it is done, or it did not work and why."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from samverkan.guests.doors import GuestRequest, by_link, page
from samverkan.guests.forms import FailedForm
from samverkan.guests.invitation import Invitation, invitation
from samverkan.guests.promised import PromiseLine, promised
from samverkan.guests.views import done
from samverkan.journal.acts import demand, ended
from samverkan.journal.models import Outcome
from samverkan.plans import promises
from samverkan.plans.actions import finish_step
from samverkan.policy.acting import Action

AT = "lovat"


@require_POST
@by_link(Action.GUEST_PROMISE)
def kept(request: GuestRequest, step_id: UUID) -> HttpResponse:
    """It is done. A second click changes nothing."""
    shown, line = _mine(request, step_id)
    if not line.became:
        finish_step(case=shown.head.card.case, step=line.id, by=request.reader, now=request.now)
    return done("promise_thanks", AT)


@by_link(Action.GUEST_PROMISE)
def failed(request: GuestRequest, step_id: UUID) -> HttpResponse:
    """It did not work, and why: it is taken up at the next meeting."""
    _, line = _mine(request, step_id)
    form = FailedForm(request.POST or None, speech=request.speech)
    if line.became:
        return done("promise_settled", AT)
    if request.method != "POST" or not form.is_valid():
        answer = page(request, "guests/promise.html", {"form": form, "line": line}, status=422 if form.errors else 200)
        return ended(answer, Outcome.NOT_DONE if form.errors else Outcome.OPENED)
    promises.give_up(step=line.id, reason=form.cleaned_data["reason"], by=request.reader, now=request.now)
    return done("promise_next", AT)


def _mine(request: GuestRequest, step: UUID) -> tuple[Invitation, PromiseLine]:
    """A promise of the guest's own that the guest may read. Http404 for any other, as for one that never was."""
    shown = invitation(request)
    demand(request, Action.GUEST_PROMISE, case=shown.head.card.case, unit=shown.head.card.unit)
    mine = promised(request, shown)
    line = next((one for one in mine.lines if one.id == step), None) if mine else None
    if line is None:
        raise Http404
    return shown, line
