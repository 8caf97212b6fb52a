"""The usual ways of showing the newest rows one may see, beside ours. Each gives the same ids before it is timed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from benchmarks.volume import HUVUDMAN
from samverkan.guard.pages import COLUMNS, FEW_CELLS
from samverkan.guard.scope import Scope
from samverkan.guard.translating import condition

LIMIT_SECONDS = 10
"""A rival that has not answered by then is broken off, and its time is given as more than that."""
Ask = Callable[[], list[UUID]]

CURRENT = "NOT EXISTS (SELECT FROM guard_statement newer WHERE newer.replaces_id = s.id)"
NEWEST = "ORDER BY s.made_at DESC, s.id DESC LIMIT 50"


def ids(connection: Any, text: str, values: list[Any]) -> list[UUID]:
    """Run prepared; the id is the first column."""
    rows = connection.cursor(binary=True).execute(text.encode(), values, prepare=True).fetchall()
    return [row[0] for row in rows]


def by_hand(connection: Any, cells: list[int], *, wide: bool) -> tuple[str, list[Any]]:
    """What somebody would write who already knows the reader's cells: the best SQL we know, without any policy.

    For a wide reader the newest rows are walked and their cells looked up in a set made beforehand; for others the
    newest of the cells are taken from the narrowest window of seven days, forty-two days, … that fills the page.
    """
    if wide:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS known_cells (id bigint PRIMARY KEY)")
        connection.execute("TRUNCATE known_cells")
        with connection.cursor().copy("COPY known_cells FROM STDIN") as copy:
            for cell in cells:
                copy.write_row([cell])
        connection.execute("ANALYZE known_cells")
        return (
            f"SELECT {COLUMNS} FROM guard_statement s JOIN known_cells k ON k.id = s.cell_id "
            f"JOIN guard_cell c ON c.id = s.cell_id WHERE s.huvudman_id = %s AND {CURRENT} {NEWEST}"
        ), [HUVUDMAN]
    listed = "{" + ",".join(map(str, cells)) + "}"
    if len(cells) <= FEW_CELLS:
        return (
            f"SELECT {COLUMNS} FROM unnest(%s::bigint[]) known (id) "
            f"CROSS JOIN LATERAL (SELECT * FROM guard_statement s "
            f"WHERE s.cell_id = known.id AND {CURRENT} {NEWEST}) s JOIN guard_cell c ON c.id = s.cell_id {NEWEST}"
        ), [listed]
    text = (
        f"SELECT {COLUMNS} FROM guard_statement s JOIN guard_cell c ON c.id = s.cell_id "
        f"WHERE s.cell_id = ANY(ARRAY(SELECT unnest(%s::bigint[]))) AND s.made_at >= %s::timestamptz "
        f"AND {CURRENT} {NEWEST}"
    )
    days = 7
    while days < 2_000:
        since = connection.execute("SELECT (max(made_at) - %s * interval '1 day')::text FROM guard_statement", [days])
        values = [listed, since.fetchone()[0]]
        if len(ids(connection, text, values)) == 50:
            return text, values
        days *= 6
    return text, [listed, "-infinity"]


def exists(scope: Scope) -> tuple[str, list[Any]]:
    """One WHERE with EXISTS over the cells: what most would write."""
    text, values = condition(scope.reading, scope.reading.boxes)
    return (
        f"SELECT s.* FROM guard_statement s WHERE EXISTS (SELECT FROM guard_cell c WHERE c.id = s.cell_id AND {text}) "
        f"AND {CURRENT} {NEWEST}"
    ), values


@contextmanager
def row_level_security(connection: Any, scope: Scope) -> Iterator[Ask]:
    """The same condition as a policy of the database, for a role of the reader's own. Undone afterwards."""
    text, values = condition(scope.reading, scope.reading.boxes)
    spoken = psycopg.ClientCursor(connection).mogrify(text, values)
    role = sql.Identifier("bench_reader")
    with connection.transaction(force_rollback=True):
        connection.execute(sql.SQL("CREATE ROLE {}").format(role))
        connection.execute(sql.SQL("GRANT SELECT ON guard_statement, guard_cell TO {}").format(role))
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        # The house's own fence is out of the way: the rival is a policy that does the whole work by itself.
        connection.execute("DROP POLICY inside_the_huvudmen ON guard_statement")
        connection.execute("ALTER TABLE guard_cell DISABLE ROW LEVEL SECURITY")
        policy = f"(EXISTS (SELECT FROM guard_cell c WHERE c.id = cell_id AND {spoken}))"
        connection.execute(
            sql.SQL("CREATE POLICY reader ON guard_statement TO {} USING ({})").format(role, sql.SQL(policy))
        )
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
        question = f"SELECT s.* FROM guard_statement s WHERE s.huvudman_id = %s AND {CURRENT} {NEWEST}"
        yield lambda: ids(connection, question, [HUVUDMAN])


def guardian(visible: list[UUID], account: Any) -> Ask:
    """django-guardian: one row for each statement the reader may see, asked through its own function."""
    from django.contrib.auth.models import Permission
    from guardian.models import UserObjectPermission
    from guardian.shortcuts import get_objects_for_user

    from samverkan.guard.models import Statement

    permission = Permission.objects.get(codename="view_statement")
    UserObjectPermission.objects.filter(user=account).delete()
    UserObjectPermission.objects.bulk_create(
        [
            UserObjectPermission(
                user=account, permission=permission, content_type=permission.content_type, object_pk=str(row)
            )
            for row in visible
        ],
        batch_size=5_000,
    )

    # Only its rows count: our accounts have no groups, no global permissions and no superuser.
    only_rows: Any = {"use_groups": False, "with_superuser": False, "accept_global_perms": False}

    def ask() -> list[UUID]:
        every = Statement.objects.unguarded(because="a rival in a measurement has its own way of guarding")
        seen = get_objects_for_user(account, "guard.view_statement", klass=every, **only_rows)
        return [row.id for row in seen.order_by("-made_at", "-id")[:50]]

    return ask
