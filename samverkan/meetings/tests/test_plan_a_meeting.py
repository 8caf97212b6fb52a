"""Planning a meeting on one page, and looking at it before it is sent."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from samverkan.meetings.agendas import Gathers, planned, template, templates
from samverkan.meetings.models import Invitee, Meeting
from samverkan.meetings.sealed_words import words_of
from samverkan.people.cells import pupil_row
from samverkan.people.models import Person
from samverkan.people.wording import short_day
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db


def form(cast: Cast, **changed: Any) -> dict[str, Any]:
    """What stands in the form from the start, with the one choice that must be made."""
    page = client_as(cast.sara).get(f"/elever/{cast.ebbas_case}/mote/nytt")
    fields = page.context["form"]
    return {name: fields[name].value() or "" for name in fields.fields} | {"participation": "bild-eller-brev"} | changed


def plan(cast: Cast, who: str = "sara", **changed: Any) -> Any:
    return client_as(getattr(cast, who)).post(f"/elever/{cast.ebbas_case}/mote/nytt", form(cast, **changed))


def newest(cast: Cast) -> Meeting:
    rows = Meeting.objects.within(scope_of(cast.sara)).filter(case=cast.ebbas_case)
    return rows.order_by("-made_at")[0]


def test_the_meeting_is_planned_with_one_choice_and_checked_before_it_is_sent(cast: Cast) -> None:
    answer = plan(cast)

    made = newest(cast)
    assert answer.status_code == 302
    assert answer["Location"] == f"/moten/{made.id}/kontrollera"
    assert made.sent_at is None
    page = unescape(client_as(cast.sara).get(answer["Location"]).content.decode())
    assert "Skickar en bild eller ett brev" in page
    assert "Ändra" in page


def test_the_agenda_of_a_new_meeting_fills_its_ninety_minutes(cast: Cast) -> None:
    plan(cast)

    page = unescape(client_as(cast.sara).get(f"/moten/{newest(cast).id}").content.decode())

    assert "90 av 90 minuter" in page
    assert "Stöd från Barn- och ungdomshabiliteringen" in page
    assert "Stöd från Socialtjänsten i Björkvik" in page


def test_the_checklist_sees_eight_of_twelve_by_itself_and_waits_for_an_interpreter_when_a_guardian_needs_one(
    cast: Cast,
) -> None:
    home = [key for key in form(cast)["invited"] if key != str(cast.olof.id)]

    def done(answer: Any) -> str:
        return unescape(client_as(cast.sara).get(answer["Location"].removesuffix("/kontrollera")).content.decode())

    assert "7 av 12 klara" in done(plan(cast, pupil_answered="on"))
    assert "8 av 12 klara" in done(plan(cast, invited=home, pupil_answered="on"))


def checklist_of(cast: Cast, answer: Any) -> str:
    """The page Före of the meeting that has just been planned."""
    return unescape(client_as(cast.sara).get(answer["Location"].removesuffix("/kontrollera")).content.decode())


def test_that_the_planner_marks_how_ebba_takes_part_is_not_that_ebba_has_answered(cast: Cast) -> None:
    marked = checklist_of(cast, plan(cast))
    answered = checklist_of(cast, plan(cast, pupil_answered="on"))

    assert "Fråga Ebba" in marked
    assert "Ebba har inte själv svarat hur hen vill delta" in marked
    assert "Fråga Ebba" not in answered


def test_a_language_that_nobody_knows_is_not_taken_for_swedish(cast: Cast) -> None:
    Person.objects.filter(id__in=[cast.anna.id, cast.olof.id]).update(language="")

    unknown = checklist_of(cast, plan(cast))
    told = {f"sprak_{cast.anna.id}": "sv", f"sprak_{cast.olof.id}": "fi"}
    known = checklist_of(cast, plan(cast, **told))

    assert "Språk saknas för Anna och Olof" in unknown
    assert "Olof behöver tolk" in known
    assert Person.objects.get(id=cast.olof.id).language == "fi"


def test_what_somebody_needs_is_written_where_the_meeting_is_planned_and_lies_sealed(cast: Cast) -> None:
    plan(cast, **{f"behov_{cast.anna.id}": "Tolk i arabiska, hörslinga"})

    seat = Invitee.objects.within(scope_of(cast.sara)).get(meeting=newest(cast), person=cast.anna)
    page = unescape(client_as(cast.sara).get(f"/moten/{newest(cast).id}").content.decode())
    assert words_of([seat])[seat.id][1] == "Tolk i arabiska, hörslinga"
    assert seat.sealed_needs is not None and b"arabiska" not in bytes(seat.sealed_needs)
    assert "Anna och Olof behöver tolk" in page


def test_a_need_is_changed_and_nobody_is_sent_anything_anew(cast: Cast) -> None:
    plan(cast, **{f"behov_{cast.anna.id}": "Ramp"})
    meeting, sara = newest(cast), client_as(cast.sara)
    fields = sara.get(f"/moten/{meeting.id}/andra").context["form"]
    stands = {name: fields[name].value() or "" for name in fields.fields}

    sara.post(f"/moten/{meeting.id}/andra", stands | {f"behov_{cast.anna.id}": "Hörslinga"})

    seat = Invitee.objects.within(scope_of(cast.sara)).get(meeting=meeting, person=cast.anna)
    assert stands[f"behov_{cast.anna.id}"] == "Ramp"
    assert words_of([seat])[seat.id][1] == "Hörslinga"
    assert newest(cast).sequence == meeting.sequence


def test_a_missing_mandate_is_named_and_stops_nothing(cast: Cast) -> None:
    plan(cast)

    page = unescape(client_as(cast.sara).get(f"/moten/{newest(cast).id}/kontrollera").content.decode())

    assert "Fråga gärna Lena Wik och Peter Ny vad de får besluta om." in page and "Får besluta om: inte sagt" in page
    assert "andat saknas" not in page
    assert ">Skicka</button>" in page


def test_how_the_pupil_takes_part_must_be_chosen_and_nothing_written_is_lost(cast: Cast) -> None:
    before = Meeting.objects.within(scope_of(cast.sara)).count()

    answer = plan(cast, participation="", place="Biblioteket")

    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Välj hur Ebba deltar." in page
    assert "<title>Fel: " in page
    assert "Biblioteket" in page
    assert Meeting.objects.within(scope_of(cast.sara)).count() == before


@pytest.mark.parametrize(
    ("field", "said", "kindly"),
    [
        ("day", "31/2", "31 februari finns inte. Skriv en annan dag."),
        ("day", "snart", "Skriv dagen som dag och månad, till exempel 14/3."),
        ("day", "2020-01-01", "Dagen har varit. Välj en dag från och med idag."),
        ("clock", "kvart i", "Skriv klockslaget som 13.00."),
        ("clock", "25.00", "Skriv klockslaget som 13.00."),
        ("invited", [], "Välj vilka som ska bjudas in."),
        ("template", "", "Välj sorts möte."),
    ],
)
def test_what_cannot_be_read_is_said_kindly(cast: Cast, field: str, said: Any, kindly: str) -> None:
    answer = plan(cast, **{field: said})

    assert answer.status_code == 422
    assert kindly in unescape(answer.content.decode())


def test_nobody_outside_the_team_can_be_invited_by_a_made_up_value(cast: Cast) -> None:
    answer = plan(cast, invited=[str(cast.petra.id)])

    assert answer.status_code == 422


def test_the_one_who_leads_is_always_invited(cast: Cast) -> None:
    plan(cast, invited=[str(cast.ebba.id)], leader=str(cast.jonas.id))

    seats = Invitee.objects.within(scope_of(cast.sara)).filter(meeting=newest(cast))
    assert {seat.person_id for seat in seats} == {cast.ebba.id, cast.jonas.id}


def test_a_barred_guardian_is_not_offered(cast: Cast) -> None:
    page = client_as(cast.anna_karin).get(f"/elever/{cast.case('tindra')}/mote/nytt")

    offered = [value for value, _ in page.context["form"].fields["invited"].choices]
    assert str(cast.robert.id) not in offered
    assert str(cast.malin.id) in offered


def test_a_colleague_who_may_read_but_not_plan_is_told_whom_to_ask(cast: Cast) -> None:
    answer = client_as(cast.mikael).get(f"/elever/{cast.ebbas_case}/mote/nytt")

    assert answer.status_code == 403
    assert "Be en av dem." in unescape(answer.content.decode())


@pytest.mark.parametrize("who", ["petra", "torbjorn", "susanne"])
def test_the_neighbour_school_meets_nothing(cast: Cast, who: str) -> None:
    assert client_as(getattr(cast, who)).get(f"/elever/{cast.ebbas_case}/mote/nytt").status_code == 404


def test_the_second_template_is_only_a_file(cast: Cast) -> None:
    plan(cast, template="uppfoljning")

    made = newest(cast)
    assert made.minutes == 30
    assert "30 av 30 minuter" in client_as(cast.sara).get(f"/moten/{made.id}").content.decode()


def test_every_template_fits_its_own_time_and_knows_its_facts(cast: Cast) -> None:
    from samverkan.meetings.readiness import SEEN

    pupil = pupil_row(cast.ebbas_case)
    parties = [(Role.SPEECH_THERAPIST, cast.organisation("habiliteringen"))]
    for found in templates():
        if found.gathers is not Gathers.PUPILS:  # the points of an EHT are each pupil's
            assert sum(item.minutes for item in planned(found, pupil, "Ebba", parties)) == found.minutes
        assert {check.sees for check in found.checks if check.sees} <= SEEN.keys()


def test_a_team_without_anybody_outside_gets_no_item_for_them(cast: Cast) -> None:
    items = planned(template("samverkansmote"), pupil_row(cast.ebbas_case), "Ebba", [])

    assert all("stöd" not in item.title for item in items)


def test_more_points_than_minutes_is_a_warning_and_not_a_stop(cast: Cast) -> None:
    Meeting.objects.unguarded(because="the test shortens the meeting").filter(id=cast.ebbas_meeting).update(minutes=60)

    page = unescape(client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}").content.decode())

    assert "Det blir 30 minuter för mycket." in page
    assert "Punkterna ryms i tiden" in page


def test_the_list_shows_the_reader_own_meetings_and_the_neighbour_none(cast: Cast) -> None:
    sara = unescape(client_as(cast.sara).get("/moten").content.decode())
    petra = unescape(client_as(cast.petra).get("/moten").content.decode())

    assert "Ebba Lindqvist, samverkansmöte" in sara
    assert "Ebba" not in petra


def test_a_row_can_be_ticked_by_hand_and_taken_back_but_not_one_that_is_seen(cast: Cast) -> None:
    browser = client_as(cast.sara)
    plan(cast, pupil_answered="on")
    where = f"/moten/{newest(cast).id}"

    def tick(row: str, done: str) -> str:
        browser.post(f"{where}/checklista", {"rad": row, "klart": done})
        return browser.get(where).content.decode()

    assert "8 av 12 klara" in tick("eleven-vet", "ja")
    assert "7 av 12 klara" in tick("eleven-vet", "nej")
    assert "7 av 12 klara" in tick("samtycken", "ja")
    assert "7 av 12 klara" in tick("finns-inte", "ja")


def test_the_planned_day_may_be_said_in_several_ways(cast: Cast) -> None:
    scope = scope_of(cast.sara)
    plan(cast, day=short_day(scope.today + timedelta(days=20)), clock="kl. 9:15")

    made = newest(cast)
    assert isinstance(made.id, UUID)
    assert made.starts_at.astimezone().minute == 15


def test_where_a_meeting_is_and_what_somebody_needs_lie_sealed_in_the_database(cast: Cast) -> None:
    plan(cast, place="Hemma hos Ebba")
    words = (b"Hemma hos Ebba", b"Rum 12", b"Tolk", b"Samtycken", b"Uppf")

    with connection.cursor() as cursor:
        for table in ("meetings_meeting", "meetings_invitee", "people_teammember"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            rows = [row[0] for row in cursor.fetchall()]
            assert rows
            kept = "".join(rows).encode()
            assert not [word for word in words if word in kept or word.hex().encode() in kept]
