"""What an import did, row by row, so that it can be undone; and a list between upload and confirmation."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.people.models import Huvudman, Person, Unit
from samverkan.people.wording import listed, number

NOBODY = "ingen att läsa in"
SLUG = 40


class Act(models.TextChoices):
    """What was done to one row."""

    FRESH = "ny", "Ny"
    CHANGED = "andrad", "Ändrad"
    SEALED = "skyddas", "Skyddas"


class ImportRun(models.Model):
    """One confirmed import. A run that found nothing changed leaves no row; the newest is marked as checked."""

    MOST_REASON = 400

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: by command.")
    checked_at = models.DateTimeField(help_text="When the source was last seen to say the same.")
    same = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ending = models.PositiveIntegerField(default=0)
    looks = models.PositiveIntegerField(default=0)
    rows_written = models.PositiveIntegerField(default=0)
    reason = models.CharField(
        max_length=MOST_REASON, blank=True, help_text="Why more left than an import may end by itself."
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["huvudman", "source", "-at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by=None), name="only_an_undone_import_has_an_undoer"
            ),
        ]

    @property
    def words(self) -> str:
        """The run in words, as the dry run said it."""
        return words(self.same, self.fresh, self.changed, self.ending, self.looks)


class ImportedRecord(models.Model):
    """One row an import wrote. `bundle` holds the rows together that only make sense together: a pupil and her case.

    `before` and `after` are the plain fields of a changed row, kept for 24 hours and never for a protected person.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="records")
    bundle = models.CharField(max_length=64)
    place = models.PositiveIntegerField(help_text="Order of writing within the run.")
    model = models.CharField(max_length=60)
    row_id = models.CharField(max_length=40)
    act = models.CharField(max_length=SLUG, choices=Act.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "place"], name="one_place_for_a_record_of_a_run"),
            models.CheckConstraint(condition=Q(act__in=Act.values), name="import_act_is_known"),
        ]


class ImportDraft(models.Model):
    """A list between upload and confirmation: without contact details of protected rows, sealed, and its maker's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sealed_list = models.BinaryField()


def words(same: int, fresh: int, changed: int, ending: int, looks: int) -> str:
    """As in `nio nya, tre slutar, 27 är som förut och två att titta på`. What there is none of is left out."""
    parts = (
        (fresh, "ny", "nya"),
        (changed, "ändrad", "ändrade"),
        (ending, "slutar", "slutar"),
        (same, "är som förut", "är som förut"),
        (looks, "att titta på", "att titta på"),
    )
    return listed(f"{number(count)} {one if count == 1 else many}" for count, one, many in parts if count) or NOBODY
