"""Three times are proposed for Ebba's meeting, those invited say which suit, and Sara settles one."""

from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from samverkan.guard.models import Grant
from samverkan.meetings import weighing
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Attendance, Invitee, Meeting
from samverkan.meetings.room_page import room_page
from samverkan.meetings.slots.form import FIELD
from samverkan.meetings.slots.models import SlotAnswer, TimeSlot
from samverkan.meetings.slots.times import slot_rows
from samverkan.people.models import Person
from samverkan.people.wording import clock, short_day
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the meeting"


def row(cast: Cast) -> Meeting:
    return Meeting.objects.unguarded(because=BECAUSE).select_related("cell").get(id=cast.ebbas_meeting)


def times(days: tuple[int, ...] = (8, 9, 10)) -> list[datetime]:
    noon = timezone.localtime().replace(hour=13, minute=0, second=0, microsecond=0)
    return [noon + timedelta(days=day) for day in days]


def propose(
    cast: Cast, days: tuple[int, ...] = (8, 9, 10), *, planned: list[datetime] | None = None, **more: str
) -> int:
    """Sara proposes times in the form in which she changes the meeting: on those days, or the very times `planned`."""
    sara, where = client_as(cast.sara), reverse("meeting_change", args=[cast.ebbas_meeting])
    form = sara.get(where).context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value()}
    for number, at in enumerate(planned or times(days), start=1):
        end = "" if number == 1 else f"_{number}"
        told |= {f"day{end}": short_day(at), f"clock{end}": clock(at)}
    return sara.post(where, told | more).status_code


def slots(cast: Cast) -> list[TimeSlot]:
    return list(TimeSlot.objects.filter(meeting=cast.ebbas_meeting, removed_at=None).order_by("starts_at"))


def send(cast: Cast) -> None:
    assert client_as(cast.sara).post(reverse("meeting_send", args=[cast.ebbas_meeting])).status_code == 302


def answer(cast: Cast, who: Person, *said: str) -> int:
    told = {f"{FIELD}{slot.id}": suits for slot, suits in zip(slots(cast), said, strict=False)}
    return client_as(who).post(reverse("meeting_reply", args=[cast.ebbas_meeting]), told).status_code


def choose(cast: Cast, slot: UUID, who: Person | None = None) -> int:
    where = reverse("meeting_time", args=[cast.ebbas_meeting])
    return client_as(who or cast.sara).post(where, {"tid": str(slot)}).status_code


def page(cast: Cast, who: Person, name: str = "meeting") -> str:
    return unescape(client_as(who).get(reverse(name, args=[cast.ebbas_meeting])).content.decode())


def letters(cast: Cast) -> list[Letter]:
    return list(Letter.objects.filter(key__startswith=f"mote-{cast.ebbas_meeting}").order_by("queued_at"))


def test_three_times_are_proposed_and_none_is_set(cast: Cast) -> None:
    planned = times()
    assert propose(cast, planned=planned) == 302

    found = row(cast)
    assert found.time_open and found.starts_at == planned[0]
    assert [slot.starts_at for slot in slots(cast)] == planned
    assert "Tiden är inte bestämd, tidigast" in page(cast, cast.sara)


def test_the_letter_asks_which_suit_and_no_calendar_is_filled(cast: Cast) -> None:
    propose(cast)
    before = {letter.id for letter in letters(cast)}
    send(cast)

    asked = [letter for letter in letters(cast) if letter.id not in before]
    assert asked and all(letter.calendar == "" for letter in asked)
    assert all("Svara vilka av tiderna som passar dig" in letter.text for letter in asked)
    assert all("Ebba" not in letter.text for letter in asked)


def test_each_says_what_suits_and_the_leader_reads_it_in_words(cast: Cast) -> None:
    propose(cast)
    send(cast)

    assert answer(cast, cast.peter, "kan-inte", "helst", "kan") == 302
    assert answer(cast, cast.anna, "kan", "kan", "kan-inte") == 302

    first, second, _ = slot_rows(row(cast), weighing.gather(*_table(cast)).places)
    assert cast.peter.name in first.cannot and cast.anna.name in first.can
    assert cast.peter.name in second.best and cast.olof.name in second.silent
    shown = page(cast, cast.sara)
    assert "Vilken tid?" in shown and "2 av" in shown and "har svarat om tiden" in shown


def test_who_else_can_is_for_the_one_who_leads(cast: Cast) -> None:
    propose(cast)
    send(cast)
    answer(cast, cast.peter, "kan-inte", "helst", "kan")

    assert "Vilken tid?" not in page(cast, cast.anna)
    assert choose(cast, slots(cast)[0].id, cast.anna) == 403
    assert choose(cast, slots(cast)[0].id, cast.petra) == 404
    assert row(cast).time_open


def test_an_answer_says_something_of_every_time(cast: Cast) -> None:
    propose(cast)
    send(cast)

    assert answer(cast, cast.peter, "kan") == 422
    assert not SlotAnswer.objects.filter(slot__in=slots(cast)).exists()


def test_the_last_answer_holds(cast: Cast) -> None:
    propose(cast)
    send(cast)
    answer(cast, cast.peter, "kan", "kan", "kan")
    answer(cast, cast.peter, "kan-inte", "kan", "kan")

    rows = slot_rows(row(cast), weighing.gather(*_table(cast)).places)
    assert cast.peter.name in rows[0].cannot and cast.peter.name not in rows[0].can


