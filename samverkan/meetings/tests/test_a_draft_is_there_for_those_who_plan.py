"""Anna-Karin presses "Kontrollera" and is called away. Nobody has been invited, and nobody meets the meeting."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.meetings.models import Meeting
from samverkan.meetings.tests.test_send_the_invitation import letters, plan, send
from samverkan.overview.queries import today_page
from samverkan.people.models import Person
from samverkan.people.wording import short_day
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at the draft"
PAGES = ("meeting", "room", "meeting_reply", "meeting_send", "meeting_change", "meeting_cancel", "meeting_agenda")
READ = ("meeting", "room", "meeting_reply")
LISTS = ("today", "meetings")
PURPOSE = "Vi talar om läsning."


def read(who: Person, url: str) -> str:
    return unescape(client_as(who).get(url, follow=True).content.decode())


def without_chance(page: bytes, meeting: UUID) -> bytes:
    """The answer without what is drawn anew for each page, and without the address itself."""
    return re.sub(rb'(nonce|value|content)="[^"]*"|\d\d\d\d-\d\d-[^"<]*', b"", page).replace(str(meeting).encode(), b"")


@pytest.fixture
def draft(cast: Cast) -> UUID:
    return plan(cast, purpose=PURPOSE, place="Glasrummet")


def invited_and_colleagues(cast: Cast) -> tuple[Person, ...]:
    return (cast.anna, cast.olof, cast.peter, cast.maria, cast.petra)


@pytest.mark.usefixtures("still_clock")
def test_the_family_those_from_outside_and_the_neighbour_meet_404_as_for_what_never_was(
    cast: Cast, draft: UUID
) -> None:
    never = uuid4()
    for who in invited_and_colleagues(cast):
        browser = client_as(who)
        for page in PAGES:
            met, other = (browser.get(reverse(page, args=[one])) for one in (draft, never))

            # What no guardian may do at any meeting is answered before anything is looked up.
            assert met.status_code == other.status_code == (404 if page in READ else met.status_code), (who, page)
            assert without_chance(met.content, draft) == without_chance(other.content, never), (who, page)


def test_no_list_tells_of_it(cast: Cast, draft: UUID) -> None:
    for who in invited_and_colleagues(cast):
        browser = client_as(who)
        urls = [
            *map(reverse, LISTS),
            reverse("pupil", args=[cast.ebbas_case]),
            reverse("timeline", args=[cast.ebbas_case]),
        ]
        shown = [browser.get(url, follow=True).content.decode() for url in urls]
        shown.append(browser.post(reverse("search"), {"q": "Ebba"}, follow=True).content.decode())

        assert not [page for page in shown if str(draft) in page or "Glasrummet" in page], who


def test_those_who_lead_meet_it_and_those_invited_when_it_has_been_sent(cast: Cast, draft: UUID) -> None:
    assert "Utkast. Ingen har fått inbjudan" in read(cast.anna_karin, reverse("meetings"))
    assert client_as(cast.jonas).get(reverse("meeting", args=[draft])).status_code == 200

    send(cast, draft)

    for who in (cast.anna, cast.peter, cast.maria):
        assert "Glasrummet" in read(who, reverse("meeting", args=[draft])), who
        assert str(draft) in read(who, reverse("meetings")), who
    assert "Utkast. Ingen" not in read(cast.anna_karin, reverse("meetings"))


def test_who_else_meets_the_draft_is_said_as_it_is(cast: Cast, draft: UUID) -> None:
    page = read(cast.anna_karin, reverse("meeting_send", args=[draft]))

    assert "som syns för dem på skolan som får planera möten kring Ebba, till exempel mentorn." in page
    assert "för dem på skolan som får planera möten kring eleven" in read(cast.jonas, reverse("meetings"))
    assert str(draft) in read(cast.jonas, reverse("meetings"))


@pytest.mark.parametrize("who", ["anna_karin", "sara", "jonas"])
def test_idag_and_moten_say_the_same_of_it(cast: Cast, who: str) -> None:
    Meeting.objects.unguarded(because=BECAUSE).exclude(sent_at=None).update(cancelled_at=timezone.now())
    draft = plan(cast, day=short_day(timezone.localdate() + timedelta(days=9)))
    reader = getattr(cast, who)

    idag, moten = read(reader, reverse("today")), read(reader, reverse("meetings"))

    assert "Du har inget möte framför dig" in moten
    assert "Du har inget möte framför dig, men ett utkast som ingen har fått:" in idag and "Nästa möte är" not in idag
    assert f'<a href="{reverse("meeting_send", args=[draft])}">' in idag

    send(cast, draft)

    assert f'Nästa möte är <a href="{reverse("meeting", args=[draft])}">' in read(reader, reverse("today"))


def test_a_draft_for_tomorrow_is_no_meeting_of_tomorrow(cast: Cast) -> None:
    draft = plan(cast, day=short_day(timezone.localdate() + timedelta(days=1)))

    near = today_page(scope_of(cast.sara)).meetings
    send(cast, draft)

    assert reverse("meeting", args=[draft]) not in [row.url for row in near]
    assert reverse("meeting", args=[draft]) in [row.url for row in today_page(scope_of(cast.sara)).meetings]


def test_a_draft_is_thrown_away_and_nobody_is_told(cast: Cast, draft: UUID) -> None:
    browser, before = client_as(cast.anna_karin), len(letters())
    asked = unescape(browser.get(reverse("meeting_cancel", args=[draft])).content.decode())

    said = unescape(browser.post(reverse("meeting_cancel", args=[draft]), follow=True).content.decode())

    assert "Kasta utkastet?" in asked and "ingen får veta något" in asked
    assert "Utkastet är kastat." in said and str(draft) not in said
    assert len(letters()) == before


def test_one_who_begins_anew_is_led_to_the_draft_there_is(cast: Cast, draft: UUID) -> None:
    page = read(cast.anna_karin, reverse("meeting_new", args=[cast.ebbas_case]))

    assert "Det finns redan ett utkast" in page
    assert reverse("meeting_send", args=[draft]) in page and reverse("meeting_cancel", args=[draft]) in page


def test_to_change_it_and_check_again_makes_no_other(cast: Cast, draft: UUID) -> None:
    browser = client_as(cast.sara)
    form = browser.get(reverse("meeting_change", args=[draft])).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | {"clock": "15.10"}

    back = browser.post(reverse("meeting_change", args=[draft]), told)["Location"]

    rows = Meeting.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case, sent_at=None, cancelled_at=None)
    assert back == reverse("meeting_send", args=[draft])
    assert [row.id for row in rows] == [draft]


def test_a_draft_whose_day_has_passed_has_not_been(cast: Cast, draft: UUID) -> None:
    rows = Meeting.objects.unguarded(because=BECAUSE)
    rows.filter(id=draft).update(starts_at=rows.get(id=draft).made_at.replace(year=2020))

    page = read(cast.anna_karin, reverse("meetings"))

    assert str(draft) in page.partition('id="utkast"')[2].partition('id="varit"')[0]
    assert str(draft) not in page.partition('id="varit"')[2]
