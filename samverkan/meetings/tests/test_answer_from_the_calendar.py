"""The invitation lies in a calendar, and the calendar answers by mail: the answer moves, and nothing else does."""

import smtplib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from email.message import EmailMessage
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from icalendar import Event

from samverkan.guard.models import Case
from samverkan.guests import links
from samverkan.guests.tests.coming import seat_of, without_account
from samverkan.journal.models import Event as Journalled
from samverkan.journal.models import Touch
from samverkan.meetings.models import Attendance, Invitee, Meeting, Reply, ReplyChannel
from samverkan.meetings.tests.calendar_client import (
    REPLY_ADDRESS,
    Mailbox,
    as_mail,
    free_port,
    invited_to,
    mail_server,
    organiser,
    reply,
)
from samverkan.people.models import Account, Huvudman, Person, TeamMember
from samverkan.policy.acting import Action, Level
from samverkan.post import answering
from samverkan.post.listener import Listener
from samverkan.post.mail_server import Listening
from samverkan.post.models import Letter
from samverkan.post.queries import outbox
from samverkan.post.receiving import receive
from samverkan.post.sending import deliver
from tests.cast import Cast, client_as
from tests.crowd import Crowd

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at the answer"
A_MOMENT = timedelta(seconds=2)
"""Calendars tell the time in whole seconds."""
YES, NO, PERHAPS = "ACCEPTED", "DECLINED", "TENTATIVE"


@pytest.fixture(autouse=True)
def answers_are_taken_in(settings: Any) -> None:
    settings.REPLY_ADDRESS = REPLY_ADDRESS


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


def invite_anew(cast: Cast, at: str = "14.30") -> None:
    """Sara moves the meeting a little, and sends it to everybody."""
    sara, change = client_as(cast.sara), f"/moten/{cast.ebbas_meeting}/andra"
    form = sara.get(change).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    sara.post(change, values | {"clock": at})
    sara.post(f"/moten/{cast.ebbas_meeting}/kontrollera")


def address_of(who: Person) -> str:
    account = Account.objects.filter(person=who, is_active=True).first()
    return account.email if account else Person.objects.get(id=who.id).email


def entry_of(cast: Cast, who: Person, box: Mailbox) -> Event:
    """The entry in the person's calendar, when a real mail server has taken the letter."""
    invite_anew(cast)
    with mail_server(box) as place:
        deliver(timezone.now(), place)
    return invited_to(box.newest(address_of(who)))


def answered(entry: Event, who: Person, said: str, *, at: datetime | None = None, **forged: Any) -> bool:
    """The mail of the person's calendar comes in."""
    address, stamp = address_of(who), at or timezone.now() + A_MOMENT
    to = forged.pop("to", organiser(entry))
    sender = forged.pop("sender", f"{who.name} <{address}>")
    raw = as_mail(reply(entry, said, at=stamp, **forged), sender=sender, to=to).as_bytes()
    return receive(raw, [to], timezone.now() + 2 * A_MOMENT)


def attendance(cast: Cast, who: Person) -> str:
    return Invitee.objects.unguarded(because=BECAUSE).get(meeting=cast.ebbas_meeting, person=who).attendance


def page(cast: Cast, who: Person) -> str:
    return unescape(client_as(who).get(f"/moten/{cast.ebbas_meeting}").content.decode())


def on_the_page(cast: Cast, who: Person, said: str) -> None:
    told = {"attendance": said, "mandate": "", "needs": ""}
    assert client_as(who).post(reverse("meeting_reply", args=[cast.ebbas_meeting]), told).status_code == 302


class InTheCopy(ThreadPoolExecutor):
    """The listener's own hand, in the database of the story."""

    def __init__(self, crowd: Crowd) -> None:
        super().__init__(1)
        self._crowd = crowd

    def submit(self, act: Any, /, *told: Any, **more: Any) -> Future[Any]:
        return super().submit(lambda: self._crowd.at_once([lambda: act(*told, **more)])[0])


