"""What a person may do, as data: each URL is one named action, and each action names who may take it and why not.

Reading a pupil's information is decided cell by cell elsewhere; this says who may take the act at all.
"""

from samverkan.policy.acting.actions import DONE_WHEN_SHOWN, Action
from samverkan.policy.acting.judging import (
    Reach,
    answers_for,
    keeps_every_unit,
    may,
    may_give,
    may_sign_in,
    reach,
    while_preparing,
    work_for,
    works_in_school,
)
from samverkan.policy.acting.levels import (
    BY_LINK,
    FLOORS,
    LEVELLED,
    SEALED,
    Assurance,
    Level,
    at_level,
    level_needed,
    may_come_by_calendar,
)
from samverkan.policy.acting.rules import (
    ACTION_RULES,
    ASK_REKTOR,
    ENTRUSTED,
    FIRST_OFFICERS,
    GUEST_ROLES,
    NAMING,
    SYSTEM_KEEPERS,
    TRUSTED_BY_FUNCTION,
)

__all__ = [
    "ACTION_RULES",
    "ASK_REKTOR",
    "BY_LINK",
    "DONE_WHEN_SHOWN",
    "ENTRUSTED",
    "FIRST_OFFICERS",
    "FLOORS",
    "GUEST_ROLES",
    "LEVELLED",
    "NAMING",
    "SEALED",
    "SYSTEM_KEEPERS",
    "TRUSTED_BY_FUNCTION",
    "Action",
    "Assurance",
    "Level",
    "Reach",
    "answers_for",
    "at_level",
    "keeps_every_unit",
    "level_needed",
    "may",
    "may_come_by_calendar",
    "may_give",
    "may_sign_in",
    "reach",
    "while_preparing",
    "work_for",
    "works_in_school",
]
