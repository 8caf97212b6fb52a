"""The measurements' own server and databases, beside the school's: made when first asked for, then kept."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.volume import Volume, fill
from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres import Server, ensure_running
from samverkan.web.preparing import fingerprint

SETTINGS = "benchmarks.settings"


def home() -> Path:
    """Where the measurements' data lie."""
    return Path(os.environ.get("SAMVERKAN_BENCH_HOME") or CHECKOUT / "var" / "bench")


def server() -> Server:
    """The running server. Stops by itself when the measurement is over."""
    return ensure_running(home(), progress=say)


def set_up_django() -> None:
    """Django on the measurements' server; `use` then chooses the database."""
    os.environ["SAMVERKAN_HOME"] = str(home())
    os.environ["DATABASE_URL"] = server().dsn("app")
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ.pop("SAMVERKAN_KEY_FILE", None)
    import django

    django.setup()


def use(name: str) -> None:
    """Point Django at a database, as the app role."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def filled(volume: Volume) -> str:
    """The name of a database with this volume."""
    kind = f"bench_{volume.shape}_{volume.statements}_"
    name = kind + _fingerprint()
    if not exists(name):
        began = time.monotonic()
        for old in _databases():
            if old.startswith(kind):
                drop(old)
        say(f"Fyller {name} …")
        draft = empty(f"{name}_ny")
        with psycopg.connect(server().dsn("admin", draft), autocommit=True) as admin:
            fill(admin, volume)
        rename(draft, name)
        say(f"{name} är fylld på {time.monotonic() - began:.0f} s.")
    return name


def empty(name: str) -> str:
    """A database anew, with every table and the roles' rights. Its name."""
    drop(name)
    _run(sql.SQL("CREATE DATABASE {} OWNER samverkan_owner").format(sql.Identifier(name)))
    done = subprocess.run(
        [sys.executable, "-m", "samverkan.web.migrating"],
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": server().dsn("owner", name), "DJANGO_SETTINGS_MODULE": SETTINGS},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"The tables could not be made:\n{done.stderr}")
    return name


def copied(source: str, name: str) -> str:
    """A copy to write in. Its name."""
    from django.db import connection

    connection.close()
    drop(name)
    words = "CREATE DATABASE {} OWNER samverkan_owner TEMPLATE {}"
    _run(sql.SQL(words).format(sql.Identifier(name), sql.Identifier(source)))
    return name


def drop(name: str) -> None:
    """Remove a database."""
    _run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def rename(old: str, new: str) -> None:
    """Give a finished database its name."""
    from django.db import connection

    connection.close()
    _run(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def exists(name: str) -> bool:
    """Whether the database is there."""
    return name in _databases()


def admin(name: str) -> "psycopg.Connection[Any]":
    """A connection with all rights, for what the rivals need."""
    return psycopg.connect(server().dsn("admin", name), autocommit=True)


def say(line: str) -> None:
    """One line to whoever waits."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _fingerprint() -> str:
    """Changes with the guard's tables and with how the volume is made, so that old databases are not measured."""
    return fingerprint([*CHECKOUT.glob("samverkan/guard/migrations/*.py"), CHECKOUT / "benchmarks" / "volume.py"])[:8]


def _databases() -> set[str]:
    with admin("postgres") as connection:
        return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def _run(statement: sql.Composed) -> None:
    with admin("postgres") as connection:
        connection.execute(statement)
