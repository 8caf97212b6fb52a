"""Tidslinje, and who can see this pupil."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people.school_year import free_days
from samverkan.plans import queries
from samverkan.plans.narrowing import LANES, SORTS, TIMES, Narrowed, Options
from samverkan.plans.page import Crumb, address, allowed, surround, who_reads
from samverkan.plans.pictures import MOST_EVENTS, year_of
from samverkan.plans.queries import why
from samverkan.plans.queries.sources import gathered
from samverkan.plans.queries.timeline import EventRow, first_day_shown
from samverkan.policy.acting import Action


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is to come, under its own heading."""

    heading: str
    events: tuple[EventRow, ...]


@act(Action.TIMELINE_READ)
def timeline(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What has happened round the pupil, newest first, and what is to come on top."""
    page = surround(request, pupil_id, "timeline")
    demand(request, Action.TIMELINE_READ, case=page.card.case, unit=page.card.unit)
    older_years = request.GET.get("aldre") == "1"
    before = request.GET.get("fore", "")
    wanted = Narrowed.read(*(request.GET.get(name, "") for name in ("fran", "sort", "tid")))
    happenings = gathered(request.scope, page.card.case, None, MOST_EVENTS, asked=page.questions)
    found = queries.timeline(
        request.scope,
        page.card.case,
        before=before,
        older_years=older_years,
        asked=page.questions,
        read_by=who_reads(request, page),
        wanted=wanted,
        free=free_days(page.card.unit, since=first_day_shown(request.scope.today)),
        newest=happenings,
    )
    kept = "&".join([*(["aldre=1"] if older_years else []), *([wanted.address()] if wanted.any else []), ""])
    shown = {
        "page": page,
        "found": found,
        "ahead": [Ahead("Framåt", found.ahead)] if found.ahead else [],
        "older_url": f"?{kept}fore={found.older}" if found.older else "",
        "behind_url": f"?{kept}aldre=1&fore={before}" if before else f"?{kept}aldre=1",
        "newest_url": address("timeline", page.card) if before or older_years else "",
        "wanted": wanted,
        "options": (
            ("fran", "Från", _known(LANES, {event.lane for event in happenings}), wanted.lane),
            ("sort", "Vad", _known(SORTS, {event.sort for event in happenings}), wanted.sort),
            ("tid", "När", TIMES, wanted.time),
        ),
        "older_years": older_years,
        "year": None if before or older_years or wanted.any else year_of(request.scope, page.card, happenings),
        "whys": why(request.scope, found.cells, found.statements),
    }
    return render(request, "plans/timeline.html", shown)


def _known(options: Options, met: Collection[str]) -> Options:
    """Only what the reader has something of: a word of another tells of nobody who is there."""
    return tuple((value, word) for value, word in options if value in met)


@act(Action.WHO_CAN_SEE_READ)
def who(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Everybody who can open something of what the asker sees, and why."""
    page = surround(request, pupil_id, "who")
    demand(request, Action.WHO_CAN_SEE_READ, case=page.card.case, unit=page.card.unit)
    trail = (*page.trail[:-1], Crumb(page.card.name, address("pupil", page.card)), Crumb("Vem kan se det här?"))
    release = address("release_new", page.card) if allowed(request, Action.RELEASE_ASK, page.card) else ""
    what_if = address("what_if", page.card) if allowed(request, Action.WHAT_IF_READ, page.card) else ""
    shown = {"page": page, "trail": trail, "release_url": release, "what_if_url": what_if}
    return render(request, "plans/who.html", shown)
