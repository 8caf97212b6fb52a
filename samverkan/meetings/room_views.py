"""Receptionists of the room: the verdict, the questions it needs, and what is handed over on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings.asking import Asked, ask_all, ask_page
from samverkan.meetings.room_page import room_page
from samverkan.meetings.room_paper import room_paper
from samverkan.meetings.telling import invitation_paper, told
from samverkan.meetings.views import tab_list, trail
from samverkan.paper import PaperPage
from samverkan.paper import render as printed
from samverkan.people import queries as people
from samverkan.policy.acting import Action


@require_safe
@act(Action.ROOM_READ)
def room(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """S3: what may be said in this room. `?utan=` takes people out and `?ja=` tries a yes."""
    page = room_page(request.scope, meeting_id, without=request.GET.getlist("utan"), yes=request.GET.getlist("ja"))
    demand(request, Action.ROOM_READ, case=page.head.card.case, unit=page.head.card.unit)
    return render(
        request,
        "meetings/room.html",
        {
            "page": page,
            "trail": trail(page.head, "Rummet"),
            "tab_list": tab_list(page.head, "room"),
            "ask_url": reverse("room_ask", args=[meeting_id]),
            "print_url": reverse("room_print", args=[meeting_id]),
        },
    )


@act(Action.CONSENT_ASK)
def ask(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """All missing consents at once, shown in plain words before they go."""
    page = ask_page(request.scope, meeting_id)
    demand(request, Action.CONSENT_ASK, case=page.head.card.case, unit=page.head.card.unit)
    if request.method == "POST" and page.gaps:
        messages.success(request, _asked_words(ask_all(page, by=request.reader, now=request.now)))
        return redirect("room", meeting_id=meeting_id)
    return render(request, "meetings/ask.html", {"page": page, "trail": trail(page.head, "Fråga om samtycke")})


@require_safe
@act(Action.ROOM_PRINT)
def paper(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Inför mötet: one A4 for the one who leads."""
    page = room_page(request.scope, meeting_id)
    demand(request, Action.ROOM_PRINT, case=page.head.card.case, unit=page.head.card.unit)
    return _pdf(room_paper(page, made_by=_own_name(request), now=request.now), "infor-motet.pdf")


@require_safe
@act(Action.MEETING_SEND)
def preview(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """The invitation as this person will read it."""
    page = told(request.scope, meeting_id, invitee_id)
    demand(request, Action.MEETING_SEND, case=page.head.card.case, unit=page.head.card.unit)
    return render(request, "meetings/invitation.html", {"page": page, "trail": trail(page.head, page.place.name)})


@require_safe
@act(Action.INVITATION_PRINT)
def invitation(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """The paper invitation."""
    page = told(request.scope, meeting_id, invitee_id)
    demand(request, Action.INVITATION_PRINT, case=page.head.card.case, unit=page.head.card.unit)
    return _pdf(invitation_paper(page, made_by=_own_name(request), now=request.now), "inbjudan.pdf")


def _pdf(page: PaperPage, name: str) -> HttpResponse:
    answer = HttpResponse(printed(page), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _own_name(request: ReaderRequest) -> str:
    return people.names([request.reader.person]).get(request.reader.person, "")


def _asked_words(asked: Asked) -> str:
    first = "Frågan är ställd." if asked.questions == 1 else f"{asked.questions} frågor är ställda."
    mailed = f"{asked.mailed} har fått brev." if asked.mailed else ""
    by_hand = f"{asked.by_hand} har inget konto: ring, eller fråga när ni ses." if asked.by_hand else ""
    return " ".join(part for part in (first, mailed, by_hand) if part)
