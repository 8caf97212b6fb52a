"""Reading the work round one pupil, within a scope."""

from samverkan.plans.queries.plan import (
    DecisionRow,
    GoalRow,
    MeasureGroup,
    MeasureRow,
    Plan,
    Running,
    StepRow,
    Words,
    collaboration,
    has_goal,
    latest_words,
    plan,
    running_cases,
    steps,
)
from samverkan.plans.queries.reasons import Why, why
from samverkan.plans.queries.signals import Signal, latest_signal
from samverkan.plans.queries.team import Seat, team
from samverkan.plans.queries.timeline import Page, timeline

__all__ = [
    "DecisionRow",
    "GoalRow",
    "MeasureGroup",
    "MeasureRow",
    "Page",
    "Plan",
    "Running",
    "Seat",
    "Signal",
    "StepRow",
    "Why",
    "Words",
    "collaboration",
    "has_goal",
    "latest_signal",
    "latest_words",
    "plan",
    "running_cases",
    "steps",
    "team",
    "timeline",
    "why",
]
