"""Elin is protected. Where her family lives must not stand in anything that reading her school's list leaves behind."""

import io
from datetime import date

import pytest

from samverkan.exchange.csv import lists
from samverkan.exchange.csv.errorfile import error_file
from samverkan.exchange.csv.headings import ListKind, suggest
from samverkan.exchange.csv.protection import scrub
from samverkan.exchange.csv.table import Table, load
from samverkan.exchange.roster import Roster, Unit

TODAY = date(2026, 11, 23)
UNIT = Unit("skola:björkskolan", "Björkskolan")
HEADINGS = "Elev-id;Förnamn;Efternamn;Klass;VH1 namn;VH1 mobil;VH1 e-post;Adress;{mark}"
ELIN = "201;Elin;Dahl;7B;Karin Dahl;070-174 06 41;karin@hemlig.example;Dolda vägen 1;{word}"
BROTHER = "202;Olle;Dahl;4A;Karin Dahl;0701740641;;Dolda vägen 1;"
COUSIN = "203;Tove;Sjö;4A;Per Sjö;070-174 06 43;karin@hemlig.example;Dolda vägen 1;"
EBBA = "101;Ebba;Ek;7B;Maria Ek;070-174 06 05;maria@example.se;Hamngatan 2;"
SECRETS = ("070-174 06 41", "0701740641", "070-174 06 43", "hemlig.example", "Dolda")


def table(mark: str = "Sekretessmarkering", word: str = "Ja") -> Table:
    lines = [HEADINGS.format(mark=mark), ELIN.format(word=word), BROTHER, COUSIN, EBBA]
    return load(io.BytesIO("\n".join(lines).encode()))


def read(source: Table, kind: ListKind = ListKind.PUPILS, protected: frozenset[str] = frozenset()) -> Roster:
    columns = suggest(source.headings, kind)
    return lists.read(source, columns, unit=UNIT, today=TODAY, known_protected=protected.__contains__)


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("Sekretessmarkering", "Ja"),
        ("Skyddade personuppgifter", "x"),
        ("Skydd (ja/nej)", "J"),
        ("Anmärkning", "Skyddad folkbokföring"),
        ("Skyddad", "vet ej"),
    ],
)
def test_the_contact_details_of_a_protected_pupil_and_her_household_are_never_held(mark: str, word: str) -> None:
    source = table(mark, word)

    roster = read(source)

    held = {person.given_name: person.contact for person in roster.persons}
    assert held["Karin"] is None
    assert held["Per"] is None, "he shares a mail address with Elin's mother"
    assert held["Maria"] is not None
    assert [person.given_name for person in roster.persons if person.protected] == ["Elin"]


def test_the_kept_table_the_preview_and_the_error_file_hold_none_of_it() -> None:
    source = table()
    columns = suggest(source.headings, ListKind.PUPILS)
    roster = read(source)
    broken = roster.remarks + read(table(word="ja;;;;")).remarks

    kept = repr([line.cells for line in scrub(source, columns).table.lines])
    shown = repr(lists.preview(source, columns))
    errors = error_file(source, columns, broken).decode()

    for secret in SECRETS:
        assert secret not in kept
        assert secret not in shown
        assert secret not in errors
    assert "Elin" not in shown
    assert "Elin" not in errors


def test_a_mark_that_says_no_protects_nobody() -> None:
    roster = read(table(word="Nej"))

    assert not any(person.protected for person in roster.persons)
    assert all(person.contact for person in roster.persons if person.given_name == "Karin")


def test_a_protected_mother_hides_the_home_but_does_not_seal_the_child() -> None:
    source = load(
        io.BytesIO(
            "Förnamn;Efternamn;Klass;VH1 namn;VH1 mobil;VH1 skyddad\nTove;Sjö;4A;Eva Sjö;070-174 06 44;ja".encode()
        )
    )

    roster = read(source)

    by_name = {person.given_name: person for person in roster.persons}
    assert by_name["Eva"].protected
    assert by_name["Eva"].contact is None
    assert not by_name["Tove"].protected


def test_a_pupil_protected_since_before_stays_so_when_the_list_has_lost_the_mark() -> None:
    roster = read(table(word=""), protected=frozenset({"id:201"}))

    assert {person.given_name for person in roster.persons if person.contact} == {"Maria", "Per"}


def test_protected_staff_have_no_phone_or_mail() -> None:
    source = load(
        io.BytesIO("Namn;E-post;Mobil;Roll;Skyddad\nEva Sjö;eva@hemlig.example;070-174 06 44;Kurator;ja".encode())
    )

    roster = read(source, ListKind.STAFF)

    assert roster.persons[0].protected
    assert roster.persons[0].contact is None
    assert roster.duties[0].role == "kurator"
