"""Questions about consent and the answers to them. Answers are added, never changed: the newest from a giver holds."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.people.models import Account, Huvudman, Organisation, Person
from samverkan.policy.consenting import Care, Reply, Suspension
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
    returns_on = models.DateField(null=True, help_text="When somebody wants to come back to a no.")
    slight = models.BooleanField(
        default=False, help_text="Whoever sent it has said that it is not of intrusive importance (FB 6:13 st. 2)."
    )
    sealed_again = models.BinaryField(null=True, help_text="Why it is asked again after a no.")
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", help_text="The question that was asked before."
    )

    objects = GuardedManager["Question"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="a_consent_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(classes=[]) & ~Q(kinds=[]) & ~Q(manners=[]), name="no_blanket_consent"),
            models.CheckConstraint(
                condition=Q(suspended_at=None, suspended_because="")
                | Q(suspended_at__isnull=False, suspended_because__in=list(Suspension)),
                name="a_resting_question_says_why",
            ),
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


class Wording(models.Model):
    """The exact text of a question in one language, as it was put. Never changed, so what was asked was answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12, help_text="BCP 47.")
    sealed_text = models.BinaryField()
    frozen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "language"], name="one_wording_in_each_language"),
        ]


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
    said_after = models.BooleanField(default=False, help_text="Somebody states that it came after a no that day.")
    seen_at = models.DateTimeField(null=True, help_text="When the giver saw what somebody wrote in their name.")
    language = models.CharField(max_length=40, blank=True)
    interpreter = models.BooleanField(default=False)
    sealed_interpreter = models.BinaryField(null=True, help_text="The interpreter's name.")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_read_aloud = models.BinaryField(null=True, help_text="What was read to the giver.")
    sealed_evidence = models.BinaryField(null=True, help_text="Hash of the exact text that was answered.")
    sealed_witness = models.BinaryField(null=True, help_text="Who else heard an oral answer.")
    informed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    explained = ArrayField(models.CharField(max_length=SLUG), default=list)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who signed in and answered."
    )
    assurance = models.CharField(max_length=SLUG, blank=True, help_text="How the account was signed in.")
    sealed_reservation = models.BinaryField(null=True, help_text="Förbehåll: what a yes must not be used for.")
    sealed_reason = models.BinaryField(null=True, help_text="Why not, when the giver wanted to say it.")
    sealed_pupils_view = models.BinaryField(null=True, help_text="What the pupil has said of it.")
    sealed_attempts = models.BinaryField(null=True, help_text="How a hindered guardian has been tried.")
    hindrance_ends_on = models.DateField(null=True, help_text="The last day on which the other decides alone.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reply__in=list(Reply)), name="consent_reply_is_known"),
            models.CheckConstraint(condition=Q(form__in=AnswerForm.values), name="consent_form_is_known"),
            models.CheckConstraint(
                condition=Q(reply=Reply.HINDERED, hindrance_ends_on__isnull=False, sealed_attempts__isnull=False)
                | Q(~Q(reply=Reply.HINDERED), hindrance_ends_on=None, sealed_attempts=None),
                name="a_hindered_guardian_has_been_tried_and_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(sealed_reason=None) | Q(reply__in=[Reply.NO, Reply.WITHDRAWN]),
                name="only_a_no_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(sealed_reservation=None) | Q(reply=Reply.YES), name="only_a_yes_has_a_reservation"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["question", "-recorded_at"])]


class Maturity(models.Model):
    """A professional's signed assessment that a pupil is mature enough to decide alone in some matters (OSL 12:3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    classes = ArrayField(models.CharField(max_length=SLUG), help_text="About what the pupil decides.")
    sealed_grounds = models.BinaryField()
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager["Maturity"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(classes=[]), name="maturity_is_about_something"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_assessment_says_when_and_by_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case"], condition=Q(ended_at=None), name="maturity_by_case")]


class MandateKind(models.TextChoices):
    """What a deputy is."""

    GOD_MAN = "god-man", "God man"
    FORVALTARE = "forvaltare", "Förvaltare"
    LONE_CHILD = "god-man-ensamkommande", "God man för ensamkommande barn"


class Mandate(models.Model):
    """A deputy's written mandate, seen by somebody at the school, that reaches to waiving secrecy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=SLUG, choices=MandateKind.choices)
    sealed_words = models.BinaryField(help_text="What the mandate covers, in its own words.")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    seen_at = models.DateTimeField()
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager["Mandate"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=MandateKind.values), name="mandate_kind_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="a_mandate_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case"])]


class Placement(models.Model):
    """What somebody at the school has noted of a child placed under LVU, and what the social worker has said of who
    answers. Notes are added: the newest that has not been ended holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", help_text="Who may know of it.")
    answers = models.CharField(max_length=SLUG, help_text="Who answers: a value of Care.")
    sealed_words = models.BinaryField(help_text="What is known, and who has said it.")
    ends_on = models.DateField(null=True, help_text="The last day on which what was said holds; then one asks anew.")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager["Placement"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(answers__in=list(Care)), name="who_answers_for_a_placed_child_is_known"),
            models.CheckConstraint(
                condition=Q(answers=Care.UNASKED, ends_on=None) | (~Q(answers=Care.UNASKED) & Q(ends_on__isnull=False)),
                name="what_was_said_holds_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_placement_says_when_and_by_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case"], condition=Q(ended_at=None), name="placement_by_case")]


class ReleaseRequest(models.Model):
    """A request that somebody assess whether something secret can be handed over (menprövning). Names no content.

    The cell is that of who the pupil is: nobody learns more from the row than that the pupil goes here. It is between
    the asker and the decider, and the doorkeeper gives it to nobody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+", help_text="Who the pupil is.")
    asked = models.ForeignKey(
        Cell, on_delete=models.PROTECT, related_name="+", help_text="What it is about, and the vault of its holder."
    )
    kinds = ArrayField(models.CharField(max_length=SLUG))
    sealed_matter = models.BinaryField(help_text="The class in plain words: skolsköterskans anteckningar.")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    receiver_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    receiver_role = models.CharField(max_length=SLUG)
    purpose = models.CharField(max_length=SLUG)
    sealed_use = models.BinaryField(help_text="What it is to be used for.")
    sealed_why = models.BinaryField(help_text="Why it is needed.")
    rule = models.CharField(max_length=8)
    provisions = ArrayField(models.CharField(max_length=60), help_text="Under which it may be weighed.")
    decider = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    promised_on = models.DateField(help_text="The day an answer is hoped for: a goal, no limit in law.")

    objects = GuardedManager["ReleaseRequest"](between=("asked_by_id", "decider_id"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(decider=F("asked_by")), name="nobody_decides_on_their_own_request"),
            models.CheckConstraint(condition=~Q(decider=F("receiver")), name="nobody_releases_to_themselves"),
            models.CheckConstraint(condition=~Q(kinds=[]) & ~Q(provisions=[]), name="a_request_names_its_provisions"),
        ]
        indexes: ClassVar = [models.Index(fields=["decider"]), models.Index(fields=["asked_by"])]


class ReleaseOutcome(models.TextChoices):
    """What a person came to. Never computed, and never chosen beforehand."""

    WHOLE = "lamnas-ut", "Lämnas ut"
    PART = "lamnas-ut-i-del", "Lämnas ut i del"
    NOT = "lamnas-inte-ut", "Lämnas inte ut"


class ReleaseDecision(models.Model):
    """A signed assessment (R7): the outcome with provision, scope and last day. A yes is also a grant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(ReleaseRequest, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=SLUG, choices=ReleaseOutcome.choices)
    provision = models.CharField(max_length=60)
    sealed_reason = models.BinaryField(help_text="Lies in the vault of the one who holds what was asked for.")
    sealed_untold = models.BinaryField(
        null=True, help_text="Why the family is not told yet; lies as the reason does. Null: the family is told."
    )
    sealed_extent = models.BinaryField(null=True, help_text="Which part is handed over, said to the asker.")
    sealed_reservation = models.BinaryField(null=True, help_text="Förbehåll (OSL 10:14), said to the asker.")
    kinds = ArrayField(models.CharField(max_length=SLUG), default=list)
    manners = ArrayField(models.CharField(max_length=SLUG), default=list)
    for_role = models.BooleanField(default=False, help_text="To whoever holds the role there, not the person alone.")
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=ReleaseOutcome.values), name="release_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=ReleaseOutcome.NOT, ends_on=None, manners=[], kinds=[])
                | (~Q(outcome=ReleaseOutcome.NOT) & Q(ends_on__gte=F("begins_on")) & ~Q(manners=[]) & ~Q(kinds=[])),
                name="a_release_says_how_and_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=ReleaseOutcome.PART) | Q(sealed_extent__isnull=False),
                name="a_release_in_part_says_which",
            ),
            models.CheckConstraint(condition=Q(ended_by=None) | Q(ended_at__isnull=False), name="an_end_says_when"),
        ]


class ReleaseGoal(models.Model):
    """In how many school days a huvudman hopes to answer a request. Without a row it is two."""

    huvudman = models.OneToOneField(Huvudman, on_delete=models.CASCADE, related_name="+")
    school_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(school_days__range=(1, 30)), name="a_goal_is_some_weeks_at_most"),
        ]


class SharingSet(models.Model):
    """A huvudman's own set of usual questions, in the place of the one with the same slug that is shipped."""

    huvudman = models.ForeignKey(Huvudman, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=60)
    content = models.JSONField(help_text="As in plans/sharing_sets.json. Names no pupil.")
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["huvudman", "slug"], name="one_sharing_set_of_a_name"),
        ]
