"""Those who answer for schools and care: huvudman, organisation, unit, group."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.policy.vocabulary import Branch, Regime

SLUG = 40


class HuvudmanKind(models.TextChoices):
    """What kind of body answers for a school or for care."""

    MUNICIPALITY = "kommun", "Kommun"
    REGION = "region", "Region"
    INDEPENDENT = "enskild", "Enskild"
    STATE = "stat", "Stat"


class Huvudman(models.Model):
    """The body responsible under skollagen 2 kap., or for health care under HSL."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=SLUG, choices=HuvudmanKind.choices)
    municipality_code = models.CharField(max_length=4, blank=True)
    began_at = models.DateTimeField(
        null=True, help_text="Null: it prepares. Nothing goes out and no family comes in before."
    )

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    """What an organisation does."""

    SCHOOLS = "skolverksamhet", "Skola"
    SOCIAL = "socialtjanst", "Socialtjänsten"
    BUP = "bup", "BUP"
    HABILITATION = "habilitering", "Habiliteringen"
    SPEECH = "logopedmottagning", "Logopedmottagningen"
    FIRST_LINE = "forsta-linjen", "Första linjen"
    LSS = "lss", "LSS"
    PRIMARY_CARE = "vardcentral", "Vårdcentralen"
    SPSM = "spsm", "SPSM"
    OTHER = "annan", "Annan verksamhet"


class Organisation(models.Model):
    """A holder of information: the authority or body inside which secrecy runs free (OSL 8:2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=SLUG, choices=OrganisationKind.choices)
    branch = models.CharField(max_length=SLUG)
    regime = models.CharField(max_length=SLUG)
    public = models.BooleanField(default=True, help_text="An authority, and not an enskild.")
    phone = models.CharField(max_length=40, blank=True)
    phone_hours = models.CharField(max_length=60, blank=True)
    good_to_know = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["huvudman", "name"], name="organisation_name_is_unique_for_a_huvudman"),
            models.CheckConstraint(condition=Q(branch__in=list(Branch)), name="organisation_branch_is_known"),
            models.CheckConstraint(condition=Q(regime__in=list(Regime)), name="organisation_regime_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A school unit (skolenhet), led by one rektor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=8, blank=True, help_text="Skolenhetskod, eight digits.")
    school_form = models.CharField(max_length=SLUG, blank=True, help_text="School form code as the source gave it.")
    phone = models.CharField(max_length=40, blank=True)
    meeting_place = models.CharField(max_length=120, blank=True)
    reviewed_access_at = models.DateTimeField(null=True, help_text="When the rektor signed who can see what.")
    first_day_hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_is_unique_for_an_organisation"),
            models.CheckConstraint(condition=Q(code="") | Q(code__regex=r"^\d{8}$"), name="unit_code_has_eight_digits"),
        ]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A class or another group of pupils at a unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=60)
    school_year = models.PositiveSmallIntegerField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(ended_on=None), name="one_running_group_of_a_name_at_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SourceLink(models.Model):
    """Which record of which source became which row here. Matching is by the source's own id, never by name."""

    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=SLUG)
    external_id = models.CharField(max_length=120)
    row_id = models.UUIDField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["huvudman", "source", "kind", "external_id"], name="one_row_for_a_record_of_a_source"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["row_id"])]


class ContactPoint(models.Model):
    """Whom to ring at an organisation, by function first: the person may change, the function stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contact_points")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contact_points", null=True)
    function = models.CharField(max_length=80)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    phone_hours = models.CharField(max_length=60, blank=True)
    good_to_know = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
