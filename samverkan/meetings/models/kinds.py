"""A huvudman's own versions of the sorts of meeting."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.meetings.models.lengths import SLUG
from samverkan.people.models import Huvudman, Person


class KindVersion(models.Model):
    """A huvudman's own version of a sort of meeting, from a day on. Never changed: of those whose day has come, the
    one made last holds. Without data the shipped one holds again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=SLUG)
    number = models.PositiveIntegerField()
    data = models.JSONField(null=True, help_text="Null: back to the one that is shipped.")
    holds_on = models.DateField()
    reason = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["huvudman", "slug", "number"], name="versions_are_numbered"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_version_has_a_reason"),
        ]
