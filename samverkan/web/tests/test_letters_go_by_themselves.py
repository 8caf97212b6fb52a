"""Letters go by themselves, as long as the site is up and a mail server is named: nobody who sends waits for one."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from samverkan.post.actions import queue
from samverkan.post.models import Letter
from samverkan.post.sending import FIRST_WAIT
from samverkan.web import delivering_beside
from samverkan.web.postgres import Server

PATIENCE = 30


class Mailbox:
    """Whom the mail server has taken letters for."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, server: Server, test_database: str, transactional_db: None) -> None:
    """What the web server itself stands on: the app's own database."""
    monkeypatch.setenv("DATABASE_URL", server.dsn("app", test_database))


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server on this machine, named as a school names it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
    yield box
    controller.stop()


def letter(address: str, *, tried: timedelta) -> Letter:
    """A letter that has failed once, so long ago."""
    return Letter.objects.create(
        key=address,
        to_address=address,
        subject="Inbjudan till ett möte",
        text="Hej!",
        queued_at=timezone.now() - tried,
        tries=1,
        tried_at=timezone.now() - tried,
        fault="ConnectionRefusedError",
    )


def test_a_letter_that_failed_goes_when_its_turn_comes_and_no_sooner(site: None, mailbox: Mailbox) -> None:
    letter("maria@hab.example", tried=FIRST_WAIT * 2)
    early = letter("peter@soc.example", tried=timedelta())

    with delivering_beside.running():
        deadline = time.monotonic() + PATIENCE
        while not Letter.objects.filter(sent_at__isnull=False).exists() and time.monotonic() < deadline:
            time.sleep(0.2)

    assert mailbox.taken == ["maria@hab.example"]
    early.refresh_from_db()
    assert (early.sent_at, early.tries) == (None, 1)


def test_a_letter_just_queued_goes_within_seconds(site: None, mailbox: Mailbox) -> None:
    queue(
        key="ny",
        to_address="lars@bup.example",
        subject="Inbjudan till ett möte",
        text="Hej!",
        sender=uuid4(),
        now=timezone.now(),
    )
    assert mailbox.taken == []

    with delivering_beside.running():
        deadline = time.monotonic() + PATIENCE
        while not mailbox.taken and time.monotonic() < deadline:
            time.sleep(0.2)

    assert mailbox.taken == ["lars@bup.example"]


def test_without_a_mail_server_nobody_is_started(
    site: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SMTP_URL", raising=False)
    monkeypatch.setattr("subprocess.Popen", lambda *words, **more: pytest.fail("a process was started"))

    with delivering_beside.running():
        pass

    assert capfd.readouterr() == ("", "")
