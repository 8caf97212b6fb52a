"""What surrounds every page of one pupil: identity, tabs, the way here, and the one thing to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from samverkan.access.queries import Looker, WhoSees, circle, read_by, single_statements, who_sees
from samverkan.consent import queries as consents
from samverkan.consent.own import to_answer
from samverkan.consent.queries import QuestionRow
from samverkan.journal.acts import ReaderRequest
from samverkan.people import queries as people
from samverkan.people.adults import Adults, Answering, Trusted, adults
from samverkan.people.queries import PupilCard
from samverkan.people.wording import counted, listed, sentence
from samverkan.plans import queries
from samverkan.plans.parts import LABELS
from samverkan.plans.queries import Running
from samverkan.plans.queries.timeline import ReadBy
from samverkan.plans.together import together
from samverkan.policy import facts
from samverkan.policy.acting import Action, may
from samverkan.policy.consenting import may_know_each_answer
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import StatementId


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way here; the last has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the pupil."""

    label: str
    url: str
    current: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something to do, with where it is done."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The bar at the top."""

    name: str
    facts: tuple[str, ...]
    sealed: bool
    who_url: str
    who_text: str
    as_url: str
    """Where one chooses to see the page as somebody else gets it; empty for those who do not prepare it."""
    safe_person: Trusted | None
    answering: Answering | None
    """Who answers meanwhile: nobody is named, or the one who is named is away."""


@dataclass(frozen=True, slots=True)
class PupilPage:
    """The surroundings, and what they were made from."""

    card: PupilCard
    adults: Adults
    identity: Identity
    tabs: tuple[Tab, ...]
    trail: tuple[Crumb, ...]
    primary: Verb | None
    beside: Verb | None
    """What may be done as well, as a plain button."""
    running: Running | None
    questions: tuple[QuestionRow, ...]
    lookers: tuple[Looker, ...]
    sees: WhoSees

    @property
    def title(self) -> str:
        """For the browser's title, after the page's own word."""
        return self.card.name


PAGES: tuple[tuple[str, str, Action], ...] = (
    ("pupil", "Nu", Action.PUPIL_NOW_READ),
    ("plan", "Plan", Action.PLAN_READ),
    ("wheel", "Må bra", Action.WHEEL_READ),
    ("timeline", "Tidslinje", Action.TIMELINE_READ),
    ("team", "Teamet", Action.TEAM_READ),
    ("consents", "Samtycken", Action.CONSENTS_READ),
    ("my_answers", "Mina svar", Action.MY_ANSWERS_READ),
)


SHOWN_AS = ("pupil", "plan", "wheel", "timeline", "team", "consents")
"""The pages with a way to see them as somebody else. "Samtycken" leads the family to their own answers."""


def surround(request: ReaderRequest, pupil_id: UUID, current: str) -> PupilPage:
    """The surroundings of a page of this pupil, or Http404 outside the scope."""
    scope = request.scope
    card = people.pupil(scope, pupil_id)
    around = adults(scope, card)
    running = queries.collaboration(scope, card.case)
    asked = consents.questions(scope, card.case, card=card) if allowed(request, Action.CONSENTS_READ, card) else ()
    lookers = circle(scope, card.case)
    sees = who_sees(scope, card.case, lookers)
    return PupilPage(
        card=card,
        adults=around,
        identity=_identity(request, card, around, running, sees.count, current),
        tabs=tuple(_tabs(request, card, current, asked)),
        trail=_trail(card),
        primary=next_act(request, card, around, running),
        beside=act_beside(request, card, around, running),
        running=running,
        questions=asked,
        lookers=lookers,
        sees=sees,
    )


def allowed(request: ReaderRequest, action: Action, card: PupilCard) -> bool:
    """Whether the reader may take the act on this pupil; for showing a button, never for guarding what it does."""
    return may(request.reader, action, case=card.case, unit=card.unit).allowed


def next_act(request: ReaderRequest, card: PupilCard, around: Adults, running: Running | None) -> Verb | None:
    """The one thing to do next, by the state of the work, if the reader may do it. For one from outside: to share."""
    return _leading(request, card, around, running) or _verb(request, card, Action.SHARE, "Lämna till skolan", "share")


def _leading(request: ReaderRequest, card: PupilCard, around: Adults, running: Running | None) -> Verb | None:
    if running is None:
        return _verb(request, card, Action.COLLABORATION_BEGIN, "Börja samverkan", "collaboration_begin")
    if around.trygghetsperson is None:
        appointing = _verb(request, card, Action.TRYGGHETSPERSON_APPOINT, "Utse trygghetsperson", "appoint")
        if appointing is not None:
            return appointing
    return _verb(request, card, Action.MEETING_PLAN, "Planera möte", "meeting_new")


