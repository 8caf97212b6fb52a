"""A list from file to roster in one place: what the import page and the command line both use."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samverkan.exchange.csv.headings import ColumnMap, ListKind, is_address
from samverkan.exchange.csv.protection import Scrubbed, scrub
from samverkan.exchange.csv.pupils import read_pupils
from samverkan.exchange.csv.rows import label
from samverkan.exchange.csv.staff import read_staff
from samverkan.exchange.csv.table import Table
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.roster import Remark, Roster, Severity, Unit

PREVIEW_ROWS = 5
READERS = {ListKind.PUPILS: read_pupils, ListKind.STAFF: read_staff}


def read(
    table: Table,
    columns: ColumnMap,
    *,
    unit: Unit,
    today: date,
    known_classes: frozenset[str] = frozenset(),
    known_protected: Callable[[str], bool] = lambda _: False,
    kept: tuple[Unit, ...] | None = None,
) -> Roster:
    """The roster of a list; `Roster.source` is `csv:elever:` or `csv:personal:` and the school chosen for it.

    `kept` are our schools (as `roster_unit`) that the one who imports answers for: a row of another is left out with a
    remark, and nobody at another is shown or ended. None: all.
    Raises SourceFault when the map lacks a column that a list cannot be without.
    """
    if columns.missing():
        raise SourceFault(
            f"Listan saknar en kolumn för {' och '.join(columns.missing())}.",
            "Välj vilken kolumn det är, eller lägg till den i listan.",
        )
    roster = READERS[columns.kind](
        scrub(table, columns),
        columns,
        source=source_name(columns.kind, unit),
        unit=unit,
        today=today,
        known_classes=known_classes,
        known_protected=known_protected,
        kept=kept,
    )
    if kept is not None:
        roster = replace(roster, kept=frozenset(UUID(each.id) for each in kept))
    return _with_unread(roster, table, columns)


def source_name(kind: ListKind, unit: Unit) -> str:
    """The name a list's ids are scoped by: its kind and the school it was uploaded for."""
    return f"csv:{kind}:{unit.code or unit.id}"


def _with_unread(roster: Roster, table: Table, columns: ColumnMap) -> Roster:
    return replace(roster, remarks=roster.remarks + tuple(_unread(table, columns)))


def _unread(table: Table, columns: ColumnMap) -> list[Remark]:
    found = []
    for heading, slug in zip(table.headings, columns.columns, strict=True):
        if slug is None and heading:
            why = "Adresser läses aldrig in." if is_address(heading) else "Kolumnen lästes inte."
            found.append(Remark(Severity.NOTE, f"kolumn {heading}", why))
    return found


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column of the preview: its heading in the file, what it is read as, and the slug (empty: not read)."""

    index: int
    heading: str
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they will be read. Protected rows are shown as one word and nothing else."""

    columns: tuple[PreviewColumn, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    total: int
    encoding: str
    separator: str


def preview(table: Table, columns: ColumnMap) -> Preview:
    """The columns and the first five rows."""
    scrubbed = scrub(table, columns)
    shown = tuple(
        PreviewColumn(index, heading, slug or "", label(slug) if slug else "Läses inte")
        for index, (heading, slug) in enumerate(zip(table.headings, columns.columns, strict=True))
    )
    rows = tuple(
        (line.number, blanked(scrubbed, line.number, line.cells)) for line in scrubbed.table.lines[:PREVIEW_ROWS]
    )
    return Preview(shown, rows, len(table.lines), table.encoding, table.separator)


def blanked(scrubbed: Scrubbed, number: int, row: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a row as they may be shown: a protected row only says that it is protected."""
    if number not in scrubbed.protected:
        return row
    return ("skyddad",) + ("",) * (len(row) - 1)
