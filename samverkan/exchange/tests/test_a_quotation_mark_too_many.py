"""Ingrid's list of sixty has a quotation mark too many. It swallows no pupil without a word."""

import io
import re

import pytest

from samverkan.exchange.csv.table import load
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.tests.test_import_in_the_browser import uploaded
from tests.cast import Cast, client_as

HEADINGS = "Förnamn;Efternamn;Född;Klass;VH1 namn;Adress"
SIXTY = [f"Elev{number};Ek;2015-{number % 12 + 1:02}-01;5B;Bo Ek;Hamngatan {number}" for number in range(2, 62)]


def listed(*rows: str, headings: str = HEADINGS, end: str = "\n") -> bytes:
    return end.join([headings, *rows]).encode()


def refused(data: bytes) -> SourceFault:
    with pytest.raises(SourceFault) as met:
        load(io.BytesIO(data))
    return met.value


def quoted(rows: dict[int, int], column: int = 1) -> bytes:
    """The sixty, where the cell of the row (as a spreadsheet counts) begins with a quotation mark; 0: ends with one."""
    lines = list(SIXTY)
    for row, ends in rows.items():
        cells = lines[row - 2].split(";")
        cells[column] = f'{cells[column]}"' if ends else f'"{cells[column]}'
        lines[row - 2] = ";".join(cells)
    return listed(*lines)


def test_one_mark_without_its_pair_is_told_by_its_row() -> None:
    met = refused(quoted({56: 0}))

    assert met.what == 'Ett citattecken (") på rad 56 står fel eller saknar sitt par.'
    assert met.mend == "Ta bort det, eller hämta listan som Excel (.xlsx), och försök igen."


@pytest.mark.parametrize("column", range(6))
@pytest.mark.parametrize("last", [6, 7, 25])
def test_two_marks_swallow_no_pupil_whatever_the_column(column: int, last: int) -> None:
    met = refused(quoted({5: 0, last: 1}, column))

    assert met.what == "På rad 5 har flera celler eller rader hamnat i en enda cell."
    assert 'Leta efter ett citattecken (")' in met.mend


@pytest.mark.parametrize(
    "row",
    [
        '"Åsa;Öberg;2015-01-01;5B";Bo Ek;Hamngatan 1',
        '"Åsa;Öberg";2015-01-01;5B;Bo Ek;Hamngatan 1',
        'Åsa;Öberg;2015-01-01;"5B;Bo Ek";Hamngatan 1',
        'Åsa;"Öberg\nAhl";2015-01-01;5B;Bo Ek;Hamngatan 1',
        'Åsa;Öberg;2015-01-01;"5B\r\n5C";Bo Ek;Hamngatan 1',
        'Åsa;Öberg;2015-01-01;5B;"Bo Ek\nUlf Ek";Hamngatan 1',
    ],
)
def test_a_name_or_a_class_has_one_line_and_is_one_cell(row: str) -> None:
    assert refused(listed(SIXTY[0], row, SIXTY[1])).what.startswith("På rad 3 har flera celler")


def test_a_list_of_two_rows_is_not_one_pupil() -> None:
    met = refused(listed('"Åsa;Öberg;2015-01-01;5B', '2;Bo";Ek;2015-02-01;5B', headings="Förnamn;Efternamn;Född;Klass"))

    assert re.match("På rad 2 har flera", met.what)


def test_what_excel_quotes_is_read_as_it_was_meant() -> None:
    commas = listed('"Ek, Anna",2015-01-01,5B', headings="Namn,Född,Klass")
    nicknamed = listed('"Åsa ""Åsis""";Öberg;2015-01-01;5B;Bo Ek;"Hamngatan 3, lgh 2\n123 45 Björkvik"')
    heading = listed('Åsa;"2015-01-01\n"', headings='Förnamn;"Född\n(datum)"')

    assert load(io.BytesIO(commas)).lines[0].cells == ("Ek, Anna", "2015-01-01", "5B")
    assert load(io.BytesIO(nicknamed)).lines[0].cells[0] == 'Åsa "Åsis"'
    assert load(io.BytesIO(nicknamed)).lines[0].cells[5] == "Hamngatan 3, lgh 2 123 45 Björkvik"
    assert load(io.BytesIO(heading)).lines[0].cells == ("Åsa", "2015-01-01")


def test_the_page_says_so_and_keeps_no_list(cast: Cast) -> None:
    answer = uploaded(client_as(cast.ingrid), cast, quoted({56: 0}).decode())

    assert answer.status_code == 422
    assert "på rad 56 står fel eller saknar sitt par." in answer.content.decode()
