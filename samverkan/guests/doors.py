"""The door of the guest pages: who has come in by a link and a code, and what those without one are met with.

A guest is nobody's account. The cookie counts on the pages of this room alone; every other page meets nobody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from samverkan.access.gathering import facts_for
from samverkan.access.guests import guest_reader
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence
from samverkan.guests import visits
from samverkan.guests.speech import Speech, languages, speech, spoken_to
from samverkan.guests.visits import Going
from samverkan.journal.acts import ASKED, ReaderRequest, act
from samverkan.people import assurance
from samverkan.people.models import Person
from samverkan.policy.acting import Action, Assurance, Level
from samverkan.policy.facts import Reader

P = ParamSpec("P")
FORBIDDEN = 403
LONGEST = 20_000
CHOSEN = "sprak"
ENTRANCE = ("/gast/kod", "/gast/ny-lank")


class GuestRequest(ReaderRequest):
    """A request by somebody who has come in by a link and a code."""

    visit: Going
    speech: Speech


View = Callable[Concatenate[GuestRequest, P], HttpResponse]


def by_link(action: Action) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Name the act of a guest's page. Without a visit that goes on, the page is closed and says so."""

    def name(view: View[P]) -> Callable[..., HttpResponse]:
        acted = act(action)(view)  # type: ignore[arg-type]  # let_in makes it a guest's

        @wraps(view)
        def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in ASKED:
                return HttpResponseNotAllowed(ASKED)
            now = request.now  # type: ignore[attr-defined]
            visit = visits.going(request, now)
            if visit is None or not visit.inside:
                return lost(request)
            inside = frozenset({visit.found.seat.huvudman})
            with fence(inside):
                reader = _reader(visit, request)
                if reader is None:
                    return lost(request)
                sitting = Assurance(Level(visit.row.level), assurance.raised_by(inside))
                _let_in(request, visit, reader, sitting)
                if sitting.lacks(action) is not None:
                    return too_weak(request)  # type: ignore[arg-type]
                return acted(request, *args, **kwargs)

        entered.action = action  # type: ignore[attr-defined]
        entered.for_guests = True  # type: ignore[attr-defined]
        return entered

    return name


def lost(request: HttpRequest) -> HttpResponse:
    """The door is closed: nothing is shown of whom it was about, and what was typed is given back to be copied."""
    words = [
        value.strip()
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and len(str(value).split()) > 1
    ]
    told = "\n\n".join(dict.fromkeys(map(str, words)))[:LONGEST]
    return page(request, "guests/lost.html", {"words": told}, status=FORBIDDEN)


def too_weak(request: GuestRequest) -> HttpResponse:
    """The huvudman asks for an e-legitimation here."""
    return page(request, "guests/eid.html", {"seat": request.visit.found.seat}, status=FORBIDDEN)


def page(request: HttpRequest, template: str, shown: dict[str, object], status: int = 200) -> HttpResponse:
    """A page in the guest's language, with every other language to choose."""
    request.for_guests = True  # type: ignore[attr-defined]  # no menu, also where somebody of the school is signed in
    spoken = language_of(request)
    visit: Going | None = getattr(request, "visit", None)
    seat = visit.found.seat if visit else None
    # Another language is chosen where nothing has been typed yet: a link would drop what has.
    choices = tuple(languages().values()) if request.method != "POST" or request.path in ENTRANCE else ()
    shown = {"seat": seat, "speech": spoken, "languages": choices, **shown}
    return render(request, template, shown, status=status)


def language_of(request: HttpRequest, person: Person | None = None) -> Speech:
    """What the guest has chosen; before that what the school knows that they speak, else the usual."""
    chosen = request.GET.get(CHOSEN) or request.POST.get(CHOSEN) or ""
    if chosen in languages():
        return speech(chosen)
    known: Speech | None = getattr(request, "speech", None)
    if known is not None:
        return known
    return spoken_to(person.language) if person is not None else speech("")


def _reader(visit: Going, request: HttpRequest) -> Reader | None:
    seat = visit.found.seat
    return guest_reader(
        seat.person,
        case=seat.case,
        role=seat.role,
        organisation=seat.organisation,
        today=timezone.localdate(request.now),  # type: ignore[attr-defined]
    )


def _let_in(request: HttpRequest, visit: Going, reader: Reader, sitting: Assurance) -> None:
    now = request.now  # type: ignore[attr-defined]
    known: GuestRequest = request  # type: ignore[assignment]
    known.reader, known.assurance, known.shown_by, known.preparing = reader, sitting, None, frozenset()
    known.scope = Scope.of(facts_for(reader, today=timezone.localdate(now)), now)
    known.visit, known.speech = visit, speech(visit.row.language)
    chosen = language_of(request)
    if chosen is not known.speech:
        visits.speak(visit.row, chosen.slug)
        known.speech = chosen
