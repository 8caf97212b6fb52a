"""Sending the invitation: a neutral letter with a calendar for those with accounts, paper for the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from samverkan.meetings.calendars import Method, calendar
from samverkan.meetings.models import Channel, Dispatch, Invitee, Meeting
from samverkan.meetings.sealed_words import places_of
from samverkan.meetings.seating import Place
from samverkan.people.barring import barred
from samverkan.people.models import Account, Unit
from samverkan.people.reaching import addresses
from samverkan.people.wording import listed, when
from samverkan.policy.facts import Reader
from samverkan.post import actions as post
from samverkan.post.queries import how_it_will_go

SUBJECT = "Inbjudan till ett möte"
CHANGED = "Ändrad inbjudan till ett möte"
CANCELLED = "Mötet är inställt"
SIGN_IN = "Logga in för att se platsen"
DEMANDED = "an act whose right has been demanded"


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom the invitation reached by mail, and who is to be handed it on paper."""

    mailed: tuple[Place, ...]
    paper: tuple[Place, ...]


@transaction.atomic
def send(*, meeting: Meeting, places: Sequence[Place], link: str, by: Reader, now: datetime) -> Sent:
    """Send to those of the places who have not got the meeting as it now stands. Twice gives nothing more.

    The caller has seen that nobody is told of somebody without ground. One who was taken off the list meanwhile gets
    nothing, nor one who may learn nothing about the pupil, and nobody anything of a meeting called off meanwhile.
    """
    row = Meeting.objects.unguarded(because=DEMANDED).select_for_update().get(id=meeting.id)
    seated = Invitee.objects.unguarded(because=DEMANDED).filter(meeting=row, removed_at=None)
    seats = set() if row.cancelled_at else set(seated.values_list("id", flat=True))
    closed = barred(row.case_id)
    places = [place for place in places if place.id in seats and place.person not in closed]
    known = addresses(place.person for place in places)
    reached = set(
        Dispatch.objects.filter(invitee__meeting=row, sequence=row.sequence).values_list("invitee_id", flat=True)
    )
    mailed: list[Place] = []
    paper: list[Place] = []
    for place in places:
        if place.id in reached or place.person == row.leader_id:
            continue
        address = known.get(place.person, "")
        (mailed if address else paper).append(place)
        if address:
            _letter(row, place.key, address, "REQUEST", link, by, now)
        _dispatched(row, place, Channel.MAIL if address else Channel.PAPER, by, now)
    if row.sent_at is None and places:
        row.sent_at = now
        row.save(update_fields=["sent_at"])
    return Sent(tuple(mailed), tuple(paper))


def note_printed(*, meeting: Meeting, invitee: UUID, now: datetime) -> None:
    """The paper of one who is to be handed it has been made, as the meeting now stands. The first time is kept; what
    was printed before the invitation went is a preview, and counts for nothing.
    """
    rows = Dispatch.objects.filter(invitee=invitee, sequence=meeting.sequence, channel=Channel.PAPER)
    rows.filter(printed_at=None).update(printed_at=now)


def letter_key(meeting: UUID, invitee: str, sequence: int, method: Method) -> str:
    """Under which the letter lies in the outbox: one for each seat, way and version of the meeting."""
    return f"mote-{meeting}-{invitee}-{sequence}-{method.lower()}"


def before_sending(places: Sequence[Place], *, sender: UUID) -> str:
    """Whom a letter will reach and who is to be handed a paper, said before the button is pressed."""
    known = addresses(place.person for place in places)
    to = listed(place.name for place in places if known.get(place.person))
    others = listed(place.name for place in places if not known.get(place.person))
    letter = how_it_will_go("Ett brev med tid, plats och länk", to, sender=sender) if to else ""
    neutral = "Brevet säger inte vem mötet gäller." if to else ""
    paper = f"Inbjudan till {others} lämnar du på papper." if others else ""
    return " ".join(part for part in (letter, neutral, paper) if part)


def cancel_for(row: Meeting, invitee: Invitee, *, by: Reader, now: datetime) -> None:
    """Take the meeting out of the calendar of one who had been sent it. No reason is given."""
    if not Dispatch.objects.filter(invitee=invitee, channel=Channel.MAIL).exists():
        return
    account = Account.objects.filter(person_id=invitee.person_id, is_active=True, person__protected=False).first()
    if account is not None:
        _letter(row, str(invitee.id), account.email, "CANCEL", "", by, now)


def take_back_invitation(row: Meeting, invitee: Invitee, *, by: Reader, now: datetime) -> None:
    """One who was invited is not to come. A letter that has not gone does not go; else the calendar is told."""
    sent = Dispatch.objects.filter(invitee=invitee, channel=Channel.MAIL).values_list("sequence", flat=True)
    keys = {letter_key(row.id, str(invitee.id), sequence, "REQUEST") for sequence in sent}
    if keys - post.keep_back(keys):
        cancel_for(row, invitee, by=by, now=now)


def _dispatched(row: Meeting, place: Place, channel: Channel, by: Reader, now: datetime) -> None:
    Dispatch.objects.create(
        invitee_id=place.id, channel=channel, sequence=row.sequence, made_at=now, made_by_id=by.person
    )


def _letter(row: Meeting, invitee: str, address: str, method: Method, link: str, by: Reader, now: datetime) -> None:
    post.queue(
        key=letter_key(row.id, invitee, row.sequence, method),
        to_address=address,
        subject=CANCELLED if method == "CANCEL" else CHANGED if row.sequence else SUBJECT,
        text=letter_text(row, method, link),
        calendar=calendar(
            method=method,
            uid=row.calendar_uid,
            sequence=row.sequence,
            starts_at=row.starts_at,
            minutes=row.minutes,
            place=place_outside(row),
            link=link,
            organiser=settings.DEFAULT_FROM_EMAIL,
            attendee=address,
            now=now,
        ),
        method=method,
        sender=by.person,
        now=now,
    )


def place_outside(row: Meeting) -> str:
    """The place as mail and calendars may carry it: the unit's own. Anything else written could say whom or why."""
    place = places_of([row])[row.id]
    if row.cell.sealed or not place:
        return ""
    unit = Unit.objects.filter(id=row.cell.unit_id).first() if row.cell.unit_id else None
    return place if unit is not None and place in (unit.meeting_place, unit.name) else SIGN_IN


def letter_text(row: Meeting, method: Method, link: str) -> str:
    """Says nothing of whom or why: mail is read on shared screens. No place where it could lead to somebody."""
    if method == "CANCEL":
        return f"Hej!\n\nMötet {when(row.starts_at)} blir inte av för din del.\n\nSkolan"
    where = place_outside(row)
    place = f"Plats: {where}\n" if where else ""
    changed = "Tid, plats eller vilka som kommer har ändrats.\n" if row.sequence else ""
    return (
        f"Hej!\n\nDu är inbjuden till ett möte.\n{changed}Tid: {when(row.starts_at)}\n{place}\n"
        f"Logga in i Samverkan för att läsa mer:\n{link}\n\nSkolan"
    )
