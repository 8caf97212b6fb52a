"""A meeting that goes on: saving a row with eight who write at once, the page they write on, and paper for each."""

import http.client
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from benchmarks import database
from benchmarks.http import PORT, p95, served, world
from benchmarks.measuring import Goal, Times, table
from benchmarks.urls import BARE
from samverkan.web.serving import HOST

WRITERS = 8
WHO = ("sara", "anna-karin", "jonas")
"""Those of the cast who may write at Ebba's meeting. Some have it open in more than one window."""
SECONDS, PAUSES = 6.0, (0.0, 1.0, 5.0)
"""How long each rush lasts without a pause, and how long one who writes thinks between two rows: not at all, as no hand
can, and as somebody does who also listens."""
KEPT_OPEN = 1.0
"""Seconds between two requests within which the server surely keeps the line; after that a browser opens another."""
ROWS = 30
"""What stands in the minutes of a meeting of 90 minutes."""
ROUNDS = 5
ROW_GOAL, PAPER_GOAL = 100.0, 100.0
TOKEN = "a" * 32
"""Of the form: the product holds the cookie's against the field's."""


@dataclass(frozen=True)
class Meeting:
    """The meeting that is measured."""

    id: UUID
    topic: UUID
    cookies: tuple[str, ...]

    @property
    def row_url(self) -> str:
        """Where a row is saved."""
        return f"/moten/{self.id}/under/rad"


