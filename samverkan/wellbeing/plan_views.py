"""Lay the wheel in the plan with the family, and take it out again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import PROTECTED_GUARDIAN, day_or_year, possessive
from samverkan.plans.forms import Options
from samverkan.plans.page import address
from samverkan.policy.acting import Action
from samverkan.policy.consenting import may_know_each_answer
from samverkan.wellbeing import actions, queries
from samverkan.wellbeing.attached import attached
from samverkan.wellbeing.forms import AttachForm, DetachForm
from samverkan.wellbeing.models import Ended, How
from samverkan.wellbeing.queries import View, Views

NOTHING_THERE = "Hjulet ligger inte i planen."


@act(Action.WHEEL_ATTACH)
def attach(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Which pictures, who in the family was with, how and when. What was said in confidence is never offered."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.WHEEL_ATTACH, case=card.case, unit=card.unit)
    views = _open(queries.latest_views(request.scope, card.case))
    if not views:
        messages.info(request, "Det finns ingen bild att lägga i planen än.")
        return redirect("wheel", pupil_id=card.case)
    today = request.scope.today
    looks = [(str(view.id), f"{_whose(view, card)}, {day_or_year(view.on, today)}") for view in views.both]
    form = AttachForm(request.POST or None, looks=looks, family=_family(request, card), today=today)
    if request.method == "POST" and form.is_valid():
        _lay(request, card, form, views)
        messages.success(request, "Hjulet ligger nu i planen.")
        return redirect("plan", pupil_id=card.case)
    shown = {
        "card": card,
        "form": form,
        "heading": f"Lägg hjulet till planen för {card.first_name}",
        "text": "Hjulet är till för samtal. I planen ligger det bara när familjen vill, och familjen kan ändra sig.",
        "verb": "Lägg hjulet till planen",
        "back": address("wheel", card),
    }
    return render(request, "plans/form.html", shown, status=422 if form.errors else 200)


def _lay(request: ReaderRequest, card: PupilCard, form: AttachForm, views: Views) -> None:
    told, chosen = form.cleaned_data, set(form.cleaned_data["looks"])

    def picked(view: View | None) -> UUID | None:
        return view.id if view is not None and str(view.id) in chosen else None

    actions.lay_in_plan(
        case=card.case,
        staff_look=picked(views.staff),
        pupil_look=picked(views.pupil),
        took_part=[UUID(person) for person in told["took_part"]],
        how=How(told["how"]),
        decided_on=told["decided_on"],
        by=request.reader,
        now=request.now,
    )


@act(Action.WHEEL_DETACH)
def detach(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Ta bort ur planen. The family needs no reason and nobody's leave."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.WHEEL_DETACH, case=card.case, unit=card.unit)
    found = attached(request.scope, card)
    if found is None:
        messages.info(request, NOTHING_THERE)
        return redirect("wheel", pupil_id=card.case)
    own = not may_know_each_answer(request.reader, card.case)
    form = None if own else DetachForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        because = Ended.FAMILY if form is None else Ended(form.cleaned_data["because"])
        actions.take_out_of_plan(case=card.case, because=because, by=request.reader, now=request.now)
        messages.success(request, "Hjulet ligger inte längre i planen. Bilderna finns kvar under Må bra.")
        return redirect("plan", pupil_id=card.case)
    shown = {
        "question": "Ta hjulet ur planen?",
        "text": "Det syns inte längre i planen, varken på skärmen eller på papper. Bilderna finns kvar för samtal.",
        "facts": [("I planen", found.decided)],
        "form": form,
        "verb": "Ta bort ur planen",
        "cancel_url": address("plan", card),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "wellbeing/detach.html", shown, status=status)


def _open(views: Views) -> Views:
    """Without what was said in confidence: that is nobody's to put in a plan."""
    return Views(*(view if view and not view.cell.confided else None for view in (views.staff, views.pupil)))


def _whose(view: View, card: PupilCard) -> str:
    return "Skolans bild" if view.given is None else f"{possessive(card.first_name)} egen bild"


def _family(request: ReaderRequest, card: PupilCard) -> Options:
    """The pupil and those who answer for the pupil, but for whoever may learn nothing."""
    guardians = [one for one in people.guardians(request.scope, card) if not one.barred]
    named = [(str(one.person_id), PROTECTED_GUARDIAN if one.protected else one.name) for one in guardians]
    return [(str(card.person_id), card.first_name), *named]
