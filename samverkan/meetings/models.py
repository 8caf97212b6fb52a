"""Meetings, their agenda, those invited and what has been sent to them."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell, Statement
from samverkan.meetings.slots.models import SlotAnswer as SlotAnswer
from samverkan.meetings.slots.models import TimeSlot as TimeSlot
from samverkan.meetings.team.models import TeamMeeting
from samverkan.people.models import Huvudman, Organisation, Person

SLUG = 40


class Participation(models.TextChoices):
    """How the pupil takes part. A required choice."""

    WHOLE = "hela-motet", "Är med hela mötet"
    PART = "del-av-motet", "Är med en del av mötet"
    PICTURE = "bild-eller-brev", "Skickar en bild eller ett brev"
    FILM = "film", "Skickar en film"
    SPOKESPERSON = "trygghetsperson-talar", "Trygghetspersonen talar för eleven"
    ABSTAINS = "avstar", "Vill inte vara med"


class KindVersion(models.Model):
    """A huvudman's own version of a sort of meeting, from a day on. Never changed: of those whose day has come, the
    one made last holds. Without data the shipped one holds again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey(Huvudman, on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=SLUG)
    number = models.PositiveIntegerField()
    data = models.JSONField(null=True, help_text="Null: back to the one that is shipped.")
    holds_on = models.DateField()
    reason = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["huvudman", "slug", "number"], name="versions_are_numbered"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_version_has_a_reason"),
        ]


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

    def held_before(self, now: datetime) -> bool:
        """Whether it has been. One that nobody was invited to has not: it is given a new time instead."""
        ends_at = self.starts_at + timedelta(minutes=self.minutes)
        return self.sent_at is not None and self.cancelled_at is None and not self.time_open and ends_at <= now

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


class Attendance(models.TextChoices):
    """What an invited person has answered."""

    UNANSWERED = "inget-svar", "Inte svarat"
    COMES = "kommer", "Kommer"
    VIDEO = "video", "Kommer på video"
    MATERIAL = "lamnar-underlag", "Kan inte komma, lämnar underlag"
    DECLINES = "kommer-inte", "Kan inte komma"


class Invitee(models.Model):
    """A seat at the meeting. The cell says who may know that this person is invited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=SLUG)
    function = models.CharField(max_length=80)
    sealed_mandate = models.BinaryField(null=True)
    sealed_needs = models.BinaryField(null=True, help_text="Tolk, pauser, ramp: practical needs of the invited.")
    attendance = models.CharField(max_length=SLUG, choices=Attendance.choices, default=Attendance.UNANSWERED)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = GuardedManager["Invitee"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(removed_at=None), name="one_seat_at_a_meeting"
            ),
        ]


class Channel(models.TextChoices):
    """How an invitation goes."""

    MAIL = "mejl", "Mejl med länk"
    PAPER = "papper", "På papper"


class ReplyChannel(models.TextChoices):
    """How an answer came."""

    SIGNED_IN = "inloggad", "I Samverkan"
    PHONE = "telefon", "På telefon"
    PAPER = "papper", "På papper"
    SPOKEN = "muntligt", "Ansikte mot ansikte"
    LINK = "lank", "Med egen länk och kod"
    CALENDAR = "kalender", "Från kalendern"


class Reply(models.Model):
    """An answer to an invitation: what, on which day, how it came and who wrote it down. The last one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    attendance = models.CharField(max_length=SLUG, choices=Attendance.choices)
    channel = models.CharField(max_length=SLUG, choices=ReplyChannel.choices)
    answered_on = models.DateField()
    said_at = models.DateTimeField(null=True, help_text="When a calendar says that it was said. Null for all others.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(said_at=None) ^ Q(channel="kalender"), name="what_a_calendar_says_was_said_at_a_time"
            ),
        ]


class BroughtUp(models.Model):
    """What somebody who is invited wants to take up. The cell says who may read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = GuardedManager["BroughtUp"]()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["invitee"])]


class Dispatch(models.Model):
    """An invitation sent or printed for one seat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=SLUG, choices=Channel.choices)
    sequence = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, help_text="When the paper was first printed. None for mail.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(printed_at=None) | Q(channel="papper"), name="only_paper_is_printed"),
        ]


class ChecklistTick(models.Model):
    """A row of the meeting's checklist that somebody has ticked."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=SLUG)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "row"], name="a_row_is_ticked_once")]


class CheckPassed(models.Model):
    """A row of the checklist that somebody passes over, and why. Only rows that no statute demands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=SLUG)
    sealed_reason = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "row"], condition=Q(undone_at=None), name="a_row_is_passed_over_once"
            ),
        ]


class Turn(models.Model):
    """A stretch of the meeting spent on one topic. None is open while the meeting pauses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(ended_at=None), name="one_topic_at_a_time"),
        ]


class Presence(models.Model):
    """That somebody invited is in the room, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitee"], condition=Q(left_at=None), name="one_is_in_the_room_once"),
        ]


