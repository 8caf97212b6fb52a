"""What becomes of a handover on paper: whoever sent it notes who received it, the talk, and that it is taken over."""

from datetime import datetime, time
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from samverkan.handovers import receiving
from samverkan.handovers.forms import AcceptForm, ReceiptForm, TalkForm
from samverkan.handovers.leaver import leaver
from samverkan.handovers.queries import Progress
from samverkan.handovers.views.sending import HOME, done, form_page, found_for
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people.queries import PupilCard
from samverkan.people.wording import STOCKHOLM, local_day
from samverkan.policy.acting import Action

NOON = time(12, 0)
"""The hour of a receipt on paper of which only the day is known."""


@act(Action.HANDOVER_WRITE)
def receipt(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Who outside received it, and when."""
    card, found = _outside(request, pupil_id)
    if found.received:
        return redirect(HOME, pupil_id=card.case)
    form = ReceiptForm(request.POST or None, today=request.scope.today)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        at = request.now if on == local_day(request.now) else datetime.combine(on, NOON, STOCKHOLM)

        def save() -> None:
            receiving.receive_on_paper(
                handover=found.row, who=form.cleaned_data["who"], at=at, by=request.reader, now=request.now
            )

        return done(request, card, save, "Sparat.")
    return form_page(request, card, form, "Vem tog emot?", "Spara")


@act(Action.HANDOVER_WRITE)
def talk(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The handover talk with a school outside."""
    card, found = _outside(request, pupil_id)
    form = TalkForm(request.POST or None, today=request.scope.today, notes=False)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def save() -> None:
            receiving.talk(
                handover=found.row, on=said["on"], who=said["who"], notes="", by=request.reader, now=request.now
            )

        return done(request, card, save, "Samtalet är sparat.")
    return form_page(request, card, form, "Överlämningssamtal", "Spara")


@act(Action.HANDOVER_SEND)
def accept(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The school outside has taken over: from that day nobody works with the pupil here."""
    card, found = _outside(request, pupil_id, Action.HANDOVER_SEND)
    form = AcceptForm(
        request.POST or None, staff=(), today=request.scope.today, initial={"takes_over_on": found.begins_on}
    )
    form.fields["takes_over_on"].label = "Från vilken dag är eleven deras?"
    form.fields["takes_over_on"].help_text = "Den dagen slutar skolan här att läsa om eleven."
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["takes_over_on"]

        def save() -> None:
            receiving.accept(
                handover=found.row, takes_over_on=on, trygghetsperson=None, by=request.reader, now=request.now
            )

        answer = done(request, card, save, "Sparat. Den nya skolan har tagit över.")
        return answer if on > request.scope.today else redirect("today")
    return form_page(request, card, form, "Den nya skolan tar över", "Spara")


def _outside(
    request: ReaderRequest, pupil_id: UUID, action: Action = Action.HANDOVER_WRITE
) -> tuple[PupilCard, Progress]:
    """A handover on paper that has been sent. What a school here receives it notes itself."""
    card = leaver(request.scope, pupil_id)
    demand(request, action, case=card.case, unit=card.unit)
    found = found_for(request, card)
    if found.inside or not found.sent or not found.running:
        raise Http404
    return card, found
