"""The page Före: S4, frozen for its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.after.called_off import ToTell, still_to_tell
from samverkan.meetings.ahead import sent_words
from samverkan.meetings.brought_up import BroughtRow, not_yet, points, weighed
from samverkan.meetings.by_calendar import said_by_calendar
from samverkan.meetings.calling import Word, word_for
from samverkan.meetings.clashing import clashes
from samverkan.meetings.film import film_of
from samverkan.meetings.grouping import Asking, askings, one_each
from samverkan.meetings.handing import PaperRow, to_be_handed
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.meetings.looking_back import LookingBack, looking_back
from samverkan.meetings.models import Attendance
from samverkan.meetings.readiness import CheckRow, State, answer, checklist, state
from samverkan.meetings.revealing import Stop, stops
from samverkan.meetings.room_words import HELD_BACK, missing_words, shared_sentence, verdict_sentence
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.times import SlotRow, has_said, slot_rows, slots_of, wait_for_the_time
from samverkan.meetings.taken_off import TakenOff, taken_off
from samverkan.meetings.weighing import HeldBack, Table
from samverkan.people.wording import brief_day, clock, sentence
from samverkan.plans.queries import Words, latest_words
from samverkan.policy.acting import Action, may
from samverkan.policy.room import Verdict
from samverkan.policy.vocabulary import Kind, PersonId, Role

NO_FILM_YET = "Visas inte utan ja"
UNSURE = "Vet inte än"
"""What a calendar calls perhaps, or leaves to somebody else: the seat has not answered."""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A row of the table of invited."""

    id: UUID
    name: str
    small: str
    mandate: str
    mandate_missing: bool
    needs: str
    status: str
    answer: str
    how: str
    """ "från kalendern 27 nov. kl. 13.02" for an answer that no page has taken."""
    sent: bool
    recordable: bool
    """Whether the reader may write down what the seat has answered."""


@dataclass(frozen=True, slots=True)
class PointRow:
    """A row of the agenda."""

    title: str
    detail: str
    time: str
    starts: str


@dataclass(frozen=True, slots=True)
class BeforePage:
    """S4, before the meeting."""

    head: MeetingHead
    whole: bool
    """Whether the reader leads or helps to lead. Others see when, where, why, who and about what."""
    question: str
    answer: str
    words: Words | None
    slots: tuple[SlotRow, ...]
    """The times proposed, with the names of those who can; none once one is set."""
    seats: tuple[SeatRow, ...]
    replied: str
    points: tuple[PointRow, ...]
    brought_up: tuple[BroughtRow, ...]
    """What the invited want to take up, as far as the reader may read it."""
    minutes: int
    over: int
    """Minutes too many; 0 when the points fit."""
    verdict: str
    missing: str
    missing_count: int
    checks: tuple[CheckRow, ...]
    done: int
    stops: tuple[Stop, ...]
    may_change: bool
    on_paper: tuple[PaperRow, ...]
    """Those who are to be handed the invitation and have not answered it."""
    unsent: tuple[Place, ...]
    """Those to whom the invitation as it now stands has not been sent."""
    sent_words: str
    """How many days before the meeting the invitation went out, or would today, beside the goal."""
    send_text: str
    """The primary button; empty when everybody has what they should."""
    reply_text: str
    """The button of one who is invited and may answer; empty for others."""
    held: bool
    """Whether it has been: then nothing of it is changed, and nobody asks whether one is ready."""
    begun: bool
    """Whether the meeting has begun or been: nobody is invited to it any more."""
    back: LookingBack | None
    """What was promised at earlier meetings; None for one that has been."""
    film: str
    """What hinders the film that is to be shown, for one who leads; empty for none."""
    film_shown: bool
    """Whether a film stands on the agenda."""
    taken_off: tuple[TakenOff, ...]
    """Who has no seat since they may learn nothing, for those alone who may know of it."""
    to_tell: tuple[ToTell, ...]
    """Those who have the invitation on paper to something that they are not to come to, for one who leads."""


