"""What a note may be counted as instead, when it was counted wrongly. A person decides it, with a reason.

How well a class protects is read from what the law says of it (`rules.classes`); no list of levels is kept beside it.
"""

from dataclasses import replace
from datetime import date

from samverkan.policy.facts import Cell, Standing
from samverkan.policy.rules.classes import CLASSES, Presumption
from samverkan.policy.vocabulary import Branch, InformationClass, Kind, Regime

K = InformationClass
STRENGTH: dict[Presumption, int] = {
    Presumption.PUBLIC: 0,
    Presumption.QUALIFIED: 1,
    Presumption.STRAIGHT: 2,
    Presumption.REVERSED: 3,
    Presumption.SILENCE: 3,
    Presumption.ABSOLUTE: 4,
}
OF_THE_SCHOOL: dict[InformationClass, Branch] = {
    K.PSYCHOSOCIAL: Branch.ELEVHALSA,
    K.SUPPORT: Branch.SCHOOL,
    K.DISCIPLINARY: Branch.SCHOOL,
    K.HEALTH: Branch.SCHOOL,
    K.ORDINARY: Branch.SCHOOL,
}
"""What a school's note may be, and the branch that has it. EMI's stays EMI's, and another person's that person's."""


def may_become(cell: Cell, by: Standing | None, today: date) -> tuple[InformationClass, ...]:
    """The classes a note may be counted as instead by one who stands so; none for what is not the school's to count.

    Only whoever works for the holder counts it: what others have is theirs.

    What came from somebody else is never protected less than where it came from, nor less than it is: the secrecy that
    follows it is not the school's to lift (OSL 7:2). What the elevhälsa has written is opened to more by the elevhälsa.
    """
    if by is None or by.organisation != cell.holder:
        return ()
    if cell.information_class not in OF_THE_SCHOOL or cell.kind is not Kind.NOTE or cell.subject is not None:
        return ()
    now = strength(cell.information_class, today, cell.regime)
    floor = 0
    if cell.origin_class is not None:
        floor = min(now, strength(cell.origin_class, today))
    if cell.branch is Branch.ELEVHALSA and by.branch is not Branch.ELEVHALSA:
        floor = now
    return tuple(
        one for one in OF_THE_SCHOOL if one is not cell.information_class and strength(one, today, cell.regime) >= floor
    )


def protects_less(cell: Cell, other: InformationClass, today: date) -> bool:
    """Whether the note would be protected less as the other class: then it takes two, or the one who wrote it."""
    return strength(other, today, cell.regime) < strength(cell.information_class, today, cell.regime)


def becomes(cell: Cell, other: InformationClass) -> Cell:
    """The facts of the note counted as the other class. Where it came from is kept; whose it was is not said anew."""
    return replace(cell, information_class=other, branch=OF_THE_SCHOOL[other], profession=None)


def strength(information_class: InformationClass, today: date, regime: Regime | None = None) -> int:
    """How well a class is protected on the day: by one regime, or by the strictest that speaks of it. What no law of
    ours speaks of is not protected by it.
    """
    found = (
        STRENGTH[row.presumption]
        for row in CLASSES
        if row.information_class is information_class and regime in (None, row.regime) and row.in_force(today)
    )
    return max(found, default=0)
