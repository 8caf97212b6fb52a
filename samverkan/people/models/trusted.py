"""The one named adult of a pupil, and who answers meanwhile. Neither gives any right to information beyond the law."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.people.models.organisations import SLUG
from samverkan.people.models.persons import Person
from samverkan.people.models.pupils import TeamMember


class Asked(models.TextChoices):
    """How the pupil took part in the choice."""

    CHOSE = "valde", "valde själv"
    AGREED = "sa-ja", "är tillfrågad och säger ja"
    NOT_YET = "inte-fragad", "är inte tillfrågad än"


class WhyEnded(models.TextChoices):
    """Why somebody no longer is the trygghetsperson."""

    CHANGED = "bytt", "någon annan är utsedd"
    HANDED_OVER = "overlamnad", "uppdraget är överlämnat"
    PUPIL_LEFT = "elev-slutat", "eleven har lämnat skolan"
    DECLINED = "avstatt", "eleven vill inte ha någon"


class Trygghetsperson(models.Model):
    """The one named adult of a pupil, from a day on; an appointment may be made ahead, and then the one before has a
    last day. The role gives no right to information beyond the law: the seat that comes with it does, and ends with it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trygghetsperson_for")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    appointed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="The last day, when the one who follows is appointed ahead.")
    ended_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=SLUG, choices=WhyEnded.choices, blank=True)
    asked = models.CharField(max_length=SLUG, choices=Asked.choices, default=Asked.NOT_YET)
    seat = models.ForeignKey(
        TeamMember, on_delete=models.PROTECT, null=True, related_name="+", help_text="The seat that came with the role."
    )

    objects = GuardedManager["Trygghetsperson"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None, ends_on=None), name="one_trygghetsperson_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None) & ~Q(ends_on=None), name="one_trygghetsperson_on_the_way"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="a_trygghetsperson_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(asked__in=Asked.values), name="how_the_pupil_was_asked_is_known"),
        ]


class StandIn(models.Model):
    """Somebody answers in the trygghetsperson's place from a day to a day, or until somebody says it is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(Trygghetsperson, on_delete=models.PROTECT, related_name="stand_ins")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    seat = models.ForeignKey(
        TeamMember, on_delete=models.PROTECT, null=True, related_name="+", help_text="The seat that came with the task."
    )

    objects = GuardedManager["StandIn"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instead_of"], condition=Q(ended_at=None), name="one_stand_in_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="a_stand_in_ends_after_beginning"
            ),
        ]


def on_duty(today: date) -> Q:
    """The appointments, and the stand-ins, that hold on a day."""
    return Q(Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None, begins_on__lte=today)
