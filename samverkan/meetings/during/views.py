"""The receptionist of a meeting that goes on."""

import uuid
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samverkan.journal.acts import ReaderRequest, act, demand, ended
from samverkan.journal.models import Outcome
from samverkan.meetings import weighing
from samverkan.meetings.brought_up import at_meeting
from samverkan.meetings.during import late, minutes, running
from samverkan.meetings.during.checking import unknowing
from samverkan.meetings.during.form import AddForm, HalfForm, RowForm
from samverkan.meetings.during.minutes import Approved, NotToBeTakenDown
from samverkan.meetings.during.page import during_page, wall_page
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.models import AgendaItem, MinutesRow, RowKind
from samverkan.meetings.seating import places
from samverkan.meetings.views import about_copies, as_uuid, tab_list, trail
from samverkan.people.wording import local_day
from samverkan.plans import queries as plans
from samverkan.plans.copying import Copied, clean_of_copies, copied_in
from samverkan.plans.forms import Options, seated
from samverkan.policy.acting import Action
from samverkan.policy.minuting import may_promise
from samverkan.vault.texts import texts

ANOTHERS_PEN = "Raden tas in av den som har pennan. Be om pennan under mötet, så kan du ta in den."
GONE = "Punkten finns inte längre på dagordningen. Spara en gång till, så hamnar raden under punkten som gäller nu."


