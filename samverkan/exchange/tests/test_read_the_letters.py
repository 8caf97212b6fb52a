"""Ingrid's lists come from many programs. The names are read as they were written, or not at all."""

import gzip
import io
import zipfile

import pytest
from openpyxl import Workbook

from samverkan.exchange.csv.table import load
from samverkan.exchange.faults import SourceFault

LIST = "Elev-id;Förnamn;Efternamn;Klass\r\n1;Åsa;Sjö;7B\r\n2;René;Ärlig;7B\r\n3;Örjan;Åström;7B\r\n"
BROKEN = "Bokstäverna å, ä och ö går inte att läsa i filen."


def refused(data: bytes) -> SourceFault:
    with pytest.raises(SourceFault) as met:
        load(io.BytesIO(data))
    return met.value


def names(data: bytes) -> list[str]:
    return [f"{line.cells[1]} {line.cells[2]}" for line in load(io.BytesIO(data)).lines]


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
def test_a_list_from_dos_or_an_older_mac_is_refused_with_how_to_save_it_again(encoding: str) -> None:
    met = refused(LIST.encode(encoding))

    assert met.what == BROKEN
    assert met.mend == "Öppna listan i Excel, välj Spara som och sedan CSV UTF-8, och försök igen."


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
@pytest.mark.parametrize("letter", "åäöÅÄÖé")
@pytest.mark.parametrize("name", ["B{}rn", "{}na", "Bo{}"])
def test_one_single_letter_is_enough(encoding: str, letter: str, name: str) -> None:
    written = f"Namn;Klass\n{name.format(letter)};7B\n"

    assert refused(written.encode(encoding)).what == BROKEN


@pytest.mark.parametrize("read_as", ["cp850", "mac_roman", "cp1252"])
def test_letters_that_were_broken_before_the_list_was_saved_are_refused(read_as: str) -> None:
    saved = LIST.encode().decode(read_as, "replace").encode()

    assert refused(saved).what == BROKEN


def test_letters_of_dos_among_those_of_windows_are_refused() -> None:
    assert refused("Namn;Klass\nÅsa;7B\n".encode("cp1252") + "Björn;7B\n".encode("cp850")).what == BROKEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_can_be_known_is_read_letter_for_letter(encoding: str) -> None:
    assert names(LIST.encode(encoding)) == ["Åsa Sjö", "René Ärlig", "Örjan Åström"]


def test_utf_16_with_the_mark_of_either_order_is_read() -> None:
    marked = [b"\xff\xfe" + LIST.encode("utf-16-le"), b"\xfe\xff" + LIST.encode("utf-16-be")]

    assert [names(data) for data in marked] == [["Åsa Sjö", "René Ärlig", "Örjan Åström"]] * 2


def test_names_and_signs_from_elsewhere_in_a_windows_list_are_read() -> None:
    written = "Id;Förnamn;Efternamn;Klass;Not\n1;Aleš;Žižek;7B;–\n2;Siobhán;O’Brien;7B;”Sibba” …\n3;Zoë;Muñoz;7B;5 €\n"

    assert names(written.encode("cp1252")) == ["Aleš Žižek", "Siobhán O’Brien", "Zoë Muñoz"]


def test_a_packed_list_is_refused_with_what_to_do() -> None:
    met = refused(gzip.compress(LIST.encode()))

    assert met.what == "Filen är packad."
    assert met.mend.startswith("Packa upp den och välj listan som ligger i den.")


@pytest.mark.parametrize(
    "beginning",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # 97 and later
        b"\x09\x08\x08\x00\x00\x05\x05\x00",  # 5.0
        b"\x09\x04\x06\x00\x00\x04\x10\x00",  # 4.0
        b"\x09\x02\x06\x00\x00\x03\x10\x00",  # 3.0
        b"\x09\x00\x04\x00\x02\x00\x10\x00",  # 2.1
    ],
)
def test_every_older_excel_is_told_by_name(beginning: bytes) -> None:
    assert "äldre format" in refused(beginning + bytes(range(256))).what


def test_a_database_is_no_list() -> None:
    assert refused(b"SQLite format 3\x00" + bytes(64)).what == "Filen är inte en textlista."


def test_the_way_out_that_is_told_is_a_way_out() -> None:
    book, packed = Workbook(), io.BytesIO()
    for line in LIST.splitlines():
        book.active.append(line.split(";"))  # type: ignore[union-attr]
    book.save(packed)

    assert names(packed.getvalue()) == names(LIST.encode("utf-8-sig"))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Filen är en bild."),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "Filen är en bild."),
        (b"%PDF-1.7\n", "Filen är en PDF."),
    ],
)
def test_a_picture_or_a_pdf_is_called_what_it_is(data: bytes, what: str) -> None:
    met = refused(data)

    assert met.what == what
    assert "Samverkan läser CSV och Excel (.xlsx)." in str(met)


def test_a_packed_file_is_to_be_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("lista.csv", LIST)

    met = refused(packed.getvalue())

    assert met.what == "Filen är packad (zip)."
    assert "Samverkan läser CSV och Excel (.xlsx)." in str(met)
