"""Who has answered what in a case, what has happened since, and where the consent stands."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from samverkan.policy.consenting import ConsentState, Custody, Reply, Suspension, rests, stands, weigh, why_resting
from samverkan.policy.facts import Cell
from samverkan.policy.vocabulary import PersonId, Stance
from samverkan.web.lawcases import words
from samverkan.web.lawcases.reading import Row
from samverkan.web.lawcases.understanding import day, fault, one

PUPIL, OTHER_PERSON = PersonId(UUID(int=12)), PersonId(UUID(int=11))
GUARDIANS = (words.ONE, words.OTHER)
DEPUTY = PersonId(UUID(int=23))
ADULT = date(1970, 1, 1)
"""The birth date of another adult whose own data it is."""
ANSWERS_OF = {
    "svar 1": GUARDIANS[0],
    "svar 2": GUARDIANS[1],
    "förordnads svar": words.APPOINTED,
    "god mans svar": DEPUTY,
    "elevens svar": PUPIL,
    "personens svar": OTHER_PERSON,
}
WHOLE_TERM = timedelta(days=90)
"""How long a yes of a case holds when the case does not say."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a consent stands, and why it rests when it does."""

    state: ConsentState
    resting: Suspension | None


def stood(row: Row, cell: Cell, born_on: date | None, today: date, stances: frozenset[Stance]) -> Stood | None:
    """Where the consent stands; None when nobody has answered. Raises Unreadable.

    Another person's data is that person's alone to answer for.
    """
    named = [(name, person) for name, person in ANSWERS_OF.items() if row.word(name)]
    replies: dict[PersonId, Reply] = {person: one(row, name, words.REPLIES, Reply.SILENT) for name, person in named}
    happened: words.Happened | None = one(row, "har ändrats", words.HAPPENED, None)
    now, answered_on = _custody(row, cell, born_on, stances), day(row, "svarade") or today
    before = replace(now, guardians=one(row, "vårdnadshavare förut", words.CUSTODIES, now.guardians))
    if answered_on > today:
        raise fault(row, "svarade", "dagen är efter den dag som raden gäller.")
    if not replies and happened is not None:
        raise fault(row, "har ändrats", "skriv också vad någon har svarat.")
    if not replies:
        return None
    resting = why_resting(replies, now, answered_on=answered_on, today=today)
    if happened is not None:
        was_open = weigh(replies, before, answered_on) is ConsentState.GIVEN
        state = weigh(replies, now, today) if resting is None else ConsentState.SUSPENDED
        if rests(happened.why, state, was_open=was_open, received=happened.received):
            resting = resting if happened.why is Suspension.CUSTODY and resting else happened.why
    ends_on = day(row, "gäller till") or today + WHOLE_TERM
    return Stood(stands(replies, now, today, resting=resting is not None, ends_on=ends_on), resting)


def _custody(row: Row, cell: Cell, born_on: date | None, stances: frozenset[Stance]) -> Custody:
    absent = frozenset(GUARDIANS[number] for number in one(row, "nås inte", words.ABSENT, frozenset[int]()))
    of_the_pupil = Custody(
        PUPIL,
        one(row, "vårdnadshavare", words.CUSTODIES, GUARDIANS),
        born_on,
        stances,
        one(row, "mogen", words.YES_NO, False),
        absent,
        deputies=(DEPUTY,) if one(row, "god man", words.MANDATES, False) else (),
    )
    return of_the_pupil if cell.subject is None else Custody(OTHER_PERSON, (), ADULT)
