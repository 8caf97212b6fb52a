"""Läsår och lov, under Inställningar: read by those who keep the school, who also add and remove days."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act
from samverkan.people import school_year
from samverkan.people.free_days_form import FreeDaysForm
from samverkan.people.models import FreeKind, Unit
from samverkan.people.views.settings import kept_unit
from samverkan.policy.acting import Action


@act(Action.SETTINGS_READ)
def index(request: ReaderRequest) -> HttpResponse:
    """The days that the school has off."""
    unit = kept_unit(request)
    rows = school_year.listed(unit, request.reader, today=request.scope.today)
    return render(request, "people/free_days.html", {"unit": unit, "rows": rows, "new_url": _at("free_days_new", unit)})


@act(Action.SCHOOL_CHANGE)
def new(request: ReaderRequest) -> HttpResponse:
    """More days off, at this school or at all that the huvudman has."""
    unit = kept_unit(request, Action.SCHOOL_CHANGE)
    every = unit.organisation.huvudman.name if school_year.keeps_all(request.reader, unit) else ""
    form = FreeDaysForm(request.POST or None, today=request.scope.today, school=unit.name, huvudman=every)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = school_year.add(
                unit,
                kind=FreeKind(said["kind"]),
                begins_on=said["begins_on"],
                ends_on=said["ends_on"],
                everywhere=form.everywhere,
                by=request.reader,
                now=request.now,
            )
        except school_year.Overlaps as stands:
            form.add_error("begins_on", str(stands))
        else:
            days = school_year.span(row.begins_on, row.ends_on)
            messages.success(request, f"Sparat: {row.get_kind_display()} {days}.")
            return redirect(_at("free_days", unit))
    shown = {"form": form, "unit": unit, "back_url": _at("free_days", unit)}
    return render(request, "people/free_days_new.html", shown, status=422 if form.errors else 200)


@act(Action.SCHOOL_CHANGE)
def remove(request: ReaderRequest, free_id: UUID) -> HttpResponse:
    """The days are school days again."""
    row = school_year.kept(request.reader, free_id)
    back = reverse("free_days") if row.unit is None else _at("free_days", row.unit)
    name, days = row.get_kind_display(), school_year.span(row.begins_on, row.ends_on)
    if request.method == "POST":
        school_year.remove(row, now=request.now)
        messages.success(request, f"Borttaget: {name} {days}.")
        return redirect(back)
    where = f"Alla skolor hos {row.huvudman.name}" if row.unit is None else row.unit.name
    context = {
        "question": f"Ta bort {name.lower()} {days}?",
        "facts": [("Var", where), ("Efteråt", "Dagarna räknas som skoldagar igen.")],
        "verb": "Ta bort",
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "confirm.html", context)


def _at(name: str, unit: Unit) -> str:
    """The address, with the school that is chosen."""
    return f"{reverse(name)}?skola={unit.id}"
