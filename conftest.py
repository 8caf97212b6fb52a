"""What every test stands on: the embedded server, a database made by its owner and then used as the app role.

The database is a copy of a template that the owner migrated once for this set of migrations, so a run begins in
parts of a second. SAMVERKAN_TEST_SUFFIX keeps simultaneous runs apart.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.db.utils import ConnectionHandler
from django.test import TransactionTestCase
from django.utils import timezone
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

from samverkan.vault.sealing import make_key_file
from samverkan.web.postgres import Server, ensure_running
from tests import template

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from tests.cast import Cast
    from tests.crowd import Crowd

EXAMPLES = {"snabb": 40, "vanlig": 300, "lang": 3000}
for profile, examples in EXAMPLES.items():
    hypothesis_settings.register_profile(profile, max_examples=examples, deadline=None)
hypothesis_settings.register_profile(  # that an example fails is enough, it need not be made small
    "mutant", max_examples=EXAMPLES["snabb"], deadline=None, phases=(Phase.explicit, Phase.generate)
)
hypothesis_settings.load_profile(os.environ.get("SAMVERKAN_EXAMPLES", "vanlig"))


gc.set_threshold(100_000, 50, 100)
"""A page leaves few cycles behind and many objects: with Python's own numbers a tenth of a run goes to looking."""

DATABASE = {"db", "transactional_db", "server", "test_database"}
"""What a test asks for that stands on the server, itself or through another fixture."""


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark what uses the database, so that bin/check can leave it for bin/test."""
    for item in items:
        if item.get_closest_marker("django_db") or not DATABASE.isdisjoint(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def no_attempts_are_remembered() -> None:
    """Attempts to sign in are counted by address in the cache, and every test comes from the same one."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the house stands still. Every page says the minute it was made, for whoever prints it: pages that
    are held against each other are made in the same.
    """
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture(scope="session")
def server() -> Server:
    """The embedded server of the tests."""
    from django.conf import settings

    return ensure_running(settings.HOME)


@pytest.fixture(scope="session")
def test_database(server: Server) -> Iterator[str]:
    """The name of a database of our own, with every table and the app role's rights."""
    name = "_".join(
        ["test", os.environ.get("SAMVERKAN_TEST_SUFFIX", str(os.getpid())), os.environ.get("PYTEST_XDIST_WORKER", "en")]
    )
    template.copy(server, name)
    yield name
    template.drop(server, name)


@pytest.fixture(scope="session")
def django_db_setup(server: Server, test_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Point Django at the test's database as the app role. Replaces pytest-django's own fixture."""
    from django.conf import settings

    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update(template.address(server, test_database, "app"))
        if not os.path.exists(settings.VAULT_KEY_FILE):
            _key_file(settings.VAULT_KEY_FILE)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def _key_file(path: str) -> None:
    from pathlib import Path

    try:
        make_key_file(Path(path))
    except FileExistsError:
        pass  # another worker was first


@pytest.fixture(scope="session")
def world_database(server: Server, test_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a second database, in which the small world of the cast is built once and committed."""
    from samverkan.demo import world

    name = f"{test_database}_varld"
    template.copy(server, name)
    with django_db_blocker.unblock(), _instead(server, name):
        world.build(now=timezone.now(), size=world.TEST)
    yield name
    template.drop(server, name)


@pytest.fixture(scope="session")
def to_the_world(server: Server, world_database: str) -> "Iterator[BaseDatabaseWrapper]":
    """The one connection by which all tests of a run work in the world: a new one has to learn every table anew."""
    kept = _connection(server, world_database)
    yield kept
    kept.close()


@pytest.fixture
def world(db: None, to_the_world: "BaseDatabaseWrapper") -> Iterator[None]:
    """The test works in the world, in a transaction that is rolled back. The empty database waits beside."""
    usual = connections["default"]
    if to_the_world.connection is not None and not to_the_world.is_usable():
        to_the_world.close()  # somebody has doubled the world, which nobody may be connected to then
    connections["default"] = to_the_world
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
            transaction.set_rollback(True)
    finally:
        connections["default"] = usual


@pytest.fixture
def cast(world: None) -> "Cast":
    """Everybody by name: cast.sara, cast.ebbas_case. See tests/cast.py."""
    from tests.cast import Cast

    return Cast()


@pytest.fixture
def crowded(db: None, server: Server, world_database: str) -> "Iterator[Crowd]":
    """A copy of the world where what is done is committed, for a test in which several work at once."""
    from tests.crowd import Crowd

    name = f"{world_database}_flera"
    template.double(server, name, of=world_database)
    try:
        with _instead(server, name):
            yield Crowd(lambda: _instead(server, name))
    finally:
        template.drop(server, name)


@contextmanager
def _instead(server: Server, name: str) -> Iterator[None]:
    """Django's own connection is to another database inside."""
    usual, other = connections["default"], _connection(server, name)
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual


def _connection(server: Server, name: str) -> "BaseDatabaseWrapper":
    usual = connections["default"].settings_dict
    return ConnectionHandler({"default": {**usual, **template.address(server, name, "app")}})["default"]


@pytest.fixture
def as_owner(server: Server, test_database: str) -> Iterator["psycopg.Connection[Any]"]:
    """A connection with the owner's rights, for a test that must do what the app may not. Sees committed rows only."""
    with psycopg.connect(server.dsn("owner", test_database), autocommit=True) as owner:
        yield owner


@pytest.fixture
def as_sealer(server: Server, test_database: str, transactional_db: None) -> Iterator[None]:
    """Django works as the sealer while the test runs."""
    _become(server, test_database, "sealer")
    yield
    _become(server, test_database, "app")


def _become(server: Server, database: str, role: Any) -> None:
    connection.close()
    connection.settings_dict.update(template.address(server, database, role))


@pytest.fixture(scope="session", autouse=True)
def emptying_as_owner(request: pytest.FixtureRequest) -> None:
    """After a test with real commits, tables are emptied by the owner: the app role cannot, and that is the point."""

    def empty(self: TransactionTestCase) -> None:
        connection.close()
        server, name = request.getfixturevalue("server"), request.getfixturevalue("test_database")
        template.empty(server, name)

    TransactionTestCase._fixture_teardown = empty  # type: ignore[attr-defined]  # Django's own hook, not in the stubs
