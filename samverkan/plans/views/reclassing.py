"""Counting a note as something else: who would read it then, and why."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.plans import reclassing
from samverkan.plans.forms import ReclassForm
from samverkan.plans.page import Crumb, address
from samverkan.plans.reclassing import Note, OtherClass
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import InformationClass


@act(Action.RECLASSIFY)
def reclassify(request: ReaderRequest, pupil_id: UUID, statement_id: UUID) -> HttpResponse:
    """What the note is counted as and may be counted as, each with its readers. It takes a reason.

    Where it opens to more, who they are is shown before anything is done, and somebody else's note takes two.
    """
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.RECLASSIFY, case=card.case, unit=card.unit)
    note = reclassing.note(request.scope, card, statement_id)
    if note.wish is not None:
        return _answered(request, card, note)
    options = [
        (way.information_class.value, f"{way.information_class.label}. Läses av {way.readers}.") for way in note.ways
    ]
    form = ReclassForm(request.POST or None, options=options)
    refused = request.method == "POST" and not options
    if request.method == "POST" and options and form.is_valid():
        way = note.way(InformationClass(form.cleaned_data["other"]))
        assert way is not None
        if way.opens and "klart" not in request.POST:
            checked = {"way": way, "form": form, "own": note.author_id == request.reader.person}
            page = render(request, "plans/reclassify_check.html", _shown(card, note) | checked)
            return ended(page, Outcome.OPENED)
        return _counted(request, card, note, way, form.cleaned_data["reason"])
    shown = _shown(card, note) | {"form": form if options else None}
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "plans/reclassify.html", shown, status=status)


def _counted(request: ReaderRequest, card: PupilCard, note: Note, way: OtherClass, reason: str) -> HttpResponse:
    """Done at once, or asked for."""
    scope, other = request.scope, way.information_class
    if way.opens and note.author_id != request.reader.person:
        reclassing.ask_to_count(scope, card, statement=note.id, other=other, reason=reason, now=request.now)
        messages.success(request, f"{note.author} har fått frågan. Inget ändras förrän någon mer än du har sagt ja.")
    else:
        reclassing.count_as(scope, card, statement=note.id, other=other, reason=reason, now=request.now)
        messages.success(request, f"Anteckningen räknas nu som ”{other.label}”.")
    return redirect("timeline", pupil_id=card.case)


def _answered(request: ReaderRequest, card: PupilCard, note: Note) -> HttpResponse:
    """Somebody has asked: yes or no, by another; whoever asked may take it back."""
    said, fault = request.POST.get("svar"), ""
    if request.method == "POST" and said in ("ja", "nej"):
        try:
            reclassing.settle(request.scope, card, statement=note.id, agreed=said == "ja", now=request.now)
            messages.success(request, "Anteckningen räknas om." if said == "ja" else "Anteckningen är som förut.")
            return redirect("timeline", pupil_id=card.case)
        except reclassing.NotCounted as refusal:
            fault = str(refusal)
    shown = _shown(card, note) | {"mine": note.wish is not None and note.wish.by_id == request.reader.person}
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "plans/reclassify_asked.html", shown | {"fault": fault}, status=status)


def _shown(card: PupilCard, note: Note) -> dict[str, Any]:
    return {
        "card": card,
        "note": note,
        "heading": "Vad ska anteckningen räknas som?",
        "trail": (
            Crumb(card.name, address("pupil", card)),
            Crumb("Tidslinje", address("timeline", card)),
            Crumb("Räkna som något annat"),
        ),
        "back": address("timeline", card),
    }
