"""One opened form is one meeting: going back from the check and sending again changes the draft that there is."""

from uuid import NAMESPACE_URL, UUID, uuid5

from samverkan.guard.cells import hold
from samverkan.journal.acts import ReaderRequest
from samverkan.meetings import actions
from samverkan.meetings.forms import MeetingForm
from samverkan.meetings.models import Meeting
from samverkan.policy.vocabulary import CaseId


def draft(request: ReaderRequest, case: CaseId, form: MeetingForm) -> Meeting:
    """The meeting of the form. One that has been sent or called off meanwhile is left as it is.

    Another sort of meeting has another agenda: then the first draft is called off, which nobody hears of.
    """
    hold(case)
    own, by, now = _own_id(request, case, form), request.reader, request.now
    before = Meeting.objects.within(request.scope).filter(id=own).first() if own else None
    before = before or _same(request, case, form)
    if before is None:
        return actions.plan(case=case, template=form.chosen_template, by=by, now=now, own_id=own, **form.values())
    if before.sent_at is not None or before.cancelled_at is not None:
        return before
    if before.template == form.chosen_template.slug:
        return actions.change(meeting=before, by=by, now=now, **form.values())
    actions.cancel(meeting=before, by=by, now=now)
    return actions.plan(case=case, template=form.chosen_template, by=by, now=now, **form.values())


def _same(request: ReaderRequest, case: CaseId, form: MeetingForm) -> Meeting | None:
    """The writer's own draft of the same sort at the same time: a page fetched anew has a new key."""
    return (
        Meeting.objects.within(request.scope)
        .filter(
            case_id=case,
            template=form.chosen_template.slug,
            starts_at=form.values()["starts_at"],
            made_by=request.reader.person,
            sent_at=None,
            cancelled_at=None,
        )
        .first()
    )


def _own_id(request: ReaderRequest, case: CaseId, form: MeetingForm) -> UUID | None:
    """The id that follows from the form's key, its writer and the pupil; none for a form without a key."""
    key = form.cleaned_data["key"]
    return uuid5(NAMESPACE_URL, f"samverkan:{request.reader.person}:{case}:{key}") if key else None
