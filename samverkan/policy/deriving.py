"""The class of what is written follows from who writes, in which capacity. Nobody picks a code from a list."""

from dataclasses import dataclass

from samverkan.policy.facts import Standing
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, Tie

K = InformationClass
STANDING_ORDER = (Tie.NAMED, Tie.TEAM, Tie.UNIT, Tie.MENTOR, Tie.TEACHES)

CLASS_OF_BRANCH: dict[Branch, InformationClass] = {
    Branch.SCHOOL: K.SUPPORT,
    Branch.ELEVHALSA: K.PSYCHOSOCIAL,
    Branch.EMI: K.MEDICAL,
    Branch.SOCIAL: K.SOCIAL_SERVICES,
    Branch.CARE: K.REGION_CARE,
}
SHARED_WORK = frozenset({Kind.GOAL, Kind.MEASURE, Kind.INSTRUCTION, Kind.DECISION, Kind.EXISTENCE})
"""What goes into the school's shared plan is särskild elevstödjande verksamhet i övrigt, whoever at school writes."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a text becomes when it is saved."""

    information_class: InformationClass
    origin_class: InformationClass | None
    branch: Branch


def derive(writer: Standing, kind: Kind, *, held_by_school: bool, for_all: bool = False) -> Derived:
    """The class of a new text.

    An outside party that writes into the school's system hands it to the school: it becomes the school's support data
    with its origin kept (OSL 7:2). EMI keeps its own class whatever it writes. What a pupil says is as secret as any
    talk with the one who wrote it down, until the pupil wants everybody to know it: `for_all`.
    """
    own = CLASS_OF_BRANCH[writer.branch]
    if writer.branch in (Branch.SOCIAL, Branch.CARE):
        return Derived(K.SUPPORT, own, Branch.SCHOOL) if held_by_school else Derived(own, None, writer.branch)
    if kind is Kind.IDENTITY or (kind is Kind.OWN_WORDS and for_all):
        return Derived(K.ORDINARY, None, Branch.SCHOOL)
    if writer.branch is Branch.EMI:
        return Derived(K.MEDICAL, None, Branch.EMI)
    if kind is Kind.CONTACT:
        return Derived(K.CONTACT_DETAILS, None, Branch.SCHOOL)
    if kind in SHARED_WORK:
        return Derived(K.SUPPORT, None, Branch.SCHOOL)
    return Derived(own, None, writer.branch)
