"""The role handed over: offered, received with a receipt, declined with a reason; also out of the school."""

from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.utils import timezone

from samverkan.people.adults import trygghetsperson
from samverkan.people.models import Person, Pupil
from samverkan.trygghetsperson.models import HandOver
from tests.cast import Cast, client_as, scope_of

NOTE = "Ebba vill gärna gå ut en stund efter lunch."


def over(cast: Cast, client: Client, *, confirm: bool = True, **more: str) -> str:
    """Sara hands over all of hers; looked through first, then sent."""
    told = {"why": "slutar", "takes_over_on": "", "person": str(cast.lena.id), "place": ""} | more
    told[f"note_{cast.ebbas_case}"] = NOTE
    told[f"told_{cast.ebbas_case}"] = "on"
    address = f"/mina-uppdrag/{cast.sara.id}/lamna-over"
    looked = client.post(address, told).content.decode()
    return client.post(address, told | {"klart": "ja"}, follow=True).content.decode() if confirm else looked


def waiting(cast: Cast) -> UUID:
    """The offer about Ebba."""
    return HandOver.objects.unguarded(because="the test looks").get(case_id=cast.ebbas_case, withdrawn_at=None).id


def named(cast: Cast, seen_by: Person) -> UUID | None:
    found = trygghetsperson(scope_of(seen_by), cast.ebbas_case)
    return found.person_id if found else None


def test_the_role_lies_where_it_lay_until_it_is_received_and_the_receipt_says_when(cast: Cast) -> None:
    sara, lena = client_as(cast.sara), client_as(cast.lena)

    looked = over(cast, sara, confirm=False)
    none_yet = HandOver.objects.unguarded(because="the test counts").count()
    over(cast, sara)
    before = named(cast, cast.anna_karin)
    today = lena.get("/").content.decode()
    page = lena.get(f"/mina-uppdrag/overlamning/{waiting(cast)}").content.decode()
    lena.post(f"/mina-uppdrag/overlamning/{waiting(cast)}", {"gor": "ja"})
    lena.post(f"/mina-uppdrag/overlamning/{waiting(cast)}", {"gor": "ja"})
    receipt = sara.get(f"/mina-uppdrag/overlamning/{waiting(cast)}")
    timeline = client_as(cast.anna_karin).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()

    assert "Kontrollera innan du lämnar över" in looked
    assert "Lena" in looked
    assert none_yet == 0
    assert before == cast.sara.id
    assert "Du är tillfrågad om att bli trygghetsperson" in today
    assert "Tar du emot Ebba Lindqvist?" in page
    assert named(cast, cast.anna_karin) == cast.lena.id
    assert (
        f"{cast.lena.name} tog emot"
        in client_as(cast.anna_karin).get(f"/mina-uppdrag/overlamning/{waiting(cast)}").content.decode()
    )
    assert receipt.status_code in (200, 404)
    assert f"{cast.lena.name} tog emot uppdraget" in timeline


def test_what_the_next_one_needs_to_know_is_read_by_those_who_work_with_it_and_by_no_other(cast: Cast) -> None:
    over(cast, client_as(cast.sara), person=str(cast.kerstin.id))
    kerstin = client_as(cast.kerstin)

    before = kerstin.get(f"/mina-uppdrag/overlamning/{waiting(cast)}").content.decode()
    kerstin.post(f"/mina-uppdrag/overlamning/{waiting(cast)}", {"gor": "ja"})
    after = kerstin.get(f"/mina-uppdrag/overlamning/{waiting(cast)}").content.decode()

    assert NOTE not in before
    assert NOTE in after
    for outside in (cast.petra, cast.susanne, cast.maria, cast.anna):
        assert client_as(outside).get(f"/mina-uppdrag/overlamning/{waiting(cast)}").status_code in (403, 404)


def test_a_no_has_a_reason_and_comes_back_to_the_one_who_asked(cast: Cast) -> None:
    over(cast, client_as(cast.sara))
    lena = client_as(cast.lena)
    address = f"/mina-uppdrag/overlamning/{waiting(cast)}"

    short = lena.post(address, {"gor": "nej", "reason": "nej"})
    lena.post(address, {"gor": "nej", "reason": "Jag har redan nio elever och hinner inte."})
    today = client_as(cast.sara).get("/").content.decode()
    page = client_as(cast.sara).get(address).content.decode()

    assert short.status_code == 422
    assert named(cast, cast.anna_karin) == cast.sara.id
    assert "kunde inte ta emot uppdraget" in today
    assert "Jag har redan nio elever" in page


def test_an_offer_may_be_taken_back_and_a_new_one_takes_its_place(cast: Cast) -> None:
    sara = client_as(cast.sara)
    over(cast, sara)
    first = waiting(cast)

    sara.post(f"/mina-uppdrag/overlamning/{first}", {"gor": "tillbaka"})
    late = client_as(cast.lena).post(f"/mina-uppdrag/overlamning/{first}", {"gor": "ja"})
    over(cast, sara, person=str(cast.jonas.id))
    over(cast, sara, person=str(cast.jonas.id))

    rows = HandOver.objects.unguarded(because="the test counts").filter(case_id=cast.ebbas_case)
    assert late.status_code == 200
    assert named(cast, cast.anna_karin) == cast.sara.id
    assert sorted(row.withdrawn_at is None for row in rows) == [False, True]


def test_at_eighteen_the_role_goes_to_a_function_outside_or_to_nobody_as_the_pupil_wants(cast: Cast) -> None:
    today = timezone.localdate()
    Pupil.objects.unguarded(because="the test makes her of age").filter(case_id=cast.ebbas_case).update(
        born_on=today.replace(year=today.year - 18, day=1) - timedelta(days=40)
    )
    sara = client_as(cast.sara)

    said = sara.get("/").content.decode()
    over(cast, sara, why="myndig", person="", place="Kommunens aktivitetsansvar, Björkvik")
    kept = named(cast, cast.anna_karin)
    empty = sara.post(f"/mina-uppdrag/overlamning/{waiting(cast)}", {"gor": "kvitto", "name": ""})
    sara.post(f"/mina-uppdrag/overlamning/{waiting(cast)}", {"gor": "kvitto", "name": "Agneta Ros"})

    assert "fyllde 18" in said
    assert kept == cast.sara.id
    assert empty.status_code == 422
    assert named(cast, cast.anna_karin) is None
    row = HandOver.objects.unguarded(because="the test reads the receipt").get(case_id=cast.ebbas_case)
    assert (row.received_name, row.received_by_id) == ("Agneta Ros", cast.sara.id)


def test_nobody_but_the_pupil_of_age_lets_the_adult_go(cast: Cast) -> None:
    sara, address = client_as(cast.sara), f"/elever/{cast.ebbas_case}/trygghetsperson/ingen"

    young = sara.post(address)
    Pupil.objects.unguarded(because="the test makes her of age").filter(case_id=cast.ebbas_case).update(
        born_on=timezone.localdate() - timedelta(days=19 * 365)
    )
    grown = sara.post(address)

    assert (young.status_code, grown.status_code) == (404, 302)
    assert named(cast, cast.anna_karin) is None


def test_without_a_receiver_nothing_is_offered(cast: Cast) -> None:
    answer = client_as(cast.sara).post(
        f"/mina-uppdrag/{cast.sara.id}/lamna-over", {"why": "slutar", "person": "", "place": "", "klart": "ja"}
    )

    assert answer.status_code == 422
    assert "Välj en kollega, eller skriv vilken funktion som tar över." in answer.content.decode()
    assert not HandOver.objects.unguarded(because="the test counts").exists()
