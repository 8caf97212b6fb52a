"""The days when a school has no school: lov, studiedagar, and the summer between two läsår."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samverkan.people.models.organisations import SLUG, Huvudman, Unit
from samverkan.people.models.persons import Person


class FreeKind(models.TextChoices):
    """What the days are called. A list, and no text of one's own: nothing about anybody can be written here."""

    SUMMER = "sommarlov", "Sommarlov"
    AUTUMN = "hostlov", "Höstlov"
    CHRISTMAS = "jullov", "Jullov"
    WINTER = "sportlov", "Sportlov"
    EASTER = "pasklov", "Påsklov"
    STUDY = "studiedag", "Studiedag"
    OTHER = "lovdag", "Lovdag"


class FreeDays(models.Model):
    """Days without school, the first and the last among them: at one unit, or at all that the huvudman has.

    How long a läsår is and when it begins is the huvudman's to say (skolförordningen 3 kap., gymnasieförordningen
    3 kap.); the summer is a row like the others.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="free_days", null=True, help_text="None: all of the huvudman's."
    )
    kind = models.CharField(max_length=SLUG, choices=FreeKind.choices)
    begins_on = models.DateField()
    ends_on = models.DateField(help_text="The last day.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="free_days_end_after_they_begin"),
            models.CheckConstraint(condition=Q(kind__in=FreeKind.values), name="free_days_are_of_a_known_kind"),
        ]
        indexes: ClassVar = [models.Index(fields=["huvudman", "begins_on"])]