@pytest.mark.parametrize("lmtp", [False, True])
def test_maria_presses_yes_in_her_calendar_and_sara_reads_it_with_its_time(
    crowded: Crowd, box: Mailbox, lmtp: bool
) -> None:
    cast = Cast()
    entry = entry_of(cast, cast.maria, box)
    mail = as_mail(
        reply(entry, YES, at=timezone.now()), sender=f"Maria Ek <{address_of(cast.maria)}>", to=organiser(entry)
    )
    listener = Listener(Listening("127.0.0.1", free_port(), lmtp), InTheCopy(crowded))
    listener.start()

    try:
        peer = smtplib.LMTP if lmtp else smtplib.SMTP
        with peer("127.0.0.1", listener.port) as session:
            refused = session.send_message(mail)
    finally:
        listener.stop()

    assert refused == {}
    row = Reply.objects.get(invitee__meeting=cast.ebbas_meeting, channel=ReplyChannel.CALENDAR)
    assert (attendance(cast, cast.maria), row.made_by_id) == (Attendance.COMES, cast.maria.id)
    assert "från kalendern" in page(cast, cast.sara)
    act = Journalled.objects.filter(action=Action.INVITATION_REPLY).latest("at")
    assert (act.actor_id, act.target_id) == (cast.maria.id, cast.ebbas_meeting)
    assert Touch.objects.filter(event=act).values_list("case_id", flat=True).get() == cast.ebbas_case


def test_the_entry_asks_for_an_answer_at_an_address_that_names_nobody(cast: Cast, box: Mailbox) -> None:
    entry = entry_of(cast, cast.maria, box)

    name, domain = organiser(entry).split("@")
    assert domain == "samverkan.skola.example"
    assert len(name.removeprefix("svar+")) == 32 and len(name) <= 64
    assert entry["attendee"].params["RSVP"] == "TRUE"
    assert entry["organizer"].params["CN"] == "Samverkan"
    assert box.senders == {REPLY_ADDRESS}
    text = box.newest(address_of(cast.maria)).get_body(("plain",))
    assert text is not None and "svara direkt i din kalender" in text.get_content()


def test_the_address_lies_in_no_database_and_stays_the_same_when_the_meeting_is_moved(cast: Cast, box: Mailbox) -> None:
    before = organiser(entry_of(cast, cast.maria, box))
    invite_anew(cast, "15.30")
    with mail_server(box) as place:
        deliver(timezone.now(), place)
        after = invited_to(box.newest(address_of(cast.maria)))
        client_as(cast.sara).post(f"/moten/{cast.ebbas_meeting}/installt")
        deliver(timezone.now(), place)

    key = before.split("@")[0].removeprefix("svar+")
    assert organiser(after) == before
    assert organiser(invited_to(box.newest(address_of(cast.maria)))) == before
    assert not [row for row in Letter.objects.values_list("calendar", "text") if key in "".join(row)]


def test_where_no_mail_is_taken_in_no_calendar_is_asked(cast: Cast, box: Mailbox, settings: Any) -> None:
    settings.REPLY_ADDRESS = ""

    entry = entry_of(cast, cast.maria, box)

    assert entry["attendee"].params["RSVP"] == "FALSE"
    assert organiser(entry) == "samverkan@example.se"


def test_no_perhaps_and_somebody_else(cast: Cast, box: Mailbox) -> None:
    entry, now = entry_of(cast, cast.maria, box), timezone.now()

    assert answered(entry, cast.maria, NO, at=now)
    assert attendance(cast, cast.maria) == Attendance.DECLINES
    assert answered(entry, cast.maria, PERHAPS)
    assert attendance(cast, cast.maria) == Attendance.UNANSWERED
    assert "Vet inte än" in page(cast, cast.sara)
    assert answered(entry, cast.maria, "DELEGATED", at=now + 2 * A_MOMENT)

    assert attendance(cast, cast.maria) == Attendance.DEPUTY
    assert "Skickar någon annan. Bjud in den som kommer" in page(cast, cast.sara)


