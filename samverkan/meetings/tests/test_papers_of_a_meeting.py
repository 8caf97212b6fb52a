"""Paper of Ebba's meeting: each is made out to one person, can be read aloud, and says what that person may read."""

from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from samverkan.meetings.after.page import ones_minutes
from samverkan.meetings.after.paper import easy_paper, minutes_paper
from samverkan.meetings.after.recipients import recipients
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Invitee, Meeting
from samverkan.meetings.telling import agenda_paper, told
from samverkan.meetings.tests.closing_client import BECAUSE, add, address, hold, send, topic, write
from samverkan.people.adults import trygghetsperson
from samverkan.people.models import Person
from samverkan.people.wording import day_with_year, local_day
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
EASY = "Du får tecken som stöd.\nSara hjälper Jonas."


def minutes_to(cast: Cast, person: Person) -> str:
    scope = scope_of(cast.sara)
    head = meeting(scope, cast.ebbas_meeting)
    one = next(one for one in recipients(scope, head) if one.person == person.id)
    return str(minutes_paper(ones_minutes(scope, head, one), made_by="Sara Holm", now=scope.now))


def agenda_to(cast: Cast, person: Person) -> str:
    scope = scope_of(cast.sara)
    seat = Invitee.objects.within(scope).get(meeting=cast.ebbas_meeting, person=person, removed_at=None)
    return str(agenda_paper(told(scope, cast.ebbas_meeting, seat.id), made_by="Sara Holm", now=scope.now))


def test_the_minutes_say_to_each_what_the_law_lets_them_have(cast: Cast) -> None:
    client = hold(cast)
    write(client, cast, "anteckning", "Läsningen har stannat av.", topic=str(topic(cast, "Skolans bedömning")))

    home, outside = minutes_to(cast, cast.anna), minutes_to(cast, cast.maria)

    assert "Läsningen har stannat av." in home and "Boka handledning." in home
    assert "Läsningen har stannat av." not in outside and "Boka handledning." not in outside
    assert "Raster ute går bra." in outside


def test_the_agenda_has_times_only_for_one_who_may_know_of_every_point(cast: Cast) -> None:
    home, outside = agenda_to(cast, cast.anna), agenda_to(cast, cast.peter)

    assert "13.00" in home and "Skolans bedömning" in home
    assert "Skoldagen" in outside and "Logopedens utlåtande" not in outside
    assert "13.25" not in outside, "a gap between two points would tell of what lies there"


def test_the_easy_paper_has_what_was_written_line_by_line(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast, easy=EASY)
    scope = scope_of(cast.sara)
    head = meeting(scope, cast.ebbas_meeting)
    ebba = next(one for one in recipients(scope, head) if one.person == cast.ebba.id)

    trusted = trygghetsperson(scope, head.card.case)
    page = easy_paper(ones_minutes(scope, head, ebba), trusted, made_by="Sara Holm", now=scope.now)

    assert "Du får tecken som stöd." in str(page) and "Raster ute går bra." not in str(page)
    assert "Nästa gång" in str(page)


@pytest.mark.parametrize("end", ["papper", "lattlast"])
def test_every_paper_is_tagged_and_has_language_and_title(cast: Cast, end: str) -> None:
    client = hold(cast)
    send(client, cast, easy=EASY)

    answer = client.get(address(cast, f"/efter/som/{cast.anna.id}/{end}"))

    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang).startswith("sv")
        assert pdf.docinfo["/Title"] if "/Title" in pdf.docinfo else pdf.open_metadata()["dc:title"]


def test_the_neighbour_is_handed_nothing(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast, easy=EASY)

    for end in ("papper", "lattlast"):
        where = address(cast, f"/efter/som/{cast.anna.id}/{end}")
        assert client_as(cast.petra).get(where).status_code == 404
        assert client_as(cast.maria).get(where).status_code == 403


def test_a_paper_of_a_changed_meeting_is_told_from_the_one_before(cast: Cast) -> None:
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    first = agenda_to(cast, cast.anna)
    rows.update(sequence=1)
    second = agenda_to(cast, cast.anna)
    rows.update(sent_at=None)

    assert "version='version 1'" in first
    assert "version='version 2'" in second
    assert "version='utkast'" in agenda_to(cast, cast.anna)


def test_minutes_on_paper_say_whether_they_are_approved_and_how_much_is_added_for_the_reader(cast: Cast) -> None:
    client = hold(cast)
    draft = minutes_to(cast, cast.anna)
    send(client, cast)
    approved = minutes_to(cast, cast.anna)
    add(client, cast, "beslut", "Tecken som stöd införs på fritids.")
    today = day_with_year(local_day(timezone.now()))

    assert "version='utkast'" in draft
    assert f"version='godkända {today}'" in approved
    assert f"version='godkända {today}, med 1 tillägg'" in minutes_to(cast, cast.anna)
