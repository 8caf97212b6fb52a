"""A meeting of the elevhälsa team: who, when, and for one that names no pupil its points and minutes.

It names no pupil itself. The pupils of an EHT are each a Meeting about their own case.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.models import Case
from samverkan.people.models import Person, Unit

SLUG = 40


class TeamMeeting(models.Model):
    """When the elevhälsa team of a school meets. The case is no pupil's: it holds the key of what is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=SLUG)
    kind_version = models.ForeignKey("meetings.KindVersion", on_delete=models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    calendar_uid = models.CharField(max_length=80, unique=True)
    sequence = models.PositiveSmallIntegerField(default=0, help_text="Counts what has been changed since it was sent.")
    current = models.ForeignKey("meetings.TeamPoint", on_delete=models.PROTECT, null=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "-starts_at"])]


class TeamSeat(models.Model):
    """Somebody of the school who is at the meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(TeamMeeting, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=SLUG)
    function = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_seat_at_a_team_meeting"),
        ]


class TeamPoint(models.Model):
    """A point of a meeting that names no pupil. Its title is the template's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(TeamMeeting, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    used_seconds = models.PositiveIntegerField(default=0, help_text="Before it was last taken up.")


class TeamRow(models.Model):
    """Something written down at a meeting that names no pupil. Sealed all the same: somebody may name one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField()
    point = models.ForeignKey(TeamPoint, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=SLUG)
    sealed_text = models.BinaryField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True, help_text="When the one who promised it said that it was done.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(done_at=None) | Q(kind="atgard"), name="only_a_team_task_is_done"),
            models.UniqueConstraint(fields=["point", "key"], name="a_team_row_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(kind="atgard", owner__isnull=False, due_on__isnull=False)
                | Q(kind__in=["anteckning", "beslut"], owner=None, due_on=None),
                name="a_team_task_has_somebody_and_a_day",
            ),
        ]