def run(progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """Everything on a copy of the invented municipality, which is thrown away."""
    name = database.copied(world(progress), "bench_mote")
    database.use(name)
    held = _begun()
    with served(name):
        page = _asked([f"/moten/{held.id}/under"], held.cookies[0])
        bare = {pause: _rush(held, pause, _bare) for pause in PAUSES}
        rows = {pause: _rush(held, pause, _row) for pause in PAUSES}
        for pause in PAUSES:
            progress(f"rad: p95 {p95(rows[pause]):.0f} ms vid {WRITERS} som skriver, {pause:.0f} s emellan")
        papers = {what: _asked(urls, held.cookies[0]) for what, urls in _papers(held).items()}
    drawn = _drawn(held)
    database.drop(name)
    return _told(page, bare, rows, papers | {"därav bara PDF:en av Inför mötet": drawn}), _goals(rows, papers, drawn)


def _told(
    page: Times, bare: Mapping[float, list[float]], rows: Mapping[float, list[float]], papers: Mapping[str, Times]
) -> str:
    heads = ["takt", "en rad, p95 ms", "bar vy, p95 ms", "gånger"]
    paced = [
        [
            f"{pause:.0f} s mellan raderna" if pause else "utan paus",
            f"{p95(rows[pause]):.0f}",
            f"{p95(bare[pause]):.0f}",
            f"{p95(rows[pause]) / p95(bare[pause]):.1f}",
        ]
        for pause in reversed(PAUSES)
    ]
    single = [[what, times] for what, times in {f"sidan Under, {ROWS} rader": page, **papers}.items()]
    return "\n\n".join(
        [
            f"### Ett möte ({WRITERS} som skriver, gunicorn, 2 processer × 4 trådar, klienten på samma maskin)",
            table(heads, paced),
            table(["en i taget", "ms, median och spridning"], single),
        ]
    )


def _goals(rows: Mapping[float, list[float]], papers: Mapping[str, Times], drawn: Times) -> list[Goal]:
    slowest = max(papers, key=lambda what: papers[what].median)
    return [
        *(
            Goal(
                f"en rad sparad, p95 ≤ {ROW_GOAL:.0f} ms med {WRITERS} som skriver i ett möte, {pause:.0f} s emellan",
                f"{p95(rows[pause]):.0f} ms",
                p95(rows[pause]) <= ROW_GOAL,
            )
            for pause in PAUSES[1:]
        ),
        Goal(
            f"PDF ≤ {PAPER_GOAL:.0f} ms per mottagare",
            f"{drawn.median:.0f} ms",
            drawn.median <= PAPER_GOAL,
        ),
        Goal(
            f"papper ≤ {PAPER_GOAL:.0f} ms per mottagare, hela svaret med allt som läses och loggas",
            f"{papers[slowest].median:.0f} ms (sämst: {slowest})",
            papers[slowest].median <= PAPER_GOAL,
        ),
    ]


def _begun() -> Meeting:
    """Ebba's next meeting has begun with everybody, and has the rows of a whole meeting."""
    from django.test import Client

    from samverkan.demo.making import known_id
    from samverkan.people.models import Account

    clients = []
    for slug in WHO:
        client = Client(SERVER_NAME="localhost")
        client.force_login(Account.objects.get(person_id=known_id("person", slug)))
        clients.append(client)
    meeting = known_id("mote", "ebba", "2")
    _sent(clients[0], f"/moten/{meeting}/under", {"borja": "ja", "har": _seats(meeting)})
    held = Meeting(meeting, _topic(meeting), tuple(_cookies(client) for client in clients))
    for number in range(ROWS):
        _sent(clients[0], held.row_url, _words(held, f"Rad {number} av det som sades."))
    return held


def _sent(client: Any, url: str, told: Mapping[str, object]) -> None:
    if client.post(url, told).status_code != 302:
        raise RuntimeError(f"{url} did not take what was written.")


def _seats(meeting: UUID) -> list[str]:
    from samverkan.meetings.models import Invitee

    rows = Invitee.objects.unguarded(because="a measurement lets everybody in").filter(meeting=meeting, removed_at=None)
    return [str(row.id) for row in rows]


def _topic(meeting: UUID) -> UUID:
    from samverkan.meetings.models import AgendaItem

    items = AgendaItem.objects.unguarded(because="a measurement writes under a topic it knows")
    found: UUID = items.filter(meeting=meeting, dropped_at=None).order_by("position").values_list("id", flat=True)[2]
    return found


def _words(held: Meeting, text: str) -> dict[str, str]:
    return {"row": str(uuid.uuid4()), "topic": str(held.topic), "kind": "anteckning", "text": text}


def _cookies(client: Any) -> str:
    found = {one.key: one.value for one in client.cookies.values()} | {"csrftoken": TOKEN}
    return "; ".join(f"{key}={value}" for key, value in found.items())


def _rush(held: Meeting, pause: float, ask: Callable[[http.client.HTTPConnection, Meeting, str], None]) -> list[float]:
    """Seconds of each answer, when eight write at once and think for so long between two rows."""
    until = time.perf_counter() + SECONDS * (3 if pause else 1)

    def one(number: int) -> list[float]:
        connection, times = http.client.HTTPConnection(HOST, PORT), []
        time.sleep(pause * number / WRITERS)
        while time.perf_counter() < until:
            began = time.perf_counter()
            ask(connection, held, held.cookies[number % len(held.cookies)])
            times.append(time.perf_counter() - began)
            if pause > KEPT_OPEN:
                connection.close()
            time.sleep(pause)
        connection.close()
        return times

    with ThreadPoolExecutor(WRITERS) as pool:
        return [took for times in pool.map(one, range(WRITERS)) for took in times]


def _row(connection: http.client.HTTPConnection, held: Meeting, cookie: str) -> None:
    words = _words(held, f"Skrivet {datetime.now().timestamp()}.") | {"csrfmiddlewaretoken": TOKEN}  # noqa: DTZ005
    sent = {"Cookie": cookie, "Host": f"localhost:{PORT}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", held.row_url, urlencode(words), sent)
    _answered(connection, held.row_url, 302)


def _bare(connection: http.client.HTTPConnection, held: Meeting, cookie: str) -> None:
    connection.request("GET", f"/{BARE}", headers={"Cookie": cookie, "Host": f"localhost:{PORT}"})
    _answered(connection, BARE, 200)


def _answered(connection: http.client.HTTPConnection, url: str, status: int) -> None:
    answer = connection.getresponse()
    answer.read()
    if answer.status != status:
        raise RuntimeError(f"{url} answered {answer.status}.")


def _papers(held: Meeting) -> dict[str, list[str]]:
    """Every paper of the meeting, an address for each who gets one."""
    from samverkan.demo.making import known_id
    from samverkan.meetings.models import Invitee

    because = "a measurement prints for everybody"
    seats = Invitee.objects.unguarded(because=because).filter(meeting=held.id, removed_at=None)
    return {
        "inbjudan": [f"/moten/{held.id}/inbjudan/{seat.id}/papper" for seat in seats],
        "dagordning": [f"/moten/{held.id}/inbjudan/{seat.id}/dagordning" for seat in seats],
        "minnesanteckningar": [f"/moten/{held.id}/efter/som/{seat.person_id}/papper" for seat in seats],
        "Inför mötet": [f"/moten/{held.id}/rummet/papper"],
        "planen": [f"/elever/{known_id('elev', 'ebba')}/plan/utskrift"],
    }


def _drawn(held: Meeting) -> Times:
    """Milliseconds from a page that is decided to the bytes of its PDF. Each names another, so that none is known."""
    from django.utils import timezone

    from samverkan.access.gathering import scope_for
    from samverkan.demo.making import known_id
    from samverkan.meetings.room_page import room_page
    from samverkan.meetings.room_paper import room_paper
    from samverkan.paper.rendering import render
    from samverkan.people.wording import local_day
    from samverkan.policy.vocabulary import PersonId

    now, found = timezone.now(), []
    page = room_page(scope_for(PersonId(known_id("person", "sara")), now=now, today=local_day(now)), held.id)
    for number in range(4 * ROUNDS + 1):
        paper = room_paper(page, made_by=f"Sara Holm {number}", now=now)
        began = time.perf_counter()
        render(paper)
        if number:
            found.append((time.perf_counter() - began) * 1000)
    return Times(tuple(found))


def _asked(urls: list[str], cookie: str) -> Times:
    """Milliseconds of each of these addresses, one at a time."""
    connection, found = http.client.HTTPConnection(HOST, PORT), []
    for round_ in range(ROUNDS + 1):
        for url in urls:
            began = time.perf_counter()
            connection.request("GET", url, headers={"Cookie": cookie, "Host": f"localhost:{PORT}"})
            _answered(connection, url, 200)
            if round_:
                found.append((time.perf_counter() - began) * 1000)
    connection.close()
    return Times(tuple(found))
