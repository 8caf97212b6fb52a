"""What the coming meetings round a pupil wait for and nobody has asked, for the pupil's pages, which stand below."""

from collections.abc import Iterable

from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.grouping import Asking, askings
from samverkan.meetings.heading import Planned
from samverkan.meetings.queries import coming_round
from samverkan.people.queries import PupilCard
from samverkan.people.wording import when
from samverkan.plans.lacking import Unput
from samverkan.policy.acting import Action, may


def unput(scope: Scope, card: PupilCard) -> Iterable[Unput]:
    """For one who prepares them. A question that is written already is told by the list of questions itself."""
    if not may(scope.reader, Action.MEETING_CHANGE, case=card.case, unit=card.unit).allowed:
        return
    planned: list[Planned] = [(row, card) for row in coming_round(scope, card.case)]
    if not planned:
        return
    tables = weighing.gather_each(scope, planned)
    judged = [(table, weighing.judge(table)) for table in tables]
    for table, gaps in zip(tables, weighing.gaps_of_each(scope, judged), strict=True):
        for asking in askings(gaps):
            if not _written(asking):
                yield Unput(
                    asking.closed,
                    f"Frågan är inte ställd än. Mötet {when(table.meeting.starts_at)} väntar på den.",
                    reverse("room_ask", args=[table.meeting.id]),
                )


def _written(asking: Asking) -> bool:
    return not asking.unasked or any(gap.question is not None and gap.question.waits for gap in asking.gaps)
