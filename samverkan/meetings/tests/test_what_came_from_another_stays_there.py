"""A meeting's own words are not another's: neither an agenda title, an answer, a row taken in nor what is handed to the
school (OSL 7:2)."""

import uuid
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Statement
from samverkan.meetings.during import minutes
from samverkan.meetings.meanwhile import MARK
from samverkan.meetings.models import Meeting, RowKind
from samverkan.meetings.tests import during_client as held
from samverkan.meetings.tests import test_change_the_agenda as agendas
from samverkan.meetings.tests.test_answer_an_invitation import answer
from samverkan.plans.copying import LATER
from samverkan.plans.tests.test_what_came_from_another_is_not_written_again import of_the_speech_therapist
from samverkan.vault.texts import texts
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
COPY = "Det här är någon annans text"
BECAUSE = "a test counts what was saved"


@pytest.fixture
def line(cast: Cast) -> str:
    """A line of the speech therapist's, short enough for any field."""
    return " ".join(of_the_speech_therapist(cast).split()[2:16])


@pytest.fixture
def going(cast: Cast) -> Client:
    """The meeting has begun, and Anna-Karin writes."""
    client = client_as(cast.anna_karin)
    held.begin(client, cast, "ebba", "anna", "jonas", "sara", "maria", "peter")
    held.write(client, cast, text="Vi har börjat.")
    return client


def shown(client: Client, url: str, said: dict[str, str]) -> tuple[int, str]:
    answered = client.post(url, said)
    return answered.status_code, unescape(answered.content.decode())


def statements(cast: Cast) -> int:
    return Statement.objects.unguarded(because=BECAUSE).filter(cell__case_id=cast.ebbas_case).count()


def test_a_title_that_says_what_somebody_else_has_written_is_not_saved(cast: Cast, line: str) -> None:
    rows = agendas.agenda(cast)
    assert len(line) <= 120

    status, page = shown(
        client_as(cast.sara), agendas.address(cast), agendas.filled(rows, **{f"title_{rows[1].key}": line})
    )

    assert status == 422 and COPY in page and f'value="{line}"' in page
    assert [row.title for row in agendas.agenda(cast)] == [row.title for row in rows]
    assert MARK in agendas.filled(rows), "the form is the one that the page sends"


def test_a_title_that_names_the_thing_is(cast: Cast) -> None:
    rows = agendas.agenda(cast)
    told = agendas.filled(rows, **{f"title_{rows[1].key}": "Logopedens utlåtande om talet"})

    assert shown(client_as(cast.sara), agendas.address(cast), told)[0] == 302


def test_nor_is_an_answer_to_the_invitation(cast: Cast, line: str) -> None:
    assert answer(cast, cast.sara, attendance="kommer", needs=line) == 422
    assert answer(cast, cast.sara, attendance="kommer", needs="Hörslinga") == 302


def test_a_row_that_another_wrote_beside_is_held_against_what_the_one_who_takes_it_in_may_read(
    cast: Cast, going: Client, line: str
) -> None:
    row = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    current = held.page(cast).current
    assert current is not None
    said = minutes.Said(uuid.uuid4(), current.id, RowKind.NOTE, line)
    beside = minutes.write(meeting=row, said=said, by=scope_of(cast.sara).reader, now=timezone.now())
    assert beside.beside

    status, page = shown(client_as(cast.sara), held.address(cast, "/rad"), {"tain": str(beside.id)})

    assert status == 422 and COPY in page and "Från vården." in page
    beside.refresh_from_db()
    assert beside.beside


def test_own_words_written_beside_are_taken_in(cast: Cast, going: Client) -> None:
    held.write(client_as(cast.sara), cast, text="Vi ses i klassrummet, och börjar med tre steg på tavlan varje dag.")
    beside = next(row for row in held.rows(cast) if row.beside)

    assert shown(going, held.address(cast, "/rad"), {"tain": str(beside.id)})[0] == 302
    beside.refresh_from_db()
    assert not beside.beside


def test_one_from_outside_hands_in_their_own_and_not_the_schools(cast: Cast) -> None:
    url, maria = f"/elever/{cast.ebbas_case}/lamna", client_as(cast.maria)
    kind = next(iter(maria.get(url).context["form"].fields["kind"].choices))[0]
    rows = Statement.objects.within(scope_of(cast.maria)).filter(
        cell__case_id=cast.ebbas_case, cell__holder_id=cast.organisation("skolor").id
    )
    rows = rows.exclude(form__in=LATER).exclude(author_id=cast.maria.id)
    theirs = max(texts(rows).values(), key=len)
    before = statements(cast)

    status, page = shown(maria, url, {"kind": kind, "text": f"Så här är det. {theirs}"})

    assert status == 422 and COPY in page and theirs in page
    assert statements(cast) == before
    assert shown(maria, url, {"kind": kind, "text": "Vi har träffat Ebba två gånger och ger handledning."})[0] == 302
