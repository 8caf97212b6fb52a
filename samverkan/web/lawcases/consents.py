"""Who has answered what in a case, what has happened since, and where the consent stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from samverkan.policy.alone import Hindrance, NotAlone, why_not_alone
from samverkan.policy.consenting import ConsentState, Custody, Reply, Suspension, rests, stands, weigh, why_resting
from samverkan.policy.counsel import Counsel, counsel
from samverkan.policy.facts import Cell
from samverkan.policy.vocabulary import PersonId, Stance
from samverkan.web.lawcases import words
from samverkan.web.lawcases.answering import that_stands
from samverkan.web.lawcases.reading import Row
from samverkan.web.lawcases.understanding import day, fault, one, until_further_notice

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
    not_alone: frozenset[NotAlone]
    """Why one guardian does not stand alone, when the other is not reached."""
    counsel: tuple[Counsel, ...]
    """What the law leaves to people."""


def stood(row: Row, cell: Cell, born_on: date | None, today: date, stances: frozenset[Stance]) -> Stood | None:
    """Where the consent stands; None when nobody has answered. Raises Unreadable.

    Another person's data is that person's alone to answer for.
    """
    answered_on = day(row, "svarade") or today
    if answered_on > today:
        raise fault(row, "svarade", "dagen är efter den dag som raden gäller.")
    held = {person: that_stands(row, name, answered_on, today) for name, person in ANSWERS_OF.items() if row.word(name)}
    replies = {person: said.reply for person, said in held.items()}
    happened: words.Happened | None = one(row, "har ändrats", words.HAPPENED, None)
    answered_on = max((said.on for said in held.values()), default=answered_on)
    now, not_alone = _reached(row, _custody(row, cell, born_on, stances), replies, today)
    before = replace(now, guardians=one(row, "vårdnadshavare förut", words.CUSTODIES, now.guardians))
    if not replies and happened is not None:
        raise fault(row, "har ändrats", "skriv också vad någon har svarat.")
    if one(row, "nämnden har beslutat", words.YES_NO, False) and not _differ(replies):
        raise fault(row, "nämnden har beslutat", "det gäller när en vårdnadshavare har sagt ja och en annan nej.")
    if not replies:
        return None
    resting = why_resting(replies, now, answered_on=answered_on, today=today)
    if happened is not None:
        was_open = weigh(replies, before, answered_on) is ConsentState.GIVEN
        state = weigh(replies, now, today) if resting is None else ConsentState.SUSPENDED
        if rests(happened.why, state, was_open=was_open, received=happened.received):
            resting = resting if happened.why is Suspension.CUSTODY and resting else happened.why
    ends_on = (None if until_further_notice(row) else day(row, "gäller till")) or today + WHOLE_TERM
    state = stands(replies, now, today, resting=resting is not None, ends_on=ends_on)
    return Stood(state, resting, not_alone, counsel(now, state, replies, today))


def _reached(
    row: Row, custody: Custody, replies: Mapping[PersonId, Reply], today: date
) -> tuple[Custody, frozenset[NotAlone]]:
    """Without the guardians who are not reached, where the others may decide alone, and else why they may not."""
    absent = [GUARDIANS[number] for number in sorted(one(row, "nås inte", words.ABSENT, frozenset[int]()))]
    noted = Hindrance(
        tried=one(row, "har sökts", words.YES_NO, True),
        cannot_wait=not one(row, "kan vänta", words.YES_NO, False),
        intrusive=one(row, "ingripande", words.YES_NO, False),
        until=day(row, "ensam till") or today,
    )
    why = {person: why_not_alone(person, noted, custody, replies, today) for person in absent}
    alone = frozenset(person for person, reason in why.items() if reason is None)
    return replace(custody, unreachable=alone), frozenset(reason for reason in why.values() if reason is not None)


def _differ(replies: Mapping[PersonId, Reply]) -> bool:
    """Whether the guardians have answered differently: only then may socialnämnden decide (föräldrabalken 6:13 a)."""
    return {Reply.YES, Reply.NO} <= {replies.get(guardian) for guardian in GUARDIANS}


def _custody(row: Row, cell: Cell, born_on: date | None, stances: frozenset[Stance]) -> Custody:
    of_the_pupil = Custody(
        PUPIL,
        one(row, "vårdnadshavare", words.CUSTODIES, GUARDIANS),
        born_on,
        stances,
        one(row, "mogen", words.YES_NO, False),
        care=one(row, "placerad", words.PLACED, None),
        slight=not one(row, "ingripande", words.YES_NO, False),
        deputies=(DEPUTY,) if one(row, "god man", words.MANDATES, False) else (),
    )
    return of_the_pupil if cell.subject is None else Custody(OTHER_PERSON, (), ADULT)