def before_page(scope: Scope, meeting_id: UUID) -> BeforePage:
    """Are we ready? Http404 outside the scope."""
    head = meeting(scope, meeting_id)
    table = weighing.gather(scope, head.row, head.card)
    verdict = weighing.judge(table)
    gaps = weighing.gaps_of(scope, table, verdict)
    now = state(head, table.places, table.agenda, one_each(gaps))
    leads = may(scope.reader, Action.MEETING_CHANGE, case=head.card.case, unit=head.card.unit).allowed
    held = head.held_before(scope.now)
    rows = () if held else checklist(now)
    begun = head.starts_at <= scope.now
    coming = not (begun or head.cancelled)
    return BeforePage(
        head=head,
        whole=leads,
        question="Mötet har varit" if held else "Är vi redo?" if leads else "När ses vi?",
        answer=answer(now) if leads and not held else f"{head.when}.",
        words=latest_words(scope, head.card.case, until=head.ends_at if held else None),
        slots=_slots(scope, head, table.places) if leads else (),
        seats=_seats(table.places, now, scope.reader.person, leads=leads, coming=coming),
        replied=_replied(table),
        # What has been said has been said: a decision of today tells nothing of it.
        points=_points(table, verdict if leads and not held else Verdict(())),
        brought_up=weighed(table, points(scope, head.id), room=leads and not held),
        minutes=now.minutes,
        over=max(0, now.minutes - head.minutes),
        held=held,
        verdict=verdict_sentence(verdict) if leads else shared_sentence(verdict),
        missing=_missing(askings(gaps)) if leads and not held else "",
        missing_count=now.missing if leads else 0,
        checks=rows if leads else (),
        done=sum(row.done for row in rows),
        stops=stops(table, gaps) if leads and not held else (),
        may_change=leads and not (head.cancelled or held),
        on_paper=to_be_handed(head, table.places) if leads and not (head.cancelled or held) else (),
        unsent=now.unsent if leads else (),
        sent_words=sent_words(head, scope.now) if leads else "",
        send_text=_send_text(now) if leads and not head.cancelled and not begun else "",
        reply_text=_reply_text(head, table.places, scope.reader.person) if coming else "",
        begun=begun,
        back=None if held else looking_back(scope, head),
        film=sentence(now.film) if leads and not (head.cancelled or held) else "",
        film_shown=film_of(table.agenda) is not None,
        taken_off=taken_off(scope, head),
        to_tell=still_to_tell(scope, head) if leads else (),
    )


def _slots(scope: Scope, head: MeetingHead, places: Sequence[Place]) -> tuple[SlotRow, ...]:
    times = [slot.starts_at for slot in slots_of(head.row)]
    return slot_rows(head.row, places, clashes(scope, head, places, times))


def _seats(found: Sequence[Place], now: State, reader: PersonId, *, leads: bool, coming: bool) -> tuple[SeatRow, ...]:
    said, waiting = said_by_calendar([place.id for place in found]), wait_for_the_time(now.head.row, found)
    return tuple(
        _seat(one, now, reader, said.get(one.id), leads=leads, coming=coming, waits=one.id in waiting) for one in found
    )


def _seat(
    place: Place, now: State, reader: PersonId, said: datetime | None, *, leads: bool, coming: bool, waits: bool
) -> SeatRow:
    """A seat; what somebody needs and may decide is for those who prepare the meeting, and for that person."""
    open_ = leads or place.person == reader
    sent = place.id in now.reached or place.person == now.head.leader_id
    status, words = _reply(now.head, place, sent, to_hand=place.id in now.unprinted)
    if not sent and not place.answered and (waits or place.id in now.earlier):
        words = _not_sent_anew(word_for(now.head.template, place.organisation), waits=waits)
    if said is not None and not place.answered and sent:
        words = UNSURE
    leading = "leder" if place.person == now.head.leader_id else ""
    return SeatRow(
        id=place.id,
        name=place.name,
        small=", ".join(
            part for part in (place.function if place.role is not Role.PUPIL else "", place.belongs, leading) if part
        ),
        mandate=place.mandate if open_ else "",
        mandate_missing=open_ and not place.mandate and not place.of_the_family,
        needs=place.needs if open_ else "",
        status=status,
        answer=words,
        how=f"från kalendern {brief_day(said)} kl. {clock(said)}" if said is not None and sent else "",
        sent=sent,
        recordable=leads and coming,
    )


