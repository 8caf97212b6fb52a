"""The fifty newest: ours beside hand-written SQL, EXISTS, row-level security and django-guardian, for every reader."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg

from benchmarks import database, rivals
from benchmarks.measuring import Goal, Times, interleaved, surroundings, table, timed
from benchmarks.readers import readers
from benchmarks.reference import Reference
from benchmarks.volume import HUVUDMAN, Shape, Volume
from samverkan.guard import pages
from samverkan.guard.pages import Cursor, newest
from samverkan.guard.scope import Scope, Trail
from samverkan.guard.tenancy import fence

SMALL, LARGE, WHOLE_COUNTRY = 200_000, 2_000_000, 15_000_000
DEEP = 100
OURS, GATHERED = "vår sida", "räckvidden, en gång per anrop"
Measured = dict[str, dict[str, Times]]


class Wrong(AssertionError):
    """What was about to be measured does not give the right rows."""


def measure(volume: Volume, *, with_rivals: bool, progress: Callable[[str], None]) -> tuple[Measured, list[str]]:
    """Times by reader and way, and the plans of the hand-written SQL. Raises Wrong before any time is taken."""
    name = database.filled(volume)
    database.use(name)
    with fence([HUVUDMAN]), database.admin(name) as connection:
        progress(f"{volume.shape} {volume.statements}: läser allt för hand …")
        reference = Reference(connection)
        connection.execute(f"SET statement_timeout = '{rivals.LIMIT_SECONDS}s'")
        found: Measured = {}
        plans: list[str] = []
        for reader, scope in readers(volume).items():
            found[reader] = _of_reader(connection, reference, scope, plans, reader, with_rivals=with_rivals)
            progress(f"  {reader}: {found[reader][OURS]} ms, sidorna stämmer")
        return found, plans


def _of_reader(
    connection: Any,
    reference: Reference,
    gather: Callable[[], Scope],
    plans: list[str],
    reader: str,
    *,
    with_rivals: bool,
) -> dict[str, Times]:
    scope = gather()
    expected = reference.newest(scope, 50 * DEEP)
    deep = _same_pages(gather, expected)
    works: dict[str, Callable[[], object]] = {
        GATHERED: gather,  # once for each request, whatever the page shows
        OURS: lambda: newest(fresh(scope), huvudmen=[HUVUDMAN]),
    }
    works["samma SQL"] = _the_same_sql(scope)
    if deep is not None:
        works[f"vår sida {DEEP}"] = lambda: newest(fresh(scope), huvudmen=[HUVUDMAN], before=deep)
    text, values = rivals.by_hand(connection, reference.visible(scope), wide="skolchef" in reader)
    _same("för hand", rivals.ids(connection, text, values), expected)
    explained = psycopg.ClientCursor(connection).execute(f"EXPLAIN (COSTS OFF) {text}".encode(), values).fetchall()
    plans.append(f"{reader}\n" + "\n".join("    " + line[0][:150] for line in explained))
    works["för hand"] = lambda: rivals.ids(connection, text, values)
    found = interleaved(works)
    if with_rivals:
        found["EXISTS"] = _rival("EXISTS", lambda: rivals.ids(connection, *rivals.exists(scope)), expected)
        with rivals.row_level_security(connection, scope) as ask:
            found["RLS"] = _rival("RLS", ask, expected, again=False)
    return found


def fresh(scope: Scope) -> Scope:
    """The scope as a new request has it: nothing has been seen yet."""
    return replace(scope, trail=Trail())


def _same_pages(gather: Callable[[], Scope], expected: list[UUID]) -> Cursor | None:
    """Compare page after page with the reference. The cursor of the hundredth page, when there is one."""
    before, place = None, None
    for start in range(0, max(len(expected), 1), 50):
        page = newest(gather(), huvudmen=[HUVUDMAN], before=before)
        _same(f"vår sida från rad {start}", [row.id for row in page.rows], expected[start:])
        place, before = before, page.older
        if before is None:
            return None
    return place


def _same(way: str, found: list[UUID], expected: list[UUID]) -> None:
    if found != expected[: len(found)] or len(found) != min(50, len(expected)):
        raise Wrong(f"{way} gives other rows than reading everything does.")


def _the_same_sql(scope: Scope) -> Callable[[], object]:
    """Exactly the statements that our page runs for this reader, without what we do around them."""
    asked: list[tuple[Any, Any]] = []
    fetch = pages._fetch

    def remembering(text: Any, values: Any) -> Any:
        asked.append((text, values))
        return fetch(text, values)

    pages._fetch = remembering
    try:
        newest(scope, huvudmen=[HUVUDMAN])
    finally:
        pages._fetch = fetch
    return lambda: [fetch(text, values) for text, values in asked]


def _rival(way: str, ask: rivals.Ask, expected: list[UUID], *, again: bool = True) -> Times:
    try:
        _same(way, ask(), expected)
        return timed(ask, 5, warm=2)
    except psycopg.errors.QueryCanceled:
        return Times((rivals.LIMIT_SECONDS * 1000.0,), late=True)


def guardian_times(volume: Volume, progress: Callable[[str], None]) -> dict[str, Times]:
    """django-guardian's time for each reader. Small volumes only: it needs a row for each statement and reader."""
    from samverkan.people.models import Account, Person

    name = database.filled(volume)
    database.use(name)
    with database.admin(name) as connection:
        reference = Reference(connection)
    person, _ = Person.objects.get_or_create(given_name="Mätare", family_name="Guardian")
    account = Account.objects.filter(person=person).first() or Account.objects.create_account(
        email="matare@example.se", person=person, password=None
    )
    found = {}
    for reader, scope in readers(volume).items():
        visible = reference.newest(scope(), volume.statements)
        ask = rivals.guardian(visible, account)
        with database.admin(name) as connection:
            connection.execute("ANALYZE guardian_userobjectpermission")
        found[reader] = _rival("django-guardian", ask, visible)
        progress(f"  {reader}: django-guardian {found[reader]} ms, {len(visible)} rader")
    return found


