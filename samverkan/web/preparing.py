"""Makes a data folder ready to serve: tables up to date, rights given, the vault's key in place."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from samverkan.vault.sealing import make_key_file
from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres.faults import DatabaseFault

Progress = Callable[[str], None]


def bring_up_to_date(owner_url: str, key_file: Path, *, progress: Progress) -> None:
    """Migrate when the migrations differ from last time, and make the vault's key if this is the first time."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        if note(owner, "tabeller") != tables_fingerprint():
            progress("Uppdaterar tabellerna …")
            migrate(owner_url)
            write_note(owner, "tabeller", tables_fingerprint())
        _key(owner, key_file)


def make_ready(url: str, owner_url: str, key_file: Path, *, progress: Progress) -> None:
    """Before a command begins: make the tables of an empty database. `owner_url` may be empty.

    Raises DatabaseFault when there are no tables and nobody here may make them, or when they are of another version:
    a command may run beside a server that still serves the old one, so it leaves that to whoever upgrades.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT to_regclass('public.people_huvudman') IS NULL").fetchone()
        empty, made_by = bool(row and row[0]), note(connection, "tabeller")
    if empty and owner_url:
        bring_up_to_date(owner_url, key_file, progress=progress)
    elif empty:
        raise DatabaseFault("Databasen har inga tabeller än. Kör först: bin/samverkan db migrate")
    elif made_by not in ("", tables_fingerprint()):
        raise DatabaseFault(
            "Tabellerna hör till en annan version av programmet. Kör först: bin/samverkan db migrate (eller bin/run)"
        )


def migrate(owner_url: str) -> None:
    """Run the migrations in a process of their own, which alone holds the owner's address."""
    problem = _apart(["samverkan.web.migrating"], {"DATABASE_URL": owner_url})
    if problem:
        raise DatabaseFault(f"Tabellerna kunde inte uppdateras, och inget är ändrat:\n{problem}")


def collect_static_files(home: Path, *, progress: Progress) -> None:
    """Gather, name and pack what browsers fetch, when it has changed since last time."""
    os.environ["SAMVERKAN_COLLECTED"] = "1"
    settings = CHECKOUT / "samverkan" / "web" / "settings.py"
    files = [path for path in CHECKOUT.glob("samverkan/*/static/**/*") if path.is_file()]
    wanted, stamp = fingerprint([*files, settings, CHECKOUT / "requirements.txt"]), home / "static.samlat"
    whole = (home / "static" / "staticfiles.json").exists()  # a restored folder may have the stamp and not the files
    if whole and stamp.exists() and stamp.read_text() == wanted:
        return
    progress("Samlar bilder, typsnitt och stilmallar …")
    problem = _apart(["django", "collectstatic", "--noinput", "--clear", "--verbosity=0"], {})
    if problem:
        raise DatabaseFault(f"Det webbläsaren hämtar kunde inte samlas i {home / 'static'}:\n{problem}")
    stamp.write_text(wanted)


def _apart(words: list[str], more: dict[str, str]) -> str:
    """Run a Python module in a process of its own. Returns what it said if it failed, else nothing."""
    surroundings = {"PYTHONPATH": str(CHECKOUT), "DJANGO_SETTINGS_MODULE": "samverkan.web.settings"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", *words], env={**os.environ, **surroundings, **more}, capture_output=True, text=True
    )
    return done.stderr.strip()[-2000:] or "okänt fel" if done.returncode else ""


def tables_fingerprint() -> str:
    """Changes when a migration or the roles' rights change."""
    roles = CHECKOUT / "samverkan" / "web" / "roles.py"
    return fingerprint([*CHECKOUT.glob("samverkan/*/migrations/*.py"), roles])


def fingerprint(files: list[Path]) -> str:
    """A short name for the content of these files."""
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


# What was done last is noted on the database itself, so that a database put back from a backup tells the truth.
def note(owner: "psycopg.Connection[Any]", name: str) -> str:
    """The note with this name on the connection's database, or an empty string."""
    return _notes(owner).get(name, "")


def write_note(owner: "psycopg.Connection[Any]", name: str, value: str) -> None:
    """Leave a note, one word without "=", on the connection's database."""
    notes = {**_notes(owner), name: value}
    words = " ".join(f"{key}={notes[key]}" for key in sorted(notes))
    database = sql.Identifier(owner.info.dbname)
    owner.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(database, sql.Literal(words)))


def _notes(owner: "psycopg.Connection[Any]") -> dict[str, str]:
    row = owner.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    words = (row[0] or "").split() if row else []
    return dict(word.split("=", 1) for word in words if "=" in word)


def _key(owner: "psycopg.Connection[Any]", key_file: Path) -> None:
    if key_file.exists():
        return
    if owner.execute("SELECT 1 FROM vault_datakey LIMIT 1").fetchone():
        raise DatabaseFault(
            f"Nyckelfilen {key_file} saknas, och utan den går de sparade texterna inte att läsa. "
            "Lägg tillbaka den från din säkerhetskopia."
        )
    try:
        make_key_file(key_file)
    except FileExistsError:
        return  # somebody else came first
