"""All papers of a meeting in one file: each receiver's own, as it would be by itself, and nothing of another's."""

from datetime import timedelta
from html import unescape
from io import BytesIO

import pikepdf
import pytest
from django.db.models import QuerySet
from django.utils import timezone

from samverkan.guests.models import Link
from samverkan.guests.tests.coming import without_account
from samverkan.journal.models import Event, Outcome, Touch
from samverkan.meetings.models import Attendance, Channel, Dispatch, Invitee, Meeting, MinutesRow, MinutesSent, RowKind
from samverkan.meetings.tests.closing_client import BECAUSE, address, hold, read, send, topic, write
from samverkan.meetings.tests.test_send_the_invitation import withdraw_team_consent
from samverkan.people.models import Account, Bar, Person
from tests.cast import Cast, client_as, scope_of
from tests.paper import papers_in, squeezed, text_of

pytestmark = pytest.mark.django_db
ALL, ALL_AFTER = "/inbjudan/papper", "/efter/papper"
BY_HAND = ("ebba", "olof", "peter")


def seat(cast: Cast, who: str) -> Invitee:
    rows = Invitee.objects.unguarded(because=BECAUSE)
    return rows.get(meeting=cast.ebbas_meeting, person=getattr(cast, who), removed_at=None)


@pytest.fixture
def waiting(cast: Cast) -> None:
    """The meeting is a week ahead; three have neither account nor mail and are to be handed the invitation."""
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now() + timedelta(days=7))
    Dispatch.objects.filter(invitee__meeting=cast.ebbas_meeting).delete()
    seats = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting)
    seats.update(attendance=Attendance.UNANSWERED)
    for who in BY_HAND:
        without_account(getattr(cast, who))
        Person.objects.filter(id=getattr(cast, who).id).update(email="")
    for one in seats.filter(removed_at=None).exclude(person=cast.sara):
        way = Channel.PAPER if one.person_id in [getattr(cast, who).id for who in BY_HAND] else Channel.MAIL
        Dispatch.objects.create(invitee=one, channel=way, sequence=0, made_at=timezone.now(), made_by_id=cast.sara.id)


def printed(cast: Cast, end: str = ALL, who: str = "sara") -> bytes:
    answer = client_as(getattr(cast, who)).get(address(cast, end))
    assert answer["Content-Type"] == "application/pdf", answer.content
    return bytes(answer.content)


def receiver(paper: str) -> str:
    """ "OlofLindqvist" of "För:OlofLindqvist·Från:…"."""
    return paper.partition("För:")[2].partition("·")[0]


@pytest.mark.usefixtures("waiting")
def test_one_click_gives_each_their_own_invitation_as_it_is_by_itself(cast: Cast) -> None:
    found = {receiver(paper): paper for paper in papers_in(printed(cast))}
    names = {squeezed(getattr(cast, who).name): who for who in BY_HAND}

    assert set(found) == set(names)
    for name, who in names.items():
        alone = text_of(client_as(cast.sara).get(address(cast, f"/inbjudan/{seat(cast, who).id}/papper")).content)
        # A link is new each time it is printed; nothing else may differ.
        assert found[name].partition("/gast/")[0] == alone.partition("/gast/")[0]
        assert "Sida1(" in found[name] and found[name].count("För:") == 1


@pytest.mark.usefixtures("waiting")
def test_each_paper_begins_on_a_sheet_of_its_own_also_where_both_sides_are_printed(cast: Cast) -> None:
    with pikepdf.open(BytesIO(printed(cast))) as pdf, pdf.open_metadata() as metadata:
        assert bool(pdf.Root.MarkInfo.Marked) and str(pdf.Root.Lang).startswith("sv")
        assert str(metadata["pdfuaid:part"]) == "1"
        assert str(pdf.docinfo["/Title"]) == "Inbjudningar till möte"
        begins = [number for number, page in enumerate(pdf.pages) if "Sida1(" in squeezed(text_on(page))]

    assert len(begins) == len(BY_HAND) and all(number % 2 == 0 for number in begins)


