"""Counting a note as something else: who would read it then, and why."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.plans import reclassing
from samverkan.plans.forms import ReclassForm
from samverkan.plans.page import Crumb, address
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import InformationClass


@act(Action.RECLASSIFY)
def reclassify(request: ReaderRequest, pupil_id: UUID, statement_id: UUID) -> HttpResponse:
    """What the note is counted as and may be counted as, each with its readers. It takes a reason."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.RECLASSIFY, case=card.case, unit=card.unit)
    note = reclassing.note(request.scope, card, statement_id)
    options = [
        (way.information_class.value, f"{way.information_class.label}. Läses av {way.readers}.") for way in note.ways
    ]
    form = ReclassForm(request.POST or None, options=options)
    refused = request.method == "POST" and not options
    if request.method == "POST" and options and form.is_valid():
        other = InformationClass(form.cleaned_data["other"])
        reclassing.count_as(
            request.scope,
            card,
            statement=note.id,
            other=other,
            reason=form.cleaned_data["reason"],
            now=request.now,
        )
        messages.success(request, f"Anteckningen räknas nu som ”{other.label}”.")
        return redirect("timeline", pupil_id=card.case)
    shown = {
        "card": card,
        "note": note,
        "form": form if options else None,
        "heading": "Vad ska anteckningen räknas som?",
        "trail": (
            Crumb(card.name, address("pupil", card)),
            Crumb("Tidslinje", address("timeline", card)),
            Crumb("Räkna som något annat"),
        ),
        "back": address("timeline", card),
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "plans/reclassify.html", shown, status=status)
