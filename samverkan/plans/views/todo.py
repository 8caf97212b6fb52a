"""Att göra: what the reader has promised, and what becomes of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day
from samverkan.plans import actions, promises, queries
from samverkan.plans.asked_for import wishes
from samverkan.plans.forms import seated
from samverkan.plans.page import roles_url
from samverkan.plans.promise_forms import GiveUpForm, HandOverForm, MoveForm
from samverkan.plans.queries.promises import Promise, promise, tasks
from samverkan.plans.queries.promises import todo as found
from samverkan.plans.reminding import Reminded
from samverkan.plans.reminding import remind as told
from samverkan.plans.todo_list import chosen, every, todo_file
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import PersonId

SETTLED = "Det är redan avklarat."
OF_A_REMINDER = {
    Reminded.TOLD: (
        messages.success,
        "{who} får veta att någon väntar, men inte på vad.",
    ),
    Reminded.TODAY_ALREADY: (messages.info, "{who} är redan påmind i dag."),
    Reminded.NOT_REACHED: (
        messages.warning,
        "Vi kan inte skicka brev till {who} om det här. Ring i stället.",
    ),
    Reminded.NOTHING_LEFT: (messages.info, SETTLED),
}


@require_safe
@act(Action.TODO_READ)
def todo(request: ReaderRequest) -> HttpResponse:
    """S5: what have I promised?"""
    whole = found(request.scope)
    page, choice = chosen(whole, request.GET.get("elev", ""), request.GET.get("mote", ""))
    asked = wishes(request.scope)
    request.scope.trail.gives_out({one.case for one in every(whole)} | {one.case for one in asked})
    shown = {
        "page": page,
        "choice": choice,
        "any": bool(every(whole)),
        "tasks": tasks(request.scope),
        "wishes": asked,
        "roles_url": roles_url(request.reader),
    }
    return render(request, "plans/todo.html", shown)


@require_safe
@act(Action.TODO_EXPORT)
def file(request: ReaderRequest) -> HttpResponse:
    """The same as a file, built whole and journalled before it is sent. Pupils with protected identity are not in it,
    and the page says so. Its name says the day and nobody's name.
    """
    page = found(request.scope)
    cases = {one.case for one in every(page)}
    named = (
        {UUID(str(row.case)) for row in people.pupils(request.scope, cases=cases) if not row.sealed} if cases else set()
    )
    request.scope.trail.gives_out({one.case for one in every(page) if one.case in named})
    answer = HttpResponse(todo_file(page, named, request.scope.today), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="att-gora-{request.scope.today}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@act(Action.PROMISE_CHANGE)
def done(request: ReaderRequest, step_id: UUID) -> HttpResponse:
    """It is done; with `angra` it is not after all."""
    one, card = _promise(request, step_id)
    if "angra" in request.POST:
        actions.reopen_step(case=card.case, step=step_id, by=request.reader, now=request.now)
        messages.success(request, f"Kvar att göra: {one.row.text}")
    else:
        actions.finish_step(case=card.case, step=step_id, by=request.reader, now=request.now)
        messages.success(request, f"Klart: {one.row.text}")
    return redirect("todo")


@act(Action.PROMISE_CHANGE)
def move(request: ReaderRequest, step_id: UUID) -> HttpResponse:
    """Another day, and why."""
    one, card = _promise(request, step_id)
    form = MoveForm(request.POST or None, today=request.scope.today)
    if request.method == "POST" and form.is_valid():
        to, reason = form.cleaned_data["due_on"], form.cleaned_data["reason"]
        promises.move(step=step_id, to=to, reason=reason, by=request.reader, now=request.now)
        messages.success(request, f"Flyttat till {day(to)}.")
        return redirect("todo")
    return _page(request, card, one, form, "Flytta till en annan dag", "Flytta")


@act(Action.PROMISE_CHANGE)
def hand_over(request: ReaderRequest, step_id: UUID) -> HttpResponse:
    """Somebody else does it, and why."""
    one, card = _promise(request, step_id)
    team = queries.team(request.scope, card.case, card=card)
    options = [option for option in seated(team) if option[0] != str(one.row.owner_id)]
    form = HandOverForm(request.POST or None, people=options)
    if request.method == "POST" and form.is_valid():
        to, reason = PersonId(UUID(form.cleaned_data["owner"])), form.cleaned_data["reason"]
        promises.hand_over(step=step_id, to=to, reason=reason, by=request.reader, now=request.now)
        messages.success(request, "Det är lämnat över. Säg det gärna också till den som tar över.")
        return redirect("todo")
    return _page(request, card, one, form, "Lämna över", "Lämna över")


@act(Action.PROMISE_CHANGE)
def give_up(request: ReaderRequest, step_id: UUID) -> HttpResponse:
    """It did not work, and why: it comes back at the next meeting."""
    one, card = _promise(request, step_id)
    form = GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        promises.give_up(step=step_id, reason=form.cleaned_data["reason"], by=request.reader, now=request.now)
        messages.success(request, "Sparat. Ni tar upp det på nästa möte.")
        return redirect("todo")
    return _page(request, card, one, form, "Det gick inte", "Spara")


@require_POST
@act(Action.PROMISE_REMIND)
def remind(request: ReaderRequest, step_id: UUID) -> HttpResponse:
    """Tell the one who promised that somebody waits. Nobody reminds themselves by mail."""
    one, card = promise(request.scope, step_id)
    demand(request, Action.PROMISE_REMIND, case=card.case, unit=card.unit)
    if one.mine:
        messages.info(request, "Det är du själv som har lovat det.")
        return redirect("todo")
    base = request.build_absolute_uri("/")
    say, words = OF_A_REMINDER[told(step=step_id, base=base, by=request.reader, now=request.now)]
    say(request, words.format(who=one.row.owner))
    return redirect("todo")


def _promise(request: ReaderRequest, step: UUID) -> tuple[Promise, PupilCard]:
    one, card = promise(request.scope, step)
    demand(request, Action.PROMISE_CHANGE, case=card.case, unit=card.unit)
    return one, card


def _page(request: ReaderRequest, card: PupilCard, one: Promise, form: object, heading: str, verb: str) -> HttpResponse:
    if one.row.done:
        messages.info(request, SETTLED)
        return redirect("todo")
    shown = {
        "card": card,
        "form": form,
        "heading": heading,
        "text": f"{one.row.text} {one.row.owner}, senast {one.row.due}.",
        "verb": verb,
        "back": reverse("todo"),
    }
    return render(request, "plans/form.html", shown, status=422 if getattr(form, "errors", None) else 200)