def test_what_was_said_more_exactly_stands_when_the_calendar_says_the_same(cast: Cast, box: Mailbox) -> None:
    entry = entry_of(cast, cast.maria, box)
    on_the_page(cast, cast.maria, "video")

    assert answered(entry, cast.maria, YES)

    assert attendance(cast, cast.maria) == Attendance.VIDEO


def test_an_older_answer_and_the_same_mail_again_change_nothing(cast: Cast, box: Mailbox) -> None:
    entry, now = entry_of(cast, cast.maria, box), timezone.now()
    assert answered(entry, cast.maria, NO, at=now)

    assert not answered(entry, cast.maria, YES, at=now - timedelta(minutes=5))
    assert not answered(entry, cast.maria, NO, at=now)

    assert attendance(cast, cast.maria) == Attendance.DECLINES
    assert Reply.objects.filter(channel=ReplyChannel.CALENDAR).count() == 1


def test_what_was_answered_on_the_page_afterwards_is_not_overtaken_by_a_slow_mail(cast: Cast, box: Mailbox) -> None:
    entry, pressed = entry_of(cast, cast.maria, box), timezone.now()
    on_the_page(cast, cast.maria, "kommer-inte")

    assert not answered(entry, cast.maria, YES, at=pressed)

    assert attendance(cast, cast.maria) == Attendance.DECLINES


def test_a_yes_to_another_time_is_no_answer(cast: Cast, box: Mailbox) -> None:
    entry = entry_of(cast, cast.maria, box)
    invite_anew(cast, "16.00")

    assert not answered(entry, cast.maria, YES)
    assert not answered(entry, cast.maria, YES, sequence=99)

    assert attendance(cast, cast.maria) == Attendance.UNANSWERED


def test_nobody_answers_for_somebody_else(cast: Cast, box: Mailbox) -> None:
    entry, petras = entry_of(cast, cast.maria, box), address_of(cast.petra)
    peters = organiser(invited_to(box.newest(address_of(cast.peter))))
    forged: list[dict[str, Any]] = [
        {"to": REPLY_ADDRESS},
        {"to": f"svar+{'a' * 32}@samverkan.skola.example"},
        {"to": peters},
        {"to": organiser(entry).replace("skola.example", "nagonannan.example")},
        {"sender": f"Maria Ek <{petras}>"},
        {"sender": petras, "attendee": petras},
        {"attendee": address_of(cast.peter)},
        {"attendee": address_of(cast.peter), "sender": address_of(cast.peter)},
    ]

    assert [told for told in forged if answered(entry, cast.maria, YES, **dict(told))] == []

    assert attendance(cast, cast.maria) == Attendance.UNANSWERED
    assert not Reply.objects.filter(channel=ReplyChannel.CALENDAR).exists()


def test_what_has_ended_since_the_invitation_went_ends_the_answer(cast: Cast, box: Mailbox) -> None:
    entry = entry_of(cast, cast.maria, box)
    seat = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, person=cast.maria)
    meeting = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    now = timezone.now()

    seat.update(removed_at=now)
    assert not answered(entry, cast.maria, YES)
    seat.update(removed_at=None)
    begins = meeting.get().starts_at
    meeting.update(starts_at=now - timedelta(minutes=1))
    assert not answered(entry, cast.maria, YES)
    meeting.update(starts_at=begins, cancelled_at=now)
    assert not answered(entry, cast.maria, YES)
    meeting.update(cancelled_at=None)
    old = address_of(cast.maria)
    Account.objects.filter(person=cast.maria).update(email="ny@hab.example")
    assert not receive(
        as_mail(reply(entry, YES, at=now), sender=old, to=organiser(entry)).as_bytes(), [organiser(entry)]
    )
    Account.objects.filter(person=cast.maria).update(email=old)
    assert answered(entry, cast.maria, YES)


def test_a_consent_withdrawn_closes_the_calendar_too(cast: Cast, box: Mailbox) -> None:
    entry = entry_of(cast, cast.maria, box)
    ended = timezone.localdate() - timedelta(days=1)
    TeamMember.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case, person=cast.maria).update(until=ended)

    assert not answered(entry, cast.maria, YES)

    assert attendance(cast, cast.maria) == Attendance.UNANSWERED


