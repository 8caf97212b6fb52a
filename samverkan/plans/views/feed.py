"""Att göra in one's own calendar: the address, and what a calendar that comes by it gets."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samverkan.access.unattended import scope_of
from samverkan.guard.scope import Scope
from samverkan.journal.acts import ReaderRequest, TimedRequest, act, not_found, open_page
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people.hosts import LOOPBACK
from samverkan.plans import feeds
from samverkan.plans.models import CalendarFeed
from samverkan.plans.promise_calendar import promise_calendar
from samverkan.plans.queries.promises import open_days
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import PersonId

TOO_MANY = 429
AN_HOUR = "3600"


@act(Action.TODO_FEED_CHANGE)
def feed(request: ReaderRequest) -> HttpResponse:
    """Make an address, which is shown this once, make a new one in its place, or take it away."""
    person = request.reader.person
    if request.method == "POST" and "bort" in request.POST:
        feeds.remove(person)
        messages.success(request, "Adressen är borttagen. Kalendern får inget mer.")
        return redirect("todo_feed")
    if request.method == "POST":
        key = feeds.make(person, now=request.now)
        link = request.build_absolute_uri(reverse("todo_feed_entries", args=[key]))
        shown = {"link": link, "only_here": urlsplit(link).hostname in LOOPBACK}
        return render(request, "plans/todo_feed_link.html", shown)
    return render(request, "plans/todo_feed.html", {"feed": feeds.of(person)})


@open_page
@require_safe
def entries(request: TimedRequest, key: str) -> HttpResponse:
    """What a calendar gets. Whatever opens nothing has the same answer as what never was.

    Each time is an act of the person's in the journal, since nobody else was given the address.
    """
    found = feeds.find(key)
    if found is None:
        return not_found(request)
    if feeds.comes_too_often(found, now=request.now):
        return HttpResponse(status=TOO_MANY, headers={"Retry-After": AN_HOUR})
    with (
        transaction.atomic(),
        scope_of(PersonId(found.person_id), Action.TODO_FEED_READ, request.now) as scope,
    ):
        if scope is None:
            return not_found(request)
        days = open_days(scope)
        scope.trail.gives_out(())
        feeds.fetched(found, now=request.now)
        record(_doing(found, scope), Outcome.DONE, scope.trail)
    link = request.build_absolute_uri(reverse("todo"))
    made = promise_calendar(days, person=found.person_id, link=link, now=request.now)
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


def _doing(found: CalendarFeed, scope: Scope) -> Doing:
    first = scope.reader.standings[0]
    return Doing(
        at=scope.now,
        actor=found.person_id,
        role=first.role.value,
        unit=first.unit,
        action=Action.TODO_FEED_READ.value,
        purpose=scope.facts.purpose.value,
        target=found.id,
    )
