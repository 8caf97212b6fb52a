"""The receptionist of what is added to minutes that are approved."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, ended
from samverkan.journal.models import Outcome
from samverkan.meetings import weighing
from samverkan.meetings.after import closing
from samverkan.meetings.after.recipients import readers_of_additions
from samverkan.meetings.during.form import AddForm
from samverkan.meetings.during.minutes import NotToBeTakenDown, approved
from samverkan.meetings.during.views import head_for, promisers
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import RowKind
from samverkan.meetings.views import about_copies, trail
from samverkan.people.wording import listed
from samverkan.plans.copying import Copied, clean_of_copies
from samverkan.policy.acting import Action

LEDE = "Det som är godkänt står kvar. Tillägget står bredvid med dagens datum, och de som får läsa det får veta."
NOT_YET = "Minnesanteckningarna är inte godkända än. Skriv i dem direkt."


@act(Action.MEETING_CLOSE)
def add(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """One row more, or a correction of one."""
    head = head_for(request, meeting_id, Action.MEETING_CLOSE)
    if not approved(head.row):
        messages.info(request, NOT_YET)
        return ended(redirect("meeting_after", meeting_id=head.id), Outcome.NOT_DONE)
    form = _form(request, head)
    copied: tuple[Copied, ...] = ()
    if form.is_bound and form.is_valid() and not (copied := clean_of_copies(request.scope, head.card, form)):
        try:
            reached = closing.add(
                meeting=head.row,
                said=form.said(),
                to=readers_of_additions(request.scope, head),
                link=request.build_absolute_uri(reverse("meeting_after", args=[head.id])),
                by=request.reader,
                now=request.now,
            )
        except NotToBeTakenDown as stop:
            form.add_error("text", str(stop))
        else:
            told = f" {listed(one.name for one in reached)} får veta." if reached else ""
            messages.success(request, f"Tillägget är sparat.{told}")
            return redirect("meeting_after", meeting_id=head.id)
    shown = {
        "form": form,
        "heading": "Skriv ett tillägg",
        "text": LEDE,
        "verb": "Spara och skicka",
        "trail": trail(head, "Tillägg"),
        "back": reverse("meeting_after", args=[head.id]),
    } | about_copies(request, head.card, copied)
    return render(request, "meetings/minutes_form.html", shown, status=422 if form.errors else 200)


def _form(request: ReaderRequest, head: MeetingHead) -> AddForm:
    """The form; what somebody typed in minutes that were approved meanwhile stands in it, to be read once more."""
    agenda = weighing.gather(request.scope, head.row, head.card).agenda
    brought = request.POST.dict() if "ifyllt" in request.POST else {}
    return AddForm(
        request.POST if request.method == "POST" and not brought else None,
        initial={"row": uuid.uuid4(), "kind": RowKind.NOTE.value} | brought,
        topics=[(str(row.id), row.title) for row in agenda],
        people=lambda: promisers(request, head),
        today=request.scope.today,
    )
