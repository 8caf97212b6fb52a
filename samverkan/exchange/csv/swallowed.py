"""Rows that a quotation mark without its pair has drawn into one cell. CSV allows it; no list of people means it."""

from samverkan.exchange.csv.headings import suggest
from samverkan.exchange.faults import SourceFault

ONE_LINE = ("namn", "fodd", "klass", "personnummer", "arskurs")
"""What has one line in every list, by the end of its slug. An address or a note may have more."""


def refuse(rows: list[list[str]], at: int, titles: tuple[str, ...], separator: str) -> None:
    """Raise SourceFault for the first row under the headings with a cell that holds other cells or rows.

    Nothing that was drawn in would be missed by anybody: the pupils in it would be shown as leaving the school.
    """
    slugs = suggest(titles).columns
    width = len(rows[at])
    for number, row in enumerate(rows):
        if number > at and any(
            _holds_rows(cell, row, width, separator)
            or (index < len(slugs) and _holds_cells(cell, slugs[index] or "", len(row) < width, separator))
            for index, cell in enumerate(row)
        ):
            raise SourceFault(
                f"På rad {number + 1} har flera celler eller rader hamnat i en enda cell.",
                'Leta efter ett citattecken (") som saknar sitt par på den raden och ta bort det. '
                "Eller hämta listan som Excel (.xlsx).",
            )


def _holds_rows(cell: str, row: list[str], width: int, separator: str) -> bool:
    """Whatever the column: as many cells as a whole row has lie in this one, or the row has lost or won cells by it."""
    return _breaks(cell) and separator in cell and (len(row) != width or cell.count(separator) >= width - 1)


def _holds_cells(cell: str, slug: str, short: bool, separator: str) -> bool:
    """`Ek, Anna` is a name in a list with commas; a name with a comma and a date is two cells."""
    if not slug.endswith(ONE_LINE):
        return False
    if _breaks(cell):
        return True
    if separator not in cell:
        return False
    return (separator != "," and short) or (slug.endswith(("namn", "fodd")) and any(sign.isdigit() for sign in cell))


def _breaks(cell: str) -> bool:
    return "\n" in cell.strip() or "\r" in cell.strip()
