"""The rules as dated data, in their order of evaluation: R0 stops, R1 own insight, R3–R4 inside, R5 across.

R6 (consent) and R7 (signed assessment) are not rows: they are grants, written by the acts that record a person's yes.
R2, the duties to report and to answer, and the rest of the table arrive with the rooms that need them; until a row
fires the answer is DENY.
"""

from samverkan.policy.rules import across, inner, insight, protected, stops
from samverkan.policy.rules.row import Distance, MenGround, Rule, distances, reaches
from samverkan.policy.rules.stops import Bar

RULES: tuple[Rule, ...] = protected.RULES + insight.RULES + inner.RULES + across.RULES
BARS: tuple[Bar, ...] = stops.BARS

__all__ = ["BARS", "RULES", "Bar", "Distance", "MenGround", "Rule", "distances", "reaches"]
