"""What the plan holds: goals, insatser (measures) and next steps. The words are statements; here is who and when."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.people.models import Organisation, Person

SLUG = 40


class Horizon(models.TextChoices):
    """How far away a goal lies."""

    SHORT = "kort", "På kort sikt"
    LONG = "lang", "På lång sikt"


class Goal(models.Model):
    """A goal, in the pupil's words when there are any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    horizon = models.CharField(max_length=SLUG, choices=Horizon.choices)
    in_pupils_words = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    objects = GuardedManager["Goal"]()


class Measure(models.Model):
    """An insats: what, owned by an organisation and a person, how often, from when, looked at when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_frequency = models.BinaryField()
    starts_on = models.DateField()
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    set_at = models.DateTimeField()

    objects = GuardedManager["Measure"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gte=F("starts_on")), name="a_review_comes_after_the_start"
            ),
        ]


class Step(models.Model):
    """A next step: somebody has promised something by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    set_at = models.DateTimeField()
    agreed_on = models.DateField(null=True, help_text="The day of the meeting at which it was promised.")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    failed_at = models.DateTimeField(null=True, help_text="It did not work; why stands in its last StepChange.")
    failed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager["Step"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="a_done_step_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(failed_at=None, failed_by=None)
                | Q(failed_at__isnull=False, failed_by__isnull=False, done_at=None),
                name="a_failed_step_says_when_and_by_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "due_on"])]


OPEN_STEP = Q(done_at=None, failed_at=None)
"""A promise that is neither kept nor given up."""


class Change(models.TextChoices):
    """What can become of a promise beside that it is kept."""

    MOVED = "flyttad", "Flyttad"
    HANDED_OVER = "overlamnad", "Lämnad över"
    FAILED = "gick-inte", "Gick inte"


class StepChange(models.Model):
    """That a promise was moved, handed over or given up: from what to what, by whom, when and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    change = models.CharField(max_length=SLUG, choices=Change.choices)
    sealed_reason = models.BinaryField()
    was_due_on = models.DateField(null=True)
    is_due_on = models.DateField(null=True)
    from_owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    to_owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["StepChange"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(change="flyttad", was_due_on__isnull=False, is_due_on__isnull=False)
                | Q(change="overlamnad", from_owner__isnull=False, to_owner__isnull=False)
                | Q(change="gick-inte"),
                name="a_changed_step_says_from_what_to_what",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["step", "-made_at"])]


class Decision(models.Model):
    """Something decided together. The words are those of the minutes: nothing is written twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    set_at = models.DateTimeField()

    objects = GuardedManager["Decision"]()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-decided_on"])]
