"""The clock of the municipality's sites. It shows a Tuesday morning when a site starts, and goes on from there.

Else a journey would read differently on a Friday, when tomorrow's meeting is on Monday, and in the holidays.
"""

import time
from datetime import UTC, datetime

from django.utils import timezone

from samverkan.people.wording import STOCKHOLM

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=STOCKHOLM)


def set_to_tuesday() -> None:
    """From now on it is Tuesday. To be called before the product is loaded."""
    ahead = TUESDAY.timestamp() - time.time()
    timezone.now = lambda: datetime.fromtimestamp(time.time() + ahead, UTC)
