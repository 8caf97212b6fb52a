"""What is ticked, passed over and written before a meeting."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Cell, Statement
from samverkan.meetings.models.lengths import SLUG
from samverkan.meetings.models.meeting import Meeting
from samverkan.people.models import Person


class ChecklistTick(models.Model):
    """A row of the meeting's checklist that somebody has ticked."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=SLUG)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "row"], name="a_row_is_ticked_once")]


class CheckPassed(models.Model):
    """A row of the checklist that somebody passes over, and why. Only rows that no statute demands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=SLUG)
    sealed_reason = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "row"], condition=Q(undone_at=None), name="a_row_is_passed_over_once"
            ),
        ]


class RequiredText(models.Model):
    """What the meeting must hold before it can be closed, a row of its template's required contents.

    Each writing is a row of its own, and the latest holds. The cell says who may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=SLUG)
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    objects = GuardedManager["RequiredText"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "row"], condition=Q(replaced_at=None), name="one_text_for_what_is_required"
            ),
        ]
