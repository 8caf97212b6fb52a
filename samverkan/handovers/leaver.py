"""Who is to be handed over, for the school that the pupil leaves, also when a register has moved the pupil already."""

from uuid import UUID

from django.http import Http404

from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.cells import names_of, pupil_row
from samverkan.people.models import Departure, Unit
from samverkan.people.queries import PupilCard
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId


def leaver(scope: Scope, case: UUID) -> PupilCard:
    """The pupil's card as the school has it, or had it when the pupil left. Http404 outside the scope."""
    known = people.cards(scope, [case]).get(CaseId(case))
    if known is not None:
        return known
    left = Departure.objects.within(scope).filter(case_id=case).order_by("-left_at").first()
    if left is None:
        raise Http404
    return card_of(left)


def card_of(left: Departure) -> PupilCard:
    """The card of one who has left, with the identity cell that the school had."""
    pupil, cell = pupil_row(left.case_id), left.cell.facts
    given, family = names_of(pupil)
    school = None if cell.unit is None else Unit.objects.filter(id=cell.unit).first()
    return PupilCard(
        case=CaseId(left.case_id),
        unit=cell.unit,
        holder=OrganisationId(cell.holder),
        person_id=PersonId(pupil.person_id),
        given_name=given,
        family_name=family,
        class_name="",
        group=None,
        school=school.name if school else "",
        born_on=pupil.born_on,
        sealed=cell.sealed,
        cell=cell,
    )
