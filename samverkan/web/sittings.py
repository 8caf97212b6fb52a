"""How long a sitting lasts: fifteen idle minutes, eight hours in all. What is sent too late is kept (kept.py)."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samverkan.journal.acts import open_page
from samverkan.own_page import sittings as own_sittings
from samverkan.web import kept

BEGAN, SEEN = "sitting_began", "sitting_seen"
BY_ITSELF = "Samverkan-By-Itself"
"""What a page sends when it asks again with nobody at the keys: that is not to be there."""
FINENESS_SECONDS = 60
"""How exactly the idle time is kept; a finer one would write the session at each request."""


class SittingMiddleware:
    """Signs out whoever was idle too long or has sat through a working day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the sitting or note that it goes on."""
        if request.user.is_authenticated:
            self._look(request, timezone.now().timestamp())
        response = self.get_response(request)
        if request.user.is_authenticated:
            kept.note(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Stands after the protection of forms: what comes here was sent from a page of ours."""
        if request.method != "POST" or getattr(view, "for_guests", False):
            return None  # a guest's own page gives back what was typed when its door has closed
        if request.user.is_authenticated:
            kept.sent_again(request)
            return None
        return kept.after_the_sitting(request)

    def _look(self, request: HttpRequest, now: float) -> None:
        began, seen = request.session.setdefault(BEGAN, now), request.session.setdefault(SEEN, now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen > FINENESS_SECONDS and not (request.method == "GET" and BY_ITSELF in request.headers):
            request.session[SEEN] = now


def resumed(session: SessionBase, now: datetime) -> None:
    """A sitting that was set aside while somebody sat at the same screen has not been idle."""
    session[SEEN] = now.timestamp()


@open_page
@require_safe
def left_of_it(request: HttpRequest) -> HttpResponse:
    """Asking is enough to stay: how many seconds the sitting has left now."""
    return JsonResponse({"left": seconds_left(request)})


def seconds_left(request: HttpRequest) -> int:
    """Counted low by the fineness; 0 for one who is not signed in."""
    if not request.user.is_authenticated:
        return 0
    whole = request.session[BEGAN] + settings.SESSION_COOKIE_AGE - timezone.now().timestamp()
    return max(0, int(min(settings.SESSION_IDLE_SECONDS - FINENESS_SECONDS, whole)))


own_sittings.RESUMED.append(resumed)
