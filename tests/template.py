"""The tests' databases: one template for each set of migrations, copied for each run."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import psycopg
from psycopg import sql

from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres import Server

PREFIX = "mall_"
KEPT = ("django_migrations", "django_content_type", "auth_permission")


def double(server: Server, name: str, of: str) -> None:
    """Make the database `name` anew as `of` is now. Nobody may be connected to `of`, so whoever is, is cut off."""
    drop(server, name)
    with psycopg.connect(server.dsn("admin", "postgres"), autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [of])
    _run(
        server,
        sql.SQL("CREATE DATABASE {} OWNER samverkan_owner TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(of)
        ),
    )


def copy(server: Server, name: str) -> None:
    """Make the database `name` anew from the template, which is made first if the migrations have changed."""
    with open(server.places.root / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        source = PREFIX + _fingerprint()
        if source not in _databases(server):
            _make(server, source)
        double(server, name, of=source)


def drop(server: Server, name: str) -> None:
    """Remove the database, whoever is connected to it."""
    _run(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def empty(server: Server, name: str) -> None:
    """Empty every table, the journal's too, as the owner."""
    with psycopg.connect(server.dsn("owner", name), autocommit=True) as owner:
        rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [sql.Identifier(row[0]) for row in rows if row[0] not in KEPT]
        owner.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(tables)))


def address(server: Server, name: str, role: Literal["app", "owner", "sealer"]) -> dict[str, Any]:
    """What Django's connection settings need for a role."""
    user = f"samverkan_{role}"
    password = server.places.passwords()[user]
    return {"NAME": name, "USER": user, "PASSWORD": password, "HOST": str(server.sockets), "PORT": ""}


def _make(server: Server, name: str) -> None:
    for old in _databases(server):
        if old.startswith(PREFIX):
            drop(server, old)
    draft = f"{PREFIX}ny"
    drop(server, draft)
    _run(server, sql.SQL("CREATE DATABASE {} OWNER samverkan_owner").format(sql.Identifier(draft)))
    _migrate(server.dsn("owner", draft))
    _run(server, sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))


def _migrate(address: str) -> None:
    """In a process of its own, so that no connection of the owner is left in the tests."""
    done = subprocess.run(
        [sys.executable, "-m", "samverkan.web.migrating"],
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "samverkan.web.settings"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"The test database could not be migrated:\n{done.stdout}{done.stderr}")


def _fingerprint() -> str:
    """Changes when a migration or the roles' rights change."""
    found = hashlib.sha256()
    web = CHECKOUT / "samverkan" / "web"
    for path in [
        *sorted(CHECKOUT.glob("samverkan/*/migrations/*.py")),
        web / "roles.py",
        web / "settings.py",
        Path(__file__),
    ]:
        found.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _databases(server: Server) -> set[str]:
    with psycopg.connect(server.dsn("admin", "postgres")) as admin:
        return {row[0] for row in admin.execute("SELECT datname FROM pg_database")}


def _run(server: Server, statement: sql.Composed) -> None:
    with psycopg.connect(server.dsn("admin", "postgres"), autocommit=True) as admin:
        admin.execute(statement)
