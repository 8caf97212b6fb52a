"""The receptionist of what a meeting must hold."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings import meanwhile
from samverkan.meetings.contents import ContentRow, contents, write_content
from samverkan.meetings.during.minutes import Approved, approved
from samverkan.meetings.heading import meeting
from samverkan.meetings.views import held_again, tab_list, trail
from samverkan.plans.copying import clean_of_copies
from samverkan.plans.forms import text
from samverkan.plans.page import allowed
from samverkan.policy.acting import Action

KEPT = "Det du skrev står kvar nedan, så att du kan ta med det dit."


class ContentsForm(forms.Form):
    """A box for each of the contents. All may be saved before all are written: the plan grows while one talks."""

    mark = meanwhile.mark_field()

    def __init__(self, *args: Any, rows: Sequence[ContentRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            content = row.content
            hint = f"{content.hint} {content.source}."
            self.fields[content.row] = text(content.text, "", rows=3, required=False, initial=row.text, help_text=hint)

    def said(self) -> dict[str, str]:
        """What has been written anew, by row. An emptied box leaves what stands there."""
        return {row: self.cleaned_data[row] for row in self.changed_data if row != "mark" and self.cleaned_data[row]}


@act(Action.MINUTES_WRITE)
def required(request: ReaderRequest, meeting_id: UUID) -> HttpResponse:
    """The required contents, on one page. Once they are approved they are read here, and added to under Efter."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.MINUTES_WRITE, case=head.card.case, unit=head.card.unit)
    if request.method == "POST":
        head = held_again(request, head)
    rows = contents(request.scope, head)
    stands = {row.content.row: row.text for row in rows}
    mark = meanwhile.mark_of(sorted(stands.items()))
    form = ContentsForm(
        meanwhile.renewed(request.POST, mark, stands) if request.method == "POST" else None,
        rows=rows,
        initial={meanwhile.MARK: mark},
    )
    late = request.method == "POST" and request.POST.get(meanwhile.MARK) != mark
    closed = approved(head.row)
    differing = meanwhile.beside(form) if late and not closed else []
    if closed and form.is_bound:
        form.add_error(None, f"{Approved()} {KEPT}")
    elif differing or (head.cancelled and form.is_bound):
        form.add_error(None, meanwhile.CANCELLED if head.cancelled else meanwhile.CHANGED)
    elif request.method == "POST" and form.is_valid() and not clean_of_copies(request.scope, head.card, form):
        said = form.said()
        for row in rows:
            if row.content.row in said:
                write_content(
                    meeting=head.row,
                    content=row.content,
                    text=said[row.content.row],
                    by=request.reader,
                    now=request.now,
                )
        messages.success(request, "Sparat.")
        return redirect("meeting_contents", meeting_id=head.id)
    shown = {
        "head": head,
        "form": form,
        "rows": [(row, form[row.content.row]) for row in rows],
        "left": sum(not row.filled for row in rows),
        "trail": trail(head, "Innehåll"),
        "tab_list": tab_list(request, head, "meeting_contents"),
        "back": reverse("meeting", args=[head.id]),
        "differing": differing,
        "approved": closed,
        "add_url": reverse("minutes_add", args=[head.id]) if allowed(request, Action.MEETING_CLOSE, head.card) else "",
    }
    status = 409 if form.non_field_errors() else 422 if form.errors else 200
    return render(request, "meetings/contents.html", shown, status=status)
