"""The rows that secrecy is decided on: cases, cells, statements and grants.

Huvudman, organisation, unit and person are kept as plain ids here, since the guard knows nothing of people; their
foreign keys are laid in the database by the people app's first migration.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from samverkan.guard.managers import GuardedManager
from samverkan.policy import facts
from samverkan.policy.vocabulary import (
    Branch,
    CaseId,
    GrantId,
    HuvudmanId,
    InformationClass,
    Kind,
    Manner,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    StatementId,
    UnitId,
)

SLUG = 32
ASKED_OF_A_CELL = [
    "id",
    "huvudman_id",
    "holder_id",
    "regime",
    "information_class",
    "kind",
    "subject_id",
    "origin_class",
    "confided",
    "sealed",
    "blocked",
    "party_id",
    "profession",
]


class Case(models.Model):
    """One pupil's case. A sealed case belongs to no unit, so that not even its school can be read from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    sealed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sealed=False) | Q(unit_id=None), name="a_sealed_case_has_no_unit"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit_id"]), models.Index(fields=["huvudman_id"])]


class Cell(models.Model):
    """Everything a rule may read about a piece of information. Few to a case, shared by many statements."""

    huvudman_id = models.UUIDField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit_id = models.UUIDField(null=True)
    holder_id = models.UUIDField()
    regime = models.CharField(max_length=SLUG)
    branch = models.CharField(max_length=SLUG)
    information_class = models.CharField(max_length=SLUG)
    kind = models.CharField(max_length=SLUG)
    subject_id = models.UUIDField(null=True)
    origin_class = models.CharField(max_length=SLUG, null=True)
    confided = models.BooleanField(default=False)
    sealed = models.BooleanField(default=False)
    blocked = models.BooleanField(default=False, db_default=False)
    party_id = models.UUIDField(null=True, help_text="The outside organisation that an existence tells of.")
    profession = models.CharField(
        max_length=SLUG, null=True, help_text="Whose knowledge it is, where a duty binds some professions only."
    )

    objects = GuardedManager["Cell"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "case",
                    "huvudman_id",
                    "unit_id",
                    "holder_id",
                    "regime",
                    "branch",
                    "information_class",
                    "kind",
                    "subject_id",
                    "origin_class",
                    "confided",
                    "sealed",
                    "blocked",
                    "party_id",
                    "profession",
                ],
                name="one_cell_for_the_same_facts",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(regime__in=list(Regime)), name="cell_regime_is_known"),
            models.CheckConstraint(condition=Q(branch__in=list(Branch)), name="cell_branch_is_known"),
            models.CheckConstraint(
                condition=Q(information_class__in=list(InformationClass)), name="cell_class_is_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="cell_kind_is_known"),
            models.CheckConstraint(
                condition=Q(profession=None) | Q(profession__in=list(Role)), name="cell_profession_is_known"
            ),
            models.CheckConstraint(condition=Q(sealed=False) | Q(unit_id=None), name="a_sealed_cell_has_no_unit"),
        ]
        indexes: ClassVar = [
            # What a lane and the fence ask of a cell lies in the index: finding a reader's cells touches no row.
            models.Index(fields=["unit_id"], include=["case", *ASKED_OF_A_CELL], name="cell_by_unit"),
            models.Index(fields=["case"], include=["unit_id", *ASKED_OF_A_CELL], name="cell_by_case"),
            models.Index(fields=["huvudman_id", "information_class"]),
        ]

    @property
    def facts(self) -> facts.Cell:
        """The cell as the law reads it."""
        return facts.Cell(
            huvudman=HuvudmanId(self.huvudman_id),
            case=CaseId(self.case_id),
            unit=None if self.unit_id is None else UnitId(self.unit_id),
            holder=OrganisationId(self.holder_id),
            regime=Regime(self.regime),
            branch=Branch(self.branch),
            information_class=InformationClass(self.information_class),
            kind=Kind(self.kind),
            subject=None if self.subject_id is None else PersonId(self.subject_id),
            origin_class=None if self.origin_class is None else InformationClass(self.origin_class),
            confided=self.confided,
            sealed=self.sealed,
            blocked=self.blocked,
            party=None if self.party_id is None else OrganisationId(self.party_id),
            profession=None if self.profession is None else Role(self.profession),
        )


class Form(models.TextChoices):
    """What a statement is in the daily work. No rule reads it."""

    NOTE = "anteckning", "Anteckning"
    SIGNAL = "signal", "Signal"
    WORDS = "egna-ord", "Elevens ord"
    REASON = "skal", "Skäl"
    GOAL = "mal", "Mål"
    MEASURE = "insats", "Insats"
    STEP = "steg", "Nästa steg"
    PURPOSE = "syfte", "Syfte med mötet"
    TOPIC = "amne", "Ämne"
    EVENT = "handelse", "Händelse"
    MINUTES = "minnesrad", "Rad i minnesanteckningarna"
    WHEEL = "ma-bra", "Ord till Må bra-hjulet"


