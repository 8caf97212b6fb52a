"""The receptionist of answers to an invitation."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings.brought_up import bring_up, has_brought_up, points, readers, received_cell
from samverkan.meetings.calling import word_for
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.reply_form import RecordForm, ReplyForm
from samverkan.meetings.replying import reply
from samverkan.meetings.seating import Place, places
from samverkan.meetings.slots.times import slots_of
from samverkan.meetings.views import about_copies, trail
from samverkan.plans.copying import Copied, clean_of_copies
from samverkan.plans.writing import NoCapacity
from samverkan.policy.acting import Action
from samverkan.policy.capacities import as_family
from samverkan.policy.facts import Reader

OVER = "Mötet har börjat, varit eller är inställt. Därför tas inga svar emot."


@act(Action.INVITATION_REPLY)
def own(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """The invited answers. Nobody answers for somebody else here."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.INVITATION_REPLY, case=head.card.case, unit=head.card.unit)
    place = next((one for one in _places(request, head) if one.person == request.reader.person), None)
    if place is None:
        raise Http404
    form = ReplyForm(request.POST or None, place=place, today=request.scope.today, slots=slots_of(head.row))
    heading = f"Svara på {word_for(head.template, place.organisation).the}"
    own = _own_points(request, head, place, form)
    return _answer(request, head, place, form, heading, f"Tack. {head.leader} ser ditt svar.", own)


@act(Action.REPLY_RECORD)
def record(request: ReaderRequest, meeting_id: UUID, invitee_id: UUID) -> HttpResponse:
    """The leader writes down what somebody answered by phone, on paper or face to face."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.REPLY_RECORD, case=head.card.case, unit=head.card.unit)
    place = next((one for one in _places(request, head) if one.id == invitee_id), None)
    if place is None:
        raise Http404
    form = RecordForm(request.POST or None, place=place, today=request.scope.today, slots=slots_of(head.row))
    return _answer(request, head, place, form, f"Svar från {place.name}", f"Svaret från {place.name} är sparat.")


def _own_points(request: ReaderRequest, head: MeetingHead, place: Place, form: ReplyForm) -> dict[str, object]:
    """Who would read what one wants to take up, and what one has asked for already. Nobody without a tie to the pupil
    is asked: it would be nowhere.
    """
    try:
        received_cell(_writer(request, place), head.card.case)
    except NoCapacity:
        del form.fields["points"]
        return {}
    mine = [point.text for point in points(request.scope, head.id) if point.invitee == place.id]
    return {
        "readers": readers(head.card),
        "own_points": mine,
        "left": not mine and has_brought_up(head.id, place.person),
    }


def _writer(request: ReaderRequest, place: Place) -> Reader:
    """Whoever sits there as one of the family writes as such, also one who works at the school."""
    return as_family(request.reader) if place.of_the_family else request.reader


def _answer(
    request: ReaderRequest,
    head: MeetingHead,
    place: Place,
    form: ReplyForm,
    heading: str,
    done: str,
    own_points: dict[str, object] | None = None,
) -> HttpResponse:
    if head.cancelled or head.starts_at <= request.now:
        messages.info(request, OVER)
        return redirect("meeting", meeting_id=head.id)
    copied: tuple[Copied, ...] = ()
    if request.method == "POST" and form.is_valid() and not (copied := clean_of_copies(request.scope, head.card, form)):
        reply(invitee=place.id, said=form.said(), by=request.reader, now=request.now)
        if text := form.cleaned_data.get("points"):
            bring_up(invitee=place.id, case=head.card.case, text=text, by=_writer(request, place), now=request.now)
        messages.success(request, done)
        return redirect("meeting", meeting_id=head.id)
    shown = {
        "head": head,
        "form": form,
        "heading": heading,
        "trail": trail(head, heading),
        "back": reverse("meeting", args=[head.id]),
    }
    shown |= (own_points or {}) | about_copies(request, head.card, copied)
    return render(request, "meetings/reply.html", shown, status=422 if form.errors else 200)


def _places(request: ReaderRequest, head: MeetingHead) -> tuple[Place, ...]:
    return places(request.scope, head.row, head.card)
