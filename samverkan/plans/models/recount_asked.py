"""That somebody wants a note to be counted as something that protects it less: asked by one, settled by another."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.people.models import Person


class RecountAnswer(models.TextChoices):
    """What another has said to the wish."""

    YES = "ja", "Ja"
    NO = "nej", "Nej"


class RecountAsked(models.Model):
    """A wish to open a note to more. Until the author or another colleague has agreed, the note is what it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", help_text="Where the note lies.")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    other_class = models.CharField(max_length=32, help_text="What it would be counted as.")
    sealed_reason = models.BinaryField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=32, blank=True, choices=RecountAnswer.choices)

    objects = GuardedManager["RecountAsked"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(settled_at=None), name="one_wish_at_a_time_for_a_note"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, answer="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, answer__in=RecountAnswer.values),
                name="a_wish_is_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answer=RecountAnswer.YES) | ~Q(settled_by=F("asked_by")),
                name="nobody_agrees_with_themselves",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case"])]
