"""A list as it lies in a file: headings and numbered lines of text, within limits."""

from dataclasses import dataclass, replace
from typing import IO

from samverkan.exchange.csv import headings, sheet, swallowed, text
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.roster import Remark, Severity

SIZE_LIMIT = 10_000_000
"""Bytes. A list of 5,000 pupils with guardians is about 1.5 MB."""
MOST_LINES = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 1_000
OLD_EXCEL = (b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
"""Of 1997 and later, and of the years before."""
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
READABLE = "Samverkan läser CSV och Excel (.xlsx)."
"""Said with every file that is something else."""
PACKED = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `number` is the row number a spreadsheet shows. Cells are stripped, as many as there are headings."""

    number: int
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Line({self.number})"


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. `separator` is empty for Excel; remarks are about the reading itself."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str
    separator: str
    remarks: tuple[Remark, ...] = ()

    def with_lines(self, lines: tuple[Line, ...]) -> "Table":
        """The same table with other lines."""
        return replace(self, lines=lines)


def load(stream: IO[bytes]) -> Table:
    """Read a CSV or an Excel file, whatever it is called.

    Reads at most ten megabytes, however large the file is. Raises SourceFault, and nothing else, when it cannot.
    """
    data = stream.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise SourceFault(
            "Filen är större än 10 MB. En elevlista brukar vara under 1 MB.",
            "Spara bara listans blad, utan bilder, och försök igen.",
        )
    if not data.strip():
        raise SourceFault("Filen är tom.", "Kontrollera att du valde rätt fil.")
    if data.startswith(OLD_EXCEL):
        raise SourceFault("Filen är i Excels äldre format (.xls) eller har lösenord.", "Spara som .xlsx utan lösenord.")
    if data.startswith(PACKED):
        raise SourceFault("Filen är packad.", f"Packa upp den och välj listan som ligger i den. {READABLE}")
    if data.startswith(b"%PDF"):
        raise SourceFault("Filen är en PDF.", f"{READABLE} Hämta listan så i stället.")
    if data.startswith(PICTURES) or data[4:8] == b"ftyp":
        raise SourceFault("Filen är en bild.", f"{READABLE} Hämta listan så i stället.")
    if data.startswith(b"PK\x03\x04"):
        rows, marks = sheet.rows(data, most_rows=MOST_LINES)
        return _table(rows, marks, "excel", "")
    decoded, encoding = text.decode(data)
    rows, separator = text.rows(decoded)
    return _table(rows, {}, encoding, separator)


def _table(rows: list[list[str]], marks: dict[tuple[int, int], str], encoding: str, separator: str) -> Table:
    written, rows = rows, [[_clean(cell) for cell in row] for row in rows]
    at = headings.row_of_headings(rows)
    if at is None:
        raise SourceFault("Filen har inga rader.", "Kontrollera att du valde rätt fil.")
    width = max(index for index, cell in enumerate(rows[at]) if cell) + 1
    _refuse_excess(rows, at, width)
    titles = tuple(rows[at][:width])
    if separator:
        swallowed.refuse(written, at, titles, separator)
    lines = tuple(
        Line(number + 1, tuple((row + [""] * width)[:width]))
        for number, row in enumerate(rows)
        if number > at and any(row)
    )
    if not lines:
        raise SourceFault("Filen har bara rubriker och inga rader.", "Kontrollera att du valde rätt fil.")
    remarks = _overflow(rows, at, width) + _formulas(marks, at, titles)
    return Table(titles, lines, encoding, separator, tuple(remarks))


def _clean(cell: str) -> str:
    """Without the invisible: hard spaces, zero-width marks and line breaks inside a cell."""
    for sign in ("\ufeff", "\u200b", "\u200e", "\u200f", "\u202a", "\u202c"):
        cell = cell.replace(sign, "")
    return " ".join(cell.split())


def _refuse_excess(rows: list[list[str]], at: int, width: int) -> None:
    if len(rows) - at - 1 > MOST_LINES:
        raise SourceFault(
            "Listan har fler än 20 000 rader.", "Dela den i flera filer, till exempel en för varje skola."
        )
    if width > MOST_COLUMNS:
        raise SourceFault("Listan har fler än 200 kolumner.", "Ta bort de kolumner som inte behövs.")
    for number, row in enumerate(rows):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise SourceFault(
                f"En cell på rad {number + 1} är längre än 1 000 tecken.",
                'Leta efter ett citattecken (") som saknar sitt par på den raden, eller korta texten.',
            )


def _overflow(rows: list[list[str]], at: int, width: int) -> list[Remark]:
    return [
        Remark(
            Severity.CHECK,
            f"rad {number + 1}",
            "Raden har fler celler än det finns rubriker. De sista lästes inte.",
            "Kontrollera om ett skiljetecken har hamnat inne i en text.",
            number + 1,
        )
        for number, row in enumerate(rows)
        if number > at and any(row[width:])
    ]


def _formulas(marks: dict[tuple[int, int], str], at: int, titles: tuple[str, ...]) -> list[Remark]:
    told = {
        "f": "Cellen innehåller en formel. Den räknas inte ut utan läses som text.",
        "e": "Cellen innehåller ett felvärde från Excel och lästes som tom.",
    }
    return [
        Remark(
            Severity.CHECK,
            f"rad {number + 1}, {titles[column]}",
            told[kind],
            "Klistra in värdet i stället: Klistra in special, Värden.",
            number + 1,
        )
        for (number, column), kind in sorted(marks.items())
        if number > at and column < len(titles)
    ]
