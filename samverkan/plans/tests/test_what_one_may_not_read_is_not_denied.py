"""Nobody is told that something is not there when it only is not theirs to read."""

from html import unescape

import pytest

from tests.cast import Cast, client_as

DENIALS = (
    "Inget mål är skrivet",
    "Inget stöd är skrivet",
    "Inget nästa steg är bestämt",
    "Inget har hänt än",
    "Här pågår ingen samverkan",
    "har ingen samordnad plan",
    "Ingen är med i teamet",
    "Ingen trygghetsperson är utsedd",
    "Planen har inget mål",
)


@pytest.mark.parametrize("who", ["mikael", "kerstin", "birgitta", "ingrid", "maria", "peter", "anna"])
@pytest.mark.parametrize("part", ["", "/plan", "/tidslinje", "/teamet"])
def test_no_page_about_ebba_denies_what_there_is(cast: Cast, who: str, part: str) -> None:
    page = unescape(client_as(getattr(cast, who)).get(f"/elever/{cast.ebbas_case}{part}").content.decode())

    assert [denial for denial in DENIALS if denial in page] == []


def test_where_a_teacher_may_read_no_goal_the_page_says_whose_goals_stand_there(cast: Cast) -> None:
    page = unescape(client_as(cast.mikael).get(f"/elever/{cast.ebbas_case}/plan").content.decode())

    assert "som du får läsa" in page or "det som du får läsa av planen" in page
