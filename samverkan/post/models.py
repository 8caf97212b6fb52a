"""The outbox: every letter waits here until a mail server has taken it, and stays as proof that it went."""

import uuid
from datetime import time
from typing import ClassVar

from django.db import models


class Letter(models.Model):
    """A mail with a neutral subject and text, perhaps a calendar part. The key makes a second queueing harmless."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    sender_id = models.UUIDField(null=True)
    """The person who caused the letter, opaque here: who that is this room does not know."""
    to_address = models.EmailField()
    subject = models.CharField(max_length=120)
    text = models.TextField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=16, blank=True)
    queued_at = models.DateTimeField()
    own_link = models.UUIDField(null=True, help_text="Whose own link the text leads by; opaque here.")
    held = models.BooleanField(default=False, help_text="Written while the house only prepared: it never goes.")
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["queued_at"], condition=models.Q(sent_at=None), name="letters_to_send")
        ]


class MailWish(models.Model):
    """How one person wants to be told, and what is left of it. Who that is this room does not know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(unique=True)
    daily = models.BooleanField(default=True, help_text="One letter each school day with something to do.")
    at = models.TimeField(default=time(6, 45), help_text="Swedish time.")
    at_once = models.BooleanField(default=True, help_text="What cannot wait comes at once, and not with the daily one.")
    looked_on = models.DateField(null=True, help_text="The last day on which it was seen whether there is anything.")
    gathered_at = models.DateTimeField(null=True, help_text="When something was left to the next daily letter.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(daily=True) | models.Q(at_once=True), name="what_waits_has_a_letter_to_wait_for"
            ),
        ]