def text_on(page: pikepdf.Page) -> str:
    with pikepdf.new() as one:
        one.pages.append(page)
        kept = BytesIO()
        one.save(kept)
    return text_of(kept.getvalue())


@pytest.mark.usefixtures("waiting")
def test_each_is_marked_and_logged_as_if_printed_by_itself(cast: Cast) -> None:
    seats, began = {seat(cast, who).id for who in BY_HAND}, timezone.now()

    printed(cast)
    events = Event.objects.filter(action="skriv-ut-inbjudan", outcome=Outcome.DONE, at__gte=began)
    together = {event.target_id: touches(event) for event in events}
    client_as(cast.sara).get(address(cast, f"/inbjudan/{seat(cast, 'olof').id}/papper"))
    alone = events.latest("at", "id")

    assert marked(cast) == seats == set(together)
    assert alone.target_id == seat(cast, "olof").id
    assert {case for case, *_ in touches(alone)} == {cast.ebbas_case}
    assert all(said == touches(alone) for said in together.values())
    assert "utskriven" in read(client_as(cast.sara), cast, "")


def marked(cast: Cast) -> set[object]:
    """The seats of Ebba's meeting whose paper has been made."""
    rows = Dispatch.objects.filter(invitee__meeting=cast.ebbas_meeting).exclude(printed_at=None)
    return set(rows.values_list("invitee", flat=True))


def touches(event: Event) -> list[tuple[object, ...]]:
    return list(Touch.objects.filter(event=event).values_list("case_id", "given_out"))


@pytest.mark.usefixtures("waiting")
def test_each_without_mail_has_a_link_of_their_own_on_the_paper(cast: Cast) -> None:
    papers = papers_in(printed(cast))

    links = [paper.partition("/gast/")[2] for paper in papers if "/gast/" in paper]
    assert len(set(links)) == len(links) == Link.objects.count() >= 2


@pytest.mark.usefixtures("waiting")
def test_one_who_may_learn_nothing_gets_none_and_is_in_nobody_elses(cast: Cast) -> None:
    Bar.objects.create(
        case_id=cast.ebbas_case,
        person=cast.olof,
        decided_at=timezone.now(),
        decided_by=cast.anna_karin,
        sealed_reason=b"-",
    )

    papers = papers_in(printed(cast))

    assert "OlofLindqvist" not in {receiver(paper) for paper in papers}
    assert not any("Olof" in paper for paper in papers)
    assert Dispatch.objects.get(invitee=seat(cast, "olof")).printed_at is None


@pytest.mark.usefixtures("waiting")
def test_the_colleague_may_and_the_neighbour_may_not(cast: Cast) -> None:
    assert printed(cast, who="jonas")
    assert client_as(cast.petra).get(address(cast, ALL)).status_code == 404
    for who in ("maria", "anna"):
        assert client_as(getattr(cast, who)).get(address(cast, ALL)).status_code == 403
    assert "Skriv ut alla" in read(client_as(cast.sara), cast, "")
    assert "Skriv ut alla" not in read(client_as(cast.maria), cast, "")


@pytest.mark.usefixtures("waiting")
def test_a_withdrawn_yes_stops_the_papers_as_it_stops_the_letter(cast: Cast) -> None:
    withdraw_team_consent(cast, "habiliteringen")

    answer = client_as(cast.sara).get(address(cast, ALL), follow=True)

    assert "Inbjudan kan inte skickas till" in unescape(answer.content.decode())
    assert not marked(cast) and not Link.objects.exists()


def test_when_nobody_waits_for_paper_that_is_said(cast: Cast) -> None:
    Dispatch.objects.filter(invitee__meeting=cast.ebbas_meeting).delete()

    answer = client_as(cast.sara).get(address(cast, ALL), follow=True)

    assert "Ingen väntar på en inbjudan på papper." in answer.content.decode()


