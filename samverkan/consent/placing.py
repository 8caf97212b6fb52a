"""A child placed under LVU: what is noted of it, and what is to be done. Until somebody has asked
the social worker a yes from home opens nothing.

The guardians remain guardians, and socialnämnden decides on much (LVU 11 §). Who answers is a person's to find out.
"""

from dataclasses import dataclass
from uuid import UUID

from samverkan.consent.custody import answering, custody_of
from samverkan.consent.models import Placement, Question
from samverkan.consent.sealed_words import PLACED
from samverkan.consent.weighing import newest_answers, replies_of, state_of
from samverkan.guard.scope import Scope
from samverkan.people.queries import names
from samverkan.people.wording import day_with_year
from samverkan.policy.consenting import Care
from samverkan.policy.counsel import Counsel, counsel
from samverkan.policy.vocabulary import CaseId
from samverkan.vault.texts import open_field

WHO_ANSWERS: tuple[tuple[Care, str], ...] = (
    (Care.UNASKED, "Vi har inte frågat socialsekreteraren än"),
    (Care.GUARDIANS, "Vårdnadshavarna svarar på skolans frågor om samtycke"),
    (Care.BOARD, "Socialnämnden bestämmer"),
)
"""What may be noted, in words."""
OF_A_PLACEMENT = frozenset({Counsel.ASK_THE_SOCIAL_WORKER, Counsel.ASK_THE_BOARD})


@dataclass(frozen=True, slots=True)
class Placed:
    """What is noted of a placement, as the page shows it."""

    id: UUID
    who: str
    words: str
    until: str
    """Empty when nobody has been asked, or when what was said holds no more."""
    noted: str
    advice: str
    """What to do; empty when the guardians answer."""


def placement(scope: Scope, case: CaseId) -> Placed | None:
    """What is noted of a placement that is not ended, for those who may know of it."""
    rows = Placement.objects.within(scope).filter(case_id=case, ended_at=None).select_related("cell")
    last = rows.order_by("-noted_at", "-id").first()
    if last is None:
        return None
    holds = last.ends_on is not None and last.ends_on >= scope.today
    care = Care(last.answers) if holds else Care.UNASKED
    advised = {Care.UNASKED: Counsel.ASK_THE_SOCIAL_WORKER, Care.BOARD: Counsel.ASK_THE_BOARD}.get(care)
    return Placed(
        last.id,
        dict(WHO_ANSWERS)[care],
        open_field(last.cell, PLACED, last.id, bytes(last.sealed_words)),
        day_with_year(last.ends_on) if holds and last.ends_on is not None else "",
        f"{names([last.noted_by_id]).get(last.noted_by_id, '')}, {day_with_year(last.noted_at)}",
        "" if advised is None else advised.label,
    )


def advice(scope: Scope, case: CaseId, question: UUID) -> tuple[str, ...]:
    """What is to be done round one question. Of a placement it is told to those alone who may know of it."""
    row = Question.objects.within(scope).get(id=question)
    around, answers = custody_of(case, scope.today), newest_answers([row.id], scope.today)[row.id]
    state, replies = state_of(row, answers, around, scope.today), replies_of(answers)
    found = counsel(answering(row, around), state, replies, scope.today)
    told = found if placement(scope, case) is not None else [one for one in found if one not in OF_A_PLACEMENT]
    return tuple(one.label for one in told)
