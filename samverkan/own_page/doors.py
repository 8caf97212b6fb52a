"""The door of the pupil's page, and the wall round it: a browser that shows it shows nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from samverkan.guard.tenancy import fence
from samverkan.journal.acts import ASKED, ReaderRequest, TimedRequest, act
from samverkan.own_page import sittings
from samverkan.own_page.models import Ended, Sitting
from samverkan.own_page.reading import Seated, seated
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import CaseId

P = ParamSpec("P")
FORBIDDEN = 403
OUTSIDE = ("/static/",)


class PupilRequest(ReaderRequest):
    """A request from a pupil's own page."""

    sitting: Sitting
    case: CaseId
    seat: Seated


View = Callable[Concatenate[PupilRequest, P], HttpResponse]


def by_own_door(action: Action) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Name the act of a pupil's page. Whoever has no sitting at one, the staff too, meets a closed door."""

    def name(view: View[P]) -> Callable[..., HttpResponse]:
        acted = act(action)(view)  # type: ignore[arg-type]  # let_in makes it the pupil's

        @wraps(view)
        def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in ASKED:
                return HttpResponseNotAllowed(ASKED)
            now = request.now  # type: ignore[attr-defined]
            found = sittings.here(request, now)
            if found is None or not found.goes_on:
                return closed(request, found.row if found else None)
            seat = seated(found.row, timezone.localdate(now))
            if seat is None:
                sittings.end(found.row, Ended.CLOSED, now=now)
                return closed(request, found.row)
            with fence(seat.huvudmen):
                _let_in(request, found.row, seat)
                if seat.assurance.lacks(action) is not None:
                    return closed(request, found.row)
                return acted(request, *args, **kwargs)

        entered.action = action  # type: ignore[attr-defined]
        entered.for_guests = True  # type: ignore[attr-defined]  # nobody with an account sits here
        entered.for_own_page = True  # type: ignore[attr-defined]
        return entered

    return name


def way_back(view: Callable[[TimedRequest], HttpResponse]) -> Callable[[TimedRequest], HttpResponse]:
    """Mark the page by which an adult comes back: the wall lets it through."""
    view.for_own_page = view.for_guests = True  # type: ignore[attr-defined]
    return view


def closed(request: HttpRequest, row: Sitting | None) -> HttpResponse:
    """Nothing of anybody: how one comes to the page, or back from it."""
    request.for_guests = True  # type: ignore[attr-defined]  # no menu, also where somebody of the school is signed in
    return render(request, "own_page/closed.html", {"was_beside": row is not None and row.beside_id}, status=FORBIDDEN)


class WallMiddleware:
    """A browser at a pupil's page meets that page wherever it turns: an address typed, a bookmark, the back button.

    Stands before whatever looks at a form that was sent, so that nothing is kept of what a child sends elsewhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Whoever has signed in has taken the browser back."""
        signed_in_before = request.user.is_authenticated
        response = self.get_response(request)
        if sittings.was_here(request) and request.user.is_authenticated and not signed_in_before:
            sittings.forget(response)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: Any) -> HttpResponse | None:
        """Let through the page itself, and everything once the sitting is over."""
        if not sittings.was_here(request) or getattr(view, "for_own_page", False) or request.path.startswith(OUTSIDE):
            return None
        found = sittings.here(request, request.now)  # type: ignore[attr-defined]
        if found is None or not found.goes_on:
            return None
        request.for_guests = True  # type: ignore[attr-defined]
        return render(request, "own_page/wall.html", {"beside": found.row.beside_id is not None}, status=FORBIDDEN)


def _let_in(request: HttpRequest, row: Sitting, seat: Seated) -> None:
    now = request.now  # type: ignore[attr-defined]
    known: PupilRequest = request  # type: ignore[assignment]
    known.sitting, known.seat, known.case = row, seat, seat.case
    known.reader, known.assurance, known.preparing = seat.reader, seat.assurance, frozenset()
    known.shown_by = row.beside_id
    known.scope = seat.scope(today=timezone.localdate(now), now=now)
