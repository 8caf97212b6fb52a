"""Writing: one statement bare and with its journal, many writers in one hot cell, and a consent withdrawn."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks import database
from benchmarks.measuring import Goal, interleaved, table
from benchmarks.readers import ELEVEN, HAB, TODAY, case_id
from benchmarks.volume import CELLS_OF_A_CASE, HABILITATION, HUVUDMAN, NOW, SCHOOLS, Volume, named
from samverkan.guard.pages import Page
from samverkan.guard.scope import Footprint, Scope, Trail
from samverkan.policy.facts import Facts, Grant, Reader, Standing
from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    GrantId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Role,
    Tie,
)

STATEMENTS_OF_AN_ACT = 6
WRITERS = (1, 2, 4, 8)
SECONDS = 4.0
WITHDRAWALS = 50
WRITTEN_AT = NOW + timedelta(hours=1)
"""Later than all of the volume, so that what a measurement wrote can be found and taken away."""
NOTE_SLOT = 3
"""The slot of the volume's cells that holds the school's notes on support."""


def run(volume: Volume, progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """All three, on a filled database that is left as it was."""
    name = database.filled(volume)
    database.use(name)
    with _people(name), _swept(name):
        inserts, goal = _inserts(volume)
        progress(inserts)
        writers, lost = _writers(volume, name)
        progress(writers)
        withdrawal = _withdrawals(volume)
        progress(withdrawal)
    size = f"{volume.statements:,}".replace(",", " ")
    heading = f"### Skrivningar ({size} uttalanden, {volume.shape})"
    return "\n\n".join([heading, inserts, writers, withdrawal]), [goal, lost]


def _inserts(volume: Volume) -> tuple[str, Goal]:
    """`say` in a transaction of its own, beside the same with the act's event and its touch."""
    from django.db import transaction

    from samverkan.journal.models import Outcome
    from samverkan.journal.writing import record
    from samverkan.vault.texts import say

    cell = _cell(volume)
    steps = Trail({Footprint(CaseId(cell.case_id), InformationClass.SUPPORT, "R3.1"): None})

    def bare() -> None:
        with transaction.atomic():
            say(cell, "anteckning", "En rad om dagen i skolan.", by=_author(), now=WRITTEN_AT)

    def with_journal() -> None:
        with transaction.atomic():
            say(cell, "anteckning", "En rad om dagen i skolan.", by=_author(), now=WRITTEN_AT)
            record(_doing(), Outcome.DONE, steps)

    times = interleaved({"bar": bare, "med logg": with_journal}, 200)
    ratio = times["med logg"].median / times["bar"].median
    rows = [["ett uttalande", times["bar"]], ["ett uttalande med logg", times["med logg"]]]
    goal = Goal("ett uttalande med logg ≤ 1,5 × utan", f"{ratio:.2f} ×", ratio <= 1.5)
    return table(["skrivning, varaktig", "ms, median och spridning"], rows), goal


def _writers(volume: Volume, name: str) -> tuple[str, Goal]:
    """Acts of six statements each by several writers at once, all in one cell; every statement is found afterwards."""
    rows, lost = [], 0
    for count in WRITERS:
        done = [0] * count
        faults: list[str] = []
        threads = [
            threading.Thread(target=_write, args=(volume, name, done, number, faults)) for number in range(count)
        ]
        before = _rows_in(volume)
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        lost += sum(done) * STATEMENTS_OF_AN_ACT - (_rows_in(volume) - before) + len(faults)
        rows.append([count, f"{sum(done) / seconds:.0f}", len(faults)])
    found = table(["skrivare i samma cell", "handlingar/s (6 uttalanden och logg i var)", "fel"], rows)
    return found, Goal("många skrivare i en het cell: inget tappat, inga låsningar", f"{lost} tappade", lost == 0)


def _write(volume: Volume, name: str, done: list[int], number: int, faults: list[str]) -> None:
    from django.db import DatabaseError, connection, transaction

    from samverkan.journal.models import Outcome
    from samverkan.journal.writing import record
    from samverkan.vault.texts import say

    connection.settings_dict["NAME"] = name
    cell = _cell(volume)
    steps = Trail({Footprint(CaseId(cell.case_id), InformationClass.SUPPORT, "R3.1"): None})
    until = time.perf_counter() + SECONDS
    try:
        while time.perf_counter() < until:
            with transaction.atomic():
                for _ in range(STATEMENTS_OF_AN_ACT):
                    say(cell, "anteckning", "En av sex rader.", by=_author(), now=WRITTEN_AT)
                record(_doing(), Outcome.DONE, steps)
            done[number] += 1
    except DatabaseError as fault:
        faults.append(str(fault))
    finally:
        connection.close()