def test_the_time_is_settled_and_the_invitation_goes_out_with_its_calendar(cast: Cast) -> None:
    planned = times()
    propose(cast, planned=planned)
    send(cast)
    asked = {letter.id for letter in letters(cast)}
    number = row(cast).sequence

    assert choose(cast, slots(cast)[1].id) == 302
    send(cast)

    found = row(cast)
    assert (found.time_open, found.starts_at, found.sequence) == (False, planned[1], number + 1)
    gone = [letter for letter in letters(cast) if letter.id not in asked]
    event = Calendar.from_ical(gone[0].calendar).walk("VEVENT")[0]
    assert (str(event["uid"]), event["sequence"]) == (found.calendar_uid, number + 1)
    assert event.decoded("dtstart") == planned[1]
    seat = Invitee.objects.unguarded(because=BECAUSE).get(meeting=found, person=cast.peter)
    assert seat.attendance == Attendance.UNANSWERED


def test_after_a_time_is_settled_the_truth_is_said_of_those_who_answered_and_those_who_did_not(cast: Cast) -> None:
    propose(cast)
    send(cast)
    answer(cast, cast.peter, "kan", "helst", "kan")
    choose(cast, slots(cast)[1].id)

    waiting = page(cast, cast.sara)
    send(cast)
    sent = page(cast, cast.sara)

    assert waiting.count("Har svarat på tiderna. Inbjudan med tiden är inte skickad än.") == 1
    assert "Har fått en tidigare inbjudan. Ändringen är inte skickad än." in waiting
    assert "Inte inbjuden" not in waiting and "inte inbjudna" not in waiting
    assert "Har svarat på tiderna" not in sent and "tidigare inbjudan" not in sent


def test_a_time_that_is_not_proposed_is_not_settled(cast: Cast) -> None:
    propose(cast)
    gone = slots(cast)[2]
    propose(cast, (8, 9), day_3="", clock_3="")

    choose(cast, gone.id)
    choose(cast, cast.ebba.id)

    assert row(cast).time_open and len(slots(cast)) == 2


def test_what_suits_stands_when_another_time_is_added(cast: Cast) -> None:
    propose(cast, (8, 9))
    send(cast)
    answer(cast, cast.peter, "kan", "kan-inte")
    propose(cast, (8, 9, 10))

    rows = slot_rows(row(cast), weighing.gather(*_table(cast)).places)
    assert cast.peter.name in rows[0].can and cast.peter.name in rows[2].silent


def test_bad_times_are_met_kindly(cast: Cast) -> None:
    assert propose(cast, (8, 8)) == 422
    assert propose(cast, (8,), day_2="någon gång", clock_2="13.00") == 422
    assert propose(cast, (8,), day_2=short_day(timezone.now() - timedelta(days=3)), clock_2="13.00") == 422
    assert not row(cast).time_open


def test_a_meeting_without_a_time_is_not_held(cast: Cast) -> None:
    propose(cast)
    send(cast)

    answered = client_as(cast.sara).get(reverse("meeting_during", args=[cast.ebbas_meeting]))

    assert answered.status_code == 302
    assert "Under" not in [
        tab["label"]
        for tab in client_as(cast.sara).get(reverse("meeting", args=[cast.ebbas_meeting])).context["tab_list"]
    ]


def test_the_room_promises_no_more_than_every_day_proposed(cast: Cast) -> None:
    """A yes that ends before the last of the days opens nothing while the time is open."""
    propose(cast, (2, 3))
    ends = timezone.localdate() + timedelta(days=4)
    Grant.objects.filter(case_id=cast.ebbas_case).update(ends_on=ends)
    near = weighing.judge(weighing.gather(*_table(cast))).open_count

    propose(cast, (2, 30), day_3="", clock_3="")

    assert weighing.judge(weighing.gather(*_table(cast))).open_count <= near
    assert weighing.gather(*_table(cast)).other_days


def test_a_yes_that_ends_between_two_days_opens_its_topic_when_the_earlier_is_settled(cast: Cast) -> None:
    propose(cast, (2, 30))
    _ends(cast, days=60)
    far = _speakable(cast)
    _ends(cast, days=10)

    while_open = _speakable(cast)
    send(cast)
    choose(cast, slots(cast)[0].id)

    assert while_open < far, "something that a yes had opened is held back"
    assert _speakable(cast) == far


def test_a_yes_that_ends_between_two_days_closes_its_topic_when_the_later_is_settled(cast: Cast) -> None:
    propose(cast, (2, 30))
    _ends(cast, days=10)
    while_open = _speakable(cast)
    send(cast)

    choose(cast, slots(cast)[1].id)

    assert _speakable(cast) == while_open


def _ends(cast: Cast, *, days: int) -> None:
    """Every yes about Ebba, from the question to what it has opened, lasts so many days more."""
    Grant.objects.filter(case_id=cast.ebbas_case).update(ends_on=timezone.localdate() + timedelta(days=days))


def _speakable(cast: Cast) -> set[str]:
    """The topics that can be spoken of before everybody, as the room says now."""
    return {found.topic for found in weighing.judge(weighing.gather(*_table(cast))).rows if found.speakable}


def _table(cast: Cast):  # type: ignore[no-untyped-def]
    scope = scope_of(cast.sara)
    head = meeting(scope, cast.ebbas_meeting)
    return scope, head.row, head.card


def test_to_try_a_yes_to_everything_tries_it_on_every_day_proposed(cast: Cast) -> None:
    before = room_page(scope_of(cast.sara), cast.ebbas_meeting, yes=["alla"]).verdict

    assert propose(cast) == 302

    assert room_page(scope_of(cast.sara), cast.ebbas_meeting, yes=["alla"]).verdict == before
