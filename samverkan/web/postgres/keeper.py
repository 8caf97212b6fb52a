"""The keeper: a quiet process that starts the server and stops it when nobody uses it any more.

It waits for the users' lock, which the kernel frees for the dead too. So a killed program never leaves a server
behind, and the last one out, however it went, turns off the light.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from samverkan.web.postgres import places as places_of
from samverkan.web.postgres.cluster import clean_environment
from samverkan.web.postgres.locks import FileLock
from samverkan.web.postgres.places import Places

READY = "redo"
START_LIMIT_SECONDS = 300
STOP_LIMIT_SECONDS = 120
LOOK_SECONDS = 0.2


def main(arguments: list[str]) -> int:
    """Run as `python -m samverkan.web.postgres HOME`. Its starter holds the start lock until READY is said."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    places = places_of.find(Path(arguments[0]))
    FileLock(places.keeper_lock).take()  # open until we end; those who only look let go at once
    server = running_server(places) or _start(places)
    if server is None:
        return 1
    sys.stdout.write(READY + "\n")
    sys.stdout.flush()
    _keep(places, server)
    return 0


def _keep(places: Places, server: int) -> None:
    """Look now and then: start the server again if it has died, stop it when nobody holds the users' lock."""
    users, start = FileLock(places.users_lock), FileLock(places.start_lock)
    while True:
        time.sleep(LOOK_SECONDS)
        if users.try_take():
            users.release()
            # A newcomer takes the start lock before the users' lock, so with it in hand "nobody" stays true.
            if start.try_take():
                if users.try_take():
                    _stop(places, server)
                    return
                start.release()
        elif not is_server(places, server):
            restarted = _start(places)
            if restarted is None:
                return
            server = restarted


def running_server(places: Places) -> int | None:
    """The process id of this data folder's server, if it runs."""
    found = places.running()
    return found[0] if found and is_server(places, found[0]) else None


def _start(places: Places) -> int | None:
    """Start the server and wait until it answers. None when it gave up; the log says why."""
    _clear_after_the_dead(places)
    sockets = places_of.new_socket_folder(places)
    log = os.open(places.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    process = subprocess.Popen(
        [str(places.programs / "postgres"), "-D", str(places.data), "-k", str(sockets)],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        **places.account.as_process(),
    )
    os.close(log)
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if places.status() == (process.pid, "ready"):
            process.returncode = 0  # from here on it is followed by its number, as one taken over is
            return process.pid
        time.sleep(0.02)
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    return None


def _clear_after_the_dead(places: Places) -> None:
    """Remove notes whose process id now belongs to another program or to a corpse, for PostgreSQL would believe them.

    PostgreSQL uses its note to see that no worker of the dead server lives on, so that is looked into first. When
    the process id is free the note stays, and PostgreSQL does all this by itself.
    """
    found = places.running()
    if found and alive(found[0]) and not is_server(places, found[0]):
        deadline = time.monotonic() + STOP_LIMIT_SECONDS
        while _workers(places) and time.monotonic() < deadline:
            time.sleep(0.1)
        if not _workers(places):
            (places.data / "postmaster.pid").unlink(missing_ok=True)
    for left in (places.root / "s").glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _workers(places: Places) -> list[int]:
    """Processes that stand in the data folder, as every worker of the server does. Linux only; elsewhere none."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(folder / "cwd") == str(places.data):
                found.append(int(folder.name))
        except OSError:
            continue  # gone, or another user's
    return found


def _stop(places: Places, server: int) -> None:
    found = places.running()
    if is_server(places, server):
        os.kill(server, signal.SIGINT)  # PostgreSQL's "fast" stop: roll back, write everything down, leave
    deadline = time.monotonic() + STOP_LIMIT_SECONDS
    while is_server(places, server) and time.monotonic() < deadline:
        time.sleep(0.02)
    if found and found[1].parent != places.root:
        shutil.rmtree(found[1], ignore_errors=True)


def alive(pid: int) -> bool:
    """Whether a process with this id exists, ours or another's."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_server(places: Places, pid: int) -> bool:
    """Whether the process is the server of this very data folder."""
    _reap(pid)
    if not alive(pid):
        return False
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        listing = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True)
        return os.fsencode(places.data) in listing.stdout
    return os.fsencode(places.data) in words


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass  # not our child: started by an earlier keeper
