"""Those who are invited, what has been sent to them and what they have said."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Cell, Statement
from samverkan.meetings.models.lengths import SLUG
from samverkan.meetings.models.meeting import Meeting
from samverkan.people.models import Organisation, Person


class Attendance(models.TextChoices):
    """What an invited person has answered."""

    UNANSWERED = "inget-svar", "Inte svarat"
    COMES = "kommer", "Kommer"
    VIDEO = "video", "Kommer på video"
    MATERIAL = "lamnar-underlag", "Kan inte komma, lämnar underlag"
    DEPUTY = "skickar-annan", "Kan inte komma, skickar någon annan"
    DECLINES = "kommer-inte", "Kan inte komma"


class Invitee(models.Model):
    """A seat at the meeting. The cell says who may know that this person is invited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=SLUG)
    function = models.CharField(max_length=80)
    sealed_mandate = models.BinaryField(null=True)
    sealed_needs = models.BinaryField(null=True, help_text="Tolk, pauser, ramp: practical needs of the invited.")
    attendance = models.CharField(max_length=SLUG, choices=Attendance.choices, default=Attendance.UNANSWERED)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = GuardedManager["Invitee"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(removed_at=None), name="one_seat_at_a_meeting"
            ),
        ]


class Channel(models.TextChoices):
    """How an invitation goes."""

    MAIL = "mejl", "Mejl med länk"
    PAPER = "papper", "På papper"


class ReplyChannel(models.TextChoices):
    """How an answer came."""

    SIGNED_IN = "inloggad", "I Samverkan"
    PHONE = "telefon", "På telefon"
    PAPER = "papper", "På papper"
    SPOKEN = "muntligt", "Ansikte mot ansikte"
    LINK = "lank", "Med egen länk och kod"
    CALENDAR = "kalender", "Från kalendern"


class Reply(models.Model):
    """An answer to an invitation: what, on which day, how it came and who wrote it down. The last one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    attendance = models.CharField(max_length=SLUG, choices=Attendance.choices)
    channel = models.CharField(max_length=SLUG, choices=ReplyChannel.choices)
    answered_on = models.DateField()
    said_at = models.DateTimeField(null=True, help_text="When a calendar says that it was said. Null for all others.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(said_at=None) ^ Q(channel="kalender"), name="what_a_calendar_says_was_said_at_a_time"
            ),
        ]


class BroughtUp(models.Model):
    """What somebody who is invited wants to take up. The cell says who may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = GuardedManager["BroughtUp"]()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["invitee"])]


class Dispatch(models.Model):
    """An invitation sent or printed for one seat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=SLUG, choices=Channel.choices)
    sequence = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, help_text="When the paper was first printed. None for mail.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(printed_at=None) | Q(channel="papper"), name="only_paper_is_printed"),
        ]
