"""Rummet says of each topic that somebody may not hear the nearest way to open it, and no longer one beside it."""

import pytest

from samverkan.meetings import weighing
from samverkan.meetings.heading import meeting
from samverkan.meetings.room_page import RoomPage, _assessments
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
MATTER = "ta del av skolans bedömning?"


def room(cast: Cast) -> RoomPage:
    answer = client_as(cast.anna_karin).get(f"/moten/{cast.ebbas_meeting}/rummet")
    page: RoomPage = answer.context["page"]
    return page


def test_what_a_yes_would_open_is_asked_and_not_weighed_beside(cast: Cast) -> None:
    page = room(cast)

    asked = [row.title for row in page.questions]
    assert len(asked) == 2 and all(title.endswith(MATTER) for title in asked)
    assert page.assessments == ()


def test_what_no_question_opens_is_weighed_by_somebody(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)
    head = meeting(scope, cast.ebbas_meeting)
    table = weighing.gather(scope, head.row, head.card)

    found = _assessments(scope, table, weighing.judge(table), ())

    assert {f"Får Maria Ek {MATTER}", f"Får Peter Ny {MATTER}"} <= {row.title for row in found}
