"""Questions that wait for a guardian's answer, over all pupils of a scope: reasons for the rektor to ring home."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.consent.custody import answering, custodies
from samverkan.consent.models import Question
from samverkan.consent.sealed_words import matters_of
from samverkan.consent.weighing import newest_answers, state_of
from samverkan.guard.scope import Scope
from samverkan.people.barring import barred_of_each
from samverkan.people.models import Person
from samverkan.people.wording import local_day
from samverkan.policy.consenting import ConsentState, Reply, as_told_to_one, may_know_each_answer, required_givers
from samverkan.policy.vocabulary import CaseId


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One giver who has been asked and has not answered, with all that they have been asked."""

    case: UUID
    person_id: UUID
    guardian: str
    matters: tuple[str, ...]
    """What the questions are about, the oldest first. The same thing asked for two receivers is said once."""
    asked_on: date
    """The day of the oldest."""


def unanswered(scope: Scope) -> tuple[Unanswered, ...]:
    """Each giver once per pupil, the one who was asked first on top."""
    asked = [row for row in Question.objects.within(scope).order_by("asked_at") if row.asked_at is not None]
    answers = newest_answers((row.id for row in asked), scope.today)
    round_each = custodies((row.case_id for row in asked), scope.today)
    closed = barred_of_each({row.case_id for row in asked})
    found: dict[tuple[UUID, UUID], list[Question]] = defaultdict(list)
    for row in asked:
        state = state_of(row, answers[row.id], round_each[row.case_id], scope.today)
        for person, _ in required_givers(answering(row, round_each[row.case_id]), scope.today):
            given = answers[row.id].get(person)
            if person in closed[row.case_id]:
                continue  # who may learn nothing about the pupil is neither asked nor rung
            if given is not None and given.reply != Reply.SILENT:
                continue
            # One in the family is told nothing of the other's answer, and so not by a row that goes away either, nor by
            # what it costs to look for the other's name.
            own = person == scope.reader.person
            if not own and not may_know_each_answer(scope.reader, CaseId(row.case_id)):
                continue
            if (as_told_to_one(state, Reply.SILENT) if own else state) is ConsentState.ASKED:
                found[row.case_id, person].append(row)
    persons = {person.id: person for person in Person.objects.filter(id__in={person for _, person in found})}
    matters = matters_of({row.id: row for rows in found.values() for row in rows}.values())
    return tuple(
        Unanswered(
            case,
            person,
            persons[person].name,
            tuple(dict.fromkeys(matters[row.id] for row in rows)),
            local_day(rows[0].asked_at),
        )
        for (case, person), rows in found.items()
        if rows[0].asked_at is not None and person in persons
    )
