"""Pages for everybody, signed in or not: accessibility, how to report a fault, how information is protected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.journal.acts import open_page
from samverkan.people.school import reached


@open_page
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (tillgänglighetsredogörelse, lagen 2018:1937 13 §)."""
    return render(request, "open/accessibility.html", {"schools": reached()})


@open_page
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """How to tell the school of a fault in accessibility (lagen 2018:1937 15 §)."""
    return render(request, "open/report.html", {"schools": reached()})


@open_page
@require_safe
def protection(request: HttpRequest) -> HttpResponse:
    """How information about pupils is protected, in plain words."""
    return render(request, "open/protection.html")
