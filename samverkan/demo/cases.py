"""The other collaborations, in every state that a school meets, and pupils round whom there should be one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from samverkan.demo import words
from samverkan.demo.casefile import CaseFile, K
from samverkan.demo.days import coming_school_day, school_day_near, spread_before, spread_from
from samverkan.demo.gatherings import FOLLOW_UP, Seat, Topic, meet
from samverkan.demo.making import known_id
from samverkan.demo.minutes import Written, hold
from samverkan.demo.questions import Asked, ask, custody_in
from samverkan.demo.staff import CAST as STAFF
from samverkan.guard.models import Form
from samverkan.meetings.models import Attendance, RowKind
from samverkan.people.models import Bar, Organisation, Person
from samverkan.plans.models import AssessmentOutcome, Horizon
from samverkan.policy.consenting import Reply, Suspension, required_givers
from samverkan.policy.vocabulary import Branch, Kind, Role

SEEN_AGAIN = timedelta(days=42)
"""How long after a meeting one said that one would meet again."""
Y, N, S = Reply.YES, Reply.NO, Reply.SILENT
Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class Story:
    """One pupil's plan. What differs from one that is followed up in time is said; the rest has a default."""

    pupil: str
    """A slug of the cast, or "school/class/number"."""
    begun: int
    """Days ago."""
    outside: tuple[str, ...] = ()
    consent: str = "ja"
    follow_up: int | None = 30
    """Days ahead, negative for overdue, None for no date at all."""
    trusted: bool = True
    planned: bool = True
    """Whether goals and measures have been written."""
    ownerless: bool = False
    measures: int = 3
    coordinator: str = "sara"
    closed: int | None = None
    past_meetings: int = 3
    next_meeting: int | None = None


BJORKSKOLAN = (
    Story("elliot", 640, ("bup", "habiliteringen", "logoped", "forsta-linjen", "socialtjansten", "lss", "vardcentralen",
                          "spsm"), measures=14, next_meeting=20),
    Story("tindra", 210, coordinator="lena"),
    Story("liv", 180, next_meeting=12),
    Story("bjorkskolan/FA/0", 120, ("logoped",), coordinator="hanna", follow_up=21),
    Story("bjorkskolan/1A/0", 240, ("habiliteringen",), "tillbakataget", coordinator="lena", follow_up=44),
    Story("bjorkskolan/2B/0", 300, ("forsta-linjen",), "fragat", coordinator="lena", follow_up=16, next_meeting=6),
    Story("bjorkskolan/3B/0", 420, ("habiliteringen", "lss"), "snart", coordinator="hanna", follow_up=35),
    Story("bjorkskolan/5A/0", 500, ("bup",), "olika", follow_up=28, next_meeting=13),
    Story("bjorkskolan/6A/0", 380, ("socialtjansten",), "nej", follow_up=50),
    Story("bjorkskolan/6B/0", 160, follow_up=24, coordinator="dragan"),
    Story("bjorkskolan/7C/0", 560, ("bup", "socialtjansten"), follow_up=19),
    Story("bjorkskolan/8A/0", 690, ("bup",), "utgatt", follow_up=40),
    Story("bjorkskolan/9C/0", 610, ("socialtjansten", "forsta-linjen"), "vilande", follow_up=33),
    Story("bjorkskolan/9A/0", 330, ("vardcentralen",), follow_up=27, coordinator="dragan"),
    Story("freja", 260, ("bup",), follow_up=None, next_meeting=9),
    Story("bjorkskolan/7B/0", 400, ("forsta-linjen",), follow_up=-9),
    Story("bjorkskolan/8B/0", 3, trusted=False, planned=False, past_meetings=0, follow_up=25),
    Story("bjorkskolan/4B/0", 190, ("habiliteringen",), ownerless=True, coordinator="hanna", follow_up=31),
    Story("bjorkskolan/9A/5", 700, ("bup",), closed=40, follow_up=None),
)  # fmt: skip
ELSEWHERE = (
    Story("viktor", 280, ("bup",), coordinator="klas", past_meetings=0, follow_up=20),
    Story("tor", 2, coordinator="ali-reza", trusted=False, planned=False, past_meetings=0, follow_up=21),
    Story("elina", 90, ("habiliteringen",), coordinator="hasse", past_meetings=0, follow_up=30),
)
NO_PLAN: dict[str, tuple[str, str]] = {
    "nova": ("socialtjansten", "bup"),
    "mans": ("habiliteringen", "lss"),
    "bjorkskolan/FB/0": ("logoped", "forsta-linjen"),
}
"""Two operations give support and nobody holds it together."""
SIGNALS: tuple[tuple[str, str, int, str], ...] = (
    ("ali", "ali", 6, "jonas"),
    ("idris", "idris", 3, ""),
    ("bjorkskolan/6A/3", "6A", 1, ""),
    ("bjorkskolan/8A/3", "8A", 11, ""),
)
"""Pupil, text, days ago and who wrote; without a name the mentor."""
ASSESSED: tuple[tuple[str, AssessmentOutcome, int], ...] = (
    ("bjorkskolan/5A/4", AssessmentOutcome.WAIT, 18),
    ("bjorkskolan/2B/5", AssessmentOutcome.NONE, 25),
    ("bjorkskolan/7B/6", AssessmentOutcome.NONE, 40),
    ("bjorkskolan/9C/2", AssessmentOutcome.WAIT, 12),
)
SILENT = ("1B", "6C")
"""Classes of which nothing has been written for more than sixty days."""
CONTACTS = {
    "bup": "lars", "habiliteringen": "johanna", "logoped": "petter", "forsta-linjen": "samira",
    "socialtjansten": "tove", "lss": "bengt", "vardcentralen": "ylva", "spsm": "nils",
}  # fmt: skip
ROLES = {one.slug: one for one in STAFF}