def act_beside(request: ReaderRequest, card: PupilCard, around: Adults, running: Running | None) -> Verb | None:
    """Planning a meeting does not wait for a trygghetsperson: it stays beside the filled button. Beside sharing stands
    what one from outside does to be told something.
    """
    if allowed(request, Action.SHARE, card):
        return _verb(request, card, Action.RELEASE_ASK, "Begär en bedömning", "release_new")
    planning = _verb(request, card, Action.MEETING_PLAN, "Planera möte", "meeting_new")
    return planning if running is not None and planning != next_act(request, card, around, running) else None


def who_reads(request: ReaderRequest, page: PupilPage) -> ReadBy:
    """Says who reads what lies in a cell, and of a statement who reads that one, as far as the reader may know; nothing
    to one who may not ask.
    """
    if not allowed(request, Action.WHO_CAN_SEE_READ, page.card):
        return lambda cell, statement=None: ""
    today, school = request.scope.today, page.card.school
    alone = single_statements(page.lookers)

    @cache
    def readers(cell: facts.Cell, statement: StatementId | None) -> str:
        return read_by(cell, page.lookers, today=today, school=school, statement=statement)

    return lambda cell, statement=None: readers(cell, statement if statement in alone else None)


def who_reads_each(request: ReaderRequest, page: PupilPage, cells: Iterable[facts.Cell]) -> tuple[tuple[str, str], ...]:
    """What is shown in a section, by its kinds, with who reads it: kinds that the same people read together."""
    reads = who_reads(request, page)
    found: dict[str, dict[str, None]] = {}
    for cell in dict.fromkeys(cells):
        if said := reads(cell):
            found.setdefault(said, {})[cell.kind.label] = None
    return tuple((sentence(listed(kinds)), readers) for readers, kinds in found.items())


def address(name: str, card: PupilCard) -> str:
    """The address of a page of the pupil; empty when the room that has it is not open."""
    try:
        return reverse(name, kwargs={"pupil_id": card.case})
    except NoReverseMatch:
        return ""


def roles_url(reader: Reader) -> str:
    """Where one sees for whom one is the trygghetsperson; empty for those who cannot be."""
    return reverse("own_roles") if may(reader, Action.TRYGGHETSPERSON_OWN_READ).allowed else ""


def _verb(request: ReaderRequest, card: PupilCard, action: Action, label: str, name: str) -> Verb | None:
    url = address(name, card)
    return Verb(label, url) if url and allowed(request, action, card) else None


def look_url(request: ReaderRequest, card: PupilCard, path: str) -> str:
    """Where one chooses whom to see the page at `path` as; empty for those who may not."""
    open_ = allowed(request, Action.LOOK_AS, card) and may_know_each_answer(request.reader, card.case)
    return f"{address('look_choose', card)}?{urlencode({'till': path})}" if open_ else ""


def _identity(
    request: ReaderRequest, card: PupilCard, around: Adults, running: Running | None, lookers: int, current: str
) -> Identity:
    mentor = f"Mentor {listed(around.mentors)}" if around.mentors else ""
    version = f"Samordnad plan, version {running.version}" if running else ""
    may_ask = allowed(request, Action.WHO_CAN_SEE_READ, card)
    return Identity(
        name=card.name,
        facts=tuple(fact for fact in (card.class_name, mentor, version) if fact),
        sealed=card.sealed,
        who_url=address("who", card) if may_ask else "",
        as_url=look_url(request, card, address(current, card)) if current in SHOWN_AS else "",
        who_text=f"Vem kan se det här? {counted(lookers, 'person', 'personer') if lookers else ''}".strip(),
        safe_person=around.trygghetsperson,
        answering=around.trygghetsperson.stand_in if around.trygghetsperson else around.by_function,
    )


def _tabs(request: ReaderRequest, card: PupilCard, current: str, asked: tuple[QuestionRow, ...]) -> Iterable[Tab]:
    """The family has its own page of answers in the place of everybody's."""
    missing, own = len(together(consents.missing(asked))), len(to_answer(asked))
    notes = {"consents": f"{missing} väntar" if missing else "", "my_answers": f"{own} att svara på" if own else ""}
    hidden = "my_answers" if may_know_each_answer(request.reader, card.case) else "consents"
    for name, label, action in PAGES:
        if name != hidden and allowed(request, action, card):
            called = LABELS[name](card, request.scope.today) if name in LABELS else label
            yield Tab(called, address(name, card), name == current, notes.get(name, ""))


def _trail(card: PupilCard) -> tuple[Crumb, ...]:
    home = reverse("pupils")
    return (
        Crumb("Elever", home),
        *((Crumb(card.class_name, f"{home}?{urlencode({'klass': card.class_name})}"),) if card.class_name else ()),
        Crumb(card.name),
    )
