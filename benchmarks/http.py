"""Whole requests, through gunicorn and every middleware: pages beside a bare view of the same stack."""

import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import database
from benchmarks.measuring import Goal, table
from benchmarks.urls import BARE
from samverkan.web.configuration import CHECKOUT
from samverkan.web.preparing import fingerprint
from samverkan.web.serving import HOST

PORT = 8497
REPETITIONS, SECONDS = 5, 3.0
FEW_USERS, MANY_USERS = 4, 20
P95_GOAL, SHARE_GOAL, SIZE_GOAL = 200, 1 / 5, 60
ELSEWHERE = re.compile(rb"""(?:src|href|action)=["']?(?:https?:)?//(?!localhost|127\.)""")


@dataclass(frozen=True)
class Rate:
    """One address: requests a second at few users, the slowest twentieth at many, and the page itself."""

    per_second: tuple[float, ...]
    slowest_twentieth: float
    at_reading_pace: float
    """The same when each user reads for a second before the next page."""
    kilobytes: float
    elsewhere: bool

    @property
    def median(self) -> float:
        """Requests a second."""
        return statistics.median(self.per_second)


def run(progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """Measure the pages of the rektor in the invented municipality."""
    name = world(progress)
    cookie, pages = _rektor(name)
    with served(name):
        found = {}
        for what, address in pages.items():
            found[what] = _measure(address, cookie)
            progress(f"{what}: {found[what].median:.0f}/s, p95 {found[what].slowest_twentieth:.0f} ms")
    rows = [
        [
            what,
            f"{rate.median:.0f} ({min(rate.per_second):.0f}–{max(rate.per_second):.0f})",
            f"{rate.median / found['bar vy'].median:.2f}",
            f"{rate.slowest_twentieth:.0f}",
            f"{rate.at_reading_pace:.0f}",
            f"{rate.kilobytes:.1f}",
        ]
        for what, rate in found.items()
    ]
    words = (
        f"### Hela sidor (gunicorn, 2 processer × 4 trådar, klienten på samma maskin, {REPETITIONS} × {SECONDS:.0f} s)"
    )
    headings = [
        "sida",
        f"svar/s vid {FEW_USERS} användare",
        "andel av bar vy",
        f"p95 vid {MANY_USERS} utan paus, ms",
        f"p95 vid {MANY_USERS} som läser en sekund, ms",
        "HTML, kB gzip",
    ]
    return f"{words}\n\n" + table(headings, rows), _goals(found)


def _goals(found: dict[str, Rate]) -> list[Goal]:
    bare = found["bar vy"].median
    pages = {what: rate for what, rate in found.items() if what != "bar vy"}
    share = pages["Elever"].median / bare
    slowest = max(pages, key=lambda what: pages[what].slowest_twentieth)
    patient = max(pages, key=lambda what: pages[what].at_reading_pace)
    largest = max(pages, key=lambda what: pages[what].kilobytes)
    away = [what for what, rate in pages.items() if rate.elsewhere]
    return [
        Goal("listsidan ≥ 1/5 av en bar vy", f"{share:.2f} av den", share >= SHARE_GOAL),
        Goal(
            f"p95 ≤ {P95_GOAL} ms vid {MANY_USERS} samtidiga anrop utan paus",
            f"{pages[slowest].slowest_twentieth:.0f} ms (sämst: {slowest})",
            pages[slowest].slowest_twentieth <= P95_GOAL,
        ),
        Goal(
            f"p95 ≤ {P95_GOAL} ms vid {MANY_USERS} samtidiga användare som läser en sekund",
            f"{pages[patient].at_reading_pace:.0f} ms (sämst: {patient})",
            pages[patient].at_reading_pace <= P95_GOAL,
        ),
        Goal(
            f"HTML ≤ {SIZE_GOAL} kB gzip",
            f"{pages[largest].kilobytes:.1f} kB (störst: {largest})",
            pages[largest].kilobytes <= SIZE_GOAL,
        ),
        Goal("inget hämtas från någon annan", ", ".join(away) or "inget", not away),
    ]


def world(progress: Callable[[str], None]) -> str:
    """The name of a database with the invented municipality."""
    made = fingerprint([*CHECKOUT.glob("samverkan/*/migrations/*.py"), *CHECKOUT.glob("samverkan/demo/**/*.py")])
    name = f"bench_demo_{made[:8]}"
    if not database.exists(name):
        from samverkan.demo.commands import build

        key = Path(database.home()) / "vault-key"
        if not key.exists():
            from samverkan.vault.sealing import make_key_file

            make_key_file(key)
        progress("Bygger den påhittade kommunen …")
        draft = database.empty(f"{name}_ny")
        database.use(draft)
        if build([]):
            raise RuntimeError("The municipality could not be built.")
        database.rename(draft, name)
    database.use(name)
    return name


def _rektor(name: str) -> tuple[str, dict[str, str]]:
    """The rektor's cookie and the addresses she is measured on."""
    from django.test import Client
    from django.utils import timezone

    from samverkan.access.gathering import scope_for
    from samverkan.demo.making import known_id
    from samverkan.meetings.models import Meeting
    from samverkan.people.models import Account, Pupil
    from samverkan.policy.vocabulary import PersonId

    database.use(name)
    account = Account.objects.get(person_id=known_id("person", "anna-karin"))
    client = Client()
    client.force_login(account)
    now = timezone.now()
    scope = scope_for(PersonId(account.person_id), now=now, today=timezone.localdate(now))
    ebba = Pupil.objects.within(scope).get(person_id=known_id("person", "ebba"))
    meeting = Meeting.objects.within(scope).filter(case_id=ebba.case_id).order_by("-starts_at").first()
    pages = {
        "bar vy": f"/{BARE}",
        "Idag": "/",
        "Elever": "/elever",
        "Skolan": "/skolan",
        "Elevsidan": f"/elever/{ebba.case_id}",
        "Planen": f"/elever/{ebba.case_id}/plan",
        "Tidslinjen": f"/elever/{ebba.case_id}/tidslinje",
    }
    if meeting is not None:
        pages["Rummet"] = f"/moten/{meeting.pk}/rummet"
    return "; ".join(f"{one.key}={one.value}" for one in client.cookies.values()), pages


@contextmanager
def served(name: str) -> Iterator[None]:
    """The measured site on this database, until one has measured."""
    environment = {**os.environ, "DATABASE_URL": database.server().dsn("app", name), "PYTHONPATH": str(CHECKOUT)}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "benchmarks.site", str(PORT)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        if process.stdout.readline().strip() != "redo":
            raise RuntimeError("The measured site did not start.")
        yield
    finally:
        process.terminate()
        process.wait(30)


def _measure(address: str, cookie: str) -> Rate:
    body = _visit(http.client.HTTPConnection(HOST, PORT), address, cookie)
    _rush(address, cookie, FEW_USERS, 1.0)
    rates = [len(_rush(address, cookie, FEW_USERS, SECONDS)) / SECONDS for _ in range(REPETITIONS)]
    times = _rush(address, cookie, MANY_USERS, SECONDS * 2)
    paced = _rush(address, cookie, MANY_USERS, SECONDS * 3, pause=1.0)
    return Rate(
        tuple(rates), p95(times), p95(paced), len(gzip.compress(body)) / 1024, ELSEWHERE.search(body) is not None
    )


def p95(seconds: list[float]) -> float:
    """Milliseconds that nineteen of twenty stay within."""
    ordered = sorted(seconds)
    return ordered[int(len(ordered) * 0.95)] * 1000


def _rush(address: str, cookie: str, users: int, seconds: float, *, pause: float = 0.0) -> list[float]:
    """Seconds of each answer, when so many users ask again after the pause."""
    until = time.perf_counter() + seconds

    def one(_: int) -> list[float]:
        connection, times = http.client.HTTPConnection(HOST, PORT), []
        while time.perf_counter() < until:
            began = time.perf_counter()
            _visit(connection, address, cookie)
            times.append(time.perf_counter() - began)
            time.sleep(pause)
        connection.close()
        return times

    with ThreadPoolExecutor(users) as pool:
        return [took for times in pool.map(one, range(users)) for took in times]


def _visit(connection: http.client.HTTPConnection, address: str, cookie: str) -> bytes:
    connection.request("GET", address, headers={"Cookie": cookie, "Host": f"localhost:{PORT}"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}.")
    return body
