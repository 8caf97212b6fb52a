"""S1, the morning page, gathered once from the rooms below and frozen for the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate

from samverkan.consent import refusals, renewing, taking_back
from samverkan.consent.own import written_in_ones_name
from samverkan.consent.releases import NEWS, ReleaseRow, releases
from samverkan.consent.waiting import Unanswered, unanswered
from samverkan.guard.models import Statement
from samverkan.guard.pages import newest
from samverkan.guard.scope import Scope
from samverkan.meetings.after.left import left_after
from samverkan.meetings.queries import MeetingRow, upcoming
from samverkan.meetings.taken_off import TakenOff, taken_off_mine
from samverkan.meetings.team.page import TeamLine, teams
from samverkan.overview import contacts, moving, needs, today
from samverkan.overview.queries.shared import (
    answers_for_unit,
    calls_to_take,
    cases_of,
    gaps_before,
    kept_together_by,
    phrases,
    with_numbers,
)
from samverkan.overview.sources import Sources
from samverkan.own_page import asked
from samverkan.people import queries as people
from samverkan.people.cells import names_of
from samverkan.people.first_day import FirstDay, first_day
from samverkan.people.models import Huvudman, Person, Pupil
from samverkan.people.wording import brief_day, clock, counted, day, listed, local_day, short_day, when
from samverkan.plans import reclassing
from samverkan.plans.caseload import CaseSummary, caseload
from samverkan.policy.acting import Action, may
from samverkan.policy.vocabulary import CaseId, HuvudmanId, InformationClass
from samverkan.trygghetsperson import left as trust

OWN_WORDS = "egna-ord"
FORM_WORDS = {
    "anteckning": "skrev en anteckning",
    "signal": "skrev en signal",
    OWN_WORDS: "Elevens egna ord har skrivits ner",
    "skal": "skrev ett skäl",
    "mal": "skrev ett mål",
    "insats": "skrev en insats",
    "steg": "skrev ett nästa steg",
    "syfte": "skrev mötets syfte",
    "handelse": "ändrade något i samverkan",
}
"""What has happened, without what was said. Agenda topics are no news of their own."""

TODAY = "idag"
NO_MEETING_BUT = "Du har inget möte framför dig, men ett utkast som ingen har fått:"
NO_TIME_YET = "Du har ett möte framför dig, och"
"""The rest of it is that the time is not set, and the earliest proposed."""
BESIDE = 4
"""Contacts shown at once beside the meetings of the day."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of "Hänt sedan sist"."""

    case: UUID
    when: str
    iso: str
    text: str
    url: str
    url_text: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting today or tomorrow, or the next one."""

    case: UUID | None
    """None for a meeting of the elevhälsa team, which is about nobody that its line tells of."""
    time: str
    day: str
    title: str
    url: str
    place: str
    dots: object
    state: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """The next meeting, when none is near: the sentence begins with `words` and ends with the link."""

    case: UUID | None
    words: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that can wait, with its reason."""

    case: UUID | None
    name: str
    class_name: str
    reason: str
    url: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """S1."""

    greeting: str
    needs: tuple[today.Need, ...]
    meetings: tuple[Appointment, ...]
    next_meeting: Ahead | None
    calls: tuple[contacts.Call, ...]
    more_calls: int
    """How many contacts there are in all, when Skolan shows more of them; else 0."""
    waiting: tuple[Waiting, ...]
    happenings: tuple[Happening, ...]
    first_day: FirstDay | None
    may_print: bool
    """Whether there is a list of the day to print, and the reader may."""
    broken: frozenset[str]
    """The cards that lack something just now: behover, moten, kontakter, senare, hant."""

    @property
    def cases(self) -> frozenset[UUID]:
        """Whom the page speaks of. More were looked through to choose them."""
        found = {row.case for row in self.needs if row.case} | {row.case for row in self.meetings if row.case}
        found |= {self.next_meeting.case} if self.next_meeting and self.next_meeting.case else set()
        found |= {row.case for row in self.waiting if row.case} | {row.case for row in self.happenings}
        return cases_of(self.calls) | found


