"""What stands on the pupil's page: my person, what happens, who comes, what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings.elsewhere import agreed
from samverkan.meetings.heading import MeetingHead, heads
from samverkan.meetings.known import SENT, known
from samverkan.meetings.models import Participation
from samverkan.meetings.pupils_answer import may_be_answered
from samverkan.meetings.seating import Place, places
from samverkan.own_page.drawings import Face, usual_face, usual_faces
from samverkan.own_page.hours import Number, hours, is_open, near_day, next_day_here
from samverkan.own_page.models import OPEN, Mode, OwnPage, Talk, Told
from samverkan.own_page.receivers import Receiver, Receiving, receiving
from samverkan.own_page.speech import Speech, speech
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.school_days import is_school_day
from samverkan.people.school_year import free_days
from samverkan.people.wording import WEEKDAYS, clock, first_name, listed, local_day
from samverkan.plans.queries.plan import StepRow, steps
from samverkan.policy.vocabulary import CaseId
from samverkan.wellbeing.areas import Mark
from samverkan.wellbeing.queries import AreaView, latest_views

MOST_AGREED = 6


@dataclass(frozen=True, slots=True)
class Wants:
    """How the pupil has the page."""

    mode: Mode
    told: Told
    days: tuple[int, ...]
    face: Face | None
    """How the pupil has drawn their person."""


@dataclass(frozen=True, slots=True)
class MyPerson:
    """The pupil's own adult, or whoever receives when there is none."""

    to: Receiver
    face: Face
    is_own: bool
    """Whether it is the one adult of the pupil's own."""
    here: str
    """ "tisdag och torsdag"; empty when every day."""
    next_day: str
    """ "i dag", "i morgon" or "på torsdag"."""
    instead: str
    """Who reads when the person is not here today; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One picture of what happens."""

    label: str
    """ "now", "next" or "after": the key of its word."""
    picture: str
    key: str
    """The key of what it is, in the page's words."""
    day: str
    who: str = ""
    text: str = ""
    """What somebody has promised, in the words of the plan."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One who comes to the meeting."""

    name: str
    does: str
    face: Face


@dataclass(frozen=True, slots=True)
class MyMeeting:
    """The next meeting."""

    id: UUID
    day: str
    clock: str
    coming: tuple[Coming, ...]
    answered: str
    """What the pupil has said; empty before that."""
    open: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something promised the pupil may say of that it did not turn out well."""

    id: UUID
    who: str
    text: str
    said: bool
    """Whether the pupil has said so, and nobody has talked with them yet."""
    due: bool
    """Whether its day has come, so that one can tell how it turned out."""


@dataclass(frozen=True, slots=True)
class MyTalk:
    """That the pupil has asked to talk."""

    id: UUID
    when: str
    to: str


@dataclass(frozen=True, slots=True)
class MyPage:
    """The whole page."""

    card: PupilCard
    wants: Wants
    speech: Speech
    person: MyPerson | None
    ahead: tuple[Ahead, ...]
    meeting: MyMeeting | None
    easy: tuple[str, ...]
    promises: tuple[Agreed, ...]
    talk: MyTalk | None
    wheel: tuple[AreaView, ...]
    """How the pupil last said that they have it, in the areas they answered, as far as it may be shown here."""
    open_now: bool
    numbers: tuple[Number, ...]

    @property
    def empty(self) -> bool:
        """Whether nobody has yet written who helps."""
        return self.person is None or not (self.person.is_own or self.meeting or self.easy or self.promises)


def wants_of(scope: Scope, case: CaseId) -> Wants:
    """How the pupil has the page; easy words before anybody has asked."""
    row = OwnPage.objects.within(scope).filter(case_id=case).first()
    if row is None:
        return Wants(Mode.EASY, Told.USUAL, (), None)
    drawn = Face(row.hair, row.skin or "2", row.glasses) if row.hair else None
    return Wants(Mode(row.mode), Told(row.told), tuple(row.days), drawn)


def my_page(scope: Scope, case: CaseId) -> MyPage:
    """Everything on it."""
    card = people.pupil(scope, case)
    wants = wants_of(scope, case)
    found = receiving(scope, card)
    head = next_meeting(scope, card)
    promised = steps(scope, case)
    talks = list(Talk.objects.within(scope).filter(OPEN, case_id=case).select_related("to"))
    person = my_person(scope, card, wants, found)
    return MyPage(
        card=card,
        wants=wants,
        speech=speech(wants.mode),
        person=person,
        ahead=_ahead(scope, card, head, promised),
        meeting=_meeting(scope, card, head, wants, found) if head else None,
        easy=tuple(agreed(scope, case, scope.reading.covers))[:MOST_AGREED],
        promises=_promises(promised, talks, scope.today),
        talk=next((_talk(row, person) for row in talks if row.step_id is None), None),
        wheel=_said_on_the_wheel(scope, case),
        open_now=is_open(scope.now, card.unit),
        numbers=hours().numbers,
    )


def my_person(scope: Scope, card: PupilCard, wants: Wants, found: Receiving) -> MyPerson | None:
    """Who reads what the pupil writes, and when. None when there is nobody at all."""
    to = found.first
    if to is None:
        return None
    own = found.own is not None
    days = wants.days if own else ()
    next_day, today = next_day_here(days, scope.now, card.unit)
    away = own and not today and is_open(scope.now, card.unit)
    return MyPerson(
        to=to,
        face=(wants.face if own else None) or usual_face(to.reader.person),
        is_own=own,
        here=listed(WEEKDAYS[day] for day in sorted(days)),
        next_day=next_day,
        instead=found.leader.short if away and found.leader else "",
    )


def next_meeting(scope: Scope, card: PupilCard) -> MeetingHead | None:
    """The nearest meeting to come that has been sent and stands, with its time set."""
    rows = known(scope).filter(SENT, case_id=card.case, cancelled_at=None, ended_at=None, team=None, time_open=False)
    row = rows.filter(starts_at__gt=scope.now).select_related("cell", "leader").order_by("starts_at").first()
    return None if row is None else heads(scope, [(row, card)])[0]


def own_seat(scope: Scope, card: PupilCard, head: MeetingHead) -> Place | None:
    """The pupil's own place at the meeting."""
    return next((place for place in places(scope, head.row, card) if place.person == card.person_id), None)


