"""Each URL is one named act. The wrapper owns the transaction: the act and its event commit together or not at all.

It stands in the journal and not in the guard, since it writes the event and the guard knows no journal.
A refusal is written in a transaction of its own, because the raised exception rolls the first one back.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from samverkan.guard.scope import Scope
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, JournalUnwritable, record
from samverkan.policy.acting import DONE_WHEN_SHOWN, SEALED, Action, Assurance, Level, level_needed, may
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, HuvudmanId, OrganisationId, UnitId

P = ParamSpec("P")
ASKED = ("GET", "HEAD", "POST")
"""How a page may be asked for. A view that looks only for POST would take anything else for a reading."""
SHOWS = frozenset({"GET", "HEAD"})


class TimedRequest(HttpRequest):
    """Any request: the access middleware has read the clock, once."""

    now: datetime


class ReaderRequest(TimedRequest):
    """A request by somebody who is signed in: reader and scope are gathered by the access middleware too."""

    reader: Reader
    scope: Scope
    assurance: Assurance
    """How sure we are of who sits here, and so which acts it is enough for."""
    shown_by: UUID | None
    """In the demonstration: the person behind "Visa som"."""
    preparing: frozenset[HuvudmanId]
    """The reader's huvudmän that keep schools and have not begun in earnest."""


class Refused(Exception):
    """The reader may see the thing but not take this act. Carries the sentence that says whom to ask."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooWeak(Exception):
    """The reader may take the act, but not in a sitting as weak as this one. Carries the level that is needed."""

    def __init__(self, needed: Level) -> None:
        super().__init__(needed.name)
        self.needed = needed


View = Callable[Concatenate[ReaderRequest, P], HttpResponse]


def act(action: Action) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Name the act of a view. Outsiders meet 404, colleagues without the right 403, a dumb journal 503."""

    def name(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def acted(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in ASKED:
                return HttpResponseNotAllowed(ASKED)
            if not hasattr(request, "reader"):
                return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))
            known: ReaderRequest = request  # type: ignore[assignment]
            doing = _doing(known, action, kwargs)
            try:
                with transaction.atomic():
                    demand(known, action)
                    response = view(known, *args, **kwargs)
                    if response.streaming:
                        raise TypeError("Guarded data is never streamed.")
                    aims: tuple[UUID | None, ...] = getattr(response, "aims", (doing.target,))
                    for aim in aims:
                        record(replace(doing, target=aim), _outcome(known, action, response), known.scope.trail)
                return response
            except TooWeak as weak:
                needed = weak.needed
                return _after_refusal(known, doing, Outcome.NOT_DONE, lambda: step_up(known, needed))
            except Http404:
                # What the sitting is too weak for and what never was get the same answer, so neither tells of a case.
                if known.assurance.closed:
                    sealed = level_needed(SEALED, known.assurance.raised)
                    return _after_refusal(known, doing, Outcome.NOT_FOUND, lambda: step_up(known, sealed))
                return _after_refusal(known, doing, Outcome.NOT_FOUND, lambda: not_found(known))
            except Refused as refusal:
                sentence = refusal.sentence
                return _after_refusal(known, doing, Outcome.REFUSED, lambda: forbidden(known, sentence))
            except JournalUnwritable:
                return unavailable(known)
            except Exception:
                _after_refusal(known, doing, Outcome.BROKE, lambda: unavailable(known))
                raise

        acted.action = action  # type: ignore[attr-defined]
        return acted

    return name


def open_page(
    view: Callable[Concatenate[TimedRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Mark a view that shows nothing about any pupil and needs nobody signed in, such as the sign-in page.

    What it does to an account is journalled by the act itself; a dumb journal gives 503 here too.
    """

    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in ASKED:
            return HttpResponseNotAllowed(ASKED)
        try:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # every request is timed
        except JournalUnwritable:
            return unavailable(request)

    opened.action = None  # type: ignore[attr-defined]
    return opened


def demand(
    request: ReaderRequest,
    action: Action,
    *,
    case: CaseId | None = None,
    unit: UnitId | None = None,
    holder: OrganisationId | None = None,
) -> None:
    """Raise Refused with a humane sentence unless the reader may take the act, on this case when it is on a pupil."""
    permission = may(request.reader, action, case=case, unit=unit, holder=holder)
    if not permission.allowed:
        raise Refused(permission.sentence)
    demand_level(request, action)


def demand_level(request: ReaderRequest, act: str) -> None:
    """Raise TooWeak unless we are sure enough of who sits here for the act."""
    needed = request.assurance.lacks(act)
    if needed is not None:
        raise TooWeak(needed)


def ended(response: HttpResponse, outcome: Outcome) -> HttpResponse:
    """Say how the act ended when neither the method nor the status tells: a second look before anything is saved."""
    response.outcome = outcome  # type: ignore[attr-defined]
    return response


def aimed(response: HttpResponse, *aims: UUID) -> HttpResponse:
    """Say what the act was about when the address does not tell: the signed row, the person one looked as.

    What is done for several in one breath, such as papers that go to one receiver each, is an event for each of them.
    """
    response.aims = aims  # type: ignore[attr-defined]
    return response


def not_found(request: HttpRequest) -> HttpResponse:
    """The same bytes for what never was and for what the reader may not know of."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, sentence: str) -> HttpResponse:
    """You may see it but not do it; here is whom to ask."""
    return render(request, "403.html", {"sentence": sentence}, status=403)


def step_up(request: HttpRequest, needed: Level) -> HttpResponse:
    """Lead to the page that makes the sitting stronger, and from there back to where one was going."""
    back: str = request.get_full_path()
    if request.method not in SHOWS:
        came_from = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        back = came_from if ours else "/"
    return redirect(f"{reverse(settings.STEP_UP_URL)}?{urlencode({'next': back, 'niva': str(int(needed))})}")


def unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing is shown that cannot be journalled."""
    return render(request, "503.html", status=503)


def _after_refusal(
    request: ReaderRequest, doing: Doing, outcome: Outcome, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    try:
        with transaction.atomic():
            record(doing, outcome)
    except JournalUnwritable:
        return unavailable(request)
    return answer()


def _outcome(request: HttpRequest, action: Action, response: HttpResponse) -> Outcome:
    """What the journal says of an act that was let through: the form of a note is not a written note."""
    said: Outcome | None = getattr(response, "outcome", None)
    if said is not None:
        return said
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return Outcome.NOT_DONE
    writes = action not in DONE_WHEN_SHOWN
    return Outcome.OPENED if writes and request.method in SHOWS else Outcome.DONE


def _doing(request: ReaderRequest, action: Action, kwargs: dict[str, Any]) -> Doing:
    first = request.reader.standings[0] if request.reader.standings else None
    target = next((value for value in kwargs.values() if isinstance(value, UUID)), None)
    return Doing(
        at=request.now,
        actor=request.reader.person,
        role=first.role.value if first else "",
        unit=first.unit if first else None,
        action=action.value,
        purpose=request.scope.facts.purpose.value,
        acting_for=request.shown_by,
        target=target,
    )