def _withdrawals(volume: Volume) -> str:
    """A yes is given, the page shows; it is withdrawn, and the very next read shows nothing."""
    from samverkan.guard.granting import end, give
    from samverkan.guard.pages import timeline

    case, source = case_id(volume.hot), uuid.uuid4()
    times = []
    for number in range(WITHDRAWALS):
        grant = replace(_yes(case), id=GrantId(named("withdrawal", number)))
        give(grant, source=source, now=NOW)
        if not _shows(timeline(_maria(case), case)):
            raise AssertionError("A given yes shows nothing.")
        began = time.perf_counter()
        end(source=source, now=NOW)
        seen = timeline(_maria(case), case)
        times.append((time.perf_counter() - began) * 1000)
        if _shows(seen):
            raise AssertionError("A withdrawn yes still shows.")
    times.sort()
    middle = times[len(times) // 2]
    return f"Återtaget samtycke: nästa läsning nekad {WITHDRAWALS} av {WITHDRAWALS} gånger, {middle:.1f} ms för båda."


def _shows(page: Page) -> bool:
    """Whether the page shows something that only the yes opens."""
    return any(row.cell.information_class == InformationClass.SUPPORT for row in page.rows)


def _yes(case: CaseId) -> Grant:
    return Grant(
        id=GrantId(uuid.uuid4()),
        case=case,
        classes=frozenset({InformationClass.SUPPORT}),
        kinds=frozenset(Kind),
        holders=frozenset({OrganisationId(SCHOOLS)}),
        receiver_organisation=HAB,
        receiver_role=None,
        receiver_person=None,
        purpose=Purpose.SUPPORT,
        manners=frozenset(Manner),
        begins_on=TODAY,
        ends_on=TODAY,
    )


def _maria(case: CaseId) -> Scope:
    """Her scope, gathered from the database as at each request."""
    from samverkan.guard.granting import grants_to

    seat = Standing(Tie.TEAM, Role.SPEECH_THERAPIST, HAB, Branch.CARE, case=case, born_on=ELEVEN)
    reader = Reader(_author(), (seat,))
    return Scope.of(Facts(reader, Purpose.SUPPORT, TODAY, Manner.SEND, grants_to(reader.person, [HAB])), NOW)


def _doing() -> Any:
    from samverkan.journal.writing import Doing

    return Doing(at=WRITTEN_AT, actor=_author(), role="kurator", action="matning", purpose="stod")


def _author() -> PersonId:
    return PersonId(named("author", 0))


def _cell(volume: Volume) -> Any:
    from samverkan.guard.models import Cell

    because = "a measurement writes in a cell it knows"
    return Cell.objects.unguarded(because=because).get(pk=volume.hot * CELLS_OF_A_CASE + NOTE_SLOT + 1)


def _rows_in(volume: Volume) -> int:
    from samverkan.guard.models import Statement

    because = "a measurement counts what it wrote"
    return Statement.objects.unguarded(because=because).filter(cell_id=_cell(volume).pk, made_at=WRITTEN_AT).count()


@contextmanager
def _people(name: str) -> Iterator[None]:
    """Those whom the keys name, and the vault's key."""
    from samverkan.people.models import Huvudman, Organisation, Person
    from samverkan.vault.sealing import make_key_file

    key = Path(database.home()) / "vault-key"
    if not key.exists():
        make_key_file(key)
    Huvudman.objects.get_or_create(id=HUVUDMAN, defaults={"name": "Mätkommunen", "kind": "kommun"})
    Organisation.objects.get_or_create(
        id=HABILITATION,
        defaults={
            "huvudman_id": HUVUDMAN,
            "name": "Habiliteringen",
            "kind": "habilitering",
            "branch": "halso-och-sjukvard",
            "regime": "osl",
        },
    )
    Person.objects.get_or_create(id=_author(), defaults={"given_name": "Mätare"})
    yield


@contextmanager
def _swept(name: str) -> Iterator[None]:
    """Whatever was written is taken away again, so that the next measurement finds the volume as it was made."""
    _sweep(name)
    try:
        yield
    finally:
        _sweep(name)


def _sweep(name: str) -> None:
    with database.admin(name) as connection:
        connection.execute("DELETE FROM guard_statement WHERE made_at >= %s", [WRITTEN_AT])
        connection.execute("DELETE FROM guard_grant")
        connection.execute("TRUNCATE journal_touch, journal_event CASCADE")
        connection.execute("VACUUM ANALYZE guard_statement")
