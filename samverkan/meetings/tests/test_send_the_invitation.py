"""Sending: neutral letters with a calendar, paper for the others, and a stop before anybody is told too much."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from icalendar import Calendar

from samverkan.consent import actions as consent
from samverkan.consent.models import AnswerForm
from samverkan.meetings import telling
from samverkan.meetings.models import Attendance, Channel, Dispatch, Invitee, Meeting
from samverkan.people.models import Organisation, Person, Unit
from samverkan.people.wording import short_day
from samverkan.policy.vocabulary import PersonId
from samverkan.post.models import Letter
from samverkan.post.sending import NO_BACKEND
from tests.cast import Cast, client_as, questions_about, scope_of
from tests.crowd import Crowd

pytestmark = pytest.mark.django_db

NEUTRAL = ("Ebba", "Lindqvist", "5B", "stöd", "bedömning", "Habilitering", "Socialtjänst", "Sara Holm")


def plan(cast: Cast, **changed: Any) -> UUID:
    """A new meeting round Ebba, not sent."""
    browser = client_as(cast.sara)
    fields = browser.get(f"/elever/{cast.ebbas_case}/mote/nytt").context["form"]
    values = {name: fields[name].value() or "" for name in fields.fields} | {"participation": "hela-motet"}
    answer = browser.post(f"/elever/{cast.ebbas_case}/mote/nytt", values | changed)
    return UUID(answer["Location"].split("/")[2])


def send(cast: Cast, meeting: UUID) -> str:
    answer = client_as(cast.sara).post(f"/moten/{meeting}/kontrollera", follow=True)
    return unescape(answer.content.decode())


def change(cast: Cast, meeting: UUID, **changed: Any) -> None:
    browser = client_as(cast.sara)
    fields = browser.get(f"/moten/{meeting}/andra").context["form"]
    values = {name: fields[name].value() or "" for name in fields.fields}
    assert browser.post(f"/moten/{meeting}/andra", values | changed).status_code == 302


def letters() -> dict[str, Letter]:
    return {letter.to_address: letter for letter in Letter.objects.order_by("queued_at")}


def event(letter: Letter) -> Any:
    return Calendar.from_ical(letter.calendar).walk("VEVENT")[0]


def withdraw_team_consent(cast: Cast, receiver: str) -> None:
    scope = scope_of(cast.sara)
    rows = questions_about(cast, "vilka som är med i teamet")
    consent.withdraw(
        question=rows.get(receiver=cast.organisation(receiver)).id,
        giver=PersonId(cast.anna.id),
        form=AnswerForm.ORAL,
        by=scope.reader,
        now=scope.now,
    )


def test_the_verdict_of_the_room_is_read_before_the_button_on_a_narrow_screen_too(cast: Cast) -> None:
    page = unescape(client_as(cast.sara).get(f"/moten/{plan(cast)}/kontrollera").content.decode())

    assert page.index('class="verdict">Ni kan tala om') < page.index(">Är vi redo?<") < page.index(">Skicka</button>")


def test_those_with_accounts_get_a_letter_and_the_others_paper(cast: Cast) -> None:
    meeting = plan(cast)

    page = send(cast, meeting)

    channels = {
        row.invitee.person_id: row.channel
        for row in Dispatch.objects.filter(invitee__meeting=meeting).select_related("invitee")
    }
    assert channels[cast.maria.id] == Channel.MAIL
    assert channels[cast.ebba.id] == Channel.PAPER
    assert cast.sara.id not in channels
    assert re.search(r"Inbjudan mejlas nu till [^.]*Maria Ek", page)
    assert re.search(r"Inbjudan till [^.]*Ebba Lindqvist[^.]* lämnar du på papper\.", page)


def test_without_a_mail_server_nothing_is_called_sent(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = NO_BACKEND

    page = send(cast, plan(cast))

    assert re.search(r"Inbjudan till [^.]*Maria Ek[^.]* ligger i utkorgen\.", page)
    assert "mejlas" not in page.split("</header>")[1].split("Mejlet säger")[0]


def test_after_sending_the_page_leads_to_each_paper_until_there_is_an_answer(cast: Cast) -> None:
    meeting = plan(cast)
    page = send(cast, meeting)
    seat = Invitee.objects.within(scope_of(cast.sara)).get(meeting=meeting, person=cast.ebba)
    paper = f"/moten/{meeting}/inbjudan/{seat.id}/papper"

    for_others = client_as(cast.maria).get(f"/moten/{meeting}").content.decode()
    Invitee.objects.unguarded(because="a test answers").filter(id=seat.id).update(attendance=Attendance.COMES)
    answered = client_as(cast.sara).get(f"/moten/{meeting}").content.decode()

    assert f'href="{paper}">Skriv ut till Ebba Lindqvist' in page
    assert "Att lämna på papper" not in for_others
    assert paper not in answered


def test_before_sending_each_is_named_with_how_it_goes(cast: Cast, settings: Any) -> None:
    meeting, sara = plan(cast), client_as(cast.sara)

    mailed = unescape(sara.get(f"/moten/{meeting}/kontrollera").content.decode())
    settings.EMAIL_BACKEND = NO_BACKEND
    waiting = unescape(sara.get(f"/moten/{meeting}/kontrollera").content.decode())

    assert re.search(r"Ett brev med tid, plats och länk mejlas till [^.]*Maria Ek", mailed)
    assert re.search(r"Inbjudan till [^.]*Ebba Lindqvist[^.]* lämnar du på papper\.", mailed)
    assert re.search(r"länk till [^.]*Maria Ek[^.]* stannar i utkorgen", waiting) and "mejlas" not in waiting


def test_a_paper_asks_only_when_it_says_how_to_answer(cast: Cast) -> None:
    scope, seat = (
        scope_of(cast.sara),
        Invitee.objects.unguarded(because="a test").get(meeting=cast.ebbas_meeting, person=cast.olof),
    )

    def paper() -> str:
        made = telling.told(scope, cast.ebbas_meeting, seat.id)
        return repr(telling.invitation_paper(made, made_by="Sara Holm", now=scope.now).blocks)

    Unit.objects.update(phone="")
    Organisation.objects.update(phone="")
    Person.objects.filter(id=cast.sara.id).update(phone="070-174 06 99")
    of_the_leader = paper()
    Person.objects.filter(id=cast.sara.id).update(phone="")
    without = paper()

    assert "Kommer du" in of_the_leader and "Ring 070-174 06 99" in of_the_leader
    assert "Kommer du" not in without and "Ring " not in without


def checklist(cast: Cast, meeting: UUID) -> str:
    return unescape(client_as(cast.sara).get(f"/moten/{meeting}").content.decode())


def test_everybody_is_invited_only_when_each_letter_has_gone_and_each_paper_is_printed(cast: Cast) -> None:
    meeting, sara = plan(cast), client_as(cast.sara)
    preview = Invitee.objects.within(scope_of(cast.sara)).get(meeting=meeting, person=cast.ebba)
    sara.get(f"/moten/{meeting}/inbjudan/{preview.id}/papper")
    sent = send(cast, meeting)
    papers = re.findall(rf"/moten/{meeting}/inbjudan/[0-9a-f-]+/papper", sent)
    letters_waiting = len(letters())

    Letter.objects.update(sent_at=timezone.now())
    mailed = checklist(cast, meeting)
    for paper in papers:
        assert sara.get(paper).status_code == 200
    handed = checklist(cast, meeting)

    done = '<span>Alla har fått inbjudan<span class="vh">, klart'
    assert papers and letters_waiting
    assert f"{len(papers)} ska få papper: skriv ut, {letters_waiting} brev har inte gått" in sent
    assert "på papper är inte utskriv" in sent and "brev har inte gått än" in sent
    assert f"{len(papers)} ska få papper: skriv ut" in mailed and "Ska få papper" in mailed
    assert "brev har inte gått" not in mailed
    assert done not in sent and done not in mailed and done in handed
    assert "ska få papper" not in handed and "utskriven" in handed


def test_no_letter_and_no_calendar_tells_of_whom_or_why(cast: Cast) -> None:
    meeting = plan(cast, purpose="Vi talar om Ebbas stöd.")

    send(cast, meeting)

    assert letters()
    for letter in letters().values():
        for told in (letter.subject, letter.text, letter.calendar.replace("\r\n ", "")):
            assert not any(word in told for word in NEUTRAL)


def test_the_calendar_is_one_event_for_one_recipient_in_stockholms_time(cast: Cast) -> None:
    meeting = plan(cast)
    send(cast, meeting)
    row = Meeting.objects.within(scope_of(cast.sara)).get(id=meeting)
    letter = letters()[cast.maria.account.email]

    found = event(letter)

    assert letter.calendar_method == "REQUEST"
    assert str(Calendar.from_ical(letter.calendar)["METHOD"]) == "REQUEST"
    assert Calendar.from_ical(letter.calendar).walk("VTIMEZONE")[0]["TZID"] == "Europe/Stockholm"
    assert str(found["UID"]) == row.calendar_uid
    assert found["SEQUENCE"] == 0
    assert str(found["SUMMARY"]) == "Möte i Samverkan"
    assert found["DTSTART"].dt == row.starts_at
    assert str(found["ATTENDEE"]) == f"MAILTO:{cast.maria.account.email}"
    assert f"/moten/{meeting}" in str(found["URL"])


def test_sending_twice_sends_nothing_more(cast: Cast) -> None:
    meeting = plan(cast)
    send(cast, meeting)
    first = set(Letter.objects.values_list("key", flat=True))

    send(cast, meeting)

    assert set(Letter.objects.values_list("key", flat=True)) == first


def test_a_new_time_is_sent_again_under_the_same_name_and_a_higher_number(cast: Cast) -> None:
    meeting = plan(cast)
    send(cast, meeting)
    before = event(letters()[cast.maria.account.email])

    change(cast, meeting, day=short_day(scope_of(cast.sara).today + timedelta(days=21)))
    assert "Kontrollera innan du skickar" in client_as(cast.sara).get(f"/moten/{meeting}").content.decode()
    send(cast, meeting)

    after = event(letters()[cast.maria.account.email])
    assert after["SEQUENCE"] == 1
    assert str(after["UID"]) == str(before["UID"])
    assert letters()[cast.maria.account.email].subject == "Ändrad inbjudan till ett möte"


def test_a_changed_mandate_sends_nothing_anew(cast: Cast) -> None:
    meeting = plan(cast)
    send(cast, meeting)

    change(cast, meeting, **{f"mandat_{cast.peter.id}": "Kontaktfamilj"})

    row = Meeting.objects.within(scope_of(cast.sara)).get(id=meeting)
    assert row.sequence == 0
    assert "Kontaktfamilj" in client_as(cast.sara).get(f"/moten/{meeting}").content.decode()


def test_one_who_is_taken_off_the_list_has_the_meeting_taken_out_of_the_calendar(cast: Cast) -> None:
    meeting = plan(cast)
    send(cast, meeting)
    fields = client_as(cast.sara).get(f"/moten/{meeting}/andra").context["form"]

    change(cast, meeting, invited=[key for key in fields["invited"].value() if key != str(cast.peter.id)])

    letter = letters()[cast.peter.account.email]
    assert letter.calendar_method == "CANCEL"
    assert str(event(letter)["STATUS"]) == "CANCELLED"
    assert not any(word in letter.text for word in NEUTRAL)


def test_an_invitation_that_would_tell_of_a_party_without_ground_is_stopped_with_its_remedy(cast: Cast) -> None:
    meeting = plan(cast)
    withdraw_team_consent(cast, "habiliteringen")

    page = send(cast, meeting)

    assert "Inbjudan kan inte skickas till Maria Ek än" in page
    assert "Lagstöd och bedömning" in page
    assert not Letter.objects.filter(key__startswith=f"mote-{meeting}").exists()
    assert not Dispatch.objects.filter(invitee__meeting=meeting).exists()


def test_what_stops_the_letter_stops_the_paper_too(cast: Cast) -> None:
    meeting, browser = plan(cast), client_as(cast.sara)
    maria = Invitee.objects.unguarded(because="a test").get(meeting=meeting, person=cast.maria).id
    assert browser.get(f"/moten/{meeting}/inbjudan/{maria}/papper").status_code == 200

    withdraw_team_consent(cast, "habiliteringen")

    preview = unescape(browser.get(f"/moten/{meeting}/inbjudan/{maria}").content.decode())
    paper = browser.get(f"/moten/{meeting}/inbjudan/{maria}/papper")
    assert "Inbjudan kan inte skickas till Maria Ek än" in preview
    assert "Skriv ut inbjudan" not in preview
    assert paper.status_code == 409
    assert paper["Content-Type"].startswith("text/html")


def test_no_paper_is_given_of_a_meeting_that_is_called_off(cast: Cast) -> None:
    meeting, browser = plan(cast), client_as(cast.sara)
    olof = Invitee.objects.unguarded(because="a test").get(meeting=meeting, person=cast.olof).id
    browser.post(f"/moten/{meeting}/installt")

    assert browser.get(f"/moten/{meeting}/inbjudan/{olof}/papper").status_code == 409


def test_a_meeting_is_called_off_once_and_told_once(cast: Cast) -> None:
    meeting, browser = plan(cast), client_as(cast.sara)
    send(cast, meeting)
    browser.post(f"/moten/{meeting}/installt")
    told = Letter.objects.filter(calendar_method="CANCEL").count()

    again = browser.post(f"/moten/{meeting}/installt", follow=True)

    assert told and Letter.objects.filter(calendar_method="CANCEL").count() == told
    assert "Mötet är redan inställt." in unescape(again.content.decode())


def test_one_who_is_taken_off_while_it_is_sent_gets_nothing(crowded: Crowd) -> None:
    cast = Cast()
    meeting = plan(cast)
    without = [str(cast.ebba.id), str(cast.anna.id), str(cast.sara.id)]

    crowded.meet(lambda: change(cast, meeting, invited=without), lambda: send(cast, meeting))

    seats = Invitee.objects.unguarded(because="a test").filter(meeting=meeting, removed_at=None)
    sent = Dispatch.objects.filter(invitee__meeting=meeting)
    assert set(sent.values_list("invitee_id", flat=True)) <= set(seats.values_list("id", flat=True))
    assert sent.exists()


def test_without_the_person_who_may_not_know_the_invitation_goes(cast: Cast) -> None:
    meeting = plan(cast)
    withdraw_team_consent(cast, "habiliteringen")
    fields = client_as(cast.sara).get(f"/moten/{meeting}/andra").context["form"]

    change(cast, meeting, invited=[key for key in fields["invited"].value() if key != str(cast.maria.id)])
    send(cast, meeting)

    assert Letter.objects.filter(key__startswith=f"mote-{meeting}").exists()


def test_the_preview_shows_each_recipient_only_what_they_may_know(cast: Cast) -> None:
    seats = Invitee.objects.within(scope_of(cast.sara)).filter(meeting=cast.ebbas_meeting)
    by_person = {seat.person_id: seat.id for seat in seats}
    browser = client_as(cast.sara)

    def preview(who: Person) -> str:
        return unescape(browser.get(f"/moten/{cast.ebbas_meeting}/inbjudan/{by_person[who.id]}").content.decode())

    assert "Skolans bedömning" in preview(cast.anna)
    assert "Logopedens utlåtande" in preview(cast.anna)
    assert "Skolans bedömning" not in preview(cast.maria)
    assert "Logopedens utlåtande" not in preview(cast.peter)
    assert "Maria Ek, logoped" in preview(cast.peter)


def test_the_paper_invitation_is_a_pdf_for_one_named_receiver(cast: Cast) -> None:
    seats = Invitee.objects.within(scope_of(cast.sara)).filter(meeting=cast.ebbas_meeting)
    seat = next(seat for seat in seats if seat.person_id == cast.ebba.id)

    answer = client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}/inbjudan/{seat.id}/papper")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(("who", "status"), [("petra", 404), ("kerstin", 403), ("mikael", 403), ("anna", 403)])
def test_those_who_do_not_work_round_the_pupil_cannot_send(cast: Cast, who: str, status: int) -> None:
    meeting = plan(cast)

    answer = client_as(getattr(cast, who)).post(f"/moten/{meeting}/kontrollera")

    assert answer.status_code in (status, 404)
    assert not Dispatch.objects.filter(invitee__meeting=meeting).exists()


def test_a_sealed_pupils_letters_name_no_place(cast: Cast) -> None:
    browser = client_as(cast.anna_karin)
    case = cast.case("liv")
    fields = browser.get(f"/elever/{case}/mote/nytt").context["form"]
    values = {name: fields[name].value() or "" for name in fields.fields}
    answer = browser.post(
        f"/elever/{case}/mote/nytt", values | {"participation": "hela-motet", "place": "Rum 4 på Ekskolan"}
    )
    meeting = UUID(answer["Location"].split("/")[2])

    browser.post(f"/moten/{meeting}/kontrollera")

    sent = Letter.objects.filter(key__startswith=f"mote-{meeting}")
    assert sent
    for letter in sent:
        assert "Ekskolan" not in letter.text and "LOCATION" not in letter.calendar


@pytest.mark.parametrize("paper", ["rummet/papper", "inbjudan/{seat}/papper"])
def test_every_paper_of_a_sealed_pupil_asks_why_and_remembers(cast: Cast, paper: str) -> None:
    browser = client_as(cast.anna_karin)
    case = cast.case("liv")
    meeting = Meeting.objects.within(scope_of(cast.anna_karin)).filter(case_id=case, cancelled_at=None).latest("id")
    seat = Invitee.objects.within(scope_of(cast.anna_karin)).filter(meeting=meeting, removed_at=None).first()
    assert seat is not None
    address = f"/moten/{meeting.id}/{paper.format(seat=seat.id)}"

    asked, silent = browser.get(address), browser.post(address, {"reason": ""})
    printed = browser.post(address, {"reason": "Mirja vill ha det i handen."})

    assert b"%PDF" not in asked.content + silent.content
    assert "Lås in papperet" in asked.content.decode()
    assert silent.status_code == 422
    assert printed.content.startswith(b"%PDF")
    assert "Skäl: Mirja vill ha det i handen." in browser.get(f"/elever/{case}/tidslinje").content.decode()


def test_a_place_in_free_text_stays_behind_the_login(cast: Cast) -> None:
    meeting = plan(cast, place="Hemma hos Ebba, BUP efteråt")

    send(cast, meeting)

    assert letters()
    for letter in letters().values():
        assert "Plats: Logga in för att se platsen" in letter.text
        assert "Hemma" not in letter.text and "BUP" not in letter.calendar
        assert str(event(letter)["LOCATION"]) == "Logga in för att se platsen"


def test_the_schools_own_meeting_place_is_written_out(cast: Cast) -> None:
    own = cast.unit().meeting_place
    meeting = plan(cast, place=own)

    send(cast, meeting)

    for letter in letters().values():
        assert f"Plats: {own}\n" in letter.text
        assert str(event(letter)["LOCATION"]) == own


def test_a_meeting_is_called_off_after_a_question_and_those_invited_are_told_without_a_reason(cast: Cast) -> None:
    meeting = plan(cast)
    send(cast, meeting)
    browser = client_as(cast.sara)

    assert "Ställa in mötet?" in unescape(browser.get(f"/moten/{meeting}/installt").content.decode())
    assert Meeting.objects.within(scope_of(cast.sara)).get(id=meeting).cancelled_at is None
    browser.post(f"/moten/{meeting}/installt")

    letter = letters()[cast.maria.account.email]
    assert letter.calendar_method == "CANCEL" and event(letter)["SEQUENCE"] == 1
    assert str(meeting) not in browser.get("/moten").content.decode()


def test_the_one_who_sends_reads_her_letters_and_a_colleague_does_not(cast: Cast) -> None:
    meeting = plan(cast)

    send(cast, meeting)

    addresses = [letter.to_address for letter in letters().values()]
    own = unescape(client_as(cast.sara).get("/utkorg").content.decode())
    others = unescape(client_as(cast.lena).get("/utkorg").content.decode())
    assert addresses
    assert all(address in own for address in addresses)
    assert not [address for address in addresses if address in others]
    assert 'href="/utkorg"' in client_as(cast.sara).get("/").content.decode()
