"""Plan: the paper everybody has agreed on, on screen and as PDF."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.plans import queries
from samverkan.plans.handing_out import hand_out
from samverkan.plans.page import address, allowed, surround, who_reads_each
from samverkan.plans.printing import plan_paper
from samverkan.plans.queries import Plan, why
from samverkan.policy import facts
from samverkan.policy.acting import Action


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
        "whos": who_reads_each(request, page, _cells(found)),
        "goal_url": address("goal_new", page.card) if allowed(request, Action.GOAL_WRITE, page.card) else "",
        "measure_url": address("measure_new", page.card) if allowed(request, Action.MEASURE_WRITE, page.card) else "",
        "step_url": address("step_new", page.card) if allowed(request, Action.MEASURE_WRITE, page.card) else "",
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
    found = queries.plan(request.scope, card.case, card=card)
    seats = queries.team(request.scope, card.case, card=card)
    return hand_out(
        request,
        card,
        what="planen",
        back=address("plan", card),
        filename="plan.pdf",
        made=lambda reader: plan_paper(card, found, seats, reader=reader, role=_role(request), now=request.now),
    )


def _role(request: ReaderRequest) -> str:
    return request.reader.standings[0].role.label if request.reader.standings else ""


def _cells(found: Plan) -> Iterable[facts.Cell]:
    yield from (row.cell for row in found.goals)
    yield from (row.cell for group in found.measures for row in group.rows)
    yield from (row.cell for row in found.received)
    yield from (row.cell for row in found.decisions)
    if found.running is not None:
        yield found.running.cell
    if found.words is not None:
        yield found.words.cell
