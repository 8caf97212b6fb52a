"""The elevhälsa team: who sits in it, who may lead where pupils are named, and when EMI is there at all.

Legal specification §2.4 (5) and (6). What is noted together about a pupil has a weaker protection than EMI's own notes
(OSL 7:2, 25:1), so EMI comes when needed, and by a house rule neither leads nor writes.
"""

from samverkan.policy.rules.row import LEADERS
from samverkan.policy.vocabulary import BRANCH_OF_ROLE, Branch, Role

OF_THE_TEAM = frozenset({Branch.ELEVHALSA, Branch.EMI})


def sits_in_the_team(role: Role) -> bool:
    """Whether somebody in this role is of the school's elevhälsa team: elevhälsan, and those who lead the school."""
    return role in LEADERS or BRANCH_OF_ROLE.get(role) in OF_THE_TEAM


def sits_at_a_pupil(role: Role, *, needed: bool) -> bool:
    """Whether somebody in this role sits when a pupil is taken up: EMI only where it is needed."""
    return needed or BRANCH_OF_ROLE.get(role) is not Branch.EMI


def may_lead_the_team(role: Role, *, emi_leads: bool) -> bool:
    """Whether somebody in this role may lead the meeting, by the rule of the house."""
    return emi_leads or BRANCH_OF_ROLE.get(role) is not Branch.EMI
