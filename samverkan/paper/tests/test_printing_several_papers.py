"""Several papers in one file: each begins on a sheet of its own, counts its own pages, and says whose it is."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from samverkan.paper import Items, PaperError, Picture, render
from samverkan.paper.tests.test_printing_a_page import SQUARE, invitation, tags_of, whole_invitation
from tests.paper import page_text, papers_in, squeezed, text_of

TITLE = "Inbjudningar till möte"
LONG = Items(tuple(f"Rad {number} av det som sades." for number in range(80)))


def pages(file: bytes) -> list[str]:
    with pikepdf.open(BytesIO(file)) as pdf:
        return [squeezed(page_text(page)) for page in pdf.pages]


def test_each_paper_is_as_it_is_by_itself() -> None:
    one, other = whole_invitation(), replace(whole_invitation(), receiver="Peter Ny", language="en")

    assert papers_in(render(one, other, title=TITLE)) == [text_of(render(one)), text_of(render(other))]


def test_each_begins_on_the_front_of_a_sheet_and_counts_its_own_pages() -> None:
    first, second = replace(invitation(LONG, LONG), receiver="Anna Ek"), whole_invitation()

    front, *middle, last = pages(render(first, second, title=TITLE))

    assert "Sida1(3)" in front and "Sida2(3)" in middle[0] and "Sida3(3)" in middle[1]
    assert middle[2] == "" and "Sida1(1)" in last


def test_a_sheet_that_comes_loose_says_whose_it_is() -> None:
    anna, peter = (replace(invitation(LONG), receiver=name) for name in ("Anna Ek", "Peter Ny"))

    found = [page for page in pages(render(anna, peter, title=TITLE)) if page]

    assert [page.count("För:AnnaEk") for page in found] == [1, 1, 0, 0]
    assert [page.count("För:PeterNy") for page in found] == [0, 0, 1, 1]
    assert "För:" not in pages(render(anna))[1], "one paper by itself is one heap"


def test_the_file_is_as_accessible_as_one_paper_and_named_for_none_of_them() -> None:
    with pikepdf.open(BytesIO(render(whole_invitation(), whole_invitation(), title=TITLE))) as pdf:
        assert str(pdf.docinfo["/Title"]) == TITLE and str(pdf.Root.Lang).startswith("sv")
        assert {"/H1", "/H2", "/L", "/Table", "/Figure", "/P"} <= tags_of(pdf)
        with pdf.open_metadata() as metadata:
            assert str(metadata["pdfuaid:part"]) == "1"


def test_one_that_is_not_accessible_stops_them_all() -> None:
    with pytest.raises(PaperError, match="tillgängligt"):
        render(whole_invitation(), invitation(Picture(SQUARE, alt="")), title=TITLE)
