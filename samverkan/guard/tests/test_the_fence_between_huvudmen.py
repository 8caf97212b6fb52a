"""Row-level security stands behind the scope: what a query forgets to ask, the database does not show."""

from collections.abc import Callable

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from samverkan.access.middleware import huvudmen_of
from samverkan.guard.models import Cell, Statement
from samverkan.guard.tenancy import fence
from samverkan.policy.vocabulary import HuvudmanId
from samverkan.web.postgres import Server
from tests.cast import Cast, client_as, scope_of

FORGETFUL = "a test that forgets the scope on purpose"


def huvudmen_met(table: str) -> set[object]:
    """Whose rows come when somebody asks the table with no condition at all."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT huvudman_id FROM {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("table", ["guard_cell", "guard_statement"])
def test_a_query_without_conditions_meets_the_readers_huvudman_only(cast: Cast, table: str) -> None:
    ours, theirs = (cast.case_row(slug).huvudman_id for slug in ("ebba", "elina"))
    assert {ours, theirs} <= huvudmen_met(table)

    with fence([HuvudmanId(ours)]):
        inside = huvudmen_met(table)
    with fence([HuvudmanId(ours), HuvudmanId(theirs)]):
        both = huvudmen_met(table)

    assert inside == {ours}
    assert both >= {ours, theirs}
    assert {ours, theirs} <= huvudmen_met(table)


def test_a_request_without_anybody_meets_nothing(cast: Cast) -> None:
    with fence([]):
        assert huvudmen_met("guard_cell") == set()
        assert not Statement.objects.unguarded(because=FORGETFUL).exists()


def test_nothing_can_be_written_across_the_fence(cast: Cast) -> None:
    ours, theirs = (cast.case_row(slug).huvudman_id for slug in ("ebba", "elina"))
    cell = Cell.objects.unguarded(because=FORGETFUL).filter(huvudman_id=theirs).first()
    assert cell is not None
    cell.pk = None
    cell.kind = "bedomning"
    cell.confided = True

    with fence([HuvudmanId(ours)]), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        cell.save(force_insert=True)


def test_a_request_puts_up_the_fence_of_its_reader_and_takes_it_down(cast: Cast) -> None:
    met: list[str] = []

    def look(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "guard_statement" in sql and not met:
            met.append("")
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('samverkan.huvudmen')")
                met[0] = cursor.fetchone()[0]
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        client_as(cast.susanne).get("/")

    assert met == [str(cast.case_row("elina").huvudman_id)]
    assert cast.case_row("ebba").huvudman_id in huvudmen_met("guard_cell")


def test_the_logoped_of_the_region_meets_her_own_and_the_pupils_huvudman(cast: Cast) -> None:
    assert huvudmen_of(scope_of(cast.maria).reader).keys() == {
        cast.organisation("habiliteringen").huvudman_id,
        cast.case_row("ebba").huvudman_id,
    }


def test_a_connection_that_says_nothing_meets_nothing(server: Server, world_database: str) -> None:
    with psycopg.connect(server.dsn("app", world_database)) as app:
        assert app.execute("SELECT count(*) FROM guard_cell").fetchone() == (0,)
    with psycopg.connect(server.dsn("app", world_database), options="-c samverkan.huvudmen=alla") as app:
        count = app.execute("SELECT count(*) FROM guard_cell").fetchone()
        assert count is not None and count[0] > 0
