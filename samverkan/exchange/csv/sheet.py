"""From an Excel file to rows of text. Nothing is ever calculated: a formula is the text it was written as."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from samverkan.exchange.faults import SourceFault

UNPACKED_LIMIT = 100_000_000
"""Bytes an Excel file may swell to; a school's list stays far below."""
OTHER_FILE = SourceFault(
    "Filen är inte en Excelfil som går att läsa.",
    "Öppna den i Excel, spara som Excel-arbetsbok (.xlsx) och försök igen.",
)

PACKED = SourceFault(
    "Filen är packad (zip).",
    "Packa upp den och välj listan som ligger i den. Samverkan läser CSV och Excel (.xlsx).",
)


def rows(data: bytes, *, most_rows: int) -> tuple[list[list[str]], dict[tuple[int, int], str]]:
    """Rows of the first sheet that holds any, and the places (row, column from 0) of formulas and error values.

    Raises SourceFault for anything that is not a whole Excel workbook, and for one that unpacks to more than 100 MB.
    """
    _refuse_bombs(data)
    try:
        return _read(data, most_rows)
    except SourceFault:
        raise
    except Exception:
        # openpyxl meets a broken workbook with KeyError, ValueError, ParseError, AttributeError and more; to the person
        # at the screen they are one and the same thing.
        raise OTHER_FILE from None


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise OTHER_FILE from None
    if "xl/workbook.xml" not in names:
        raise PACKED if "[Content_Types].xml" not in names else OTHER_FILE
    if size > UNPACKED_LIMIT:
        raise SourceFault(
            "Excelfilen är mycket större inuti än den ser ut.", "Kopiera bara listans celler till en ny arbetsbok."
        )


def _read(data: bytes, most_rows: int) -> tuple[list[list[str]], dict[tuple[int, int], str]]:
    # data_only=False on purpose: with it the formula itself is seen and reported. The other way gives whatever value
    # was last stored, which nobody can tell from a typed one.
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for sheet in book.worksheets:
            found, marks = _sheet(sheet, most_rows)
            if any(any(cell for cell in row) for row in found):
                return found, marks
    finally:
        book.close()
    return [], {}


def _sheet(sheet: Any, most_rows: int) -> tuple[list[list[str]], dict[tuple[int, int], str]]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # a wrong size note in the file would cut columns away
    found: list[list[str]] = []
    marks: dict[tuple[int, int], str] = {}
    for number, row in enumerate(sheet.iter_rows()):
        if number > most_rows:
            break
        found.append([_text(cell.value) for cell in row])
        for column, cell in enumerate(row):
            kind = getattr(cell, "data_type", "")
            if kind in ("f", "e"):
                marks[number, column] = kind
                if kind == "e":
                    found[-1][column] = ""
    return found, marks


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value))
