"""The embedded server: private, patient, and gone when nobody needs it."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres import DatabaseFault, Server, embedded
from samverkan.web.postgres import places as places_of
from samverkan.web.postgres.durability import refuse_unsafe
from samverkan.web.postgres.keeper import alive, is_server
from samverkan.web.postgres.locks import is_held_alone

pytestmark = pytest.mark.slow

USER_THAT_WAITS = """
import sys, time
from pathlib import Path
from samverkan.web.postgres import embedded
with embedded(Path(sys.argv[1])) as server:
    print(server.sockets, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A data folder of its own, whose server is gone and whose files are removed afterwards."""
    folder = tmp_path / "hem"
    yield folder
    if folder.exists():
        root = places_of.find(folder).root
        assert _within(20, lambda: not is_held_alone(root / "keeper.lock")), "a test left a server behind"
        subprocess.run(["rm", "-rf", str(root)], check=True)


def _within(seconds: float, true: "object") -> bool:
    assert callable(true)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


def _start_user(home: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", USER_THAT_WAITS, str(home)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip(), "the user of the server did not start"
    return process


def _kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def _pid(server: Server) -> int:
    found = server.places.running()
    assert found is not None
    return found[0]


def test_the_server_answers_inside_the_block_and_is_gone_after_it(home: Path) -> None:
    with embedded(home) as server:
        pid = _pid(server)
        with psycopg.connect(server.dsn("app")) as app:
            answer = app.execute("SELECT current_user, current_setting('listen_addresses')").fetchone()

    assert answer == ("samverkan_app", "")
    assert not is_server(server.places, pid)


def test_what_was_saved_is_there_next_time(home: Path) -> None:
    with embedded(home) as server, psycopg.connect(server.dsn("owner")) as owner:
        owner.execute("CREATE TABLE boat (name text); INSERT INTO boat VALUES ('Måsen')")

    with embedded(home) as server, psycopg.connect(server.dsn("owner")) as owner:
        found = owner.execute("SELECT name FROM boat").fetchone()

    assert found == ("Måsen",)


@pytest.mark.parametrize("name", ["två ord", 'it\'s, "så" $HOME', "lång" * 20 + "/" + "väg" * 20])
def test_the_path_may_hold_spaces_quotes_and_be_long(home: Path, name: str) -> None:
    inside = home / name

    with embedded(inside) as server, psycopg.connect(server.dsn("app")) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
        assert len(str(server.sockets)) < 80

    subprocess.run(["rm", "-rf", str(server.places.root)], check=True)


def test_nobody_enters_without_a_password_and_the_socket_is_private(home: Path) -> None:
    with embedded(home) as server:
        stranger = f"postgresql://samverkan_admin@/postgres?host={server.sockets}"
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(stranger, passfile="/dev/null")

        assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.places.keys.stat().st_mode) == 0o600
        assert stat.S_IMODE(server.places.data.stat().st_mode) == 0o700


def test_no_parent_folder_is_opened_for_the_server(home: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)

    with embedded(home):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_the_roles_are_weak(home: Path) -> None:
    with embedded(home) as server, psycopg.connect(server.dsn("app")) as app:
        rows = app.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname ~ '^samverkan_'"
        ).fetchall()

    assert {row[0]: row[1:] for row in rows if row[0] != "samverkan_admin"} == {
        "samverkan_owner": (False, False, False),
        "samverkan_app": (False, False, False),
        "samverkan_sealer": (False, False, False),
    }


def test_two_users_share_one_server_and_the_last_one_out_stops_it(home: Path) -> None:
    first, second = _start_user(home), _start_user(home)
    with embedded(home) as server:
        pid = _pid(server)
        _kill(first)
        with psycopg.connect(server.dsn("app")) as app:
            assert app.execute("SELECT 1").fetchone() == (1,)
    assert is_server(server.places, pid)

    _kill(second)

    assert _within(20, lambda: not is_server(server.places, pid))


def test_many_that_start_at_once_get_the_same_server(home: Path) -> None:
    code = "import sys; from pathlib import Path; from samverkan.web.postgres import ensure_running as e; "
    code += "s = e(Path(sys.argv[1])); print(s.places.running()[0]); sys.stdout.flush(); sys.stdin.read()"
    starters = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", code, str(home)],
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]

    pids = {starter.stdout.readline().strip() for starter in starters if starter.stdout}
    for starter in starters:
        starter.communicate("")

    assert len(pids) == 1
    assert pids != {""}


def test_after_kill_9_of_everything_the_next_start_mends_and_stops(home: Path) -> None:
    user = _start_user(home)
    places = places_of.find(home)
    server = places.running()
    assert server is not None
    keeper = int(subprocess.run(["ps", "-o", "ppid=", "-p", str(server[0])], capture_output=True, text=True).stdout)
    for pid in (keeper, server[0]):
        os.kill(pid, signal.SIGKILL)
    _kill(user)

    with embedded(home) as again, psycopg.connect(again.dsn("app")) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)
        pid = _pid(again)

    assert not is_server(places, pid)


def test_a_server_whose_keeper_was_killed_is_taken_over(home: Path) -> None:
    user = _start_user(home)
    places = places_of.find(home)
    server = places.running()
    assert server is not None
    keeper = int(subprocess.run(["ps", "-o", "ppid=", "-p", str(server[0])], capture_output=True, text=True).stdout)
    os.kill(keeper, signal.SIGKILL)
    _kill(user)
    assert is_server(places, server[0])

    with embedded(home) as again:
        assert _pid(again) == server[0]

    assert not is_server(places, server[0])


def test_a_stale_note_with_a_strangers_process_id_does_not_stop_the_start(home: Path) -> None:
    with embedded(home) as server:
        note = (server.places.data / "postmaster.pid").read_text().splitlines()
    stranger = "\n".join([str(os.getppid()), *note[1:]]) + "\n"
    assert alive(os.getppid())
    (server.places.data / "postmaster.pid").write_text(stranger)

    with embedded(home) as again, psycopg.connect(again.dsn("app")) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)


def test_a_start_broken_off_halfway_is_made_whole(home: Path) -> None:
    places = places_of.find(home)
    (places.root / "data.new").mkdir()
    (places.root / "data.new" / "PG_VERSION").write_text("18")

    with embedded(home) as server, psycopg.connect(server.dsn("app")) as app:
        assert app.execute("SELECT 1").fetchone() == (1,)


def test_a_damaged_folder_is_never_overwritten(home: Path) -> None:
    with embedded(home) as server:
        pass
    (server.places.keys).rename(server.places.root / "undan.json")

    with pytest.raises(DatabaseFault, match="inte hel"), embedded(home):
        pass

    assert (server.places.data / "PG_VERSION").exists()


def test_a_server_that_dies_is_started_again_for_those_who_use_it(home: Path) -> None:
    with embedded(home) as server:
        os.kill(_pid(server), signal.SIGKILL)

        assert _within(30, lambda: _answers(server))


def _answers(server: Server) -> bool:
    try:
        psycopg.connect(server.dsn("app")).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_database_written_by_another_postgresql_is_left_alone(home: Path) -> None:
    with embedded(home) as server:
        pass
    (server.places.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(DatabaseFault, match="PostgreSQL 17"), embedded(home):
        pass


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_may_forget_is_refused(home: Path, setting: str) -> None:
    with embedded(home) as server:
        pass
    with (server.places.data / "postgresql.conf").open("a") as settings:
        settings.write(f"{setting} = off\n")

    with pytest.raises(DatabaseFault, match=setting), embedded(home):
        pass


def test_the_defaults_are_durable(server: Server) -> None:
    with psycopg.connect(server.dsn("app")) as app:
        refuse_unsafe(app)

        assert app.execute("SHOW random_page_cost").fetchone() == ("1.1",)
        assert app.execute("SHOW jit").fetchone() == ("off",)
        assert app.execute(
            "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'samverkan'"
        ).fetchone() == (
            "b",
            "C.UTF-8",
        )


def test_the_log_never_repeats_what_was_written(home: Path) -> None:
    with embedded(home) as server:
        with psycopg.connect(server.dsn("owner"), autocommit=True) as owner:
            with pytest.raises(psycopg.errors.UndefinedTable):
                owner.execute("INSERT INTO nowhere VALUES (%s)", ["Elliot mår dåligt"])

    assert "Elliot" not in server.places.log.read_text()
