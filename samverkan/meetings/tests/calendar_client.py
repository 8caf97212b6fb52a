"""A calendar client as the stories need one: what was invited to by mail is answered by mail, as RFC 5546 has it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from icalendar import Calendar, Event, vCalAddress, vText

from samverkan.post.mail_server import MailServer

REPLY_ADDRESS = "svar@samverkan.skola.example"


class Mailbox:
    """What a real mail server has taken, newest last."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.senders: set[str] = set()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken.append((envelope.rcpt_tos[0], mail))
        self.senders.add(envelope.mail_from)
        return "250 OK"

    def newest(self, address: str) -> EmailMessage:
        """The last letter to the address."""
        return [mail for to, mail in self.taken if to == address][-1]


def free_port() -> int:
    """One that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def mail_server(box: Mailbox, port: int = 0) -> Iterator[MailServer]:
    """The mail server at work."""
    controller = Controller(box, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield MailServer("127.0.0.1", controller.port)
    finally:
        controller.stop()


def invited_to(mail: EmailMessage) -> Event:
    """The entry that a letter puts in the calendar."""
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    found = Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
    assert isinstance(found, Event)
    return found


def organiser(event: Event) -> str:
    """Where it is answered."""
    return str(event["organizer"]).removeprefix("MAILTO:")


def reply(event: Event, said: str, *, at: datetime, attendee: str = "", sequence: int | None = None) -> bytes:
    """What a calendar makes of the entry when somebody has pressed a button in it."""
    answer = Event()
    answer.add("uid", str(event["uid"]))
    answer.add("sequence", event["sequence"] if sequence is None else sequence)
    answer.add("dtstamp", at)
    answer.add("dtstart", event.decoded("dtstart"))
    answer.add("organizer", event["organizer"])
    who = vCalAddress(f"mailto:{attendee or str(event['attendee']).removeprefix('MAILTO:')}")
    who.params["PARTSTAT"] = vText(said)
    answer.add("attendee", who)
    answer.add("comment", "Kanariefågel: ring mamma i stället")
    made = Calendar()
    made.add("prodid", "-//Kalendern//SV")
    made.add("version", "2.0")
    made.add("method", "REPLY")
    made.add_component(answer)
    return bytes(made.to_ical())


def as_mail(entry: bytes, *, sender: str, to: str, subject: str = "Svar", **headers: str) -> EmailMessage:
    """The answer as it travels: text for people, and the entry beside it."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("Kanariefågel har svarat.")
    mail.add_alternative(entry.decode(), subtype="calendar", params={"method": "REPLY"})
    return mail
