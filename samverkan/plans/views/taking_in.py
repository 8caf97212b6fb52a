"""Across the border of a section: the school takes in what is another's, and an outside party hands in its own."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.plans import sharing, taking_in
from samverkan.plans.copying import Copied, clean_of_copies
from samverkan.plans.forms import NoteForm, ShareForm
from samverkan.plans.page import Crumb, address, allowed
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Kind


@act(Action.TAKE_IN)
def take_in(request: ReaderRequest, pupil_id: UUID, statement_id: UUID) -> HttpResponse:
    """Whose text it is, what changes when it is copied and who will read it there. It needs leave to record."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.TAKE_IN, case=card.case, unit=card.unit)
    what = taking_in.found(request.scope, card, statement_id)
    form = NoteForm(request.POST or None, ways=what.ways, initial={"text": what.text})
    refused = request.method == "POST" and not what.may
    if request.method == "POST" and what.may and form.is_valid():
        chosen = form.cleaned_data.get("way", "")
        way = next((way for way in what.ways if way.slug == chosen), what.ways[0])
        taking_in.take_in(what=what, text=form.cleaned_data["text"], way=way.way, by=request.reader, now=request.now)
        messages.success(request, f"Det står i skolans plan och är märkt ”kommer från {what.owner}”.")
        return redirect("plan", pupil_id=card.case)
    shown = {
        "card": card,
        "what": what,
        "form": form if what.may else None,
        "heading": "Ta in i skolans plan?",
        "ask_url": address("consent_ask", card) if allowed(request, Action.CONSENT_ASK, card) else "",
        "release_url": address("release_new", card) if allowed(request, Action.RELEASE_ASK, card) else "",
        "trail": (*_pupil(card), Crumb("Tidslinje", address("timeline", card)), Crumb("Ta in i skolans plan")),
        "back": address("timeline", card),
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "plans/take_in.html", shown, status=status)


@act(Action.SHARE)
def share(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """A party outside the school lets it have one thing, and sees before saving who will read."""
    card = people.pupil(request.scope, pupil_id)
    demand(request, Action.SHARE, case=card.case, unit=card.unit)
    open_ = sharing.kinds_open(request.reader, card.case, request.scope.today)
    form = ShareForm(
        request.POST or None,
        kinds=[(kind.value, f"{SHARED[kind]}. Läses av {one.readers}.") for kind, one in open_.items()],
    )
    refused = request.method == "POST" and not open_
    copied: tuple[Copied, ...] = ()
    may_save = request.method == "POST" and open_ and form.is_valid()
    if may_save and not (copied := clean_of_copies(request.scope, card, form)):
        sharing.share(
            case=card.case,
            kind=Kind(form.cleaned_data["kind"]),
            text=form.cleaned_data["text"],
            by=request.reader,
            now=request.now,
        )
        messages.success(request, f"Det är lämnat. Det läses av {open_[Kind(form.cleaned_data['kind'])].readers}.")
        return redirect("pupil", pupil_id=card.case)
    shown = {
        "card": card,
        "form": form if open_ else None,
        "copied": copied,
        "trail": (*_pupil(card), Crumb("Lämna till skolan")),
        "back": address("pupil", card),
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "plans/share.html", shown, status=status)


def _pupil(card: PupilCard) -> tuple[Crumb, ...]:
    return (Crumb(card.name, address("pupil", card)),)


SHARED = {
    Kind.ASSESSMENT: "Det ni har sett eller bedömt",
    Kind.MEASURE: "Stöd som ni ger",
    Kind.DECISION: "Något ni har beslutat",
}
