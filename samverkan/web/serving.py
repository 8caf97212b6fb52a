"""bin/demo and bin/run: get everything ready, serve it, and end all that was started."""

import argparse
import fcntl
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from samverkan.web import preparing
from samverkan.web.configuration import Configuration, ConfigurationFault, read
from samverkan.web.postgres import DatabaseFault, Server, embedded

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4


class CannotServe(Exception):
    """Serving cannot begin. The text is Swedish and says why."""


def main(arguments: list[str]) -> int:
    """`demo` or `run`, with --port and, for the demo, --reset. Returns the exit code."""
    asked = _asked(arguments)
    signal.signal(signal.SIGTERM, _as_interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
        signal.signal(signal.SIGHUP, _as_interrupt)
    started, code = os.getpid(), 0
    try:
        _serve(asked)
    except (CannotServe, DatabaseFault, ConfigurationFault) as fault:
        say(str(fault))
        return 1
    except SystemExit as end:  # how the web server ends, in each of its workers too
        code = end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        code = 0
    if os.getpid() == started:
        say("Stoppat.")
    return code


def say(line: str) -> None:
    """One line to the person at the keyboard, if the terminal is still there."""
    with suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _asked(arguments: list[str]) -> argparse.Namespace:
    kind = arguments[0]
    parser = argparse.ArgumentParser(prog=f"bin/{kind}", add_help=True)
    parser.add_argument("--port", type=int, default=8000, help="port på den här datorn (8000)")
    if kind == "demo":
        parser.add_argument("--reset", action="store_true", help="bygg om den påhittade kommunen från början")
    asked = parser.parse_args(arguments[1:])
    asked.kind = kind
    return asked


def _as_interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _serve(asked: argparse.Namespace) -> None:
    if asked.kind == "demo":
        os.environ["SAMVERKAN_HOME"] = str(read().home / "demo")
        os.environ["SAMVERKAN_DEMO"] = "1"
        os.environ.pop("DATABASE_URL", None)  # the invented municipality never enters a school's database
        os.environ.pop("SAMVERKAN_KEY_FILE", None)
    configuration = read()
    with _alone(configuration.home, asked.kind) as note:
        _free_port(asked.port)
        preparing.collect_static_files(configuration.home, progress=say)
        if configuration.database_url:
            _on_own_server(configuration, asked, note)
            return
        with embedded(configuration.home, progress=say) as server:
            _on_embedded(configuration, server, asked, note)


def _on_own_server(configuration: Configuration, asked: argparse.Namespace, note: IO[str]) -> None:
    if configuration.owner_database_url:
        preparing.bring_up_to_date(configuration.owner_database_url, configuration.key_file, progress=say)
    _answer(asked, note, configuration.sealer_database_url)


def _on_embedded(configuration: Configuration, server: Server, asked: argparse.Namespace, note: IO[str]) -> None:
    os.environ["DATABASE_URL"] = server.dsn("app")
    if asked.kind == "demo":
        from samverkan.web import demonstration

        demonstration.prepare(server, configuration, reset=asked.reset, progress=say)
    else:
        preparing.bring_up_to_date(server.dsn("owner"), configuration.key_file, progress=say)
    _answer(asked, note, server.dsn("sealer"))


def _answer(asked: argparse.Namespace, note: IO[str], sealer_url: str) -> None:
    from samverkan.web import (
        delivering_beside,
        receiving_beside,
        sealing_beside,
        tidying_beside,
        turning_beside,
        working_beside,
    )
    from samverkan.web.answering import Site

    address = f"http://localhost:{asked.port}/"

    def when_ready() -> None:
        json.dump({"address": address}, note)
        note.flush()
        say(_welcome(asked.kind, address))

    beside = (
        sealing_beside.running(sealer_url),
        delivering_beside.running(),
        tidying_beside.running(),
        turning_beside.running(),
        receiving_beside.running(),
        working_beside.running(),
    )
    with ExitStack() as running:
        entered = [running.enter_context(each) for each in beside]
        started = [process for process in entered if process is not None]

        def each_round() -> None:
            for process in started:
                process.see_to()

        Site(
            bind=f"{HOST}:{asked.port}",
            workers=WORKERS,
            threads=THREADS,
            when_ready=when_ready,
            each_round=each_round,
        ).run()


def _welcome(kind: str, address: str) -> str:
    """What is said when the site answers. Django is loaded by now."""
    if kind == "demo":
        from samverkan.web import demonstration

        return demonstration.welcome(address) + "\nAvsluta med Ctrl-C."
    return f"\nSamverkan svarar på {address}{_first_visit()}\nAvsluta med Ctrl-C."


def _first_visit() -> str:
    from django.conf import settings
    from django.db import connection

    from samverkan.people import first_run

    first = first_run.waits()
    connection.close()  # workers are forked after this and must not share it
    if not first:
        return ""
    code = first_run.make_code(settings.HOME)
    return f"\n\nSkolan har inget konto än. Öppna sidan och skapa det första med koden {code}\n"


@contextmanager
def _alone(home: Path, kind: str) -> Iterator[IO[str]]:
    """Hold the data folder for serving. A second comer is told where the first one answers."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(home / "serving.json", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        raise CannotServe(
            f"Datamappen {home} tillhör någon annan. Ange en egen mapp: SAMVERKAN_HOME=~/samverkan bin/{kind}"
        ) from error
    with os.fdopen(handle, "r+") as note:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotServe(_where_is_the_first(note, kind)) from None
        note.truncate(0)
        yield note
        if not note.closed:
            os.truncate(home / "serving.json", 0)


def _where_is_the_first(note: IO[str], kind: str) -> str:
    try:
        known: dict[str, Any] = json.load(note)
    except ValueError:
        return f"En annan bin/{kind} håller på att starta i samma mapp. Vänta på den, eller avsluta den med Ctrl-C."
    return f"bin/{kind} är redan igång och svarar på {known['address']} Avsluta den först om du vill starta om."


def _free_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CannotServe(
                f"Port {port} är upptagen eller får inte användas. Välj en annan, till exempel --port {8001}."
            ) from error


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
