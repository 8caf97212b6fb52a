"""Plan: the paper everybody has agreed on, on screen and as PDF."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.paper import render as to_pdf
from samverkan.people import queries as people
from samverkan.plans import actions, queries
from samverkan.plans.forms import PrintForm
from samverkan.plans.page import address, allowed, surround
from samverkan.plans.printing import plan_paper
from samverkan.plans.queries import Plan, why
from samverkan.policy import facts
from samverkan.policy.acting import Action

SEALED_PAPER = "Eleven har skyddade uppgifter. Lås in papperet. Skälet syns på tidslinjen."


@act(Action.PLAN_READ)
def plan(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The plan as the reader may see it."""
    page = surround(request, pupil_id, "plan")
    demand(request, Action.PLAN_READ, case=page.card.case, unit=page.card.unit)
    found = queries.plan(request.scope, page.card.case, card=page.card, running=page.running)
    shown = {
        "page": page,
        "plan": found,
        "whys": why(request.scope, _cells(found)),
        "goal_url": address("goal_new", page.card) if allowed(request, Action.GOAL_WRITE, page.card) else "",
        "measure_url": address("measure_new", page.card) if allowed(request, Action.MEASURE_WRITE, page.card) else "",
        "note_url": address("note_new", page.card) if allowed(request, Action.NOTE_WRITE, page.card) else "",
        "print_url": address("plan_print", page.card) if allowed(request, Action.PLAN_PRINT, page.card) else "",
        "seats": queries.team(request.scope, page.card.case, card=page.card),
    }
    return render(request, "plans/plan.html", shown)


@act(Action.PLAN_PRINT)
def plan_print(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The plan as an accessible PDF: what the reader may see, made out to the reader, and journalled.

    For a pupil with protected identity a reason is asked for first, since a paper can be left lying.
    """
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.PLAN_PRINT, case=card.case, unit=card.unit)
    if card.sealed:
        form = PrintForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            shown = {"card": card, "form": form, "heading": f"Varför skriver du ut planen för {card.first_name}?"}
            shown |= {"verb": "Skriv ut", "back": address("plan", card), "text": SEALED_PAPER}
            return render(request, "plans/form.html", shown, status=422 if form.errors else 200)
        actions.note_print(case=card.case, reason=form.cleaned_data["reason"], by=request.reader, now=request.now)
    found = queries.plan(request.scope, card.case, card=card)
    seats = queries.team(request.scope, card.case, card=card)
    reader = people.names([request.reader.person]).get(request.reader.person, "")
    paper = plan_paper(card, found, seats, reader=reader, role=_role(request), now=request.now)
    answer = HttpResponse(to_pdf(paper), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="plan.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _role(request: ReaderRequest) -> str:
    return request.reader.standings[0].role.label if request.reader.standings else ""


def _cells(found: Plan) -> Iterable[facts.Cell]:
    yield from (row.cell for row in found.goals)
    yield from (row.cell for group in found.measures for row in group.rows)
    if found.running is not None:
        yield found.running.cell
    if found.words is not None:
        yield found.words.cell