class RowKind(models.TextChoices):
    """What a row of the minutes is."""

    NOTE = "anteckning", "Anteckning"
    DECISION = "beslut", "Beslut"
    TASK = "atgard", "Åtgärd"


class MinutesRow(models.Model):
    """Something written down under a topic: what was said, what was decided, or who does what by when.

    The key is drawn by the page that sends it, so that a row sent twice is one. The cell says who may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=SLUG, choices=RowKind.choices)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    beside = models.BooleanField(default=False, help_text="Written while somebody else held the pen.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = GuardedManager["MinutesRow"]()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="atgard", owner__isnull=False, due_on__isnull=False)
                | Q(kind__in=["anteckning", "beslut"], owner=None, due_on=None),
                name="a_task_has_somebody_and_a_day",
            ),
            models.UniqueConstraint(fields=["meeting", "key"], name="a_row_sent_twice_is_one"),
        ]
        indexes: ClassVar = [models.Index(fields=["meeting", "made_at"])]


class HalfWritten(models.Model):
    """What somebody is writing and has not saved: kept for that person alone, so that nothing is lost with a browser.

    It lies in the cell that the row would, and is gone when the row is saved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    kind = models.CharField(max_length=SLUG, choices=RowKind.choices)
    sealed_text = models.BinaryField()
    written_at = models.DateTimeField()

    objects = GuardedManager["HalfWritten"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "writer"], name="one_writes_one_row_at_a_time"),
        ]


class RequiredText(models.Model):
    """What the meeting must hold before it can be closed, a row of its template's required contents.

    Each writing is a row of its own, and the latest holds. The cell says who may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=SLUG)
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    objects = GuardedManager["RequiredText"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "row"], condition=Q(replaced_at=None), name="one_text_for_what_is_required"
            ),
        ]


class Pen(models.Model):
    """Who writes the minutes right now, and who has asked to take over."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, primary_key=True, related_name="+")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class Closing(models.Model):
    """That the minutes are approved and sent: by whom, and when one meets next or why not. The meeting is over when
    everybody who was to be told has been.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, primary_key=True, related_name="closing")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    next_on = models.DateField(null=True)
    no_next = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    easy = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, related_name="+", help_text="What was agreed, in easy Swedish."
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(next_on__isnull=False, no_next=None) | Q(next_on=None, no_next__isnull=False),
                name="one_meets_again_or_says_why_not",
            ),
        ]


class MinutesSent(models.Model):
    """The minutes made out to one person: by a letter with a way in, or on paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=SLUG, choices=Channel.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True, help_text="When the paper was first printed. None for mail.")
    again_at = models.DateTimeField(null=True, help_text="When something was last added that goes to the person.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(printed_at=None) | Q(channel="papper"), name="only_minutes_on_paper_are_printed"
            ),
            models.UniqueConstraint(fields=["meeting", "person"], name="minutes_go_to_each_once"),
        ]


class ToldHow(models.TextChoices):
    """How somebody who was not at the meeting has heard what it came to."""

    TALK = "samtal", "När vi sågs"
    PHONE = "telefon", "På telefon"
    PAPER = "papper", "På papper"


class ToldAfterwards(models.Model):
    """That one who was not at the meeting has been told what it came to: on which day, how, and who wrote it down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=SLUG, choices=ToldHow.choices)
    told_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="each_is_told_afterwards_once"),
        ]


class DeviationKind(models.TextChoices):
    """What did not become as agreed between organisations."""

    ABSENT = "kom-inte", "Kom inte"
    ABSENT_UNTOLD = "kom-inte-utan-besked", "Kom inte och hade inte sagt det"
    LATE = "kom-sent", "Kom sent"


class Deviation(models.Model):
    """That somebody from another organisation did not come to a meeting, or came late. For the managers of both: it
    names no pupil and no meeting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    huvudman = models.ForeignKey("people.Huvudman", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=SLUG, choices=DeviationKind.choices)
    happened_on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["huvudman", "-happened_on"])]


class Felt(models.TextChoices):
    """The three steps of the pulse."""

    YES = "ja", "Ja"
    PARTLY = "delvis", "Delvis"
    NO = "nej", "Nej"


class PulseAnswer(models.Model):
    """What one who was at the meeting thought of it. Whose it is stands nowhere, nor when it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    listened = models.CharField(max_length=SLUG, choices=Felt.choices)
    knows = models.CharField(max_length=SLUG, choices=Felt.choices)
    right_people = models.CharField(max_length=SLUG, choices=Felt.choices)


class PulseGiven(models.Model):
    """That a seat has answered the pulse, so that nobody answers twice. What it answered cannot be found from here."""

    invitee = models.OneToOneField(Invitee, on_delete=models.PROTECT, primary_key=True, related_name="+")
