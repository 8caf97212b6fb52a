"""How a page's time grows with the volume: all sizes turn by turn in one run, each as a multiple of SELECT 1."""

from collections.abc import Callable

from benchmarks import database
from benchmarks.measuring import Goal, Times, table
from benchmarks.page import LARGE, SMALL, WHOLE_COUNTRY, fresh
from benchmarks.readers import readers
from benchmarks.volume import HUVUDMAN, Shape, Volume
from samverkan.guard import pages
from samverkan.guard.pages import newest
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence

ROUNDS, IN_A_ROUND = 5, 6
LIMITS = {LARGE: 2.5, WHOLE_COUNTRY: 3.0}


def run(sizes: list[int], shape: Shape, progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """Page 1 for every reader at every size."""
    found: dict[tuple[str, int], list[float]] = {}
    base: list[float] = []
    for turn in range(ROUNDS):
        for size in sizes:
            volume = Volume(size, shape)
            database.use(database.filled(volume))
            base += _times(lambda: pages._fetch("SELECT 1", []))
            with fence([HUVUDMAN]):
                for reader, scope in readers(volume).items():
                    found.setdefault((reader, size), []).extend(_times(_ask(scope)))
        progress(f"omgång {turn + 1} av {ROUNDS}")
    one = Times(tuple(base)).median
    return _words(found, sizes, shape, one), _goals(found, sizes, shape)


def _ask(scope: Callable[[], Scope]) -> Callable[[], object]:
    gathered = scope()
    return lambda: newest(fresh(gathered), huvudmen=[HUVUDMAN])


def _times(work: Callable[[], object]) -> list[float]:
    from benchmarks.measuring import timed

    return list(timed(work, IN_A_ROUND, warm=4).milliseconds)


def _words(found: dict[tuple[str, int], list[float]], sizes: list[int], shape: Shape, one: float) -> str:
    names = list(dict.fromkeys(reader for reader, _ in found))
    rows = []
    for reader in names:
        middles = [Times(tuple(found[reader, size])).median for size in sizes]
        rows.append([reader, *(f"{middle:.2f} ({middle / one:.0f})" for middle in middles)])
    headings = ["läsare", *(f"{size:,}".replace(",", " ") for size in sizes)]
    return (
        f"### Tillväxt, sida 1 ({shape}; ms, inom parentes gånger SELECT 1 som tog {one:.2f} ms; "
        f"{ROUNDS} omgångar om {IN_A_ROUND})\n\n" + table(headings, rows)
    )


def _goals(found: dict[tuple[str, int], list[float]], sizes: list[int], shape: Shape) -> list[Goal]:
    goals = []
    for size, limit in LIMITS.items():
        if size not in sizes or SMALL not in sizes:
            continue
        ratios = {
            reader: Times(tuple(found[reader, size])).median / Times(tuple(found[reader, SMALL])).median
            for reader, _ in found
        }
        worst = max(ratios, key=lambda reader: ratios[reader])
        count, times = f"{size:,}".replace(",", " "), f"{limit:.1f}".replace(".", ",")
        words = f"sida 1 vid {count} ≤ {times} × vid 200 000 ({shape})"
        goals.append(Goal(words, f"{ratios[worst]:.1f} × (sämst: {worst})", ratios[worst] <= limit))
    return goals
