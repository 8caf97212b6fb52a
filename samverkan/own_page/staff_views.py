"""Receptionists at school: opening a pupil's page beside the pupil, coming back from it, and having talked."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from samverkan.journal.acts import ReaderRequest, TimedRequest, act, demand, open_page
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.own_page import asked, looks, sittings, talking
from samverkan.own_page.doors import way_back
from samverkan.own_page.forms import BackForm, OpenForm
from samverkan.own_page.models import Sitting
from samverkan.own_page.page import my_person, wants_of
from samverkan.own_page.reading import seated
from samverkan.own_page.receivers import receiving
from samverkan.own_page.sittings import Tried
from samverkan.people import queries as people
from samverkan.people import sign_in_keys
from samverkan.people.forms import WorkKeyForm
from samverkan.people.models import Person
from samverkan.people.sign_in_keys import TakenKey
from samverkan.plans.page import Crumb
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import CaseId, Purpose


@act(Action.OWN_PAGE_OPEN)
def beside(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Open the page together: the browser then shows that page and nothing else, until the digits are written."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.OWN_PAGE_OPEN, case=card.case, unit=card.unit)
    wants = wants_of(request.scope, card.case)
    person = my_person(request.scope, card, wants, receiving(request.scope, card))
    own = person.to.short if person and person.is_own else ""
    known = {"lage": wants.mode.value, "dagar": [str(day) for day in wants.days]}
    form = OpenForm(request.POST or None, initial=known, name=card.first_name, own=own)
    if request.method == "POST" and form.is_valid():
        days = form.days if own else wants.days
        mode = type(wants.mode)(form.cleaned_data["lage"])
        looks.open_beside(case=card.case, mode=mode, days=days, by=request.reader, now=request.now)
        response = redirect("own_page")
        sittings.begin_beside(
            request,
            response,
            pupil=card.person_id,
            beside=request.reader.person,
            digits=form.cleaned_data["siffror"],
            level=request.assurance.level,
            now=request.now,
        )
        return response
    shown = {"card": card, "form": form, "trail": _trail(card.case, card.name, "Min sida")}
    return render(request, "own_page/beside.html", shown, status=422 if form.errors else 200)


@way_back
@open_page
def back(request: TimedRequest) -> HttpResponse:
    """The adult takes the browser back by the digits, never by a link."""
    request.for_guests = True  # type: ignore[attr-defined]  # no menu until somebody is back
    found = sittings.here(request, request.now)
    if found is None:
        return redirect("today")
    if not found.goes_on or found.row.beside_id is None:
        return render(request, "own_page/locked.html", {"beside": found.row.beside_id is not None}, status=403)
    form = BackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = _to_the_pupil(found.row, request)
        digits, noted = form.cleaned_data["siffror"], partial(_noted, request, found.row)
        tried = sittings.come_back(request, response, found.row, digits, note=noted, now=request.now)
        if tried is Tried.RIGHT:
            return response
        if tried is Tried.GONE:
            return render(request, "own_page/locked.html", {"beside": True}, status=403)
        form.add_error("siffror", "Siffrorna stämmer inte. Pröva igen.")
    return render(request, "own_page/back.html", {"form": form}, status=422 if form.errors else 200)


@act(Action.OWN_KEY)
def school_key(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Connect the pupil to the huvudman's own sign-in by the stable key, or disconnect. Never a password or a mail."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.OWN_KEY, case=card.case, unit=card.unit)
    pupil = Person.objects.get(id=card.person_id)
    if request.method == "POST" and "koppla-bort" in request.POST:
        sign_in_keys.disconnect(pupil, by=request.reader, now=request.now)
        messages.success(request, f"Skolkontot öppnar inte sidan för {card.first_name} längre.")
        return redirect("pupil", pupil_id=card.case)
    form = WorkKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_in_keys.confirm(pupil, **form.key(), by=request.reader, now=request.now)
        except TakenKey as fault:
            form.add_error("value", str(fault))
        else:
            messages.success(request, f"{card.first_name} kan nu öppna sin sida med skolkontot.")
            return redirect("pupil", pupil_id=card.case)
    shown = {
        "card": card,
        "form": form,
        "there_is_one": bool(settings.WORK_PROVIDERS),
        "connected": pupil.id in sign_in_keys.opened([pupil.id]),
        "trail": _trail(card.case, card.name, "Skolkonto"),
    }
    return render(request, "own_page/school_key.html", shown, status=422 if form.errors else 200)


@act(Action.TALK_DONE)
def talks(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What the pupil waits for, and "Vi har pratat". Whoever it is not for meets 404."""
    rows = asked.waiting_of(request.scope, pupil_id)
    card = people.pupil(request.scope, pupil_id)
    request.scope.trail.gives_out([card.case])
    demand(request, Action.TALK_DONE, case=card.case, unit=card.unit)
    if request.method == "POST":
        wanted = request.POST.get("samtal", "")
        row = next((one for one in rows if str(one.id) == wanted), None)
        if row is not None:
            talking.talked(talk=row.id, case=card.case, by=request.reader, now=request.now)
        messages.success(request, f"{card.first_name} ser på sin sida att ni har pratat.")
        return redirect("today")
    told = [(row, asked.words(request.scope, row.id)) for row in rows]
    shown = {"card": card, "rows": told, "trail": _trail(card.case, card.name, "Vill prata")}
    return render(request, "own_page/talks.html", shown)


def _to_the_pupil(row: Sitting, request: TimedRequest) -> HttpResponse:
    seat = seated(row, timezone.localdate(request.now))
    return redirect("today") if seat is None else redirect("pupil", pupil_id=seat.case)


def _noted(request: TimedRequest, row: Sitting, right: bool) -> None:
    """Every try is an event of the adult's: nobody else can be known by the digits."""
    assert row.beside_id is not None
    outcome = Outcome.DONE if right else Outcome.REFUSED
    record(Doing(request.now, row.beside_id, "", Action.OWN_PAGE_OPEN, Purpose.SUPPORT), outcome)


def _trail(case: CaseId, name: str, here: str) -> tuple[Crumb, ...]:
    return Crumb("Elever", reverse("pupils")), Crumb(name, reverse("pupil", args=[case])), Crumb(here)
