"""Reading meetings within a scope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from samverkan.guard.managers import GuardedQuerySet
from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.editions import template_of
from samverkan.meetings.gaps import Gap
from samverkan.meetings.grouping import one_each
from samverkan.meetings.heading import Planned, heads, meeting, time_words
from samverkan.meetings.known import SENT, known
from samverkan.meetings.models import Meeting
from samverkan.meetings.readiness import CheckRow, Prepared, State, checklist, states
from samverkan.meetings.room_words import missing_words, shared_sentence, verdict_sentence
from samverkan.meetings.sealed_words import places_of
from samverkan.meetings.slots.times import has_said
from samverkan.people import queries as people
from samverkan.people.wording import STOCKHOLM, clock, lowered, number, sentence
from samverkan.picture import Figure, readiness_dots
from samverkan.policy.acting import Action, may
from samverkan.policy.facts import Reader
from samverkan.policy.room import Verdict
from samverkan.policy.vocabulary import CaseId

__all__ = ["MeetingLine", "MeetingRow", "coming", "drafts", "drafts_round", "held", "meeting", "upcoming"]

PAGE = 25
SITTING = timedelta(hours=2)
NOT_OVER = Q(ended_at=None, closing=None)
"""Nobody has ended it, nor approved its minutes."""
DOTS = 5
"""Readiness is drawn in five dots, whatever the length of the checklist."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A coming meeting with how ready it is."""

    id: UUID
    case: UUID
    pupil: str
    class_name: str
    title: str
    """ "Ebba Lindqvist, samverkansmöte"."""
    starts_at: datetime
    """In Stockholm's time."""
    when: str
    """ "onsdag 5 mars kl. 13.00"."""
    place_words: str
    seats: int
    done: int
    total: int
    dots: Figure | None
    state: str
    """ "8 av 12 är klart, två samtycken saknas". How ready it is is for those who prepare it, and empty for others."""
    consents_missing: int
    missing_sentence: str
    """Who may not hear what; empty when nothing is missing."""
    verdict: str
    sent: bool
    time_open: bool
    """Whether times are proposed and none is set."""
    passed: tuple[str, ...]
    """What somebody passes over before it and why, for those who prepare it."""
    to_answer: bool
    """Whether the reader is invited and has not said whether they come."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list: which, when, where."""

    id: UUID
    case: UUID
    title: str
    starts_at: datetime
    when: str
    time: str
    time_open: bool
    """Whether times are proposed and none is set: `starts_at` is then the earliest of them."""
    place: str
    state: str


def upcoming(scope: Scope, *, days: int) -> tuple[MeetingRow, ...]:
    """The reader's meetings from now on for so many days, the nearest first, each with its verdict and readiness."""
    until = scope.now + timedelta(days=days)
    found = list(_coming(scope).filter(starts_at__lt=until))
    cards = people.cards(scope, {row.case_id for row in found})
    # The reader may know of a meeting but not whose it is: then it is no line of theirs.
    planned = [(row, cards[CaseId(row.case_id)]) for row in found if row.case_id in cards]
    return tuple(_row(scope.reader, now, verdict) for now, verdict in _weighed(scope, planned))


def coming(scope: Scope) -> tuple[MeetingLine, ...]:
    """Every meeting to come that has been sent, the nearest first."""
    return _lines(scope, list(_coming(scope).filter(SENT)))


def drafts(scope: Scope) -> tuple[MeetingLine, ...]:
    """The meetings that have never been sent, for those who may send them or throw them away: the nearest first."""
    return _lines(scope, list(_meetings(scope).exclude(SENT).order_by("starts_at", "id")))


def drafts_round(scope: Scope, case: CaseId) -> tuple[MeetingLine, ...]:
    """The same for one pupil: so that one goes on with a draft instead of beginning another."""
    return _lines(scope, list(_meetings(scope).exclude(SENT).filter(case_id=case).order_by("starts_at", "id")))


def held(scope: Scope, *, before: datetime, limit: int = PAGE) -> tuple[MeetingLine, ...]:
    """Meetings that began or were over before a time, the latest first, but for what may still be sitting. What nobody
    was invited to has not been.
    """
    been = Q(starts_at__lt=before) | Q(ended_at__lt=before)
    rows = _meetings(scope).filter(been, SENT).exclude(NOT_OVER, starts_at__gte=scope.now - SITTING)
    return _lines(scope, list(rows.order_by("-starts_at", "-id")[:limit]))


