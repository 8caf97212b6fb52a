"""A look at the wheel, whose it is, and that the family has let it lie in the plan. Marks and words are sealed."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.people.models import Huvudman, Person

SLUG = 40


class WheelVersion(models.Model):
    """A huvudman's own words for the wheel, from a day on. Never changed: of those whose day has come, the one made
    last holds. Without data the shipped words hold again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    data = models.JSONField(null=True, help_text="Null: back to the words that are shipped.")
    holds_on = models.DateField()
    reason = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["huvudman", "number"], name="the_wheels_versions_are_numbered"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_version_of_the_wheel_has_a_reason"),
        ]


class Whose(models.TextChoices):
    """Whose picture it is."""

    STAFF = "skolan", "Skolans bild"
    PUPIL = "eleven", "Elevens egen bild"


class Given(models.TextChoices):
    """How the pupil gave the picture."""

    ALONE = "sjalv", "på egen hand"
    BESIDE = "bredvid-en-vuxen", "bredvid en vuxen"
    PICTURES = "med-bilder", "med bilder"


class Look(models.Model):
    """One occasion at the wheel: what somebody saw in the eight areas. Changed only by a newer one.

    The marks are sealed with the ids of the words that belong to each area, so that nobody with a copy of the database
    can tell which areas were spoken of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    whose = models.CharField(max_length=SLUG, choices=Whose.choices)
    given = models.CharField(max_length=SLUG, choices=Given.choices, null=True)
    sealed_marks = models.BinaryField()
    version = models.ForeignKey(
        WheelVersion, on_delete=models.PROTECT, null=True, related_name="+", help_text="The words of that day."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["Look"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(whose=Whose.STAFF, given=None) | Q(whose=Whose.PUPIL, given__in=Given.values),
                name="a_pupils_picture_says_how_it_was_given",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "-made_at"])]


class How(models.TextChoices):
    """How the family took part in letting the wheel lie in the plan."""

    MEETING = "mote", "På ett möte"
    TALK = "samtal", "I ett samtal på skolan"
    PHONE = "telefon", "På telefon"
    WRITING = "skriftligt", "Skriftligt"


class Ended(models.TextChoices):
    """Why the wheel lies in the plan no more."""

    FAMILY = "familjen", "Familjen vill inte ha det i planen"
    NOT_NEEDED = "behovs-inte", "Det behövs inte i planen längre"
    NEWER = "nyare", "En nyare bild lades till"


class Attachment(models.Model):
    """That two pictures, or one, lie in the plan: decided with the family, on a day. Ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    staff_look = models.ForeignKey(Look, on_delete=models.PROTECT, null=True, related_name="+")
    pupil_look = models.ForeignKey(Look, on_delete=models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=SLUG, choices=How.choices)
    decided_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.CharField(max_length=SLUG, choices=Ended.choices, null=True)

    objects = GuardedManager["Attachment"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(staff_look__isnull=False) | Q(pupil_look__isnull=False), name="something_lies_in_the_plan"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended__isnull=False),
                name="taken_out_of_the_plan_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("made_at")), name="put_in_the_plan_before_taken_out"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="one_wheel_at_a_time_lies_in_the_plan"
            ),
        ]


class TookPart(models.Model):
    """That one of the family was with in the decision."""

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="took_part")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attachment", "person"], name="one_takes_part_once"),
        ]
