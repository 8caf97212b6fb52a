"""Elever and Sök: å ä ö after z, one's own pupils, and a hit outside the scope that does not exist."""

import re
from datetime import date, timedelta

from django.utils import timezone

from samverkan.people import queries, registering
from samverkan.people.models import Assignment, GroupRole, Person, Unit
from samverkan.policy.acting import Level
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of


def hits(person: Person, words: str) -> str:
    """The page of hits."""
    return client_as(person).get("/sok", {"q": words}).content.decode()


def test_no_search_writes_a_name_in_an_address(cast: Cast) -> None:
    """What is typed is posted: addresses stay in histories and in the logs of whatever stands between."""
    browser = client_as(cast.anna_karin)

    for address in ("/sok", "/ny/anteckning"):
        page = browser.get(address).content.decode()
        forms = re.findall(r"<form[^>]*role=.search.[^>]*>", page)
        assert forms and all('method="post"' in form for form in forms), address
        assert "Ebba Lindqvist" in browser.post(address, {"q": "ebba"}).content.decode()


def test_jonas_sees_the_pupils_of_his_class_in_swedish_order(cast: Cast) -> None:
    rows = queries.pupils(scope_of(cast.jonas), class_name="5B")

    keys = [queries.search_form(" ".join(reversed(row.name.rsplit(" ", 1)))) for row in rows]
    assert "Ebba Lindqvist" in [row.name for row in rows]
    assert keys == sorted(keys)


def test_the_rektor_finds_ebba_by_a_part_of_her_name(cast: Cast) -> None:
    text = hits(cast.anna_karin, "lind ebb")

    assert f"/elever/{cast.ebbas_case}" in text


def test_the_neighbour_gets_the_same_answer_as_for_a_name_nobody_has(cast: Cast) -> None:
    ebba, nobody = hits(cast.petra, "Ebba Lindqvist"), hits(cast.petra, "Ebbo Lindqvast")

    def without_words(text: str) -> str:
        return re.sub(r'Ebb[ao]( |[+]|%20|%2B)Lindqv[ia]st|nonce="[^"]*"|[\w+/=-]{40,}', "", text)

    assert f"/elever/{cast.ebbas_case}" not in ebba
    assert without_words(ebba) == without_words(nobody)


def test_the_sealed_pupil_is_found_by_her_named_officer_alone(cast: Cast) -> None:
    known = queries.pupils(scope_of(cast.sara), cases=[cast.case("liv")])
    assert known
    name = known[0].name

    assert f"/elever/{cast.case('liv')}" in hits(cast.sara, name)
    assert f"/elever/{cast.case('liv')}" not in hits(cast.lena, name)
    assert f"/elever/{cast.case('liv')}" not in hits(cast.jonas, name)


def test_the_sealed_pupil_stands_under_her_own_heading_for_those_named_and_for_nobody_else(cast: Cast) -> None:
    heading, liv = "med skyddade uppgifter</h2>", f"/elever/{cast.case('liv')}"

    def elever(person: Person, level: Level = Level.SECOND_FACTOR) -> str:
        return client_as(person, level).get("/elever").content.decode()

    named = elever(cast.sara)
    assert liv in named.split(f"Elever {heading}")[1]
    assert liv in elever(cast.mirja).split(f"Barn {heading}")[1]
    for stranger in (elever(cast.sara, Level.PASSWORD), elever(cast.jonas), elever(cast.kerstin)):
        assert heading not in stranger
        assert liv not in stranger


def test_an_open_pupil_without_a_class_is_not_lost_from_the_list(cast: Cast) -> None:
    ebba = registering.pupil_of(cast.ebbas_case)
    assert ebba is not None
    type(ebba).objects.unguarded(because="a test moves a pupil").filter(pk=ebba.pk).update(group=None)

    page = client_as(cast.anna_karin).get("/elever").content.decode()

    assert f"/elever/{cast.ebbas_case}" in page.split("Utan klass</h2>")[1]


def test_a_phone_number_is_found_with_one_word(cast: Cast) -> None:
    text = hits(cast.anna_karin, "bup")

    assert "BUP öst" in text
    assert "tel:" in text


def test_the_list_of_pupils_shows_identity_and_nothing_else(cast: Cast) -> None:
    text = client_as(cast.jonas).get("/elever").content.decode()

    assert "Ebba Lindqvist" in text
    for secret in ("Anna Lindqvist", "abilitering", "insats"):
        assert secret not in text


def test_the_list_of_a_guardian_is_the_own_child(cast: Cast) -> None:
    rows = queries.pupils(scope_of(cast.anna))

    assert [row.name for row in rows] == ["Ebba Lindqvist"]


def test_where_no_class_is_read_in_one_who_may_is_led_to_the_import(cast: Cast) -> None:
    unit = Unit.objects.create(organisation=cast.organisation("skolor"), name="Tunaskolan")
    for person, role in ((cast.torbjorn, Role.REKTOR), (cast.petra, Role.TEACHER)):
        Assignment.objects.filter(person=person).delete()
        GroupRole.objects.filter(person=person).delete()
        Assignment.objects.create(
            person=person, organisation=unit.organisation, unit=unit, role=role.value, begins_on=unit_day()
        )

    rektor, teacher = (client_as(person).get("/elever").content.decode() for person in (cast.torbjorn, cast.petra))

    assert "Här finns ingen elev än" in rektor and 'href="/installningar/import"' in rektor
    assert "Här finns ingen elev än" in teacher and "/installningar/import" not in teacher


def unit_day() -> date:
    return timezone.localdate() - timedelta(days=1)
