"""The paper invitation: the code for one who gets the link by mail, the link for one who does not, and never both."""

import io
import re

import pikepdf
import pytest
from django.test import Client

from samverkan.guests.models import Code, Link, Way
from samverkan.guests.tests.coming import BECAUSE, link_for, seat_of, without_account
from samverkan.meetings import telling
from samverkan.meetings.models import Meeting
from samverkan.paper import PaperPage
from samverkan.people.models import Person
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[PaperPage]:
    """The pages that are made into paper."""
    made: list[PaperPage] = []
    real = telling.invitation_paper

    def noting(*told: object, **more: object) -> PaperPage:
        made.append(real(*told, **more))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr("samverkan.meetings.room_views.invitation_paper", noting)
    return made


def paper(cast: Cast, who: Person) -> bytes:
    answer = client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}/inbjudan/{seat_of(cast, who).id}/papper")
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def text_of(page: PaperPage) -> str:
    return " ".join(str(getattr(block, "text", "")) + str(getattr(block, "caption", "")) for block in page.blocks)


def test_one_who_gets_mail_has_the_code_on_paper(cast: Cast, printed: list[PaperPage]) -> None:
    key = link_for(cast, cast.peter)

    file = paper(cast, cast.peter)
    said = text_of(printed[-1])
    code = re.search(r"\d{3} \d{3}", said)[0]  # type: ignore[index]
    browser = Client()
    browser.post(f"/gast/{key}")

    assert pikepdf.open(io.BytesIO(file)).Root.MarkInfo.Marked
    assert "/gast/" not in said
    assert browser.post("/gast/kod", {"code": code}).status_code == 302


def test_one_without_mail_has_the_link_on_paper_and_the_code_another_way(cast: Cast, printed: list[PaperPage]) -> None:
    without_account(cast.peter)
    Person.objects.filter(id=cast.peter.id).update(email="")

    paper(cast, cast.peter)
    said = text_of(printed[-1])
    address = re.search(r"/gast/\S+", said)[0]  # type: ignore[index]

    assert Client().get(address).status_code == 200
    assert Link.objects.get().way == Way.PAPER
    assert not Code.objects.exists()
    assert "när du ringer 031-390 06 10" in said


def test_nobody_else_has_either_nor_a_paper_that_is_only_looked_at(cast: Cast, printed: list[PaperPage]) -> None:
    without_account(cast.peter)
    paper(cast, cast.maria)  # has an account
    paper(cast, cast.ebba)  # the pupil
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(sent_at=None)
    paper(cast, cast.peter)

    assert not [page for page in printed if "Svara på nätet" in text_of(page)]
    assert not Link.objects.exists()
    assert not Code.objects.exists()


def test_whoever_leads_reads_out_the_code_to_one_who_has_the_link_on_paper(
    cast: Cast, printed: list[PaperPage]
) -> None:
    without_account(cast.peter)
    Person.objects.filter(id=cast.peter.id).update(email="")
    client_as(cast.sara).post(f"/moten/{cast.ebbas_meeting}/kontrollera")
    paper(cast, cast.peter)
    address = re.search(r"/gast/\S+", text_of(printed[-1]))[0]  # type: ignore[index]
    shown = f"/moten/{cast.ebbas_meeting}/inbjudan/{seat_of(cast, cast.peter).id}"

    way = re.search(r'href="([^"]*)"[^>]*>Öppna', client_as(cast.sara).get(shown).content.decode())
    assert way is not None
    read = client_as(cast.sara).post(f"{way[1]}/kod").content.decode()
    code = re.search(r"\d{3} \d{3}", read)[0]  # type: ignore[index]
    browser = Client()
    browser.post(address)

    assert browser.post("/gast/kod", {"code": code}).status_code == 302
