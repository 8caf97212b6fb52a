"""That somebody was reminded of a promise: whom, which day and by whom. What was promised stands on the promise."""

import uuid
from typing import ClassVar

from django.db import models

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.people.models import Person
from samverkan.plans.models.plan import Step


class Reminder(models.Model):
    """Once a day at most for each promise: the database holds it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Who was reminded.")
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["Reminder"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["step", "made_on"], name="a_promise_is_reminded_of_once_a_day"),
        ]
