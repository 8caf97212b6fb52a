"""Lifting the protection of a pupil: one who is named asks and says why, another named rektor confirms."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, Refused, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people import lifting as lifts
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.staff import kept_units
from samverkan.plans.forms import ConfirmLiftingForm, LiftingForm
from samverkan.plans.page import address, allowed
from samverkan.policy.acting import Action

OWN = "Du har själv bett om att skyddet lyfts. En annan namngiven rektor behöver bekräfta det."
BECOMES = (
    "De som arbetar på skolan ser eleven som andra elever. Ingen är namngiven längre.",
    "Adress, telefon och klass är tomma tills de läses in eller skrivs.",
    "Vårdnadshavarnas namn och adresser är kvar i skydd.",
    "Står eleven som skyddad när ett register läses in blir eleven skyddad här igen.",
)
"""What a lifting does, told before it is asked for and before it is confirmed."""


@act(Action.SEAL_LIFT)
def lifting(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Asking for it; or what has been asked, which one takes back here or goes on to confirm."""
    card = _sealed(request, pupil_id, Action.SEAL_LIFT)
    waits = lifts.waiting(request.scope, card)
    form = LiftingForm(request.POST or None)
    if request.method == "POST" and waits is None and form.is_valid():
        lifts.ask(case=card.case, reason=form.cleaned_data["reason"], by=request.reader, now=request.now)
        messages.success(request, "Sparat. En annan namngiven rektor bekräftar. Fram till dess ligger skyddet kvar.")
        return redirect("lifting", pupil_id=card.case)
    confirms = waits is not None and waits.asked_by != request.reader.person
    shown = {
        "card": card,
        "form": form,
        "waits": waits,
        "may_confirm": confirms and allowed(request, Action.SEAL_LIFT_CONFIRM, card),
        "becomes": BECOMES,
        "heading": f"Kan skyddet för {card.first_name} lyftas?",
        "text": "Det behöver två personer. Börja när Skatteverket har tagit bort skyddet.",
        "verb": "Be om det",
        "back": address("team", card),
    }
    page = "plans/lifting_waits.html" if waits is not None else "plans/lifting.html"
    return render(request, page, shown, status=422 if form.errors and waits is None else 200)


@act(Action.SEAL_LIFT)
def lifting_back(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The protection stays: whoever is named may say so, before anybody has confirmed."""
    card = _sealed(request, pupil_id, Action.SEAL_LIFT)
    if request.method == "POST":
        lifts.take_back(case=card.case, by=request.reader, now=request.now)
        messages.success(request, f"Skyddet för {card.first_name} ligger kvar.")
    return redirect("lifting", pupil_id=card.case)


@act(Action.SEAL_LIFT_CONFIRM)
def lifting_confirm(request: ReaderRequest, pupil_id: UUID, lifting_id: UUID) -> HttpResponse:
    """The second person's look, and yes."""
    card = _sealed(request, pupil_id, Action.SEAL_LIFT_CONFIRM)
    waits = lifts.waiting(request.scope, card)
    if waits is None or waits.id != lifting_id:
        messages.error(request, "Det finns ingen begäran kvar att bekräfta. Skyddet ligger kvar.")
        return ended(redirect("lifting", pupil_id=card.case), Outcome.NOT_DONE)
    if waits.asked_by == request.reader.person:
        raise Refused(OWN)
    units = [
        unit for unit in kept_units(request.reader, Action.SEAL_LIFT_CONFIRM) if unit.organisation_id == card.holder
    ]
    form = ConfirmLiftingForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        unit = next(unit for unit in units if str(unit.id) == form.cleaned_data["unit"])
        try:
            lifts.confirm(case=card.case, lifting=lifting_id, at=unit, by=request.reader, now=request.now)
        except lifts.NotLifted as stays:
            form.add_error(None, str(stays))
        else:
            messages.success(request, f"Skyddet för {card.first_name} är lyft. Eleven går nu på {unit.name}.")
            return redirect("pupil", pupil_id=card.case)
    shown = {
        "card": card,
        "form": form,
        "waits": waits,
        "becomes": BECOMES,
        "heading": f"Ska skyddet för {card.first_name} lyftas nu?",
        "text": "Det som har setts kan inte bli osett. Hör med vårdnadshavaren eller Skatteverket om du är osäker.",
        "verb": "Lyft skyddet",
        "back": address("lifting", card),
    }
    return render(request, "plans/lifting.html", shown, status=422 if form.errors else 200)


def _sealed(request: ReaderRequest, pupil_id: UUID, action: Action) -> PupilCard:
    card = people.pupil(request.scope, pupil_id)
    demand(request, action, case=card.case, unit=card.unit, holder=card.holder)
    if not card.sealed:
        raise Http404
    return card
