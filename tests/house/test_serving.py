"""bin/run from an empty folder: it answers, says how to begin, keeps what is beside it, and leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from samverkan.web.configuration import CHECKOUT
from samverkan.web.postgres import places as places_of
from samverkan.web.postgres.locks import is_held_alone

pytestmark = pytest.mark.slow


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An empty data folder with a space in its path; its database is removed afterwards."""
    folder = tmp_path / "min skola"
    yield folder
    subprocess.run(["rm", "-rf", str(places_of.find(folder).root)], check=True)


def _start(home: Path, port: int) -> "subprocess.Popen[str]":
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("SAMVERKAN", "DJANGO"))}
    process = subprocess.Popen(
        [str(CHECKOUT / "bin" / "run"), "--port", str(port)],
        cwd="/",
        env={**surroundings, "SAMVERKAN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    return process


def _said_until(process: "subprocess.Popen[str]", last: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if last in line:
            return said
    raise AssertionError(f"it never said ”{last}” but:\n{said}")


def _stopped(home: Path) -> bool:
    lock = places_of.find(home).keeper_lock
    deadline = time.monotonic() + 20
    while is_held_alone(lock) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not is_held_alone(lock)


def _beside(process: "subprocess.Popen[str]") -> dict[str, int]:
    """The processes beside the server: the module's name and the process id."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended while we looked
            parent = re.search(r"^PPid:\s+(\d+)$", (folder / "status").read_text(), re.MULTILINE)
            module = re.search(r"samverkan\.web\.(\w+_beside)", (folder / "cmdline").read_text())
            if module and parent and int(parent[1]) == process.pid:
                found[module[1]] = int(folder.name)
    return found


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_new_school_starts_is_told_how_to_begin_and_stops_on_ctrl_c(home: Path) -> None:
    port = _free_port()
    process = _start(home, port)
    said = _said_until(process, "Ctrl-C")

    answer = httpx.get(f"http://127.0.0.1:{port}/konto/login/", follow_redirects=True)
    os.killpg(process.pid, signal.SIGINT)
    rest, _ = process.communicate(timeout=30)

    assert rest.strip().splitlines()[-1:] == ["Stoppat."]
    assert rest.count("Stoppat.") == 1
    assert answer.url.path == "/borja"
    assert re.search(r"koden [A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", said)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"].count("no-store") == 1
    assert process.returncode == 0
    assert _stopped(home)


def test_killed_hard_it_leaves_no_server_and_starts_again(home: Path) -> None:
    port = _free_port()
    first = _start(home, port)
    _said_until(first, "Ctrl-C")
    os.kill(first.pid, signal.SIGKILL)
    first.communicate(timeout=30)
    assert _stopped(home)

    second = _start(home, port)
    said = _said_until(second, "Ctrl-C")
    os.killpg(second.pid, signal.SIGINT)
    second.communicate(timeout=30)

    assert "Uppdaterar tabellerna" not in said
    assert _stopped(home)


def test_a_closed_terminal_stops_everything_as_ctrl_c_does(home: Path) -> None:
    port = _free_port()
    process = _start(home, port)
    _said_until(process, "Ctrl-C")
    beside = _beside(process)

    os.killpg(process.pid, signal.SIGHUP)
    rest, _ = process.communicate(timeout=30)

    assert beside.keys() == {"sealing_beside", "tidying_beside", "turning_beside", "working_beside"}
    assert rest.strip().splitlines()[-1:] == ["Stoppat."]
    assert process.returncode == 0
    assert not any(_alive(number) for number in beside.values())
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/konto/login/")
    assert _stopped(home)


def test_a_process_beside_that_dies_is_started_again_and_the_keyboard_is_told(home: Path) -> None:
    port = _free_port()
    process = _start(home, port)
    _said_until(process, "Ctrl-C")
    first = _beside(process)

    for number in first.values():
        os.kill(number, signal.SIGKILL)
    said = _said_until(process, "förseglar loggen")
    deadline = time.monotonic() + 20
    while (second := _beside(process)).keys() != first.keys() and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)

    assert second.keys() == first.keys() and not set(second.values()) & set(first.values())
    assert "Processen som förseglar loggen hade stannat. Den startas igen." in said
    assert not any(_alive(number) for number in second.values())
    assert _stopped(home)


def test_a_data_folder_restored_elsewhere_without_what_browsers_fetch_answers_as_before(home: Path) -> None:
    """docs/drift.md: static files are not in the backup, the stamp that says they are gathered may be."""
    first = _start(home, _free_port())
    _said_until(first, "Ctrl-C")
    os.killpg(first.pid, signal.SIGHUP)
    first.communicate(timeout=30)
    elsewhere = home.with_name("en annan dator")
    shutil.copytree(home, elsewhere, ignore=shutil.ignore_patterns("static", "s"))

    port = _free_port()
    second = _start(elsewhere, port)
    said = _said_until(second, "Ctrl-C")
    answer = httpx.get(f"http://127.0.0.1:{port}/borja")
    os.killpg(second.pid, signal.SIGINT)
    second.communicate(timeout=30)

    assert "Samlar bilder" in said and "Skapar databasen" not in said
    assert answer.status_code == 200
    assert _stopped(elsewhere)
