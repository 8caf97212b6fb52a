"""Every paper: it opens and can be read aloud, and on it stands what its reader may have and nothing else."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from samverkan.meetings.after.recipients import recipients
from samverkan.meetings.during.page import during_page
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Attendance, Channel, Dispatch, Invitee, MinutesRow
from samverkan.meetings.telling import told
from samverkan.meetings.tests.closing_client import EVERYBODY, address, hold, send, topic, write
from samverkan.people.models import Person
from samverkan.plans import queries as plans
from samverkan.vault.texts import texts
from tests.cast import Cast, client_as, scope_of
from tests.house.test_every_url_is_named_and_judged import Things
from tests.paper import squeezed, text_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
EASY = "Du får tecken som stöd.\nSara hjälper Jonas."
PAPERS = {
    "plan_print",
    "consent_paper",
    "today_print",
    "room_print",
    "invitation_paper",
    "agenda_paper",
    "minutes_paper",
    "minutes_easy",
    "invitation_all_print",
    "minutes_all_print",
    "trust_paper",
    "handover_paper",
}
"""By the names of their addresses. Another paper has to be named here, and to be looked at below."""
REASON = "Mirja har bett att få läsa det på papper."


def file(client: Client, url: str) -> bytes:
    """The paper that was handed out."""
    answer = client.get(url)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf", url
    return bytes(answer.content)


def seat(cast: Cast, who: str) -> Invitee:
    rows = Invitee.objects.unguarded(because=BECAUSE)
    return rows.get(meeting=cast.ebbas_meeting, person=getattr(cast, who), removed_at=None)


def before(cast: Cast) -> Iterator[str]:
    """The papers of a meeting to come, and those that are of no meeting."""
    yield f"/elever/{cast.ebbas_case}/plan/utskrift"
    yield f"/elever/{cast.ebbas_case}/samtycken/papper"
    yield f"/elever/{cast.ebbas_case}/trygghetsperson/brev"
    yield reverse("handover_paper", kwargs=Things(cast)("ebbas-överlämning-till-familjen"))
    yield "/idag/dagens-lista.pdf"
    yield address(cast, "/rummet/papper")
    for who in EVERYBODY:
        yield address(cast, f"/inbjudan/{seat(cast, who).id}/papper")
        yield address(cast, f"/inbjudan/{seat(cast, who).id}/dagordning")
    handed = [seat(cast, who) for who in ("ebba", "olof")]
    made = {"channel": Channel.PAPER, "made_at": timezone.now(), "made_by_id": cast.sara.id}
    for one in handed:
        Dispatch.objects.update_or_create(invitee=one, sequence=one.meeting.sequence, defaults=made)
    Invitee.objects.unguarded(because=BECAUSE).filter(id__in=[one.id for one in handed]).update(
        attendance=Attendance.UNANSWERED
    )
    yield address(cast, "/inbjudan/papper")


def afterwards(cast: Cast) -> Iterator[str]:
    """The papers of a meeting that has been."""
    for who in EVERYBODY:
        yield address(cast, f"/efter/som/{getattr(cast, who).id}/papper")
    yield address(cast, f"/efter/som/{cast.ebba.id}/lattlast")
    yield address(cast, "/efter/papper")


def held(cast: Cast) -> Client:
    """Ebba's meeting is over and sent: one row under a topic that some may not have, and three that most may."""
    client = hold(cast)
    write(client, cast, "anteckning", "Läsningen har stannat av.", topic=str(topic(cast, "Skolans bedömning")))
    send(client, cast, easy=EASY)
    return client


def test_every_address_that_hands_out_a_paper_is_looked_at_here() -> None:
    named = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}

    assert {name for name in named if name.endswith(("_print", "_paper", "_easy"))} == PAPERS


