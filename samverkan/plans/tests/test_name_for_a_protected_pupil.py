"""A protected pupil is seen by those who are named, guardians included: nobody is let in by a register alone."""

from django.utils import timezone

from samverkan.people.models import Custody, Guardianship, NamedOfficer
from tests.cast import Cast, client_as


def named(cast: Cast) -> set[object]:
    return set(NamedOfficer.objects.filter(case=cast.case("liv"), ended_at=None).values_list("person_id", flat=True))


def test_a_guardian_whom_only_the_register_names_sees_nothing(cast: Cast) -> None:
    liv = cast.case("liv")
    Guardianship.objects.create(
        case_id=liv,
        person=cast.olof,
        relation="pappa",
        custody=Custody.JOINT,
        begins_on=timezone.localdate(),
    )

    for page in ("", "/plan", "/teamet", "/vem", "/tidslinje", "/samtycken"):
        assert client_as(cast.olof).get(f"/elever/{liv}{page}").status_code == 404, page


def test_the_rektor_names_a_colleague_and_the_mother_stays_named(cast: Cast) -> None:
    liv, rektor = cast.case("liv"), client_as(cast.anna_karin)
    assert client_as(cast.lena).get(f"/elever/{liv}").status_code == 404

    page = rektor.get(f"/elever/{liv}/namngivna").content.decode()
    rektor.post(f"/elever/{liv}/namngivna", {"person": str(cast.lena.id)})

    assert "Sara Holm" in page
    assert cast.mirja.id in named(cast)
    assert client_as(cast.lena).get(f"/elever/{liv}").status_code == 200
    assert client_as(cast.mirja).get(f"/elever/{liv}").status_code == 200


def test_one_who_is_named_no_longer_sees_nothing_at_the_next_request(cast: Cast) -> None:
    liv, sara = cast.case("liv"), client_as(cast.sara)
    assert sara.get(f"/elever/{liv}").status_code == 200

    client_as(cast.anna_karin).post(f"/elever/{liv}/namngivna/{cast.sara.id}/avslut")

    assert sara.get(f"/elever/{liv}").status_code == 404


def test_the_last_who_can_name_others_stays_and_is_told_why(cast: Cast) -> None:
    liv, rektor = cast.case("liv"), client_as(cast.anna_karin)

    answer = rektor.post(f"/elever/{liv}/namngivna/{cast.anna_karin.id}/avslut", follow=True)

    assert cast.anna_karin.id in named(cast)
    assert "Namnge en annan rektor först." in answer.content.decode()


def test_one_who_leaves_the_case_comes_back_to_the_list_of_pupils(cast: Cast) -> None:
    liv, rektor = cast.case("liv"), client_as(cast.anna_karin)
    NamedOfficer.objects.create(case_id=liv, person=cast.per, named_at=timezone.now(), named_by=cast.anna_karin)

    answer = rektor.post(f"/elever/{liv}/namngivna/{cast.anna_karin.id}/avslut", follow=True)

    assert answer.status_code == 200
    assert cast.anna_karin.id not in named(cast)


def test_nobody_else_names_anybody(cast: Cast) -> None:
    liv = cast.case("liv")

    for person in (cast.sara, cast.per, cast.mirja, cast.ingrid, cast.torbjorn):
        answer = client_as(person).post(f"/elever/{liv}/namngivna", {"person": str(cast.lena.id)})
        assert answer.status_code in (403, 404), person.name
    assert cast.lena.id not in named(cast)


def test_an_open_case_has_nobody_named(cast: Cast) -> None:
    assert client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/namngivna").status_code == 403
