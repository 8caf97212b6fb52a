"""B16, B17: eight write in the minutes of one meeting at the same time, each row sent twice, and nothing is lost.

The browser sends a row again when it has heard nothing; a finger presses twice; two tabs are open. The words are those
that were typed, each once, and nobody's are in another's place.
"""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from samverkan.meetings.models import Closing, MinutesRow, MinutesSent, Turn
from samverkan.meetings.tests.closing_client import address, hold, send, topic
from samverkan.people.models import Person
from samverkan.post.models import Letter
from samverkan.vault.texts import texts
from tests.battery.figures import tell
from tests.cast import Cast, client_as
from tests.crowd import Crowd

BECAUSE = "a story looks at the rows"
EDITORS = 8


def begun(cast: Cast) -> Client:
    """Sara leads, and holds the pen."""
    sara = client_as(cast.sara)
    sara.post(address(cast, "/under"), {"borja": "ja"})
    return sara


def rounds(cast: Cast, who: Person, editor: int, count: int) -> Callable[[], list[int]]:
    """One editor's rows, each sent twice over. What the server answered."""
    browser, under = client_as(who), str(topic(cast, "Skoldagen"))

    def write() -> list[int]:
        answers = []
        for number in range(count):
            row = {"row": str(uuid.uuid4()), "topic": under, "kind": "anteckning", "text": f"{editor}:{number}"}
            answers += [browser.post(address(cast, "/under/rad"), row).status_code for _ in range(2)]
        return answers

    return write


@pytest.mark.parametrize("count", [5, pytest.param(200, marks=pytest.mark.long)])
def test_eight_who_write_at_once_lose_nothing_and_double_nothing(crowded: Crowd, count: int) -> None:
    cast = Cast()
    begun(cast)
    who = [cast.sara, cast.anna_karin, cast.jonas]

    answers = crowded.at_once([rounds(cast, who[editor % 3], editor, count) for editor in range(EDITORS)])

    assert {answer for one in answers for answer in one} == {302}
    rows = list(MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting))
    said = list(texts(row.statement for row in rows).values())
    typed = {f"{editor}:{number}" for editor in range(EDITORS) for number in range(count)}
    tell("B16", lost=len(typed - set(said)), rows=len(typed))
    tell("B17", doubled=len(said) - len(set(said)), doubles=len(typed))
    assert sorted(said) == sorted(typed)
    assert {row.beside for row in rows if row.made_by_id == cast.sara.id} == {False}
    assert {row.beside for row in rows if row.made_by_id != cast.sara.id} == {True}


def test_a_meeting_begun_by_two_at_once_has_one_topic_and_one_pen(crowded: Crowd) -> None:
    cast = Cast()
    browsers = [client_as(who) for who in (cast.sara, cast.anna_karin, cast.jonas)]

    crowded.at_once([lambda one=one: one.post(address(cast, "/under"), {"borja": "ja"}) for one in browsers])  # type: ignore[misc]

    assert Turn.objects.filter(meeting=cast.ebbas_meeting).count() == 1


def test_a_meeting_closed_twice_at_once_is_closed_and_sent_once(crowded: Crowd) -> None:
    cast = Cast()
    browser, other = hold(cast), client_as(cast.sara)

    crowded.at_once([lambda: send(browser, cast), lambda: send(other, cast)])

    sent = MinutesSent.objects.filter(meeting=cast.ebbas_meeting).values_list("person_id", flat=True)
    assert len(sent) == len(set(sent)) and len(sent) > 0
    assert Closing.objects.filter(meeting=cast.ebbas_meeting).count() == 1
    assert Letter.objects.filter(key__startswith=f"efter-{cast.ebbas_meeting}").count() == len(
        [one for one in MinutesSent.objects.filter(meeting=cast.ebbas_meeting) if one.channel == "mejl"]
    )
