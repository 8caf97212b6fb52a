"""Ebba's father has said that he comes on video. Then it is decided that he may learn nothing: he has no seat, the one
who leads hears of it at once, and to everybody else it is as if he had never been invited."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from samverkan.meetings import actions
from samverkan.meetings.models import Attendance, Dispatch, Invitee, Meeting
from samverkan.people import barring
from samverkan.people.models import Account, Bar
from samverkan.policy.vocabulary import PersonId
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at what lies in the database"
NO_SEAT = "Olof Lindqvist har ingen plats"
OTHERS = ("anna", "ebba", "maria", "peter", "mikael", "jonas", "lena")
ASKED = "till Anna Lindqvist och Olof Lindqvist", "till Anna Lindqvist"
"""Whom a colleague would ask: not one who may learn nothing, whether there is a meeting or not."""


def seats(meeting: UUID) -> set[UUID]:
    rows = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=meeting, removed_at=None)
    return set(rows.values_list("person_id", flat=True))


def read(cast: Cast, who: str, address: str) -> str:
    return unescape(client_as(getattr(cast, who)).get(address).content.decode())


def decide(cast: Cast, person: UUID | None = None) -> Bar:
    """The rektor decides about the father."""
    return barring.decide(
        case=cast.ebbas_case,
        person=person or cast.olof.id,
        reason="Eleven har berättat för kuratorn.",
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )


def invited(cast: Cast) -> Invitee:
    """His seat; he has said yes, on video, to a letter that has gone."""
    Account.objects.update_or_create(person=cast.olof, defaults={"email": "olof@hem.example", "is_active": True})
    rows = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, person=cast.olof)
    rows.update(attendance=Attendance.VIDEO)
    seat = rows.get()
    Dispatch.objects.filter(invitee=seat).delete()
    sequence = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting).sequence
    Dispatch.objects.create(invitee=seat, channel="mejl", sequence=sequence, made_at=timezone.now(), made_by=cast.sara)
    return seat


def test_his_seat_is_gone_with_the_decision(cast: Cast) -> None:
    assert cast.olof.id in seats(cast.ebbas_meeting)

    decide(cast)

    assert cast.olof.id not in seats(cast.ebbas_meeting)
    assert cast.anna.id in seats(cast.ebbas_meeting)


def test_the_one_who_leads_is_told_on_idag_and_on_the_meeting_and_nobody_else(cast: Cast) -> None:
    assert NO_SEAT not in read(cast, "sara", "/")

    decide(cast)

    assert NO_SEAT in read(cast, "sara", "/")
    page = f"/moten/{cast.ebbas_meeting}"
    for who in ("sara", "anna_karin"):
        assert f"{NO_SEAT} på mötet längre. Rektor har beslutat" in read(cast, who, page), who
    for who in (*OTHERS, "kerstin", "petra"):
        for address in ("/", page, f"{page}/rummet"):
            shown = read(cast, who, address)
            assert NO_SEAT not in shown and "beslutat att" not in shown, (who, address)


def test_nobody_is_told_to_ring_him(cast: Cast) -> None:
    assert cast.olof.phone and cast.olof.phone in read(cast, "sara", "/")

    decide(cast)

    for address in ("/", "/skolan"):
        assert cast.olof.phone not in read(cast, "sara", address), address


def test_when_the_decision_ends_nobody_is_told_that_he_has_no_seat(cast: Cast) -> None:
    bar = decide(cast)
    by = scope_of(cast.anna_karin).reader
    barring.end(case=cast.ebbas_case, bar=bar.id, reason="Domen är ändrad.", by=by, now=timezone.now())

    assert NO_SEAT not in read(cast, "sara", "/")
    assert NO_SEAT not in read(cast, "sara", f"/moten/{cast.ebbas_meeting}")


def test_one_taken_off_in_the_ordinary_way_is_no_news(cast: Cast) -> None:
    rows = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, person=cast.olof)
    rows.update(removed_at=timezone.now() - timedelta(minutes=1))

    decide(cast)

    assert NO_SEAT not in read(cast, "sara", "/")


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("page", ["", "/rummet"])
def test_to_the_others_it_is_as_if_he_had_not_been_invited(cast: Cast, who: str, page: str) -> None:
    """Byte for byte, but for what is drawn anew and for whom a colleague may ask."""
    from tests.house.test_two_worlds import DRAWN

    address = f"/moten/{cast.ebbas_meeting}{page}"
    rows = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, person=cast.olof)
    with transaction.atomic():
        Dispatch.objects.filter(invitee__in=rows).delete()
        rows.update(removed_at=timezone.now())
        plain = DRAWN.sub("", read(cast, who, address))
        transaction.set_rollback(True)

    decide(cast)

    assert DRAWN.sub("", read(cast, who, address)) == plain.replace(*ASKED)


def test_a_seat_that_is_left_is_counted_for_nobody(cast: Cast) -> None:
    """Belt and braces: a decision that came by another way than the act."""
    rows = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting, person=cast.olof)
    address = f"/moten/{cast.ebbas_meeting}/rummet"
    before = read(cast, "sara", address)

    bar = decide(cast)
    rows.update(removed_at=None)

    assert cast.olof.id in seats(cast.ebbas_meeting)
    assert "av 8 ämnen" in before
    for who in ("sara", *OTHERS):
        shown = read(cast, who, address)
        assert "OSL 12:3" not in shown and "beslutat" not in shown and "noll ämnen" not in shown, who
    for who in OTHERS[:5]:
        assert "Olof" not in read(cast, who, address), who
    assert bar.ended_at is None


def test_what_has_gone_is_taken_out_of_his_calendar_without_a_reason(cast: Cast) -> None:
    invited(cast)

    decide(cast)

    letter = Letter.objects.get(to_address="olof@hem.example")
    assert letter.calendar_method == "CANCEL"
    assert "blir inte av för din del" in letter.text
    for told in ("Ebba", "beslut", "rektor", "Wester"):
        assert told not in letter.text + letter.subject


def test_a_letter_on_its_way_does_not_go(cast: Cast) -> None:
    seat = invited(cast)
    meeting = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    Letter.objects.create(
        key=f"mote-{meeting.id}-{seat.id}-{meeting.sequence}-request",
        sender_id=cast.sara.id,
        to_address="olof@hem.example",
        subject="Inbjudan till ett möte",
        text="Hej!",
        queued_at=timezone.now(),
    )

    decide(cast)

    assert not Letter.objects.filter(to_address="olof@hem.example").exists()


def test_the_others_get_nothing_anew(cast: Cast) -> None:
    before, letters = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting), Letter.objects.count()

    decide(cast)

    after = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    assert after.sequence == before.sequence
    assert Letter.objects.exclude(to_address="olof@hem.example").count() <= letters + 1


def test_a_meeting_that_has_been_stands_as_it_was(cast: Cast) -> None:
    rows = Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting)
    rows.update(starts_at=timezone.now() - timedelta(days=3))
    address = f"/moten/{cast.ebbas_meeting}"
    before = read(cast, "sara", address)

    decide(cast)

    assert cast.olof.id in seats(cast.ebbas_meeting)
    for who in ("sara", "anna_karin"):
        shown = read(cast, who, address)
        assert "Olof Lindqvist" in shown
        assert "får inte höra det" not in shown and "har ingen plats" not in shown
    assert "Olof Lindqvist" in before and "får inte höra det" not in before
    room = read(cast, "sara", f"{address}/rummet")
    assert "Mötet har varit." in room and "får höra" not in room and "Olof" not in room
    assert client_as(cast.sara).get(f"{address}/rummet/papper").status_code == 302


def test_what_he_led_the_rektor_leads(cast: Cast) -> None:
    """Somebody of the school may be barred too, such as a father who works there."""
    led = PersonId(cast.jonas.id)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(leader=cast.jonas)

    decide(cast, cast.jonas.id)

    after = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    assert after.leader_id == cast.anna_karin.id
    assert led not in seats(after.id) and cast.anna_karin.id in seats(after.id)
    assert "Jonas" in read(cast, "anna_karin", "/")


def test_one_who_led_without_a_seat_does_not_lead_either(cast: Cast) -> None:
    meeting = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    seated = seats(meeting.id)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=meeting.id).update(leader=cast.kerstin)

    actions.give_seat_up(
        meeting=meeting, person=PersonId(cast.kerstin.id), by=scope_of(cast.sara).reader, now=timezone.now()
    )

    assert Meeting.objects.unguarded(because=BECAUSE).get(id=meeting.id).leader_id == cast.sara.id
    assert seats(meeting.id) == seated | {cast.sara.id}
