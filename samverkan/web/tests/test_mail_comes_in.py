"""Mail comes in while the site is up, at a place that the school has chosen, or by a program that its server starts."""

import io
import smtplib
import sys
import time
from types import SimpleNamespace
from typing import Any

import pytest

from samverkan.meetings.tests.calendar_client import REPLY_ADDRESS, free_port
from samverkan.post import commands
from samverkan.post.mail_server import Listening
from samverkan.web import receiving_beside
from samverkan.web.configuration import ConfigurationFault, read
from samverkan.web.postgres import Server

PATIENCE = 30
HOME = {"SAMVERKAN_HOME": "/tmp/ingenstans"}
ON = HOME | {"SAMVERKAN_REPLY_ADDRESS": "Svar@Samverkan.skola.example", "SAMVERKAN_LISTEN": "lmtp://127.0.0.1:8024"}


def test_the_letter_box_stands_while_the_site_is_up_and_is_gone_with_it(
    monkeypatch: pytest.MonkeyPatch, server: Server, test_database: str
) -> None:
    port = free_port()
    monkeypatch.setenv("DATABASE_URL", server.dsn("app", test_database))
    monkeypatch.setenv("SAMVERKAN_REPLY_ADDRESS", REPLY_ADDRESS)
    monkeypatch.setenv("SAMVERKAN_LISTEN", f"smtp://127.0.0.1:{port}")

    with receiving_beside.running():
        with _once_open(port) as session:
            session.ehlo()
            assert session.mail("maria@hab.example")[0] == 250
            assert session.rcpt(REPLY_ADDRESS)[0] == 250
            assert session.data(b"Subject: Hej\r\n\r\nHej") == (250, b"OK")

    with pytest.raises(OSError):
        smtplib.SMTP("127.0.0.1", port, timeout=2)


def _once_open(port: int) -> smtplib.SMTP:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=5)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_nobody_listens_until_somebody_has_said_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMVERKAN_LISTEN", raising=False)
    monkeypatch.setattr("subprocess.Popen", lambda *words, **more: pytest.fail("a process was started"))

    with receiving_beside.running() as process:
        assert process is None


def test_what_the_settings_say() -> None:
    said = read(ON)

    assert (said.reply_address, said.listening) == (
        "svar@samverkan.skola.example",
        Listening("127.0.0.1", 8024, lmtp=True),
    )
    assert (read(HOME).reply_address, read(HOME).listening) == ("", None)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"SAMVERKAN_REPLY_ADDRESS": "svar+nyckel@skola.example"}, "utan plustecken"),
        ({"SAMVERKAN_REPLY_ADDRESS": "svar"}, "svar@samverkan.skola.se"),
        ({"SAMVERKAN_REPLY_ADDRESS": f"{'x' * 31}@skola.example"}, "svar@samverkan.skola.se"),
        ({"SAMVERKAN_LISTEN": "http://127.0.0.1:8024"}, "lmtp://127.0.0.1:8024"),
        ({"SAMVERKAN_LISTEN": "lmtp://127.0.0.1"}, "lmtp://127.0.0.1:8024"),
        ({"SAMVERKAN_LISTEN": "lmtp://127.0.0.1:port"}, "lmtp://127.0.0.1:8024"),
        ({"SAMVERKAN_REPLY_ADDRESS": ""}, "Sätt den också"),
    ],
)
def test_what_cannot_be_understood_says_what_to_write(wrong: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigurationFault, match=says):
        read(ON | wrong)


@pytest.mark.django_db
def test_a_mail_server_may_start_a_program_instead(
    monkeypatch: pytest.MonkeyPatch, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    letter = SimpleNamespace(buffer=io.BytesIO(b"To: svar@samverkan.skola.example\r\n\r\nRing mamma"))
    monkeypatch.setattr(sys, "stdin", letter)

    assert commands.take_in([]) == 0

    said = capsys.readouterr()
    assert "ändrade inget" in said.err and "mamma" not in said.err and said.out == ""


@pytest.mark.django_db
def test_a_house_that_is_closed_just_now_lets_the_mail_server_keep_the_mail(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Subject: Hej\r\n\r\nHej")))
    monkeypatch.setattr(commands, "receive", _broken)

    assert commands.take_in(["--till", REPLY_ADDRESS]) == commands.TRY_AGAIN


def _broken(*told: object) -> bool:
    raise RuntimeError("Loggen går inte att skriva.")


def test_without_a_reply_address_the_program_says_what_to_set(settings: Any) -> None:
    settings.REPLY_ADDRESS = ""

    assert commands.take_in([]) == 2
