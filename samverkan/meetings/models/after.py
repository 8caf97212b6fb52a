"""A meeting that is over: approved, sent, told of, and how it was."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.models import Statement
from samverkan.meetings.models.invited import Channel, Invitee
from samverkan.meetings.models.lengths import SLUG
from samverkan.meetings.models.meeting import Meeting
from samverkan.people.models import Organisation, Person


class Closing(models.Model):
    """That the minutes are approved and sent: by whom, and when one meets next or why not. The meeting is over when
    everybody who was to be told has been.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, primary_key=True, related_name="closing")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    next_on = models.DateField(null=True)
    no_next = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    easy = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, related_name="+", help_text="What was agreed, in easy Swedish."
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(next_on__isnull=False, no_next=None) | Q(next_on=None, no_next__isnull=False),
                name="one_meets_again_or_says_why_not",
            ),
        ]


class MinutesSent(models.Model):
    """The minutes made out to one person: by a letter with a way in, or on paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=SLUG, choices=Channel.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, help_text="When the paper was first printed. None for mail.")
    again_at = models.DateTimeField(null=True, help_text="When something was last added that goes to the person.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(printed_at=None) | Q(channel="papper"), name="only_minutes_on_paper_are_printed"
            ),
            models.UniqueConstraint(fields=["meeting", "person"], name="minutes_go_to_each_once"),
        ]


class ToldHow(models.TextChoices):
    """How somebody who was not at the meeting has heard what it came to."""

    TALK = "samtal", "När vi sågs"
    PHONE = "telefon", "På telefon"
    PAPER = "papper", "På papper"


class ToldAfterwards(models.Model):
    """That one who was not at the meeting has been told what it came to: on which day, how, and who wrote it down.

    Once, and once more for what is added after that. Of a meeting that is called off: that it is. Of one to come: that
    the person, who has the invitation on paper, has no seat any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=SLUG, choices=ToldHow.choices)
    told_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class DeviationKind(models.TextChoices):
    """What did not become as agreed between organisations."""

    ABSENT = "kom-inte", "Kom inte"
    ABSENT_UNTOLD = "kom-inte-utan-besked", "Kom inte och hade inte sagt det"
    LATE = "kom-sent", "Kom sent"


class Deviation(models.Model):
    """That somebody from another organisation did not come to a meeting, or came late. For the managers of both: it
    names no pupil and no meeting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey("people.Huvudman", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=SLUG, choices=DeviationKind.choices)
    happened_on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["huvudman", "-happened_on"])]


class Felt(models.TextChoices):
    """The three steps of the pulse."""

    YES = "ja", "Ja"
    PARTLY = "delvis", "Delvis"
    NO = "nej", "Nej"


class PulseAnswer(models.Model):
    """What one who was at the meeting thought of it. Whose it is stands nowhere, nor when it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    listened = models.CharField(max_length=SLUG, choices=Felt.choices)
    knows = models.CharField(max_length=SLUG, choices=Felt.choices)
    right_people = models.CharField(max_length=SLUG, choices=Felt.choices)
    shown = models.BooleanField(default=False, help_text="Whether enough have come with it for it to be shown.")


class PulseGiven(models.Model):
    """That a seat has answered the pulse, so that nobody answers twice. What it answered cannot be found from here."""

    invitee = models.OneToOneField(Invitee, on_delete=models.PROTECT, primary_key=True, related_name="+")
