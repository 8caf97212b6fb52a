"""Persons and their assignments."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat, Lower, Replace

from samverkan.people.models.organisations import SLUG, Group, Organisation, Unit
from samverkan.policy.vocabulary import Role


def swedish_order(*fields: str) -> Replace:
    """An expression that sorts Swedish names by code point: å ä ö after z, case aside.

    PostgreSQL's built-in C.UTF-8 puts ä before å; shifting the three past z in their order mends it without ICU.
    """
    joined: Concat | Lower = Lower(Concat(*(part for field in fields for part in (F(field), models.Value(" ")))))
    shifted = Replace(joined, models.Value("å"), models.Value("{a"))
    shifted = Replace(shifted, models.Value("ä"), models.Value("{b"))
    return Replace(shifted, models.Value("ö"), models.Value("{c"))


class Person(models.Model):
    """A human being: pupil, guardian, colleague or someone from another organisation.

    For a person with protected identity the name columns are empty and the names lie sealed in the vault; phone and
    mail are never stored for them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12, blank=True, help_text="Wanted language, when not Swedish (BCP 47).")
    protected = models.BooleanField(default=False)
    sealed_name = models.BinaryField(null=True)
    ended_on = models.DateField(null=True)
    sort_name = models.GeneratedField(
        expression=swedish_order("family_name", "given_name"),
        output_field=models.CharField(max_length=400),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(protected=False) | Q(given_name="", family_name="", phone="", email=""),
                name="a_protected_person_has_nothing_in_the_clear",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["sort_name"])]

    @property
    def name(self) -> str:
        """Given and family name; a neutral word for a person with protected identity."""
        return f"{self.given_name} {self.family_name}".strip() or "Skyddad person"

    @property
    def initials(self) -> str:
        """Two letters for the header and for paper that lies on desks."""
        return "".join(part[:1] for part in (self.given_name, self.family_name)) or "–"

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A role at an organisation, at one school unit when it is a school, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="assignments")
    role = models.CharField(max_length=SLUG)
    title = models.CharField(max_length=80, blank=True, help_text="The source's own word, when it says more.")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="The last day.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="assignment_role_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="an_assignment_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "unit", "role"],
                condition=Q(ends_on=None),
                nulls_distinct=False,
                name="one_running_assignment_of_a_kind",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "role"])]


class GroupRole(models.Model):
    """A colleague who is mentor of a class, or teaches it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_roles")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=SLUG)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=[Role.MENTOR, Role.TEACHER]), name="group_role_is_known"),
            models.UniqueConstraint(
                fields=["person", "group", "role"], condition=Q(ends_on=None), name="one_running_group_role_of_a_kind"
            ),
        ]
