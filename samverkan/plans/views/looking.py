"""Visa som: choose one of those who read about the pupil, and look at the page as that person gets it."""

from urllib.parse import urlencode
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.views.decorators.http import require_safe

from samverkan.access.queries import circle, who_read_any
from samverkan.journal.acts import ReaderRequest, Refused, act, demand
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import listed
from samverkan.plans.looking_as import LooksAs, card_of, page_at, shown_as
from samverkan.plans.page import Crumb, address
from samverkan.policy.acting import Action
from samverkan.policy.consenting import may_know_each_answer

OF_THE_FAMILY = "Du är själv en av familjen här. Då ser du bara dina egna sidor."


@require_safe
@act(Action.LOOK_AS)
def choose(request: ReaderRequest, pupil_id: UUID) -> HttpResponse:
    """Those who read something about the pupil and whom the reader may know of."""
    card = people.pupil(request.scope, pupil_id)
    _demand(request, card)
    path = request.GET.get("till", "") or address("pupil", card)
    if card_of(request.scope, page_at(path)).case != card.case:
        raise Http404
    near: list[tuple[str, str, str]] = []
    others: list[tuple[str, str, str]] = []
    for looker in who_read_any(request.scope, card.case, circle(request.scope, card.case)):
        row = (looker.name, listed(looker.roles), reverse("look_as", args=[looker.person_id, path.lstrip("/")]))
        if looker.person_id != request.reader.person:
            far = looker.at_the_school_only and not looker.office
            (others if far else near).append(row)
    shown = {
        "card": card,
        "near": near,
        "others": others,
        "trail": (Crumb(card.name, address("pupil", card)), Crumb("Visa som …")),
        "back": path,
    }
    return render(request, "plans/look_choose.html", shown)


@require_safe
@csp_replace({"form-action": [NONE]})
@act(Action.LOOK_AS)
def look(request: ReaderRequest, person_id: UUID, page: str) -> HttpResponse:
    """The page as the person gets it, framed and only to look at. The journal keeps who looked as whom."""
    path = f"/{page}"
    found = page_at(path)
    card = card_of(request.scope, found)
    _demand(request, card)
    looker = next((one for one in circle(request.scope, card.case) if one.person_id == person_id), None)
    if looker is None or looker.person_id == request.reader.person:
        raise Http404
    framed = _framed(looker.name, card, found, path)
    made = shown_as(request, looker, found, framed, path=path)
    if made is not None:
        return made
    request.looks_as = framed  # type: ignore[attr-defined]
    return render(request, "plans/look_nothing.html", {"name": looker.name, "back": framed.back})


def _framed(name: str, card: PupilCard, found: ResolverMatch, path: str) -> LooksAs:
    chooser = f"{reverse('look_choose', args=[card.case])}?{urlencode({'till': path})}"
    back = address("consents", card) if found.url_name in ("my_answers", "my_answer") else path
    return LooksAs(name, back, chooser)


def _demand(request: ReaderRequest, card: PupilCard) -> None:
    demand(request, Action.LOOK_AS, case=card.case, unit=card.unit)
    if not may_know_each_answer(request.reader, card.case):
        raise Refused(OF_THE_FAMILY)