def run(sizes: list[int], shapes: list[Shape], progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """Everything about pages, as Markdown, with the goals."""
    parts: list[str] = []
    measured: dict[tuple[Shape, int], Measured] = {}
    for shape in shapes:
        for size in sizes:
            volume = Volume(size, shape)
            found, plans = measure(volume, with_rivals=True, progress=progress)
            measured[shape, size] = found
            if size == SMALL and shape == "zipf":
                for reader, times in _guardian_or_nothing(volume, progress).items():
                    found[reader]["django-guardian"] = times
            parts.append(_section(shape, size, found))
            if size == max(sizes) and shape == "zipf":
                parts.append("Planerna för det handskrivna:\n\n```\n" + "\n".join(plans) + "\n```")
    return "\n\n".join(parts), goals(measured)


def _guardian_or_nothing(volume: Volume, progress: Callable[[str], None]) -> dict[str, Times]:
    try:
        import guardian  # noqa: F401
    except ImportError:
        progress("django-guardian är inte installerat och mäts inte.")
        return {}
    return guardian_times(volume, progress)


def _section(shape: Shape, size: int, found: Measured) -> str:
    ways = list(dict.fromkeys(way for times in found.values() for way in times))
    rows = [[reader, *(str(times.get(way, "–")) for way in ways)] for reader, times in found.items()]
    count = f"{size:,}".replace(",", " ")
    return f"### {count} uttalanden, {shape} (ms, median och spridning)\n\n" + table(["läsare", *ways], rows)


def goals(measured: dict[tuple[Shape, int], Measured]) -> list[Goal]:
    """The goals that pages answer, judged on the worst reader."""
    found: list[Goal] = []
    for shape in ("zipf", "uniform"):
        small, large = measured.get((shape, SMALL)), measured.get((shape, LARGE))
        if not large:
            continue
        ours = {reader: times[OURS].median for reader, times in large.items()}
        if small:
            growth = {reader: ours[reader] / small[reader][OURS].median for reader in ours}
            found.append(_worst(f"sida 1 vid 2 M ≤ 2,5 × vid 200 k ({shape})", growth, 2.5))
        deep = {r: t[f"vår sida {DEEP}"].median / ours[r] for r, t in large.items() if f"vår sida {DEEP}" in t}
        found.append(_worst(f"sida 100 ≤ 1,5 × sida 1 ({shape})", deep, 1.5))
        narrow = next(iter(ours))
        against = large[narrow]["EXISTS"].median / ours[narrow]
        more = "mer än " if large[narrow]["EXISTS"].late else ""
        found.append(
            Goal(
                f"sida 1 ≥ 20 × snabbare än EXISTS för den smalaste ({shape})", f"{more}{against:.0f} ×", against >= 20
            )
        )
        through = {reader: ours[reader] / times["samma SQL"].median for reader, times in large.items()}
        found.append(_worst(f"genom vår kod ≤ 2 × samma SQL ({shape})", through, 2))
        byhand = {reader: ours[reader] / times["för hand"].median for reader, times in large.items()}
        found.append(_worst(f"genom vår kod ≤ 2 × bästa handskrivna SQL, som redan vet cellerna ({shape})", byhand, 2))
        spread = max(ours.values()) / min(ours.values())
        found.append(Goal(f"smalaste och bredaste läsaren inom × 5 ({shape})", f"× {spread:.1f}", spread <= 5))
    return found


def _worst(words: str, ratios: dict[str, float], limit: float) -> Goal:
    reader = max(ratios, key=lambda name: ratios[name])
    return Goal(words, f"{ratios[reader]:.1f} × (sämst: {reader})", ratios[reader] <= limit)


__all__ = ["LARGE", "SMALL", "WHOLE_COUNTRY", "goals", "measure", "run", "surroundings"]
