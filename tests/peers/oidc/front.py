"""What stands before the provider: it asks for PKCE, which the provider does not, and can show foreign keys."""

import base64
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

Start = Callable[..., Any]
STYLE_FROM_ELSEWHERE = re.compile(rb"<link\b[^>]*https://[^>]*>")
FOREIGN_KEYS = "/front/foreign-keys"


class Front:
    """Passes every request on, but refuses a code whose verifier is not the one that was promised (RFC 7636)."""

    def __init__(self, app: Callable[[dict[str, Any], Start], Iterable[bytes]], foreign: dict[str, Any]) -> None:
        self.app, self.foreign = app, foreign
        self.promised: dict[str, str] = {}
        self.shows_foreign_keys = False

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == FOREIGN_KEYS:
            self.shows_foreign_keys = environ["REQUEST_METHOD"] == "PUT"
            return _answer(start, "200 OK", {})
        if path == "/jwks" and self.shows_foreign_keys:
            return _answer(start, "200 OK", self.foreign)
        if path == "/oauth2/token":
            return self._token(environ, start)
        if path == "/oauth2/authorize":
            return self._authorize(environ, start)
        return self.app(environ, start)

    def _authorize(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        asked = parse_qs(environ["QUERY_STRING"])
        if asked.get("code_challenge_method") != ["S256"] or "code_challenge" not in asked:
            return _answer(start, "400 Bad Request", {"error": "invalid_request"})

        def noting(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            place = dict(headers).get("Location", "")
            for code in parse_qs(urlsplit(place).query).get("code", []):
                self.promised[code] = asked["code_challenge"][0]
            kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
            return start(status, kept, *more)

        # Its page wears a style sheet from elsewhere, and no test asks the internet for anything.
        return [STYLE_FROM_ELSEWHERE.sub(b"", b"".join(self.app(environ, noting)))]

    def _token(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        promised = self.promised.pop(sent.get("code", ""), None)
        if promised != base64.urlsafe_b64encode(digest).decode().rstrip("="):
            return _answer(start, "400 Bad Request", {"error": "invalid_grant"})
        environ["wsgi.input"] = io.BytesIO(body)
        return self.app(environ, start)


def _answer(start: Start, status: str, said: dict[str, Any]) -> Iterable[bytes]:
    start(status, [("Content-Type", "application/json")])
    return [json.dumps(said).encode()]
