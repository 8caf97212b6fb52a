"""A short film of Ebba at work is to be shown: a point of its own, a yes of its own, and nothing left of it after."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.models import AnswerForm, Question
from samverkan.consent.texts import frozen_texts
from samverkan.meetings.during.page import during_page
from samverkan.meetings.film import TITLE
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import AgendaItem, ChecklistTick, Meeting, Participation
from samverkan.meetings.tests.closing_client import BECAUSE, hold, send
from samverkan.meetings.tests.during_client import begin
from samverkan.meetings.tests.test_what_may_be_said_in_the_room import answer
from samverkan.people.wording import day_with_year, local_day
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import Kind, Manner, PersonId
from tests.cast import Cast, client_as, questions_about, scope_of

pytestmark = pytest.mark.django_db
MATTER = "en kort film från ett arbetspass"


def address(cast: Cast, end: str = "") -> str:
    return f"/moten/{cast.ebbas_meeting}{end}"


def read(cast: Cast, who: str, end: str = "") -> str:
    return unescape(client_as(getattr(cast, who)).get(address(cast, end)).content.decode())


def change(cast: Cast, **told: Any) -> tuple[int, str]:
    """Sara opens Ändra mötet, changes what is told and saves."""
    sara = client_as(cast.sara)
    form = sara.get(address(cast, "/andra")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | told
    done = sara.post(address(cast, "/andra"), {name: value for name, value in sent.items() if value != ""})
    return done.status_code, unescape(done.content.decode())


def points(cast: Cast) -> list[tuple[str, int]]:
    page = during_page(scope_of(cast.anna_karin), meeting(scope_of(cast.anna_karin), cast.ebbas_meeting))
    return [(one.title, one.planned) for one in page.topics]


def asked(cast: Cast) -> list[Question]:
    return list(questions_about(cast, MATTER))


def all_say(cast: Cast, who: str, reply: Reply) -> None:
    for question in asked(cast):
        answer(cast, question, who, reply)


@pytest.fixture
def filmed(cast: Cast) -> Cast:
    """The film stands on the agenda, and the questions have been put."""
    assert change(cast, film="on")[0] == 302
    client_as(cast.sara).post(address(cast, "/rummet/fraga"))
    return cast


def test_ticked_it_is_a_point_behind_the_school_day_and_within_its_time(cast: Cast) -> None:
    before = dict(points(cast))

    assert change(cast, film="on")[0] == 302

    titles = [title for title, _ in points(cast)]
    assert titles[titles.index("Skoldagen") + 1] == TITLE
    assert dict(points(cast)) == before | {"Skoldagen": before["Skoldagen"] - 5, TITLE: 5}
    assert "En kort film från ett arbetspass visas efter ja" in read(cast, "sara", "/kontrollera")


def test_saved_twice_it_stands_once_and_taken_away_it_leaves_the_agenda_as_it_was(cast: Cast) -> None:
    before = points(cast)
    change(cast, film="on")
    change(cast, film="on", place="Rum 14")
    assert [title for title, _ in points(cast)].count(TITLE) == 1

    change(cast, film="")

    assert points(cast) == before


def test_to_take_part_by_film_is_to_have_it_shown(cast: Cast) -> None:
    change(cast, participation="film")

    assert TITLE in dict(points(cast))
    assert "Skickar en film" in read(cast, "sara", "/kontrollera")


def test_who_has_chosen_a_film_before_there_was_a_point_for_it_is_told_how_to_get_one(cast: Cast) -> None:
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(participation=Participation.FILM)

    before = read(cast, "sara")
    change(cast)

    assert "Filmen står inte på dagordningen" in before and "Kryssa i att en kort film visas" in before
    assert TITLE in dict(points(cast))
    assert "står inte på dagordningen" not in read(cast, "sara")


def test_nobody_but_the_family_sees_it_until_they_have_said_yes(cast: Cast) -> None:
    change(cast, film="on")
    room = read(cast, "sara", "/rummet")

    assert "Ebba Lindqvist, En kort film från ett arbetspass: får se" in room
    assert "Anna Lindqvist, En kort film från ett arbetspass: får se" in room
    for name in ("Jonas Berg", "Maria Ek", "Peter Ny", "Sara Holm"):
        assert f"{name}, En kort film från ett arbetspass: inte frågat" in room, name
    assert "Visas inte utan ja" in read(cast, "sara")


def test_it_is_asked_for_by_itself_in_plain_swedish_and_ends_a_week_after_the_meeting(filmed: Cast) -> None:
    row = Meeting.objects.unguarded(because=BECAUSE).get(id=filmed.ebbas_meeting)
    page = read(filmed, "sara", "/rummet/fraga")
    rows = asked(filmed)

    assert {tuple(one.kinds) for one in rows} == {(Kind.FILM.value,)}
    assert {tuple(one.manners) for one in rows} == {(Manner.SPEAK.value,)}
    assert {one.ends_on for one in rows} == {local_day(row.starts_at) + timedelta(days=7)}
    assert f"se {MATTER}?" in page or "Alla frågor är ställda" in page
    words = frozen_texts(rows)[rows[0].id]
    assert f"se {MATTER}?" in words
    assert "Filmen visar hur Ebba arbetar i skolan när det fungerar." in words
    assert "Filmen sparas inte i Samverkan. Skolan ska ta bort den efter mötet." in words
    assert "Säger du ja får den visas på mötet." in words and "Säger du nej visas filmen inte." in words
    assert day_with_year(rows[0].ends_on) in words


def test_before_it_is_sent_the_page_says_what_is_asked_and_until_when(cast: Cast) -> None:
    change(cast, film="on")
    row = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)

    page = read(cast, "sara", "/rummet/fraga")

    assert "Gäller att se filmen på det här mötet. Ingen får en kopia, och skolan tar bort den efteråt." in page
    assert f"Ett ja gäller till {day_with_year(local_day(row.starts_at) + timedelta(days=7))}" in page


def test_a_yes_from_both_shows_it_to_all_and_opens_nothing_else(filmed: Cast) -> None:
    all_say(filmed, "anna", Reply.YES)
    half = read(filmed, "sara", "/rummet")
    all_say(filmed, "olof", Reply.YES)
    room = read(filmed, "sara", "/rummet")

    assert "Peter Ny, En kort film från ett arbetspass: frågat" in half
    for name in ("Jonas Berg", "Maria Ek", "Peter Ny", "Sara Holm"):
        assert f"{name}, En kort film från ett arbetspass: får se" in room, name
    assert "Peter Ny, Skolans bedömning: får höra" not in room


def test_a_yes_to_the_schools_support_does_not_open_it(filmed: Cast) -> None:
    for question in questions_about(filmed, "skolans bedömning"):
        for who in ("anna", "olof"):
            answer(filmed, question, who, Reply.YES)

    assert "Peter Ny, En kort film från ett arbetspass: frågat" in read(filmed, "sara", "/rummet")


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_no_and_a_yes_taken_back_take_it_off_the_meeting(filmed: Cast, taken_back: bool) -> None:
    all_say(filmed, "anna", Reply.YES)
    all_say(filmed, "olof", Reply.YES if taken_back else Reply.NO)
    if taken_back:
        for question in asked(filmed):
            consent.withdraw(
                question=question.id,
                giver=PersonId(filmed.olof.id),
                form=AnswerForm.ELECTRONIC,
                by=scope_of(filmed.olof).reader,
                now=timezone.now(),
            )

    assert "Filmen får inte visas" in read(filmed, "sara")
    assert "Filmen får inte visas" in read(filmed, "sara", "/kontrollera")
    assert "Visa inte filmen. Berätta i stället hur det går på lektionen." in read(filmed, "sara", "/rummet")
    for who in ("peter", "maria", "anna"):
        for end in ("", "/rummet"):
            assert "sagt nej" not in read(filmed, who, end) and "tog tillbaka" not in read(filmed, who, end)


def test_when_it_comes_to_the_film_the_one_who_leads_is_told_not_to_show_it(filmed: Cast) -> None:
    all_say(filmed, "anna", Reply.YES)
    all_say(filmed, "olof", Reply.NO)
    client = client_as(filmed.anna_karin)
    begin(client, filmed, "ebba", "anna", "olof", "jonas", "sara", "maria", "peter")
    item = AgendaItem.objects.unguarded(because=BECAUSE).get(
        meeting_id=filmed.ebbas_meeting, dropped_at=None, cell__kind=Kind.FILM.value
    )

    client.post(address(filmed, "/under"), {"amne": str(item.id)})

    page = read(filmed, "anna_karin", "/under")
    assert "Visa inte filmen. Det finns inget ja till att den visas för alla som är här." in page
    assert "Gå vidare, eller berätta hur det går på lektionen." in page
    assert "Byt ordning, låt någon gå ut" not in page and "sagt nej" not in page


def held(cast: Cast) -> Client:
    client = hold(cast, "olof")
    send(client_as(cast.sara), cast)
    return client


def test_after_the_meeting_it_stands_as_left_until_somebody_writes_that_it_is_gone(filmed: Cast) -> None:
    held(filmed)
    sara = client_as(filmed.sara)
    before = read(filmed, "sara", "/efter")
    idag = unescape(sara.get("/").content.decode())
    sara.post(address(filmed, "/efter/film"), {"filmen": "filmen-visad"})
    after = read(filmed, "sara", "/efter")

    assert "Filmen visades och är borttagen" in before and "kan inte ta bort den åt er" in before
    assert "Är filmen från mötet" in idag
    assert "Filmen visades och är borttagen, " in after and "Sara Holm" in after
    assert "Är filmen från mötet" not in unescape(sara.get("/").content.decode())


def test_what_was_written_can_be_taken_back_and_is_written_once(filmed: Cast) -> None:
    held(filmed)
    sara = client_as(filmed.sara)
    said = ChecklistTick.objects.filter(meeting=filmed.ebbas_meeting, row__startswith="filmen")
    for row in ("filmen-inte-visad", "filmen-inte-visad", "filmen-visad"):
        sara.post(address(filmed, "/efter/film"), {"filmen": row})
    assert [one.row for one in said] == ["filmen-inte-visad"]

    sara.post(address(filmed, "/efter/film"), {"filmen": ""})

    assert not said.all().exists()


def test_it_stops_nothing_that_the_minutes_are_closed_first(filmed: Cast) -> None:
    hold(filmed)

    assert send(client_as(filmed.sara), filmed)[0] == 302


def test_who_does_not_lead_reads_nothing_of_what_is_left_of_it(filmed: Cast) -> None:
    held(filmed)

    for who in ("maria", "peter", "anna"):
        assert "borttagen" not in read(filmed, who, "/efter"), who
        assert client_as(getattr(filmed, who)).post(address(filmed, "/efter/film")).status_code == 403, who


def test_the_neighbour_school_finds_no_meeting_to_say_it_of(filmed: Cast) -> None:
    held(filmed)

    assert client_as(filmed.petra).post(address(filmed, "/efter/film"), {"filmen": "filmen-visad"}).status_code == 404
    assert not ChecklistTick.objects.filter(row__startswith="filmen").exists()


@pytest.mark.parametrize("said", ["nonsens", "x" * 300, "\x00", "filmen-visad' OR '1'='1"])
def test_a_strange_answer_is_no_answer(filmed: Cast, said: str) -> None:
    held(filmed)

    done = client_as(filmed.sara).post(address(filmed, "/efter/film"), {"filmen": said})

    assert done.status_code in (302, 400)
    assert not ChecklistTick.objects.filter(row__startswith="filmen").exists()


def test_a_meeting_without_a_film_has_none_to_take_away(cast: Cast) -> None:
    held(cast)
    client_as(cast.sara).post(address(cast, "/efter/film"), {"filmen": "filmen-visad"})

    assert not ChecklistTick.objects.filter(row__startswith="filmen").exists()
    assert "Filmen från arbetspasset" not in read(cast, "sara", "/efter")


def test_before_the_meeting_nobody_can_say_that_it_is_gone(filmed: Cast) -> None:
    client_as(filmed.sara).post(address(filmed, "/efter/film"), {"filmen": "filmen-visad"})

    assert not ChecklistTick.objects.filter(row__startswith="filmen").exists()


def test_a_point_of_the_agenda_can_rest_on_a_film_too(cast: Cast) -> None:
    sara = client_as(cast.sara)
    form = sara.get(address(cast, "/dagordning")).context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    sara.post(address(cast, "/dagordning"), told | {"new_title": "Ebba läser", "new_minutes": 5, "new_basis": "film"})

    assert "Jonas Berg, Ebba läser: inte frågat" in read(cast, "sara", "/rummet")
