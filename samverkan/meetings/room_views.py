"""Receptionists of the room: the verdict, the questions it needs, and what is handed over on paper."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samverkan.consent import refusals
from samverkan.consent.reaching import asked_about, before_sending
from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.meetings.asking import Asked, ask_all, ask_page, write_down
from samverkan.meetings.brought_up import at_meeting
from samverkan.meetings.handing import to_be_handed
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.inviting import note_printed
from samverkan.meetings.revealing import Stop
from samverkan.meetings.room_page import RoomPage, room_page
from samverkan.meetings.room_paper import room_paper
from samverkan.meetings.room_words import FIRST, questions_count
from samverkan.meetings.seating import places
from samverkan.meetings.telling import Told, agenda_paper, invitation_paper, told, told_each, ways_in
from samverkan.meetings.views import already_held, tab_list, trail
from samverkan.meetings.what_if import room_if
from samverkan.paper import PaperPage
from samverkan.people.wording import number, sentence
from samverkan.plans.consent_forms import AgainForm
from samverkan.plans.handing_out import hand_out, hand_out_each
from samverkan.plans.page import allowed, look_url
from samverkan.plans.views.answers import answer_page
from samverkan.plans.views.what_if import chosen_in
from samverkan.policy.acting import Action
from samverkan.policy.newcomers import NEWCOMERS
from samverkan.post.queries import on_its_way

INVITATIONS = "Inbjudningar till möte"
THE_INVITATIONS = "inbjudningarna"
NOBODY_WAITS = "Ingen väntar på en inbjudan på papper."


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
            "first_heading": FIRST,
            "meeting_key": str(meeting_id),
            "trail": trail(page.head, "Rummet"),
            "tab_list": tab_list(request, page.head, "room"),
            "ask_url": reverse("room_ask", args=[meeting_id]),
            "unput_url": reverse("room_answer", args=[meeting_id]),
            "print_url": reverse("room_print", args=[meeting_id]),
            "what_if_url": what_if_url(request, page),
            "look_url": look_url(request, page.head.card, reverse("room", args=[meeting_id])),
        },
    )


@require_safe
@act(Action.WHAT_IF_READ)
def what_if(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """The room with one more in it, who is nobody yet: `?vem=`."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.WHAT_IF_READ, case=head.card.case, unit=head.card.unit)
    chosen = chosen_in(request)
    shown = {
        "newcomers": NEWCOMERS,
        "chosen": chosen,
        "found": room_if(request.scope, head, chosen) if chosen else None,
        "trail": trail(head, "Vad ändras om …"),
        "back": reverse("room", args=[meeting_id]),
    }
    return render(request, "meetings/room_if.html", shown)


