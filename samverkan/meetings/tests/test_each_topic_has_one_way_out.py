"""Rummet says of each topic that somebody may not hear the nearest way to open it, and no longer one beside it."""

import pytest

from samverkan.meetings.room_page import RoomPage
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
MATTER = "ta del av skolans bedömning?"


def room(cast: Cast) -> RoomPage:
    answer = client_as(cast.anna_karin).get(f"/moten/{cast.ebbas_meeting}/rummet")
    page: RoomPage = answer.context["page"]
    return page


def test_what_nobody_has_asked_of_is_asked_and_not_weighed_beside(cast: Cast) -> None:
    """Of Maria somebody has asked already, and waits."""
    page = room(cast)

    asked = [row.title for row in page.questions]
    assert len(asked) == 2 and all(title.endswith(MATTER) for title in asked)
    assert [row.title for row in page.assessments] == [f"Får Maria Ek {MATTER}"]


def test_once_it_is_asked_one_who_cannot_wait_may_have_it_weighed(cast: Cast) -> None:
    client_as(cast.anna_karin).post(f"/moten/{cast.ebbas_meeting}/rummet/fraga")

    found = [row.title for row in room(cast).assessments]
    assert found == [f"Får Maria Ek {MATTER}", f"Får Peter Ny {MATTER}"]