@act(Action.MEETING_HOLD)
def during(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """S4 Under: where are we, what do we decide?"""
    head = head_for(request, meeting_id, Action.MEETING_HOLD)
    if not head.sent or head.cancelled or head.row.time_open:
        messages.info(request, "Ett möte som inte är skickat, inte har någon tid eller är inställt går inte att hålla.")
        return ended(redirect("meeting", meeting_id=head.id), Outcome.NOT_DONE)
    if request.method == "POST":
        _move(request, head)
        return redirect("meeting_after" if "avsluta" in request.POST else "meeting_during", meeting_id=head.id)
    return _page(request, head)


@require_POST
@act(Action.MINUTES_WRITE)
def row(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """One row of the minutes is written, taken in or struck."""
    head = head_for(request, meeting_id, Action.MINUTES_WRITE)
    back = "meeting_after" if "efter" in (request.POST.get("fran"), request.GET.get("fran")) else "meeting_during"
    try:
        minutes.refuse_approved(head.row)
        return _asked(request, head, back)
    except Approved:
        return _too_late(request, head)


def _too_late(request: ReaderRequest, head: MeetingHead) -> HttpResponse:
    """The minutes are approved, before the row was asked for or while it was."""
    if "utkast" in request.POST:
        return HttpResponse(status=HTTPStatus.CONFLICT)
    if request.POST.get("text"):
        return late.after_approval(request, head)
    messages.info(request, late.APPROVED)
    return ended(redirect("meeting_after", meeting_id=head.id), Outcome.NOT_DONE)


def _asked(request: ReaderRequest, head: MeetingHead, back: str) -> HttpResponse:
    """What the page asks for. Raises Approved."""
    if struck := as_uuid(request.POST.get("stryk", "")):
        minutes.strike(meeting=head.row, row=struck, now=request.now)
        undo = f"{reverse('minutes_row', args=[head.id])}?angra={struck}&fran={request.POST.get('fran', '')}"
        messages.success(request, "Raden är struken.", extra_tags=undo)
        return redirect(back, meeting_id=head.id)
    if undone := as_uuid(request.GET.get("angra", "")):
        minutes.unstrike(meeting=head.row, row=undone)
        return redirect(back, meeting_id=head.id)
    if taken := as_uuid(request.POST.get("tain", "")):
        if copied := _repeated(request, head, taken):
            return _page(request, head, copied=copied)
        if minutes.take_in(meeting=head.row, row=taken, by=request.reader):
            return redirect(back, meeting_id=head.id)
        messages.info(request, ANOTHERS_PEN)
        return ended(redirect(back, meeting_id=head.id), Outcome.NOT_DONE)
    if "utkast" in request.POST:
        return _kept(request, head)
    form, copied = _form(request, head, request.POST), ()
    if form.is_valid() and not (copied := clean_of_copies(request.scope, head.card, form)):
        try:
            minutes.write(meeting=head.row, said=form.said(), by=request.reader, now=request.now)
        except NotToBeTakenDown as stop:
            form.add_error("text", str(stop))
        except AgendaItem.DoesNotExist:
            form.add_error("text", GONE)
        else:
            return redirect(f"{reverse('meeting_during', args=[head.id])}#skriv")
    return _page(request, head, form, copied=copied)


def _kept(request: ReaderRequest, head: MeetingHead) -> HttpResponse:
    """Keep what is being written. The browser asks for it by itself, so it hears that it is kept or that it is not."""
    form = HalfForm(request.POST)
    if form.is_valid():
        try:
            minutes.keep(meeting=head.row, said=form.said(), by=request.reader, now=request.now)
        except (NotToBeTakenDown, AgendaItem.DoesNotExist):
            pass  # said when the row is to be saved, in words
        else:
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return ended(HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY), Outcome.NOT_DONE)


@require_safe
@act(Action.MEETING_PROJECT)
def screen(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """For the wall: the agenda, the decisions and the time. Nothing that was noted."""
    head = head_for(request, meeting_id, Action.MEETING_PROJECT)
    return render(request, "meetings/screen.html", {"page": wall_page(request.scope, head)})


def head_for(request: ReaderRequest, meeting_id: UUID, action: Action) -> MeetingHead:
    """The meeting, once the reader's right to do this with it has been demanded."""
    head = meeting(request.scope, meeting_id)
    demand(request, action, case=head.card.case, unit=head.card.unit)
    return head


def _move(request: ReaderRequest, head: MeetingHead) -> None:
    """What was pressed. A word that no button has does nothing."""
    said, now, by = request.POST, request.now, request.reader
    if "borja" in said:
        running.begin(meeting=head.row, here=_ids(said.getlist("har")), by=by, now=now)
    elif item := as_uuid(said.get("amne", "")):
        running.turn_to(meeting=head.row, item=item, now=now)
    elif "narvaro" in said:
        here, shown = _ids(said.getlist("har")), _ids(said.getlist("visas"))
        running.present(meeting=head.row, here=here, shown=shown, now=now)
    elif "paus" in said:
        running.pause(meeting=head.row, now=now)
    elif invitee := as_uuid(said.get("kom", "")):
        running.come(meeting=head.row, invitee=invitee, now=now)
    elif invitee := as_uuid(said.get("gick", "")):
        running.leave(meeting=head.row, invitee=invitee, now=now)
    elif "penna" in said:
        minutes.ask_for_the_pen(meeting=head.row, by=by, now=now)
    elif "lamna" in said:
        minutes.hand_over(meeting=head.row, by=by, now=now)
    elif "avsluta" in said:
        running.end(meeting=head.row, now=now)
    elif "oppna" in said:
        running.reopen(meeting=head.row, now=now)


def _ids(words: list[str]) -> list[UUID]:
    return [found for word in words if (found := as_uuid(word))]


def _form(request: ReaderRequest, head: MeetingHead, data: Any = None) -> RowForm:
    half = minutes.half_written(request.scope, head.row) if data is None else None
    begun = {"row": half.key, "kind": half.kind.value, "text": half.text, "topic": half.item} if half else {}
    chosen: dict[str, Any] = {
        "initial": {"row": uuid.uuid4(), "kind": RowKind.NOTE.value} | begun,
        "people": lambda: promisers(request, head),
        "today": request.scope.today,
    }
    if head.row.ended_at is None:
        return RowForm(data, **chosen)
    agenda = weighing.gather(request.scope, head.row, head.card).agenda
    return AddForm(data, topics=[(str(row.id), row.title) for row in agenda], **chosen)


def _repeated(request: ReaderRequest, head: MeetingHead, row: UUID) -> tuple[Copied, ...]:
    """What of another's a row written beside repeats, held against what the one who takes it in may read: whoever wrote
    it may have had less to hold it against.
    """
    written = (
        MinutesRow.objects.within(request.scope).filter(id=row, meeting=head.row).select_related("statement").first()
    )
    if written is None:
        return ()
    told = texts([written.statement]).values()
    return copied_in(request.scope, head.card, told, besides=written.statement_id)


def promisers(request: ReaderRequest, head: MeetingHead) -> Options:
    """Those who can promise something: the pupil's team, and whoever else sits at the meeting."""
    in_team = seated(plans.team(request.scope, head.card.case, card=head.card))[1:]
    known = {person for person, _ in in_team}
    found = [one for one in places(request.scope, head.row, head.card) if may_promise(one.role)]
    return [
        *in_team,
        *((str(one.person), f"{one.name}, {one.function}") for one in found if str(one.person) not in known),
    ]


def _page(
    request: ReaderRequest, head: MeetingHead, refused: RowForm | None = None, copied: tuple[Copied, ...] = ()
) -> HttpResponse:
    """The page, with a new row to write or the one that was refused. On another day than its own it asks first."""
    table = weighing.gather(request.scope, head.row, head.card)
    page = during_page(request.scope, head, table)
    form = refused or _form(request, head)
    form.initial.setdefault("topic", page.at.id if page.at else "")
    if refused is not None and str(refused["topic"].value()) not in {str(one.id) for one in page.topics}:
        refused.data = request.POST.copy()
        refused.data["topic"] = str(form.initial["topic"])
    shown = {
        "page": page,
        "brought_up": at_meeting(request.scope, head, table),
        "form": form,
        "writes": page.began and not page.approved and (page.ended or page.at is not None or refused is not None),
        "asks_first": local_day(head.starts_at) != request.scope.today and "anda" not in request.GET,
        "trail": trail(head, "Under"),
        "tab_list": tab_list(request, head, "meeting_during"),
        "self_url": reverse("meeting_during", args=[head.id]),
        "row_url": reverse("minutes_row", args=[head.id]),
        "screen_url": reverse("meeting_screen", args=[head.id]),
        "unknowing": unknowing(request.scope, table, page),
        "ask_url": reverse("room_ask", args=[head.id]),
        "agenda_url": reverse("meeting_agenda", args=[head.id]),
        "change_url": reverse("meeting_change", args=[head.id]),
    } | about_copies(request, head.card, copied)
    return render(request, "meetings/during.html", shown, status=422 if refused or copied else 200)
