"""Mail that comes in: read, acted upon at once and forgotten. The answer to whoever brought it tells nothing."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils import timezone

from samverkan.post.models import Letter
from samverkan.post.reading import CalendarAnswer, Returned, Unread, read

ANSWERED: list[Callable[[CalendarAnswer, datetime], bool]] = []
"""Rooms further out that know what a calendar has answered to, such as that of meetings; each says whether it was
theirs and was taken. They add themselves when they start."""
RETURNED = "Returned"
"""How the fault begins of a letter that a mail server took and another could not hand over."""


def receive(raw: bytes, to: Iterable[str], now: datetime | None = None) -> bool:
    """Whether the mail changed anything. What it was that did not is said in the server's own log, in a few words of
    ours: nothing of what was written, and not from whom.
    """
    at = now or timezone.now()
    try:
        told = read(raw, to)
    except Unread as why:
        _say(str(why))
        return False
    taken = _came_back(told) if isinstance(told, Returned) else any(heard(told, at) for heard in ANSWERED)
    if not taken:
        _say("gäller inget som går att svara på")
    return taken


def _came_back(told: Returned) -> bool:
    rows = Letter.objects.filter(id=told.letter, sent_at__isnull=False)
    return rows.update(fault=f"{RETURNED} {told.status}".strip()) > 0


def _say(why: str) -> None:
    sys.stderr.write(f"Ett mejl till svarsadressen ändrade inget: {why}.\n")
