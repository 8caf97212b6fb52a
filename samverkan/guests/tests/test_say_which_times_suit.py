"""While the time of a meeting is open a guest says which of the times suit, in their own language."""

from html import unescape

import pytest

from samverkan.guests.tests.coming import come_in, seat_of
from samverkan.meetings.models import Attendance
from samverkan.meetings.slots.form import FIELD
from samverkan.meetings.slots.models import SlotAnswer
from samverkan.meetings.tests.test_propose_times import propose, send, slots
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_peter_says_which_times_suit_by_his_link(cast: Cast) -> None:
    propose(cast)
    send(cast)
    browser = come_in(cast, cast.peter)
    told = {f"{FIELD}{slot.id}": said for slot, said in zip(slots(cast), ("kan-inte", "helst", "kan"), strict=True)}

    page = unescape(browser.get("/gast").content.decode())
    missing = browser.post("/gast/svar", {})
    looked = unescape(browser.post("/gast/svar", told).content.decode())
    browser.post("/gast/svar", told | {"klart": "ja"})

    assert "Tiden är inte bestämd." in page and "Kommer du?" not in page
    assert missing.status_code == 422
    assert "Kan inte" in looked and "Helst" in looked
    said = SlotAnswer.objects.filter(invitee=seat_of(cast, cast.peter))
    assert {(row.slot_id, row.suits) for row in said} == {
        (slot.id, suits) for slot, suits in zip(slots(cast), ("kan-inte", "helst", "kan"), strict=True)
    }
    assert seat_of(cast, cast.peter).attendance == Attendance.UNANSWERED
