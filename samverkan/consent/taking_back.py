"""What has lately been taken back: whoever leads the work is told, since a plan or a meeting may rest on it."""

from datetime import date, timedelta
from uuid import UUID

from samverkan.consent.models import Answer, Question
from samverkan.consent.weighing import newest_answers
from samverkan.guard.scope import Scope
from samverkan.people.wording import local_day
from samverkan.policy.consenting import Reply, may_know_each_answer
from samverkan.policy.vocabulary import CaseId

NEWS = timedelta(days=14)
"""How long it is told."""


def taken_back(scope: Scope) -> dict[UUID, date]:
    """For each pupil of the scope the latest day on which a yes was taken back that has not been given anew.

    Nobody in the family is told: each one's answer is their own.
    """
    lately = Answer.objects.filter(reply=Reply.WITHDRAWN, recorded_at__gte=scope.now - NEWS)
    rows = [
        row
        for row in Question.objects.within(scope).filter(id__in=lately.values("question_id"))
        if may_know_each_answer(scope.reader, CaseId(row.case_id))
    ]
    answers = newest_answers((row.id for row in rows), scope.today) if rows else {}
    found: dict[UUID, date] = {}
    for row in rows:
        days = [local_day(one.recorded_at) for one in answers[row.id].values() if one.reply == Reply.WITHDRAWN]
        if days:
            latest = max(days)
            found[row.case_id] = max(latest, found.get(row.case_id, latest))
    return found
