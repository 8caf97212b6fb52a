"""The receptionist of what somebody is told by hand: what a meeting came to, that it is called off, that they are not
to come. One place writes down that they have been.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, ended
from samverkan.journal.models import Outcome
from samverkan.meetings.after import closing
from samverkan.meetings.after.called_off import still_to_tell
from samverkan.meetings.after.form import ToldForm
from samverkan.meetings.after.recipients import Recipient, recipients
from samverkan.meetings.during.views import head_for
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import ToldHow
from samverkan.meetings.views import trail
from samverkan.people.wording import day
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import PersonId

NOT_HELD = "Mötet har inte varit än, eller är inställt."
CAME_TO = "Berätta vad ni kom fram till och vad som beslutades. Skriv sedan här hur och när."


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told what, in words, and where one goes on from there."""

    person: PersonId
    name: str
    heading: str
    text: str
    crumb: str
    back: str
    to: tuple[Recipient, ...]
    """Everybody who is to have the minutes, since the meeting may be over with this one."""


@act(Action.MEETING_CLOSE)
def tell(request: ReaderRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody has been told. Http404 for one whom a letter tells, or nobody had invited."""
    head = head_for(request, meeting_id, Action.MEETING_CLOSE)
    one = _beforehand(request, head, person_id) or _afterwards(request, head, person_id)
    if one is None:
        messages.info(request, NOT_HELD)
        return ended(redirect("meeting", meeting_id=head.id), Outcome.NOT_DONE)
    today = request.scope.today
    form = ToldForm(request.POST or None, name=one.name, today=today, initial={"told_on": today})
    if request.method == "POST" and form.is_valid():
        how, told_on = ToldHow(form.cleaned_data["how"]), form.cleaned_data["told_on"]
        closing.tell(
            meeting=head.row, person=one.person, how=how, told_on=told_on, to=one.to, by=request.reader, now=request.now
        )
        messages.success(request, f"Sparat: {one.name} fick veta {day(told_on)}.")
        return redirect(one.back)
    shown = {
        "form": form,
        "heading": one.heading,
        "text": one.text,
        "trail": trail(head, one.crumb),
        "back": one.back,
    }
    return render(request, "meetings/tell.html", shown, status=422 if form.errors else 200)


def _beforehand(request: ReaderRequest, head: MeetingHead, person: UUID) -> Telling | None:
    found = next((one for one in still_to_tell(request.scope, head) if one.place.person == person), None)
    if found is None:
        return None
    name, back = found.place.name, reverse("meeting", args=[head.id])
    return Telling(found.place.person, name, f"Säg till {name}", found.ask, f"Säg till {name}", back, ())


def _afterwards(request: ReaderRequest, head: MeetingHead, person: UUID) -> Telling | None:
    """None while there is nothing to tell anybody of yet."""
    if head.cancelled and head.sent:
        raise Http404
    if not head.row.over(request.now):
        return None
    to = recipients(request.scope, head)
    one = next((one for one in to if one.person == person), None)
    if one is None:
        raise Http404
    back = reverse("meeting_after", args=[head.id])
    return Telling(one.person, one.name, f"{one.name} var inte med", CAME_TO, f"Berätta för {one.name}", back, to)
