"""Making the server's files: once for each data folder."""

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from samverkan.web.postgres.binaries import MAJOR
from samverkan.web.postgres.faults import DatabaseFault
from samverkan.web.postgres.places import Places

ADMIN, OWNER, APP, SEALER = "samverkan_admin", "samverkan_owner", "samverkan_app", "samverkan_sealer"
DATABASE = "samverkan"

SETTINGS = """
# Written by Samverkan. Durability stays at PostgreSQL's safe defaults, and start-up refuses anything else.
listen_addresses = ''
password_encryption = 'scram-sha-256'
unix_socket_permissions = 0700
wal_level = 'replica'
max_wal_size = '2GB'
shared_buffers = '256MB'
effective_cache_size = '1GB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
random_page_cost = 1.1
jit = off
timezone = 'Europe/Stockholm'
log_timezone = 'Europe/Stockholm'
lc_messages = 'C'
log_statement = 'none'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
# Statements, parameters and the rows they broke against stay out of the log: they could hold what the vault seals.


def make(places: Places) -> bool:
    """Create the cluster if it is not there. True when it was made now. Call with the start lock held."""
    if places.data.exists():
        _usable(places)
        return False
    passwords = {role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, APP, SEALER)}
    draft = places.root / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    places.account.own(draft)
    _initdb(places, draft, passwords[ADMIN])
    with (draft / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS)
    (draft / "pg_hba.conf").write_text("local all all scram-sha-256\n")
    _write_private(places.keys, json.dumps(passwords))
    draft.rename(places.data)
    return True


def new_database(admin: "psycopg.Connection[Any]", name: str) -> None:
    """An empty database owned by the owner role. An old one with the same name is dropped, whoever uses it."""
    target = sql.Identifier(name)
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
    admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(target, sql.Identifier(OWNER)))


def _usable(places: Places) -> None:
    """The folder gets its name when it is whole, so one that is not whole has met with something else."""
    if not (places.data / "PG_VERSION").exists() or not places.keys.exists():
        raise DatabaseFault(
            f"Databasen i {places.root} är inte hel: något har tagits bort. Lägg tillbaka den från en säkerhetskopia, "
            "eller flytta undan mappen för att börja om från början."
        )
    found = (places.data / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise DatabaseFault(
            f"Databasen i {places.root} är skriven av PostgreSQL {found} men programmet har {MAJOR}, så den är orörd. "
            "Starta den version av Samverkan som skrev den."
        )


def _initdb(places: Places, folder: Path, password: str) -> None:
    handle, name = tempfile.mkstemp(dir=places.root)
    secret = Path(name)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(password + "\n")
        places.account.own(secret)
        done = subprocess.run(
            [str(places.programs / "initdb"), "-D", str(folder), "-U", ADMIN, f"--pwfile={secret}"]
            + ["--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            + ["--locale=C", "--no-instructions"],
            env=clean_environment(),
            capture_output=True,
            text=True,
            **places.account.as_process(),
        )
    finally:
        secret.unlink()
    if done.returncode:
        raise DatabaseFault(f"Databasen kunde inte skapas i {folder}:\n{done.stderr.strip()}")


def clean_environment() -> dict[str, str]:
    """An environment without the caller's PG* variables, which would lead the programs astray."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "Europe/Stockholm"}


def _write_private(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.rename(path)
