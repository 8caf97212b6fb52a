"""Work that comes by the clock, as tasks of procrastinate: each a plain function of its room, named here alone.

What makes a thing happen once is never the queue: it is a row that the function holds and a key that is there already.
So a task may run twice, late, or by two workers at once.
"""

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

EACH_MINUTE, EACH_HOUR = "* * * * *", "17 * * * *"


@app.periodic(cron=EACH_MINUTE)
@app.task(queueing_lock="paminn")
def remind(timestamp: int) -> None:
    """The daily letter of those whose time has come."""
    from samverkan.overview import reminding

    try:
        reminding.remind(timezone.now())
    finally:
        connection.close()


@app.periodic(cron=EACH_HOUR)
@app.task(queueing_lock="stada-gaster")
def tidy_guests(timestamp: int) -> None:
    """Codes, guesses and visits that are of no more use."""
    from samverkan.guests import tidying

    try:
        tidying.tidy(timezone.now())
    finally:
        connection.close()