def today_page(scope: Scope) -> TodayPage:
    """The morning page for this reader. A source that fails takes only the cards that rest on it."""
    load = caseload(scope)
    kept = kept_together_by(scope.reader, load)
    sources = Sources()
    meetings = sources.ask(("behover", "moten"), lambda: upcoming(scope, days=14))
    team = sources.ask(("moten",), lambda: tuple(row for row in teams(scope) if row.sent))
    gaps = gaps_before(meetings)
    found = needs.groups(kept, today=scope.today, consents_missing=phrases(gaps))
    waiting_for = sources.ask(("behover", "kontakter"), lambda: unanswered(scope))
    own = sources.ask(("behover", "senare"), lambda: releases(scope))
    written = sources.ask(("behover",), lambda: _in_ones_name(scope))
    off = sources.ask(("behover",), lambda: taken_off_mine(scope))
    left = sources.ask(("behover",), lambda: _to_close(scope))
    changing = sources.ask(("behover",), lambda: moving.moving(scope))
    talks = sources.ask(("behover",), lambda: asked.waiting(scope))
    of_cases = today.needs(
        load,
        gaps,
        reader=scope.reader.person,
        answers_for_unit=answers_for_unit(scope.reader),
        today=scope.today,
    )
    roles = sources.ask(("behover",), lambda: _of_trust(scope))
    every = today.in_order(
        of_cases,
        left,
        roles,
        written,
        changing,
        _to_hear(scope, off),
        today.to_talk(talks),
        _asked_of(scope, waiting_for),
        _to_reply(scope, meetings),
        _to_weigh(scope, own),
    )
    rows = every[: today.MOST]
    sent: list[MeetingRow | TeamLine] = [*(row for row in meetings if row.sent and not row.time_open), *team]
    both = sorted(sent, key=lambda row: row.starts_at)
    near = (row for row in both if local_day(row.starts_at) <= scope.today + timedelta(days=1))
    appointments = tuple(_appointment(row, scope.today) for row in near)
    every_call = sources.ask(("kontakter",), lambda: calls_to_take(scope, kept, waiting_for, gaps))
    calls = sources.ask(("kontakter",), lambda: with_numbers(scope, every_call[:BESIDE]))
    closed = sources.ask(("senare",), lambda: _taken_back(scope, kept))
    anew = sources.ask(("senare",), lambda: _counted_anew(scope))
    endings = sources.ask(("senare",), lambda: _endings(scope, kept))
    returns = sources.ask(("senare",), lambda: _returns(scope, kept))
    happenings = sources.ask(("hant",), lambda: _happenings(scope))
    return TodayPage(
        greeting=_greeting(scope.today, len(rows), whole="behover" not in sources.broken),
        needs=rows,
        meetings=appointments,
        next_meeting=_next(both, meetings),
        calls=calls,
        more_calls=len(every_call) if len(every_call) > BESIDE and may(scope.reader, Action.SCHOOL_READ).allowed else 0,
        waiting=_weighed_elsewhere(scope, own)
        + anew
        + closed
        + endings
        + returns
        + _passed_over(meetings)
        + _waiting(every[today.MOST :], found, {row.person_url for row in rows}),
        happenings=happenings,
        first_day=first_day(scope, begun=_begun(load, meetings)),
        may_print=any(row.day == TODAY for row in appointments) and may(scope.reader, Action.TODAY_PRINT).allowed,
        broken=frozenset(sources.broken),
    )


def _passed_over(meetings: Sequence[MeetingRow]) -> tuple[Waiting, ...]:
    """What somebody passes over before a meeting, and why: said until the meeting is."""
    return tuple(
        Waiting(
            row.case,
            row.pupil,
            row.class_name,
            f"Inför mötet {row.when} hoppas något över. {' '.join(row.passed)}",
            reverse("meeting", args=[row.id]),
        )
        for row in meetings
        if row.passed
    )


def _to_hear(scope: Scope, off: Sequence[TakenOff]) -> tuple[today.Need, ...]:
    """Who has no seat any more at the reader's own meetings."""
    pupils: dict[UUID, today.Named] = {}
    if off:
        pupils |= {row.case: row for row in people.pupils(scope, cases=[row.case for row in off])}
    return today.to_hear(off, pupils)


def _to_close(scope: Scope) -> tuple[today.Need, ...]:
    """The reader's own meetings that have been and are not over."""
    rows = left_after(scope)
    pupils: dict[UUID, today.Named] = {}
    if rows:
        pupils |= {row.case: row for row in people.pupils(scope, cases=[row.case for row in rows])}
    return today.to_close(rows, pupils)


def _of_trust(scope: Scope) -> tuple[today.Need, ...]:
    """What waits about a pupil's own adult."""
    rows = trust.left(scope)
    cases = [row.case for row in rows if row.case is not None]
    pupils: dict[UUID, today.Named] = {}
    if cases:
        pupils |= {row.case: row for row in people.pupils(scope, cases=cases)}
    return today.to_trust(rows, pupils)


def _asked_of(scope: Scope, waiting: Sequence[Unanswered]) -> tuple[today.Need, ...]:
    """What the reader has been asked as a giver: guardian, or pupil."""
    own = [row for row in waiting if row.person_id == scope.reader.person]
    pupils: dict[UUID, today.Named] = {}
    if own:
        pupils |= {row.case: row for row in people.pupils(scope, cases=[row.case for row in own])}
    return today.to_answer([today.OwnQuestion(row.case, listed(row.matters), row.asked_on) for row in own], pupils)


