"""Questions about consent and the answers to them. Answers are added, never changed: the newest from a giver holds."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.people.models import Organisation, Person
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import InformationClass, OrganisationId

SLUG = 32


class Question(models.Model):
    """May this receiver have these classes and kinds from these senders, for this purpose, in this time?"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(
        Cell, on_delete=models.PROTECT, related_name="+", help_text="Who may know of the question."
    )
    classes = ArrayField(models.CharField(max_length=SLUG))
    kinds = ArrayField(models.CharField(max_length=SLUG))
    origins = ArrayField(
        models.CharField(max_length=SLUG, blank=True),
        null=True,
        help_text="Which origins it frees, an empty string for what the sender made itself. Null: any.",
    )
    party_ids = ArrayField(
        models.UUIDField(null=True),
        null=True,
        help_text="Which outside organisations it lets be known, a null for what tells of none. Null for all: any.",
    )
    senders = models.ManyToManyField(Organisation, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver_role = models.CharField(max_length=SLUG, null=True, help_text="None: any role at the receiver.")
    subject = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=SLUG)
    manners = ArrayField(models.CharField(max_length=SLUG))
    begins_on = models.DateField()
    ends_on = models.DateField()
    sealed_matter = models.BinaryField(help_text="The thing in plain words: skolans bedömning.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    suspended_because = models.CharField(max_length=SLUG, blank=True)

    objects = GuardedManager["Question"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="a_consent_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(classes=[]) & ~Q(kinds=[]) & ~Q(manners=[]), name="no_blanket_consent"),
        ]
        indexes: ClassVar = [models.Index(fields=["case"])]

    @property
    def freed_origins(self) -> frozenset[InformationClass | None] | None:
        """The origins as the law reads them; None for any."""
        if self.origins is None:
            return None
        return frozenset(InformationClass(value) if value else None for value in self.origins)

    @property
    def freed_parties(self) -> frozenset[OrganisationId | None] | None:
        """The outside organisations as the law reads them; None for any."""
        if self.party_ids is None:
            return None
        return frozenset(None if party is None else OrganisationId(party) for party in self.party_ids)


class AnswerForm(models.TextChoices):
    """How the answer was given."""

    ORAL = "muntligt", "Muntligt"
    PAPER = "papper", "På papper"
    ELECTRONIC = "elektroniskt", "Elektroniskt"


class Answer(models.Model):
    """One giver's answer to one question, and how it was given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=SLUG)
    form = models.CharField(max_length=SLUG, choices=AnswerForm.choices)
    answered_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=40, blank=True)
    interpreter = models.BooleanField(default=False)
    sealed_read_aloud = models.BinaryField(null=True, help_text="What was read to the giver.")
    explained = ArrayField(models.CharField(max_length=SLUG), default=list)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reply__in=list(Reply)), name="consent_reply_is_known"),
            models.CheckConstraint(condition=Q(form__in=AnswerForm.values), name="consent_form_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["question", "-recorded_at"])]
