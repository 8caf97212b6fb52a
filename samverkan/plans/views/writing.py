"""Writing round a pupil: beginning a samverkan, goals, insatser, notes, the child's words, next steps."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from samverkan.access.queries import circle, read_by
from samverkan.guard.models import Form
from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day, possessive
from samverkan.plans import actions, queries
from samverkan.plans.copying import clean_of_copies
from samverkan.plans.forms import (
    BeginForm,
    GoalForm,
    MeasureForm,
    NoteForm,
    Options,
    StepForm,
    WordsForm,
    chosen,
    seated,
)
from samverkan.plans.models import Horizon
from samverkan.plans.outsiders import outside_organisations
from samverkan.plans.page import address, allowed
from samverkan.plans.saved_once import again
from samverkan.plans.writing import Choice, Way, choices, derived_cell, ways_to_note, ways_to_tell
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import InformationClass, Kind


@act(Action.COLLABORATION_BEGIN)
def begin(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Begin a samverkan: why, who holds it together, when it is followed up."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.COLLABORATION_BEGIN, case=card.case, unit=card.unit)
    form = BeginForm(request.POST or None, staff=people.colleagues(request.scope, card), today=request.scope.today)
    if _ready(request, card, form):
        told = form.cleaned_data
        try:
            actions.begin(
                case=card.case,
                reason=told["reason"],
                coordinator=UUID(told["coordinator"]),
                follow_up_on=told["follow_up_on"],
                by=request.reader,
                now=request.now,
            )
        except actions.AlreadyRunning as running:
            if running.begun_by == request.reader.person:
                messages.info(request, str(running))
                return redirect("pupil", pupil_id=card.case)
            form.add_error(None, f"{running} Det du skrev står kvar här, så att du kan spara det som en anteckning.")
        else:
            messages.success(request, f"Samverkan kring {card.first_name} har börjat.")
            return redirect("pupil", pupil_id=card.case)
    cell = school_cell(pupil_row(card.case), InformationClass.SUPPORT, Kind.NOTE)
    now = read_by(cell, circle(request.scope, card.case), today=request.scope.today, school=card.school)
    readers = f"{now}. Den som du väljer läser det också, och får en plats i teamet"
    return _page(request, card, form, f"Börja samverkan kring {card.first_name}", readers, verb="Börja samverkan")


@act(Action.COLLABORATION_BEGIN)
def follow_up(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Choose the next day to follow up."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.COLLABORATION_BEGIN, case=card.case, unit=card.unit)
    form = BeginForm(request.POST or None, staff=(), today=request.scope.today)
    del form.fields["reason"], form.fields["coordinator"]
    if request.method == "POST" and form.is_valid():
        chosen_day = form.cleaned_data["follow_up_on"]
        actions.move_follow_up(case=card.case, follow_up_on=chosen_day, by=request.reader, now=request.now)
        messages.success(request, f"Uppföljningen är {day(chosen_day)}.")
        return redirect("pupil", pupil_id=card.case)
    return _page(request, card, form, "När följer ni upp?", "")


@act(Action.GOAL_WRITE)
def goal_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """A goal, in the pupil's own words when there are any."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.GOAL_WRITE, case=card.case, unit=card.unit)
    form = GoalForm(request.POST or None, initial={"horizon": Horizon.SHORT})
    if _ready(request, card, form):
        told = form.cleaned_data
        if saved := again(request, card, Form.GOAL, told, to="plan"):
            return saved
        actions.set_goal(
            case=card.case,
            text=told["text"],
            horizon=Horizon(told["horizon"]),
            in_pupils_words=told["in_pupils_words"],
            by=request.reader,
            now=request.now,
        )
        messages.success(request, "Målet är sparat.")
        return redirect("plan", pupil_id=card.case)
    return _page(request, card, form, f"Mål för {card.first_name}", _readers(request, card, Kind.GOAL))


@act(Action.MEASURE_WRITE)
def measure_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """An insats."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.MEASURE_WRITE, case=card.case, unit=card.unit)
    plan = queries.plan(request.scope, card.case)
    seats = queries.team(request.scope, card.case, card=card)
    form = MeasureForm(
        request.POST or None,
        organisations=_organisations(card),
        owners=seated(seats, empty="Ingen än"),
        goals=[("", "Inget särskilt"), *((str(row.id), row.text) for row in plan.goals)],
        today=request.scope.today,
    )
    if _ready(request, card, form):
        told = form.cleaned_data
        if saved := again(request, card, Form.MEASURE, told, to="plan"):
            return saved
        actions.set_measure(
            case=card.case,
            text=told["text"],
            organisation=UUID(told["organisation"]),
            owner=chosen(told["owner"]),
            frequency=told["frequency"],
            starts_on=told["starts_on"],
            review_on=told["review_on"],
            goal=chosen(told.get("goal") or ""),
            by=request.reader,
            now=request.now,
        )
        messages.success(request, "Insatsen är sparad.")
        return redirect("plan", pupil_id=card.case)
    return _page(request, card, form, f"Stöd för {card.first_name}", _readers(request, card, Kind.MEASURE))


@act(Action.NOTE_WRITE)
def note_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """A note. The writer is told who will read it, and may make it stricter."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.NOTE_WRITE, case=card.case, unit=card.unit)
    ways = _ways(request, card, ways_to_note(card.first_name, people.guardians(request.scope, card)))
    form = NoteForm(request.POST or None, ways=ways)
    if _ready(request, card, form):
        way = _way(ways, form.cleaned_data.get("way", ""))
        if saved := again(request, card, Form.NOTE, form.cleaned_data, to="pupil", way=way.way):
            return saved
        actions.write_note(
            case=card.case,
            text=form.cleaned_data["text"],
            way=way.way,
            by=request.reader,
            now=request.now,
        )
        messages.success(request, f"Anteckningen är sparad. Den läses av {way.readers}.")
        return redirect("pupil", pupil_id=card.case)
    readers = ways[0].readers if len(ways) == 1 else ""
    shown = {
        "timeline_url": address("timeline", card) if allowed(request, Action.TAKE_IN, card) else "",
        "ask_url": address("consent_ask", card) if allowed(request, Action.CONSENT_ASK, card) else "",
    }
    heading = f"Anteckning om {card.first_name}"
    return _page(request, card, form, heading, readers, template="plans/note.html", **shown)


