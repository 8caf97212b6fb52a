"""BUP, SIP, övergång and nätverk: data, each with its own words; and a ninth is one file more."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from samverkan.meetings import agendas
from samverkan.meetings.agendas import template, templates
from samverkan.meetings.contents import contents, missing_contents
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Invitee, Meeting, RequiredText
from samverkan.meetings.telling import invitation_paper, told
from samverkan.people.models import Organisation
from samverkan.people.wording import short_day
from samverkan.policy.vocabulary import InformationClass
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
NINTH = """
slug = "rast"
name = "Rastmöte"
order = 90
minutes = 20
purpose = "Att rasten ska bli bra för {eleven}."
purpose_for_all = "Att rasten ska bli bra."

[[items]]
title = "Så är rasten"
minutes = 20
class = "K07"
kind = "anteckning"

[[checks]]
row = "plats"
text = "Plats är bestämd"
owner = "Skolan"
sees = "place"
"""


def plan(cast: Cast, **changed: Any) -> Meeting:
    browser, where = client_as(cast.sara), f"/elever/{cast.ebbas_case}/mote/nytt"
    fields = browser.get(where).context["form"]
    told = {name: fields[name].value() or "" for name in fields.fields} | {"participation": "bild-eller-brev"}
    in_two_weeks = short_day(timezone.localdate() + timedelta(days=14))
    assert browser.post(where, told | {"day": in_two_weeks} | changed).status_code == 302
    rows = Meeting.objects.within(scope_of(cast.sara)).filter(case=cast.ebbas_case)
    return rows.order_by("-made_at")[0]


def seat(made: Meeting, person: Any) -> Invitee:
    return Invitee.objects.unguarded(because=BECAUSE).get(meeting=made, person=person, removed_at=None)


def page(cast: Cast, who: str, address: str) -> str:
    return unescape(client_as(getattr(cast, who)).get(address).content.decode())


@pytest.fixture
def sip(cast: Cast) -> Meeting:
    return plan(cast, template="sip")


def test_all_six_sorts_round_a_pupil_are_offered_and_each_sums_to_its_time(cast: Cast) -> None:
    offered = page(cast, "sara", f"/elever/{cast.ebbas_case}/mote/nytt")

    for name in ("Samverkansmöte", "Uppföljning", "Möte med BUP", "SIP-möte", "Övergångsmöte", "Nätverksmöte"):
        assert name in offered
    for slug in ("bup", "sip", "overgang", "natverk"):
        assert sum(item.minutes for item in template(slug).items) == template(slug).minutes


def test_to_a_sip_region_and_municipality_are_called_and_the_others_invited(cast: Cast, sip: Meeting) -> None:
    before = page(cast, "sara", f"/moten/{sip.id}")

    def words(who: str) -> tuple[str, str, str]:
        scope = scope_of(cast.sara)
        invitation = told(scope, sip.id, seat(sip, getattr(cast, who)).id)
        paper = invitation_paper(invitation, made_by="Sara Holm", now=scope.now)
        return invitation.word.noun, paper.title.split()[0], paper.running.split()[0]

    assert before.count("Inte kallad") == 2 and "Inte inbjuden" in before
    assert words("maria") == words("peter") == ("kallelse", "Kallelse", "Kallelse")
    assert words("anna") == words("jonas") == ("inbjudan", "Inbjudan", "Inbjudan")
    assert "Kallelse till möte" in page(cast, "sara", f"/moten/{sip.id}/inbjudan/{seat(sip, cast.maria).id}")


def test_the_letter_says_the_word_too_and_nothing_of_whom_or_why(cast: Cast, sip: Meeting) -> None:
    from samverkan.meetings import inviting
    from samverkan.meetings.seating import places
    from samverkan.people import queries as people
    from samverkan.post.models import Letter

    scope = scope_of(cast.sara)
    seats = places(scope, sip, people.pupil(scope, cast.ebbas_case))
    inviting.send(meeting=sip, places=seats, link="https://x.example", by=scope.reader, now=scope.now)

    subjects = {row.to_address: (row.subject, row.text) for row in Letter.objects.all()}
    called = [text for subject, text in subjects.values() if subject == "Kallelse till ett möte"]
    invited = [text for subject, text in subjects.values() if subject == "Inbjudan till ett möte"]
    assert called and invited and not mail.outbox
    assert all("Du är kallad till ett möte" in text and "SIP" not in text and "Ebba" not in text for text in called)
    assert all("Du är inbjuden till ett möte" in text for text in invited)


def test_at_a_samverkansmote_nobody_is_called(cast: Cast) -> None:
    made = plan(cast)

    assert told(scope_of(cast.sara), made.id, seat(made, cast.peter).id).word.noun == "inbjudan"


def test_the_four_things_of_a_sip_are_asked_for_until_they_are_written(cast: Cast, sip: Meeting) -> None:
    browser, where = client_as(cast.sara), f"/moten/{sip.id}/innehall"
    empty = unescape(browser.get(where).content.decode())
    mark = browser.get(where).context["form"]["mark"].value()

    browser.post(where, {"mark": mark, "insatser": "Pauser varje lektion.", "huvudansvar": "Kommunen."})

    assert "4 av 4 saknas" in empty and "10 kap. 9 § SoL" in empty
    left = [content.row for content in missing_contents(sip, template("sip"))]
    assert left == ["huvudmannens-insatser", "andras-atgarder"]
    scope = scope_of(cast.sara)
    rows = {row.content.row: row.text for row in contents(scope, meeting(scope, sip.id))}
    assert rows["insatser"] == "Pauser varje lektion." and rows["andras-atgarder"] == ""
    kept = RequiredText.objects.unguarded(because=BECAUSE).filter(meeting=sip).select_related("cell")
    assert {row.cell.information_class for row in kept} == {InformationClass.SUPPORT}


def test_a_text_written_anew_keeps_the_former_behind_it_and_an_old_page_overwrites_nothing(
    cast: Cast, sip: Meeting
) -> None:
    browser, where = client_as(cast.sara), f"/moten/{sip.id}/innehall"
    mark = browser.get(where).context["form"]["mark"].value()
    browser.post(where, {"mark": mark, "huvudansvar": "Kommunen."})

    late = client_as(cast.anna_karin).post(where, {"mark": mark, "huvudansvar": "Regionen."})
    assert late.status_code == 409 and "Någon annan har ändrat" in unescape(late.content.decode())
    mark = browser.get(where).context["form"]["mark"].value()
    browser.post(where, {"mark": mark, "huvudansvar": "Regionen."})

    rows = RequiredText.objects.unguarded(because=BECAUSE).filter(meeting=sip).order_by("made_at")
    assert [row.replaced_at is None for row in rows] == [False, True]
    assert rows[1].statement.replaces_id == rows[0].statement_id


@pytest.mark.parametrize(("who", "status"), [("maria", 403), ("anna", 403), ("kerstin", 404), ("petra", 404)])
def test_nobody_else_writes_the_contents(cast: Cast, sip: Meeting, who: str, status: int) -> None:
    Meeting.objects.unguarded(because=BECAUSE).filter(id=sip.id).update(sent_at=timezone.now())

    assert client_as(getattr(cast, who)).get(f"/moten/{sip.id}/innehall").status_code == status


@pytest.fixture
def ninth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The data folder of an installation that has put one file more in it."""
    shutil.copytree(agendas.FOLDER, tmp_path / "data")
    (tmp_path / "data" / "rast.toml").write_text(NINTH, encoding="utf-8")
    monkeypatch.setattr(agendas, "FOLDER", tmp_path / "data")
    templates.cache_clear()
    yield
    templates.cache_clear()


