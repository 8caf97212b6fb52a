"""The rows to mend, as a file that opens in Excel: where, what, how, and the row as it was."""

from samverkan.exchange.csv.headings import ColumnMap
from samverkan.exchange.csv.lists import blanked
from samverkan.exchange.csv.protection import scrub
from samverkan.exchange.csv.table import Table
from samverkan.exchange.roster import Remark, Severity
from samverkan.people.spreadsheets import csv_file

WORDS = {
    Severity.FAULT: "lästes inte",
    Severity.CHECK: "att titta på",
    Severity.NOTE: "upplysning",
    Severity.DOUBT: "kan vara samma elev",
}


def error_file(table: Table, columns: ColumnMap, remarks: tuple[Remark, ...]) -> bytes:
    """CSV with semicolons, UTF-8: one line per remark that wants a person. Protected rows hold no data.

    No cell can act as a formula: those that would are prefixed with an apostrophe.
    """
    scrubbed = scrub(table, columns)
    cells = {line.number: blanked(scrubbed, line.number, line.cells) for line in scrubbed.table.lines}
    rows: list[list[str]] = [["Rad", "Var", "Status", "Vad", "Så rättar du", *table.headings]]
    for remark in sorted(remarks, key=lambda each: each.row or 0):
        if remark.severity is Severity.NOTE:
            continue
        row = cells.get(remark.row or 0, ())
        rows.append([str(remark.row or ""), remark.where, WORDS[remark.severity], remark.text, remark.mend, *row])
    return csv_file(rows)