def _to_reply(scope: Scope, meetings: Sequence[MeetingRow]) -> tuple[today.Need, ...]:
    """The reader's own invitations that wait for an answer."""
    rows = [row for row in meetings if row.to_answer]
    names = {row.case: row for row in people.pupils(scope, cases=[row.case for row in rows])} if rows else {}
    return today.to_reply(
        today.Invited(row.id, names[CaseId(row.case)], local_day(row.starts_at), row.when, row.time_open)
        for row in rows
        if row.case in names
    )


def _in_ones_name(scope: Scope) -> tuple[today.Need, ...]:
    """What somebody at the school has written in the reader's name."""
    rows = written_in_ones_name(scope)
    pupils: dict[UUID, today.Named] = {}
    if rows:
        pupils |= {row.case: row for row in people.pupils(scope, cases=[row.case for row in rows])}
    return today.to_look_at(rows, pupils, scope.today)


def _to_weigh(scope: Scope, own: Sequence[ReleaseRow]) -> tuple[today.Need, ...]:
    """What the reader is named to assess."""
    rows = [row for row in own if row.waits and row.mine_to_decide]
    cards: dict[UUID, today.Named] = {}
    if rows:
        cards.update(people.cards(scope, [row.case for row in rows]).items())
    return today.to_weigh(rows, cards)


def _weighed_elsewhere(scope: Scope, own: Sequence[ReleaseRow]) -> tuple[Waiting, ...]:
    """What the reader has asked somebody to assess: until it is answered, and for some days after."""
    rows = [
        row
        for row in own
        if row.asker_id == scope.reader.person and (row.decided is None or scope.today - row.decided.decided_on <= NEWS)
    ]
    cards = people.cards(scope, [row.case for row in rows]) if rows else {}
    return tuple(
        Waiting(
            row.case,
            cards[row.case].name,
            cards[row.case].class_name,
            f"{row.decider} bedömer om {row.matter} kan lämnas, gärna senast {short_day(row.promised_on)}."
            if row.decided is None
            else f"Bedömt: {row.matter}. {row.decided.outcome}.",
            reverse("release", args=[row.case, row.id]),
        )
        for row in rows
        if row.case in cards
    )


def _counted_anew(scope: Scope) -> tuple[Waiting, ...]:
    """What somebody wants to open to more, for those who can say yes; and what has become of one's own notes."""
    asked = [row for row in reclassing.waiting_for(scope) if reclassing.may_settle(scope, row)]
    done = reclassing.counted_lately(scope, scope.now - NEWS)
    if not (asked or done):
        return ()
    cards = people.cards(scope, [*(row.case_id for row in asked), *(row.case_id for row in done)])
    told = [
        (
            CaseId(row.case_id),
            f"{row.asked_by.name} vill öppna {_whose(scope, row.statement)} för fler. Svara.",
            reverse("reclassify", args=[row.case_id, row.statement_id]),
        )
        for row in asked
    ]
    told += [
        (
            CaseId(row.case_id),
            f"{row.counted_by.name} har räknat om din anteckning. Nu räknas den som "
            f"”{InformationClass(row.cell.information_class).label}”.",
            reverse("timeline", args=[row.case_id]),
        )
        for row in done
    ]
    return tuple(
        Waiting(case, cards[case].name, cards[case].class_name, text, url) for case, text, url in told if case in cards
    )


def _whose(scope: Scope, note: Statement) -> str:
    return "din anteckning" if note.author_id == scope.reader.person else "en anteckning"


def _begun(load: tuple[CaseSummary, ...], meetings: tuple[MeetingRow, ...]) -> bool:
    """Whether there is a pupil round whom a samverkan runs and to whose meeting the invitation is sent."""
    met = {row.case for row in meetings if row.sent}
    return any(case.running is not None and case.case in met for case in load)


def _appointment(row: MeetingRow | TeamLine, day_of_page: date) -> Appointment:
    on = TODAY if local_day(row.starts_at) == day_of_page else "i morgon"
    at, url = clock(row.starts_at), _way_to(row)
    if isinstance(row, TeamLine):
        return Appointment(None, at, on, row.title, url, row.place, dots=None, state="")
    return Appointment(row.case, at, on, row.title, url, row.place_words, dots=row.dots, state=row.state)


def _next(sent: Sequence[MeetingRow | TeamLine], meetings: Sequence[MeetingRow]) -> Ahead | None:
    """The nearest that somebody has been invited to; else the nearest draft, called what it is, as on Möten."""
    for row in sent:
        case, at = (None, when(row.starts_at)) if isinstance(row, TeamLine) else (row.case, row.when)
        return Ahead(case, "Nästa möte är", at, _way_to(row))
    for row in meetings:
        if row.time_open and row.sent:
            return Ahead(row.case, NO_TIME_YET, row.when, _way_to(row))
    for row in meetings:
        return Ahead(row.case, NO_MEETING_BUT, row.when, reverse("meeting_send", args=[row.id]))
    return None


