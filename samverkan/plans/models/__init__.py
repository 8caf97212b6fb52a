"""The plans app's rows. Every one about a pupil is guarded by a cell; every free text is a sealed statement."""

from samverkan.plans.models.collaboration import Assessment, AssessmentOutcome, Collaboration, ContactTaken
from samverkan.plans.models.feed import CalendarFeed
from samverkan.plans.models.plan import OPEN_STEP, Change, Decision, Goal, Horizon, Measure, Step, StepChange
from samverkan.plans.models.reclassified import Reclassified
from samverkan.plans.models.recount_asked import RecountAnswer, RecountAsked
from samverkan.plans.models.reminded import Reminder
from samverkan.plans.models.taken_in import TakenIn

__all__ = [
    "OPEN_STEP",
    "Assessment",
    "AssessmentOutcome",
    "CalendarFeed",
    "Change",
    "Collaboration",
    "ContactTaken",
    "Decision",
    "Goal",
    "Horizon",
    "Measure",
    "Reclassified",
    "RecountAnswer",
    "RecountAsked",
    "Reminder",
    "Step",
    "StepChange",
    "TakenIn",
]
