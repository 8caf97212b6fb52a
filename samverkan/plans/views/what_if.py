"""Vad ändras om …: somebody who is not there yet, chosen by address. Nothing is saved."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.plans.page import Crumb, address
from samverkan.plans.what_if import what_if
from samverkan.policy.acting import Action
from samverkan.policy.newcomers import NEWCOMERS, Newcomer, newcomer


@require_safe
@act(Action.WHAT_IF_READ)
def page(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What the chosen newcomer would read of what the asker sees."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.WHAT_IF_READ, case=card.case, unit=card.unit)
    chosen = chosen_in(request)
    shown = {
        "card": card,
        "newcomers": NEWCOMERS,
        "chosen": chosen,
        "found": what_if(request.scope, card, chosen) if chosen else None,
        "trail": (
            Crumb(card.name, address("pupil", card)),
            Crumb("Vem kan se det här?", address("who", card)),
            Crumb("Vad ändras om …"),
        ),
    }
    return render(request, "plans/what_if.html", shown)


def chosen_in(request: ReaderRequest) -> Newcomer | None:
    """The newcomer that the address names, if it is one of ours."""
    try:
        return newcomer(request.GET.get("vem", ""))
    except KeyError:
        return None
