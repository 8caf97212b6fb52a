"""Reading a table of cases: CSV with semicolons or commas, in UTF-8 or as Excel writes it, or YAML."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from samverkan.web.lawcases.words import key, nearest

COLUMNS = (
    "nr",
    "fall",
    # what it is about
    "klass",
    "slag",
    "innehavare",
    "skolform",
    "verksamhet",
    "regim",
    "gren",
    "ursprung",
    "yrke",
    "om",
    "part",
    "i förtroende",
    "skyddad",
    "spärrad",
    # who is to have it
    "roll",
    "anknytning",
    "arbetsgivare",
    "läsarens gren",
    "läsarens skola",
    "också roll",
    "också anknytning",
    "namngiven",
    "får inget veta",
    # what for
    "ändamål",
    "sätt",
    "brott",
    "datum",
    "född",
    "ålder",
    "ställningstaganden",
    # who has said what
    "vårdnadshavare",
    "god man",
    "nås inte",
    "har sökts",
    "kan vänta",
    "ingripande",
    "ensam till",
    "placerad",
    "nämnden har beslutat",
    "svar 1",
    "svar 2",
    "förordnads svar",
    "god mans svar",
    "elevens svar",
    "personens svar",
    "förbehåll",
    "mogen",
    "svarade",
    "har ändrats",
    "vårdnadshavare förut",
    "bedömning",
    # what the yes or the assessment is for, when not just this
    "gäller klass",
    "gäller slag",
    "gäller från verksamhet",
    "gäller mottagare",
    "gäller roll",
    "gäller ändamål",
    "gäller sätt",
    "gäller ursprung",
    "gäller part",
    "gäller om",
    "gäller också",
    "gäller från",
    "gäller till",
    # what is expected
    "svar",
    "regel",
    "lagrum",
    "flaggor",
    "givare",
    "prövas enligt",
    "beslutar",
    "klass blir",
    "regim blir",
    "frågan",
    "samtycket",
    "vilar för att",
    "inte ensam för att",
    "att göra",
    "möte",
    "rummet",
    "utvägar",
)
EXPECTED = COLUMNS[COLUMNS.index("svar") :]


class Unreadable(ValueError):
    """The file cannot be read as cases. The message is Swedish and says where and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: where it stands, and its words by column."""

    number: int
    """As the spreadsheet counts, the header being 1; in YAML the case's number."""
    words: Mapping[str, str]

    def word(self, column: str) -> str:
        """What stands in the column; empty when nothing does."""
        return self.words.get(column, "")

    def listed(self, column: str) -> list[str]:
        """The words of a column that may hold several, parted by commas."""
        return [part.strip() for part in self.word(column).split(",") if part.strip()]

    @property
    def name(self) -> str:
        """The case in words, or its number."""
        return self.word("fall") or self.word("nr") or f"rad {self.number}"


def files_of(path: Path) -> list[Path]:
    """The file, or every table of a folder by name. Raises Unreadable for a folder without any."""
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix in (".csv", ".yaml", ".yml"))
    if not found:
        raise Unreadable(f"I mappen {path} finns inga fall. De ska heta något som slutar på .csv eller .yaml.")
    return found


def read(path: Path) -> list[Row]:
    """Every case of the file. Raises Unreadable for a file, a column or a row that is not whole."""
    try:
        content = path.read_bytes()
    except OSError:
        raise Unreadable(f"Filen {path} går inte att läsa. Finns den?") from None
    rows = list(_of_yaml(content) if path.suffix in (".yaml", ".yml") else _of_csv(content))
    if not rows:
        raise Unreadable("Det finns inga fall i filen.")
    return rows


def decoded(content: bytes) -> str:
    """The text, in UTF-8 or in the encoding that Excel writes in Sweden."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_csv(content: bytes) -> Iterator[Row]:
    text = decoded(content)
    first = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    header = [_column(name, 1) for name in next(table, [])]
    for number, cells in enumerate(table, start=2):
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise Unreadable(f"Rad {number}: raden har fler fält än rubriken.")
        words = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
        if words and not _is_comment(cells):
            yield Row(number, words)


def _of_yaml(content: bytes) -> Iterator[Row]:
    try:
        found: Any = yaml.safe_load(decoded(content))
    except yaml.YAMLError as fault:
        raise Unreadable(f"Filen är inte hel YAML: {fault}") from None
    if found is not None and not (isinstance(found, list) and all(isinstance(case, dict) for case in found)):
        raise Unreadable("Filen ska vara en lista av fall, vart och ett med kolumner och ord.")
    for number, case in enumerate(found or (), start=1):
        yield Row(number, {_column(str(name), number): _worded(value) for name, value in case.items()})


def _worded(value: Any) -> str:
    """YAML's own yes and no, days and numbers, as words of ours."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return ", ".join(map(_worded, value))
    return "" if value is None else str(value).strip()


def _column(name: str, row: int) -> str:
    known = {key(column): column for column in COLUMNS}
    if key(name) not in known:
        raise Unreadable(f"Rad {row}: kolumnen ”{name.strip()}” är inte känd. {nearest(name, COLUMNS)}")
    return known[key(name)]


def _is_comment(cells: list[str]) -> bool:
    return cells[0].lstrip().startswith("#")
