"""Inger keeps the system: she comes to the settings of every school of the municipality, and to no pupil."""

from html import unescape

from tests.cast import Cast, client_as


def test_she_keeps_every_school_of_her_employer_though_she_works_at_none(cast: Cast) -> None:
    inger = client_as(cast.inger)

    pages = {slug: inger.get(f"/installningar?skola={cast.unit(slug).id}") for slug in ("bjorkskolan", "strandvik")}

    assert {slug: page.status_code for slug, page in pages.items()} == {"bjorkskolan": 200, "strandvik": 200}
    assert cast.unit("strandvik").name in unescape(pages["strandvik"].content.decode())


def test_another_huvudmans_school_is_not_there(cast: Cast) -> None:
    assert client_as(cast.inger).get(f"/installningar?skola={cast.unit('friskolan').id}").status_code == 404


def test_the_school_chef_and_the_reviewer_of_the_log_keep_no_school(cast: Cast) -> None:
    for person in (cast.margareta, cast.bo):
        assert client_as(person).get("/installningar").status_code == 403


def test_she_counts_no_pupils_and_gives_no_trusted_role(cast: Cast) -> None:
    inger = client_as(cast.inger)

    assert "Ebba" not in unescape(inger.get("/installningar/klasser").content.decode())
    assert inger.post(f"/installningar/personer/{cast.sara.id}/konto", {"email": "ny@example.se"}).status_code == 403