def _reply_text(head: MeetingHead, places: Sequence[Place], reader: PersonId) -> str:
    """The one who leads is there and is asked nothing; nobody is asked before the invitation has gone."""
    own = next((place for place in places if place.person == reader), None)
    if own is None or not head.sent or own.person == head.leader_id:
        return ""
    word = word_for(head.template, own.organisation)
    return f"Svara på {word.the}" if own.attendance is Attendance.UNANSWERED else "Ändra ditt svar"


def _reply(head: MeetingHead, place: Place, sent: bool, *, to_hand: bool) -> tuple[str, str]:
    match place.attendance:
        case Attendance.COMES:
            return "klart", "Ja, på plats"
        case Attendance.VIDEO:
            return "klart", "Ja, på video"
        case Attendance.DECLINES:
            return "nej", "Kan inte komma"
        case Attendance.MATERIAL:
            return "nej", "Kan inte komma, lämnar underlag"
        case Attendance.DEPUTY:
            return "nej", "Skickar någon annan. Bjud in den som kommer"
        case _ if to_hand:
            return "inte-inbjuden", "Ska få papper"
        case _:
            if sent:
                return "inget-svar", "Inget svar än"
            return "inte-inbjuden", f"Inte {word_for(head.template, place.organisation).one}"


def _not_sent_anew(word: Word, *, waits: bool) -> str:
    """Of one who has been sent the meeting before and not as it now stands: "Inte inbjuden" would be untrue."""
    if waits:
        return f"Har svarat på tiderna. {sentence(word.the)} med tiden är inte skickad än."
    return f"Har fått en tidigare {word.noun}. Ändringen är inte skickad än."


def _replied(table: Table) -> str:
    if table.meeting.time_open:
        asked = [place for place in table.places if place.person != table.meeting.leader_id]
        return f"{len(has_said(table.meeting, asked))} av {len(asked)} har svarat om tiden"
    replied = sum(place.attendance is not Attendance.UNANSWERED for place in table.places)
    return f"{replied} av {len(table.places)} har svarat"


def _points(table: Table, verdict: Verdict) -> tuple[PointRow, ...]:
    blocked = {row.topic: [table.place(heard.seat).short for heard in row.blocked] for row in verdict.rows}
    held = {row.topic for row in verdict.rows if isinstance(row, HeldBack)}
    at: datetime = table.meeting.starts_at
    found = []
    for row in table.agenda:
        who = blocked.get(row.key, [])
        film = who and row.cell.kind is Kind.FILM
        detail = HELD_BACK if row.key in held else NO_FILM_YET if film else not_yet(who)
        found.append(PointRow(row.title, detail, f"{row.minutes} min", clock(at)))
        at += timedelta(minutes=row.minutes)
    return tuple(found)


def _missing(questions: tuple[Asking, ...]) -> str:
    unasked = sum(asking.unasked for asking in questions)
    if not questions:
        return ""
    ready = "Frågorna är färdiga att skicka." if unasked > 1 else "En fråga är färdig att skicka." if unasked else ""
    return f"{missing_words(len(questions))}. {ready}".strip()


def _send_text(now: State) -> str:
    if not now.unsent:
        return ""
    if len(now.unsent) == 1 and now.head.sent:
        return f"Skicka inbjudan till {now.unsent[0].name}"
    return "Kontrollera innan du skickar"
