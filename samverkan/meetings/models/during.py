"""A meeting that goes on: topics taken up, who is there, and the minutes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Cell, Statement
from samverkan.meetings.models.invited import Invitee
from samverkan.meetings.models.lengths import SLUG
from samverkan.meetings.models.meeting import AgendaItem, Meeting
from samverkan.people.models import Person


class Turn(models.Model):
    """A stretch of the meeting spent on one topic. None is open while the meeting pauses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(ended_at=None), name="one_topic_at_a_time"),
        ]


class Presence(models.Model):
    """That somebody invited is in the room, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitee"], condition=Q(left_at=None), name="one_is_in_the_room_once"),
        ]


class RowKind(models.TextChoices):
    """What a row of the minutes is."""

    NOTE = "anteckning", "Anteckning"
    DECISION = "beslut", "Beslut"
    TASK = "atgard", "Åtgärd"


class MinutesRow(models.Model):
    """Something written down under a topic: what was said, what was decided, or who does what by when.

    The key is drawn by the page that sends it, so that a row sent twice is one. The cell says who may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=SLUG, choices=RowKind.choices)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    beside = models.BooleanField(default=False, help_text="Written while somebody else held the pen.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = GuardedManager["MinutesRow"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="atgard", owner__isnull=False, due_on__isnull=False)
                | Q(kind__in=["anteckning", "beslut"], owner=None, due_on=None),
                name="a_task_has_somebody_and_a_day",
            ),
            models.UniqueConstraint(fields=["meeting", "key"], name="a_row_sent_twice_is_one"),
        ]
        indexes: ClassVar = [models.Index(fields=["meeting", "made_at"])]


class HalfWritten(models.Model):
    """What somebody is writing and has not saved: kept for that person alone, so that nothing is lost with a browser.

    It lies in the cell that the row would, and is gone when the row is saved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    kind = models.CharField(max_length=SLUG, choices=RowKind.choices)
    sealed_text = models.BinaryField()
    written_at = models.DateTimeField()

    objects = GuardedManager["HalfWritten"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "writer"], name="one_writes_one_row_at_a_time"),
        ]


class Pen(models.Model):
    """Who writes the minutes right now, and who has asked to take over."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, primary_key=True, related_name="+")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
