"""A handover: what the leaving school sends, and what the receiving school has of it. Each side lies with its own
school. Every word is sealed; who, when and where to stand beside.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.people.models import Organisation, Person, Unit

SLUG = 40


class ReceiverKind(models.TextChoices):
    """Who takes over."""

    SCHOOL = "skola", "En skola"
    KAA = "kaa", "Hemkommunens aktivitetsansvar"


class EndReason(models.TextChoices):
    """Why a handover came to nothing."""

    WITHDRAWN = "atertagen", "Togs tillbaka"
    STAYS = "byter-inte", "Eleven byter inte skola"
    DECLINED = "avbojd", "Den nya skolan lämnade tillbaka den"


class Handover(models.Model):
    """That a school hands a pupil over: to whom, from which day, and how far it has come. The leaving school has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", help_text="Null for a sealed case."
    )
    receiver = models.CharField(max_length=SLUG, choices=ReceiverKind.choices)
    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", help_text="A school of the same huvudman."
    )
    to_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", help_text="Null for a sealed case."
    )
    sealed_receiver = models.BinaryField(null=True, help_text="Its name and whom to reach, when it is outside.")
    begins_on = models.DateField(help_text="The first day there.")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed_works = models.BinaryField(null=True, help_text="What works.")
    sealed_first_week = models.BinaryField(null=True, help_text="What the new school needs to know the first week.")
    chosen_at = models.DateTimeField(null=True, help_text="When it was last said what goes along.")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Null when it was on paper."
    )
    sealed_receipt = models.BinaryField(null=True, help_text="Who received it on paper.")
    talked_on = models.DateField(null=True)
    sealed_talked_with = models.BinaryField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="On paper: who noted it."
    )
    takes_over_on = models.DateField(null=True, help_text="From when the pupil is the new school's.")
    trygghetsperson = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_over_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=SLUG, choices=EndReason.choices, blank=True)
    sealed_end_reason = models.BinaryField(null=True)

    objects = GuardedManager["Handover"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None, taken_over_at=None), name="one_running_handover"
            ),
            models.CheckConstraint(condition=Q(receiver__in=ReceiverKind.values), name="handover_receiver_is_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="a_sent_handover_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None, sealed_receipt=None)
                | (
                    Q(received_at__isnull=False, sent_at__isnull=False)
                    & (Q(received_by__isnull=False) | Q(sealed_receipt__isnull=False))
                ),
                name="a_received_handover_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None, takes_over_on=None)
                | Q(
                    accepted_at__isnull=False,
                    accepted_by__isnull=False,
                    takes_over_on__isnull=False,
                    received_at__isnull=False,
                ),
                name="an_accepted_handover_says_when_by_whom_and_from_which_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at=None) | Q(accepted_at__isnull=False), name="who_takes_over_has_accepted"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_because="", sealed_end_reason=None)
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    ended_because__in=EndReason.values,
                    sealed_end_reason__isnull=False,
                    taken_over_at=None,
                ),
                name="an_ended_handover_says_when_by_whom_and_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["takes_over_on"], condition=Q(ended_at=None, taken_over_at=None), name="handover_due"),
        ]


class Item(models.Model):
    """One text that goes along, or that the law points out and does not. In the cell of the text itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    goes = models.BooleanField()
    sealed_why_not = models.BinaryField(null=True)
    objected = models.BooleanField(default=False, help_text="The pupil or a guardian did not want it to go.")
    rule = models.CharField(max_length=SLUG, blank=True, help_text="The row of the law it went by.")
    provision = models.CharField(max_length=120, blank=True)
    copy = models.OneToOneField(
        Statement, on_delete=models.PROTECT, null=True, related_name="+", help_text="The new school's own."
    )

    objects = GuardedManager["Item"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handover", "statement"], name="a_text_goes_along_once"),
            models.CheckConstraint(condition=Q(goes=True) | Q(copy=None), name="what_stays_is_not_copied"),
        ]


class How(models.TextChoices):
    """How one met to go through it."""

    MEETING = "mote", "På ett möte"
    TALK = "samtal", "I ett samtal"
    PHONE = "telefon", "Per telefon"
    VIDEO = "video", "Per video"


class Review(models.Model):
    """That it was gone through with pupil and guardians, or why it could not be."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField(null=True)
    how = models.CharField(max_length=SLUG, choices=How.choices, blank=True)
    took_part_ids = ArrayField(models.UUIDField(), default=list, help_text="The pupil and the guardians who took part.")
    sealed_said = models.BinaryField(null=True)
    sealed_why_not = models.BinaryField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["Review"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=False, how__in=How.values, sealed_why_not=None)
                | Q(held_on=None, how="", sealed_why_not__isnull=False),
                name="a_review_was_held_or_says_why_not",
            ),
        ]


class Arrival(models.Model):
    """The receiving school's side, in its own cell: that a pupil comes, and what came along."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="Taken back, or handed back.")
    sealed_talk = models.BinaryField(null=True, help_text="What was said at the handover talk, for the new school.")

    objects = GuardedManager["Arrival"]()
