"""One pupil's timeline through our code, beside the same SQL without any policy."""

from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks import database
from benchmarks.measuring import Goal, Times, interleaved, table
from benchmarks.page import fresh
from benchmarks.readers import case_id, readers
from benchmarks.reference import Reference
from benchmarks.volume import HUVUDMAN, Shape, Volume
from samverkan.guard.pages import COLUMNS, timeline
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence
from samverkan.policy.vocabulary import CaseId

FREE = (
    f"SELECT {COLUMNS} FROM guard_cell c CROSS JOIN LATERAL (SELECT * FROM guard_statement s WHERE s.cell_id = c.id "
    "AND NOT EXISTS (SELECT FROM guard_statement newer WHERE newer.replaces_id = s.id OFFSET 0) "
    "ORDER BY s.made_at DESC, s.id DESC LIMIT 26) s WHERE c.case_id = %s ORDER BY s.made_at DESC, s.id DESC LIMIT 26"
)


def run(sizes: list[int], shapes: list[Shape], progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """The hot case and an ordinary one, for somebody of the team; ids are compared with the reference first."""
    rows: list[list[object]] = []
    worst: dict[str, float] = {}
    for shape in shapes:
        for size in sizes:
            volume = Volume(size, shape)
            for what, times in _measure(volume).items():
                count = f"{size:,}".replace(",", " ")
                name = f"{what}, {count} {shape}"
                ours, free = times["vår"], times["utan"]
                rows.append([name, ours, free, f"{ours.median / free.median:.1f} ×"])
                worst[name] = ours.median / free.median
                progress(f"tidslinje {name}: {ours} ms")
    reader = max(worst, key=lambda name: worst[name])
    goal = Goal(
        "en elevs tidslinje ≤ 2 × samma SQL utan prövning", f"{worst[reader]:.1f} × ({reader})", worst[reader] <= 2
    )
    return "### Tidslinje (ms)\n\n" + table(["fall", "vår", "samma SQL utan prövning", "kvot"], rows), [goal]


def _measure(volume: Volume) -> dict[str, dict[str, Times]]:
    name = database.filled(volume)
    database.use(name)
    gather = readers(volume)["kurator (60 elever och skolan)"]
    seats = [standing.case for standing in gather().reader.standings if standing.case is not None]
    found = {}
    with fence([HUVUDMAN]), database.admin(name) as connection:
        reference = Reference(connection)
        for what, case in (("het elev", case_id(volume.hot)), ("vanlig elev", seats[1])):
            _compare(reference, gather, case)
            found[what] = interleaved({"vår": partial(_ours, gather(), case), "utan": _without(connection, case)}, 25)
    return found


def _ours(scope: Scope, case: CaseId) -> object:
    return timeline(fresh(scope), case)


def _without(connection: Any, case: CaseId) -> Callable[[], object]:
    return lambda: connection.cursor(binary=True).execute(FREE.encode(), [case], prepare=True).fetchall()


def _compare(reference: Reference, gather: Callable[[], Scope], case: CaseId) -> None:
    scope = gather()
    own = {number for number, cell in reference.cells.items() if cell.case == case and scope.reading.covers(cell)}
    expected = [row for row, cell in reference.statements if cell in own]
    page = timeline(scope, case, size=25)
    for start in range(0, min(len(expected), 200), 25):
        if [row.id for row in page.rows] != expected[start : start + 25]:
            raise AssertionError("The timeline shows other rows than reading everything does.")
        page = timeline(scope, case, size=25, before=page.older)