@act(Action.NOTE_WRITE)
def words_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """What the pupil has said. The writer is told who will read it; that everybody may is the pupil's wish."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.NOTE_WRITE, case=card.case, unit=card.unit)
    ways = _ways(request, card, ways_to_tell(card.first_name))
    form = WordsForm(request.POST or None, ways=ways)
    if _ready(request, card, form):
        way = _way(ways, form.cleaned_data.get("way", ""))
        if saved := again(request, card, Form.WORDS, form.cleaned_data, to="pupil", way=way.way):
            return saved
        actions.write_words(
            case=card.case, text=form.cleaned_data["text"], way=way.way, by=request.reader, now=request.now
        )
        messages.success(request, f"{possessive(card.first_name)} ord är sparade. De läses av {way.readers}.")
        return redirect("pupil", pupil_id=card.case)
    readers = ways[0].readers if len(ways) == 1 else ""
    return _page(request, card, form, f"Vad har {card.first_name} sagt?", readers)


@act(Action.MEASURE_WRITE)
def step_new(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """A next step: what, who, by when."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.MEASURE_WRITE, case=card.case, unit=card.unit)
    seats = queries.team(request.scope, card.case, card=card)
    form = StepForm(request.POST or None, owners=seated(seats), today=request.scope.today)
    if _ready(request, card, form):
        told = form.cleaned_data
        if saved := again(request, card, Form.STEP, told, to="pupil"):
            return saved
        actions.set_step(
            case=card.case,
            text=told["text"],
            owner=UUID(told["owner"]),
            due_on=told["due_on"],
            by=request.reader,
            now=request.now,
        )
        messages.success(request, f"Sparat. Det ska vara klart {day(told['due_on'])}.")
        return redirect("pupil", pupil_id=card.case)
    readers = _readers(request, card, Kind.MEASURE)
    return _page(request, card, form, f"Nästa steg för {card.first_name}", readers)


@act(Action.MEASURE_WRITE)
def step_done(request: ReaderRequest, pupil_id: UUID, step_id: UUID) -> HttpResponse:
    """A promise kept, or with `angra` not kept after all."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.MEASURE_WRITE, case=card.case, unit=card.unit)
    row = next((row for row in queries.steps(request.scope, card.case) if row.id == step_id), None)
    if row is None:
        raise Http404
    if request.method == "POST":
        if "angra" in request.POST:
            actions.reopen_step(case=card.case, step=step_id, by=request.reader, now=request.now)
            messages.success(request, f"{row.text} är inte klart.")
        else:
            actions.finish_step(case=card.case, step=step_id, by=request.reader, now=request.now)
            messages.success(request, f"Klart: {row.text}")
    return redirect("pupil", pupil_id=card.case)


def _ready(request: ReaderRequest, card: PupilCard, form: Any) -> bool:
    """Whether what was sent can be saved: valid, and no copy of what came from somebody else."""
    if request.method != "POST" or not form.is_valid():
        return False
    form.copied = clean_of_copies(request.scope, card, form)
    return not form.copied


def _ways(request: ReaderRequest, card: PupilCard, ways: Iterable[tuple[str, str, Way]]) -> tuple[Choice, ...]:
    lookers = circle(request.scope, card.case)
    pupil, today = pupil_row(card.case), request.scope.today
    return choices(request.reader, pupil, lookers, ways, school=card.school, today=today)


def _readers(request: ReaderRequest, card: PupilCard, kind: Kind) -> str:
    cell = derived_cell(request.reader, pupil_row(card.case), Way(kind))
    return read_by(cell, circle(request.scope, card.case), today=request.scope.today, school=card.school)


def _organisations(card: PupilCard) -> Options:
    own = Organisation.objects.get(id=card.holder)
    return [(str(own.id), own.name), *((str(row.id), row.name) for row in outside_organisations(card))]


def _way(ways: tuple[Choice, ...], slug: str) -> Choice:
    return next((way for way in ways if way.slug == slug), ways[0])


def _page(
    request: ReaderRequest,
    card: PupilCard,
    form: Any,
    heading: str,
    readers: str,
    *,
    verb: str = "Spara",
    template: str = "plans/form.html",
    **more: str,
) -> HttpResponse:
    shown = {
        "card": card,
        "form": form,
        "heading": heading,
        "readers": readers,
        "back": address("pupil", card),
        "verb": verb,
        "copied": getattr(form, "copied", ()),
        "may_take_in": allowed(request, Action.TAKE_IN, card),
        **more,
    }
    return render(request, template, shown, status=422 if form.errors else 200)
