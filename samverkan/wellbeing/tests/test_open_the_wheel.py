"""Må bra, as each of those round Ebba opens it: what stands there is made of what they may see, and of nothing else."""

from html import unescape

import pytest
from django.utils import timezone

from samverkan.consent import actions
from samverkan.consent.models import AnswerForm
from samverkan.consent.tests.test_answer_a_question import asked, says
from samverkan.people.models import Person
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import PersonId
from samverkan.wellbeing import queries
from samverkan.wellbeing.models import Look
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
SEEN = {
    "mark_utvecklas": "behover-stod",
    "fungerar_utvecklas": "Hon räknar gärna i butiken.",
    "oroar_utvecklas": "Hon somnar efter lunchen.",
    "way": "bedomning",
}
TOLD = {
    "mark_delaktig": "behover-stod",
    "egna-ord_delaktig": "Jag vill sova hos mormor.",
    "given": "bredvid-en-vuxen",
    "way": "ord",
}
EMPTY = "Här finns ingen bild för dig att se"


def page(cast: Cast, who: Person, path: str = "", pupil: str = "ebba") -> str:
    answer = client_as(who).get(f"/elever/{cast.case(pupil)}/ma-bra{path}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_jonas_writes_the_schools_picture_and_those_who_work_with_ebba_read_it(cast: Cast) -> None:
    jonas = client_as(cast.jonas)
    form = jonas.get(f"/elever/{cast.ebbas_case}/ma-bra/skolans-bild").content.decode()
    assert "checked" not in form.split("Vilka ska läsa?")[0], "nothing is chosen from the start"

    answer = jonas.post(f"/elever/{cast.ebbas_case}/ma-bra/skolans-bild", SEEN)

    assert answer.status_code == 302
    for who in (cast.jonas, cast.anna_karin, cast.anna):
        read = page(cast, who)
        assert read.index("Hon räknar gärna i butiken.") < read.index("Hon somnar efter lunchen.")
    assert EMPTY in page(cast, cast.mikael), "he teaches Ebba, and may read neither picture"
    assert client_as(cast.petra).get(f"/elever/{cast.ebbas_case}/ma-bra").status_code == 404


def test_sent_twice_it_is_there_once(cast: Cast) -> None:
    jonas, url = client_as(cast.jonas), f"/elever/{cast.ebbas_case}/ma-bra/skolans-bild"
    rows = Look.objects.unguarded(because="the test counts what was written").filter(case=cast.ebbas_case)
    before = rows.count()

    jonas.post(url, SEEN)
    again = jonas.post(url, SEEN, follow=True)

    assert rows.count() == before + 1
    assert "Det är redan sparat." in again.content.decode()


def test_what_ebba_confides_is_closed_to_her_guardians_and_to_the_rektor(cast: Cast) -> None:
    client_as(cast.sara).post(f"/elever/{cast.ebbas_case}/ma-bra/elevens-bild", TOLD | {"way": "fortroende"})

    assert "Jag vill sova hos mormor." in page(cast, cast.sara)
    assert "Jag vill sova hos mormor." in page(cast, cast.lena)
    look = queries.latest_views(scope_of(cast.sara), cast.ebbas_case).pupil
    assert look is not None
    for who in (cast.anna, cast.olof, cast.anna_karin, cast.jonas):
        assert "mormor" not in page(cast, who)
        assert str(look.id) not in page(cast, who)
        assert client_as(who).get(f"/elever/{cast.ebbas_case}/ma-bra/{look.id}").status_code == 404


def test_what_lies_on_nu_is_what_the_reader_may_see(cast: Cast) -> None:
    def on_nu(who: Person) -> bool:
        return 'id="hjulet"' in client_as(who).get(f"/elever/{cast.ebbas_case}").content.decode()

    assert on_nu(cast.sara) and on_nu(cast.anna)
    assert not on_nu(cast.mikael) and not on_nu(cast.kerstin) and not on_nu(cast.maria)


def test_a_yes_to_the_schools_assessment_shows_its_picture_and_closes_with_the_yes(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    assert not queries.latest_views(scope_of(cast.maria), cast.ebbas_case)

    for person in (cast.anna, cast.olof):
        says(cast, question, person, Reply.YES)
    with_a_yes = queries.latest_views(scope_of(cast.maria), cast.ebbas_case)
    actions.withdraw(
        question=question.id,
        giver=PersonId(cast.olof.id),
        form=AnswerForm.ELECTRONIC,
        by=scope_of(cast.olof).reader,
        now=timezone.now(),
    )

    assert with_a_yes.staff is not None and with_a_yes.pupil is None, "Ebba's own words were not asked about"
    assert not queries.latest_views(scope_of(cast.maria), cast.ebbas_case)


def test_an_empty_wheel_is_met_kindly_and_nothing_is_lost(cast: Cast) -> None:
    jonas, url = client_as(cast.jonas), f"/elever/{cast.ebbas_case}/ma-bra/skolans-bild"
    before = Look.objects.unguarded(because="the test counts what was written").count()

    empty = jonas.post(url, {"way": "bedomning"})
    strange = jonas.post(url, SEEN | {"mark_trygg": "sju av tio"})

    assert empty.status_code == strange.status_code == 422
    assert "Välj ett ord för minst ett område" in unescape(empty.content.decode())
    assert "Hon somnar efter lunchen." in unescape(strange.content.decode())
    assert Look.objects.unguarded(because="the test counts what was written").count() == before


def test_a_protected_pupils_wheel_is_for_the_named_alone(cast: Cast) -> None:
    assert "Ridningen." in page(cast, cast.sara, pupil="liv")
    for who in (cast.jonas, cast.lena, cast.petra):
        assert client_as(who).get(f"/elever/{cast.case('liv')}/ma-bra").status_code == 404


def test_the_timeline_tells_that_somebody_looked_and_not_what_they_saw(cast: Cast) -> None:
    line = unescape(client_as(cast.jonas).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode())

    assert "Må bra-hjulet: skolans bild" in line and "Må bra-hjulet: elevens egen bild" in line
    assert "Rasten med fadder, tre dagar i veckan." not in line
    today = timezone.localdate()
    assert queries.all_views(scope_of(cast.jonas), cast.ebbas_case)[0].on < today
