"""What the pupil wishes about the one adult of their own, and the role on its way from one to the next."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.people.models import Person, Trygghetsperson

SLUG = 40
NAME = 120
DECLINED = "varfor-inte"
"""The field under which the reason of a declined hand-over is sealed."""


class Wish(models.Model):
    """What a pupil has said about who it shall be. It waits until somebody is named, or has said what comes instead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whom the pupil wants, if anybody."
    )
    another = models.BooleanField(default=False, help_text="The pupil wants another than the one who is named.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.OneToOneField(
        Statement, on_delete=models.PROTECT, null=True, related_name="+", help_text="What the pupil was told instead."
    )

    objects = GuardedManager["Wish"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered_at=None), name="one_wish_waits_at_a_time"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_wish_says_when_and_by_whom",
            ),
        ]


class Why(models.TextChoices):
    """Why the role goes to somebody else."""

    LEAVES = "slutar", "Den som har uppdraget slutar"
    MOVES = "byter-skola", "Eleven byter skola"
    OF_AGE = "myndig", "Eleven fyller 18"
    WISH = "onskan", "Eleven vill ha någon annan"
    LOAD = "annat", "Uppdragen behöver fördelas om"


class HandOver(models.Model):
    """The role offered to the next: to a colleague who takes it, or to another function, such as KAA, whose receipt
    somebody writes down. Until it is received it lies where it lay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Trygghetsperson, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=SLUG, choices=Why.choices)
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=NAME, blank=True, help_text="Function and place outside the school.")
    takes_over_on = models.DateField()
    note = models.OneToOneField(
        Statement, on_delete=models.PROTECT, null=True, related_name="+", help_text="What the next one needs to know."
    )
    told_on = models.DateField(null=True, help_text="The day the pupil was told, if that is done.")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_name = models.CharField(max_length=NAME, blank=True, help_text="Who received it outside the school.")
    declined_at = models.DateTimeField(null=True)
    sealed_reason = models.BinaryField(null=True, help_text="Why it was declined.")
    withdrawn_at = models.DateTimeField(null=True)

    objects = GuardedManager["HandOver"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(received_at=None, declined_at=None, withdrawn_at=None),
                name="one_hand_over_waits_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(receiver=None) ^ Q(place=""), name="a_hand_over_goes_to_a_colleague_or_a_place"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="a_received_hand_over_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(sealed_reason__isnull=False), name="a_declined_hand_over_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["receiver"], condition=Q(received_at=None), name="hand_over_to_whom")]


WAITING = Q(received_at=None, declined_at=None, withdrawn_at=None)
"""A hand-over that nobody has answered."""