def test_a_guest_answers_from_the_calendar_until_the_link_is_taken_back(cast: Cast, box: Mailbox) -> None:
    without_account(cast.peter)
    entry, now = entry_of(cast, cast.peter, box), timezone.now()

    assert answered(entry, cast.peter, YES)
    links.revoke(seat_of(cast, cast.peter).id, by=cast.sara.id, now=now)
    assert not answered(entry, cast.peter, NO)

    assert attendance(cast, cast.peter) == Attendance.COMES
    assert Journalled.objects.filter(actor_id=cast.peter.id, action=Action.GUEST_ANSWER).count() == 1


def test_where_the_huvudman_asks_for_more_no_calendar_is_asked_or_heard(
    cast: Cast, box: Mailbox, settings: Any
) -> None:
    entry = entry_of(cast, cast.maria, box)
    huvudman = Huvudman.objects.get(id=Case.objects.get(id=cast.ebbas_case).huvudman_id)
    settings.RAISED_LEVELS = {huvudman.name: {Action.INVITATION_REPLY.value: Level.SECOND_FACTOR}}

    assert not answered(entry, cast.maria, YES)
    assert entry_of_later(cast, box)["attendee"].params["RSVP"] == "FALSE"


def entry_of_later(cast: Cast, box: Mailbox) -> Event:
    invite_anew(cast, "16.30")
    with mail_server(box) as place:
        deliver(timezone.now(), place)
    return invited_to(box.newest(address_of(cast.maria)))


def test_a_parent_who_may_learn_nothing_is_not_heard(cast: Cast, box: Mailbox, monkeypatch: Any) -> None:
    entry = entry_of(cast, cast.anna, box)
    monkeypatch.setattr("samverkan.meetings.invited.barred", lambda case: frozenset({cast.anna.id}))

    assert not answered(entry, cast.anna, YES)


def test_a_protected_pupil_s_meeting_is_never_answered_by_mail(cast: Cast, box: Mailbox) -> None:
    entry = entry_of(cast, cast.maria, box)
    Case.objects.filter(id=cast.ebbas_case).update(sealed=True, unit_id=None)

    assert not answered(entry, cast.maria, YES)


@pytest.fixture
def entry(cast: Cast, box: Mailbox) -> Iterator[Event]:
    found = entry_of(cast, cast.maria, box)
    yield found
    assert attendance(cast, cast.maria) == Attendance.UNANSWERED
    assert not Reply.objects.filter(channel=ReplyChannel.CALENDAR).exists()


def test_nothing_that_is_broken_too_large_or_packed_changes_anything(
    cast: Cast, entry: Event, capsys: pytest.CaptureFixture[str]
) -> None:
    hers, to, now = address_of(cast.maria), organiser(entry), timezone.now()
    good = reply(entry, YES, at=now)
    nested = EmailMessage()
    nested.set_content(good.decode(), subtype="calendar")
    for _ in range(60):
        outer = EmailMessage()
        outer["From"], outer["To"] = hers, to
        outer.add_attachment(nested)
        nested = outer
    mails = [
        b"",
        b"\x00\xff" * 100,
        b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\n",
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n",
        b"Content-Type: text/calendar; charset=hittepa\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%",
        as_mail(good, sender=hers, to=to).as_bytes() + b" " * 300_000,
        nested.as_bytes(),
        as_mail(good.replace(b"METHOD:REPLY", b"METHOD:REQUEST"), sender=hers, to=to).as_bytes(),
        as_mail(good.replace(b"ACCEPTED", b"KANSKE"), sender=hers, to=to).as_bytes(),
        as_mail(good.replace(b"DTSTAMP", b"X-DTSTAMP"), sender=hers, to=to).as_bytes(),
        as_mail(
            good.replace(b"BEGIN:VEVENT", b"BEGIN:VTODO").replace(b"END:VEVENT", b"END:VTODO"), sender=hers, to=to
        ).as_bytes(),
        as_mail(good, sender=hers, to=to, Auto_Submitted="auto-replied").as_bytes(),
    ]

    assert [number for number, raw in enumerate(mails) if receive(raw, [to])] == []

    said = capsys.readouterr().err
    assert said.count("Ett mejl till svarsadressen ändrade inget:") == len(mails)
    assert not [word for word in (hers, "Kanariefågel", "Maria", str(entry["uid"]), to) if word in said]