class Statement(models.Model):
    """Something said about a pupil: a cell, a sealed text, an author and a time. Changed only by a newer one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No index of the key's own: statement_by_cell begins with it, and each index is paid for at every insert.
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", db_index=False)
    huvudman_id = models.UUIDField()
    form = models.CharField(max_length=SLUG, choices=Form.choices)
    sealed_text = models.BinaryField()
    author_id = models.UUIDField()
    made_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    objects = GuardedManager["Statement"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="statement_form_is_known"),
        ]
        indexes: ClassVar = [
            models.Index(F("cell"), F("made_at").desc(), F("id").desc(), name="statement_by_cell"),
            models.Index(fields=["huvudman_id", "-made_at", "-id"], include=["cell"], name="statement_by_huvudman"),
            models.Index(fields=["author_id", "-made_at", "-id"], name="statement_by_author"),
        ]


class Grant(models.Model):
    """A recorded yes. Written and ended only by the acts that record what a person decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    classes = ArrayField(models.CharField(max_length=SLUG))
    kinds = ArrayField(models.CharField(max_length=SLUG))
    holder_ids = ArrayField(models.UUIDField())
    receiver_organisation_id = models.UUIDField(null=True)
    receiver_role = models.CharField(max_length=SLUG, null=True)
    receiver_person_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=SLUG)
    manners = ArrayField(models.CharField(max_length=SLUG))
    begins_on = models.DateField()
    ends_on = models.DateField()
    rule = models.CharField(max_length=8, default="R6")
    subject_id = models.UUIDField(null=True)
    confided = models.BooleanField(default=False)
    origins = ArrayField(
        models.CharField(max_length=SLUG, blank=True),
        null=True,
        help_text="Origins it frees; an empty word is what the holder made itself. Null: any.",
    )
    blocked = models.BooleanField(default=False, db_default=False)
    party_ids = ArrayField(
        models.UUIDField(null=True),
        null=True,
        help_text="Outside organisations it lets be known; a null among them is none. Null for the whole: any.",
    )
    statement_ids = ArrayField(
        models.UUIDField(),
        null=True,
        help_text="Single statements that it frees, by id. Null: all that lies there, also what is written later.",
    )
    provision = models.CharField(
        max_length=60, blank=True, db_default="", help_text="What an assessment was made under; empty for a consent."
    )
    reserved = models.BooleanField(
        default=False, db_default=False, help_text="Given with a förbehåll, which is kept with its source."
    )
    source_id = models.UUIDField(help_text="The consent or assessment that wrote the grant.")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="a_grant_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(receiver_organisation_id__isnull=False) | Q(receiver_person_id__isnull=False),
                name="a_grant_has_a_receiver",
            ),
            models.CheckConstraint(condition=Q(rule__in=["R6", "R7"]), name="grant_rule_is_known"),
            models.CheckConstraint(
                condition=Q(statement_ids=None) | ~Q(statement_ids=[]), name="a_grant_of_single_statements_has_some"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["receiver_organisation_id", "receiver_role", "case"],
                condition=Q(ended_at=None),
                name="grant_by_receiver",
            ),
            models.Index(fields=["case"], condition=Q(ended_at=None), name="grant_by_case"),
        ]

    @property
    def facts(self) -> facts.Grant:
        """The grant as the law reads it."""
        return facts.Grant(
            id=GrantId(self.id),
            case=CaseId(self.case_id),
            classes=frozenset(InformationClass(value) for value in self.classes),
            kinds=frozenset(Kind(value) for value in self.kinds),
            holders=frozenset(OrganisationId(value) for value in self.holder_ids),
            receiver_organisation=None
            if self.receiver_organisation_id is None
            else OrganisationId(self.receiver_organisation_id),
            receiver_role=None if self.receiver_role is None else Role(self.receiver_role),
            receiver_person=None if self.receiver_person_id is None else PersonId(self.receiver_person_id),
            purpose=Purpose(self.purpose),
            manners=frozenset(Manner(value) for value in self.manners),
            begins_on=self.begins_on,
            ends_on=self.ends_on,
            rule=self.rule,
            origins=None
            if self.origins is None
            else frozenset(InformationClass(value) if value else None for value in self.origins),
            subject=None if self.subject_id is None else PersonId(self.subject_id),
            confided=self.confided,
            blocked=self.blocked,
            parties=None
            if self.party_ids is None
            else frozenset(None if party is None else OrganisationId(party) for party in self.party_ids),
            statements=None
            if self.statement_ids is None
            else frozenset(StatementId(statement) for statement in self.statement_ids),
            provision=self.provision,
            reserved=self.reserved,
        )
