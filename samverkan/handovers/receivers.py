"""Who is to receive, as the law asks: which tie, which employer, for which purpose."""

from datetime import date
from uuid import UUID

from samverkan.guard.granting import grants_in
from samverkan.handovers.models import Handover, ReceiverKind
from samverkan.handovers.sealed_words import CONTACT_BREAK, RECEIVER, opened
from samverkan.people.adults import working
from samverkan.people.models import Unit
from samverkan.people.queries import PupilCard
from samverkan.people.stances import stances_round
from samverkan.policy.acting import TRUSTED_BY_FUNCTION
from samverkan.policy.deciding import ELSEWHERE, NOBODY
from samverkan.policy.facts import Facts, Reader, Standing
from samverkan.policy.vocabulary import Branch, CaseId, OrganisationId, PersonId, Purpose, Role, Tie


def units_to(card: PupilCard) -> list[Unit]:
    """The other schools of the same organisation, by name. None for a sealed case: it may name no school."""
    if card.sealed:
        return []
    rows = Unit.objects.filter(organisation_id=card.holder).order_by("name")
    return [unit for unit in rows if unit.id != card.unit]


def rektor_of(unit: UUID, today: date) -> PersonId | None:
    """Who leads the school: the one who has done so longest."""
    found = rektorer_of(unit, today)
    return found[0] if found else None


def rektorer_of(unit: UUID, today: date) -> list[PersonId]:
    """Everybody who leads the school as rektor today, the one who has done so longest first."""
    rows = working(today).filter(unit_id=unit, role__in=TRUSTED_BY_FUNCTION)
    return [PersonId(person) for person in rows.order_by("begins_on", "id").values_list("person_id", flat=True)]


def question_of(row: Handover, *, born_on: date | None, today: date) -> Facts:
    """The receiver's question to the law, with every yes that there is for it.

    The municipality that answers for those who are in no school (skollagen 29 kap. 9 §) is no receiving school: the
    duty of 3 kap. 12 j § does not speak of it, so it asks as another authority does.
    """
    case = CaseId(row.case_id)
    place = row.to_organisation
    person = NOBODY
    if row.to_unit_id is not None:
        person = rektor_of(row.to_unit_id, today) or NOBODY
    kaa = row.receiver == ReceiverKind.KAA
    standing = Standing(
        tie=Tie.ASKING if kaa else Tie.RECEIVING,
        role=Role.AUTHORITY if kaa else Role.REKTOR,
        organisation=ELSEWHERE if place is None else OrganisationId(place.id),
        branch=Branch.AUTHORITY if kaa else Branch.SCHOOL,
        public=place is None or place.public,
        case=case,
        born_on=born_on,
    )
    # A paper about a protected pupil goes into the hand of a person whom somebody has chosen: that one is named.
    named = frozenset({case}) if row.cell.sealed else frozenset()
    holders = [OrganisationId(row.cell.holder_id)]
    return Facts(
        Reader(person, (standing,), named_for=named),
        Purpose.AUTHORITY_REQUEST if kaa else Purpose.TRANSITION,
        today,
        grants=grants_in([case]),
        stances=stances_round(holders, [case]),
    )


def name_of(row: Handover) -> tuple[str, str]:
    """What the receiver is called and how it is reached, of a handover fetched within a scope."""
    if row.to_unit is not None:
        return row.to_unit.name, row.to_unit.phone
    name, _, contact = opened(row, RECEIVER, row.sealed_receiver).partition(CONTACT_BREAK)
    return name, contact