def _way_to(row: MeetingRow | TeamLine) -> str:
    return reverse("team_meeting" if isinstance(row, TeamLine) else "meeting", args=[row.id])


def _greeting(on: date, count: int, *, whole: bool) -> str:
    """What needs the reader is counted only when all of it is known."""
    if not whole:
        return f"{day(on).capitalize()}, vecka {on.isocalendar().week}."
    things = "Inget behöver dig just nu." if not count else f"{counted(count, 'sak', 'saker')} behöver dig."
    return f"{day(on).capitalize()}, vecka {on.isocalendar().week}. {things[:1].upper()}{things[1:]}"


def _taken_back(scope: Scope, kept: Sequence[CaseSummary]) -> tuple[Waiting, ...]:
    """The pupils of whom somebody has taken a yes back, the latest on top."""
    days = taking_back.taken_back(scope)
    return tuple(
        Waiting(
            row.case,
            row.name,
            row.class_name,
            f"Ett ja togs tillbaka {short_day(days[row.case])}. Det som det öppnade är stängt. Se om planen håller.",
            reverse("consents", args=[row.case]),
        )
        for row in sorted((row for row in kept if row.case in days), key=lambda row: days[row.case], reverse=True)
    )


def _endings(scope: Scope, kept: Sequence[CaseSummary]) -> tuple[Waiting, ...]:
    """The pupils round whom a yes ends within thirty days and has not been asked anew, the first to end on top."""
    ends = renewing.ending(scope)
    return tuple(
        Waiting(
            row.case,
            row.name,
            row.class_name,
            f"Ett samtycke går ut {short_day(ends[row.case])}. Fråga igen i tid.",
            reverse("consents", args=[row.case]),
        )
        for row in sorted((row for row in kept if row.case in ends), key=lambda row: ends[row.case])
    )


def _returns(scope: Scope, kept: Sequence[CaseSummary]) -> tuple[Waiting, ...]:
    """The pupils of whom somebody wanted to come back to a no today or before."""
    due = refusals.to_come_back_to(scope)
    return tuple(
        Waiting(
            row.case,
            row.name,
            row.class_name,
            "Ni ville komma tillbaka till en fråga som fick nej. Se om den fortfarande behövs.",
            reverse("consent", args=[row.case, due[row.case]]),
        )
        for row in kept
        if row.case in due
    )


def _waiting(rest: tuple[today.Need, ...], found: tuple[needs.NeedGroup, ...], shown: set[str]) -> tuple[Waiting, ...]:
    later = [Waiting(row.case, row.person, row.group, row.title, row.url) for row in rest]
    seen = shown | {row.person_url for row in rest}
    for group in found:
        if group.rule.letter is needs.Letter.ON_TIME:
            continue
        later += [
            Waiting(row.case, row.name, row.class_name, row.reason, reverse("pupil", args=[row.case]))
            for row in group.rows
            if reverse("pupil", args=[row.case]) not in seen
        ]
    return tuple(later)


def _happenings(scope: Scope, most: int = 6) -> tuple[Happening, ...]:
    huvudmen = [HuvudmanId(huvudman.id) for huvudman in Huvudman.objects.only("id")]
    rows = newest(scope, huvudmen=huvudmen, size=most, forms=tuple(FORM_WORDS)).rows
    pupils = {
        pupil.case_id: pupil
        for pupil in Pupil.objects.within(scope)
        .filter(case__in={row.cell.case_id for row in rows})
        .select_related("person", "cell")
    }
    authors = {person.id: person.name for person in Person.objects.filter(id__in={row.author_id for row in rows})}
    return tuple(
        Happening(
            case=row.cell.case_id,
            when=lately(row.made_at, scope.now),
            iso=row.made_at.isoformat(),
            text=_happened(row.form, authors.get(row.author_id, "Någon")),
            url=reverse("pupil", args=[row.cell.case_id]),
            url_text=names_of(pupils[row.cell.case_id])[0] or "Eleven",
        )
        for row in rows
        if row.cell.case_id in pupils
    )


def _happened(form: str, author: str) -> str:
    """Who wrote what. To whom a pupil has told their own words is not said: that is theirs to tell."""
    return f"{FORM_WORDS[form]}." if form == OWN_WORDS else f"{author} {FORM_WORDS[form]}."


def lately(at: datetime, now: datetime) -> str:
    """ "idag 13.00", "i går 13.00", "6 nov."."""
    days = (localdate(now) - localdate(at)).days
    if days == 0:
        return f"idag {clock(at)}"
    return f"i går {clock(at)}" if days == 1 else brief_day(localdate(at))
