"""The class of what is written follows from who writes, in which capacity. Nobody picks a code from a list."""

from collections.abc import Collection
from dataclasses import dataclass

from samverkan.policy.facts import Standing
from samverkan.policy.rules.row import SHARED_WORK
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, Role, Stance, Tie

K = InformationClass
STANDING_ORDER = (Tie.NAMED, Tie.TEAM, Tie.UNIT, Tie.MENTOR, Tie.TEACHES)

CLASS_OF_BRANCH: dict[Branch, InformationClass] = {
    Branch.SCHOOL: K.SUPPORT,
    Branch.ELEVHALSA: K.PSYCHOSOCIAL,
    Branch.EMI: K.MEDICAL,
    Branch.SOCIAL: K.SOCIAL_SERVICES,
    Branch.CARE: K.REGION_CARE,
    Branch.PRESCHOOL: K.PRESCHOOL,
    Branch.SPSM: K.SPSM_ADVICE,
    Branch.AUTHORITY: K.SUPPORT,
}
"""An authority that only asks has nothing here; what it might send is the school's."""
OUTSIDE_THE_SCHOOL = frozenset({Branch.SOCIAL, Branch.CARE, Branch.SPSM})
"""Branches outside the school that have a secrecy of their own."""
AT_SCHOOL = frozenset({K.SUPPORT, K.PSYCHOSOCIAL, K.MEDICAL})
OUTSIDE = frozenset({K.SOCIAL_SERVICES, K.REGION_CARE})
EVERYTHING_AT_ONCE = AT_SCHOOL | OUTSIDE
"""A question about all of these at once is a blanket one."""
BOUND_IN_CUSTODY_INQUIRIES = frozenset({Role.SPECIAL_EDUCATOR, Role.SPECIAL_TEACHER})
"""Of the elevhälsa, those whom FB 6:20 c does not exempt: kept with what they write, since K02 alone does not tell."""
CARE_KINDS = frozenset({Kind.NOTE, Kind.ASSESSMENT, Kind.OWN_WORDS, Kind.JOURNAL})
"""What a psychologist writes as health care, and not as the school's shared work."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a text becomes when it is saved."""

    information_class: InformationClass
    origin_class: InformationClass | None
    branch: Branch
    profession: Role | None = None
    """Whose knowledge it is, where a duty tells professions of the elevhälsa apart."""


def derive(
    writer: Standing,
    kind: Kind,
    *,
    held_by_school: bool,
    for_all: bool = False,
    about_other: bool = False,
    stances: Collection[Stance] = frozenset(),
) -> Derived:
    """The class of a new text.

    An outside party that writes into the school's system hands it to the school: it becomes the school's support data
    with its origin kept (OSL 7:2). EMI keeps its own class whatever it writes. What a pupil says is as secret as any
    talk with the one who wrote it down, until the pupil wants everybody to know it: `for_all`. What is another person's
    own (K24) is that person's to say yes to, and is told to nobody else in the family: `about_other`. `stances` are the
    huvudman's: where the psychologist's work as health care counts to EMI, notes and assessments do too.
    """
    own = CLASS_OF_BRANCH[writer.branch]
    if writer.branch in OUTSIDE_THE_SCHOOL:
        return Derived(K.SUPPORT, own, Branch.SCHOOL) if held_by_school else Derived(own, None, writer.branch)
    if kind is Kind.FILM:
        return Derived(K.SUPPORT, None, Branch.SCHOOL)
    if kind is Kind.IDENTITY or (kind is Kind.OWN_WORDS and for_all):
        return Derived(K.ORDINARY, None, Branch.SCHOOL)
    in_care = writer.role is Role.PSYCHOLOGIST and Stance.PSYCHOLOGIST_IN_CARE in stances and kind in CARE_KINDS
    if writer.branch is Branch.EMI or in_care:
        return Derived(K.MEDICAL, None, Branch.EMI)
    if about_other:
        return Derived(K.THIRD_PERSON, None, writer.branch)
    if kind is Kind.CONTACT:
        return Derived(K.CONTACT_DETAILS, None, Branch.SCHOOL)
    if kind in SHARED_WORK:
        return Derived(K.SUPPORT, None, Branch.SCHOOL)
    return Derived(own, None, writer.branch, writer.role if writer.role in BOUND_IN_CUSTODY_INQUIRIES else None)


def may_be_written(information_class: InformationClass, *, reads: bool, about_other: bool) -> bool:
    """Whether a text may be saved so. Whoever writes reads it after, but for what is another person's own: that may be
    written by one who does not, since it would else be noted where the whole family reads."""
    return information_class is K.THIRD_PERSON if about_other else reads
