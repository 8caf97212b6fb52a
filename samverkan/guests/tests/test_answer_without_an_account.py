"""Somebody who is invited and has no account: a link by mail, a code by another way, an answer that the school has."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Form, Statement
from samverkan.guests.tests.coming import come_in, link_for, seat_of
from samverkan.journal.models import Event
from samverkan.meetings.brought_up import points
from samverkan.meetings.models import Attendance, BroughtUp, Meeting, Reply, ReplyChannel
from samverkan.meetings.tests.test_send_the_invitation import withdraw_team_consent
from samverkan.people.models import Person
from samverkan.policy.vocabulary import InformationClass
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at what was written"
READERS = ("sara", "petra", "kerstin", "robert")
TOLD = {"attendance": "video", "mandate": "Stöd i hemmet", "points": "Vem ringer vem?", "needs": "Hörslinga"}
INSATS = {"what": "Samtal hemma", "often": "en gång i veckan", "until": "20 december", "who": "Peter Ny"}


def page(browser: Client, address: str = "/gast") -> str:
    return unescape(browser.get(address).content.decode())


def test_peter_answers_and_the_leader_has_it(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)

    looked = browser.post("/gast/svar", TOLD)
    nothing_yet = seat_of(cast, cast.peter).attendance
    sent = browser.post("/gast/svar", TOLD | {"klart": "ja"}, follow=True)

    assert "Stöd i hemmet" in unescape(looked.content.decode())
    assert nothing_yet == Attendance.UNANSWERED
    assert "Skolan har fått ditt svar" in unescape(sent.content.decode())
    assert Reply.objects.get(invitee=seat_of(cast, cast.peter)).channel == ReplyChannel.LINK
    before = page(client_as(cast.sara), f"/moten/{cast.ebbas_meeting}")
    assert "Hörslinga" in before
    assert "Vem ringer vem?" in before


def test_the_page_names_the_school_alone_before_the_code(cast: Cast) -> None:
    browser = Client()
    key = link_for(cast, cast.peter)

    door = page(browser, f"/gast/{key}")
    browser.post(f"/gast/{key}")
    field = page(browser, "/gast/kod")

    assert "Björkskolan" in door
    names = [person.name for person in Person.objects.exclude(family_name="") if person.name in door + field]
    assert names == []
    assert 'autocomplete="one-time-code"' in field


def test_what_was_typed_stands_when_it_is_looked_through_and_changed(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)

    again = unescape(browser.post("/gast/svar", TOLD | {"andra": "ja"}).content.decode())
    missing = browser.post("/gast/svar", TOLD | {"attendance": ""})

    assert "Vem ringer vem?" in again
    assert missing.status_code == 422
    assert "Välj om du kommer." in unescape(missing.content.decode())
    assert "Vem ringer vem?" in unescape(missing.content.decode())


def test_a_double_click_writes_once(cast: Cast) -> None:
    browser, known = come_in(cast, cast.peter), measures(cast)

    for _ in range(2):
        browser.post("/gast/svar", TOLD | {"klart": "ja"})
        browser.post("/gast/insats", INSATS | {"klart": "ja"})

    assert BroughtUp.objects.unguarded(because=BECAUSE).count() == 1
    assert measures(cast) == known + 1


def measures(cast: Cast) -> int:
    rows = Statement.objects.unguarded(because=BECAUSE)
    return rows.filter(author_id=cast.peter.id, form=Form.MEASURE).count()


def test_what_an_outsider_writes_is_received_by_the_school_with_its_origin(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)

    before = unescape(browser.get("/gast/insats").content.decode())
    browser.post("/gast/insats", INSATS | {"klart": "ja"})
    browser.post("/gast/svar", TOLD | {"klart": "ja"})

    assert "lämnas till skolan" in before
    rows = Statement.objects.unguarded(because=BECAUSE).filter(author_id=cast.peter.id).order_by("-made_at")[:2]
    cells = [row.cell.facts for row in rows.select_related("cell")]
    assert {cell.holder for cell in cells} == {cast.organisation("skolor").id}
    assert {cell.origin_class for cell in cells} == {InformationClass.SOCIAL_SERVICES}
    assert "Samtal hemma" in page(client_as(cast.sara), f"/elever/{cast.ebbas_case}/plan")
    assert "Skolan har det du ville ta upp." in page(browser)


def test_the_point_is_read_by_whom_the_law_lets_and_not_by_the_neighbour(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)
    browser.post("/gast/svar", TOLD | {"klart": "ja"})

    readers = {who: [one.text for one in points(scope_of(getattr(cast, who)), cast.ebbas_meeting)] for who in READERS}

    assert readers == {"sara": ["Vem ringer vem?"], "petra": [], "kerstin": [], "robert": []}


def test_what_is_missing_is_asked_for_kindly(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)

    wrong = browser.post("/gast/insats", INSATS | {"until": "hund", "often": ""})

    assert wrong.status_code == 422
    said = unescape(wrong.content.decode())
    assert "Skriv datumet som dag och månad" in said
    assert "Skriv hur ofta" in said


def test_every_read_and_act_of_the_guest_stands_in_the_journal(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)
    browser.get("/gast")
    browser.post("/gast/svar", TOLD)
    browser.post("/gast/svar", TOLD | {"klart": "ja"})

    rows = Event.objects.filter(actor_id=cast.peter.id).order_by("id").values_list("action", "outcome")

    assert list(rows) == [
        ("oppna-inbjudan", "oppnad"),
        ("oppna-inbjudan", "gjord"),
        ("las-inbjudan-som-gast", "gjord"),
        ("svara-som-gast", "oppnad"),
        ("svara-som-gast", "gjord"),
    ]
    read = Event.objects.get(actor_id=cast.peter.id, action="las-inbjudan-som-gast")
    assert {touch.case_id for touch in read.touches.all()} == {cast.ebbas_case}


def test_an_answer_to_a_meeting_that_has_begun_is_not_taken(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now() - timedelta(minutes=5))

    answered = browser.post("/gast/svar", TOLD | {"klart": "ja"})

    assert answered.status_code == 422
    assert "Mötet har varit eller börjat" in unescape(answered.content.decode())
    assert seat_of(cast, cast.peter).attendance == Attendance.UNANSWERED


def test_a_yes_that_is_taken_back_closes_the_guests_page_too(cast: Cast) -> None:
    browser = come_in(cast, cast.peter)
    assert "Maria Ek" in page(browser)

    withdraw_team_consent(cast, "socialtjansten")

    assert "Maria Ek" not in page(browser)