def test_whoever_knocks_is_told_the_same_whatever_came_of_it(cast: Cast, entry: Event) -> None:
    hers, to = address_of(cast.maria), organiser(entry)
    wrong = f"svar+{'b' * 32}@samverkan.skola.example"
    listener = Listener(Listening("127.0.0.1", free_port(), lmtp=False))
    listener.start()
    try:
        with smtplib.SMTP("127.0.0.1", listener.port) as session:
            session.ehlo()
            session.mail(hers)
            elsewhere = session.rcpt("sara@bjorkskolan.example")
            known, unknown = session.rcpt(to), session.rcpt(wrong)
            session.rset()
            answers = []
            for address in (to, wrong):
                session.mail(hers)
                session.rcpt(address)
                answers.append(session.data(b"Subject: Hej\r\n\r\nHej"))
            session.mail(hers)
            session.rcpt(to)
            large = session.data(b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * 6000)
    finally:
        listener.stop()

    assert (elsewhere[0], known[0], unknown[0]) == (550, 250, 452)
    assert answers[0] == answers[1] == (250, b"OK")
    assert large[0] == 552


def test_no_comment_is_kept_anywhere(cast: Cast, box: Mailbox) -> None:
    entry = entry_of(cast, cast.maria, box)
    assert answered(entry, cast.maria, YES)

    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{name}" AS kept WHERE kept::text LIKE %s', ["%Kanariefågel%"])
            assert cursor.fetchone() == (0,), name


def test_a_letter_that_comes_back_is_said_so_in_the_outbox_of_whoever_sent_it(cast: Cast, box: Mailbox) -> None:
    entry_of(cast, cast.maria, box)
    sent = box.newest(address_of(cast.maria))

    assert receive(returned(str(sent["Message-ID"])), [REPLY_ADDRESS])
    assert not receive(returned("<1.2.3.deadbeefdeadbeefdeadbeefdeadbeef@annan.example>"), [REPLY_ADDRESS])
    assert not receive(returned(str(sent["Message-ID"]), action="delayed"), [REPLY_ADDRESS])

    states = {row.to_address: row.state for row in outbox(sender=cast.sara.id)}
    assert states[address_of(cast.maria)] == "Kom tillbaka: det gick inte att lämna"
    assert states[address_of(cast.peter)] == "Skickat"


def returned(message_id: str, action: str = "failed") -> bytes:
    """A delivery report as mail servers write it (RFC 3464)."""
    parts = (
        "Content-Type: text/plain\r\n\r\nKanariefågel: mailbox unavailable",
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.hab.example\r\n\r\n"
        f"Final-Recipient: rfc822; maria@hab.example\r\nAction: {action}\r\nStatus: 5.1.1",
        f"Content-Type: text/rfc822-headers\r\n\r\nSubject: Inbjudan\r\nMessage-ID: {message_id}",
    )
    head = (
        "From: MAILER-DAEMON@hab.example\r\nTo: svar@samverkan.skola.example\r\nAuto-Submitted: auto-replied\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
    )
    return (head + "".join(f"--x\r\n{part}\r\n" for part in parts) + "--x--\r\n").encode()


def test_the_key_is_another_for_each_meeting_and_each_person() -> None:
    made = {answering.address_for(uid, who) for uid in ("1@s", "2@s") for who in ("a@x.example", "b@x.example")}

    assert len(made) == 4
    assert answering.opens(answering.address_for("1@s", "A@X.example").upper(), "1@s", "a@x.example")
