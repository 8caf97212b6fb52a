"""That a note has been counted as something else than before: by whom, when and why. What it was is kept."""

import uuid
from typing import ClassVar

from django.db import models

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.people.models import Person


class Reclassified(models.Model):
    """A note counted anew. `statement` is as it is counted now; what it replaces lies in the class it had."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", help_text="As it is counted now.")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    former_class = models.CharField(max_length=32, help_text="What it was counted as before.")
    sealed_reason = models.BinaryField()
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["Reclassified"]()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case"])]
