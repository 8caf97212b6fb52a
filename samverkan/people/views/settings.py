"""Inställningar: the school, its classes, and who can see what."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import school
from samverkan.people.forms import SchoolForm, SignForm
from samverkan.people.models import Unit
from samverkan.people.staff import kept_units
from samverkan.policy.acting import Action


def kept_unit(request: ReaderRequest, action: Action = Action.SETTINGS_READ) -> Unit:
    """The school unit the page is about: `?skola=` among those the reader keeps, else the first."""
    units = kept_units(request.reader, action)
    wanted = request.GET.get("skola", "")
    found = next((unit for unit in units if not wanted or str(unit.id) == wanted), None)
    if found is None:
        raise Http404
    return found


@act(Action.SETTINGS_READ)
def overview(request: ReaderRequest) -> HttpResponse:
    """Everything that can be set, with how things stand."""
    unit = kept_unit(request)
    page = school.overview(unit, today=request.scope.today)
    units = kept_units(request.reader, Action.SETTINGS_READ)
    return render(request, "people/settings.html", {"page": page, "units": units if len(units) > 1 else ()})


@act(Action.SCHOOL_CHANGE)
def unit(request: ReaderRequest) -> HttpResponse:
    """The school's name, code, phone and usual place for meetings."""
    row = kept_unit(request, Action.SCHOOL_CHANGE)
    form = SchoolForm(request.POST or None, initial=school.words_of(row))
    if request.method == "POST" and form.is_valid():
        if school.name_is_free(row, form.cleaned_data["name"]):
            school.change(row, **form.cleaned_data)
            messages.success(request, "Skolan är sparad.")
            return redirect("settings")
        form.add_error("name", "En annan av huvudmannens skolor heter så. Skriv ett namn som skiljer dem åt.")
    return render(request, "people/unit.html", {"form": form, "unit": row}, status=422 if form.errors else 200)


@act(Action.SETTINGS_READ)
def classes(request: ReaderRequest) -> HttpResponse:
    """The running classes with their mentors and how many pupils the reader sees there."""
    unit = kept_unit(request)
    return render(request, "people/classes.html", {"unit": unit, "rows": school.classes(request.scope, unit)})


@act(Action.SETTINGS_READ)
def access(request: ReaderRequest) -> HttpResponse:
    """Which roles can see what, as the law computes it; read and signed by the rektor."""
    unit = kept_unit(request)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        demand(request, Action.SCHOOL_CHANGE)
        school.sign_access(unit, now=request.now)
        messages.success(request, "Genomgången är sparad med dagens datum.")
        return redirect("settings")
    return render(
        request,
        "people/access.html",
        {"unit": unit, "table": school.access_table(request.scope.today), "form": form},
        status=422 if form.errors else 200,
    )


@act(Action.SCHOOL_CHANGE)
def first_day_hidden(request: ReaderRequest, unit_id: UUID) -> HttpResponse:
    """The guided first day leaves Idag, or comes back."""
    unit = next((row for row in kept_units(request.reader, Action.SCHOOL_CHANGE) if row.id == unit_id), None)
    if unit is None:
        raise Http404
    if request.method == "POST":
        school.hide_first_day(unit, now=None if unit.first_day_hidden_at else request.now)
    return redirect("/")
