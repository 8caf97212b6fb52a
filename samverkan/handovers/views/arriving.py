"""The receiving school's pages: a pupil comes, it is received by name, talked about and taken over, or handed back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.handovers import queries, receiving, steps
from samverkan.handovers.actions import NotDone
from samverkan.handovers.forms import AcceptForm, EndForm, TalkForm
from samverkan.handovers.queries import ArrivalRow
from samverkan.handovers.receivers import rektor_of
from samverkan.handovers.staff import staff_at
from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.people.barring import Barred
from samverkan.people.wording import counted
from samverkan.plans.page import Crumb
from samverkan.policy.acting import Action, may
from samverkan.policy.vocabulary import UnitId
from samverkan.vault.texts import texts

HOME = "arrival"


@act(Action.ARRIVAL_READ)
def arrival(request: ReaderRequest, arrival_id: UUID) -> HttpResponse:
    """Who comes, from where and when; and once it is received what came along."""
    row = _row(request, arrival_id, Action.ARRIVAL_READ)
    came = queries.came_along(request.scope, row.case, handover=row.progress.row.id) if row.progress.received else ()
    said = texts(statement for statement, _ in came)
    acts = may(request.reader, Action.ARRIVAL_RECEIVE, case=row.case, unit=_unit(row)).allowed and row.open
    waits = acts and row.progress.running
    shown = {
        "row": row,
        "steps": steps.of_receiver(row, acts=acts),
        "came": [(statement.cell.facts.kind.label, said[statement.id]) for statement, _ in came],
        "receive_url": reverse("arrival_receive", args=[row.arrival.id]) if waits and not row.progress.received else "",
        "return_url": reverse("arrival_return", args=[row.arrival.id]) if waits and not row.progress.accepted else "",
        "pupil_url": reverse("pupil", args=[row.case]) if row.progress.taken_over else "",
        "trail": _trail(row),
    }
    return render(request, "handovers/arrival.html", shown)


@act(Action.ARRIVAL_RECEIVE)
def receive(request: ReaderRequest, arrival_id: UUID) -> HttpResponse:
    """Receive it by name."""
    row = _row(request, arrival_id, Action.ARRIVAL_RECEIVE)
    if request.method == "POST":
        try:
            done = receiving.receive(handover=row.progress.row, by=request.reader, now=request.now)
        except NotDone as why:
            return _not_done(request, row, why)
        if done.fell_away:
            gone = counted(done.fell_away, "uppgift", "uppgifter")
            messages.info(request, f"{gone} följde inte med. Ett ja hade tagit slut. Ring den förra skolan.")
        messages.success(request, "Mottaget. Ditt namn och tiden är sparade.")
    return redirect(HOME, arrival_id=row.arrival.id)


@act(Action.ARRIVAL_RECEIVE)
def talk(request: ReaderRequest, arrival_id: UUID) -> HttpResponse:
    """The handover talk."""
    row = _row(request, arrival_id, Action.ARRIVAL_RECEIVE)
    form = TalkForm(request.POST or None, today=request.scope.today, notes=True, initial={"notes": row.talk})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def save() -> None:
            receiving.talk(
                handover=row.progress.row,
                on=said["on"],
                who=said["who"],
                notes=said["notes"],
                by=request.reader,
                now=request.now,
            )

        return _done(request, row, save, "Samtalet är sparat.")
    return _form(request, row, form, "Överlämningssamtal", "Spara")


@act(Action.ARRIVAL_RECEIVE)
def accept(request: ReaderRequest, arrival_id: UUID) -> HttpResponse:
    """Take over: from which day, and who is the pupil's one adult."""
    row = _row(request, arrival_id, Action.ARRIVAL_RECEIVE)
    unit = row.progress.row.to_unit
    assert unit is not None
    today = request.scope.today
    form = AcceptForm(
        request.POST or None,
        staff=staff_at(unit, row.case, today),
        today=today,
        initial={"takes_over_on": row.progress.begins_on, "trygghetsperson": str(rektor_of(unit.id, today) or "")},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def save() -> None:
            receiving.accept(
                handover=row.progress.row,
                takes_over_on=said["takes_over_on"],
                trygghetsperson=UUID(said["trygghetsperson"]),
                by=request.reader,
                now=request.now,
            )

        now = said["takes_over_on"] <= today
        return _done(request, row, save, "Ni har tagit över." if now else "Sparat. Ni tar över den dagen du valde.")
    return _form(request, row, form, f"Ta över {row.first_name}", "Ta över")


@act(Action.ARRIVAL_RECEIVE)
def give_back(request: ReaderRequest, arrival_id: UUID) -> HttpResponse:
    """Hand it back, with a reason that the school which sent it reads."""
    row = _row(request, arrival_id, Action.ARRIVAL_RECEIVE)
    form = EndForm(request.POST or None, reasons=())
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            receiving.hand_back(
                arrival=row.arrival, reason=form.cleaned_data["reason"], by=request.reader, now=request.now
            )

        return _done(request, row, save, f"Tillbakalämnad. {row.from_school} läser skälet.")
    return _form(request, row, form, "Lämna tillbaka", "Lämna tillbaka")


def _row(request: ReaderRequest, arrival_id: UUID, action: Action) -> ArrivalRow:
    row = queries.arrival(request.scope, arrival_id)
    demand(request, action, case=row.case, unit=_unit(row))
    return row


def _unit(row: ArrivalRow) -> UnitId | None:
    unit = row.arrival.cell.unit_id
    return None if unit is None else UnitId(unit)


def _trail(row: ArrivalRow, here: str = "") -> tuple[Crumb, ...]:
    home = reverse(HOME, args=[row.arrival.id])
    name = f"{row.name} kommer"
    return (Crumb("Idag", reverse("today")), *((Crumb(name, home), Crumb(here)) if here else (Crumb(name),)))


def _done(request: ReaderRequest, row: ArrivalRow, save: Callable[[], None], said: str) -> HttpResponse:
    try:
        save()
    except (NotDone, Barred) as why:
        return _not_done(request, row, why)
    messages.success(request, said)
    return redirect(HOME, arrival_id=row.arrival.id)


def _not_done(request: ReaderRequest, row: ArrivalRow, why: ValueError) -> HttpResponse:
    messages.error(request, str(why))
    return ended(redirect(HOME, arrival_id=row.arrival.id), Outcome.NOT_DONE)


def _form(request: ReaderRequest, row: ArrivalRow, form: Any, heading: str, verb: str) -> HttpResponse:
    shown = {
        "form": form,
        "heading": heading,
        "verb": verb,
        "back": reverse(HOME, args=[row.arrival.id]),
        "trail": _trail(row, heading),
    }
    return render(request, "handovers/form.html", shown, status=422 if form.errors else 200)