@pytest.mark.usefixtures("ninth")
def test_a_ninth_sort_is_one_file_and_no_line_of_code_and_is_offered_planned_and_held(cast: Cast) -> None:
    offered = page(cast, "sara", f"/elever/{cast.ebbas_case}/mote/nytt")
    team = [str(one.id) for one in (cast.ebba, cast.anna, cast.jonas, cast.sara)]
    made = plan(cast, template="rast", invited=team)
    sara = client_as(cast.sara)

    sara.post(f"/moten/{made.id}/kontrollera")
    sara.post(f"/moten/{made.id}/under", {"borja": "ja", "har": [str(seat(made, cast.sara).id)]})

    assert "Rastmöte, 20 minuter" in offered
    assert "20 av 20 minuter" in page(cast, "sara", f"/moten/{made.id}")
    assert "Så är rasten" in page(cast, "sara", f"/moten/{made.id}/under")


def test_whose_branch_is_called_is_read_from_the_template_alone(cast: Cast) -> None:
    from samverkan.meetings.calling import word_for

    schools = Organisation.objects.get(id=cast.unit().organisation_id)

    assert word_for(template("sip"), None).noun == "inbjudan"
    assert word_for(template("sip"), schools).noun == "inbjudan"
    assert word_for(template("bup"), cast.organisation("habiliteringen")).noun == "inbjudan"


def test_abbreviations_keep_their_capitals_inside_a_sentence(cast: Cast, sip: Meeting) -> None:
    assert "Ebba Lindqvist, SIP-möte" in page(cast, "sara", "/moten")
    assert template("bup").lowered == "möte med BUP" and template("samverkansmote").lowered == "samverkansmöte"
