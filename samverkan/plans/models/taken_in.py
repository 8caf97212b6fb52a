"""What the school has written down of another holder's, with leave to record: whose it was, and by which yes."""

import uuid
from typing import ClassVar

from django.db import models

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.people.models import Organisation, Person


class TakenIn(models.Model):
    """A statement in the school's own section that came from somebody else's (OSL 7:2). It keeps its mark."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="Whose it was.")
    leave_id = models.UUIDField(help_text="The consent or assessment that let it be written down.")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["TakenIn"]()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case"])]
