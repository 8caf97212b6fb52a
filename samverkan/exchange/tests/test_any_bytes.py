"""Whatever somebody chooses as a list, reading answers with a roster or our own fault; and a list comes back whole."""

import csv
import io
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as some

from samverkan.exchange.csv import lists
from samverkan.exchange.csv.errorfile import error_file
from samverkan.exchange.csv.headings import ListKind, suggest
from samverkan.exchange.csv.table import load
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.roster import Unit

TODAY = date(2026, 11, 23)
UNIT = Unit("skola:x", "Björkskolan")
LIVE = ("=", "+", "-", "@", "\t", "\r")
headings = some.sampled_from(
    ["Namn", "Förnamn", "Efternamn", "Född", "Klass", "Personnummer", "Roll", "VH1", "Skyddad", "Å"]
)
cell = some.text(max_size=12) | some.sampled_from(["7B", "2014-03-12", "191212121212", "=1+1", '"', "ja", "ensam"])
listing = some.lists(some.lists(cell, max_size=7), max_size=6)


def read_all(data: bytes) -> None:
    try:
        table = load(io.BytesIO(data))
        for kind in ListKind:
            columns = suggest(table.headings, kind)
            lists.preview(table, columns)
            roster = lists.read(table, columns, unit=UNIT, today=TODAY)
            errors = error_file(table, columns, roster.remarks).decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(errors, newline=""), delimiter=";"))
            assert not any(text.startswith(LIVE) for row in rows for text in row)
    except SourceFault as fault:
        assert fault.what.endswith((".", "?"))
        assert fault.mend.endswith(".")


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"\xff\xfe")
@example(b"\r\r\r")
@example(b"sep=;")
def test_any_bytes_give_a_list_or_our_own_fault(data: bytes) -> None:
    read_all(data)


@settings(max_examples=200, deadline=None)
@given(some.lists(headings, min_size=1, max_size=7), listing, some.sampled_from(";,\t"))
def test_any_rows_under_known_headings_give_a_list_or_our_own_fault(
    titles: list[str], rows: list[list[str]], separator: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([titles, *rows])

    read_all(out.getvalue().encode("utf-8", "replace"))


names = some.text(alphabet="abcdefghijklmnopqrstuvxyzåäöé", min_size=1, max_size=9).map(str.title)


@settings(max_examples=100, deadline=None)
@given(
    some.dictionaries(
        some.integers(1, 9999), some.tuples(names, names, some.sampled_from(["7A", "7B", "F"])), min_size=1
    ),
    some.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    some.sampled_from(";,\t"),
)
def test_what_is_written_is_read(pupils: dict[int, tuple[str, str, str]], encoding: str, separator: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["Elev-id", "Förnamn", "Efternamn", "Klass"])
    writer.writerows([[number, *facts] for number, facts in pupils.items()])

    table = load(io.BytesIO(out.getvalue().encode(encoding)))
    roster = lists.read(table, suggest(table.headings), unit=UNIT, today=TODAY)

    classes = {each.person: each.class_name for each in roster.enrolments}
    read = {each.id: (each.given_name, each.family_name, classes[each.id]) for each in roster.persons}
    assert read == {f"id:{number}": facts for number, facts in pupils.items()}