def _meeting(scope: Scope, card: PupilCard, head: MeetingHead, wants: Wants, found: Receiving) -> MyMeeting:
    who = [place for place in places(scope, head.row, card) if place.person != card.person_id]
    mine = None if found.own is None else found.own.person
    faces = usual_faces(sorted((place.person for place in who), key=lambda person: person != mine))  # mine as above
    if mine in faces and wants.face:
        faces[mine] = wants.face
    coming = tuple(Coming(place.short, place.function, faces[place.person]) for place in who)
    return MyMeeting(
        id=head.id,
        day=near_day(local_day(head.starts_at), scope.today),
        clock=clock(head.starts_at),
        coming=coming,
        answered=Participation(head.row.participation) if head.row.pupil_answered else "",
        open=may_be_answered(head, scope.now),
    )


def _ahead(scope: Scope, card: PupilCard, head: MeetingHead | None, promised: Sequence[StepRow]) -> tuple[Ahead, ...]:
    """Now, next and after: the day itself, then what comes first of the meeting and what somebody has promised."""
    school = is_school_day(scope.today, free_days(card.unit, since=scope.today, until=scope.today))
    near = scope.today
    found = [
        (row.due_on, Ahead("", "lofte", "ahead_step", near_day(row.due_on, near), first_name(row.owner), row.text))
        for row in promised
        if not row.done and row.due_on >= near
    ]
    if head is not None:
        on = local_day(head.starts_at)
        found.append((on, Ahead("", "mote", "ahead_meeting", near_day(on, near))))
    first = Ahead("now", "skola" if school else "ledig", "ahead_school" if school else "ahead_free", "")
    then = [one for _, one in sorted(found, key=lambda row: row[0])]
    return (first, *(replace(one, label=label) for label, one in zip(("next", "after"), then, strict=False)))


def _promises(promised: Sequence[StepRow], talks: Sequence[Talk], today: date) -> tuple[Agreed, ...]:
    said = {row.step_id for row in talks}
    return tuple(
        Agreed(row.id, first_name(row.owner), row.text, row.id in said, bool(row.done) or row.due_on <= today)
        for row in promised[:MOST_AGREED]
    )


def _said_on_the_wheel(scope: Scope, case: CaseId) -> tuple[AreaView, ...]:
    latest = latest_views(scope, case).pupil
    return () if latest is None else tuple(one for one in latest.areas if one.mark is not Mark.UNSAID)


def _talk(row: Talk, person: MyPerson | None) -> MyTalk:
    to = first_name(row.to.name) if row.to else person.to.short if person else ""
    return MyTalk(row.id, row.when, to)
