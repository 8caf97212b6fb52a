"""A paper is accessible or it is not made, and a text is only a text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest

from samverkan.paper import (
    Block,
    Facts,
    Heading,
    Items,
    PaperError,
    PaperPage,
    Paragraph,
    Picture,
    Question,
    Quote,
    Signatures,
    Table,
    render,
)
from samverkan.paper.rendering import _told, coverage

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4H0z"/></svg>'
NINE_OCLOCK = datetime(2025, 3, 4, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


def invitation(*blocks: Block) -> PaperPage:
    return PaperPage(
        title="Inbjudan till möte om stöd i skolan",
        receiver="Olof Lindqvist",
        made_by="Sara Holm",
        made_at=NINE_OCLOCK,
        sender="Björkskolan",
        version="Version 1",
        running="Inbjudan · Ebba L",
        blocks=blocks,
    )


def whole_invitation() -> PaperPage:
    return invitation(
        Quote("Jag vill veta vem som kommer innan de kommer.", by="Ebba sa det till Sara."),
        Facts((("När", "Onsdag 5 mars kl. 13.00"), ("Var", "Rum 12"))),
        Heading("Vilka kommer"),
        Items(("Ebba, en stund", "Anna", "Du")),
        Items(("Välkomna", "Ebbas egna ord"), numbered=True),
        Table(("Vad", "Ansvarig"), (("Bildschema", "Jonas Berg"),), caption="Stöd"),
        Heading("Samtycke", level=3),
        Question(
            "Får habiliteringen höra skolans bedömning?", ("Ja", "Nej", "Jag vill prata först"), (("Vad", "Två sidor"),)
        ),
        Signatures(("Vårdnadshavare", "Vårdnadshavare")),
        Picture(SQUARE, alt="QR-kod till skolans sida"),
        Paragraph("Sist.\nPå två rader."),
    )


def tags_of(pdf: pikepdf.Pdf) -> set[str]:
    """Every structure tag in the file."""
    found: set[str] = set()

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.Root.StructTreeRoot)
    return found


def test_an_invitation_is_tagged_named_and_says_its_language() -> None:
    with pikepdf.open(BytesIO(render(whole_invitation()))) as pdf:
        assert str(pdf.Root.Lang).startswith("sv")
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == "Inbjudan till möte om stöd i skolan"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert str(metadata["pdfuaid:part"]) == "1"
        assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/P"} <= tags_of(pdf)


def test_the_file_carries_the_time_it_was_given_and_no_other() -> None:
    with pikepdf.open(BytesIO(render(whole_invitation()))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20250304")

    assert render(whole_invitation()) == render(whole_invitation())


def test_the_archive_gets_a_file_that_is_both_archivable_and_accessible() -> None:
    with pikepdf.open(BytesIO(render(whole_invitation(), standard="both"))) as pdf, pdf.open_metadata() as metadata:
        assert (str(metadata["pdfuaid:part"]), str(metadata["pdfaid:part"])) == ("1", "2")


def test_a_picture_without_a_description_stops_the_paper() -> None:
    with pytest.raises(PaperError, match="tillgängligt"):
        render(invitation(Picture(SQUARE, alt="")))


@pytest.mark.parametrize(
    "reach", ['<image href="/etc/hostname"/>', "<style>@import 'x'</style>", '<use xlink:href="x"/>']
)
def test_a_picture_that_reaches_out_for_something_stops_the_paper(reach: str) -> None:
    with pytest.raises(PaperError, match="utifrån"):
        render(invitation(Picture(SQUARE.replace("<path", f"{reach}<path"), alt="En ruta")))


@pytest.mark.parametrize(
    "words",
    [
        '#import "secrets.typ": *',
        "] #panic(1) [",
        '"); #read("/etc/hostname")',
        "$ x $ *fet* _kursiv_ `kod`",
        "\\ // /* <etikett> @ref",
    ],
)
def test_words_that_look_like_code_are_printed_as_words(words: str) -> None:
    page = invitation(
        Paragraph(words), Items((words,)), Table((words,), ((words,),)), Quote(words, words), Heading(words)
    )
    with pikepdf.open(BytesIO(render(replace(page, title=words, receiver=words, running=words)))) as pdf:
        assert str(pdf.docinfo["/Title"]) == words
        assert "/Table" in tags_of(pdf)


def test_signs_that_turn_the_reading_direction_never_reach_the_paper() -> None:
    told = json.dumps(_told(invitation(Paragraph("ja\u202eejN\u2066 \u200fx"))), ensure_ascii=False)

    assert not re.search("[\u200f\u202e\u2066]", told)
    assert "jaejN x" in told


def test_a_sign_our_letters_cannot_draw_is_replaced_and_the_paper_says_so() -> None:
    told = _told(invitation(Paragraph("Bra 😀")))

    assert told["blocks"][0]["text"] == "Bra (?)"
    assert "(?) står för ett tecken som inte kan skrivas ut." in told["closing"]
    assert render(invitation(Paragraph("Bra 😀"))).startswith(b"%PDF")


def test_a_paper_without_strange_signs_says_nothing_of_them() -> None:
    assert "tecken" not in _told(whole_invitation())["closing"]


def test_names_in_swedish_sami_polish_and_turkish_can_be_printed() -> None:
    names = "Åsa Öberg, Áilu Niŋgo Čáhppe Đ Ŧ Ž, Łukasz Żółć, Gökçe Şahin ı, Zoë – ”citat” 9 430"

    assert all(ord(sign) in coverage() for sign in names)
    assert _told(invitation(Paragraph(names)))["blocks"][0]["text"] == names


def test_only_our_own_fonts_are_in_the_file() -> None:
    with pikepdf.open(BytesIO(render(whole_invitation()))) as pdf:
        fonts = {str(f["/BaseFont"]).split("+")[-1] for page in pdf.pages for f in page.Resources.Font.values()}

    assert fonts and all(font.startswith(("AtkinsonHyperlegibleNext", "Literata")) for font in fonts)


def test_a_ragged_table_and_a_time_without_zone_are_refused() -> None:
    with pytest.raises(ValueError):
        Table(("A", "B"), (("ensam",),))
    with pytest.raises(ValueError):
        replace(invitation(), made_at=NINE_OCLOCK.replace(tzinfo=None))


@pytest.mark.parametrize(("rows", "open_pages", "pages"), [(5, 1, 1), (60, 2, 1), (140, 3, 3)])
def test_what_fits_on_a_page_when_it_is_set_close_is_one_page(rows: int, open_pages: int, pages: int) -> None:
    page = invitation(Items(tuple(f"Rad {number} av det som sades." for number in range(rows))))

    assert counted(page) == open_pages
    assert counted(replace(page, one_page=True)) == pages


def counted(page: PaperPage) -> int:
    with pikepdf.open(BytesIO(render(page))) as pdf:
        assert "/LI" in tags_of(pdf)
        return len(pdf.pages)
