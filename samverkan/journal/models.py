"""The journal's rows. The application's database role may add and read them, never change or remove."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

SLUG = 40


class Outcome(models.TextChoices):
    """How an act ended."""

    DONE = "gjord", "Gjord"
    OPENED = "oppnad", "Öppnad"
    NOT_DONE = "inte-gjord", "Inte gjord"
    REFUSED = "nekad", "Nekad"
    NOT_FOUND = "fanns-inte", "Fanns inte"
    BROKE = "brast", "Brast"


class Event(models.Model):
    """One act by one person: a read, a search, a print, a change, or a refusal."""

    id = models.BigAutoField(primary_key=True)
    request_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(help_text="The person who acted.")
    acting_for_id = models.UUIDField(
        null=True, help_text="In the demonstration: the account that shows itself as actor."
    )
    unit_id = models.UUIDField(null=True, help_text="The school unit the actor works at.")
    role = models.CharField(max_length=SLUG)
    action = models.CharField(max_length=SLUG)
    purpose = models.CharField(max_length=SLUG)
    outcome = models.CharField(max_length=SLUG, choices=Outcome.choices)
    target_id = models.UUIDField(null=True, help_text="The random id in the address, when there is one.")

    class Meta:
        db_table = "journal_event"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="journal_outcome_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["actor_id", "-at"]), models.Index(fields=["-at"])]


class Touch(models.Model):
    """One pupil touched by an act: which classes of information, and on which grounds."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="touches")
    case_id = models.UUIDField()
    classes = ArrayField(models.CharField(max_length=SLUG))
    grounds = ArrayField(models.CharField(max_length=SLUG))
    given_out = models.BooleanField(
        default=True, help_text="Whether the answer spoke of the pupil; else it was chosen or counted among more."
    )

    class Meta:
        db_table = "journal_touch"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "case_id"], name="one_touch_for_a_pupil_in_an_event"),
        ]
        indexes: ClassVar = [models.Index(fields=["case_id", "event"])]


class Seal(models.Model):
    """A link of the chain: the hash over some events and the link before. Written by the sealer's role only."""

    digest = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "journal_seal"


class SealedEvent(models.Model):
    """Which link holds an event. An id is given before its transaction commits: a run of ids would miss late ones."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="sealed", db_constraint=False
    )
    link = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="events")

    class Meta:
        db_table = "journal_seal_event"
