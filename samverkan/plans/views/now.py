"""Nu: the child's words, what happens next, what is missing, who is round the child, what happened last."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people.wording import brief_day, counted, day, local_day
from samverkan.picture import Figure
from samverkan.plans import queries
from samverkan.plans.happenings import Happening
from samverkan.plans.missing import Missing, missing
from samverkan.plans.moving import Moving, moving
from samverkan.plans.page import PupilPage, address, allowed, surround, who_reads_each
from samverkan.plans.parts import NOW, Part, parts_of
from samverkan.plans.pictures import MOST_EVENTS, network_of, year_of
from samverkan.plans.queries import Running, Seat, Signal, StepRow, Words, why
from samverkan.plans.queries.reasons import Why
from samverkan.plans.queries.sources import gathered
from samverkan.plans.queries.timeline import latest
from samverkan.policy.acting import Action

SHORT_TEXT = 60


@dataclass(frozen=True, slots=True)
class LogRow:
    """A thing that happened, for the short list."""

    when: str
    iso: str
    text: str
    url: str = ""
    url_text: str = ""


@dataclass(frozen=True, slots=True)
class NowPage:
    """What the page shows."""

    words: Words | None
    words_why: tuple[Why, ...]
    words_who: tuple[tuple[str, str], ...]
    words_url: str
    own_url: str
    """Where the pupil's own page is opened, beside the pupil."""
    school_account_url: str
    """Where the pupil's school account is connected, in a house whose huvudman has a sign-in of its own."""
    running: Running | None
    signal: Signal | None
    """What waits for the rektor's judgement."""
    signal_said: str
    signal_why: tuple[Why, ...]
    judge_url: str
    signal_url: str
    may_begin: bool
    steps: tuple[StepRow, ...]
    steps_note: str
    steps_why: tuple[Why, ...]
    steps_who: tuple[tuple[str, str], ...]
    step_url: str
    may_finish: bool
    parts: tuple[Part, ...]
    """What rooms further out show here."""
    missing: tuple[Missing, ...]
    moving: tuple[Moving, ...]
    team: tuple[Seat, ...]
    team_note: str
    network: Figure | None
    year: Figure
    latest: tuple[LogRow, ...]
    timeline_url: str
    team_url: str


@act(Action.PUPIL_NOW_READ)
def now(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What has been agreed round the pupil, and who does what now."""
    page = surround(request, pupil_id, "pupil")
    demand(request, Action.PUPIL_NOW_READ, case=page.card.case, unit=page.card.unit)
    return render(request, "plans/now.html", {"page": page, "now": _now(request, page)})


def _now(request: ReaderRequest, page: PupilPage) -> NowPage:
    scope, card = request.scope, page.card
    words = queries.latest_words(scope, card.case, card=card)
    signal = queries.latest_signal(scope, card.case)
    waits = signal is not None and not signal.answered
    steps = queries.steps(scope, card.case)
    seats = queries.team(scope, card.case, card=card, home_phones=True)
    held = sum(1 for seat in seats if not seat.vacant)
    may_write = allowed(request, Action.MEASURE_WRITE, card)
    happenings = gathered(scope, card.case, None, MOST_EVENTS, asked=page.questions)
    events = latest(scope, happenings)
    return NowPage(
        words=words,
        words_why=why(scope, [words.cell]) if words else (),
        words_who=who_reads_each(request, page, [words.cell] if words else ()),
        words_url=address("words_new", card) if allowed(request, Action.NOTE_WRITE, card) else "",
        own_url=address("own_beside", card) if allowed(request, Action.OWN_PAGE_OPEN, card) else "",
        school_account_url=address("own_key", card)
        if settings.WORK_PROVIDERS and allowed(request, Action.OWN_KEY, card)
        else "",
        running=page.running,
        signal=signal if waits else None,
        signal_said=f"{signal.by}, {day(signal.at)}" if signal else "",
        signal_why=why(scope, [signal.cell]) if signal and waits else (),
        judge_url=address("walk", card) if waits and allowed(request, Action.NEED_DECIDE, card) else "",
        signal_url=address("signal_new", card) if allowed(request, Action.SIGNAL_WRITE, card) else "",
        may_begin=allowed(request, Action.COLLABORATION_BEGIN, card),
        steps=steps,
        steps_note=_kept(steps),
        steps_why=why(scope, [row.cell for row in steps]),
        steps_who=who_reads_each(request, page, [row.cell for row in steps]),
        step_url=address("step_new", card) if may_write else "",
        may_finish=may_write,
        parts=parts_of(NOW, request, card),
        missing=missing(request, page, seats),
        moving=moving(request, card),
        team=seats,
        team_note=counted(held, "person", "personer"),
        network=network_of(card, seats),
        year=year_of(scope, card, happenings),
        latest=tuple(LogRow(brief_day(event.at), local_day(event.at).isoformat(), _said(event)) for event in events),
        timeline_url=address("timeline", card) if allowed(request, Action.TIMELINE_READ, card) else "",
        team_url=address("team", card) if allowed(request, Action.TEAM_READ, card) else "",
    )


def _kept(steps: tuple[StepRow, ...]) -> str:
    done = sum(1 for row in steps if row.done_on is not None)
    return f"{done} av {len(steps)} klara" if steps else ""


def _said(event: Happening) -> str:
    """What happened and by whom; a short text says it better than its sort."""
    what = f"{event.title}: {event.text.rstrip('.')}" if event.text and len(event.text) <= SHORT_TEXT else event.title
    return f"{what}. {event.by}" if event.by else f"{what}."
