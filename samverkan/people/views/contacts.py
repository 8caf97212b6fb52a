"""Kontakter: whom to ring outside the school."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act
from samverkan.people import actions, contacts
from samverkan.people.forms import ContactForm, NewContactForm
from samverkan.people.models import Organisation, OrganisationKind
from samverkan.policy.acting import Action, may
from samverkan.policy.holding import RunBy


@act(Action.CONTACTS_READ)
def index(request: ReaderRequest) -> HttpResponse:
    """Organisations and functions, with telephone hours."""
    context = {
        "places": contacts.directory(request.reader),
        "may_write": may(request.reader, Action.CONTACT_WRITE).allowed,
    }
    return render(request, "people/contacts.html", context)


@act(Action.CONTACT_WRITE)
def new(request: ReaderRequest) -> HttpResponse:
    """A contact at a known or a new organisation."""
    known = [(str(place.id), place.name) for place in contacts.directory(request.reader)]
    start = {"organisation": request.GET.get("verksamhet", "")}
    form = NewContactForm(request.POST or None, organisations=known, initial=start)
    if request.method == "POST" and form.is_valid():
        unit = next(iter(contacts.own_units(request.reader)), None)
        try:
            place = _organisation(request, form)
        except actions.OtherwiseRun as other:
            form.add_error("new_run_by", str(other))
        else:
            if contacts.stands(organisation=place, unit=unit, **form.words_of_contact()):
                messages.info(request, "Kontakten är redan sparad. Den står i listan.")
                return redirect("contacts")
            row = contacts.add(organisation=place, unit=unit, now=request.now, **form.words_of_contact())
            messages.success(request, f"{row.name or row.function.capitalize()} är inlagd.")
            return redirect("contacts")
    return render(request, "people/contact_new.html", {"form": form}, status=422 if form.errors else 200)


@act(Action.CONTACT_WRITE)
def change(request: ReaderRequest, contact_id: UUID) -> HttpResponse:
    """New words for a contact."""
    row = contacts.contact(request.reader, contact_id)
    form = ContactForm(request.POST or None, initial={name: getattr(row, name) for name in ContactForm.base_fields})
    if request.method == "POST" and form.is_valid():
        contacts.change(row, **form.cleaned_data)
        messages.success(request, "Kontakten är sparad.")
        return redirect("contacts")
    context = {"form": form, "row": row, "end_url": reverse("contact_end", args=[row.id])}
    return render(request, "people/contact.html", context, status=422 if form.errors else 200)


@act(Action.CONTACT_WRITE)
def end(request: ReaderRequest, contact_id: UUID) -> HttpResponse:
    """The contact leaves the list."""
    row = contacts.contact(request.reader, contact_id)
    if request.method == "POST":
        contacts.end(row, now=request.now)
        messages.success(request, "Kontakten är borttagen ur listan.")
        return redirect("contacts")
    context = {
        "question": f"Ta bort {row.name or row.function} ur listan?",
        "facts": [("Verksamhet", row.organisation.name), ("Funktion", row.function)],
        "verb": "Ta bort",
        "danger": True,
        "cancel_url": reverse("contact", args=[row.id]),
    }
    return render(request, "confirm.html", context)


def _organisation(request: ReaderRequest, form: NewContactForm) -> Organisation:
    said = form.cleaned_data
    if said["organisation"]:
        return contacts.organisation(request.reader, UUID(said["organisation"]))
    home = contacts.own_units(request.reader)[0].organisation.huvudman_id
    return actions.add_organisation(
        near=home,
        name=said["new_name"],
        kind=OrganisationKind(said["new_kind"]),
        run_by=RunBy(said["new_run_by"]),
        by=request.reader,
        now=request.now,
    )
