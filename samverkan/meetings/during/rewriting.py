"""The receptionist of a row of the minutes that is to say something else."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, ended
from samverkan.journal.models import Outcome
from samverkan.meetings import meanwhile
from samverkan.meetings.during import late, minutes
from samverkan.meetings.during.form import RewriteForm
from samverkan.meetings.during.minutes import NotToBeTakenDown
from samverkan.meetings.during.views import head_for, promisers
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import MinutesRow
from samverkan.meetings.views import about_copies, held_again, trail
from samverkan.plans.copying import Copied, clean_of_copies
from samverkan.policy.acting import Action
from samverkan.vault.texts import texts

CHANGED = "Någon annan har ändrat raden sedan du öppnade sidan. Inget av ditt är sparat än, och allt står kvar nedan."


@act(Action.MINUTES_WRITE)
def rewrite(request: ReaderRequest, meeting_id: UUID, row_id: UUID) -> HttpResponse:
    """The row as it stands, to be written anew. Two who do it at once are shown each other's words."""
    head = head_for(request, meeting_id, Action.MINUTES_WRITE)
    if request.method == "POST":
        head = held_again(request, head)
    if minutes.approved(head.row):
        if request.method == "POST":
            return late.after_approval(request, head)
        messages.info(request, late.APPROVED)
        return ended(redirect("meeting_after", meeting_id=head.id), Outcome.NOT_DONE)
    row = _row(request, head, row_id)
    if row.removed_at is not None:
        return late.after_striking(request, head)
    form = _form(request, head, row)
    copied: tuple[Copied, ...] = ()
    stale = request.method == "POST" and request.POST.get(meanwhile.MARK) != form.initial[meanwhile.MARK]
    differing = meanwhile.beside(form) if stale else []
    if differing:
        form.add_error(None, CHANGED)
    elif (
        request.method == "POST" and form.is_valid() and not (copied := clean_of_copies(request.scope, head.card, form))
    ):
        try:
            minutes.rewrite(meeting=head.row, row=row_id, said=form.said(), by=request.reader, now=request.now)
        except NotToBeTakenDown as stop:
            form.add_error("text", str(stop))
        else:
            return redirect(_back(request, head))
    shown = {
        "form": form,
        "heading": "Ändra raden",
        "text": "Det som stod förut sparas, men visas inte.",
        "trail": trail(head, "Ändra raden"),
        "back": _back(request, head),
        "from_after": _from_after(request),
        "differing": differing,
    } | about_copies(request, head.card, copied)
    status = 409 if differing else 422 if form.errors else 200
    return render(request, "meetings/minutes_form.html", shown, status=status)


def _row(request: ReaderRequest, head: MeetingHead, row: UUID) -> MinutesRow:
    """The row; one that is struck only for what was typed meanwhile."""
    rows = MinutesRow.objects.within(request.scope).filter(id=row, meeting=head.row)
    found = rows.select_related("statement__cell").first()
    if found is None or (found.removed_at is not None and request.method != "POST"):
        raise Http404
    return found


def _form(request: ReaderRequest, head: MeetingHead, row: MinutesRow) -> RewriteForm:
    stands = {
        "row": row.key,
        "topic": row.item_id,
        "kind": row.kind,
        "text": texts([row.statement])[row.statement_id],
        "owner": str(row.owner_id or ""),
        "due_on": row.due_on,
    }
    mark = meanwhile.mark_of(sorted((name, str(value)) for name, value in stands.items()))
    return RewriteForm(
        meanwhile.renewed(request.POST, mark, {}) if request.method == "POST" else None,
        initial=stands | {meanwhile.MARK: mark},
        people=lambda: promisers(request, head),
        today=min(request.scope.today, row.due_on or request.scope.today),
    )


def _back(request: ReaderRequest, head: MeetingHead) -> str:
    """Where the reader came from: the page Efter says so, and Under needs not."""
    return reverse("meeting_after" if _from_after(request) else "meeting_during", args=[head.id])


def _from_after(request: ReaderRequest) -> bool:
    return (request.POST or request.GET).get("fran") == "efter"
