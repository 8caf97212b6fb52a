"""Asking for all missing consents at once: each question in plain words, then one letter to each giver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from samverkan.consent import actions as consent
from samverkan.consent import refusals
from samverkan.consent.actions import refusing
from samverkan.consent.models import Question
from samverkan.consent.wording import use_of
from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.gaps import Gap
from samverkan.meetings.grouping import Asking, askings
from samverkan.meetings.heading import MeetingHead, meeting
from samverkan.people import queries as people
from samverkan.people.wording import LEAST_REASON, day_or_year, day_with_year, first_name, listed, local_day
from samverkan.plans.queries import collaboration
from samverkan.policy.consenting import longest_end
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, Purpose

AFTER_THE_MEETING = timedelta(days=90)
AFTER_A_FILM = timedelta(days=7)
"""A film is shown at one meeting. The week is for a meeting that is moved a few days, so that nobody is asked anew."""


@dataclass(frozen=True, slots=True)
class AskPage:
    """What will be asked, of whom, and how long a yes would hold."""

    head: MeetingHead
    gaps: tuple[Gap, ...]
    """Those still to be put."""
    waiting: tuple[Gap, ...]
    to_whom: str
    ends_on: date
    film_ends_on: date
    """Of a yes to a film, which is for this meeting."""
    refused: tuple[str, ...] = ()
    """Of those still to be put, what has been answered with a no: the question and the day of the no."""

    @property
    def every(self) -> tuple[Asking, ...]:
        """All that wait for a yes, as people hear them: those asked already, of which the letter reminds, and new."""
        return (*askings(self.waiting), *askings(self.gaps))

    @property
    def use(self) -> str:
        """What it is all for, to stand after "för att": a meeting is for the support."""
        return use_of(Purpose.SUPPORT, self.head.card.first_name)

    @property
    def until(self) -> str:
        """The last day of a yes."""
        return day_with_year(self.ends_on)

    @property
    def film_until(self) -> str:
        """The last day of a yes to a film."""
        return day_with_year(self.film_ends_on)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of it."""

    questions: int
    """As people hear them: the same thing to two roles at one place is one."""
    mailed: str
    by_hand: str


def ask_page(scope: Scope, meeting_id: UUID) -> AskPage:
    """The missing consents of the meeting. Http404 outside the scope."""
    head = meeting(scope, meeting_id)
    table = weighing.gather(scope, head.row, head.card)
    known = weighing.gaps_of(scope, table, weighing.judge(table))
    running = collaboration(scope, head.card.case)
    put = tuple(gap for gap in known if gap.can_be_asked and gap.unasked)
    return AskPage(
        head=head,
        gaps=put,
        waiting=tuple(gap for gap in known if gap.can_be_asked and not gap.unasked),
        to_whom=_givers(scope, head),
        ends_on=_last_day(table.day, scope.today, running.follow_up_on if running else None),
        film_ends_on=min(table.last_day + AFTER_A_FILM, longest_end(scope.today)),
        refused=_refused(CaseId(head.card.case), put, scope.today),
    )


def _refused(case: CaseId, gaps: Sequence[Gap], today: date) -> tuple[str, ...]:
    """The same thing to the same receiver may have been refused of fewer parties than the room has now."""
    days = {gap.title: refusals.refused_on(_same(case, gap), today) for gap in gaps}
    return tuple(f"{title} Svaret blev nej {day_or_year(day, today)}." for title, day in days.items() if day)


def _same(case: CaseId, gap: Gap) -> refusals.Same:
    """What makes the question of a gap the same as one that was put before."""
    return refusals.Same(
        case,
        gap.matter,
        frozenset({gap.cell.information_class}),
        frozenset({gap.cell.kind}),
        gap.cell.holder,
        gap.origins,
        gap.receiver.organisation,
        gap.receiver.role,
        Purpose.SUPPORT,
        None,
    )


@transaction.atomic
def ask_all(page: AskPage, *, by: Reader, now: datetime, again: str = "") -> Asked:
    """Write every question and send them in one letter to each giver. `again` is why what was answered with a no is put
    once more. Raises AskedBefore when there is such a question and no reason.
    """
    if page.refused and len(" ".join(again.split())) < LEAST_REASON:
        raise refusals.AskedBefore(f"Ett nej är ett svar. Skriv vad som har ändrats, minst {LEAST_REASON} tecken.")
    asked = _written(page, page.gaps, by=by, now=now, again=again)
    sent = consent.send_questions(asked, by=by, now=now)
    names = people.names([*sent.mailed, *sent.by_hand])
    return Asked(
        len(askings(page.gaps)),
        listed(first_name(names.get(person, "")) for person in sent.mailed),
        listed(first_name(names.get(person, "")) for person in sent.by_hand),
    )


def write_down(page: AskPage, key: str, *, by: Reader, now: datetime) -> UUID | None:
    """The question of this key, so that an answer heard by word of mouth can be recorded to it; None when there is no
    such question left to put. Nothing is sent.
    """
    said = next((asking for asking in askings(page.gaps) if any(gap.key == key for gap in asking.gaps)), None)
    return _written(page, said.gaps, by=by, now=now)[0].id if said else None


@transaction.atomic
def _written(page: AskPage, gaps: Sequence[Gap], *, by: Reader, now: datetime, again: str = "") -> list[Question]:
    case, today = CaseId(page.head.card.case), local_day(now)
    before = {gap.key for gap in gaps if page.refused and refusals.refused_on(_same(case, gap), today)}
    for gap in gaps:
        if gap.key in before:
            refusing.asked_again(_same(case, gap))
    return [
        consent.ask(
            case=case,
            classes=[gap.cell.information_class],
            kinds=[gap.cell.kind],
            senders=[gap.cell.holder],
            receiver=gap.receiver.organisation,
            receiver_role=gap.receiver.role,
            purpose=Purpose.SUPPORT,
            manners=gap.manners,
            origins=gap.origins,
            parties=gap.parties if gap.about_team else None,
            begins_on=local_day(now),
            ends_on=page.film_ends_on if gap.about_film else page.ends_on,
            matter=gap.matter,
            again=again if gap.key in before else "",
            by=by,
            now=now,
        )
        for gap in gaps
    ]


def _last_day(meets_on: date, today: date, follow_up: date | None) -> date:
    """To the next follow-up, else some months past the meeting; at most one school year."""
    wished = follow_up if follow_up and follow_up > meets_on else meets_on + AFTER_THE_MEETING
    return min(wished, longest_end(today))


def _givers(scope: Scope, head: MeetingHead) -> str:
    """The guardians by first name. Whose yes the law needs is weighed when the answers come."""
    return listed(first_name(row.name) for row in people.guardians(scope, head.card))
