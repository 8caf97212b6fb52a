"""Hjulets ord, under Inställningar: read by those who keep the school, changed by who signs for the huvudman."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, Refused, act, aimed
from samverkan.people import readings
from samverkan.people.models import Huvudman
from samverkan.people.views.start import huvudman_of, shown
from samverkan.policy.acting import Action
from samverkan.wellbeing import naming
from samverkan.wellbeing.areas import shipped, source
from samverkan.wellbeing.naming_form import NamingForm

BACK = "De ord som följer med Samverkan gäller igen."


@act(Action.WHEEL_WORDS_READ)
def words(request: ReaderRequest) -> HttpResponse:
    """What the wheel and its areas are called, beside the shipped words, and every version with who and when."""
    huvudman = huvudman_of(request)
    held, latest = naming.wheel_of(huvudman.id, on=request.scope.today), naming.latest(huvudman.id)
    context = {
        "huvudman": huvudman,
        "held": held,
        "rows": list(zip(held.areas, shipped().areas, strict=True)),
        "to_come": latest if latest.version not in (None, held.version) else None,
        "versions": naming.versions(huvudman.id),
        "own": latest.version is not None,
        "source": source(),
        "who": readings.who_signs(huvudman, request.reader, Action.WHEEL_WORDS_CHANGE),
    }
    return shown(request, "wellbeing/words.html", context)


@act(Action.WHEEL_WORDS_CHANGE)
def change(request: ReaderRequest) -> HttpResponse:
    """The huvudman's own words, from a day on."""
    huvudman = huvudman_of(request)
    _demand_signatory(request, huvudman)
    stands = naming.latest(huvudman.id)
    form = NamingForm(request.POST or None, stands=stands, shipped=shipped(), today=request.scope.today)
    if request.method == "POST" and form.is_valid():
        made = naming.save(
            huvudman=huvudman.id,
            wheel=form.wheel(),
            holds_on=form.cleaned_data["holds_on"],
            reason=form.cleaned_data["reason"],
            by=request.reader,
            now=request.now,
        )
        messages.success(request, "Era ord är sparade. Bilder som redan finns behåller sina.")
        return aimed(redirect("wheel_words"), made.id)
    context = {"huvudman": huvudman, "form": form}
    return shown(request, "wellbeing/words_change.html", context, status=422 if form.errors else 200)


@act(Action.WHEEL_WORDS_CHANGE)
def back(request: ReaderRequest) -> HttpResponse:
    """Ta bort våra ord, after a question: the shipped ones hold again from today."""
    huvudman = huvudman_of(request)
    _demand_signatory(request, huvudman)
    if naming.latest(huvudman.id).version is None:
        messages.info(request, BACK)
        return redirect("wheel_words")
    if request.method == "POST":
        made = naming.save(
            huvudman=huvudman.id,
            wheel=None,
            holds_on=request.scope.today,
            reason="Tillbaka till de ord som följer med.",
            by=request.reader,
            now=request.now,
        )
        messages.success(request, BACK)
        return aimed(redirect("wheel_words"), made.id)
    asked = {
        "question": "Ta bort era ord?",
        "text": "De ord som följer med Samverkan gäller från i dag. Bilder som redan finns behåller sina ord.",
        "facts": [("Hjulet heter då", shipped().name)],
        "verb": "Ta bort våra ord",
        "cancel_url": reverse("wheel_words"),
    }
    return render(request, "confirm.html", asked)


def _demand_signatory(request: ReaderRequest, huvudman: Huvudman) -> None:
    who = readings.who_signs(huvudman, request.reader, Action.WHEEL_WORDS_CHANGE)
    if not who.allowed:
        raise Refused(who.otherwise)
