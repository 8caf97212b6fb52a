"""The whole school: who has nobody, who carries how many, and one adult for a class at once."""

import re

from samverkan.people import queries as people
from samverkan.people.models import Group, Trygghetsperson
from samverkan.trygghetsperson import queries
from tests.cast import Cast, client_as, scope_of
from tests.paper import papers_in


def without(cast: Cast, name: str) -> list[str]:
    """The pupils of a class that have nobody, as the page names them."""
    scope = scope_of(cast.anna_karin)
    rows = people.pupils(scope, unit=cast.unit().id)
    cards = list(people.cards(scope, [row.case for row in rows]).values())
    found = next((group for group in queries.without(scope, cards) if group.class_name == name), None)
    return [pupil for _, pupil, _ in found.pupils] if found else []


def test_the_page_counts_those_who_have_nobody_and_says_who_answers_meanwhile(cast: Cast) -> None:
    page = client_as(cast.anna_karin).get("/skolan/trygghetspersoner").content.decode()

    assert "har en egen vuxen. För de andra svarar rektor Anna-Karin Wester så länge." in page
    assert "Sara Holm" in page
    assert "BVC-sjuksköterskan" in page


def test_a_class_gets_its_mentor_at_once_and_each_may_still_ask_for_another(cast: Cast) -> None:
    rektor, group = client_as(cast.anna_karin), Group.objects.get(name="5B", unit=cast.unit())
    before = without(cast, "5B")
    address = f"/skolan/trygghetspersoner/{group.id}"

    form = rektor.get(address).content.decode()
    rows = Trygghetsperson.objects.unguarded(because="the test counts")
    chosen = _values(form, "pupils")
    sent = rektor.post(address, {"person": str(cast.jonas.id), "pupils": chosen[:-1], "asked": "inte-fragad"})

    assert sent.status_code == 302
    assert len(chosen) == len(before)
    assert len(without(cast, "5B")) == 1
    assert rows.filter(person=cast.jonas, ended_at=None).count() >= len(chosen) - 1
    assert "Ebba Lindqvist" not in before, "she has Sara"


def test_an_empty_choice_is_met_kindly(cast: Cast) -> None:
    group = Group.objects.get(name="5B", unit=cast.unit())

    answer = client_as(cast.anna_karin).post(f"/skolan/trygghetspersoner/{group.id}", {"asked": "inte-fragad"})

    assert answer.status_code == 422
    assert "Välj minst en elev." in answer.content.decode()


def test_it_is_read_by_leaders_and_elevhalsa_and_changed_by_leaders(cast: Cast) -> None:
    group = Group.objects.get(name="5B", unit=cast.unit())

    assert client_as(cast.sara).get("/skolan/trygghetspersoner").status_code == 200
    assert client_as(cast.jonas).get("/skolan/trygghetspersoner").status_code == 403
    assert client_as(cast.sara).get(f"/skolan/trygghetspersoner/{group.id}").status_code == 403
    assert client_as(cast.torbjorn).get(f"/skolan/trygghetspersoner/{group.id}").status_code == 404
    assert "Ebba" not in client_as(cast.torbjorn).get("/skolan/trygghetspersoner").content.decode()


def test_the_letter_home_goes_to_each_guardian_and_to_the_pupil_and_never_to_a_barred_one(cast: Cast) -> None:
    def read(slug: str) -> list[str]:
        answer = client_as(cast.anna_karin).get(f"/elever/{cast.case(slug)}/trygghetsperson/brev")
        assert answer["Content-Type"] == "application/pdf"
        return papers_in(answer.content)

    ebbas = read("ebba")
    client_as(cast.anna_karin).post(
        f"/elever/{cast.case('tindra')}/trygghetsperson",
        {"suggested": "annan", "other": str(cast.sara.id), "asked": "sa-ja"},
    )
    tindras = read("tindra")

    assert len(ebbas) == 3
    assert any("För:AnnaLindqvist" in page for page in ebbas)
    assert all("Olof" not in page for page in ebbas if "För:Anna" in page)
    assert any("Dintryggavuxna" in page for page in ebbas)
    assert tindras, tindras
    assert all("Robert" not in page for page in tindras)


def _values(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)
