"""Codes by text message, where the installation has a gateway and the school a number to send to."""

from datetime import datetime

from django.db import transaction

from samverkan.guests import codes
from samverkan.guests.models import Way
from samverkan.meetings.invited import Seat
from samverkan.post import texting

TEXT = "Kod till inbjudan: {code}. Den gäller i 15 minuter. Ge den inte till någon annan."


def goes_by_text(seat: Seat) -> bool:
    """Whether the code can go by text message."""
    return texting.configured() is not None and texting.is_a_mobile(seat.mobile)


def send_code(seat: Seat, *, now: datetime) -> bool:
    """Make a code and send it. False while the door is closed, when too many have gone already, or when the gateway did
    not take it.
    """
    if codes.locked_until(seat.id, now) is not None or not codes.may_be_sent(seat.id, now):
        return False
    with transaction.atomic():
        code = codes.make(seat.id, Way.SMS, by=None, now=now)
    return texting.send(seat.mobile, TEXT.format(code=code))
