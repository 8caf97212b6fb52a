"""What comes by the clock is done by a worker beside the web server, with its queue in our own database."""

import time
from collections.abc import Callable

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from samverkan.web import working, working_beside
from samverkan.web.postgres import Server

PATIENCE = 60


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, server: Server, test_database: str, transactional_db: None) -> None:
    """What the web server itself stands on: the app's own database."""
    monkeypatch.setenv("DATABASE_URL", server.dsn("app", test_database))


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def _until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < deadline:
        time.sleep(0.2)
    return true()


def test_what_waits_in_the_queue_is_done_and_leaves_no_row(site: None) -> None:
    for task in (working.tidy_guests, working.remind):
        task.configure(task_kwargs={"timestamp": 0}).defer()
    assert jobs() == 2

    with working_beside.running():
        assert _until(lambda: jobs() == 0)


def test_each_task_is_a_function_of_its_room_with_an_hour_of_its_own() -> None:
    known = {task.name: task for task in app.tasks.values() if task.name.startswith("samverkan.")}

    assert set(known) == {"samverkan.web.working.remind", "samverkan.web.working.tidy_guests"}
    assert {row.cron for row in app.periodic_registry.periodic_tasks.values()} >= {
        working.EACH_MINUTE,
        working.EACH_HOUR,
    }
