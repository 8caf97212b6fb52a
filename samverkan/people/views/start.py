"""Innan ni börjar på riktigt: what is signed, what is left, and beginning without it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, Refused, act, aimed, ended
from samverkan.journal.models import Outcome
from samverkan.people import school, starting
from samverkan.people.models import Huvudman
from samverkan.people.signing_forms import AnywayForm, ReasonForm, StartForm
from samverkan.people.start_steps import ANYWAY, StartStep, step_called
from samverkan.people.starting import NotSigned, StepState
from samverkan.policy.acting import Action, may
from samverkan.policy.rules import pack


def shown(request: ReaderRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of these, with the way back to Inställningar for those who have them."""
    no_settings = not may(request.reader, Action.SETTINGS_READ).allowed
    return render(request, template, {**context, "no_settings": no_settings}, status=status)


def huvudman_of(request: ReaderRequest) -> Huvudman:
    """The huvudman of the schools where the reader works, or Http404."""
    found = starting.own_huvudman(request.reader)
    if found is None:
        raise Http404
    return found


@act(Action.START_READ)
def overview(request: ReaderRequest) -> HttpResponse:
    """Everything to have in place, with who has signed what."""
    page = starting.page(huvudman_of(request), reader=request.reader, today=request.scope.today)
    return shown(request, "people/start.html", {"page": page})


@act(Action.START_READ)
def rules(request: ReaderRequest) -> HttpResponse:
    """Every rule in plain words, and the law's own table: what a signature of the rules is about."""
    huvudman = huvudman_of(request)
    kinds = {"regel": "Det som öppnar", "stopp": "Det som alltid stänger", "fraga": "Där jurister är oense"}
    groups = [
        (heading, [part.words for part in pack.parts() if part.key.startswith(f"{kind}/")])
        for kind, heading in kinds.items()
    ]
    context = {
        "huvudman": huvudman,
        "version": pack.version(),
        "groups": groups,
        "table": school.access_table(request.scope.today),
    }
    return shown(request, "people/start_rules.html", context)


@act(Action.START_SIGN)
def sign(request: ReaderRequest, step: str) -> HttpResponse:
    """Sign that one thing is in place, or renew it."""
    huvudman, wanted = huvudman_of(request), _step(step)
    _demand_signatory(request, huvudman, wanted)
    today = request.scope.today
    form = StartForm(request.POST or None, step=wanted, today=today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = starting.sign(
                huvudman=huvudman.id,
                step=step,
                reference=said["reference"],
                on=said.get("on"),
                by=request.reader,
                now=request.now,
            )
        except NotSigned as fault:
            form.add_error("reference", str(fault))
        else:
            messages.success(request, f"{wanted.title}: underskrivet. {_stands_now(huvudman)}")
            return aimed(redirect("start"), row.id)
    page = starting.page(huvudman, reader=request.reader, today=today)
    context = {"form": form, "state": _state(page.states, step), "version": page.version, "page": page}
    return shown(request, "people/start_sign.html", context, status=422 if form.errors else 200)


@act(Action.START_SIGN)
def anyway(request: ReaderRequest) -> HttpResponse:
    """Begin without what is left, by name and with a reason."""
    huvudman = huvudman_of(request)
    _demand_signatory(request, huvudman, None)
    page = starting.page(huvudman, reader=request.reader, today=request.scope.today)
    form = AnywayForm(request.POST or None, huvudman=huvudman.name)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            row = starting.begin_anyway(huvudman=huvudman.id, reason=reason, by=request.reader, now=request.now)
        except NotSigned as fault:
            form.add_error("reason", str(fault))
        else:
            messages.success(request, f"Ni har börjat. {_stands_now(huvudman)}")
            return aimed(redirect("start"), row.id)
    left = [state.step.title for state in page.states if not state.signed]
    context = {
        "form": form,
        "question": "Vill ni börja ändå?",
        "text": "Brev går ut, och familjer och andra verksamheter kommer in. Skälet och ditt namn visas för alla som "
        "läser inställningarna.",
        "facts": [
            *([("Skrivs under först", "\n".join(page.demanded))] if page.demanded else []),
            ("Kvar", "\n".join(title for title in left if title not in page.demanded) or "Inget"),
        ],
        "verb": "Skriv under och börja",
        "cancel_url": reverse("start"),
    }
    return render(request, "people/signed_reason.html", context, status=422 if form.errors else 200)


@act(Action.START_SIGN)
def take_back(request: ReaderRequest, step: str) -> HttpResponse:
    """Take a signature back. What it opened closes, when it is needed for the gate."""
    huvudman = huvudman_of(request)
    wanted = None if step == ANYWAY else _step(step)
    _demand_signatory(request, huvudman, wanted)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = starting.take_back(
                huvudman=huvudman.id,
                step=step,
                reason=form.cleaned_data["reason"],
                by=request.reader,
                now=request.now,
            )
        except NotSigned as fault:
            messages.error(request, str(fault))
            return ended(redirect("start"), Outcome.NOT_DONE)
        messages.success(request, f"Underskriften är tagen tillbaka. {_stands_now(huvudman)}")
        return aimed(redirect("start"), row.id)
    context = {
        "form": form,
        "question": "Ta tillbaka underskriften?",
        "text": "Om något då fattas är ni tillbaka i förberedelsen: inga brev går ut, och familjer och andra "
        "verksamheter kommer inte in förrän det är underskrivet igen.",
        "facts": [("Gäller", wanted.title if wanted else "Vi börjar ändå")],
        "verb": "Ta tillbaka",
        "cancel_url": reverse("start"),
    }
    return render(request, "people/signed_reason.html", context, status=422 if form.errors else 200)


def _demand_signatory(request: ReaderRequest, huvudman: Huvudman, step: StartStep | None) -> None:
    who = starting.who_signs(huvudman, request.reader, step)
    if not who.allowed:
        raise Refused(who.otherwise)


def _step(slug: str) -> StartStep:
    try:
        return step_called(slug)
    except KeyError:
        raise Http404 from None


def _state(states: tuple[StepState, ...], slug: str) -> StepState:
    return next(state for state in states if state.step.slug == slug)


def _stands_now(huvudman: Huvudman) -> str:
    return starting.stands(huvudman.id)
