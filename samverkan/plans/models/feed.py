"""The address by which a person's own calendar reads when promises are due. Of its key there is a digest alone."""

import uuid
from typing import ClassVar

from django.db import models

from samverkan.people.models import Person

DIGEST = 64


class CalendarFeed(models.Model):
    """One address of one's own. A new one takes the place of the one before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=DIGEST, unique=True)
    made_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, help_text="When a calendar last came by it.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fetched_at=None) | models.Q(fetched_at__gte=models.F("made_at")),
                name="a_feed_is_fetched_after_it_is_made",
            ),
        ]
