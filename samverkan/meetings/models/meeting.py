"""A planned meeting and what it takes up."""

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.meetings.models.kinds import KindVersion
from samverkan.meetings.models.lengths import SLUG
from samverkan.meetings.team.models import TeamMeeting
from samverkan.people.models import Person
from samverkan.people.wording import local_day


class Participation(models.TextChoices):
    """How the pupil takes part. A required choice."""

    WHOLE = "hela-motet", "Är med hela mötet"
    PART = "del-av-motet", "Är med en del av mötet"
    PICTURE = "bild-eller-brev", "Skickar en bild eller ett brev"
    FILM = "film", "Skickar en film"
    SPOKESPERSON = "trygghetsperson-talar", "Trygghetspersonen talar för eleven"
    ABSTAINS = "avstar", "Vill inte vara med"


OVERRUN = timedelta(hours=4)
"""How far past its time a meeting that nobody has ended is taken to go on: a setting of the product."""


class Meeting(models.Model):
    """A planned meeting about one pupil."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        TeamMeeting, on_delete=models.PROTECT, null=True, related_name="+", help_text="The EHT of which it is a row."
    )
    template = models.CharField(max_length=SLUG)
    kind_version = models.ForeignKey(
        KindVersion, on_delete=models.PROTECT, null=True, related_name="+", help_text="Null: the shipped one."
    )
    purpose = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(help_text="While the time is open: the earliest of those proposed.")
    time_open = models.BooleanField(default=False, help_text="Times are proposed, and none is settled yet.")
    minutes = models.PositiveSmallIntegerField(default=90)
    sealed_place = models.BinaryField(null=True)
    video_url = models.URLField(blank=True)
    participation = models.CharField(max_length=SLUG, choices=Participation.choices, blank=True)
    pupil_answered = models.BooleanField(default=False, help_text="The pupil has said it, and nobody for them.")
    calendar_uid = models.CharField(max_length=80, unique=True, help_text="Random; says nothing about the pupil.")
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = GuardedManager["Meeting"]()

    @property
    def ends_at(self) -> datetime:
        """When its time is out."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def held_on(self) -> date:
        """The day of the meeting: the one on which it was begun, if that was before its time was out. What is written
        down when the time has passed, perhaps days later, is of the day it was set for.
        """
        began = self.started_at
        return local_day(self.starts_at if began is None or began > self.ends_at else began)

    def held_before(self, now: datetime) -> bool:
        """Whether it has been and stands. One that nobody was invited to has not: it is given a new time instead. One
        that goes on past its time can still take in somebody at the door, and one that is ended early can not.
        """
        if self.ended_at is not None:
            return self.ended_at <= now
        return self.over(now - OVERRUN if self.started_at is not None else now)

    def over(self, now: datetime) -> bool:
        """Whether its time has passed, or it has been ended before that."""
        if self.sent_at is None or self.cancelled_at is not None or self.time_open:
            return False
        return self.ended_at is not None or self.ends_at <= now

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at__isnull=False), name="what_ends_has_been_begun"
            ),
            models.CheckConstraint(
                condition=Q(time_open=False) | Q(started_at=None), name="what_has_begun_has_its_time"
            ),
            models.CheckConstraint(
                condition=Q(participation="") | Q(participation__in=Participation.values),
                name="participation_is_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "-starts_at"]), models.Index(fields=["starts_at"])]


class AgendaItem(models.Model):
    """A topic. The cell is what it rests on; its title is a statement in that cell, since a title can tell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    title = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    about_pupil = models.BooleanField(default=True, help_text="False for items such as the round of presentation.")
    dropped_at = models.DateTimeField(null=True)

    objects = GuardedManager["AgendaItem"]()
