"""The application's database role can add to the journal, never change or remove."""

import psycopg
import pytest
from django.db import ProgrammingError, connection

from samverkan.web.postgres import Server
from samverkan.web.standing import TOO_STRONG

pytestmark = pytest.mark.django_db


def _journal_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'journal\\_%'")
        return [row[0] for row in cursor.fetchall()]


def test_the_tests_run_as_the_app_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        who = cursor.fetchone()

    assert who == ("samverkan_app",)


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id", "TRUNCATE {}", "DROP TABLE {}"])
def test_the_app_cannot_change_or_remove_a_line_of_the_journal(statement: str) -> None:
    tables = _journal_tables()
    assert len(tables) >= 3

    for table in tables:
        with pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            try:
                cursor.execute(statement.format(table))
            finally:
                cursor.execute("ROLLBACK TO before")


def test_only_the_sealer_writes_seals(server: Server, test_database: str) -> None:
    rights = "SELECT has_table_privilege(current_user, 'journal_seal', 'INSERT')"

    with psycopg.connect(server.dsn("sealer", test_database)) as sealer:
        assert sealer.execute(rights).fetchone() == (True,)
    with psycopg.connect(server.dsn("app", test_database)) as app:
        assert app.execute(rights).fetchone() == (False,)


def test_the_sealer_reads_nothing_but_the_journal(server: Server, test_database: str) -> None:
    with psycopg.connect(server.dsn("sealer", test_database)) as sealer:
        readable = sealer.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')"
            " AND has_table_privilege(current_user, oid, 'SELECT')"
        ).fetchall()

    assert {name for (name,) in readable} == set(_journal_tables())


def test_the_app_role_is_weak_enough_and_the_owner_is_not(server: Server, test_database: str) -> None:
    with psycopg.connect(server.dsn("app", test_database)) as app:
        assert app.execute(TOO_STRONG).fetchone() is None
    with psycopg.connect(server.dsn("owner", test_database)) as owner:
        assert owner.execute(TOO_STRONG).fetchone() is not None
