"""One line as fields, and the remarks that any line can earn. Shared by the list of pupils and the list of staff."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from samverkan.exchange.csv import cells
from samverkan.exchange.csv.headings import LABELS, ColumnMap
from samverkan.exchange.csv.protection import Scrubbed
from samverkan.exchange.roster import Remark, Severity

LONGEST = {"fornamn": 80, "efternamn": 80, "namn": 80, "klass": 60, "skola": 120, "telefon": 40, "mail": 254}
"""What the register has room for, by the end of a slug. A cell above it is cut, and never without a word."""


@dataclass(slots=True)
class Row:
    """A line under its map. `protected` rows quote nothing in their remarks."""

    number: int
    fields: dict[str, str]
    protected: bool
    remarks: list[Remark] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"Row({self.number})"

    def get(self, slug: str) -> str:
        """The cell under a slug, empty when there is no such column or nothing in it."""
        return self.fields.get(slug, "")

    def remark(self, severity: Severity, slug: str, text: str, mend: str) -> None:
        """Note something about one cell of this row."""
        place = f", {label(slug)}" if slug else ""
        self.remarks.append(Remark(severity, f"rad {self.number}{place}", text, mend, self.number))

    @property
    def broken(self) -> bool:
        """Whether a remark leaves the row out."""
        return any(remark.severity is Severity.FAULT for remark in self.remarks)

    def quote(self, text: str) -> str:
        """The text between quotation marks, for a remark; nothing at all for a protected row."""
        return "" if self.protected else f" ”{text[:40]}”"


def label(slug: str) -> str:
    """The Swedish name of a column."""
    if slug.startswith("vh"):
        number, _, name = slug.partition("-")
        return f"Vårdnadshavare {number[2:]}: {LABELS[name].lower()}"
    return LABELS[slug]


def rows(scrubbed: Scrubbed, columns: ColumnMap) -> Iterator[Row]:
    """All lines of a scrubbed table as rows, with formula-like cells remarked on."""
    for line in scrubbed.table.lines:
        fields = {
            slug: cells.name(cell) if slug.endswith("namn") else cells.value(cell)
            for slug, cell in zip(columns.columns, line.cells, strict=True)
            if slug is not None
        }
        row = Row(line.number, fields, line.number in scrubbed.protected)
        for slug, cell in fields.items():
            if cells.is_formula(cell, phone=slug.endswith("telefon")):
                row.remark(
                    Severity.CHECK,
                    slug,
                    "Cellen börjar som en formel och lästes som vanlig text.",
                    "Skriv om cellen så att den inte börjar med =, +, - eller @.",
                )
            _remark_length(row, slug, cell)
        yield row


def _remark_length(row: Row, slug: str, cell: str) -> None:
    longest = LONGEST.get(slug.rpartition("-")[2])
    if longest is not None and len(cell) > longest:
        text = f"Cellen är längre än {longest} tecken. Det som inte får plats läses inte in."
        row.remark(Severity.CHECK, slug, text, "Kontrollera att det inte är flera celler i en, och korta den.")


def names(row: Row, prefix: str = "") -> tuple[str, str]:
    """Given and family name from their own columns or from one; both empty when the row has none."""
    given, family = row.get(f"{prefix}fornamn"), row.get(f"{prefix}efternamn")
    if not (given or family) and row.get(f"{prefix}namn"):
        given, family = cells.split_name(row.get(f"{prefix}namn"))
    return given, family


def civic(row: Row, *, today: date) -> cells.CivicNumber | None:
    """The row's personnummer; a doubtful one is remarked on and never a reason to leave the row out."""
    if not row.get("personnummer"):
        return None
    number = cells.civic_number(row.get("personnummer"), today=today)
    if number.fault is cells.CivicFault.NO_DAY:
        row.remark(
            Severity.CHECK,
            "personnummer",
            f"{whose(row)}{_no_day(number.digits)} Raden lästes ändå.",
            "Rätta personnumret i listan.",
        )
    elif number.fault is cells.CivicFault.CHECKSUM:
        row.remark(
            Severity.CHECK,
            "personnummer",
            f"{whose(row)}Personnumrets sista siffra stämmer inte. Raden lästes ändå.",
            "Jämför med klasslistan och rätta om det är felskrivet.",
        )
    elif number.fault is cells.CivicFault.UNREADABLE:
        row.remark(
            Severity.CHECK,
            "personnummer",
            f"{whose(row)}Personnumret går inte att läsa. Raden lästes ändå.",
            "Skriv det med tio eller tolv siffror, eller lämna cellen tom.",
        )
        return None
    return number


def whose(row: Row) -> str:
    """ "Noah Lind: ", to find the row by; nothing for a protected one."""
    name = "" if row.protected else " ".join(part for part in names(row) if part)
    return f"{name}: " if name else ""


def _no_day(digits: str) -> str:
    """What is wrong with a date that is none; the number itself is not repeated."""
    if not 1 <= int(digits[4:6]) <= 12:
        return f"Månaden {digits[4:6]} i personnumret finns inte."
    return f"Dagen {digits[6:8]} i personnumret finns inte."


def mail(row: Row, slug: str) -> str:
    """The mail address under a slug, empty and remarked on when it is none."""
    cell = row.get(slug)
    if cell and not cells.MAIL.fullmatch(cell):
        row.remark(
            Severity.CHECK,
            slug,
            f"E-postadressen{row.quote(cell)} går inte att använda och lästes inte.",
            "Skriv en adress i formen namn@example.se.",
        )
        return ""
    return cell


def identities(row: Row, number: cells.CivicNumber | None, born: date | None, name: tuple[str, str]) -> tuple[str, ...]:
    """Everything the list knows this person by, strongest first. Numbers and names only as fingerprints."""
    found = []
    if row.get("id"):
        found.append(f"id:{row.get('id')}")
    if number is not None:
        found.append(f"pnr:{cells.fingerprint(number.digits)}")
    folded = cells.folded_name(*name)
    if folded and born is not None:
        found.append(f"fodd:{cells.fingerprint(folded, born.isoformat())}")
    if folded and not found:
        found.append(f"namn:{cells.fingerprint(folded)}")
    return tuple(found)


def shared(ids_by_row: dict[int, tuple[str, ...]]) -> frozenset[str]:
    """Ids that more than one row has: two rows with the same weaker id are two persons, not one."""
    counted = Counter(each for ids in ids_by_row.values() for each in ids)
    return frozenset(each for each, times in counted.items() if times > 1)
