"""The server that stands in for a school register keeps to Skolverket's description, and so does our client."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

from samverkan.exchange.ss12000.connection import Connection, Server
from samverkan.exchange.ss12000.reading import read
from tests.peers.ss12000 import server as peer
from tests.peers.ss12000.server import Exchange, Ss12000Server

DESCRIPTION = Path(peer.__file__).with_name("openapi-expose.yml")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def description() -> OpenAPI:
    return OpenAPI.from_file_path(str(DESCRIPTION))


@pytest.fixture
def register() -> Iterator[Ss12000Server]:
    with Ss12000Server() as server:
        yield server


def read_from(register: Ss12000Server, after: datetime | None = None) -> None:
    known = Server(register.url, register.token_url, peer.CLIENT_ID, peer.CLIENT_SECRET)
    with Connection(known, sleep=lambda _: None) as connection:
        read(connection, now=NOW, after=after)


def hold_against(description: OpenAPI, exchange: Exchange) -> None:
    request = MockRequest("http://localhost", "get", exchange.path, args=dict(exchange.query))
    response = MockResponse(exchange.body.encode(), status_code=exchange.status)
    description.validate_request(request)
    description.validate_response(request, response)


def test_every_question_and_every_answer_keeps_to_the_description(
    description: OpenAPI, register: Ss12000Server
) -> None:
    register.world.remove("Alva")

    read_from(register)
    read_from(register, after=datetime(2026, 8, 1, tzinfo=UTC))

    held = [exchange for exchange in register.exchanges if exchange.status == 200]
    for exchange in held:
        hold_against(description, exchange)
    assert {exchange.path for exchange in held} == {f"/{endpoint}" for endpoint in peer.ALLOWED}
    assert len(held) > 20


def test_an_answer_that_breaks_the_description_would_be_seen(description: OpenAPI, register: Ss12000Server) -> None:
    read_from(register)
    exchange = next(each for each in register.exchanges if each.path == "/persons" and each.status == 200)
    broken = json.loads(exchange.body)
    del broken["data"][0]["familyName"]

    with pytest.raises(OpenAPIError):
        hold_against(description, Exchange(exchange.path, exchange.query, 200, json.dumps(broken)))


def test_a_question_with_something_unknown_is_refused_by_the_server(register: Ss12000Server) -> None:
    status, _ = register.answer("persons", {"expand": "responsibleFor"})

    assert status == 400


def test_a_page_token_is_never_sent_with_anything_else(register: Ss12000Server) -> None:
    read_from(register)

    later = [asked for asked in register.asked("persons") if "pageToken" in asked]
    assert len(later) >= 5
    assert all(set(asked) == {"pageToken"} for asked in later)
