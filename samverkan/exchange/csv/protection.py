"""Protected rows lose their contact details before anything is shown, kept or read further.

Also a brother's row leads home: rows that share a guardian with a protected row lose theirs too (OSL 21:3, 22:2).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.exchange.csv import cells
from samverkan.exchange.csv.headings import ColumnMap, protection
from samverkan.exchange.csv.table import Line, Table

CONTACT = ("mail", "telefon", "vh1-telefon", "vh1-mail", "vh2-telefon", "vh2-mail")


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A table safe to keep and show.

    `protected` are the numbers of marked rows, `household` of rows beside them, `guardians` the marked guardians as
    (row number, prefix of her columns).
    """

    table: Table
    protected: frozenset[int]
    household: frozenset[int]
    guardians: frozenset[tuple[int, str]]


def scrub(table: Table, columns: ColumnMap) -> Scrubbed:
    """Blank phone, mail and every column that is not read, in marked rows and in rows that share a guardian with one.

    A row is marked by its protection columns (all headings that speak of it, mapped or not) and by the words for it in
    any cell at all, so that a wrong map cannot lose a mark.
    """
    marks = {line.number: _marks(line, table.headings, columns) for line in table.lines}
    protected = frozenset(number for number, found in marks.items() if "" in found)
    guardians = frozenset((number, prefix) for number, found in marks.items() for prefix in found if prefix)
    household = _household(table, columns, protected | {number for number, _ in guardians}) - protected
    hidden = protected | household
    kept = {index for index, slug in enumerate(columns.columns) if slug is not None and slug not in CONTACT}
    lines = tuple(_blank(line, kept) if line.number in hidden else line for line in table.lines)
    return Scrubbed(table.with_lines(lines), protected, household, guardians)


def _marks(line: Line, headings: tuple[str, ...], columns: ColumnMap) -> set[str]:
    """Prefixes of the marked in this row: empty for the person of the row, `vh1-` and `vh2-` for guardians."""
    found = set()
    for heading, slug, cell in zip(headings, columns.columns, line.cells, strict=True):
        mark = slug if slug is not None and slug.endswith("skyddad") else protection(heading)
        if (mark is not None and not cells.says_no(cell)) or cells.names_protection(cell):
            found.add(_prefix(mark or slug or ""))
    return found


def _prefix(slug: str) -> str:
    return slug[:4] if slug.startswith("vh") else ""


def _household(table: Table, columns: ColumnMap, marked: frozenset[int]) -> frozenset[int]:
    hidden = set(marked)
    seen: set[str] = set()
    keys = {line.number: set(_guardian_keys(line, columns)) for line in table.lines}
    waiting = list(marked)
    rows_by_key: dict[str, list[int]] = {}
    for number, found in keys.items():
        for key in found:
            rows_by_key.setdefault(key, []).append(number)
    while waiting:
        for key in keys[waiting.pop()] - seen:
            seen.add(key)
            fresh = set(rows_by_key[key]) - hidden
            hidden |= fresh
            waiting.extend(fresh)
    return frozenset(hidden)


def _guardian_keys(line: Line, columns: ColumnMap) -> Iterator[str]:
    row = dict(zip(columns.columns, line.cells, strict=True))
    for number in ("1", "2"):
        phone = cells.phone_key(row.get(f"vh{number}-telefon", ""))
        mail = cells.value(row.get(f"vh{number}-mail", "")).casefold()
        parts = (f"vh{number}-namn", f"vh{number}-fornamn", f"vh{number}-efternamn")
        name = cells.folded_name(*(cells.name(row.get(part, "")) for part in parts))
        yield from (key for key in (phone, mail, name) if key)


def _blank(line: Line, kept: set[int]) -> Line:
    return Line(line.number, tuple(cell if index in kept else "" for index, cell in enumerate(line.cells)))