class Telling:
    """Tells one story in a case file; the texts are drawn so that no two cases read alike."""

    def __init__(self, file: CaseFile, mentor: Person, story: Story, turn: int) -> None:
        self.file, self.mentor, self.story, self.turn = file, mentor, story, turn
        self.making, self.staff = file.making, file.staff
        self.coordinator = file.staff[story.coordinator]
        self.begun = self.day(story.begun)
        self.last = self.day(story.closed or 5)

    def day(self, ago: int) -> date:
        """The school day so many days ago, or the nearest before it."""
        return school_day_near(self.making.ago(ago))

    def pick(self, choices: Sequence[Chosen], step: int = 0) -> Chosen:
        """One of the choices, another for each case and step."""
        return choices[(self.turn + step) % len(choices)]

    def tell(self) -> None:
        """The whole story, from the first signal to the next meeting."""
        self._team()
        self._said()
        self._plan()
        for number, slug in enumerate(self.story.outside):
            self._consent(slug, self.story.consent if number == 0 else "ja")
        self._past_meetings()
        if self.story.next_meeting is not None:
            self._next_meeting(self.story.next_meeting)

    def _team(self) -> None:
        file, since = self.file, self.begun
        file.family_seats(since=since, contact=self.day(14))
        colleague = ROLES[self.story.coordinator]
        file.seat(self.coordinator, colleague.role, colleague.role.label, file.school, since=since,
                  mandate="Uppföljningen", contact=self.last)  # fmt: skip
        if self.mentor != self.coordinator:
            file.seat(self.mentor, Role.MENTOR, "mentor", file.school, since=since, mandate="Arbetet i klassen",
                      contact=self.last)  # fmt: skip
        if file.pupil.cell.sealed:  # only a seat gives a tie, and only the named officers can hold one
            file.seat(file.leader, Role.REKTOR, "rektor", file.school, since=since, contact=self.last)
        for number, slug in enumerate(self.story.outside):
            one = ROLES[CONTACTS[slug]]
            contact = self.day(95 if number % 4 == 2 else 14 + 6 * number)
            until = None if self.story.closed is None else self.day(self.story.closed)
            file.seat(self.staff[one.slug], one.role, one.title, self.organisation(slug), since=since,
                      contact=contact, until=until)  # fmt: skip
        if self.story.trusted:
            file.trust(self.coordinator, on=since)

    def _said(self) -> None:
        file, length = self.file, max(self.story.begun, 8)
        file.signal(self.pick(words.ASSESSED)[0], by=self.mentor, on=self.day(length + 6))
        if not self.story.planned:
            return
        for number in range(min(4, 1 + length // 90)):
            file.words(self.pick(words.OWN_WORDS, number), by=self.coordinator, on=self.day(9 + number * length // 5))
        for number in range(min(5, 1 + length // 60)):
            file.note(self.pick(words.NOTES, number), by=self.mentor, role=Role.TEACHER,
                      on=self.day(7 + number * length // 6))  # fmt: skip
        if ROLES[self.story.coordinator].role is Role.COUNSELLOR:
            for number in range(3):
                file.note(self.pick(words.COUNSELLOR_NOTES, number), by=self.coordinator, role=Role.COUNSELLOR,
                          on=self.day(13 + number * length // 4))  # fmt: skip
        file.event("Samverkan började.", by=file.leader, on=self.begun)

    def _plan(self) -> None:
        file, story = self.file, self.story
        ended = None if story.closed is None else self.day(story.closed)
        file.assess(AssessmentOutcome.BEGIN, "", by=file.leader, on=self.begun)
        file.begin(self.pick(words.REASONS), coordinator=self.coordinator, on=self.begun,
                   follow_up_on=self._follow_up(), ended_on=ended, version=1 + self.story.begun // 90)  # fmt: skip
        if ended is not None:
            file.event("Samverkan avslutades på mötet.", by=self.coordinator, on=ended)
            file.assess(AssessmentOutcome.NONE, words.CLOSED, by=file.leader, on=ended)
        if not story.planned:
            return
        planned = self.day(max(2, story.begun - 20))
        first = file.goal(self.pick(words.GOALS), by=self.coordinator, on=planned, own=True)
        file.goal(self.pick(words.GOALS, 3), by=self.coordinator, on=planned, horizon=Horizon.LONG)
        review = self._follow_up() or coming_school_day(self.making.ahead(40), after=self.making.ahead(3))
        for number in range(story.measures):
            text, often = self.pick(words.SCHOOL_MEASURES, number)
            owner = None if story.ownerless and number == 1 else self.pick((self.mentor, self.coordinator), number)
            on = self._started(planned, number)
            file.measure(text, often=often, owner=owner, organisation=file.school, on=on, review_on=max(review, on),
                         goal=first, ended_on=ended)  # fmt: skip
        for slug in story.outside:
            self._outside_measures(slug, planned, review, ended)
        self._steps(planned)

    def _outside_measures(self, slug: str, planned: date, review: date, ended: date | None) -> None:
        every = words.OUTSIDE_MEASURES[slug]
        taken = every if len(self.story.outside) > 3 else every[:2]
        for number, (text, often) in enumerate(taken):
            on = self._started(planned, number + len(slug))
            self.file.measure(text, often=often, owner=self.staff[CONTACTS[slug]], organisation=self.organisation(slug),
                              on=on, review_on=max(review, on), ended_on=ended)  # fmt: skip

    def _started(self, planned: date, number: int) -> date:
        """Some weeks after the plan, each insats on its own day, and before the last thing that is told."""
        return school_day_near(max(planned, min(planned + timedelta(days=11 * number), self.last)))

    def _steps(self, planned: date) -> None:
        file, story = self.file, self.story
        if story.closed is None:
            due = coming_school_day(self.making.ahead(4 + self.turn % 9), after=self.making.ahead(1))
            file.step(self.pick(words.STEPS), owner=self.coordinator, due_on=due, on=self.day(6))
        for number in (1, 2):
            done = self.day(15 + 12 * number)
            if done > planned:
                file.step(self.pick(words.STEPS, number), owner=self.mentor, due_on=done, on=planned, done_on=done)

    def _follow_up(self) -> date | None:
        if self.story.follow_up is None:
            return None
        day = self.making.ahead(self.story.follow_up)
        if self.story.follow_up < 0:
            return school_day_near(day)
        return coming_school_day(day, after=self.making.ahead(3))

    # Consent, in each of the states a question can have

    def _consent(self, slug: str, state: str) -> None:
        """May the school hear what the operation does? The answers make the state."""
        sender = self.organisation(slug)
        if Branch(sender.branch) is Branch.SCHOOL:
            return
        asked_on = self.day(430 if state == "utgatt" else min(self.story.begun, 70))
        givers = self._givers(asked_on)
        own = K.REGION_CARE if Branch(sender.branch) is Branch.CARE else K.SOCIAL_SERVICES
        replies = dict.fromkeys(givers, (Y, asked_on))
        first = givers[0]
        match state:
            case "nej":
                replies = dict.fromkeys(givers, (N, asked_on))
            case "olika":
                replies[first] = (N, asked_on)
            case "fragat":
                asked_on = self.making.ago(4)
                replies = dict.fromkeys(givers, (S, asked_on))
                replies[first] = (Y, school_day_near(self.making.ago(2)))
        asked = Asked((own,), (Kind.MEASURE,), (sender,), self.file.school, f"insatserna hos {sender.name}", asked_on,
                      replies)  # fmt: skip
        if state == "tillbakataget":
            asked = replace(asked, withdrawn={first: self.day(11)})
        if state == "utgatt":
            asked = replace(asked, ends_on=self.day(60))
        if state == "snart":
            asked = replace(asked, ends_on=self.making.ahead(20))
        if state == "vilande":
            asked = replace(asked, rests=(self.day(9), Suspension.CUSTODY))
        ask(self.file, asked, by=self.coordinator)
        if state in ("ja", "snart", "utgatt", "tillbakataget", "vilande"):
            text, often = words.OUTSIDE_MEASURES[slug][0]
            told_on = self.day(max(8, min(self.story.begun, 70) - 12))
            cell = self.file.outside_cell(sender, own, Kind.MEASURE)
            self.file.say(cell, Form.NOTE, f"{text}, {often}.", by=self.staff[CONTACTS[slug]], on=told_on)

    def _givers(self, on: date) -> list[UUID]:
        return [person for person, _ in required_givers(custody_in(self.file), on)]

    # Meetings

    def _seats(self, outside: Sequence[str] = ()) -> tuple[Seat, ...]:
        file = self.file
        colleague = ROLES[self.story.coordinator]
        seats = [Seat(file.pupil.person, Role.PUPIL, "elev", mandate="Det hen själv vill berätta")]
        seats += [
            Seat(person, Role.GUARDIAN, relation, None, "Samtycken")
            for person, relation in zip(file.enrolled.guardians, ("mamma", "pappa"), strict=False)
        ]
        seats.append(Seat(self.coordinator, colleague.role, colleague.role.label, file.school, "Uppföljningen"))
        if self.mentor != self.coordinator:
            seats.append(Seat(self.mentor, Role.MENTOR, "mentor", file.school, "Arbetet i klassen"))
        for slug in outside:
            one = ROLES[CONTACTS[slug]]
            seats.append(Seat(self.staff[one.slug], one.role, one.title, self.organisation(slug)))
        return tuple(seats)

    def _topics(self) -> tuple[Topic, ...]:
        file = self.file
        return (
            Topic("Elevens egna ord", 10, file.cell(K.ORDINARY, Kind.OWN_WORDS)),
            Topic("Hur skoldagen fungerar", 20, file.cell(K.ORDINARY, Kind.NOTE)),
            Topic("Målen i planen", 15, file.cell(K.SUPPORT, Kind.GOAL)),
            Topic("Nästa steg", 15, file.cell(K.ORDINARY, Kind.DECISION)),
        )

    def _past_meetings(self) -> None:
        story = self.story
        until = story.closed or 10
        for number in range(story.past_meetings):
            ago = until + (story.begun - until) * (number + 1) // (story.past_meetings + 1)
            on = max(self.day(story.begun), spread_before(self.making.ago(ago), 3 * self.turn + 7 * number))
            held = meet(
                self.file, on=on, clock=self.pick(("8.30", "13.00", "14.15", "15.00"), number), leader=self.coordinator,
                purpose=self.pick(words.PURPOSES, number), seats=self._seats(), topics=self._topics(),
                planned_on=school_day_near(min(on, on.replace(day=1))), place=self._place(), minutes=60,
                template=FOLLOW_UP,
            )  # fmt: skip
            said = (
                Written(1, RowKind.NOTE, self.pick(words.MINUTES, number)),
                Written(3, RowKind.DECISION, self.pick(words.DECISIONS, number)),
            )
            hold(self.file, held, said, next_on=on + SEEN_AGAIN)

    def _next_meeting(self, ahead: int) -> None:
        seats = tuple(replace(seat, attendance=Attendance.UNANSWERED) for seat in self._seats())
        meet(
            self.file, on=spread_from(self.making.ahead(ahead), self.turn), clock="14.15", leader=self.coordinator,
            purpose=self.pick(words.PURPOSES), seats=seats, topics=self._topics(), planned_on=self.day(2),
            place=self._place(), minutes=60, template=FOLLOW_UP,
        )  # fmt: skip

    def _place(self) -> str:
        if self.file.pupil.cell.sealed:
            return "Fråga Sara Holm"
        return self.pick(("Rum 4", "Rum 12", "Konferensrummet", "Biblioteket, grupprummet"))

    def organisation(self, slug: str) -> Organisation:
        """One of the organisations by slug."""
        return self.file.places.organisations[slug]


def without_plan(file: CaseFile, mentor: Person, outside: tuple[str, ...]) -> None:
    """Operations that the family has told the school of, and no collaboration."""
    making = file.making
    for number, slug in enumerate(outside):
        one = ROLES["johanna" if slug == "habiliteringen" else "lars" if slug == "bup" else CONTACTS[slug]]
        since = school_day_near(making.ago(150 - 40 * number))
        file.seat(file.staff[one.slug], one.role, one.title, file.places.organisations[slug], since=since,
                  contact=school_day_near(making.ago(80 - 30 * number)))  # fmt: skip
    file.note("Familjen berättade att de får stöd på två håll. De vill veta vem i skolan de ska ringa.", by=mentor,
              role=Role.TEACHER, on=school_day_near(making.ago(33)))  # fmt: skip


def barred(file: CaseFile) -> None:
    """A decision that Tindra's father may see nothing about her. Custody is another matter and remains joint."""
    father = file.enrolled.guardians[1]
    row = known_id("sparr", file.enrolled.slug)
    cell = file.cell(K.SUPPORT, Kind.DECISION)
    file.making.add(
        Bar(
            id=row,
            case_id=file.enrolled.case,
            person=father,
            decided_at=file.making.now,
            decided_by=file.leader,
            sealed_reason=file.making.seal(cell, "skal", row, "Beslutat efter samtal med huvudmannens jurist."),
        )
    )


def everyday(file: CaseFile, mentor: Person, turn: int, ago: int) -> None:
    """An ordinary note, so that the class is not silent."""
    text = words.EVERYDAY[turn % len(words.EVERYDAY)]
    file.everyday(text, by=mentor, on=school_day_near(file.making.ago(ago)))


def stories() -> Iterator[Story]:
    """Every story, Björkskolan's first."""
    yield from BJORKSKOLAN
    yield from ELSEWHERE
