"""Ny: the pupil first, then the page where the thing is made."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.plans import queries
from samverkan.plans.finding import typed
from samverkan.plans.page import address, allowed
from samverkan.policy.acting import Action

MOST = 20


@dataclass(frozen=True, slots=True)
class Start:
    """Something that is made for one pupil: the question asked, the act and the name of its page."""

    question: str
    action: Action
    page: str


STARTS = {
    "signal": Start("Vilken elev gäller signalen?", Action.SIGNAL_WRITE, "signal_new"),
    "mote": Start("Vilken elev gäller mötet?", Action.MEETING_PLAN, "meeting_new"),
    "anteckning": Start("Vilken elev gäller anteckningen?", Action.NOTE_WRITE, "note_new"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A pupil to choose."""

    name: str
    class_name: str
    url: str


@act(Action.PUPILS_READ)
def choose(request: ReaderRequest, what: str) -> HttpResponse:
    """The pupils for whom the reader may make the thing: those that match the words, else those with a samverkan."""
    start = STARTS.get(what)
    if start is None:
        raise Http404
    demand(request, start.action)
    words = typed(request.POST.get("q") or request.GET.get("q") or "")
    scope = request.scope
    rows = people.pupils(scope, words=words) if words else people.pupils(scope, cases=queries.running_cases(scope))
    cards = people.cards(scope, [row.case for row in rows])
    found = [cards[row.case] for row in rows if row.case in cards and allowed(request, start.action, cards[row.case])]
    scope.trail.gives_out(card.case for card in found[:MOST])
    shown = {
        "start": start,
        "words": words,
        "heading": "Träffar" if words else "Elever med samverkan",
        "pupils": _offered(found[:MOST], start),
        "more": len(found) > MOST,
    }
    return render(request, "plans/choose.html", shown)


def _offered(found: Iterable[PupilCard], start: Start) -> list[Offered]:
    return [Offered(card.name, card.class_name, address(start.page, card)) for card in found]
