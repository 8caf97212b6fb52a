"""The rules as dated data, in their order of evaluation: R0 stops, R1 own insight, R3–R4 inside, R5 across.

R2 the duties, R3.5 a film of the pupil, R4 the borders inside one authority. R6 (consent) and R7 (signed assessment)
are not rows: they are grants, written by the acts that record a person's yes. Where no row fires the answer is DENY.
"""

from samverkan.policy.rules import (
    across,
    asked,
    border,
    crime,
    duties,
    filmed,
    inner,
    insight,
    protected,
    stops,
    transition,
    whoever,
)
from samverkan.policy.rules.row import Distance, MenGround, Rule, distances, reaches
from samverkan.policy.rules.stops import Bar, Barrier, barriers

RULES: tuple[Rule, ...] = (
    protected.RULES
    + insight.RULES
    + duties.REPORTING
    + crime.RULES
    + duties.SUPERVISION
    + filmed.RULES
    + inner.RULES
    + transition.RULES
    + border.RULES
    + across.RULES
    + whoever.RULES
    + asked.RULES
)
BARS: tuple[Bar, ...] = stops.BARS

__all__ = [
    "BARS",
    "RULES",
    "Bar",
    "Barrier",
    "Distance",
    "MenGround",
    "Rule",
    "barriers",
    "distances",
    "reaches",
]
