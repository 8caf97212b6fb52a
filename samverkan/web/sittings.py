"""How long a sitting lasts: fifteen idle minutes, eight hours in all."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BEGAN, SEEN = "sitting_began", "sitting_seen"
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
        return self.get_response(request)

    def _look(self, request: HttpRequest, now: float) -> None:
        began, seen = request.session.setdefault(BEGAN, now), request.session.setdefault(SEEN, now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen > FINENESS_SECONDS:
            request.session[SEEN] = now
