"""Sara looks at Ebba's pages as Maria gets them: exactly those pages, never more than Sara herself may read."""

import re
from html import unescape

import pytest
from django.test import Client

from samverkan.access.gathering import reader_for
from samverkan.access.queries import as_shown_to, circle
from samverkan.guard.models import Cell, Statement
from samverkan.journal.models import Event, Outcome, Touch
from samverkan.people.actions import add_member
from samverkan.people.models import Person
from samverkan.policy.vocabulary import PersonId, Role
from samverkan.vault.texts import texts
from tests.cast import Cast, client_as, scope_of

PAGES = ("", "/plan", "/teamet", "/tidslinje", "/mina-svar")
SEEING = "the test knows what everybody may read"


def own(cast: Cast, page: str = "/plan", slug: str = "ebba") -> str:
    """The address of a page of the pupil."""
    return f"/elever/{cast.case(slug)}{page}"


def looked(browser: Client, who: Person, path: str) -> str:
    """The page as the person gets it, as it is read."""
    return unescape(browser.get(f"/se-som/{who.id}{path}").content.decode())


def main_of(text: str) -> str:
    """What stands between the banner and the foot, without its links, and with every control on."""
    found = re.search(r"<main.*?</main>", text, re.DOTALL)
    assert found
    plain = re.sub(r' (href="[^"]*"|role="link" aria-disabled="true")', "", found[0].replace(" disabled", ""))
    return re.sub(r'<p class="print.*?</p>|name="csrfmiddlewaretoken" value="[^"]*"', "", plain, flags=re.DOTALL)


def test_the_page_is_framed_with_whose_it_is_the_way_back_and_that_there_can_be_more(cast: Cast) -> None:
    sara = client_as(cast.sara)

    text = looked(sara, cast.maria, own(cast))

    assert "Så här ser Maria Ek sidan." in text and "Du kan bara titta." in text
    assert "Det kan finnas mer som Maria Ek ser" in text
    assert f'href="{own(cast)}"' in text and "Välj någon annan" in text
    assert "Huvudmeny" not in text


@pytest.mark.parametrize("page", ["", "/plan", "/teamet", "/tidslinje"])
def test_where_the_viewer_reads_all_that_the_other_does_it_is_the_very_page(cast: Cast, page: str) -> None:
    """Anna-Karin leads the school and reads all that Mikael, who teaches 5B, reads of Ebba."""
    whole = client_as(cast.mikael).get(own(cast, page)).content.decode()

    shown = client_as(cast.anna_karin).get(f"/se-som/{cast.mikael.id}{own(cast, page)}").content.decode()

    assert main_of(shown) == main_of(whole)


@pytest.mark.parametrize("viewer", ["sara", "jonas", "anna_karin"])
def test_no_cell_opens_that_does_not_open_to_both(cast: Cast, viewer: str) -> None:
    scope = scope_of(getattr(cast, viewer))
    cells = [row.facts for row in Cell.objects.unguarded(because=SEEING).filter(case=cast.ebbas_case)]

    for looker in circle(scope, cast.ebbas_case):
        shown = as_shown_to(scope, looker)
        for cell in cells:
            both = looker.reading.covers(cell) and scope.reading.covers(cell)
            assert shown.reading.covers(cell) == both, (looker.name, cell)


@pytest.mark.parametrize("viewer", ["sara", "jonas"])
def test_no_text_that_the_viewer_may_not_read_stands_on_any_page_as_anybody(cast: Cast, viewer: str) -> None:
    browser, scope = client_as(getattr(cast, viewer)), scope_of(getattr(cast, viewer))
    rows = Statement.objects.unguarded(because=SEEING).filter(cell__case=cast.ebbas_case).select_related("cell")
    closed = [row for row in rows if not scope.reading.covers(row.cell.facts)]
    secrets = {text for text in texts(closed).values() if len(text) > 12}

    near = [looker for looker in circle(scope, cast.ebbas_case) if not looker.at_the_school_only]
    told = []
    for looker in near:
        for page in PAGES:
            text = unescape(browser.get(f"/se-som/{looker.person_id}{own(cast, page)}").content.decode())
            told += [(looker.name, page, secret) for secret in secrets if secret in text]

    assert told == [] and secrets and len(near) > 5


def test_what_the_nurse_notes_stays_hidden_though_she_would_see_it(cast: Cast) -> None:
    add_member(
        case=cast.ebbas_case,
        person=cast.birgitta.id,
        organisation=cast.organisation("skolor").id,
        role=Role.NURSE,
        function="skolsköterska",
        by=reader_for(PersonId(cast.birgitta.id), scope_of(cast.birgitta).today),
        now=scope_of(cast.birgitta).now,
    )
    client_as(cast.birgitta).post(own(cast, "/anteckningar/ny"), {"text": "Ebba har fått en ny medicin."})
    assert "en ny medicin" in client_as(cast.birgitta).get(own(cast, "/tidslinje")).content.decode()

    text = looked(client_as(cast.sara), cast.birgitta, own(cast, "/tidslinje"))

    assert "en ny medicin" not in text


