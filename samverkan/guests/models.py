"""What a guest comes in by. Of every key and code there is a digest and nothing else."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.people.models import Person

SLUG = 24
DIGEST = 64
SEAT = "meetings.Invitee"


class Way(models.TextChoices):
    """How a link or a code reached the guest."""

    MAIL = "mejl", "Mejl"
    SMS = "sms", "Sms"
    PAPER = "papper", "På papper"
    SPOKEN = "telefon", "Uppläst"


class Ended(models.TextChoices):
    """Why a link no longer leads anywhere, beside that its time has gone."""

    REVOKED = "aterkallad", "Återkallad"
    REPLACED = "ersatt", "Ersatt av en ny"
    PAST = "forbi", "Mötet är förbi"


class Link(models.Model):
    """One key to one seat. It opens nothing by itself: it leads to the field for the code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(SEAT, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=DIGEST, unique=True)
    way = models.CharField(max_length=SLUG, choices=Way.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=SLUG, choices=Ended.choices, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="", ended_by=None)
                | Q(ended_at__isnull=False, ended_because__in=Ended.values),
                name="a_link_that_has_ended_says_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["invitee"])]


class Code(models.Model):
    """Six digits, for one use and a short time. The newest to a seat is the one that counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(SEAT, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=DIGEST)
    way = models.CharField(max_length=SLUG, choices=Way.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who read it out or printed it; nobody for one that the guest's own press of a button sent."""
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["invitee", "-made_at"])]


class WrongCode(models.Model):
    """That somebody with the link wrote a code that was not right. Five of them close the door for a while."""

    invitee = models.ForeignKey(SEAT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["invitee", "-at"])]


class Visit(models.Model):
    """One browser's visit by one link: before the code it knows the school, and after it the invitation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=DIGEST, unique=True)
    language = models.CharField(max_length=SLUG)
    level = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["link"], condition=Q(ended_at=None), name="visits_that_go_on")]
