"""What a SIP holds is approved with its minutes: after that it is read, and added to, and never written over."""

import pytest
from django.utils import timezone

from samverkan.meetings.agendas import required_contents, template
from samverkan.meetings.contents import write_content
from samverkan.meetings.during.minutes import Approved, strike, take_in, unstrike
from samverkan.meetings.models import Meeting, MinutesRow, RequiredText
from samverkan.meetings.tests.closing_client import BECAUSE, address, hold, read, send
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
WHERE = "/innehall"


@pytest.fixture
def sip(cast: Cast) -> Meeting:
    """Ebba's SIP has been held and has all that it must."""
    hold(cast)
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(template="sip")
    by, now = scope_of(cast.sara).reader, timezone.now()
    for content in required_contents(template("sip")):
        write_content(meeting=rows.get(), content=content, text="Det här gör vi.", by=by, now=now)
    return rows.get()


def test_a_page_that_was_open_when_it_was_approved_writes_nothing_and_keeps_what_was_typed(
    cast: Cast, sip: Meeting
) -> None:
    browser = client_as(cast.sara)
    mark = browser.get(address(cast, WHERE)).context["form"]["mark"].value()
    assert send(client_as(cast.anna_karin), cast)[0] == 302

    late = browser.post(address(cast, WHERE), {"mark": mark, "insatser": "Något helt annat."})

    text = late.content.decode()
    assert late.status_code == 409 and "Något helt annat." in text
    assert "godkända och ändras inte längre" in text and address(cast, "/efter/tillagg") in text
    assert "Något helt annat." not in read(client_as(cast.anna), cast)
    kept = RequiredText.objects.unguarded(because=BECAUSE).filter(meeting=sip)
    assert kept.count() == 4 and not kept.exclude(replaced_at=None).exists()


def test_afterwards_it_is_read_there_with_the_way_to_an_addition(cast: Cast, sip: Meeting) -> None:
    send(client_as(cast.anna_karin), cast)

    text = read(client_as(cast.sara), cast, WHERE)

    assert "Det här gör vi." in text and "<textarea" not in text
    assert "Skriv ett tillägg" in text


def test_one_who_comes_second_in_the_same_moment_is_stopped_too(cast: Cast, sip: Meeting) -> None:
    send(client_as(cast.anna_karin), cast)
    by, content = scope_of(cast.sara).reader, required_contents(template("sip"))[0]

    with pytest.raises(Approved):
        write_content(meeting=sip, content=content, text="För sent.", by=by, now=timezone.now())


def test_no_row_is_struck_or_taken_in_by_one_who_comes_second(cast: Cast, sip: Meeting) -> None:
    row = MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting=sip, removed_at=None).earliest("made_at")
    send(client_as(cast.anna_karin), cast)

    for late in (
        lambda: strike(meeting=sip, row=row.id, now=timezone.now()),
        lambda: unstrike(meeting=sip, row=row.id),
        lambda: take_in(meeting=sip, row=row.id, by=scope_of(cast.sara).reader),
    ):
        with pytest.raises(Approved):
            late()
    row.refresh_from_db()
    assert row.removed_at is None
