"""What had been taken part of before a yes was taken back. Read from the journal, which alone knows what was opened."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from samverkan.consent.models import Answer, Question
from samverkan.guard.models import Grant
from samverkan.journal.models import Touch
from samverkan.people.models import TeamMember
from samverkan.people.wording import local_day, short_day
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import PersonId

CONSENT = "R6"
BECAUSE = "who has opened what is found by those who could"
Opening = tuple[UUID, list[str], UUID, datetime, str]
"""A touch given out on the ground of a yes: case, classes, actor, moment, purpose."""


def shared_before(questions: Iterable[Question], answers: Mapping[UUID, Mapping[PersonId, Answer]]) -> dict[UUID, str]:
    """For each question where a yes has been taken back or that rests: "delades 28 november", when a receiver read.

    It counts only while the question's own yes held. The journal knows the class and not the statement: where another
    yes opened the same class to the same receiver in that moment it says "kan ha delats".
    """
    closed = [row for row in questions if row.suspended_at or _taken_back(answers.get(row.id, {}))]
    if not closed:
        return {}
    cases = {row.case_id for row in closed}
    held = list(Grant.objects.filter(case_id__in=cases, rule=CONSENT))
    seats = list(
        TeamMember.objects.unguarded(because=BECAUSE)
        .filter(case_id__in=cases, person__isnull=False)
        .values_list("case_id", "organisation_id", "role", "person_id")
    )
    opened: list[Opening] = list(
        Touch.objects.filter(
            case_id__in=cases,
            grounds__contains=[CONSENT],
            given_out=True,
            event__at__gte=min(row.made_at for row in closed),
            event__actor_id__in={person for *_, person in seats},
        )
        .order_by("-event__at")
        .values_list("case_id", "classes", "event__actor_id", "event__at", "event__purpose")
    )
    found = {}
    for row in closed:
        able = {
            person
            for case, place, role, person in seats
            if (case, place) == (row.case_id, row.receiver_id) and row.receiver_role in (None, role)
        }
        told = next(_told(row, able, held, opened), None)
        if told is not None:
            found[row.id] = told
    return found


def _told(row: Question, able: set[UUID], held: list[Grant], opened: list[Opening]) -> Iterator[str]:
    """The openings by those who could, the latest first, in words."""
    for case, classes, actor, at, purpose in opened:
        if case != row.case_id or actor not in able or not set(classes) & set(row.classes):
            continue
        open_then = [
            grant
            for grant in held
            if grant.case_id == row.case_id
            and grant.receiver_organisation_id == row.receiver_id
            and set(grant.classes) & set(row.classes) & set(classes)
            and grant.purpose == purpose
            and grant.granted_at <= at
            and (grant.ended_at is None or at <= grant.ended_at)
            and grant.begins_on <= local_day(at) <= grant.ends_on
        ]
        sources = {grant.source_id for grant in open_then}
        if row.id in sources:
            verb = "delades" if len(sources) == 1 else "kan ha delats"
            yield f"{verb} {short_day(local_day(at))}"


def _taken_back(answers: Mapping[PersonId, Answer]) -> bool:
    return any(answer.reply == Reply.WITHDRAWN for answer in answers.values())
