"""R0: hard stops. A stop is a bar: it beats every permission, grants included."""

from dataclasses import dataclass
from datetime import date

from samverkan.policy.facts import Cell, Reader


@dataclass(frozen=True, slots=True)
class Bar:
    """A stop row. `sealed` bars every sealed cell except for the named; `barred` every cell of a barred case."""

    id: str
    provision: str
    sentence: str
    sealed: bool = False
    barred: bool = False
    valid_from: date = date(2009, 6, 30)

    def stops(self, cell: Cell, reader: Reader) -> bool:
        """Whether this row stops the reader before the cell."""
        return (self.sealed and cell.sealed and cell.case not in reader.named_for) or (
            self.barred and cell.case in reader.barred_from
        )


BARS = (
    Bar(
        "R0.4",
        "OSL 21:3, 21:3 a, 22:2",
        "Eleven har skyddade personuppgifter. Bara namngivna personer kan se något här.",
        sealed=True,
    ),
    Bar(
        "R1.4",
        "OSL 12:3 st. 1 p. 1",
        "Det är beslutat att den här personen inte får ta del av uppgifter om eleven.",
        barred=True,
    ),
)
