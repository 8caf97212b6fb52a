"""The receptionist of the agenda: what the meeting takes up, in which order, for how long."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings import actions, weighing
from samverkan.meetings.agenda_form import AgendaForm
from samverkan.meetings.bases import bases
from samverkan.meetings.heading import meeting
from samverkan.meetings.views import as_uuid, trail
from samverkan.people.cells import pupil_row
from samverkan.policy.acting import Action


@act(Action.MEETING_CHANGE)
def agenda(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Every topic with its title and minutes; a new one; up, down or away. One form, whichever button is pressed."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit)
    table = weighing.gather(request.scope, head.row, head.card)
    form = AgendaForm(
        request.POST or None,
        points=table.agenda,
        bases=bases(request.scope, pupil_row(head.card.case), table.places),
    )
    if request.method == "POST" and form.is_valid() and not head.cancelled:
        up, down = as_uuid(request.POST.get("upp", "")), as_uuid(request.POST.get("ned", ""))
        actions.edit_agenda(
            meeting=head.row,
            points=form.edited(up=up, down=down),
            dropped=form.dropped(),
            added=form.added(),
            by=request.reader,
            now=request.now,
        )
        if moved := up or down:
            return redirect(f"{reverse('meeting_agenda', args=[head.id])}#amne-{moved}")
        messages.success(request, f"Dagordningen är sparad.{NEW_PAPER if head.sent else ''}")
        return redirect(reverse("meeting", args=[head.id]) + "#dagordning")
    context = {
        "head": head,
        "form": form,
        "minutes": sum(row.minutes for row in table.agenda),
        "back": reverse("meeting", args=[head.id]),
        "trail": trail(head, "Dagordning"),
    }
    return render(request, "meetings/agenda.html", context, status=422 if form.errors else 200)


NEW_PAPER = " Den som fick inbjudan på papper har den gamla."
