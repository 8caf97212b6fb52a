"""A server that may forget what it said it saved is refused."""

from typing import Any

import psycopg

from samverkan.web.postgres.faults import DatabaseFault

MUST_BE_ON = ("fsync", "full_page_writes")


def refuse_unsafe(connection: "psycopg.Connection[Any]") -> None:
    """Raise DatabaseFault when the server, or this role on it, may lose committed work at a power cut."""
    unsafe = [name for name in MUST_BE_ON if _shown(connection, name) == "off"]
    if _shown(connection, "synchronous_commit") == "off":
        unsafe.append("synchronous_commit")
    if unsafe:
        raise DatabaseFault(
            f"Databasservern har {', '.join(unsafe)} = off och kan tappa det som sparats vid ett strömavbrott. "
            "Slå på inställningen och starta om; Samverkan startar inte mot en sådan server."
        )


def _shown(connection: "psycopg.Connection[Any]", name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""
