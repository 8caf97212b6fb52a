"""docs/access-matrix.csv is what officials read: it says what the code does, neither more nor less."""

from datetime import date
from pathlib import Path

from samverkan.policy import matrix

FILE = Path(__file__).parents[2] / "docs" / "access-matrix.csv"
DAY = date(2026, 11, 24)


def test_the_file_says_what_the_law_in_code_answers() -> None:
    written = FILE.read_text(encoding="utf-8")

    assert written == matrix.as_csv(DAY), "Skriv den på nytt: bin/samverkan law matrix docs/access-matrix.csv"


def test_the_neighbour_school_gets_no_row_with_a_permission() -> None:
    neighbour = [row for row in matrix.rows(DAY) if row[0] == "Lärare på grannskolan"]

    assert neighbour
    assert {row[4] for row in neighbour} == {"får inte se"}
