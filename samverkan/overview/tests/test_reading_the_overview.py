"""Idag and Skolan as people meet them, each from their own scope."""

import re
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from samverkan.journal.models import Event
from samverkan.overview.queries import WalkPage, school_page
from samverkan.overview.today import RULES
from samverkan.plans.models import Assessment
from tests.cast import Cast, client_as, scope_of


def test_the_rektor_reads_which_pupils_and_which_contacts(cast: Cast) -> None:
    page = client_as(cast.anna_karin).get(reverse("school"))
    words = page.content.decode()

    assert page.status_code == 200
    assert "Vilka elever behöver samordnat stöd?" in words
    assert "Vilka kontakter behöver du ta?" in words
    assert "Ebba Lindqvist" in words
    assert "Samtycke saknas inför mötet" in words


def test_the_neighbour_school_finds_no_pupil_of_ours(cast: Cast) -> None:
    client = client_as(cast.petra)

    for name in ("today", "pupils", "meetings"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert "Lindqvist" not in page.content.decode(), name
    assert client.get(reverse("school")).status_code == 403


def test_the_morning_page_says_what_needs_the_rektor_and_why(cast: Cast) -> None:
    words = client_as(cast.anna_karin).get(reverse("today")).content.decode()

    assert "Vad behöver dig idag" in words
    assert "Samtycke saknas inför mötet" in words
    assert f"Regel 8 av {len(RULES)}" in words


def test_each_read_is_journalled_with_every_pupil_it_touched(cast: Cast) -> None:
    client_as(cast.anna_karin).get(reverse("school"))

    event = Event.objects.latest("id")
    assert (event.actor_id, event.action, event.outcome) == (cast.anna_karin.id, "las-skolan", "gjord")
    assert cast.ebbas_case in {touch.case_id for touch in event.touches.all()}


def test_waiting_without_a_reason_is_asked_for_and_nothing_is_saved(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    address = reverse("walk", args=[cast.case("ali")])
    before = Assessment.objects.unguarded(because="counting in a test").count()

    page = client.post(address, {"outcome": "avvakta", "until": "1 maj"})

    assert page.status_code == 422
    assert "Skriv varför. En mening räcker." in page.content.decode()
    assert Assessment.objects.unguarded(because="counting in a test").count() == before


def test_a_judged_pupil_leaves_the_list(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    address = reverse("walk", args=[cast.case("ali")])

    answer = client.post(address, {"outcome": "ingen-samordning", "reason": "Jonas och hemmet har löst det."})

    assert answer.status_code == 302
    assert client.get(address).status_code == 404
    assert "Jonas och hemmet" not in client.get(reverse("school")).content.decode()


def test_a_teacher_may_not_judge(cast: Cast) -> None:
    assert client_as(cast.jonas).get(reverse("walk", args=[cast.case("ali")])).status_code == 403


def test_the_outcomes_that_begin_something_lead_to_its_page(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    case = cast.case("ali")

    begun = client.post(reverse("walk", args=[case]), {"outcome": "borja-samverkan"})

    assert begun.headers["Location"] == reverse("collaboration_begin", args=[case])
    assert client.get(begun.headers["Location"]).status_code == 200


def test_what_is_done_already_is_not_offered(cast: Cast) -> None:
    """Where a samverkan goes on none is begun; where a trygghetsperson is named none is appointed."""
    client = client_as(cast.anna_karin)
    offered = {
        (page.running, page.trusted): outcomes
        for row in school_page(scope_of(cast.anna_karin)).walk
        for page, outcomes in [_shown(client, row.case)]
    }

    assert {False, True} == {trusted for _, trusted in offered}
    for (running, trusted), outcomes in offered.items():
        assert ("borja-samverkan" in outcomes) is not running
        assert ("utse-trygghetsperson" in outcomes) is not trusted
        assert {"avvakta", "ingen-samordning"} <= outcomes


def _shown(client: Client, case: UUID) -> tuple[WalkPage, set[str]]:
    shown = client.get(reverse("walk", args=[case]))
    return shown.context["page"], set(re.findall(r'name="outcome"[^>]*?value="([^"]+)"', shown.content.decode()))


def test_appointing_leads_to_the_page_where_one_appoints(cast: Cast) -> None:
    client = client_as(cast.anna_karin)

    chosen = client.post(reverse("walk", args=[cast.case("ali")]), {"outcome": "utse-trygghetsperson"})

    assert client.get(chosen.headers["Location"]).status_code == 200


def test_a_contact_is_ticked_off_by_those_who_lead_the_work(cast: Cast) -> None:
    told = {"case": str(cast.ebbas_case), "organisation": "", "subject": "samtycke"}

    assert client_as(cast.anna_karin).post(reverse("contact_taken"), told).status_code == 302
    assert client_as(cast.kerstin).post(reverse("contact_taken"), told).status_code == 403
    assert client_as(cast.petra).post(reverse("contact_taken"), told).status_code == 404


def test_a_contact_says_which_rule_asked_and_with_whom(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    told = {"case": str(cast.ebbas_case), "organisation": "", "subject": "samtycke"}

    assert client.post(reverse("contact_taken"), told | {"subject": "Ebba mår dåligt"}).status_code == 404
    assert client.post(reverse("contact_taken"), told | {"organisation": str(uuid4())}).status_code == 404


def test_idag_leads_on_to_every_contact(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)

    today, school = (rektor.get(path).content.decode() for path in ("/", "/skolan"))

    found = re.search(r'href="/skolan#kont">Visa alla (\d+)<', today)
    assert found is not None
    assert int(found[1]) == school.count('<li class="call">') > today.count('<li class="call">')
    assert 'id="kont"' in school
