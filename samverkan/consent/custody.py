"""Who answers for a pupil today, as the law weighs answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from samverkan.consent.models import Answer, Mandate, Maturity, Placement, Question
from samverkan.people.cells import school_cell
from samverkan.people.models import Custody as CustodyKind
from samverkan.people.models import Guardianship, Pupil
from samverkan.people.stances import stances_round
from samverkan.policy import facts
from samverkan.policy.consenting import Care, Custody
from samverkan.policy.vocabulary import CaseId, HuvudmanId, InformationClass, Kind, PersonId, Stance

WEIGHING = "weighing who must answer for a pupil"
NOBODY = PersonId(UUID(int=0))
DAY = timedelta(days=1)
Bound = TypeVar("Bound", Guardianship, Mandate, Maturity, Placement)
"""Rows that belong to a pupil."""


@dataclass(frozen=True, slots=True)
class Round:
    """Everybody round a pupil who may have to answer, and in what the pupil has been found mature enough."""

    custody: Custody
    mature: tuple[tuple[frozenset[str], date], ...] = ()
    """Classes, and the last day of the assessment."""


def custody_of(case: CaseId | UUID, today: date) -> Round:
    """The pupil and every guardian with custody today. One barred from insight still answers: the bar is on reading."""
    return custodies([case], today)[UUID(str(case))]


def custodies(cases: Iterable[CaseId | UUID], today: date) -> dict[UUID, Round]:
    """The same for many pupils, in six queries."""
    pupils = list(Pupil.objects.unguarded(because=WEIGHING).filter(case__in=set(cases)).select_related("cell"))
    ids = [pupil.case_id for pupil in pupils]
    not_over = Q(ends_on=None) | Q(ends_on__gte=today)
    bonds = _by_case(
        Guardianship.objects.filter(not_over, case__in=ids)
        .exclude(custody=CustodyKind.NONE)
        .order_by("person__sort_name", "id")
    )
    mandates = _by_case(Mandate.objects.unguarded(because=WEIGHING).filter(not_over, case__in=ids).order_by("id"))
    assessed = _by_case(
        Maturity.objects.unguarded(because=WEIGHING).filter(case__in=ids, ended_at=None, ends_on__gte=today)
    )
    placed = _by_case(
        Placement.objects.unguarded(because=WEIGHING).filter(case__in=ids, ended_at=None).order_by("noted_at", "id")
    )
    signed: dict[HuvudmanId, set[Stance]] = defaultdict(set)
    for huvudman, stance in stances_round((), ids):
        signed[huvudman].add(stance)
    return {
        pupil.case_id: Round(
            replace(
                _placed(
                    _custody(pupil, bonds[pupil.case_id], mandates[pupil.case_id], today), placed[pupil.case_id], today
                ),
                stances=frozenset(signed[HuvudmanId(pupil.cell.huvudman_id)]),
            ),
            tuple((frozenset(row.classes), row.ends_on) for row in assessed[pupil.case_id]),
        )
        for pupil in pupils
    }


def _by_case(rows: Iterable[Bound]) -> dict[UUID, list[Bound]]:
    found: dict[UUID, list[Bound]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _custody(pupil: Pupil, bonds: Sequence[Guardianship], mandates: Sequence[Mandate], today: date) -> Custody:
    """One who has been appointed by a court stands in the place of the parents (föräldrabalken 6:10 a)."""
    now = [row for row in bonds if row.begins_on <= today]
    appointed = [row for row in now if row.custody == CustodyKind.APPOINTED]
    return Custody(
        PersonId(pupil.person_id),
        tuple(PersonId(row.person_id) for row in appointed or now),
        pupil.born_on,
        deputies=tuple(PersonId(row.person_id) for row in mandates if row.begins_on <= today),
        known_until=_first_change([*bonds, *mandates], today),
    )


def _placed(custody: Custody, notes: Sequence[Placement], today: date) -> Custody:
    """With who answers for a placed child by the newest note. What was said holds to its last day, and no longer."""
    if not notes:
        return custody
    last = notes[-1]
    if last.ends_on is None or last.ends_on < today:
        return replace(custody, care=Care.UNASKED)
    until = last.ends_on if custody.known_until is None else min(custody.known_until, last.ends_on)
    return replace(custody, care=Care(last.answers), known_until=until)


def _first_change(rows: Iterable[Guardianship | Mandate], today: date) -> date | None:
    """The last day before somebody's custody or mandate is known to begin or to end."""
    begins = (row.begins_on - DAY for row in rows if row.begins_on > today)
    ends = (row.ends_on for row in rows if row.ends_on is not None and row.begins_on <= today)
    return min([*begins, *ends], default=None)


def question_cell(pupil: Pupil, subject: PersonId | None = None) -> facts.Cell:
    """Who may know of a question: those who work with the support, the leaders and the family.

    Not a decision, which every teacher of the class may read: a question tells which outside parties know the child.
    One about another person's own data is that person's, and silent for the rest of the family (K24).
    """
    if subject is not None:
        return school_cell(pupil, InformationClass.THIRD_PERSON, Kind.NOTE, subject=subject)
    return school_cell(pupil, InformationClass.SUPPORT, Kind.NOTE)


def answering(question: Question, around: Round, answers: Mapping[PersonId, Answer] | None = None) -> Custody:
    """Who answers this question: those of the pupil, or the other person alone whose own data it is about.

    With `answers` also how long that is known: one who is hindered is so until a day.
    """
    if question.subject_id is not None:
        return Custody(NOBODY, (), None, other=PersonId(question.subject_id))
    found = [until for classes, until in around.mature if set(question.classes) <= classes]
    borders = [row.hindrance_ends_on for row in (answers or {}).values() if row.hindrance_ends_on is not None]
    borders += [max(found)] if found else []
    borders += [around.custody.known_until] if around.custody.known_until else []
    return replace(around.custody, mature=bool(found), slight=question.slight, known_until=min(borders, default=None))
