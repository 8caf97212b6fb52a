"""Getting hold of the embedded server, and letting go of it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psycopg
from psycopg import sql

from samverkan.web.postgres import cluster, keeper
from samverkan.web.postgres import places as places_of
from samverkan.web.postgres.durability import refuse_unsafe
from samverkan.web.postgres.faults import DatabaseFault
from samverkan.web.postgres.keeper import START_LIMIT_SECONDS
from samverkan.web.postgres.locks import FileLock, held, is_held_alone, is_used
from samverkan.web.postgres.places import Places

Role = Literal["admin", "owner", "app", "sealer"]
LEAVE_LIMIT_SECONDS = 60
KEEPER_TRIES = 3
SURE_OF_OTHERS = 6
"""How many looks in a row must find other users before we believe in them and leave without waiting."""

_held_for_life: dict[Path, tuple["Server", FileLock]] = {}


@dataclass(frozen=True)
class Server:
    """A running embedded server. Addresses hold passwords: never print or log them."""

    places: Places
    sockets: Path

    def dsn(self, role: Role, database: str = cluster.DATABASE) -> str:
        """The address for one database role, as a URL."""
        name = f"samverkan_{role}"
        password = quote(self.places.passwords()[name], safe="")
        return f"postgresql://{name}:{password}@/{quote(database)}?host={quote(str(self.sockets), safe='')}"


@contextmanager
def embedded(home: Path, *, progress: Callable[[str], None] = lambda line: None) -> Iterator[Server]:
    """The server while the block runs. When nobody else uses it, it has stopped when the block is left."""
    server, users = _enter(home, progress)
    ours = os.getpid()
    try:
        yield server
    finally:
        users.close()
        # A forked worker passes here on its way out too; waiting is its parent's business.
        if os.getpid() == ours:
            _wait_for_last_out(server.places)


def ensure_running(home: Path, *, progress: Callable[[str], None] = lambda line: None) -> Server:
    """The server for as long as this process lives. The keeper stops it afterwards."""
    key = home.resolve()
    if key not in _held_for_life:
        _held_for_life[key] = _enter(home, progress)
    return _held_for_life[key][0]


def _enter(home: Path, progress: Callable[[str], None]) -> tuple[Server, FileLock]:
    places = places_of.find(home)
    try:
        users = FileLock(places.users_lock)
    except PermissionError as error:
        raise DatabaseFault(f"Databasen i {places.root} tillhör en annan användare. Ange SAMVERKAN_HOME.") from error
    try:
        with held(places.start_lock):
            users.share()
            return _up(home, places, progress), users
    except BaseException:
        users.close()
        raise


def _up(home: Path, places: Places, progress: Callable[[str], None]) -> Server:
    if not (places.data / "PG_VERSION").exists():
        progress("Skapar databasen …")
    cluster.make(places)
    server = _kept(home, places, progress)
    _make_roles(server)
    return server


def _kept(home: Path, places: Places, progress: Callable[[str], None]) -> Server:
    """The server with a keeper beside it. One killed a moment ago may still seem to hold its lock, so we look twice."""
    for _ in range(KEEPER_TRIES):
        if not is_held_alone(places.keeper_lock):
            _start_keeper(home, places, progress)
        server = _when_ready(places)
        if server is not None and is_held_alone(places.keeper_lock):
            return server
    raise DatabaseFault(f"Databasen svarar inte. Sist i {places.log}:\n{_tail(places.log)}")


def _start_keeper(home: Path, places: Places, progress: Callable[[str], None]) -> None:
    progress("Startar databasen …")
    root = Path(__file__).resolve().parents[3]
    with places.log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "samverkan.web.postgres", str(home.resolve())],
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(root)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    process.returncode = 0  # it outlives us on purpose, and Popen shall not complain of that
    assert process.stdout is not None
    with process.stdout as said:
        if said.readline().decode().strip() != keeper.READY:
            raise DatabaseFault(f"Databasen kunde inte startas. Sist i {places.log}:\n{_tail(places.log)}")


def _when_ready(places: Places) -> Server | None:
    """The server, once it answers: the keeper has seen it ready, or is starting it again. None without a keeper."""
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline and is_held_alone(places.keeper_lock):
        found = places.running()
        if found and keeper.running_server(places) and _answers(server := Server(places, found[1])):
            return server
        time.sleep(0.03)
    return None


def _answers(server: Server) -> bool:
    try:
        with psycopg.connect(server.dsn("admin", "postgres"), connect_timeout=5) as connection:
            refuse_unsafe(connection)
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise DatabaseFault(f"Lösenorden i {server.places.keys} hör inte till databasen bredvid.") from error
        return False
    return True


def _make_roles(server: Server) -> None:
    """The three roles and the database, made when missing, so that a start broken off halfway mends itself."""
    passwords = server.places.passwords()
    with psycopg.connect(server.dsn("admin", "postgres"), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in (cluster.OWNER, cluster.APP, cluster.SEALER):
            if role not in known:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS {} PASSWORD {}").format(
                        sql.Identifier(role),
                        sql.SQL("CREATEDB" if role == cluster.OWNER else "NOCREATEDB"),
                        sql.Literal(passwords[role]),
                    )
                )
        made = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [cluster.DATABASE]).fetchone()
        if made is None:
            cluster.new_database(connection, cluster.DATABASE)


def _wait_for_last_out(places: Places) -> None:
    """Come back when the keeper has stopped the server, or at once if somebody else uses it."""
    deadline = time.monotonic() + LEAVE_LIMIT_SECONDS
    seen_others = 0
    while is_held_alone(places.keeper_lock) and time.monotonic() < deadline and seen_others < SURE_OF_OTHERS:
        # Users share the lock and the keeper that stops takes it alone; one look may meet somebody else who looks.
        shared = is_used(places.users_lock) and not is_held_alone(places.users_lock)
        seen_others = seen_others + 1 if shared else 0
        time.sleep(0.03)


def _tail(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-12:])
    except FileNotFoundError:
        return "(ingen logg)"
