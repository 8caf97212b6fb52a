"""How a pupil wants the page, the sittings at it, and what the pupil asks for there."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.people.models import Person
from samverkan.plans.models import Step

SLUG = 24
DIGEST = 64
SESSION_KEY = 40
CODE = 128


class Mode(models.TextChoices):
    """How the page speaks. Chosen with the child, never by age."""

    PICTURES = "bilder", "Bilder"
    EASY = "latt", "Lätt"
    PLAIN = "vanlig", "Vanlig"


class Told(models.TextChoices):
    """Who reads what the pupil writes. The words are those of plans.writing.ways_to_tell."""

    USUAL = "ord", "De som arbetar med stödet"
    ELEVHALSA = "fortroende", "Bara elevhälsan"


class OwnPage(models.Model):
    """How one pupil has the page. The cell is the school's support: that somebody needs pictures is nobody else's."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=SLUG, choices=Mode.choices, default=Mode.EASY)
    told = models.CharField(max_length=SLUG, choices=Told.choices, default=Told.USUAL)
    hair = models.CharField(max_length=SLUG, blank=True, help_text="How the pupil draws their person; empty: as drawn.")
    skin = models.CharField(max_length=SLUG, blank=True)
    glasses = models.BooleanField(default=False)
    days = ArrayField(
        models.PositiveSmallIntegerField(), default=list, help_text="Weekdays the person is here, Monday 0. Empty: all."
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["OwnPage"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days__contained_by=[0, 1, 2, 3, 4]), name="one_is_at_school_on_school_days"
            ),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="the_mode_of_a_page_is_known"),
            models.CheckConstraint(condition=Q(told__in=Told.values), name="who_reads_what_a_pupil_writes_is_known"),
        ]


class Ended(models.TextChoices):
    """Why a sitting at the page is over."""

    BACK = "tillbaka", "Den vuxna kom tillbaka"
    DONE = "klar", "Eleven var klar"
    IDLE = "tiden", "Ingen rörde sidan"
    GUESSED = "koder", "Fel kod för många gånger"
    CLOSED = "stangd", "Rätten till den är slut"


class Sitting(models.Model):
    """One browser at one pupil's page: beside an adult, whose own sitting is set aside, or by the school account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    beside = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=DIGEST, unique=True)
    set_aside = models.CharField(max_length=SESSION_KEY, blank=True, help_text="The adult's sitting, known to nobody.")
    code = models.CharField(max_length=CODE, blank=True, help_text="The adult's digits, hashed.")
    wrong = models.PositiveSmallIntegerField(default=0)
    level = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=SLUG, choices=Ended.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(beside=None, set_aside="", code="") | (Q(beside__isnull=False) & ~Q(code="")),
                name="an_adult_comes_back_by_a_code",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="")
                | Q(ended_at__isnull=False, ended_because__in=Ended.values),
                name="a_sitting_that_is_over_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["beside"], condition=Q(ended_at=None), name="sittings_set_aside"),
        ]


class When(models.TextChoices):
    """When the pupil wants to talk."""

    ANY = "", "Det spelar ingen roll"
    TODAY = "idag", "I dag"
    WEEK = "veckan", "Den här veckan"


OPEN = Q(undone_at=None, talked_at=None)
"""Nobody has talked with the pupil yet, and the pupil has not changed their mind."""


class Talk(models.Model):
    """That the pupil wants to talk, perhaps about something agreed that did not turn out well. To nobody: to the rektor
    by office. The words lie sealed in a cell of their own, which says who may read them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="+")
    when = models.CharField(max_length=SLUG, choices=When.choices, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    beside = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    rises_on = models.DateField(help_text="From this day the rektor sees that nobody has talked with the pupil.")
    undone_at = models.DateTimeField(null=True)
    talked_at = models.DateTimeField(null=True)
    talked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager["Talk"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=OPEN, nulls_distinct=False, name="asked_for_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(talked_at=None, talked_by=None)
                | Q(talked_at__isnull=False, talked_by__isnull=False, undone_at=None),
                name="a_talk_says_when_and_with_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["to"], condition=OPEN, name="talks_somebody_waits_for")]


class TalkWords(models.Model):
    """What the pupil wrote beside it, sealed. The cell says who may read it."""

    talk = models.OneToOneField(Talk, on_delete=models.PROTECT, primary_key=True, related_name="words")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    sealed_text = models.BinaryField()
    made_at = models.DateTimeField()

    objects = GuardedManager["TalkWords"]()
