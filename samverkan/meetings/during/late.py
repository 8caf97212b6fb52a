"""What was typed came too late to stand where it was meant to: it is kept on the page, with the way on."""

import uuid
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.views import trail
from samverkan.policy.acting import Action, may

APPROVED = "Minnesanteckningarna är godkända och ändras inte längre."
STRUCK = "Någon har strukit raden medan du skrev."
TYPED = ("row", "topic", "kind", "text", "owner", "due_on")


def after_approval(request: ReaderRequest, head: MeetingHead) -> HttpResponse:
    """The minutes were approved meanwhile: the words lead on to an addition, for whoever may write one."""
    card = head.card
    if may(request.reader, Action.MEETING_CLOSE, case=card.case, unit=card.unit).allowed:
        return _late(request, head, APPROVED, "Skriv ett tillägg", reverse("minutes_add", args=[head.id]))
    return _late(request, head, f"{APPROVED} Kopiera din text och be {head.leader} skriva ett tillägg.")


def after_striking(request: ReaderRequest, head: MeetingHead) -> HttpResponse:
    """The row was struck meanwhile: the words can stand in a row of their own."""
    return _late(request, head, STRUCK, "Spara som en ny rad", reverse("minutes_row", args=[head.id]))


def _late(request: ReaderRequest, head: MeetingHead, why: str, verb: str = "", target: str = "") -> HttpResponse:
    # A key of its own: what is saved now is another row than the one that stands there.
    typed = {name: request.POST.get(name, "") for name in TYPED} | {"row": str(uuid.uuid4())}
    shown = {"why": why, "verb": verb, "target": target, "typed": typed, "trail": trail(head, "Inte sparat")}
    return render(request, "meetings/too_late.html", shown, status=HTTPStatus.CONFLICT)