def test_a_protected_pupils_papers_take_one_reason(cast: Cast) -> None:
    browser, case = client_as(cast.anna_karin), cast.case("liv")
    meeting = Meeting.objects.within(scope_of(cast.anna_karin)).filter(case_id=case, cancelled_at=None).latest("id")
    for one in Invitee.objects.within(scope_of(cast.anna_karin)).filter(meeting=meeting, removed_at=None):
        Dispatch.objects.get_or_create(
            invitee=one,
            sequence=meeting.sequence,
            defaults={"channel": Channel.PAPER, "made_at": timezone.now(), "made_by_id": cast.anna_karin.id},
        )
    where = f"/moten/{meeting.id}{ALL}"

    asked, silent = browser.get(where), browser.post(where, {"reason": ""})
    given = browser.post(where, {"reason": "Mirja vill ha det i handen."})

    assert "Varför skriver du ut inbjudningarna?" in asked.content.decode() and silent.status_code == 422
    assert given.content.startswith(b"%PDF") and "/gast/" not in text_of(given.content)
    assert "Skäl: Mirja vill ha det i handen." in browser.get(f"/elever/{case}/tidslinje").content.decode()


def closed_on_paper(cast: Cast) -> None:
    """Ebba's meeting is over and approved, and three are to be handed the minutes."""
    for who in BY_HAND:
        Account.objects.filter(person=getattr(cast, who)).delete()
        Person.objects.filter(id=getattr(cast, who).id).update(email="")
    client = hold(cast)
    write(client, cast, "anteckning", "Läsningen har stannat av.", topic=str(topic(cast, "Skolans bedömning")))
    send(client, cast, easy="Du får tecken som stöd.")


def handed(cast: Cast) -> QuerySet[MinutesSent]:
    return MinutesSent.objects.filter(meeting=cast.ebbas_meeting, channel=Channel.PAPER).select_related("person")


def test_all_minutes_that_are_to_be_handed_over_are_each_their_receivers_own(cast: Cast) -> None:
    closed_on_paper(cast)

    found = {receiver(paper): paper for paper in papers_in(printed(cast, ALL_AFTER, "anna_karin"))}

    assert {row.person_id for row in handed(cast)} >= {getattr(cast, who).id for who in BY_HAND}
    assert set(found) == {squeezed(row.person.name) for row in handed(cast)}
    for row in handed(cast):
        url = address(cast, f"/efter/som/{row.person_id}/papper")
        assert found[squeezed(row.person.name)] == text_of(client_as(cast.anna_karin).get(url).content)
    assessed = squeezed("Läsningen har stannat av.")
    assert assessed in found["OlofLindqvist"] and assessed not in found["PeterNy"]


def test_the_minutes_are_marked_and_logged_for_each(cast: Cast) -> None:
    closed_on_paper(cast)
    began = timezone.now()

    papers = papers_in(printed(cast, ALL_AFTER, "anna_karin"))

    marked = {row.person_id for row in handed(cast) if row.printed_at}
    events = Event.objects.filter(action="skriv-ut-minnesanteckningar", outcome=Outcome.DONE, at__gte=began)
    assert len(papers) == len(marked) and marked == {event.target_id for event in events}
    assert "Utskrivet" in read(client_as(cast.anna_karin), cast)


def test_one_who_may_have_nothing_of_what_was_written_gets_none_and_that_is_said(cast: Cast) -> None:
    closed_on_paper(cast)
    rows = MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting)
    rows.filter(kind=RowKind.NOTE, item__isnull=False).exclude(item_id=topic(cast, "Skolans bedömning")).delete()

    everything = text_of(printed(cast, ALL_AFTER, "anna_karin"))
    page = read(client_as(cast.anna_karin), cast)

    assert "Skriv ut alla på papper" in page and "Peter Ny får inget papper" in page
    assert "Olof Lindqvist får inget" not in page and "OlofLindqvist" in everything
    assert "PeterNy" not in everything
    assert handed(cast).get(person=cast.peter).printed_at is None


def test_minutes_that_nobody_has_approved_are_handed_to_nobody(cast: Cast) -> None:
    client = hold(cast)

    answer = client.get(address(cast, ALL_AFTER), follow=True)

    assert "Ingen väntar på minnesanteckningar på papper." in answer.content.decode()
    assert client_as(cast.petra).get(address(cast, ALL_AFTER)).status_code == 404
    assert client_as(cast.maria).get(address(cast, ALL_AFTER)).status_code == 403
