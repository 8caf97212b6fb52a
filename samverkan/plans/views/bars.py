"""Who may learn nothing about a pupil (OSL 12:3 st. 1 p. 1): a rektor decides it, says why, and ends it again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, aimed, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people import barring
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.plans import queries
from samverkan.plans.forms import BarEndForm, BarForm, Options
from samverkan.plans.page import address
from samverkan.policy.acting import Action

BECOMES = (
    "Personen ser inget om eleven från och med nu: inte inloggad, inte i post som väntar och inte på papper.",
    "Personen går inte att bjuda in, fråga, namnge eller sätta i teamet.",
    "Möten som kommer: personen har ingen plats längre. Den som leder mötet får veta det på Idag. De andra ser att "
    "personen inte är med, och inget skäl.",
    "Personen får inget meddelande om beslutet. Har en inbjudan gått med mejl går ett brev om att mötet inte blir av "
    "för personens del. Brevet säger inte varför.",
    "Vårdnaden ändras inte. En fråga som behöver personens ja väntar. Hör med en jurist hur ni gör då.",
)
"""What the decision does, told before it is made."""


@act(Action.BAR_DECIDE)
def bars(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What is decided, and deciding about one more of those round the pupil."""
    card = _card(request, pupil_id, Action.BAR_DECIDE)
    options = _options(request, card)
    form = BarForm(request.POST or None, options=options)
    shown = {
        "card": card,
        "form": form,
        "options": options,
        "decided": barring.decisions(request.scope, card.case),
        "becomes": BECOMES,
        "heading": f"Vem får inget veta om {card.first_name}?",
        "text": "Beslutet gäller en person som eleven kan ta skada av, om personen får veta. Du som rektor avgör.",
        "verb": "Besluta",
        "back": address("team", card),
    }
    if request.method == "POST" and form.is_valid():
        person = UUID(form.cleaned_data["person"])
        try:
            barring.decide(
                case=card.case, person=person, reason=form.cleaned_data["reason"], by=request.reader, now=request.now
            )
        except barring.NotDecided as stays:
            form.add_error("person", str(stays))
        else:
            messages.success(request, f"Beslutat. Personen ser inget om {card.first_name} från och med nu.")
            return aimed(redirect("bars", pupil_id=card.case), person)
    return render(request, "plans/bars.html", shown, status=422 if form.errors else 200)


@act(Action.BAR_END)
def bar_end(request: ReaderRequest, pupil_id: UUID, bar_id: UUID) -> HttpResponse:
    """The decision holds no more, and why."""
    card = _card(request, pupil_id, Action.BAR_END)
    row = next((one for one in barring.decisions(request.scope, card.case) if one.id == bar_id), None)
    if row is None:
        raise Http404
    form = BarEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            barring.end(
                case=card.case, bar=bar_id, reason=form.cleaned_data["reason"], by=request.reader, now=request.now
            )
        except barring.NotDecided as stays:
            messages.error(request, str(stays))
            return ended(redirect("bars", pupil_id=card.case), Outcome.NOT_DONE)
        messages.success(request, f"Beslutet om {row.name} gäller inte längre.")
        return redirect("bars", pupil_id=card.case)
    shown = {
        "card": card,
        "form": form,
        "row": row,
        "heading": f"Ska {row.name} få veta igen?",
        "text": "Det som har setts kan inte bli osett. Avsluta beslutet bara när du vet att skälet är borta.",
        "verb": "Avsluta beslutet",
        "back": address("bars", card),
    }
    return render(request, "plans/bar_end.html", shown, status=422 if form.errors else 200)


def _card(request: ReaderRequest, pupil_id: UUID, action: Action) -> PupilCard:
    card = people.pupil(request.scope, pupil_id)
    demand(request, action, case=card.case, unit=card.unit, holder=card.holder)
    return card


def _options(request: ReaderRequest, card: PupilCard) -> Options:
    """Those round the pupil whom it can be decided about, the family first."""
    closed = barring.barred(card.case)
    return [
        (str(seat.person_id), f"{seat.name}, {seat.function}" if seat.function else seat.name)
        for seat in queries.team(request.scope, card.case, card=card)
        if seat.person_id is not None
        and seat.person_id not in closed
        and seat.person_id not in (request.reader.person, card.person_id)
    ]
