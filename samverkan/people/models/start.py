"""What a huvudman has signed before it begins in earnest."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.people.models.law import REASON
from samverkan.people.models.organisations import SLUG, Huvudman
from samverkan.people.models.persons import Person
from samverkan.people.start_steps import ANYWAY, steps
from samverkan.policy.vocabulary import Role


class SignedStart(models.Model):
    """A signature under one thing to have in place, or under beginning without. Never changed: the newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="starts")
    step = models.CharField(max_length=SLUG)
    holds = models.BooleanField(default=True, help_text="False: taken back, with the reason as reference.")
    reference = models.CharField(max_length=REASON, help_text="Where the paper is; never about a pupil.")
    happened_on = models.DateField(null=True)
    pack = models.JSONField(null=True, help_text="The rules as they were signed: digest and words of each part.")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=SLUG, help_text="In which capacity.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(step__in=[*(step.slug for step in steps()), ANYWAY]), name="start_step_is_known"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="a_signed_start_says_where_the_paper_is"),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="start_role_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["huvudman", "step", "-signed_at"], name="start_newest_first")]
