"""A loopback server of the standard, with faults on demand.

It answers as strictly as the standard asks: no token 401, unknown parameters 400, filters beside a page token 400.
"""

import argparse
import base64
import json
import secrets
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tests.peers.ss12000.world import World

CLIENT_ID, CLIENT_SECRET = "samverkan", "en påhittad hemlighet"
PAGE = 15
FILTERS = {"meta.created.before", "meta.created.after", "meta.modified.before", "meta.modified.after"}
ENDPOINTS = ("organisations", "persons", "groups", "duties", "activities")
ALLOWED = {endpoint: FILTERS | {"limit", "pageToken"} for endpoint in ENDPOINTS} | {
    "deletedEntities": {"after", "entities", "limit", "pageToken"}
}


@dataclass
class Faults:
    """What goes wrong, and how many times more. Keys are endpoints."""

    failing: dict[str, int] = field(default_factory=dict)
    """Answers 500 this many times."""
    busy: dict[str, int] = field(default_factory=dict)
    """Answers 429 with Retry-After 2 this many times."""
    half: dict[str, int] = field(default_factory=dict)
    """Breaks the line in the middle of the answer this many times."""
    garbled: dict[str, int] = field(default_factory=dict)
    """Answers 200 with broken JSON this many times."""
    slow: dict[str, float] = field(default_factory=dict)
    """Seconds to wait before every answer."""
    missing: set[str] = field(default_factory=set)
    """Endpoints that are 404."""
    wiped: set[str] = field(default_factory=set)
    """Endpoints that answer an empty list."""
    loops: set[str] = field(default_factory=set)
    """Endpoints whose page token never ends."""
    token_lasts: int | None = None
    """Questions a token is good for; None for ever."""
    secret_in_body: bool = False
    """The token endpoint wants the secret in the body and not by Basic."""
    flat_deleted: bool = False
    """deletedEntities answers a flat list of {entityType, id}, as another server has been seen to do."""


@dataclass(frozen=True)
class Exchange:
    """One question and its answer, for the contract test."""

    path: str
    query: tuple[tuple[str, str], ...]
    status: int
    body: str


class _Quiet(ThreadingHTTPServer):
    """A client that has hung up is no news: tests do it on purpose."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Ss12000Server:
    """Use it in a with statement; `url` and `token_url` are where it listens."""

    def __init__(self, world: World | None = None, *, port: int = 0) -> None:
        self.world = world or World()
        self.faults = Faults()
        self.exchanges: list[Exchange] = []
        self.tokens: dict[str, int] = {}
        self._http = _Quiet(("127.0.0.1", port), _handler(self))
        self.url = f"http://127.0.0.1:{self._http.server_port}/ss12000/v2.0"
        self.token_url = f"http://127.0.0.1:{self._http.server_port}/token"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    def asked(self, endpoint: str) -> list[dict[str, str]]:
        """The parameters of every question to an endpoint that was answered, in order."""
        return [dict(each.query) for each in self.exchanges if each.path == f"/{endpoint}" and each.status == 200]

    def answer(self, endpoint: str, query: dict[str, str]) -> tuple[int, Any]:
        """Status and JSON for a signed-in question."""
        if endpoint not in ALLOWED or endpoint in self.faults.missing:
            return 404, {"code": "404", "message": "Finns inte"}
        if set(query) - ALLOWED[endpoint]:
            return 400, {"code": "400", "message": "Okänd parameter"}
        if "pageToken" in query and len(query) > 1:
            return 400, {"code": "400", "message": "Filter kan inte kombineras med pageToken"}
        if endpoint == "deletedEntities":
            return 200, self._deleted()
        return 200, self._page(endpoint, query)

    def _page(self, endpoint: str, query: dict[str, str]) -> dict[str, Any]:
        start, limit, after = 0, min(int(query.get("limit", PAGE)), PAGE), query.get("meta.modified.after", "")
        if "pageToken" in query:
            start, after = json.loads(base64.urlsafe_b64decode(query["pageToken"]))
        found = [] if endpoint in self.faults.wiped else self.world.records(endpoint)
        found = [record for record in found if not after or record.get("meta", {}).get("modified", "") >= after]
        if endpoint == "organisations":
            return {"organisations": found}
        more = start + limit < len(found) or endpoint in self.faults.loops
        place = 0 if endpoint in self.faults.loops else start + limit
        token = base64.urlsafe_b64encode(json.dumps([place, after]).encode()).decode() if more else None
        return {"data": found[start : start + limit], "pageToken": token}

    def _deleted(self) -> dict[str, Any]:
        if self.faults.flat_deleted:
            kinds = {"persons": "Person", "duties": "Duty", "groups": "Group"}
            return {
                "data": [
                    {"entityType": kinds[kind], "id": own, "deletedAt": "2026-11-20T10:00:00"}
                    for kind, own in self.world.deleted
                ]
            }
        found: dict[str, list[str]] = {"activitites": []}
        for kind, own in self.world.deleted:
            found.setdefault(kind, []).append(own)
        return {"data": found, "pageToken": None}


def _handler(server: Ss12000Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
            if self.path != "/token" or not self._knows_us(form):
                self._send(401, json.dumps({"error": "invalid_client"}))
                return
            token = secrets.token_hex(8)
            server.tokens[token] = 0
            self._send(200, json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": 3600}))

        def _knows_us(self, form: dict[str, list[str]]) -> bool:
            basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
            by_basic = self.headers.get("Authorization") == f"Basic {basic}" and not server.faults.secret_in_body
            by_body = form.get("client_id") == [CLIENT_ID] and form.get("client_secret") == [CLIENT_SECRET]
            return (by_basic or by_body) and form.get("grant_type") == ["client_credentials"]

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            endpoint = parts.path.removeprefix("/ss12000/v2.0/")
            query = parse_qsl(parts.query)
            if not self._token_holds():
                self._send(401, json.dumps({"code": "401", "message": "Token saknas eller har gått ut"}))
                return
            time.sleep(server.faults.slow.get(endpoint, 0))
            if self._stumbles(endpoint):
                return
            status, content = server.answer(endpoint, dict(query))
            body = json.dumps(content, ensure_ascii=False)
            server.exchanges.append(Exchange(f"/{endpoint}", tuple(query), status, body))
            self._send(status, body)

        def _token_holds(self) -> bool:
            token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            if token not in server.tokens:
                return False
            server.tokens[token] += 1
            lasts = server.faults.token_lasts
            return lasts is None or server.tokens[token] <= lasts

        def _stumbles(self, endpoint: str) -> bool:
            faults = server.faults
            for kind in (faults.failing, faults.busy, faults.half, faults.garbled):
                if kind.get(endpoint, 0) <= 0:
                    continue
                kind[endpoint] -= 1
                if kind is faults.failing:
                    self._send(500, json.dumps({"code": "500", "message": "Fel"}))
                elif kind is faults.busy:
                    self._send(429, "{}", retry_after="2")
                elif kind is faults.garbled:
                    self._send(200, '{"data": [{"id": "x", "givenNa')
                else:
                    self._send(200, '{"data": [', promised=5_000)
                return True
            return False

        def _send(self, status: int, body: str, *, retry_after: str = "", promised: int = 0) -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(promised or len(content)))
            if retry_after:
                self.send_header("Retry-After", retry_after)
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Silent: tests have their own record."""

    return Handler


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8412)
    with Ss12000Server(port=parser.parse_args().port) as server:
        sys.stdout.write(f"{server.url}\n{server.token_url}\n{CLIENT_ID} / {CLIENT_SECRET}\n")
        threading.Event().wait()


if __name__ == "__main__":
    main()
