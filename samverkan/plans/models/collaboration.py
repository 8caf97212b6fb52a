"""A collaboration (samverkan) round a pupil, its team, and the rektor's assessments of need."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.people.models import Departure, Organisation, Person

SLUG = 40


class Collaboration(models.Model):
    """Begun by somebody at a time for a stated reason; ended by somebody, or because the pupil left the school."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    reason = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    coordinator = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", help_text="Samordningsansvarig."
    )
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    follow_up_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    departure = models.ForeignKey(Departure, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager["Collaboration"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_running_collaboration"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, departure=None)
                | (Q(ended_at__isnull=False) & (Q(ended_by__isnull=False) | Q(departure__isnull=False))),
                name="an_ended_collaboration_says_when_and_why",
            ),
        ]


class ContactTaken(models.Model):
    """Somebody rang. Ends the wish on "Kontakter att ta" until something new calls for one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=SLUG, help_text="Which rule asked for the contact.")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["ContactTaken"]()


class AssessmentOutcome(models.TextChoices):
    """What the rektor decided when going through the list."""

    BEGIN = "borja-samverkan", "Börja samverkan"
    APPOINT = "utse-trygghetsperson", "Utse trygghetsperson"
    WAIT = "avvakta", "Avvakta till ett datum"
    NONE = "ingen-samordning", "Ingen samordning behövs"


class Assessment(models.Model):
    """A documented act of leadership: this pupil, this outcome, this reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=SLUG, choices=AssessmentOutcome.choices)
    until = models.DateField(null=True)
    reason = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["Assessment"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=AssessmentOutcome.values), name="assessment_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="avvakta") | Q(until__isnull=False, reason__isnull=False),
                name="waiting_has_a_day_and_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="ingen-samordning") | Q(reason__isnull=False), name="no_need_has_a_reason"
            ),
        ]