@act(Action.CONSENT_ASK)
def ask(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """All missing consents at once, shown in plain words before they go."""
    page = ask_page(request.scope, meeting_id)
    demand(request, Action.CONSENT_ASK, case=page.head.card.case, unit=page.head.card.unit)
    form = AgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and page.gaps and form.is_valid():
        try:
            asked = ask_all(page, again=form.cleaned_data["again"], by=request.reader, now=request.now)
        except refusals.AskedBefore as no:
            form.add_error("again", str(no))
        else:
            messages.success(request, _asked_words(asked, request.reader.person))
            return redirect("room", meeting_id=meeting_id)
    givers = asked_about(page.head.card.case, request.scope.today)
    context = {
        "page": page,
        "form": form,
        "how": before_sending(givers, sender=request.reader.person),
        "may_record": allowed(request, Action.CONSENT_RECORD, page.head.card),
        "meeting_key": str(meeting_id),
        "heading": f"{questions_count(len(page.every))} till {page.to_whom}?",
        "trail": trail(page.head, "Fråga om samtycke"),
    }
    return render(request, "meetings/ask.html", context, status=422 if form.errors else 200)


@act(Action.CONSENT_RECORD)
def answer(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody has answered a question that nobody has put: `?svar=` is its key in the room.

    The question is written together with its first answer. To show the form, it is written and rolled back.
    """
    page = ask_page(request.scope, meeting_id)
    case = page.head.card.case
    demand(request, Action.CONSENT_RECORD, case=case, unit=page.head.card.unit)
    with transaction.atomic():
        question = write_down(page, request.GET.get("svar", ""), by=request.reader, now=request.now)
        if question is None:
            request.scope.trail.gives_out(())  # the way back to the room tells of nobody
            return redirect("room", meeting_id=meeting_id)
        shown = answer_page(request, case, question, back=reverse("room", args=[meeting_id]))
        if shown.status_code != HTTPStatus.FOUND:
            transaction.set_rollback(True)
    return shown


@act(Action.ROOM_PRINT)
def paper(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Inför mötet: one A4 for the one who leads."""
    page = room_page(request.scope, meeting_id)
    demand(request, Action.ROOM_PRINT, case=page.head.card.case, unit=page.head.card.unit)
    if page.held:
        return already_held(request, page.head)
    brought = at_meeting(request.scope, page.head)
    return hand_out(
        request,
        page.head.card,
        what="papperet inför mötet",
        back=reverse("room", args=[meeting_id]),
        filename="infor-motet.pdf",
        made=lambda reader: room_paper(page, brought, made_by=reader, now=request.now),
    )


@require_safe
@act(Action.MEETING_SEND)
def preview(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """The invitation as this person will read it."""
    page = told(request.scope, meeting_id, invitee_id)
    demand(request, Action.MEETING_SEND, case=page.head.card.case, unit=page.head.card.unit)
    return _as_read(request, page)


@act(Action.INVITATION_PRINT)
def invitation(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """The paper invitation."""
    page = told(request.scope, meeting_id, invitee_id)
    demand(request, Action.INVITATION_PRINT, case=page.head.card.case, unit=page.head.card.unit)
    if page.withheld:
        return _as_read(request, page, status=HTTPStatus.CONFLICT)
    return hand_out_each(
        request,
        page.head.card,
        what=page.word.the,
        back=reverse("invitation", args=[meeting_id, invitee_id]),
        filename=f"{page.word.noun}.pdf",
        made=lambda reader: _invitations(request, [page], reader),
        to=[invitee_id],
    )


@act(Action.INVITATION_PRINT)
def invitations(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """The paper invitation of everybody who is to be handed it, in one file: each as it would be by itself."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.INVITATION_PRINT, case=head.card.case, unit=head.card.unit)
    waiting = to_be_handed(head, places(request.scope, head.row, head.card))
    pages = told_each(request.scope, head, {row.id for row in waiting})
    if not pages or pages[0].withheld:
        return _nothing_to_hand(request, head, pages[0].withheld if pages else None)
    return hand_out_each(
        request,
        head.card,
        what=THE_INVITATIONS,
        back=reverse("meeting", args=[meeting_id]),
        filename="inbjudningar.pdf",
        made=lambda reader: _invitations(request, pages, reader),
        title=INVITATIONS if len(pages) > 1 else "",
        to=[page.place.id for page in pages],
    )


@act(Action.AGENDA_PRINT)
def agenda(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """The agenda on paper, made out to one person."""
    page = told(request.scope, meeting_id, invitee_id)
    demand(request, Action.AGENDA_PRINT, case=page.head.card.case, unit=page.head.card.unit)
    return hand_out(
        request,
        page.head.card,
        what="dagordningen",
        back=reverse("invitation", args=[meeting_id, invitee_id]),
        filename="dagordning.pdf",
        made=lambda reader: agenda_paper(page, made_by=reader, now=request.now),
    )


def what_if_url(request: ReaderRequest, page: RoomPage) -> str:
    """Where one tries somebody more in the room; empty for those who do not lead."""
    card = page.head.card
    return reverse("room_what_if", args=[page.head.id]) if allowed(request, Action.WHAT_IF_READ, card) else ""


def _invitations(request: ReaderRequest, pages: Sequence[Told], reader: str) -> list[PaperPage]:
    """The papers, each with its own way in, marked as made."""
    base, by, now = request.build_absolute_uri("/"), request.reader.person, request.now
    note_printed(meeting=pages[0].head.row, seats=[page.place.id for page in pages], now=now)
    return [
        invitation_paper(page, made_by=reader, now=now, more=ways_in(page, base=base, by=by, now=now)) for page in pages
    ]


def _nothing_to_hand(request: ReaderRequest, head: MeetingHead, stop: Stop | None) -> HttpResponse:
    """Why no paper is made: nobody waits for one, or what stops the letter stops the paper."""
    messages.info(request, f"{stop.heading}. {stop.text}" if stop else NOBODY_WAITS)
    return ended(redirect("meeting", meeting_id=head.id), Outcome.NOT_DONE)


def _as_read(request: ReaderRequest, page: Told, *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    shown = {"page": page, "trail": trail(page.head, page.place.name)}
    return render(request, "meetings/invitation.html", shown, status=status)


def _asked_words(asked: Asked, sender: UUID) -> str:
    first = "Frågan är ställd." if asked.questions == 1 else f"{sentence(number(asked.questions))} frågor är ställda."
    mailed = on_its_way("Brevet", asked.mailed, sender=sender) if asked.mailed else ""
    by_hand = f"{asked.by_hand} har inget konto: ring, eller fråga när ni ses." if asked.by_hand else ""
    return " ".join(part for part in (first, mailed, by_hand) if part)