def _coming(scope: Scope) -> GuardedQuerySet[Meeting]:
    """Those that have not begun, and those that may still be sitting: not what somebody has said is over."""
    return _meetings(scope).filter(NOT_OVER, starts_at__gte=scope.now - SITTING).order_by("starts_at", "id")


def _meetings(scope: Scope) -> GuardedQuerySet[Meeting]:
    rows = known(scope).filter(cancelled_at=None, team=None)  # a row of an EHT stands under the EHT
    return rows.select_related("cell", "leader")


def _weighed(scope: Scope, planned: Sequence[Planned]) -> Iterator[tuple[State, Verdict]]:
    """Each meeting with its readiness and verdict, gathered for all of them at once."""
    tables = weighing.gather_each(scope, planned)
    verdicts = [weighing.judge(table) for table in tables]
    gaps = weighing.gaps_of_each(scope, list(zip(tables, verdicts, strict=True)))
    prepared = [
        Prepared(head, table.places, table.agenda, one_each(missing))
        for head, table, missing in zip(heads(scope, planned), tables, gaps, strict=True)
    ]
    return zip(states(prepared), verdicts, strict=True)


def _row(reader: Reader, now: State, verdict: Verdict) -> MeetingRow:
    found = now.head
    prepares = may(reader, Action.MEETING_CHANGE, case=found.card.case, unit=found.card.unit).allowed
    rows = checklist(now) if prepares else ()
    done = sum(row.done for row in rows)
    missing = [gap for gap in now.gaps if gap.can_be_asked] if prepares else []
    return MeetingRow(
        id=found.id,
        case=found.card.case,
        pupil=found.card.name,
        class_name=found.card.class_name,
        title=f"{found.card.name}, {found.template.lowered}",
        starts_at=found.starts_at,
        when=lowered(time_words(found.row)),
        place_words=found.place,
        seats=len(now.places),
        done=done,
        total=len(rows),
        dots=readiness_dots(DOTS * sum(row.settled for row in rows) // len(rows), DOTS) if rows else None,
        state=_state(rows, len(missing)) if rows else "",
        consents_missing=len(missing),
        missing_sentence=_missing(missing),
        verdict=verdict_sentence(verdict) if prepares else shared_sentence(verdict),
        sent=found.sent,
        time_open=found.row.time_open,
        passed=tuple(f"{row.text}: {row.passed}" for row in rows if row.passed),
        to_answer=_to_answer(reader, now),
    )


def _to_answer(reader: Reader, now: State) -> bool:
    """One who leads is there and is asked nothing, and nobody is asked before the invitation has gone."""
    found = now.head
    own = [place for place in now.places if place.person == reader.person and place.person != found.leader_id]
    if not found.sent or not own or found.row.started_at is not None:
        return False
    return not has_said(found.row, own) if found.row.time_open else not own[0].answered


def _state(rows: Sequence[CheckRow], missing: int) -> str:
    done, passed = sum(row.done for row in rows), sum(bool(row.passed) for row in rows)
    over = f", {passed} hoppas över" if passed else ""
    waits = f", {missing_words(missing).lower()}" if missing else ""
    return f"{done} av {len(rows)} är klart{over}{waits}"


def _missing(gaps: Sequence[Gap]) -> str:
    """Who may not hear what, one sentence for the first and a count for the rest."""
    if not gaps:
        return ""
    first = gaps[0]
    more = f" {sentence(number(len(gaps)))} samtycken saknas." if len(gaps) > 1 else ""
    verb = "se" if first.about_film else "höra"
    return f"{first.organisation.name} får inte {verb} {first.matter} än.{more}"


def _lines(scope: Scope, rows: Sequence[Meeting]) -> tuple[MeetingLine, ...]:
    names = {pupil.case: pupil for pupil in people.pupils(scope, cases=[row.case_id for row in rows])}
    places = places_of(rows)
    return tuple(_line(row, names[CaseId(row.case_id)], places[row.id]) for row in rows if row.case_id in names)


def _line(row: Meeting, pupil: people.PupilRow, place: str) -> MeetingLine:
    starts = row.starts_at.astimezone(STOCKHOLM)
    return MeetingLine(
        id=row.id,
        case=row.case_id,
        title=f"{pupil.name}, {template_of(row).lowered}",
        starts_at=starts,
        when=time_words(row),
        time=clock(starts),
        time_open=row.time_open,
        place=place,
        state=("Fråga om tid skickad" if row.time_open else "Inbjudan skickad")
        if row.sent_at
        else "Utkast. Ingen har fått inbjudan",
    )
