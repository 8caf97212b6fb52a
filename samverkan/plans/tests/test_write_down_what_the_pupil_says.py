"""What Ebba says is as secret as any talk with the one who writes it down, until Ebba wants everybody to know it."""

from html import unescape

import pytest
from django.utils import timezone

from samverkan.guard.models import Statement
from samverkan.people import actions as people
from samverkan.people.models import Person
from samverkan.policy.vocabulary import Branch, InformationClass, Role
from tests.cast import Cast, client_as, scope_of

SAID = "Jag vågar inte gå hem."


def tell(cast: Cast, who: Person, way: str) -> Statement:
    answer = client_as(who).post(f"/elever/{cast.ebbas_case}/egna-ord/nya", {"text": SAID, "way": way})
    assert answer.status_code == 302
    rows = Statement.objects.unguarded(because="the test looks at what was written").select_related("cell")
    return rows.latest("made_at")


def seat_the_nurse(cast: Cast) -> Person:
    people.add_member(
        case=cast.ebbas_case,
        person=cast.birgitta.id,
        organisation=cast.organisation("skolor").id,
        role=Role.NURSE,
        function="skolsköterska",
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )
    return cast.birgitta


def readers(cast: Cast, told: Statement) -> set[str]:
    crowd = ("anna_karin", "lena", "jonas", "mikael", "kerstin", "ingrid", "birgitta", "anna", "olof", "maria", "peter")
    return {who for who in crowd if Statement.objects.within(scope_of(getattr(cast, who))).filter(id=told.id).exists()}


def test_what_ebba_tells_the_kurator_stays_with_those_who_may_read_a_kurators_notes(cast: Cast) -> None:
    told = tell(cast, cast.sara, "ord")

    assert told.cell.information_class == InformationClass.PSYCHOSOCIAL
    assert readers(cast, told) == {"anna_karin", "lena"}


def test_what_ebba_tells_in_confidence_stays_in_elevhalsan(cast: Cast) -> None:
    assert readers(cast, tell(cast, cast.sara, "fortroende")) == {"lena"}


def test_what_ebba_tells_the_nurse_stays_in_school_health_care(cast: Cast) -> None:
    told = tell(cast, seat_the_nurse(cast), "ord")

    assert (told.cell.information_class, told.cell.branch) == (InformationClass.MEDICAL, Branch.EMI)
    assert readers(cast, told) == {"birgitta"}


def test_what_ebba_tells_her_mentor_is_for_the_work_with_her_support_and_the_home(cast: Cast) -> None:
    found = readers(cast, tell(cast, cast.jonas, "ord"))

    assert {"anna_karin", "lena", "anna", "olof"} <= found
    assert not found & {"mikael", "kerstin", "ingrid", "birgitta", "maria", "peter"}


def test_what_ebba_wants_everybody_to_know_is_read_by_everybody_whoever_wrote_it(cast: Cast) -> None:
    for who in (cast.sara, seat_the_nurse(cast)):
        assert {"mikael", "kerstin", "anna", "olof", "maria", "peter"} <= readers(cast, tell(cast, who, "alla"))


def test_the_strict_way_is_chosen_from_the_start(cast: Cast) -> None:
    form = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/egna-ord/nya").context["form"]

    assert form["way"].value() == "ord"


@pytest.mark.parametrize("who", ["sara", "birgitta", "jonas"])
def test_the_writer_is_told_that_everybody_means_the_home_and_those_outside_too(cast: Cast, who: str) -> None:
    """In the same words whoever they are: one who may not know of a party is not told that there is none."""
    seat_the_nurse(cast)

    page = unescape(client_as(getattr(cast, who)).get(f"/elever/{cast.ebbas_case}/egna-ord/nya").content.decode())

    everybody = page.split("Ebba vill att alla får veta.")[1].split("</label>")[0]
    assert "alla som arbetar på Björkskolan" in everybody
    assert "alla andra som är med i arbetet, hemma och utanför skolan" in everybody


def test_a_word_for_the_way_that_nobody_offered_is_met_kindly(cast: Cast) -> None:
    answer = client_as(cast.jonas).post(f"/elever/{cast.ebbas_case}/egna-ord/nya", {"text": SAID, "way": "fortroende"})

    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert SAID in page
