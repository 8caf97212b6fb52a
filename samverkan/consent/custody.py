"""Who answers for a pupil today, as the law weighs answers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from samverkan.consent.models import Question
from samverkan.people.cells import school_cell
from samverkan.people.models import Custody as CustodyKind
from samverkan.people.models import Guardianship, Pupil
from samverkan.people.stances import stances_round
from samverkan.policy import facts
from samverkan.policy.consenting import Custody
from samverkan.policy.vocabulary import CaseId, HuvudmanId, InformationClass, Kind, PersonId, Stance

WEIGHING = "weighing who must answer for a pupil"
LONG_AGO = date(1900, 1, 1)
"""A birth date that makes a person of age, for whoever answers for themselves."""


def custody_of(case: CaseId | UUID, today: date) -> Custody:
    """The pupil and every guardian with custody today. One barred from insight still answers: the bar is on reading."""
    return custodies([case], today)[UUID(str(case))]


def custodies(cases: Iterable[CaseId | UUID], today: date) -> dict[UUID, Custody]:
    """The same for many pupils, in three queries."""
    pupils = list(Pupil.objects.unguarded(because=WEIGHING).filter(case__in=set(cases)).select_related("cell"))
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    rows = Guardianship.objects.filter(
        running, case__in=[pupil.case_id for pupil in pupils], begins_on__lte=today
    ).exclude(custody=CustodyKind.NONE)
    guardians: dict[UUID, list[PersonId]] = defaultdict(list)
    for row in rows.order_by("person__sort_name", "id"):
        guardians[row.case_id].append(PersonId(row.person_id))
    signed: dict[HuvudmanId, set[Stance]] = defaultdict(set)
    for huvudman, stance in stances_round((), [pupil.case_id for pupil in pupils]):
        signed[huvudman].add(stance)
    return {pupil.case_id: _custody(pupil, guardians[pupil.case_id], signed) for pupil in pupils}


def _custody(pupil: Pupil, guardians: list[PersonId], signed: dict[HuvudmanId, set[Stance]]) -> Custody:
    stances = frozenset(signed[HuvudmanId(pupil.cell.huvudman_id)])
    return Custody(PersonId(pupil.person_id), tuple(guardians), pupil.born_on, stances)


def question_cell(pupil: Pupil) -> facts.Cell:
    """Who may know of a question: those who work with the support, the leaders and the family.

    Not a decision, which every teacher of the class may read: a question tells which outside parties know the child.
    """
    return school_cell(pupil, InformationClass.SUPPORT, Kind.NOTE)


def answering(question: Question, custody: Custody) -> Custody:
    """Who answers this question: those of the pupil, or the other person alone whose own data it is about."""
    if question.subject_id is None:
        return custody
    return Custody(PersonId(question.subject_id), (), LONG_AGO)
