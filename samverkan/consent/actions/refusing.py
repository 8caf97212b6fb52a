"""After a no: it is put once more, or a day is kept on which to come back to it."""

from datetime import date
from uuid import UUID

from samverkan.consent.actions.shared import all_questions
from samverkan.consent.refusals import Same
from samverkan.policy.vocabulary import CaseId


def asked_again(same: Same) -> None:
    """The question is put once more: there is no day left to come back to it."""
    rows = all_questions().filter(case_id=same.case, returns_on__isnull=False)
    rows.filter(
        classes=sorted(value.value for value in same.classes),
        kinds=sorted(value.value for value in same.kinds),
        receiver_id=same.receiver,
        receiver_role=same.receiver_role,
        purpose=same.purpose.value,
        subject_id=same.subject,
    ).update(returns_on=None)


def come_back(*, case: CaseId, question: UUID, on: date | None) -> None:
    """Keep the day on which to come back to a no, or that there is none."""
    all_questions().filter(case_id=case, id=question).update(returns_on=on)
