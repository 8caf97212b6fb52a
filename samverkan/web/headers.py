"""Headers that keep what is shown from going further than the screen."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

ALWAYS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}


LEAVING = "account_logout"
FORGET = '"cache", "storage"'
"""What a browser is told to drop when somebody signs out: the next one at the screen finds nothing."""


class HeadersMiddleware:
    """Sets the headers on every answer. Pages are never kept by browsers or proxies; static files go another way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add what is missing."""
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if request.method == "POST" and request.path == reverse(LEAVING):
            response.headers["Clear-Site-Data"] = FORGET
        return response
