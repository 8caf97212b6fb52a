"""Plan: the paper everybody has agreed on, on screen and as PDF."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, Refused, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.paper import PaperPage
from samverkan.people import queries as people
from samverkan.people.adults import Adults, adults
from samverkan.people.queries import PupilCard
from samverkan.plans import queries
from samverkan.plans.handing_out import hand_out
from samverkan.plans.page import address, allowed, surround, who_reads_each
from samverkan.plans.parts import PLAN, paper_of, parts_of
from samverkan.plans.pictures import stairs_of
from samverkan.plans.printing import plan_paper
from samverkan.plans.printing_to import (
    AGREED,
    asked_for,
    easy_plan,
    may_have,
    narrowed,
    receiver,
    receivers,
)
from samverkan.plans.queries import Plan, Seat, why
from samverkan.plans.views.looking import OF_THE_FAMILY
from samverkan.policy import facts
from samverkan.policy.acting import Action
from samverkan.policy.consenting import may_know_each_answer


@act(Action.PLAN_READ)
def plan(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """The plan as the reader may see it."""
    page = surround(request, pupil_id, "plan")
    demand(request, Action.PLAN_READ, case=page.card.case, unit=page.card.unit)
    found = queries.plan(request.scope, page.card.case, card=page.card, running=page.running)
    seats = queries.team(request.scope, page.card.case, card=page.card)
    parts = parts_of(PLAN, request, page.card)
    cells = [*_cells(found), *(cell for part in parts for cell in part.cells)]
    shown = {
        "page": page,
        "plan": found,
        "parts": parts,
        "stairs": stairs_of(request.scope, page.card.case),
        "whys": why(request.scope, cells),
        "whos": who_reads_each(request, page, cells),
        "goal_url": address("goal_new", page.card) if allowed(request, Action.GOAL_WRITE, page.card) else "",
        "measure_url": address("measure_new", page.card) if allowed(request, Action.MEASURE_WRITE, page.card) else "",
        "step_url": address("step_new", page.card) if allowed(request, Action.MEASURE_WRITE, page.card) else "",
        "note_url": address("note_new", page.card) if allowed(request, Action.NOTE_WRITE, page.card) else "",
        "print_url": address("plan_print", page.card) if allowed(request, Action.PLAN_PRINT, page.card) else "",
        "seats": seats,
        "print_for": _print_for(request, page.card, seats),
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
    around = adults(request.scope, card)
    if "till" in request.GET:
        return _print_to(request, card, around, found, seats)
    more = paper_of(request.scope, card, lambda cell: True)
    return hand_out(
        request,
        card,
        what="planen",
        back=address("plan", card),
        filename="plan.pdf",
        made=lambda reader: plan_paper(
            card, around, found, seats, reader=reader, role=_role(request), now=request.now, more=more
        ),
    )


def _print_to(
    request: ReaderRequest, card: PupilCard, around: Adults, found: Plan, seats: Sequence[Seat]
) -> HttpResponse:
    """The plan made out to another of the team: whoever may see the page as they do. In easy words on asking."""
    demand(request, Action.LOOK_AS, case=card.case, unit=card.unit)
    if not may_know_each_answer(request.reader, card.case):
        raise Refused(OF_THE_FAMILY)
    to = receiver(receivers(card, seats, reader=request.reader.person), _as_id(request.GET["till"]))
    may = may_have(asked_for(request.scope, card, to))
    if not may(card.cell):
        messages.info(request, f"{to.name} får inte ha planen på papper än. Under Samtycken står vad som saknas.")
        return ended(redirect("plan", pupil_id=card.case), Outcome.NOT_DONE)
    theirs, shown = narrowed(found, may), [one for one in seats if may(one.cell)]
    known = around.narrowed(may)
    easy = "lattlast" in request.GET
    more = [] if easy else paper_of(request.scope, card, may)
    agreed = [row for each in AGREED for row in each(request.scope, card.case, may)] if easy else []

    def made(reader: str) -> PaperPage:
        if easy:
            return easy_plan(card, known, theirs, agreed, to=to, made_by=reader, now=request.now)
        return plan_paper(card, known, theirs, shown, reader=reader, role=to.name, now=request.now, more=more)

    return hand_out(
        request,
        card,
        what=f"planen för {to.name}",
        back=address("plan", card),
        filename="plan.pdf",
        made=made,
    )


def _print_for(request: ReaderRequest, card: PupilCard, seats: Sequence[Seat]) -> list[tuple[str, str]]:
    """Whom the plan can be made out to, and where. Empty for one who sees no page as another does."""
    if not (allowed(request, Action.LOOK_AS, card) and may_know_each_answer(request.reader, card.case)):
        return []
    known = receivers(card, seats, reader=request.reader.person)
    where = address("plan_print", card)
    easy = [
        (f"{one.name} (lättläst)", f"{where}?{urlencode({'till': one.person, 'lattlast': 'ja'})}")
        for one in known
        if one.person == card.person_id
    ]
    return [*easy, *((one.name, f"{where}?{urlencode({'till': one.person})}") for one in known)]


def _as_id(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Http404 from None


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
