"""A meeting that is called off: whom no letter reaches, until somebody says that they have been told."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.journal.acts import ReaderRequest
from samverkan.meetings.after import closing
from samverkan.meetings.after.form import ToldForm
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.inviting import told_by_hand
from samverkan.meetings.models import ToldAfterwards, ToldHow
from samverkan.meetings.seating import Place, places
from samverkan.meetings.views import trail
from samverkan.people.wording import day, lowered

TEXT = "{} har fått inbjudan på papper, så inget brev säger att mötet {} är inställt. Säg det, och skriv sedan hur."


def still_to_tell(scope: Scope, head: MeetingHead) -> tuple[Place, ...]:
    """Those who do not know yet that it is called off."""
    told = {*ToldAfterwards.objects.filter(meeting=head.row).values_list("person_id", flat=True)}
    return tuple(one for one in told_by_hand(head.row, places(scope, head.row, head.card)) if one.person not in told)


def tell(request: ReaderRequest, head: MeetingHead, person: UUID) -> HttpResponse:
    """Somebody has been told that it is called off. Http404 for one whom a letter tells, or nobody had invited."""
    one = next((one for one in still_to_tell(request.scope, head) if one.person == person), None)
    if one is None:
        raise Http404
    today = request.scope.today
    form = ToldForm(request.POST or None, name=one.name, today=today, initial={"told_on": today})
    if request.method == "POST" and form.is_valid():
        how, told_on = ToldHow(form.cleaned_data["how"]), form.cleaned_data["told_on"]
        closing.tell(
            meeting=head.row, person=one.person, how=how, told_on=told_on, to=(), by=request.reader, now=request.now
        )
        messages.success(request, f"Sparat: {one.name} fick veta {day(told_on)}.")
        return redirect("meeting", meeting_id=head.id)
    shown = {
        "form": form,
        "heading": f"Säg till {one.name}",
        "text": TEXT.format(one.name, lowered(head.when)),
        "trail": trail(head, f"Säg till {one.name}"),
        "back": reverse("meeting", args=[head.id]),
    }
    return render(request, "meetings/tell.html", shown, status=422 if form.errors else 200)