def test_every_paper_opens_is_tagged_and_has_language_title_and_standard(cast: Cast) -> None:
    files = {url: file(client_as(cast.sara), url) for url in before(cast)}
    client = held(cast)
    files |= {url: file(client, url) for url in afterwards(cast)}

    for url, said in files.items():
        with pikepdf.open(BytesIO(said)) as pdf, pdf.open_metadata() as metadata:
            assert bool(pdf.Root.MarkInfo.Marked) and "/StructTreeRoot" in pdf.Root, url
            assert str(pdf.Root.Lang).startswith("sv"), url
            assert str(pdf.docinfo["/Title"]).strip() and bool(pdf.Root.ViewerPreferences.DisplayDocTitle), url
            assert str(metadata["pdfuaid:part"]) == "1", url
            assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842], f"{url} is not A4"


@pytest.mark.parametrize("who", EVERYBODY)
def test_on_ones_minutes_stand_the_rows_that_the_law_gives_and_no_other(cast: Cast, who: str) -> None:
    client = held(cast)
    scope = scope_of(cast.anna_karin)
    one = next(
        one for one in recipients(scope, meeting(scope, cast.ebbas_meeting)) if one.person == getattr(cast, who).id
    )
    rows = list(MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting).select_related("cell"))
    words = texts(row.statement for row in rows)

    on_it = text_of(file(client, address(cast, f"/efter/som/{one.person}/papper")))

    for row in rows:
        assert (squeezed(words[row.statement_id]) in on_it) == one.may_have(row.cell.facts), words[row.statement_id]
    assert squeezed(one.name) in on_it


@pytest.mark.parametrize("who", EVERYBODY)
def test_on_ones_invitation_and_agenda_stand_the_points_that_one_may_know_of(cast: Cast, who: str) -> None:
    client, scope = client_as(cast.sara), scope_of(cast.sara)
    mine = told(scope, cast.ebbas_meeting, seat(cast, who).id)
    every = [one.title for one in during_page(scope, meeting(scope, cast.ebbas_meeting)).topics]

    for end in ("papper", "dagordning"):
        on_it = text_of(file(client, address(cast, f"/inbjudan/{mine.place.id}/{end}")))
        assert [title for title in every if squeezed(title) in on_it] == [t for t in every if t in mine.points], end


@pytest.mark.parametrize("who", ["jonas", "sara", "lena", "anna", "maria", "peter", "kerstin"])
def test_on_ones_plan_stands_what_one_reads_of_it(cast: Cast, who: str) -> None:
    person: Person = getattr(cast, who)
    everything = _lines(cast, cast.sara) | _lines(cast, cast.anna) | _lines(cast, person)
    url = f"/elever/{cast.ebbas_case}/plan/utskrift"
    answer = client_as(person).get(url)
    if answer.status_code != 200:
        assert answer.status_code in (403, 404) and not _lines(cast, person)
        return

    on_it = text_of(bytes(answer.content))

    assert {line for line in everything if squeezed(line) in on_it} == _lines(cast, person)


def _lines(cast: Cast, person: Person) -> set[str]:
    """The goals, measures, steps and decisions that the person reads on the plan's own page."""
    plan = plans.plan(scope_of(person), cast.ebbas_case)
    found = {row.text for group in plan.measures for row in group.rows}
    found |= {row.text for row in plan.goals} | {row.text for row in plan.steps}
    return found | {row.text for row in plan.decisions}


@pytest.mark.parametrize("to", ["", "liv"])
def test_a_protected_pupils_paper_takes_a_reason_and_has_no_family_name(cast: Cast, to: str) -> None:
    client = client_as(cast.sara)
    url = f"/elever/{cast.case('liv')}/plan/utskrift" + (f"?till={getattr(cast, to).id}" if to else "")

    assert b"%PDF" not in client.get(url).content
    assert client.post(url, {"reason": "Nej"}).status_code == 422
    printed = client.post(url, {"reason": REASON})

    assert printed["Content-Type"] == "application/pdf"
    family = Person.objects.get(id=cast.liv.id).family_name
    assert not family or squeezed(family) not in text_of(bytes(printed.content))
