"""The demo's own arrangements: the invented municipality is built when missing, and its logins are shown."""

import os
import subprocess
import sys
from collections.abc import Callable

import psycopg

from samverkan.web import preparing
from samverkan.web.configuration import CHECKOUT, Configuration
from samverkan.web.postgres import DatabaseFault, Server
from samverkan.web.postgres.cluster import DATABASE, new_database


def prepare(server: Server, configuration: Configuration, *, reset: bool, progress: Callable[[str], None]) -> None:
    """Tables, key and municipality in place. Rebuilt when asked for, or when the code that builds it has changed."""
    wanted = preparing.fingerprint(
        [*CHECKOUT.glob("samverkan/*/migrations/*.py"), *CHECKOUT.glob("samverkan/demo/**/*.py")]
    )
    with psycopg.connect(server.dsn("owner"), autocommit=True) as owner:
        built = preparing.note(owner, "kommun")
    if built == wanted and not reset:
        preparing.bring_up_to_date(server.dsn("owner"), configuration.key_file, progress=progress)
        return
    progress("Bygger den påhittade kommunen Björkvik …")
    with psycopg.connect(server.dsn("admin", "postgres"), autocommit=True) as admin:
        new_database(admin, DATABASE)
    preparing.bring_up_to_date(server.dsn("owner"), configuration.key_file, progress=progress)
    _build()
    with psycopg.connect(server.dsn("owner"), autocommit=True) as owner:
        owner.execute("ANALYZE")
        preparing.write_note(owner, "kommun", wanted)


def welcome(address: str) -> str:
    """What bin/demo prints when it answers: the address and the table of logins."""
    from samverkan.demo.logins import LOGINS

    rows = [("Roll", "Namn", "Logga in med", "Prova"), *((one.role, one.name, one.email, one.to_try) for one in LOGINS)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join([*(row[column].ljust(widths[column]) for column in range(3)), row[3]]) for row in rows]
    return "\n".join(
        ["", f"Samverkan visas på {address}", "", *lines, "", f"Lösenord för alla: {LOGINS[0].password}", ""]
    )


def _build() -> None:
    """In a process of its own: this one is about to fork web workers and should know no municipality."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "samverkan.web.commands", "demo", "build"],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    if done.returncode:
        raise DatabaseFault("Kommunen kunde inte byggas. Felet står ovanför. Prova bin/demo --reset.")
