"""Gateways for text messages: one that is called over HTTP, and one that takes mail."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

import httpx
from django.conf import settings

from samverkan.post.mail_server import MailServer, opened

WAIT_SECONDS = 8


@dataclass(frozen=True, slots=True)
class HttpGateway:
    """One that is called over HTTP. In the fields {number} and {text} are filled in."""

    url: str
    fields: Mapping[str, str]
    as_json: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    secret: str = field(default="", repr=False)

    def send(self, number: str, text: str) -> bool:
        """Whether the gateway took it. It is followed nowhere else."""
        told = {name: value.format(number=number, text=text) for name, value in self.fields.items()}
        known = httpx.BasicAuth(self.user, self.secret) if self.user else None
        headers = {name: value.format(secret=self.secret) for name, value in self.headers.items()}
        body = {"json": told} if self.as_json else {"data": told}
        try:
            with httpx.Client(timeout=WAIT_SECONDS, auth=known, follow_redirects=False) as client:
                return client.post(self.url, headers=headers, **body).is_success  # type: ignore[arg-type]
        except httpx.HTTPError:
            return False


@dataclass(frozen=True, slots=True)
class MailGateway:
    """One that turns a mail to an address made of the number into a message."""

    address: str
    """ "{number}@sms.example.se"."""
    server: MailServer
    subject: str = ""

    def send(self, number: str, text: str) -> bool:
        """Whether the mail server took it."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"] = settings.DEFAULT_FROM_EMAIL, self.address.format(number=number)
        mail["Subject"] = self.subject
        mail.set_content(text)
        try:
            with opened(self.server) as session:
                session.send_message(mail)
        except (smtplib.SMTPException, OSError, ValueError):
            return False
        return True


Gateway = HttpGateway | MailGateway
