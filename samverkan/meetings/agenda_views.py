"""The receptionist of the agenda: what the meeting takes up, in which order, for how long."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings import actions, meanwhile, weighing
from samverkan.meetings.agenda_form import AgendaForm
from samverkan.meetings.bases import bases
from samverkan.meetings.heading import meeting
from samverkan.meetings.topics import AgendaRow
from samverkan.meetings.views import about_copies, already_held, as_uuid, held_again, trail
from samverkan.people.cells import pupil_row
from samverkan.plans.copying import Copied, clean_of_copies
from samverkan.policy.acting import Action


@act(Action.MEETING_CHANGE)
def agenda(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """Every topic with its title and minutes; a new one; up, down or away. One form, whichever button is pressed."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit)
    if head.held_before(request.now):
        return already_held(request, head)
    if request.method == "POST":
        head = held_again(request, head)
    table = weighing.gather(request.scope, head.row, head.card)
    shown = mark(table.agenda)
    stands = {
        name: value
        for row in table.agenda
        for name, value in ((f"title_{row.key}", row.title), (f"minutes_{row.key}", row.minutes))
    }
    form = AgendaForm(
        meanwhile.renewed(request.POST, shown, stands) if request.method == "POST" else None,
        initial={meanwhile.MARK: shown},
        points=table.agenda,
        bases=bases(request.scope, pupil_row(head.card.case), table.places),
    )
    copied: tuple[Copied, ...] = ()
    late = request.method == "POST" and request.POST.get(meanwhile.MARK) != shown
    differing = form.beside() if late else []
    if differing or (head.cancelled and form.is_bound):
        form.add_error(None, meanwhile.CANCELLED if head.cancelled else meanwhile.CHANGED)
    elif (
        request.method == "POST" and form.is_valid() and not (copied := clean_of_copies(request.scope, head.card, form))
    ):
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
        "differing": differing,
    } | about_copies(request, head.card, copied)
    status = 409 if form.non_field_errors() else 422 if form.errors else 200
    return render(request, "meetings/agenda.html", context, status=status)


def mark(agenda: Iterable[AgendaRow]) -> str:
    """The mark of the topics as a form shows them."""
    return meanwhile.mark_of([(row.key, row.title, row.minutes) for row in agenda])


NEW_PAPER = " Den som fick inbjudan på papper har den gamla."
