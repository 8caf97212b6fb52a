"""A site of its own for each journey: a copy of a database that was made once, served by a process of its own.

Everything in the process is the product's: settings, server, the app role. So journeys may write as they like, in any
order, beside each other.
"""

import fcntl
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import psycopg
from psycopg import sql

from samverkan.vault.sealing import make_key_file
from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres import Server
from tests import template

PREFIX = "resmall_"
SECONDS_TO_START = 60
Size = Literal["test", "demo"]


@dataclass
class Process:
    """The process that serves a site. It can be stopped as a power cut stops it, and started anew on the same port."""

    command: list[str]
    surroundings: dict[str, str]
    terminal: IO[str]
    running: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Begin to serve."""
        self.running = subprocess.Popen(
            self.command, env=self.surroundings, stdout=self.terminal, stderr=subprocess.STDOUT
        )

    def stop(self) -> None:
        """Stop serving, and wait until it has."""
        if self.running is not None:
            self.running.terminate()
            self.running.wait(20)

    @property
    def ended(self) -> bool:
        """Whether it has come to an end by itself."""
        return self.running is None or self.running.poll() is not None


@dataclass(frozen=True)
class Site:
    """A running site."""

    address: str
    """Without a slash at the end."""
    server: Server
    database: str
    home: Path
    process: Process

    def goes_down(self) -> None:
        """The server is gone. Whoever has a page open hears nothing from it."""
        self.process.stop()

    def comes_up(self) -> None:
        """The server is there again, another process."""
        self.process.start()
        _wait_for(self)

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """What the database answers its owner. For looking behind the pages, never for preparing them."""
        with psycopg.connect(self.server.dsn("owner", self.database)) as owner:
            return owner.execute(statement.encode(), values).fetchall()

    def as_new(self, size: Size = "test") -> None:
        """Put the municipality back as it was built. The running process finds the new one by itself."""
        _copy(self.server, _built(self.server, size), self.database)

    def printed(self) -> str:
        """What the site has written in its terminal so far."""
        return (self.home / "terminal.txt").read_text()


@contextmanager
def municipality(
    server: Server, home: Path, name: str, *, size: Size = "test", more: dict[str, str] | None = None
) -> Iterator[Site]:
    """The demonstration's municipality, as it was just built. `more` are environment variables besides ours."""
    _copy(server, _built(server, size), name)
    shutil.copy(_key(server), home / "vault-key")
    try:
        with _served(server, home, name, ["tests.journeys.serving"], {"SAMVERKAN_DEMO": "1", **(more or {})}) as site:
            yield site
    finally:
        template.drop(server, name)


@contextmanager
def empty(server: Server, home: Path, name: str) -> Iterator[Site]:
    """What `bin/run` gives on a database where nobody has been: the terminal tells the code of the first account."""
    template.copy(server, name)
    owner = {"SAMVERKAN_OWNER_DATABASE_URL": server.dsn("owner", name)}
    try:
        with _served(server, home, name, ["samverkan.web.serving", "run", "--port"], owner) as site:
            yield site
    finally:
        template.drop(server, name)


def built(server: Server) -> Iterator[str]:
    """The templates that stand ready."""
    with psycopg.connect(server.dsn("admin", "postgres")) as admin:
        for row in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"]):
            yield row[0]


def _built(server: Server, size: Size) -> str:
    """The template with the municipality, made anew when the code has changed."""
    with open(server.places.root / "journeys.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name = f"{PREFIX}{size}_{_fingerprint(server)}"
        if name not in set(built(server)):
            for old in [found for found in built(server) if found.startswith(f"{PREFIX}{size}_")]:
                template.drop(server, old)
            draft = f"{PREFIX}{size}_utkast"
            template.copy(server, draft)
            _fill(server, draft, size)
            _run(server, sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))
        return name


def _fill(server: Server, name: str, size: Size) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.journeys.building", size],
        env=_surroundings(server, name, _key(server).parent),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"The municipality could not be built:\n{done.stdout}{done.stderr}")
    with psycopg.connect(server.dsn("owner", name), autocommit=True) as owner:
        owner.execute("ANALYZE")


def _copy(server: Server, source: str, name: str) -> None:
    template.drop(server, name)
    words = sql.SQL("CREATE DATABASE {} OWNER samverkan_owner TEMPLATE {}")
    _run(server, words.format(sql.Identifier(name), sql.Identifier(source)))


@contextmanager
def _served(server: Server, home: Path, name: str, program: list[str], more: dict[str, str]) -> Iterator[Site]:
    port = _free_port()
    with open(home / "terminal.txt", "w") as terminal:
        command = [sys.executable, "-P", "-m", *program, str(port)]
        process = Process(command, {**_surroundings(server, name, home), **more}, terminal)
        site = Site(f"http://127.0.0.1:{port}", server, name, home, process)
        try:
            site.comes_up()
            yield site
        finally:
            site.goes_down()


def _wait_for(site: Site) -> None:
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up and not site.process.ended:
        try:
            urllib.request.urlopen(f"{site.address}/tillganglighet", timeout=10).close()
            return
        except urllib.error.HTTPError as answer:
            raise RuntimeError(f"The site answered {answer.code}:\n{site.printed()}") from answer
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The site did not start:\n{site.printed()}")


def _surroundings(server: Server, name: str, home: Path) -> dict[str, str]:
    ours = re.compile("SAMVERKAN_|DATABASE_URL|SMTP_URL|ALLOWED_HOSTS|DJANGO_|PYTHONPATH|PYTEST")
    return {
        **{key: value for key, value in os.environ.items() if not ours.match(key)},
        "PYTHONPATH": str(CHECKOUT),
        "DJANGO_SETTINGS_MODULE": "samverkan.web.settings",
        "SAMVERKAN_HOME": str(home),
        "DATABASE_URL": server.dsn("app", name),
    }


def _key(server: Server) -> Path:
    """The key with which every template is sealed."""
    path = server.places.root / "journeys" / "vault-key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        make_key_file(path)
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fingerprint(server: Server) -> str:
    """Changes with the code that builds the municipality, with its clock and with the key."""
    found = hashlib.sha256(Path(__file__).with_name("clock.py").read_bytes() + _key(server).read_bytes())
    for path in sorted(CHECKOUT.glob("samverkan/**/*.py")):
        if "tests" not in path.parts and "web" not in path.parts:
            found.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _run(server: Server, statement: sql.Composed) -> None:
    with psycopg.connect(server.dsn("admin", "postgres"), autocommit=True) as admin:
        admin.execute(statement)
