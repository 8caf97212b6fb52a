"""How many days before the meeting the invitation goes out, in words beside the goal. Nothing is stopped by it.

Five days is the house's own goal (product specification §2.4: families should know in time who comes); no statute sets
one. A huvudman sets another in its own version of the sort of meeting, with the reason written there.
"""

from datetime import datetime

from django.db.models import Min

from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Dispatch
from samverkan.people.wording import counted, local_day


def sent_words(head: MeetingHead, now: datetime) -> str:
    """ "Inbjudan gick ut 8 dagar före mötet. Målet är minst 5 dagar.", and of a later version the same; before it has
    gone what it would be today. Empty where there is nothing to send.
    """
    if head.row.team_id is not None or head.cancelled:
        return ""
    goal = f"Målet är minst {_days(head.template.notice)}."
    went = _went(head)
    if not went:
        return "" if head.starts_at <= now else f"{_today(head, now)} {goal}"
    first, *_ = sorted(went)
    said = f"Inbjudan gick ut {_before(head, went[first])}. {goal}"
    latest = max(went)
    return said if latest == first else f"{said} Den ändrade gick ut {_before(head, went[latest])}."


def in_time(head: MeetingHead, at: datetime) -> bool:
    """Whether what goes out at that moment comes as many days before as the goal says."""
    return _ahead(head, at) >= head.template.notice


def _today(head: MeetingHead, now: datetime) -> str:
    said = f"Skickar du i dag går inbjudan ut {_before(head, now)}."
    return said if in_time(head, now) else f"{said} Ring gärna också, så att alla hinner."


def _went(head: MeetingHead) -> dict[int, datetime]:
    """By version of the meeting, when it first went to anybody."""
    rows = Dispatch.objects.filter(invitee__meeting=head.row).values("sequence").annotate(at=Min("made_at"))
    return {row["sequence"]: row["at"] for row in rows}


def _ahead(head: MeetingHead, at: datetime) -> int:
    return (local_day(head.starts_at) - local_day(at)).days


def _before(head: MeetingHead, at: datetime) -> str:
    days = _ahead(head, at)
    return f"{_days(days)} före mötet" if days > 0 else "samma dag som mötet" if days == 0 else "efter mötets tid"


def _days(count: int) -> str:
    return counted(count, "dag", "dagar")
