"""The letter asks whether one comes: the invited answers on the meeting's page, and the leader writes down the rest."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.meetings.models import Attendance, Invitee, Meeting, Reply, ReplyChannel
from samverkan.people.models import Person
from samverkan.people.wording import short_day
from tests.cast import Cast, client_as

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at the answer"


def page(cast: Cast, who: Person) -> str:
    return unescape(client_as(who).get(reverse("meeting", args=[cast.ebbas_meeting])).content.decode())


def seat(cast: Cast, who: Person) -> Invitee:
    return Invitee.objects.unguarded(because=BECAUSE).get(meeting=cast.ebbas_meeting, person=who)


def answer(cast: Cast, who: Person, **told: str) -> int:
    return client_as(who).post(reverse("meeting_reply", args=[cast.ebbas_meeting]), told).status_code


def record(cast: Cast, by: Person, of: UUID, **told: str) -> int:
    return client_as(by).post(reverse("reply_record", args=[cast.ebbas_meeting, of]), told).status_code


def test_peter_answers_and_sara_sees_it(cast: Cast) -> None:
    assert "Svara på inbjudan" in page(cast, cast.peter)

    assert answer(cast, cast.peter, attendance="video", mandate="Stöd i hemmet", needs="Hörslinga") == 302

    shown = page(cast, cast.sara)
    assert "7 av 7 har svarat" in shown
    assert "Stöd i hemmet" in shown
    assert "Hörslinga" in shown
    assert "Ändra ditt svar" in page(cast, cast.peter)


def test_a_no_may_leave_something_to_read(cast: Cast) -> None:
    answer(cast, cast.peter, attendance="lamnar-underlag")

    assert "Kan inte komma, lämnar underlag" in page(cast, cast.sara)


def test_the_others_see_that_he_comes_and_not_what_he_may_decide_or_needs(cast: Cast) -> None:
    answer(cast, cast.maria, attendance="kommer", mandate="Bara handledning", needs="Tolk till teckenspråk")

    shown = page(cast, cast.jonas), page(cast, cast.anna)
    assert "Tolk till teckenspråk" not in shown[1]
    assert "Bara handledning" not in shown[1]
    assert "Ja, på plats" in shown[1]


def test_the_home_is_not_asked_what_it_may_decide(cast: Cast) -> None:
    form = client_as(cast.anna).get(reverse("meeting_reply", args=[cast.ebbas_meeting])).context["form"]

    assert "mandate" not in form.fields


def test_sara_writes_down_what_peter_said_on_the_phone_and_when(cast: Cast) -> None:
    place = seat(cast, cast.peter)
    yesterday = timezone.localdate() - timedelta(days=1)

    told = {"attendance": "kommer", "channel": "telefon", "answered_on": short_day(yesterday)}
    assert record(cast, cast.sara, place.id, **told) == 302

    row = Reply.objects.get(invitee=place)
    assert (row.channel, row.answered_on, row.made_by_id) == (ReplyChannel.PHONE, yesterday, cast.sara.id)
    assert seat(cast, cast.peter).attendance == Attendance.COMES


def test_an_answer_that_says_nothing_is_asked_for_kindly(cast: Cast) -> None:
    assert answer(cast, cast.peter, needs="Paus") == 422
    assert record(cast, cast.sara, seat(cast, cast.peter).id, attendance="kommer", channel="telefon") == 422


def test_nobody_answers_for_another_and_the_neighbour_knows_of_no_meeting(cast: Cast) -> None:
    place = seat(cast, cast.peter).id

    assert record(cast, cast.anna, place, attendance="kommer") == 403
    assert record(cast, cast.petra, place, attendance="kommer") == 404
    assert answer(cast, cast.anna_karin, attendance="kommer") == 404
    assert answer(cast, cast.mikael, attendance="kommer") == 404


def test_a_meeting_that_has_been_takes_no_answers(cast: Cast) -> None:
    earlier = timezone.now() - timedelta(hours=3)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(starts_at=earlier)

    answer(cast, cast.peter, attendance="kommer")

    assert seat(cast, cast.peter).attendance == Attendance.UNANSWERED
    assert "Svara på inbjudan" not in page(cast, cast.peter)


def test_a_new_time_asks_everybody_anew(cast: Cast) -> None:
    sara = client_as(cast.sara)
    form = sara.get(reverse("meeting_change", args=[cast.ebbas_meeting])).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}

    sara.post(reverse("meeting_change", args=[cast.ebbas_meeting]), values | {"clock": "15.00"})

    assert seat(cast, cast.maria).attendance == Attendance.UNANSWERED


def test_what_peter_wants_to_take_up_stands_before_the_leader(cast: Cast) -> None:
    assert answer(cast, cast.peter, attendance="kommer", points="Vem ringer vem på kvällen?") == 302

    assert "Vem ringer vem på kvällen?" in page(cast, cast.sara)
    form = unescape(client_as(cast.peter).get(reverse("meeting_reply", args=[cast.ebbas_meeting])).content.decode())
    assert "redan bett att få ta upp" in form or "Skolan har det du ville ta upp" in form


def test_what_is_brought_up_twice_in_the_same_words_stands_once(cast: Cast) -> None:
    for _ in range(2):
        answer(cast, cast.peter, attendance="kommer", points="Vem ringer vem på kvällen?")

    assert page(cast, cast.sara).count("Vem ringer vem på kvällen?") == 1


def test_the_form_says_who_reads_what_one_wants_to_take_up(cast: Cast) -> None:
    for who in (cast.peter, cast.anna, cast.jonas):
        shown = client_as(who).get(reverse("meeting_reply", args=[cast.ebbas_meeting]))

        assert "points" in shown.context["form"].fields, who.name
        assert shown.context["readers"] != "ingen", who.name


def test_the_room_says_who_may_not_hear_what_is_brought_up(cast: Cast) -> None:
    answer(cast, cast.jonas, attendance="kommer", points="Hur gör vi med läxorna?")

    rows = client_as(cast.sara).get(reverse("meeting", args=[cast.ebbas_meeting])).context["page"].brought_up
    assert [row.detail for row in rows] != [""]
    assert "Jonas" not in rows[0].detail
    theirs = client_as(cast.anna).get(reverse("meeting", args=[cast.ebbas_meeting])).context["page"].brought_up
    assert [row.detail for row in theirs] == [""]


def test_nobody_writes_down_what_somebody_else_wants_to_take_up(cast: Cast) -> None:
    place = seat(cast, cast.peter).id

    form = client_as(cast.sara).get(reverse("reply_record", args=[cast.ebbas_meeting, place])).context["form"]

    assert "points" not in form.fields


def choices(cast: Cast, who: Person) -> set[str]:
    form = client_as(who).get(reverse("meeting_reply", args=[cast.ebbas_meeting])).context["form"]
    return {value for value, _ in form.fields["attendance"].choices}


def test_one_who_comes_for_an_organisation_may_send_somebody_else_and_nobody_comes_for_a_parent(cast: Cast) -> None:
    assert Attendance.DEPUTY in choices(cast, cast.maria)
    assert Attendance.DEPUTY not in choices(cast, cast.anna)
    assert answer(cast, cast.maria, attendance="skickar-annan", points="Lisa Ek kommer i mitt ställe.") == 302
    assert answer(cast, cast.anna, attendance="skickar-annan") == 422

    shown = page(cast, cast.sara)
    assert "Skickar någon annan. Bjud in den som kommer" in shown and "Lisa Ek kommer i mitt ställe." in shown


def test_idag_asks_whoever_has_not_answered_and_stops_when_they_have(cast: Cast) -> None:
    asked = unescape(client_as(cast.peter).get("/").content.decode())

    assert "Du är inbjuden till ett möte, " in asked and "Säg om du kommer, och vad du vill ta upp." in asked
    assert answer(cast, cast.peter, attendance="kommer") == 302
    assert "Du är inbjuden till ett möte, " not in unescape(client_as(cast.peter).get("/").content.decode())
    assert "Du är inbjuden till ett möte, " not in unescape(client_as(cast.sara).get("/").content.decode())
