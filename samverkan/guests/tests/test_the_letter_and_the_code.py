"""The link goes by mail to a real mail server, and the code by another way: a gateway over HTTP, one that takes mail,
or the voice of whoever leads the meeting."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.test import Client
from django.utils import timezone

from samverkan.guests.models import Code, Link, Way
from samverkan.guests.tests.coming import link_for, seat_of, without_account
from samverkan.meetings.models import Channel, Dispatch
from samverkan.people.models import Person
from samverkan.post import texting
from samverkan.post.gateways import HttpGateway, MailGateway
from samverkan.post.mail_server import MailServer
from samverkan.post.models import Letter
from samverkan.post.sending import deliver
from samverkan.web.configuration import ConfigurationFault
from samverkan.web.sms_file import read_gateway
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
MOBILE = "070-174 06 05"
"""One of the numbers that Post- och telestyrelsen has set aside for fiction."""
SIX = re.compile(r"\b\d{6}\b")


class Kept(Message):
    """A mailbox."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Any] = []

    def handle_message(self, message: Any) -> None:
        """One more."""
        self.taken.append(message)


@pytest.fixture
def mailbox() -> Iterator[tuple[Kept, MailServer]]:
    """A real mail server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, MailServer("127.0.0.1", port)
    controller.stop()


@pytest.fixture
def gateway() -> Iterator[tuple[list[tuple[str, bytes]], str, list[int]]]:
    """A real HTTP server that takes text messages: what it got, where it is, and what it answers."""
    taken: list[tuple[str, bytes]] = []
    answers = [200]

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append((self.headers.get("Authorization", ""), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers[0])
            self.end_headers()

        def log_message(self, *told: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Takes)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield taken, f"http://127.0.0.1:{server.server_port}/sms", answers
    server.shutdown()
    server.server_close()
    thread.join()


def link_in(mail: Any) -> str:
    text = next(
        part.get_payload(decode=True).decode() for part in mail.walk() if part.get_content_type() == "text/plain"
    )
    return re.search(r"https?://[^/\s]+(/gast/\S+)", text)[1]  # type: ignore[index]


def invite(cast: Cast, who: Person, mobile: str = "") -> None:
    """Sara sends the invitation anew: the place has changed."""
    without_account(who, mobile)
    sara, change = client_as(cast.sara), f"/moten/{cast.ebbas_meeting}/andra"
    form = sara.get(change).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    sara.post(change, values | {"clock": "14.30"})
    sara.post(f"/moten/{cast.ebbas_meeting}/kontrollera")


def test_the_invitation_leads_by_a_link_that_lies_in_no_database(cast: Cast, mailbox: Any) -> None:
    kept, server = mailbox
    invite(cast, cast.peter)

    deliver(timezone.now(), server)

    mail = next(one for one in kept.taken if one["To"] == f"{cast.peter.id}@hem.example")
    address = link_in(mail)
    key = address.removeprefix("/gast/")
    assert len(key) >= 43
    assert Client().get(address).status_code == 200
    text = str(mail)
    assert not [word for word in ("Ebba", "Lindqvist", "socialsekreterare", "Sara Holm") if word in text]
    assert key not in "".join(Letter.objects.values_list("text", flat=True))
    assert key not in str(list(Link.objects.values_list()))
    assert Dispatch.objects.filter(invitee=seat_of(cast, cast.peter), channel=Channel.MAIL, sequence=1).exists()


def test_a_letter_that_was_refused_gets_another_key_and_one_to_nobody_does_not_go(cast: Cast, mailbox: Any) -> None:
    kept, server = mailbox
    invite(cast, cast.peter)
    deliver(timezone.now(), MailServer("127.0.0.1", 1))
    assert not Link.objects.exists()
    client_as(cast.sara).post(f"/moten/{cast.ebbas_meeting}/installt")
    Letter.objects.filter(sent_at=None).update(tried_at=None, tries=0)

    deliver(timezone.now(), server)

    assert not [one for one in kept.taken if "/gast/" in str(one)]
    assert not Link.objects.exists()


def test_the_outbox_shows_no_key(cast: Cast, mailbox: Any) -> None:
    kept, server = mailbox
    invite(cast, cast.peter)
    deliver(timezone.now(), server)

    page = unescape(client_as(cast.sara).get("/utkorg").content.decode())

    assert "/gast/[nyckel]" in page
    assert not [one for one in kept.taken if "/gast/" in str(one) and link_in(one) in page]


def test_the_code_comes_by_a_gateway_over_http(cast: Cast, mailbox: Any, gateway: Any, settings: Any) -> None:
    (kept, server), (taken, url, _) = mailbox, gateway
    fields = {"from": "Skolan", "to": "{number}", "message": "{text}"}
    settings.TEXT_GATEWAY = HttpGateway(url, fields, user="u", secret="s")
    invite(cast, cast.peter, MOBILE)
    deliver(timezone.now(), server)
    address = link_in(next(one for one in kept.taken if one["To"] == f"{cast.peter.id}@hem.example"))
    browser = Client()

    browser.get(address)
    assert taken == []
    field = unescape(browser.post(address, follow=True).content.decode())
    (known, body), *_ = taken
    told = parse_qs(body.decode())
    answer = browser.post("/gast/kod", {"code": SIX.findall(told["message"][0])[0]})

    assert known.startswith("Basic ")
    assert told["to"] == ["+46701740605"]
    assert "sms" in field
    assert "Ebba" not in body.decode()
    assert answer.status_code == 302


def test_whoever_has_the_link_cannot_make_the_school_pay_for_more(cast: Cast, gateway: Any, settings: Any) -> None:
    taken, url, _ = gateway
    settings.TEXT_GATEWAY = HttpGateway(url, {"to": "{number}", "m": "{text}"}, as_json=True)
    key = link_for(cast, cast.peter)
    Person.objects.filter(id=cast.peter.id).update(phone=MOBILE)
    browser = Client()
    for _ in range(6):
        browser.post(f"/gast/{key}")
    more = unescape(browser.post("/gast/kod", {"ny": "ja"}).content.decode()).replace("\u00a0", " ")

    assert len(taken) == 3
    assert json.loads(taken[0][1])["to"] == "+46701740605"
    assert "Ring skolan på 031-390 06 10" in more


def test_a_gateway_that_is_down_leaves_the_phone(cast: Cast, gateway: Any, settings: Any) -> None:
    _, url, answers = gateway
    answers[0] = 500
    settings.TEXT_GATEWAY = HttpGateway(url, {"to": "{number}", "m": "{text}"})

    assert not texting.send(MOBILE, "Kod")
    settings.TEXT_GATEWAY = HttpGateway("http://127.0.0.1:1/", {"to": "{number}", "m": "{text}"})
    assert not texting.send(MOBILE, "Kod")


def test_the_code_comes_by_a_gateway_that_takes_mail(mailbox: Any, settings: Any) -> None:
    kept, server = mailbox
    settings.TEXT_GATEWAY = MailGateway("{number}@sms.example", server)

    assert texting.send(MOBILE, "Kod till inbjudan: 123456.")

    assert kept.taken[0]["To"] == "+46701740605@sms.example"
    settings.TEXT_GATEWAY = MailGateway("{number}@sms.example", MailServer("127.0.0.1", 1))
    assert not texting.send(MOBILE, "Kod")


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("070-174 06 05", True),
        ("+46 70 174 06 05", True),
        ("0046701740605", True),
        ("031-390 06 10", False),
        ("", False),
    ],
)
def test_what_is_a_mobile_phone(number: str, mobile: bool) -> None:
    assert texting.is_a_mobile(number) is mobile


def test_sara_reads_out_a_code_that_is_shown_once(cast: Cast) -> None:
    key, sara = link_for(cast, cast.peter), client_as(cast.sara)
    address = f"/moten/{cast.ebbas_meeting}/inbjudan/{seat_of(cast, cast.peter).id}/lank"

    shown = unescape(sara.post(f"{address}/kod").content.decode())
    code = re.search(r"(\d{3} \d{3})<", shown)[1]  # type: ignore[index]
    browser = Client()
    browser.post(f"/gast/{key}")

    assert code not in unescape(sara.get(address).content.decode())
    assert Code.objects.get(invitee=seat_of(cast, cast.peter)).way == Way.SPOKEN
    assert browser.post("/gast/kod", {"code": code}).status_code == 302
    assert "Någon kom in med länken och koden" in unescape(sara.get(address).content.decode())


def test_the_colleague_may_and_the_neighbour_and_the_family_may_not(cast: Cast) -> None:
    link_for(cast, cast.peter)
    address = f"/moten/{cast.ebbas_meeting}/inbjudan/{seat_of(cast, cast.peter).id}/lank"

    met = {who: client_as(getattr(cast, who)).post(f"{address}/kod").status_code for who in ("jonas", "petra", "anna")}

    assert met == {"jonas": 200, "petra": 404, "anna": 403}


def test_a_new_link_is_sent_by_the_leader(cast: Cast, mailbox: Any) -> None:
    older, (kept, server) = link_for(cast, cast.peter), mailbox
    address = f"/moten/{cast.ebbas_meeting}/inbjudan/{seat_of(cast, cast.peter).id}/lank"
    client_as(cast.sara).post(f"{address}/aterkallelse")

    client_as(cast.sara).post(f"{address}/ny")
    deliver(timezone.now(), server)

    assert Client().get(f"/gast/{older}").status_code == 410
    assert Client().get(link_in(kept.taken[-1])).status_code == 200


AT = 'kind = "http"\nurl = "https://sms.example/a"\n'
FIELDS = '[fields]\nto = "{number}"\nm = "{text}"\n'
WRONG = {
    "": "kind",
    'kind = "duva"': "kind",
    AT.replace("https", "http") + FIELDS: "https",
    AT + '[fields]\na = "{number}"': "fields",
    AT + 'format = "xml"\n' + FIELDS: "format",
    AT + "hemligt = 1\n" + FIELDS: "hemligt",
    AT + 'secret_file = "x"\n' + FIELDS: "går inte att läsa",
    'kind = "smtp"\naddress = "sms@example.se"': "address",
    'kind = "smtp"\naddress = "{number}@example.se"': "smtp_url_file",
    "kind = ": "går inte att läsa",
}


@pytest.mark.parametrize("told", WRONG)
def test_a_file_that_is_half_understood_stops_the_start(tmp_path: Path, told: str) -> None:
    file = tmp_path / "sms.toml"
    file.write_text(told)

    with pytest.raises(ConfigurationFault, match=WRONG[told]):
        read_gateway(file)


def test_the_files_of_both_kinds(tmp_path: Path) -> None:
    (tmp_path / "hemlighet").write_text("h\n")
    (tmp_path / "server").write_text("smtps://a:b@mejl.example:465\n")
    http, mail = tmp_path / "http.toml", tmp_path / "mail.toml"
    http.write_text(AT + 'user = "u"\nsecret_file = "hemlighet"\n' + FIELDS)
    mail.write_text('kind = "smtp"\naddress = "{number}@sms.example"\nsmtp_url_file = "server"')

    assert read_gateway(None) is None
    wanted = HttpGateway("https://sms.example/a", {"to": "{number}", "m": "{text}"}, user="u", secret="h")
    assert read_gateway(http) == wanted
    found = read_gateway(mail)
    assert isinstance(found, MailGateway)
    assert (found.server.host, found.server.port, found.server.tls) == ("mejl.example", 465, True)
