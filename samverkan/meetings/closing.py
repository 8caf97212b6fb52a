"""When a consent closes shortly before a meeting, whoever leads it is told at once. Nobody is told what or why."""

from datetime import datetime, timedelta

from samverkan.consent import telling
from samverkan.consent.models import Question
from samverkan.meetings.heading import time_after_noun
from samverkan.meetings.known import SENT
from samverkan.meetings.models import Meeting
from samverkan.policy.vocabulary import PersonId, Purpose
from samverkan.post import actions as post

NEAR = timedelta(days=7)
SUBJECT = "Något har ändrats inför ett möte"


def tell_leaders(question: Question, by: PersonId | None, now: datetime) -> None:
    """A letter without content to the leader of each meeting about the pupil within seven days.

    The room itself needs no word: it is weighed anew each time it is opened, and a draft before it is sent. A yes for
    another purpose opened nothing there.
    """
    if question.purpose != Purpose.SUPPORT:
        return
    rows = Meeting.objects.unguarded(because="whoever leads a meeting is told that something has changed").filter(
        SENT, case_id=question.case_id, cancelled_at=None, starts_at__range=(now, now + NEAR)
    )
    for row in rows:
        address = telling.address_of(row.leader_id)
        if address and row.leader_id != by:
            post.queue(
                key=f"rummet-{row.id}-{question.id}-{round(now.timestamp())}",
                to_address=address,
                subject=SUBJECT,
                text=_text(row),
                sender=by or question.made_by_id,
                now=now,
            )


def _text(row: Meeting) -> str:
    """Says nothing of whom or what: mail is read on shared screens."""
    return (
        f"Hej!\n\nInför mötet {time_after_noun(row)} har något ändrats i vad ni kan tala om.\n"
        "Logga in i Samverkan och öppna rummet.\n\nSkolan"
    )
