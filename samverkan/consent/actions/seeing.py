"""What a giver has looked at."""

from datetime import datetime
from uuid import UUID

from samverkan.consent.models import Answer


def seen(question: UUID, giver: UUID, *, now: datetime) -> None:
    """The giver has seen what was written in their name."""
    Answer.objects.filter(question_id=question, giver_id=giver, seen_at=None).update(seen_at=now)