def test_one_can_only_look(cast: Cast) -> None:
    sara = client_as(cast.sara)
    address = f"/se-som/{cast.jonas.id}{own(cast, '')}"
    answer = sara.get(address)
    text = answer.content.decode()
    main = text[text.index("<main") : text.index("</main>")]

    assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
    assert all(" disabled" in control for control in re.findall(r"<(?:button|input|select|textarea)\b[^>]*>", main))
    assert f'href="/se-som/{cast.jonas.id}{own(cast)}"' in main
    assert f'href="{own(cast, "/anteckningar/ny")}"' not in main and 'aria-disabled="true"' in main
    assert sara.post(address).status_code == 405
    assert sara.get(f"/se-som/{cast.jonas.id}{own(cast, '/anteckningar/ny')}").status_code == 404
    assert sara.get(f"/se-som/{cast.jonas.id}/installningar").status_code == 404


def test_the_journal_keeps_who_looked_as_whom_at_what(cast: Cast) -> None:
    client_as(cast.sara).get(f"/se-som/{cast.maria.id}{own(cast)}")

    event = Event.objects.filter(actor_id=cast.sara.id).latest("id")
    assert (event.action, event.outcome, event.target_id) == ("se-som-mottagare", Outcome.DONE, cast.maria.id)
    assert Touch.objects.filter(event=event, case_id=cast.ebbas_case).exists()
    assert not Event.objects.filter(actor_id=cast.maria.id).exists()


def test_a_guardian_page_of_answers_shows_what_that_guardian_reads_and_nobody_elses_answer(cast: Cast) -> None:
    sara = client_as(cast.sara)
    text = looked(sara, cast.anna, own(cast, "/mina-svar"))

    assert "Så här ser Anna Lindqvist sidan." in text
    assert "Olof" not in text[text.index("<main") :]
    assert main_of(looked(sara, cast.anna, own(cast, "/samtycken"))) == main_of(text)


def test_one_chooses_among_those_who_read_and_whom_one_may_know_of(cast: Cast) -> None:
    text = unescape(client_as(cast.sara).get(f"{own(cast, '/visa-som')}?till={own(cast)}").content.decode())

    assert "Visa som Maria Ek" in text and f"/se-som/{cast.maria.id}{own(cast)}" in text
    assert "Petra Lund" not in text and "Visa som Sara Holm" not in text


def test_neither_the_neighbour_nor_the_colleague_nor_the_family_looks_as_anybody(cast: Cast) -> None:
    address = f"/se-som/{cast.maria.id}{own(cast)}"

    statuses = {
        person: client_as(getattr(cast, person)).get(address).status_code
        for person in ("petra", "kerstin", "mikael", "anna", "maria", "peter", "ingrid")
    }

    assert statuses == {
        "petra": 404,
        "kerstin": 403,
        "mikael": 403,
        "anna": 403,
        "maria": 403,
        "peter": 403,
        "ingrid": 403,
    }
    sara = client_as(cast.sara)
    assert sara.get(f"/se-som/{cast.petra.id}{own(cast)}").status_code == 404
    assert sara.get(f"/se-som/{cast.sara.id}{own(cast)}").status_code == 404
    assert sara.get(f"{own(cast, '/visa-som')}?till={own(cast, '/plan', 'nova')}").status_code == 404


def test_one_of_whom_the_viewer_may_not_know_cannot_be_looked_as(cast: Cast) -> None:
    """Jonas may not know of everybody in the team; of those he gets the answer of what never was."""
    known = {looker.person_id for looker in circle(scope_of(cast.jonas), cast.ebbas_case)}
    browser = client_as(cast.jonas)
    for person in (cast.peter, cast.lars, cast.petra):
        if person.id not in known:
            assert browser.get(f"/se-som/{person.id}{own(cast)}").status_code == 404


def test_a_page_that_does_not_open_to_both_says_so_and_no_more(cast: Cast) -> None:
    text = looked(client_as(cast.sara), cast.ingrid, own(cast, "/samtycken"))

    assert "Här finns inget att visa" in text


def test_the_room_is_seen_as_one_who_does_not_lead_sees_it(cast: Cast) -> None:
    sara, room = client_as(cast.sara), f"/moten/{cast.ebbas_meeting}/rummet"
    own_page = unescape(sara.get(room).content.decode())

    text = looked(sara, cast.maria, room)

    assert "Visa som …" in own_page and "Så här räknade vi" in own_page
    assert "Så här ser Maria Ek sidan." in text and "Så här räknade vi" not in text
