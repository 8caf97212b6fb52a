"""A list as a file that opens in Excel, and in which no cell can act as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""Excel needs it to see that the file is UTF-8."""
LIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV with semicolons, UTF-8. Cells that a spreadsheet would run are prefixed with an apostrophe."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(map(harmless, row) for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


def harmless(cell: str) -> str:
    """The text such that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(LIVE) else cell
