"""Pupils and those who answer for them. Every pupil row is guarded: it has the identity cell of its case."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.people.models.organisations import SLUG, Group, Organisation
from samverkan.people.models.persons import Person


class Pupil(models.Model):
    """A pupil at a school unit. The id is the case's id, random, and stands in addresses."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="pupil")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", help_text="Identity, class K07.")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    born_on = models.DateField(null=True)
    home_municipality = models.CharField(
        max_length=4, blank=True, help_text="SCB code, when another than the school's."
    )
    enrolled_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = GuardedManager["Pupil"]()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["group"]), models.Index(fields=["cell"])]

    @property
    def id(self) -> uuid.UUID:
        """The case id."""
        return self.case_id


class DepartureReason(models.TextChoices):
    """Why a pupil is no longer at a school."""

    MOVED = "bytte-skola", "Bytte skola"
    LEFT = "slutade", "Slutade på skolan"


class Departure(models.Model):
    """A pupil who left a school: when, why, and who said so. The cell is the identity as that school had it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=SLUG, choices=DepartureReason.choices)
    left_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="None when the command read it in."
    )

    objects = GuardedManager["Departure"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(why__in=DepartureReason.values), name="departure_reason_is_known"),
        ]


class Custody(models.TextChoices):
    """How a guardian answers for the pupil."""

    JOINT = "gemensam", "Gemensam vårdnad"
    SOLE = "ensam", "Ensam vårdnad"
    APPOINTED = "sarskilt-forordnad", "Särskilt förordnad vårdnadshavare"
    NONE = "ingen", "Inte vårdnadshavare"


class Guardianship(models.Model):
    """A person who answers for a pupil, or is close to one without custody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardianships")
    relation = models.CharField(max_length=SLUG, help_text="mamma, pappa, vårdnadshavare, familjehemsförälder …")
    custody = models.CharField(max_length=SLUG, choices=Custody.choices)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(ends_on=None), name="one_running_guardianship_of_a_pair"
            ),
        ]


class Bar(models.Model):
    """A decision that a person may see nothing about a pupil (OSL 12:3 st. 1 p. 1): who, when, why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bars")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed_reason = models.BinaryField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_end_reason = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_bar_says_when_and_by_whom",
            ),
        ]


class NamedOfficer(models.Model):
    """A person named for a sealed case: one who works there, a guardian, or one from outside who sits in the team.
    Nobody else sees anything of it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="named_for")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_reason = models.BinaryField(null=True, help_text="Why one from outside the school is let in (OSL 21:3).")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(ended_at=None), name="named_once_for_a_sealed_case"
            ),
        ]


class Lifting(models.Model):
    """That the protection of a sealed case be lifted: who asks and why, and the other person who confirmed it.

    It names no school, since nothing about a sealed case may. The database too refuses that one person does both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    sealed_reason = models.BinaryField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="None when the asker's right ended."
    )
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager["Lifting"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(taken_back_at=None, confirmed_at=None), name="one_lifting_waits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("asked_by")), name="two_people_lift_a_seal"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, taken_back_at=None),
                name="a_lifting_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=False) | Q(taken_back_by=None),
                name="a_lifting_taken_back_says_when",
            ),
        ]


class TeamMember(models.Model):
    """A seat in the team. The cell says who may know of it: that an organisation knows the child is a secret in itself.

    A seat without a person is a function nobody holds yet: a vacancy, or a contact to find.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=SLUG)
    function = models.CharField(max_length=80, help_text="mamma, logoped, mentor, socialsekreterare …")
    sealed_mandate = models.BinaryField(null=True, help_text="Får besluta om …")
    last_contact_on = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["TeamMember"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(until=None, person__isnull=False), name="one_seat_for_a_person"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case"]), models.Index(fields=["person"])]
