"""The outbox on screen."""

from django.http import HttpResponse
from django.shortcuts import render

from samverkan.journal.acts import ReaderRequest, act
from samverkan.policy.acting import Action
from samverkan.post.queries import backlog, outbox
from samverkan.post.sending import configured


@act(Action.OUTBOX_READ)
def letters(request: ReaderRequest) -> HttpResponse:
    """One's own letters as they go, and nothing of others'."""
    shown = {
        "rows": outbox(sender=request.reader.person),
        "backlog": backlog(sender=request.reader.person),
        "has_server": configured() is not None,
    }
    return render(request, "post/outbox.html", shown)
