"""Sending the invitation: a neutral letter with a calendar, for those without an account one that leads by a link of
their own, and paper for the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db import transaction

from samverkan.meetings import by_calendar
from samverkan.meetings.calendars import Method, calendar
from samverkan.meetings.calling import INVITATION, SUMMONS, Word, word_for
from samverkan.meetings.editions import template_of
from samverkan.meetings.invited import Seat, guests_among
from samverkan.meetings.models import Channel, Dispatch, Invitee, Meeting
from samverkan.meetings.sealed_words import places_of
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.times import slots_of
from samverkan.people.barring import barred
from samverkan.people.models import Organisation, Unit
from samverkan.people.reaching import addresses
from samverkan.people.wording import listed, sentence, when
from samverkan.policy.acting import Action
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId, Role
from samverkan.post import actions as post
from samverkan.post.actions import AT_THE_DOOR, KEY_HERE, Draft
from samverkan.post.queries import how_it_will_go

CANCELLED = "Mötet är inställt"
SUBJECTS = frozenset(
    {
        CANCELLED,
        *(
            sentence(f"{changed}{word.noun} till ett möte")
            for changed in ("", "ändrad ")
            for word in (INVITATION, SUMMONS)
        ),
    }
)
"""Every subject there is: none says whom the meeting is about, or why."""
SIGN_IN = "Logga in för att se platsen"
OPEN = "Öppna inbjudan för att se platsen"
BY_CALENDAR = "Om du kommer eller inte kan du svara direkt i din kalender.\n"
EACH_HOUR = "%Y%m%d%H"
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
    rows = Meeting.objects.unguarded(because=DEMANDED).select_for_update(of=("self",)).select_related("cell", "case")
    row = rows.get(id=meeting.id)
    seated = Invitee.objects.unguarded(because=DEMANDED).filter(meeting=row, removed_at=None)
    seats = set() if row.cancelled_at else set(seated.values_list("id", flat=True))
    closed = barred(row.case_id)
    places = [place for place in places if place.id in seats and place.person not in closed]
    known, guests = addresses(place.person for place in places), _guests(row, places)
    reached = set(
        Dispatch.objects.filter(invitee__meeting=row, sequence=row.sequence).values_list("invitee_id", flat=True)
    )
    mailed: list[Place] = []
    paper: list[Place] = []
    letters: list[Draft] = []
    told, sort = told_outside(row), template_of(row)
    for place in places:
        if place.id in reached or place.person == row.leader_id:
            continue
        address = known.get(place.person, "") or guests.get(place.person, "")
        (mailed if address else paper).append(place)
        if address:
            guest, word = place.person in guests, word_for(sort, place.organisation)
            letters.append(_letter(row, place.id, address, "REQUEST", link, now, told, word, guest=guest))
    post.queue_all(letters, sender=by.person, now=now)
    _dispatched(row, {Channel.MAIL: mailed, Channel.PAPER: paper}, by, now)
    if row.sent_at is None and places:
        row.sent_at = now
        row.save(update_fields=["sent_at"])
    return Sent(tuple(mailed), tuple(paper))


def note_printed(*, meeting: Meeting, seats: Iterable[UUID], now: datetime) -> None:
    """The papers of those who are to be handed them have been made, as the meeting now stands. The first time is kept;
    what was printed before the invitation went is a preview, and counts for nothing.
    """
    rows = Dispatch.objects.filter(invitee__in=list(seats), sequence=meeting.sequence, channel=Channel.PAPER)
    rows.filter(printed_at=None).update(printed_at=now)


def letter_key(meeting: UUID, invitee: str, sequence: int, method: Method) -> str:
    """Under which the letter lies in the outbox: one for each seat, way and version of the meeting."""
    return f"mote-{meeting}-{invitee}-{sequence}-{method.lower()}"


def before_sending(meeting: Meeting, places: Sequence[Place], *, sender: UUID) -> str:
    """Whom a letter will reach and who is to be handed a paper, said before the button is pressed."""
    known = _guests(meeting, places) | addresses(place.person for place in places)
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
    known = guests_among(row, [(invitee.person_id, Role(invitee.role))]) | addresses([invitee.person_id])
    told = told_outside(row)
    letters = [_letter(row, invitee.id, address, "CANCEL", "", now, told) for address in known.values()]
    post.queue_all(letters, sender=by.person, now=now)


def told_by_hand(row: Meeting, places: Sequence[Place]) -> tuple[Place, ...]:
    """Those who have got the invitation and whom no letter tells that the meeting is called off: they got it on paper,
    or have no address any more. Not one who may learn nothing.
    """
    got: dict[UUID, set[str]] = {}
    for seat, way in Dispatch.objects.filter(invitee__in=[place.id for place in places]).values_list(
        "invitee_id", "channel"
    ):
        got.setdefault(seat, set()).add(way)
    known, closed = _guests(row, places) | addresses(place.person for place in places), barred(row.case_id)
    return tuple(
        place
        for place in places
        if place.id in got
        and place.person not in closed
        and not (Channel.MAIL in got[place.id] and known.get(place.person))
    )


def take_back_invitation(row: Meeting, invitee: Invitee, *, by: Reader, now: datetime) -> None:
    """One who was invited is not to come. A letter that has not gone does not go; else the calendar is told."""
    sent = Dispatch.objects.filter(invitee=invitee, channel=Channel.MAIL).values_list("sequence", flat=True)
    keys = {letter_key(row.id, str(invitee.id), sequence, "REQUEST") for sequence in sent}
    if keys - post.keep_back(keys):
        cancel_for(row, invitee, by=by, now=now)


def _dispatched(row: Meeting, places: Mapping[Channel, Sequence[Place]], by: Reader, now: datetime) -> None:
    Dispatch.objects.bulk_create(
        Dispatch(invitee_id=one.id, channel=way, sequence=row.sequence, made_at=now, made_by_id=by.person)
        for way, reached in places.items()
        for one in reached
    )


def new_guest_letter(seat: Seat, *, base: str, now: datetime, by: UUID | None = None) -> None:
    """The invitation once more, with a new link. Asked for by whoever has the address it goes at most once an hour."""
    row = Meeting.objects.unguarded(because=DEMANDED).select_related("cell", "case").get(id=seat.meeting)
    address = guests_among(row, [(seat.person, seat.role)]).get(seat.person)
    if address:
        mark = now.strftime(EACH_HOUR) if by is None else str(round(now.timestamp()))
        where = Organisation.objects.filter(id=seat.organisation).first() if seat.organisation else None
        word = word_for(template_of(row), where)
        letter = _letter(
            row, seat.id, address, "REQUEST", base, now, told_outside(row), word, guest=True, again=f"-ny-{mark}"
        )
        post.queue_all([letter], sender=by or row.leader_id, now=now)


def _guests(row: Meeting, places: Sequence[Place]) -> dict[PersonId, str]:
    return guests_among(row, [(place.person, place.role) for place in places])


def _letter(
    row: Meeting,
    invitee: UUID,
    address: str,
    method: Method,
    link: str,
    now: datetime,
    told: str | None,
    word: Word = INVITATION,
    *,
    guest: bool = False,
    again: str = "",
) -> Draft:
    """`link` is the meeting's page; for a guest any page of ours, whose host the link of their own begins with. `told`
    is what mail may carry of the place.
    """
    asks = by_calendar.answerable(row, Action.GUEST_ANSWER if guest else Action.INVITATION_REPLY)
    if guest:
        link = urljoin(link, AT_THE_DOOR) + KEY_HERE
    place = (OPEN if guest else SIGN_IN) if told is None else told
    return Draft(
        key=letter_key(row.id, str(invitee), row.sequence, method) + again,
        to_address=address,
        subject=_subject(row, method, word),
        text=_guest_text(row, link, word, place, asks=asks)
        if guest
        else _letter_text(row, method, link, word, place, asks=asks),
        # Three proposals would fill a calendar with two that will not be: while the time is open there is no entry.
        calendar=""
        if row.time_open
        else calendar(
            method=method,
            uid=row.calendar_uid,
            sequence=row.sequence,
            starts_at=row.starts_at,
            minutes=row.minutes,
            place=place,
            link="" if guest else link,
            organiser=settings.DEFAULT_FROM_EMAIL,
            attendee=address,
            now=now,
            asks=asks,
        ),
        method=method,
        own_link=invitee if guest else None,
    )


def _subject(row: Meeting, method: Method, word: Word) -> str:
    changed = "ändrad " if row.sequence else ""
    return CANCELLED if method == "CANCEL" else sentence(f"{changed}{word.noun} till ett möte")


def told_outside(row: Meeting) -> str | None:
    """The place as mail and calendars may carry it: the unit's own. None for anything else that is written: it could
    say whom or why, and is read behind the door.
    """
    place = places_of([row])[row.id]
    if row.cell.sealed or not place:
        return ""
    unit = Unit.objects.filter(id=row.cell.unit_id).first() if row.cell.unit_id else None
    return place if unit is not None and place in (unit.meeting_place, unit.name) else None


def sample_text(row: Meeting, word: Word, *, guest: bool) -> str:
    """The letter as it will be, but for the link, for whoever looks it through before it is sent."""
    told, act = told_outside(row), Action.GUEST_ANSWER if guest else Action.INVITATION_REPLY
    asks = by_calendar.answerable(row, act)
    if guest:
        return _guest_text(row, "…", word, OPEN if told is None else told, asks=asks)
    return _letter_text(row, "REQUEST", "…", word, SIGN_IN if told is None else told, asks=asks)


def _letter_text(row: Meeting, method: Method, link: str, word: Word, place: str, *, asks: bool) -> str:
    """Says nothing of whom or why: mail is read on shared screens. No place where it could lead to somebody."""
    if method == "CANCEL":
        which = "som vi frågade om tid för" if row.time_open else when(row.starts_at)
        return f"Hej!\n\nMötet {which} blir inte av för din del.\n\nSkolan"
    answer = BY_CALENDAR if asks else ""
    return f"{_invited(row, place, word)}{answer}Logga in i Samverkan för att läsa mer:\n{link}\n\nSkolan"


def _guest_text(row: Meeting, link: str, word: Word, place: str, *, asks: bool) -> str:
    """The same for one without an account. The code comes another way: a letter that is passed on opens nothing."""
    answer = BY_CALENDAR if asks else ""
    return (
        f"{_invited(row, place, word)}{answer}Du behöver inget konto. Öppna inbjudan här:\n{link}\n\n"
        "Sedan skriver du en kod som du får på ett annat sätt. Länken är bara till dig.\n\nSkolan"
    )


def _invited(row: Meeting, place: str, word: Word) -> str:
    where = f"Plats: {place}\n" if place else ""
    changed = "Tid, plats eller vilka som kommer har ändrats.\n" if row.sequence else ""
    return f"Hej!\n\nDu är {word.one} till ett möte.\n{changed}{_times(row)}{where}\n"


def _times(row: Meeting) -> str:
    """When it is; while the time is open the times proposed, and what one is asked."""
    if not row.time_open:
        return f"Tid: {when(row.starts_at)}\n"
    proposed = "".join(f"- {when(slot.starts_at)}\n" for slot in slots_of(row))
    return f"Tiden är inte bestämd. Svara vilka av tiderna som passar dig:\n{proposed}"
