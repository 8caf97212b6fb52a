"""What a huvudman has signed about the law: readings of what is contested, and on which day a school's law changes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.people.models.organisations import SLUG, Huvudman, Organisation
from samverkan.people.models.persons import Person
from samverkan.policy.rules.contested import POINTS
from samverkan.policy.vocabulary import Regime, Stance

REASON = 400


class SignedStance(models.Model):
    """A huvudman's reading of a point where lawyers disagree. Never changed: the newest on a point holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="stances")
    point = models.CharField(max_length=SLUG)
    stance = models.CharField(max_length=SLUG, null=True, help_text="Null: back to the strict reading.")
    reason = models.CharField(max_length=REASON)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(point__in=[point.slug for point in POINTS]), name="stance_point_is_known"
            ),
            models.CheckConstraint(condition=Q(stance=None) | Q(stance__in=list(Stance)), name="stance_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_stance_has_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["huvudman", "point", "-signed_at"], name="stance_newest_first")]


class RegimeChange(models.Model):
    """That another secrecy law binds an organisation from a day on: signed before, and done when the day comes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="regime_changes")
    regime = models.CharField(max_length=SLUG)
    holds_on = models.DateField(help_text="The first day.")
    reason = models.CharField(max_length=REASON)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(regime__in=list(Regime)), name="regime_change_regime_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_regime_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(taken_back_at=None), name="what_is_done_is_not_taken_back"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="regime_change_taken_back_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(done_at=None, taken_back_at=None),
                name="one_waiting_regime_change_of_an_organisation",
            ),
        ]
