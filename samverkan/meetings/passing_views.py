"""The receptionist of a row that is passed over."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act, demand
from samverkan.meetings import passing
from samverkan.meetings.heading import meeting
from samverkan.meetings.views import already_held, trail
from samverkan.plans.copying import clean_of_copies
from samverkan.plans.forms import because
from samverkan.policy.acting import Action


class PassForm(forms.Form):
    """Why."""

    reason = because("Hoppa över, därför att …", "Skriv varför raden kan hoppas över.", rows=2, most=300)


@act(Action.MEETING_CHANGE)
def pass_over(request: ReaderRequest, meeting_id: UUID, slug: str) -> HttpResponse:
    """Pass a row of the checklist over with a reason, or take it back. What a statute demands is no such row."""
    head = meeting(request.scope, meeting_id)
    demand(request, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit)
    check = passing.may_be_passed(head, slug)
    if check is None:
        raise Http404
    if head.held_before(request.now):
        return already_held(request, head)
    back = reverse("meeting", args=[head.id]) + "#checklista"
    if request.method == "POST" and "angra" in request.POST:
        passing.undo(meeting=head.row, row=slug, now=request.now)
        return redirect(back)
    stands = passing.passed_of([head.id])[head.id].get(slug, "")
    form = PassForm(request.POST or None, initial={"reason": stands})
    if request.method == "POST" and form.is_valid() and not clean_of_copies(request.scope, head.card, form):
        reason = form.cleaned_data["reason"]
        passing.pass_over(meeting=head.row, row=slug, reason=reason, by=request.reader, now=request.now)
        messages.success(request, "Raden hoppas över. Det står på Idag tills mötet är, och går att ångra.")
        return redirect(back)
    shown = {
        "head": head,
        "form": form,
        "text": check.text.format(eleven=head.card.first_name),
        "trail": trail(head, "Hoppa över"),
        "back": back,
    }
    return render(request, "meetings/pass_over.html", shown, status=422 if form.errors else 200)
