"""Starts the provider in a process of its own: `python -m tests.peers.oidc.server PORT`.

The provider is oidc-provider-mock (on Authlib): discovery, registration, codes, signed tokens. Whatever claims a user
is given go into the token last, so it can be made to say the wrong issuer, audience, nonce or time.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from samverkan.web.configuration import CHECKOUT
from tests.peers.oidc.front import FOREIGN_KEYS, Front

HOST = "127.0.0.1"
SECONDS_TO_START = 30
ANYBODY = "--anybody"


@dataclass(frozen=True)
class Client:
    """What the municipality's IT gives us: an id and a secret, for one address to come back to."""

    id: str
    secret: str


@dataclass(frozen=True)
class Provider:
    """The running provider."""

    issuer: str

    def register(self, back: str) -> Client:
        """Make us known there."""
        asked = {"redirect_uris": [back], "token_endpoint_auth_method": "client_secret_post"}
        made = httpx.post(f"{self.issuer}/oauth2/clients", json=asked).raise_for_status().json()
        return Client(made["client_id"], made["client_secret"])

    def knows(self, subject: str, **claims: object) -> None:
        """Somebody who works there, with what the provider says of them."""
        httpx.put(f"{self.issuer}/users/{subject}", json=claims).raise_for_status()

    def shows_foreign_keys(self, yes: bool) -> None:
        """Publish keys that have signed nothing."""
        httpx.request("PUT" if yes else "DELETE", f"{self.issuer}{FOREIGN_KEYS}").raise_for_status()

    def signs_in(self, address: str, subject: str) -> str:
        """Do what the person does over there. The address that the browser is sent back to."""
        return self._sent_back(address, {"sub": subject})

    def is_cancelled(self, address: str) -> str:
        """Press cancel over there."""
        return self._sent_back(address, {"action": "deny"})

    def _sent_back(self, address: str, form: dict[str, str]) -> str:
        answer = httpx.post(address, data=form)
        assert answer.is_redirect, answer.text
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"


@contextmanager
def running(*, registered: bool = True) -> Iterator[Provider]:
    """The provider at work while the block runs. Not `registered`: any client may ask, as if its id were known."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "-P",
            "-W",
            "ignore",
            "-m",
            "tests.peers.oidc.server",
            str(port),
            *([] if registered else [ANYBODY]),
        ],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "AUTHLIB_INSECURE_TRANSPORT": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://{HOST}:{port}", process)
        yield Provider(f"http://{HOST}:{port}")
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(issuer: str, process: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            httpx.get(f"{issuer}/.well-known/openid-configuration").raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("The provider did not start.")


def serve(port: int, *, registered: bool) -> None:
    """Answer until the process is ended."""
    from authlib.jose import JsonWebKey
    from oidc_provider_mock import app
    from werkzeug.serving import run_simple

    foreign: Any = JsonWebKey.generate_key("RSA", 2048, {"kid": "somebody-else"})
    provider = app(require_client_registration=registered, require_nonce=True, issue_refresh_token=True)
    run_simple(HOST, port, Front(provider, {"keys": [foreign.as_dict()]}), threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), registered=ANYBODY not in sys.argv)
