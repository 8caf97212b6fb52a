"""The sign-in pages that are in use. The rest of the library's pages are closed: fewer doors, fewer ways in.

Accounts are made by the school, the address is changed by the school, and a lost password gets a new link from the
rektor, so there is no sign-up, no change of address and no reset by mail. Signing in at work has pages of our own
(at_work), which link nothing; the library's, which would, are left out. What the library's pages do to an account is
journalled on its signals (sign_in_journal), and each page is an open page of ours: a dumb journal gives 503.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter

from samverkan.journal.acts import open_page
from samverkan.journal.writing import JournalUnwritable
from samverkan.web import sign_in_journal  # noqa: F401 - listens from the first page on
from samverkan.web.sealed_numbers import SealedNumber

register_converter(SealedNumber, "sealed")


@open_page
def closed(request: HttpRequest) -> HttpResponse:
    """Not there."""
    raise Http404


CLOSED = r"^(?:signup|email|confirm-email|password/reset|password/set|login/code|2fa/webauthn/signup)/.*$"


def journalled(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the library's as an open page of ours: what it does and its event are one transaction."""

    @open_page
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except JournalUnwritable:
            request.session.flush()  # a session is saved with any answer, and this one may be that of somebody let in
            raise

    return page


def opened(patterns: Iterable[URLPattern | URLResolver], above: str = "") -> list[URLPattern]:
    """The library's addresses in one list, each view an open page of ours, and no serial number readable in any."""
    found: list[URLPattern] = []
    for pattern in patterns:
        here = f"{above}{pattern.pattern}".replace("<int:", "<sealed:")
        if isinstance(pattern, URLResolver):
            found += opened(pattern.url_patterns, here)
        elif str(pattern.pattern).startswith("^"):
            found.append(
                re_path(f"^{above}{str(pattern.pattern)[1:]}", journalled(pattern.callback), name=pattern.name)
            )
        else:
            found.append(path(here, journalled(pattern.callback), name=pattern.name))
    return found


LIBRARY = (path("", include("allauth.account.urls")), path("2fa/", include("allauth.mfa.urls")))
urlpatterns = [re_path(CLOSED, closed, name="closed_account_page"), *opened(LIBRARY)]
