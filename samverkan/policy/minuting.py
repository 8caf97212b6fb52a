"""What is written down at a meeting: what it becomes, and whether it may be at all (legal specification §2.4)."""

from dataclasses import replace

from samverkan.policy.facts import Cell, Facts
from samverkan.policy.releasing import leave_to_record
from samverkan.policy.rules.row import SECRET_FROM_THE_START, SHARED_WORK, SUPPORT_WORK
from samverkan.policy.vocabulary import FAMILY, Branch, InformationClass, Kind, Role

K = InformationClass


def minuted(topic: Cell, kind: Kind, at_school: Cell) -> Cell:
    """The facts of what is written down under a topic: as secret as what the topic rests on.

    What others hold has been handed to the school when it was said aloud there (OSL 7:2): it becomes the school's
    support data with its origin kept. What was agreed is the school's shared work, its origin kept too where it was
    agreed from something that more protects; the rest, and whatever is another person's own or was told in confidence,
    stays what it was. `at_school` is the cell of who the pupil is there, which says who holds it and under which law.
    """
    here = replace(at_school, kind=kind, information_class=K.SUPPORT, branch=Branch.SCHOOL)
    if topic.holder != at_school.holder:
        return replace(here, origin_class=topic.origin_class or topic.information_class)
    if kind in SHARED_WORK and topic.subject is None and not topic.confided:
        plain = topic.information_class in SUPPORT_WORK | {K.ORDINARY}
        return replace(here, origin_class=topic.origin_class if plain else topic.information_class)
    return replace(topic, kind=kind, party=None)


def may_promise(role: Role) -> bool:
    """Whether somebody in this role can be the one who does it: never the family, whose load it must not become."""
    return role not in FAMILY


def is_told_afterwards(role: Role) -> bool:
    """Whether somebody in this role who was not at the meeting is told what it came to, before it is over: the home
    (SPSM, checklist for samverkansmöten), and the pupil whom it was about.
    """
    return role in FAMILY


def may_be_minuted(topic: Cell, kind: Kind, facts: Facts) -> bool:
    """Whether the words may be written down by the one who holds the pen: `facts` are that person's, manner RECORD.

    What EMI, care or the social services tell may be heard with a yes to speak; to be taken down it needs a yes of its
    own. What was agreed from it, said as the need, is the school's and may always be written.
    """
    return (
        kind in SHARED_WORK
        or not {topic.information_class, topic.origin_class} & SECRET_FROM_THE_START
        or leave_to_record(topic, facts) is not None
    )
