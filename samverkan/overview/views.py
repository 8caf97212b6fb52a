"""Idag, Skolan and the walk through the list."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.guard.models import Form
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.overview import export, queries
from samverkan.overview.day_list import day_paper
from samverkan.overview.forms import AssessmentForm, SignalForm
from samverkan.overview.signals import receipt, signal_page
from samverkan.people import queries as people
from samverkan.plans import actions, assessing
from samverkan.plans.copying import clean_of_copies
from samverkan.plans.handing_out import on_paper
from samverkan.plans.models import AssessmentOutcome
from samverkan.plans.page import allowed
from samverkan.plans.saved_once import again
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import CaseId, UnitId


@act(Action.TODAY_READ)
def today(request: ReaderRequest) -> HttpResponse:
    """The morning page."""
    page = queries.today_page(request.scope)
    request.scope.trail.gives_out(page.cases)
    return render(request, "overview/today.html", {"page": page})


@act(Action.TODAY_PRINT)
def today_paper(request: ReaderRequest) -> HttpResponse:
    """The meetings of the day by initials, room and time."""
    reader = people.names([request.reader.person]).get(request.reader.person, "")
    return on_paper(day_paper(request.scope, made_by=reader), filename="dagens-lista.pdf")


@act(Action.SCHOOL_READ)
def school(request: ReaderRequest) -> HttpResponse:
    """Which pupils, which contacts."""
    page = queries.school_page(request.scope)
    request.scope.trail.gives_out(page.cases)
    return render(request, "overview/school.html", {"page": page})


@act(Action.SCHOOL_EXPORT)
def school_file(request: ReaderRequest) -> HttpResponse:
    """The list as a file, built whole and journalled before it is sent. Its name says the day and nobody's name."""
    answer = HttpResponse(export.school_file(request.scope), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="skolan-{request.scope.today}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@act(Action.SCHOOL_READ)
def group(request: ReaderRequest, anchor: str) -> HttpResponse:
    """One group of the school, whole."""
    page = queries.school_page(request.scope)
    found = next((group for group in page.groups if group.rule.anchor == anchor), None)
    if found is None:
        raise Http404
    request.scope.trail.gives_out(found.cases)
    return render(request, "overview/group.html", {"page": page, "group": found})


@act(Action.SIGNAL_WRITE)
def signal_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Write a signal: who reads it is said before, who got it and when an answer comes after."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.SIGNAL_WRITE, case=card.case, unit=card.unit)
    page = signal_page(request.scope, card)
    form = SignalForm(request.POST or None)
    copied = clean_of_copies(request.scope, card, form) if request.method == "POST" and form.is_valid() else ()
    if request.method == "POST" and form.is_valid():
        if saved := again(request, card, Form.SIGNAL, form.cleaned_data, to="pupil"):
            return saved
        actions.write_signal(case=card.case, text=form.cleaned_data["text"], by=request.reader, now=request.now)
        messages.success(request, receipt(page, request.scope.today))
        return redirect("pupil", pupil_id=card.case)
    may_take_in = allowed(request, Action.TAKE_IN, card)
    shown = {"card": card, "form": form, "verb": "Skicka", "copied": copied, "may_take_in": may_take_in, **page.shown}
    return render(request, "overview/signal.html", shown, status=422 if form.errors else 200)


@act(Action.NEED_DECIDE)
def walk(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """One pupil of the list at a time; each outcome is a documented act of leadership."""
    page = queries.walk_page(request.scope, pupil_id)
    if page is None:
        raise Http404
    request.scope.trail.gives_out(page.cases)
    unit = page.pupil.cell.unit_id
    demand(request, Action.NEED_DECIDE, case=CaseId(pupil_id), unit=UnitId(unit) if unit else None)
    form = AssessmentForm(request.POST or None, today=request.scope.today, running=page.running, trusted=page.trusted)
    card = people.pupil(request.scope, pupil_id)
    copied = clean_of_copies(request.scope, card, form) if request.method == "POST" and form.is_valid() else ()
    if request.method == "POST" and form.is_valid():
        outcome = AssessmentOutcome(form.cleaned_data["outcome"])
        assessing.assess(
            pupil=page.pupil,
            outcome=outcome,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=request.reader,
            now=request.now,
        )
        messages.success(request, f"Bedömningen för {page.row.name} är sparad.")
        return _onward(outcome, page)
    shown = {
        "page": page,
        "form": form,
        "card": card,
        "copied": copied,
        "may_take_in": allowed(request, Action.TAKE_IN, card),
    }
    return render(request, "overview/walk.html", shown, status=422 if form.errors else 200)


@act(Action.CONTACT_DONE)
def contact_taken(request: ReaderRequest) -> HttpResponse:
    """Tick off a contact."""
    if request.method != "POST":
        raise Http404
    pupil = queries.pupil_of_wish(request.scope, request.POST.get("case", ""))
    identity = pupil.cell.facts
    demand(request, Action.CONTACT_DONE, case=identity.case, unit=identity.unit)
    assessing.take_contact(
        pupil=pupil,
        organisation=queries.organisation_of_wish(request.scope, pupil, request.POST.get("organisation", "")),
        subject=queries.subject_of_wish(request.POST.get("subject", "")),
        by=request.reader,
        now=request.now,
    )
    messages.success(request, "Kontakten är tagen.")
    return redirect("school" if request.POST.get("page") == "skolan" else "today")


def _onward(outcome: AssessmentOutcome, page: queries.WalkPage) -> HttpResponse:
    """Beginning and appointing lead to their own pages; the rest to the next pupil, or back when it was the last."""
    if outcome is AssessmentOutcome.BEGIN:
        return redirect("collaboration_begin", pupil_id=page.row.case)
    if outcome is AssessmentOutcome.APPOINT:
        return redirect("appoint", pupil_id=page.row.case)
    return redirect("walk", pupil_id=page.following) if page.following else redirect("school")
