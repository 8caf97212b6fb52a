"""Are we ready? The checklist as data with what Samverkan can see by itself, and the answer in words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from samverkan.meetings.agendas import Check
from samverkan.meetings.film import film_of
from samverkan.meetings.gaps import Gap, film_closed
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.inviting import letter_key
from samverkan.meetings.models import Channel, ChecklistTick, Dispatch, Participation
from samverkan.meetings.passing import passed_of
from samverkan.meetings.room_words import missing_words
from samverkan.meetings.seating import Place
from samverkan.meetings.topics import AgendaRow
from samverkan.people.languages import SWEDISH
from samverkan.people.wording import listed, number, sentence
from samverkan.policy.vocabulary import Role
from samverkan.post.queries import not_gone

FILM_CLOSED = "filmen får inte visas"
"""Whose no it was stands nowhere here."""
TAKES_PART = {
    Participation.WHOLE: "hela mötet",
    Participation.PART: "en stund",
    Participation.PICTURE: "skickar en bild eller ett brev",
    Participation.FILM: "skickar en film",
    Participation.SPOKESPERSON: "trygghetspersonen talar",
    Participation.ABSTAINS: "vill inte vara med",
}
"""What a pupil has answered, after the name."""
NOT_NEARLY = 4
"""With so many things left one is not nearly ready."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A meeting as it has been weighed."""

    head: MeetingHead
    places: tuple[Place, ...]
    agenda: tuple[AgendaRow, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What the checklist may look at."""

    head: MeetingHead
    places: tuple[Place, ...]
    agenda: tuple[AgendaRow, ...]
    gaps: tuple[Gap, ...]
    reached: frozenset[UUID]
    """Invitees to whom the meeting as it now stands has been sent, or who are to be handed it on paper."""
    earlier: frozenset[UUID]
    """Invitees who have got the meeting as it was before, and not as it now stands."""
    unprinted: frozenset[UUID]
    """Those of them whose paper nobody has printed yet."""
    unmailed: frozenset[UUID]
    """Those of them whose letter no mail server has taken yet."""
    ticked: frozenset[str]
    passed: Mapping[str, str]
    """Rows that somebody passes over, and why."""

    @property
    def minutes(self) -> int:
        """What the points take together."""
        return sum(row.minutes for row in self.agenda)

    @property
    def unsent(self) -> tuple[Place, ...]:
        """Those who have not got the invitation as it now stands. The one who leads needs none."""
        if self.head.row.team_id is not None:  # the team is invited to its meeting, and not pupil by pupil
            return ()
        return tuple(
            place for place in self.places if place.id not in self.reached and place.person != self.head.leader_id
        )

    @property
    def to_hand(self) -> tuple[Place, ...]:
        """Those who are still to get a paper. Who has answered has been told in another way."""
        return tuple(place for place in self.places if place.id in self.unprinted and not place.answered)

    @property
    def to_mail(self) -> tuple[Place, ...]:
        """Those whose letter has not gone."""
        return tuple(place for place in self.places if place.id in self.unmailed and not place.answered)

    @property
    def without_mandate(self) -> tuple[Place, ...]:
        """Professionals who have not said what they may decide."""
        return tuple(place for place in self.places if not place.of_the_family and not place.mandate)

    @property
    def need_interpreters(self) -> tuple[Place, ...]:
        """Those who are known to need one."""
        return tuple(one for one in self.places if one.language not in ("", SWEDISH) or "tolk" in one.needs.lower())

    @property
    def of_unknown_language(self) -> tuple[Place, ...]:
        """Guardians whose language nobody has asked for: not to know is not to be ready."""
        known = self.need_interpreters
        return tuple(one for one in self.places if one.role is Role.GUARDIAN and not one.language and one not in known)

    @property
    def film(self) -> str:
        """What hinders the film that is to be shown; empty when nothing does, or there is none."""
        point = film_of(self.agenda)
        if point is None:
            wanted = self.head.row.participation == Participation.FILM
            return "filmen står inte på dagordningen" if wanted else ""
        return FILM_CLOSED if film_closed(self.gaps, point.key) else ""

    @property
    def missing(self) -> int:
        """How many consents the room waits for."""
        return sum(gap.can_be_asked for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of the checklist as it stands."""

    row: str
    text: str
    detail: str
    done: bool
    by_hand: bool
    """Whether a person ticks it."""
    may_be_passed: bool = False
    """Whether it may be passed over: no statute demands it, and it is not done."""
    passed: str = ""
    """Why it is passed over; empty for one that is not."""

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do with it."""
        return self.done or bool(self.passed)


def state(head: MeetingHead, places: tuple[Place, ...], agenda: tuple[AgendaRow, ...], gaps: tuple[Gap, ...]) -> State:
    """Everything gathered."""
    return states([Prepared(head, places, agenda, gaps)])[0]


def states(prepared: Sequence[Prepared]) -> list[State]:
    """The same for many meetings, in three queries about the meetings themselves and none about the pupils."""
    invited = [place.id for one in prepared for place in one.places]
    sent: dict[UUID, Dispatch] = {}
    for dispatch in Dispatch.objects.filter(invitee__in=invited).order_by("sequence"):
        sent[dispatch.invitee_id] = dispatch
    waiting = not_gone(
        _key(one.head.id, sent[place.id]) for one in prepared for place in one.places if place.id in sent
    )
    ticked: dict[UUID, set[str]] = defaultdict(set)
    for tick in ChecklistTick.objects.filter(meeting__in=[one.head.id for one in prepared]):
        ticked[tick.meeting_id].add(tick.row)
    passed = passed_of([one.head.id for one in prepared])
    return [_state(one, sent, waiting, ticked[one.head.id], passed[one.head.id]) for one in prepared]


def _key(meeting: UUID, dispatch: Dispatch) -> str:
    return letter_key(meeting, str(dispatch.invitee_id), dispatch.sequence, "REQUEST")


def _state(
    one: Prepared, sent: dict[UUID, Dispatch], waiting: Collection[str], ticked: set[str], passed: Mapping[str, str]
) -> State:
    """`sent` holds the latest that has gone to each invitee, `waiting` the letters that still lie in the outbox."""
    latest = [sent[place.id] for place in one.places if place.id in sent]
    current = [dispatch for dispatch in latest if dispatch.sequence >= one.head.sequence]
    papers = [dispatch for dispatch in current if dispatch.channel == Channel.PAPER]
    return State(
        head=one.head,
        places=one.places,
        agenda=one.agenda,
        gaps=one.gaps,
        reached=frozenset(dispatch.invitee_id for dispatch in current),
        earlier=frozenset(dispatch.invitee_id for dispatch in latest if dispatch not in current),
        unprinted=frozenset(dispatch.invitee_id for dispatch in papers if dispatch.printed_at is None),
        unmailed=frozenset(dispatch.invitee_id for dispatch in current if _key(one.head.id, dispatch) in waiting),
        ticked=frozenset(ticked),
        passed=passed,
    )


def checklist(now: State) -> tuple[CheckRow, ...]:
    """The template's rows, those left to do first."""
    rows = [_row(now, check) for check in now.head.template.checks]
    return tuple(sorted(rows, key=lambda row: (row.settled, row.done)))


def answer(now: State) -> str:
    """ "Nästan. Peter Ny är inte inbjuden, och två samtycken saknas."; "Ja." when nothing is left.

    What somebody may decide about is good to know and never needed: it is told beside the answer.
    """
    left = [words for words in _left(now) if words]
    if not left:
        return f"Ja. Allt är klart.{_to_ask(now)}"
    first = "Nästan" if len(left) < NOT_NEARLY else "Inte än"
    *others, last = left
    said = f"{', '.join(others)}, och {last}" if others else last
    return f"{first}. {sentence(said)}.{_to_ask(now)}"


def _to_ask(now: State) -> str:
    names = [place.name for place in now.without_mandate]
    who = "hen" if len(names) == 1 else "de"
    return f" Fråga gärna {listed(names)} vad {who} får besluta om." if names else ""


def _left(now: State) -> Sequence[str]:
    unsent = [place.name for place in now.unsent if place.id not in now.earlier]
    changed = [place.name for place in now.unsent if place.id in now.earlier]
    others = len([place for place in now.places if place.person != now.head.leader_id])
    passed = {check.sees for check in now.head.template.checks if check.row in now.passed}
    sending = (
        "inbjudan är inte skickad"
        if unsent and len(unsent) == others
        else f"{listed(unsent)} {'är inte inbjuden' if len(unsent) == 1 else 'är inte inbjudna'}"
        if unsent
        else "",
        "ändringen är inte skickad"
        if changed and len(changed) == others
        else f"ändringen är inte skickad till {listed(changed)}"
        if changed
        else "",
        _papers(len(now.to_hand)),
        _letters(len(now.to_mail)),
    )
    return (
        *(() if "invited" in passed else sending),
        _unanswered(now),
        now.film,
        missing_words(now.missing).lower() if now.missing else "",
    )


def _row(now: State, check: Check) -> CheckRow:
    seen, detail = SEEN[check.sees](now) if check.sees else (False, "")
    done = seen or (check.by_hand and check.row in now.ticked)
    text = check.text.format(eleven=now.head.card.first_name)
    words = detail or ("" if check.by_hand else check.owner)
    passed = "" if done or check.law else now.passed.get(check.row, "")
    return CheckRow(
        row=check.row,
        text=text,
        detail=words_when_done(now, check.sees) if done else "" if passed else words,
        done=done,
        by_hand=check.by_hand and not seen and not passed,
        may_be_passed=not (done or check.law or passed),
        passed=passed,
    )


def words_when_done(now: State, sees: str) -> str:
    """What a row still says when it is done: how the pupil has chosen to take part, in the pupil's words."""
    row = now.head.row
    if sees != "participation" or not row.pupil_answered:
        return ""
    return f"{now.head.card.first_name}: {TAKES_PART[Participation(row.participation)]}"


def _invited(now: State) -> tuple[bool, str]:
    """Nobody has got what lies unprinted or in the outbox."""
    names = [place.short for place in now.unsent]
    if names or not now.places:
        return False, f"{listed(names)} saknas" if 0 < len(names) < 3 else ""
    papers = f"{len(now.to_hand)} ska få papper: skriv ut" if now.to_hand else ""
    letters = f"{len(now.to_mail)} brev har inte gått" if now.to_mail else ""
    return not (papers or letters), ", ".join(part for part in (papers, letters) if part)


def _papers(count: int) -> str:
    if count == 1:
        return "en inbjudan på papper är inte utskriven"
    return f"{number(count)} inbjudningar på papper är inte utskrivna" if count else ""


def _letters(count: int) -> str:
    return f"{'ett' if count == 1 else number(count)} brev har inte gått än" if count else ""


def _mandates(now: State) -> tuple[bool, str]:
    names = [place.short for place in now.without_mandate]
    return not names, f"{listed(names)} saknas" if 0 < len(names) < 3 else f"{len(names)} saknas"


def _consents(now: State) -> tuple[bool, str]:
    return now.missing == 0, f"{now.missing} saknas"


def _interpreter(now: State) -> tuple[bool, str]:
    """Seen as done only when every language is known and nobody needs another one than Swedish."""
    needing, unknown = ([place.short for place in found] for found in (now.need_interpreters, now.of_unknown_language))
    if needing:
        return False, f"{listed(needing)} behöver tolk"
    return not unknown, f"Språk saknas för {listed(unknown)}" if len(unknown) < 3 else "Språk saknas"


def _participation(now: State) -> tuple[bool, str]:
    """The pupil's own choice: what the one who plans has marked is not the pupil's answer."""
    chosen, name = now.head.participation, now.head.card.first_name
    return bool(chosen) and now.head.row.pupil_answered, f"Fråga {name}" if chosen else ""


def _unanswered(now: State) -> str:
    name = now.head.card.first_name
    if now.head.row.team_id is not None:  # the pupil is not at the elevhälsa team
        return ""
    if not now.head.participation:
        return f"välj hur {name} deltar"
    return "" if now.head.row.pupil_answered else f"{name} har inte själv svarat hur hen vill delta"


def _titles(now: State) -> Collection[str]:
    return {row.title for row in now.agenda}


SEEN: dict[str, Callable[[State], tuple[bool, str]]] = {
    "invited": _invited,
    "mandates": _mandates,
    "consents": _consents,
    "interpreter": _interpreter,
    "participation": _participation,
    "purpose": lambda now: (bool(now.head.purpose), ""),
    "home_item": lambda now: (bool(now.head.template.tells("hemmets-punkt") & set(_titles(now))), ""),
    "follow_up_item": lambda now: (bool(now.head.template.tells("tidigare-beslut") & set(_titles(now))), ""),
    "place": lambda now: (bool(now.head.place), ""),
    "fits": lambda now: (0 < now.minutes <= now.head.minutes, f"{now.minutes} av {now.head.minutes} minuter"),
    "leader": lambda now: (bool(now.head.leader), ""),
}
"""What Samverkan can see by itself: whether it is so, and what is missing in a few words."""
