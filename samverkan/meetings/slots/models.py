"""The times proposed for a meeting, and for whom each suits."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.people.models import Person

SLUG = 40


class Suits(models.TextChoices):
    """What somebody says of a time."""

    BEST = "helst", "Helst"
    CAN = "kan", "Kan"
    CANNOT = "kan-inte", "Kan inte"


class TimeSlot(models.Model):
    """A time that the meeting may have. Those taken away are kept, since somebody may have answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "starts_at"], condition=Q(removed_at=None), name="a_time_is_proposed_once"
            ),
        ]


class SlotAnswer(models.Model):
    """What a seat says of a time, and who wrote it down. The last one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.ForeignKey(TimeSlot, on_delete=models.PROTECT, related_name="+")
    invitee = models.ForeignKey("meetings.Invitee", on_delete=models.PROTECT, related_name="+")
    suits = models.CharField(max_length=SLUG, choices=Suits.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(suits__in=Suits.values), name="what_suits_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["slot", "invitee", "-made_at"])]
