"""Who is named for a pupil with protected identity: nobody else sees anything, guardians neither."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, aimed, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people import actions, naming
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.plans.forms import OfficerForm
from samverkan.plans.page import address
from samverkan.policy.acting import Action


@act(Action.OFFICER_NAME)
def officers(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Those who are named, and naming one more."""
    card = _sealed(request, pupil_id)
    form = OfficerForm(request.POST or None, people=naming.nameable(request.scope, card))
    if request.method == "POST" and form.is_valid():
        person = UUID(form.cleaned_data["person"])
        actions.name_officer(
            case=card.case,
            person=person,
            reason=form.cleaned_data.get("reason", ""),
            by=request.reader,
            now=request.now,
        )
        messages.success(request, _named_words(card, outside=str(person) in form.outside))
        return aimed(redirect("officers", pupil_id=card.case), person)
    shown = {
        "card": card,
        "form": form,
        "named": naming.officers(request.scope, card),
        "own": request.reader.person,
        "heading": f"Vilka är namngivna för {card.first_name}?",
        "text": "Bara den som står här ser något om eleven. Namnge så få som möjligt. "
        "Den som arbetar utanför skolan sätts först i teamet, och ser sedan bara det som någon har sagt ja till.",
        "verb": "Namnge",
        "back": address("team", card),
    }
    return render(request, "plans/officers.html", shown, status=422 if form.errors else 200)


@act(Action.OFFICER_NAME)
def officer_end(request: ReaderRequest, pupil_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody is named no longer. The last one who can name others stays."""
    card = _sealed(request, pupil_id)
    if person_id not in {one.person_id for one in naming.officers(request.scope, card)}:
        raise Http404
    if request.method == "POST":
        try:
            actions.end_officer(case=card.case, person=person_id, by=request.reader, now=request.now)
        except actions.LastOfficer as last:
            messages.error(request, str(last))
            return ended(redirect("officers", pupil_id=card.case), Outcome.NOT_DONE)
        else:
            messages.success(request, "Sparat. Personen ser inte längre något om eleven.")
            if person_id == request.reader.person:
                return redirect("pupils")
    return redirect("officers", pupil_id=card.case)


def _named_words(card: PupilCard, *, outside: bool) -> str:
    if outside:
        return f"Sparat. Personen ser nu det om {card.first_name} som någon har sagt ja till."
    return f"Sparat. Personen ser nu det som gäller {card.first_name}."


def _sealed(request: ReaderRequest, pupil_id: UUID) -> PupilCard:
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.OFFICER_NAME, case=card.case, unit=card.unit, holder=card.holder)
    if not card.sealed:
        raise Http404
    return card
