"""The sign-in pages that are in use. The rest of the library's pages are closed: fewer doors, fewer ways in.

Accounts are made by the school, the address is changed by the school, and a lost password gets a new link from the
rektor, so there is no sign-up, no change of address and no reset by mail. Signing in at work has pages of our own
(at_work), which link nothing; the library's, which would, are left out.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from samverkan.journal.acts import open_page


@open_page
def closed(request: HttpRequest) -> HttpResponse:
    """Not there."""
    raise Http404


CLOSED = r"^(?:signup|email|confirm-email|password/reset|password/set|login/code|2fa/webauthn/signup)/.*$"

urlpatterns = [
    re_path(CLOSED, closed, name="closed_account_page"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
