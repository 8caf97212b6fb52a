"""Asking for a harm test of one text, for the one who is to receive the pupil: by the same way as every other."""

from samverkan.guard.scope import Scope
from samverkan.handovers.models import Handover
from samverkan.handovers.package import Text
from samverkan.handovers.receivers import question_of
from samverkan.people import queries as people
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard
from samverkan.plans.asking import Thing
from samverkan.plans.releasing import Opening, Person, Piece, opening
from samverkan.policy.deciding import NOBODY
from samverkan.policy.handing_over import Going
from samverkan.policy.vocabulary import InformationClass, OrganisationId, Purpose

CAN_BE_WEIGHED = (Going.ASK, Going.WEIGH)
FROM = {
    InformationClass.MEDICAL: "elevhälsans medicinska del",
    InformationClass.REGION_CARE: "vården",
    InformationClass.PRIVATE_CARE: "vården",
    InformationClass.SOCIAL_SERVICES: "socialtjänsten",
}


def to_weigh(scope: Scope, card: PupilCard, row: Handover, text: Text) -> Opening | None:
    """What stands between the text and the new school's rektor, and who could weigh it. None where nobody receives it
    here: a paper goes to nobody whom a release could name.
    """
    asked = question_of(row, born_on=card.born_on, today=scope.today)
    person = asked.reader.person
    if row.to_unit is None or person == NOBODY:
        return None
    (standing,) = asked.reader.standings
    name = people.names([person]).get(person, "")
    receiver = Person(person, f"{name}, rektor på {row.to_unit.name}", asked, standing)
    holder = Organisation.objects.get(id=text.cell.holder)
    piece = Piece(_thing(text), (text.cell,), holder.name)
    return opening(scope, card, piece, receiver, Purpose.TRANSITION)


def _thing(text: Text) -> Thing:
    """The text as a thing to ask about: its class and kind, and never its words."""
    cell, came = text.cell, FROM.get(text.cell.origin_class or text.cell.information_class)
    matter = f"{cell.kind.label} som skolan har fått från {came}" if came else f"{cell.kind.label} från skolan"
    origins = frozenset({cell.origin_class})
    kinds, classes = frozenset({cell.kind}), frozenset({cell.information_class})
    return Thing(f"overlamning-{text.id}", matter, OrganisationId(cell.holder), classes, kinds, origins)
