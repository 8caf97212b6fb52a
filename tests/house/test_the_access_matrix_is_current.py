"""docs/access-matrix.csv and the table beside it are what officials read: they say what the code does, and no more."""

from datetime import date
from pathlib import Path

import pytest

from samverkan.policy import matrix, matrix_of_others

DOCS = Path(__file__).parents[2] / "docs"
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("file", "answered"),
    [("access-matrix.csv", matrix.as_csv(DAY)), ("access-matrix-others.csv", matrix_of_others.as_csv(DAY))],
    ids=["daily work", "others"],
)
def test_the_file_says_what_the_law_in_code_answers(file: str, answered: str) -> None:
    written = (DOCS / file).read_text(encoding="utf-8")

    assert written == answered, "Skriv den på nytt: bin/samverkan law matrix docs/access-matrix.csv"


def test_the_neighbour_school_gets_no_row_with_a_permission() -> None:
    neighbour = [row for row in matrix.rows(DAY) if row[0] == "Lärare på grannskolan"]

    assert neighbour
    assert {row[4] for row in neighbour} == {"får inte se"}
