"""Data keys, wrapped. Destroying a row makes its texts unreadable in every copy of the database."""

from typing import ClassVar

from django.db import models

from samverkan.guard.models import Case


class DataKey(models.Model):
    """The key of one pupil's compartment, wrapped by the huvudman's key."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=80)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "compartment"], name="one_key_for_a_compartment"),
        ]
