"""A meeting that somebody has ended is over, also in the hours in which it was to sit."""

from html import unescape

import pytest
from django.utils import timezone

from samverkan.meetings import queries
from samverkan.meetings.models import Attendance, Invitee, Meeting
from samverkan.meetings.tests.closing_client import BECAUSE, hold, send
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db


def lists(cast: Cast) -> tuple[bool, bool]:
    """Whether it stands among those to come, and among those that have been."""
    scope = scope_of(cast.sara)
    to_come, been = queries.coming(scope), queries.held(scope, before=scope.now)
    return tuple(cast.ebbas_meeting in {row.id for row in rows} for rows in (to_come, been))  # type: ignore[return-value]


def begun_now(cast: Cast) -> None:
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now())


def test_while_it_sits_it_stands_in_one_list_and_when_it_is_ended_in_the_other(cast: Cast) -> None:
    begun_now(cast)
    sitting = lists(cast)

    hold(cast)

    assert sitting == (True, False)
    assert lists(cast) == (False, True)


def test_idag_asks_nobody_to_answer_or_to_prepare_what_is_over(cast: Cast) -> None:
    seats = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting)
    seats.update(attendance=Attendance.UNANSWERED)
    begun_now(cast)
    asked = unescape(client_as(cast.jonas).get("/").content.decode())

    send(hold(cast), cast)

    after = unescape(client_as(cast.jonas).get("/").content.decode())
    assert "Du är inbjuden till ett möte" in asked and "Du är inbjuden till ett möte" not in after
    assert "Samtycke saknas inför mötet" not in unescape(client_as(cast.sara).get("/").content.decode())
