"""What several of the overview's pages rest on: whom the reader keeps together, what is missing, and whom to ring."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from samverkan.consent.waiting import Unanswered
from samverkan.guard.scope import Scope
from samverkan.meetings.queries import MeetingRow
from samverkan.overview import contacts, today
from samverkan.people.queries import home_phones
from samverkan.people.wording import local_day, short_day
from samverkan.plans.caseload import CaseSummary, contacts_taken
from samverkan.policy.acting import Action, may
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, UnitId


def kept_together_by(reader: Reader, load: tuple[CaseSummary, ...]) -> tuple[CaseSummary, ...]:
    """The pupils round whom the reader helps to keep the work together.

    What is missing can only be said to one who may know what there is: a guest, a guardian or a teacher sees a part.
    """
    return tuple(
        row
        for row in load
        if may(reader, Action.CONTACT_DONE, case=CaseId(row.case), unit=UnitId(row.unit) if row.unit else None).allowed
    )


def answers_for_unit(reader: Reader) -> bool:
    return may(reader, Action.NEED_DECIDE).allowed


def gaps_before(meetings: tuple[MeetingRow, ...]) -> dict[UUID, today.ConsentGap]:
    """The nearest coming meeting of each pupil in which a consent is missing."""
    gaps: dict[UUID, today.ConsentGap] = {}
    for row in meetings:
        if row.consents_missing and row.case not in gaps:
            gaps[row.case] = today.ConsentGap(
                row.case, row.id, local_day(row.starts_at), row.when, row.missing_sentence
            )
    return gaps


def phrases(gaps: dict[UUID, today.ConsentGap]) -> dict[UUID, str]:
    return {case: f"Samtycke saknas inför mötet {short_day(gap.starts_on)}" for case, gap in gaps.items()}


def cases_of(calls: Iterable[contacts.Call]) -> frozenset[UUID]:
    """Whom the contacts are about."""
    return frozenset(wish.case for call in calls for wish in call.wishes)


def calls_to_take(
    scope: Scope,
    load: tuple[CaseSummary, ...],
    waiting: Sequence[Unanswered],
    gaps: Mapping[UUID, today.ConsentGap],
) -> tuple[contacts.Call, ...]:
    """Every contact, without the numbers of homes. `gaps` are the meetings that wait for a consent."""
    taken = contacts_taken(scope, since=scope.now - contacts.LONG_SILENCE)
    homes = [
        contacts.HomeWish(row.case, row.person_id, row.guardian, row.matters, row.asked_on)
        for row in waiting
        if row.person_id != scope.reader.person
    ]
    meets_on = {case: gap.starts_on for case, gap in gaps.items()}
    return contacts.calls(load, homes, today=scope.today, taken=taken, meets_on=meets_on)


def with_numbers(scope: Scope, shown: Sequence[contacts.Call]) -> tuple[contacts.Call, ...]:
    """The contacts as they are shown: a home that is left out is not asked for its number."""
    return contacts.with_home_phones(shown, home_phones(scope, [call.home for call in shown if call.home]))
