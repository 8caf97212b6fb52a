"""What one saves again after going back is not written twice: the same writer, pupil and words within an hour.

No key in the form would tell: a page that no browser may keep is fetched anew when one goes back, with a new key, while
the browser fills in what was typed. Nor may an id follow from a text, since it would outlive the text. So what was
written lately is opened and compared, and nothing is stored.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from samverkan.guard.cells import hold
from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.journal.acts import ReaderRequest
from samverkan.people.queries import PupilCard
from samverkan.plans.models import OPEN_STEP, Goal, Measure, Step
from samverkan.plans.writing import Way, cell_to_write
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import texts

LATELY = timedelta(hours=1)
"""Longer than anybody goes back for, and short enough that the same words may be true anew in the afternoon."""
LEFT = "what a guest has just left at the school is not written twice, though the guest may not read it any more"
AGAIN = "Det är redan sparat. Här är det."

Told = Mapping[str, Any]
Beside: Mapping[Form, Callable[[Scope, list[Statement], Told], bool]] = {
    Form.GOAL: lambda scope, said, told: (
        Goal.objects.within(scope)
        .filter(statement__in=said, horizon=told["horizon"], in_pupils_words=told["in_pupils_words"], ended_on=None)
        .exists()
    ),
    Form.MEASURE: lambda scope, said, told: (
        Measure.objects.within(scope)
        .filter(
            statement__in=said,
            organisation=told["organisation"],
            owner=told["owner"] or None,
            goal=told.get("goal") or None,
            starts_on=told["starts_on"],
            review_on=told["review_on"],
            ended_on=None,
        )
        .exists()
    ),
    Form.STEP: lambda scope, said, told: (
        Step.objects.within(scope)
        .filter(OPEN_STEP, statement__in=said, owner=told["owner"], due_on=told["due_on"])
        .exists()
    ),
}
"""What must be the same beside the words, and still run."""


def again(
    request: ReaderRequest, card: PupilCard, form: Form, told: Told, *, to: str, way: Way | None = None
) -> HttpResponse | None:
    """The answer to a form whose words the reader has just saved: where they are to be read. None for new words."""
    said = _said(request, card.case, form, told["text"], way)
    if not said or (form in Beside and not Beside[form](request.scope, said, told)):
        return None
    messages.info(request, AGAIN)
    return redirect(to, pupil_id=card.case)


def left_lately(case: CaseId, form: Form, text: str, *, by: Reader, now: datetime) -> bool:
    """Whether the same person has left these words at the school within the hour: whoever leaves something there may
    not read it any more, and shall not leave it twice for that. Two that come at once wait for each other.
    """
    hold(case)
    rows = Statement.objects.unguarded(because=LEFT).filter(
        cell__case=case, form=form, author_id=by.person, made_at__gte=now - LATELY
    )
    return text in texts(rows.select_related("cell")).values()


def _said(request: ReaderRequest, case: CaseId, form: Form, text: str, way: Way | None) -> list[Statement]:
    """The reader's own of late with these words. Two that come at once wait for each other."""
    hold(case)
    lately = Statement.objects.within(request.scope).filter(
        cell__case=case, form=form, author_id=request.reader.person, made_at__gte=request.now - LATELY
    )
    if way is not None:
        lately = lately.filter(cell=cell_to_write(request.reader, case, way))
    rows = list(lately.select_related("cell"))
    known = texts(rows)
    return [row for row in rows if known[row.id] == text]
