"""On the wall stand the topics, the decisions and the time, and nothing that somebody in the room may not have."""

from html import unescape

import pytest
from django.test import Client

from samverkan.meetings.during.page import wall_page
from samverkan.meetings.heading import meeting
from samverkan.meetings.tests.during_client import address, going_on, page, seat, topic, write
from tests.cast import Cast, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def going(cast: Cast) -> Client:
    """The meeting has begun with all but Olof."""
    return going_on(cast)


def test_the_wall_shows_topics_decisions_and_time_and_no_note(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})
    for who in ("maria", "peter"):
        going.post(address(cast), {"gick": str(seat(cast, who))})
    write(going, cast, text="Hemlig liten anteckning.")
    write(going, cast, kind="beslut", text="Raster inne.")

    wall = unescape(going.get(address(cast, "/skarm")).content.decode())

    current = page(cast).current
    assert current is not None and f"{current.time_words} · {page(cast).left_words}" in wall
    assert "Skoldagen" in wall and "<li>Raster inne.</li>" in wall
    assert "Hemlig liten anteckning." not in wall


def test_nor_what_somebody_in_the_room_may_not_have(cast: Cast, going: Client) -> None:
    write(going, cast, kind="beslut", text="Raster inne.")
    scope = scope_of(cast.anna_karin)
    head = meeting(scope, cast.ebbas_meeting)
    with_all = wall_page(scope, head)
    for who in ("maria", "peter"):
        going.post(address(cast), {"gick": str(seat(cast, who))})

    without = wall_page(scope, head)

    assert (with_all.decisions, without.decisions) == ((), ("Raster inne.",))
    assert len(with_all.topics) < len(without.topics)
