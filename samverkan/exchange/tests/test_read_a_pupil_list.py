"""Ingrid Wall, skoladministratör at Björkskolan, reads the pupils in from the lists she has."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from samverkan.exchange.csv import lists
from samverkan.exchange.csv.headings import ColumnMap, ListKind, suggest
from samverkan.exchange.csv.table import load
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.roster import Roster, Severity, Unit

TODAY = date(2026, 11, 23)
BJORKSKOLAN = Unit("skola:björkskolan", "Björkskolan", "99900001")
HEADINGS = (
    "Elev-id;Förnamn;Efternamn;Född;Klass;Vårdnadshavare 1;Mobil VH1;E-post VH1;Vårdnadshavare 2;Mobil VH2;Skyddad"
)
EBBA = "101;Ebba;Åkerlund;2014-03-12;7B;Maria Åkerlund;070-174 06 05;maria@example.se;Jonas Ek;070-174 06 06;"
ALI = "102;Ali;Östman;2014-05-02;7B;Sara Östman;070-174 06 07;sara@example.se;;;nej"


def read(text: str | bytes, **choices: object) -> Roster:
    data = text if isinstance(text, bytes) else text.encode()
    table = load(io.BytesIO(data))
    columns = suggest(table.headings, ListKind.PUPILS)
    return lists.read(table, columns, unit=BJORKSKOLAN, today=TODAY, **choices)  # type: ignore[arg-type]


def problems(roster: Roster) -> list[tuple[int | None, str]]:
    return [(remark.row, remark.text) for remark in roster.remarks if remark.severity is not Severity.NOTE]


def names(roster: Roster) -> set[str]:
    return {person.given_name for person in roster.persons}


def test_a_plain_list_gives_pupils_classes_and_guardians() -> None:
    roster = read(f"{HEADINGS}\n{EBBA}\n{ALI}")

    assert problems(roster) == []
    assert names(roster) == {"Ebba", "Ali", "Maria", "Jonas", "Sara"}
    assert [(group.name, len(group.members)) for group in roster.groups] == [("7B", 2)]
    assert [enrolment.year for enrolment in roster.enrolments] == [7, 7]
    assert len(roster.responsibles) == 3
    assert all(bond.custody for bond in roster.responsibles)
    assert roster.complete


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_are_found_out(encoding: str, separator: str) -> None:
    text = f"{HEADINGS}\r\n{EBBA}\r\n{ALI}".replace(";", separator)

    roster = read(text.encode(encoding))

    assert {person.family_name for person in roster.persons} >= {"Åkerlund", "Östman"}


def test_the_same_list_in_excel_reads_the_same() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Björkskolan, elever"])
    sheet.append([])
    for line in (HEADINGS, EBBA, ALI):
        sheet.append([date(2014, 3, 12) if cell == "2014-03-12" else cell for cell in line.split(";")])
    packed = io.BytesIO()
    book.save(packed)

    roster = read(packed.getvalue())

    plain = read(f"{HEADINGS}\n{EBBA}\n{ALI}")
    assert (roster.persons, roster.enrolments) == (plain.persons, plain.enrolments)


def test_a_formula_in_excel_is_text_and_reported() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Förnamn", "Efternamn", "Klass"])
    sheet.append(["Ebba", '=HYPERLINK("http://example.se")', "7B"])
    packed = io.BytesIO()
    book.save(packed)

    roster = read(packed.getvalue())

    assert [person.family_name for person in roster.persons] == ['=HYPERLINK("http://example.se")']
    assert any("formel" in text for _, text in problems(roster))


def test_titles_above_the_headings_are_passed_over_and_rows_keep_their_numbers() -> None:
    roster = read(f"Elevlista hösten 2026\n\n{HEADINGS}\n{EBBA}\n;;;;;;;;;;x")

    assert "Ebba" in names(roster)
    assert (5, "Raden har inget namn och lästes inte.") in problems(roster)


def test_a_row_without_name_is_left_out_and_its_pupil_is_not_taken_for_gone() -> None:
    roster = read(f"{HEADINGS}\n{EBBA}\n102;;;2014-05-02;7B;;;;;;")

    assert roster.mentioned == {"id:102"}
    assert roster.complete


def test_a_row_that_could_be_anybody_ends_nobody() -> None:
    roster = read("Förnamn;Efternamn;Född;Klass\nEbba;Åkerlund;2014-03-12;7B\n;;;7B")

    assert not roster.complete
    assert any("avslutas ingen elev" in text for _, text in problems(roster))


def test_a_bad_date_is_told_with_its_row() -> None:
    roster = read("\n".join([HEADINGS, EBBA.replace("2014-03-12", "2014-13-45")]))

    assert problems(roster) == [(2, "Födelsedatumet ”2014-13-45” går inte att läsa.")]
    assert "Ebba" in names(roster)


def test_a_birth_date_to_come_is_told_as_such() -> None:
    roster = read("\n".join([HEADINGS, EBBA.replace("2014-03-12", "2027-03-12")]))

    assert problems(roster) == [(2, "Födelsedatumet ”2027-03-12” har inte varit än.")]


def test_a_cell_with_no_room_for_it_is_told_with_its_row() -> None:
    roster = read("\n".join([HEADINGS, EBBA.replace("Ebba", "E" * 500).replace("7B", "7" + "B" * 299), ALI]))

    said = [(remark.row, remark.where) for remark in roster.remarks if "Det som inte får plats" in remark.text]
    assert said == [(2, "rad 2, Förnamn"), (2, "rad 2, Klass")]
    assert {len(each.class_name) for each in roster.enrolments} == {2, 60}


def test_a_bad_date_where_only_the_date_tells_pupils_apart_leaves_the_row_out() -> None:
    roster = read("Förnamn;Efternamn;Född;Klass\nEbba;Åkerlund;igår;7B\nAli;Östman;2014-05-02;7B")

    assert names(roster) == {"Ali"}
    assert not roster.complete


def test_the_same_pupil_twice_is_asked_about() -> None:
    roster = read("\n".join([HEADINGS, EBBA, EBBA.replace("7B", "7C")]))

    assert problems(roster) == [(3, "Samma elev står också på rad 2, med andra uppgifter. Den här raden lästes inte.")]
    assert len(roster.enrolments) == 1


def test_twins_with_one_name_are_two_pupils_when_their_ids_differ() -> None:
    roster = read("\n".join([HEADINGS, EBBA, EBBA.replace("101", "103")]))

    assert len(roster.enrolments) == 2
    assert all(person.other_ids == () for person in roster.persons if person.given_name == "Ebba")


def test_a_new_class_is_asked_about_when_the_school_has_classes() -> None:
    roster = read("\n".join([HEADINGS, EBBA.replace("7B", "7Q")]), known_classes=frozenset({"7A", "7B"}))

    assert [row for row, text in problems(roster) if "7Q" in text] == [2]


def test_a_personnummer_that_fails_its_check_warns_and_keeps_the_pupil() -> None:
    roster = read("Personnummer;Förnamn;Efternamn;Klass\n120618-5131;Ebba;Åkerlund;7B\n191212121212;Tolvan;Ek;7B")

    assert names(roster) == {"Ebba", "Tolvan"}
    assert [row for row, _ in problems(roster)] == [2]
    assert {person.birth_date for person in roster.persons} == {date(2012, 6, 18), date(1912, 12, 12)}


def test_no_personnummer_stands_in_the_roster() -> None:
    roster = read("Personnummer;Förnamn;Efternamn;Klass\n191212121212;Tolvan;Ek;7B")

    assert "1212121212" not in repr(roster)
    assert "Tolvan" not in repr(roster)


def test_a_list_that_gains_ids_still_means_the_same_pupils() -> None:
    before = read("Förnamn;Efternamn;Född;Klass\nEbba;Åkerlund;2014-03-12;7B")

    after = read("Elev-id;Förnamn;Efternamn;Född;Klass\n101;Ebba;Åkerlund;2014-03-12;7B")

    assert before.persons[0].id in after.persons[0].other_ids


def test_a_mother_of_two_is_one_person_with_two_bonds() -> None:
    brother = "104;Nils;Åkerlund;2016-01-02;5A;Maria Åkerlund;+46 70 174 06 05;;;;"

    roster = read(f"{HEADINGS}\n{EBBA}\n{brother}")

    maria = [person for person in roster.persons if person.given_name == "Maria"]
    assert len(maria) == 1
    assert sum(bond.adult == maria[0].id for bond in roster.responsibles) == 2


def test_a_parent_without_custody_is_not_a_guardian() -> None:
    roster = read(
        "Förnamn;Efternamn;Klass;VH1 namn;VH1 vårdnad;VH2 namn;VH2 vårdnad\nEbba;Ek;7B;Maria Ek;ensam;Jonas Ek;"
    )

    custody = {bond.adult: bond.custody for bond in roster.responsibles}
    by_name = {person.given_name: custody[person.id] for person in roster.persons if person.id in custody}
    assert by_name == {"Maria": True, "Jonas": False}


def test_the_person_may_say_which_column_is_which() -> None:
    table = load(io.BytesIO(b"Fornamn;Efternamn;Rum\nEbba;Ek;7B"))
    columns = ColumnMap(ListKind.PUPILS, ("fornamn", "efternamn", "klass"))

    roster = lists.read(table, columns, unit=BJORKSKOLAN, today=TODAY)

    assert [enrolment.class_name for enrolment in roster.enrolments] == ["7B"]


def test_a_list_without_names_says_which_column_it_lacks() -> None:
    with pytest.raises(SourceFault, match="saknar en kolumn för förnamn och efternamn"):
        read("Klass;Årskurs\n7B;7")


def test_addresses_are_never_read() -> None:
    roster = read("Förnamn;Efternamn;Klass;Adress;Postnummer\nEbba;Ek;7B;Hamngatan 3;123 45")

    assert "Hamngatan" not in str(roster)
    assert [remark.text for remark in roster.remarks] == ["Adresser läses aldrig in."] * 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Filen är tom."),
        (b"   \n  ", "Filen är tom."),
        (b"%PDF-1.7 ...", "Filen är en PDF."),
        (b"\xd0\xcf\x11\xe0abc", "äldre format"),
        (b"PK\x03\x04 broken", "inte en Excelfil"),
        (b"\x01\x02\x00\x00\x03\x04\x05\x06", "inte en textlista"),
        ("Förnamn;Efternamn\nÅsa;Öst".encode().decode("cp1252").encode(), "å, ä och ö går inte att läsa"),
        (b"\xff\xfeA\x00B", "inte hel"),
        (b"Namn;Klass", "bara rubriker"),
        (b'Namn;Klass\n"Ebba;7B\n' + b"Nils;7B\n" * 300, "citattecken"),
    ],
)
def test_a_file_that_is_no_list_is_met_with_what_and_how(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceFault, match=sentence) as met:
        read(data)

    assert met.value.mend.endswith(".")


class EndlessFile(io.RawIOBase):
    """A file of 200 MB that counts how much of it anybody reads."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "the whole file was asked for"
        self.taken += size
        return b"x" * size


def test_a_file_of_200_mb_is_refused_without_being_read_whole() -> None:
    huge = EndlessFile()

    with pytest.raises(SourceFault, match="större än 10 MB"):
        load(huge)  # type: ignore[arg-type]

    assert huge.taken < 11_000_000
