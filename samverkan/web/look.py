"""How the product looks on this browser: theme and density (cookies), and the harbour that hides the screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from samverkan.journal.acts import open_page

A_YEAR_IN_SECONDS = 365 * 24 * 3600
CHOICES = {"tema": ("", "ljust", "morkt"), "tathet": ("", "kompakt")}


@open_page
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the posted `tema` or `tathet` in a cookie and go back to the page one came from.

    Unknown values are left aside. No secret is kept here, only which of five words the reader prefers.
    """
    response = HttpResponseRedirect(_back(request))
    for name, allowed in CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(
                name,
                value,
                max_age=A_YEAR_IN_SECONDS,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
    return response


@open_page
@require_safe
def harbour(request: HttpRequest) -> HttpResponse:
    """A still picture, for when somebody enters the room. Works without JavaScript; the browser's back key returns."""
    return render(request, "hamnbild.html", {"back": _back(request)})


def _back(request: HttpRequest) -> str:
    """The address to return to: the posted `next` or `?fran=`, never one on another site."""
    wanted = request.POST.get("next") or request.GET.get("fran") or "/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
