"""The overview's pages, gathered once from the rooms below and frozen for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from samverkan.consent import renewing
from samverkan.consent.releases import NEWS, ReleaseRow, releases
from samverkan.consent.waiting import Unanswered, unanswered
from samverkan.guard.pages import newest
from samverkan.guard.scope import Scope
from samverkan.meetings.queries import MeetingRow, upcoming
from samverkan.overview import contacts, needs, today
from samverkan.overview.sources import Sources
from samverkan.people import queries as people
from samverkan.people.cells import names_of
from samverkan.people.first_day import FirstDay, first_day
from samverkan.people.models import Huvudman, Person, Pupil, TeamMember, Unit
from samverkan.people.queries import home_phones
from samverkan.people.reading_in import read_in_at
from samverkan.people.staff import kept_units
from samverkan.people.wording import brief_day, clock, counted, day, day_with_year, local_day, short_day
from samverkan.plans.caseload import UNKNOWN_AFTER, CaseSummary, caseload, contacts_taken, silent_groups
from samverkan.plans.queries import Signal, latest_signal
from samverkan.policy.acting import Action, may
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId, HuvudmanId, UnitId

FORM_WORDS = {
    "anteckning": "skrev en anteckning",
    "signal": "skrev en signal",
    "egna-ord": "skrev ner elevens ord",
    "skal": "skrev ett skäl",
    "mal": "skrev ett mål",
    "insats": "skrev en insats",
    "steg": "skrev ett nästa steg",
    "syfte": "skrev mötets syfte",
    "handelse": "ändrade något i samverkan",
}
"""What has happened, without what was said. Agenda topics are no news of their own."""


TODAY = "idag"
BESIDE = 4
"""Contacts shown at once beside the meetings of the day."""
OLD_LIST = timedelta(days=7)
"""After this long a list of pupils is asked to be read in again."""
AT_ONCE = 9
"""Contacts shown at once where they have the width of the page: three rows of three."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of "Hänt sedan sist"."""

    when: str
    iso: str
    text: str
    url: str
    url_text: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting today or tomorrow, or the next one."""

    time: str
    day: str
    title: str
    url: str
    place: str
    dots: object
    state: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that can wait, with its reason."""

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
    next_meeting: str
    calls: tuple[contacts.Call, ...]
    waiting: tuple[Waiting, ...]
    happenings: tuple[Happening, ...]
    first_day: FirstDay | None
    may_print: bool
    """Whether there is a list of the day to print, and the reader may."""
    broken: frozenset[str]
    """The cards that lack something just now: behover, moten, kontakter, senare, hant."""


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """S9."""

    over: str
    groups: tuple[needs.NeedGroup, ...]
    unknown: tuple[str, ...]
    calls: tuple[contacts.Call, ...]
    walk: tuple[needs.NeedRow, ...]
    may_decide: bool
    """Whether the reader answers for every pupil there; others see it counted over the pupils they work with."""
    may_export: bool
    read_in: str
    """The day of the newest list of pupils, when it is too old and the reader may read in another."""

    @property
    def first_calls(self) -> tuple[contacts.Call, ...]:
        """As many contacts as one looks over at once."""
        return self.calls[:AT_ONCE]

    @property
    def more_calls(self) -> tuple[contacts.Call, ...]:
        """The rest, shut until asked for."""
        return self.calls[AT_ONCE:]

    @property
    def nobody(self) -> bool:
        """Whether no pupil stands in any group."""
        return not any(group.rows for group in self.groups)


@dataclass(frozen=True, slots=True)
class WalkPage:
    """One pupil of the list, with how far one has come."""

    row: needs.NeedRow
    number: int
    count: int
    previous: UUID | None
    following: UUID | None
    pupil: Pupil
    running: bool
    """Whether a samverkan goes on already, so that none is to be begun."""
    signal: Signal | None
    signal_said: str
    """Who wrote it and when."""


def today_page(scope: Scope) -> TodayPage:
    """The morning page for this reader. A source that fails takes only the cards that rest on it."""
    load = caseload(scope)
    kept = _kept_together_by(scope.reader, load)
    sources = Sources()
    meetings = sources.ask(("behover", "moten"), lambda: upcoming(scope, days=14))
    gaps = _gaps(meetings)
    found = needs.groups(kept, today=scope.today, consents_missing=_phrases(gaps))
    waiting_for = sources.ask(("behover", "kontakter"), lambda: unanswered(scope))
    own = sources.ask(("behover", "senare"), lambda: releases(scope))
    every = (
        _asked_of(scope, waiting_for)
        + _to_weigh(scope, own)
        + today.needs(
            load,
            gaps,
            reader=scope.reader.person,
            answers_for_unit=_answers_for_unit(scope.reader),
            today=scope.today,
        )
    )
    rows = every[: today.MOST]
    near = (row for row in meetings if local_day(row.starts_at) <= scope.today + timedelta(days=1))
    appointments = tuple(_appointment(row, scope.today) for row in near)
    calls = sources.ask(("kontakter",), lambda: _calls(scope, kept, waiting_for, most=BESIDE))
    endings = sources.ask(("senare",), lambda: _endings(scope, kept))
    happenings = sources.ask(("hant",), lambda: _happenings(scope))
    return TodayPage(
        greeting=_greeting(scope.today, len(rows), whole="behover" not in sources.broken),
        needs=rows,
        meetings=appointments,
        next_meeting=_next(meetings),
        calls=calls,
        waiting=_weighed_elsewhere(scope, own)
        + endings
        + _waiting(every[today.MOST :], found, {row.person_url for row in rows}),
        happenings=happenings,
        first_day=first_day(scope, begun=_begun(load, meetings)),
        may_print=any(row.day == TODAY for row in appointments) and may(scope.reader, Action.TODAY_PRINT).allowed,
        broken=frozenset(sources.broken),
    )


def school_page(scope: Scope) -> SchoolPage:
    """The two questions of the rektor, answered from her own scope."""
    load = _kept_together_by(scope.reader, caseload(scope))
    units = sorted({standing.unit for standing in scope.reader.standings if standing.unit})
    found = needs.groups(load, today=scope.today, consents_missing=_phrases(_gaps(upcoming(scope, days=14))))
    names = [unit.name for unit in Unit.objects.filter(id__in=units).order_by("name")]
    pupils = Pupil.objects.within(scope).filter(ended_on=None, cell__unit_id__in=units).count()
    leads = _answers_for_unit(scope.reader)
    whom = counted(pupils, "elev", "elever") if leads else "räknat på de elever som du arbetar med"
    return SchoolPage(
        over=f"{', '.join(names)}, {whom}",
        groups=found,
        unknown=silent_groups(scope, units=units, since=scope.now - UNKNOWN_AFTER) if leads else (),
        calls=_calls(scope, load, unanswered(scope)),
        walk=needs.to_walk_through(found),
        may_decide=leads,
        may_export=may(scope.reader, Action.SCHOOL_EXPORT).allowed,
        read_in=_old_list(scope),
    )


def _old_list(scope: Scope) -> str:
    """ "21 november 2026" when the newest list of a school that the reader reads lists in to has become old."""
    at = read_in_at(kept_units(scope.reader, Action.IMPORT_APPLY))
    return day_with_year(at) if at is not None and scope.now - at > OLD_LIST else ""


def walk_page(scope: Scope, case: UUID) -> WalkPage | None:
    """The pupil's place in the list, or None when the pupil is not on it."""
    load = _kept_together_by(scope.reader, caseload(scope))
    found = needs.groups(load, today=scope.today, consents_missing=_phrases(_gaps(upcoming(scope, days=14))))
    rows = needs.to_walk_through(found)
    place = next((place for place, row in enumerate(rows) if row.case == case), None)
    if place is None:
        return None
    signal = latest_signal(scope, CaseId(case))
    return WalkPage(
        row=rows[place],
        number=place + 1,
        count=len(rows),
        previous=rows[place - 1].case if place else None,
        following=rows[place + 1].case if place + 1 < len(rows) else None,
        pupil=Pupil.objects.within(scope).select_related("person", "cell").get(case=case),
        running=any(row.case == case and row.running is not None for row in load),
        signal=signal,
        signal_said=f"{signal.by}, {day(signal.at)}" if signal else "",
    )


def _kept_together_by(reader: Reader, load: tuple[CaseSummary, ...]) -> tuple[CaseSummary, ...]:
    """The pupils round whom the reader helps to keep the work together.

    What is missing can only be said to one who may know what there is: a guest, a guardian or a teacher sees a part.
    """
    return tuple(
        row
        for row in load
        if may(reader, Action.CONTACT_DONE, case=CaseId(row.case), unit=UnitId(row.unit) if row.unit else None).allowed
    )


def _asked_of(scope: Scope, waiting: Sequence[Unanswered]) -> tuple[today.Need, ...]:
    """What the reader has been asked as a giver: guardian, or pupil."""
    own = [row for row in waiting if row.person_id == scope.reader.person]
    pupils: dict[UUID, today.Named] = {}
    if own:
        pupils |= {row.case: row for row in people.pupils(scope, cases=[row.case for row in own])}
    return today.to_answer([today.OwnQuestion(row.case, row.matter, row.asked_on) for row in own], pupils)


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


def _answers_for_unit(reader: Reader) -> bool:
    return may(reader, Action.NEED_DECIDE).allowed


def _gaps(meetings: tuple[MeetingRow, ...]) -> dict[UUID, today.ConsentGap]:
    """The nearest coming meeting of each pupil in which a consent is missing."""
    gaps: dict[UUID, today.ConsentGap] = {}
    for row in meetings:
        if row.consents_missing and row.case not in gaps:
            gaps[row.case] = today.ConsentGap(
                row.case, row.id, local_day(row.starts_at), row.when, row.missing_sentence
            )
    return gaps


def _begun(load: tuple[CaseSummary, ...], meetings: tuple[MeetingRow, ...]) -> bool:
    """Whether there is a pupil round whom a samverkan runs and a meeting is planned."""
    met = {row.case for row in meetings}
    return any(case.running is not None and case.case in met for case in load)


def _phrases(gaps: dict[UUID, today.ConsentGap]) -> dict[UUID, str]:
    return {case: f"Samtycke saknas inför mötet {short_day(gap.starts_on)}" for case, gap in gaps.items()}


def _calls(
    scope: Scope, load: tuple[CaseSummary, ...], waiting: Sequence[Unanswered], *, most: int | None = None
) -> tuple[contacts.Call, ...]:
    """The contacts as they are shown, `most` of them: a home that is left out is not asked for its number."""
    taken = contacts_taken(scope, since=scope.now - contacts.LONG_SILENCE)
    homes = [
        contacts.HomeWish(row.case, row.person_id, row.guardian, row.matter, row.asked_on)
        for row in waiting
        if row.person_id != scope.reader.person
    ]
    shown = contacts.calls(load, homes, today=scope.today, taken=taken)[:most]
    return contacts.with_home_phones(shown, home_phones(scope, [call.home for call in shown if call.home]))


def _appointment(row: MeetingRow, day_of_page: date) -> Appointment:
    return Appointment(
        time=clock(row.starts_at),
        day=TODAY if local_day(row.starts_at) == day_of_page else "i morgon",
        title=row.title,
        url=reverse("meeting", args=[row.id]),
        place=row.place_words,
        dots=row.dots,
        state=row.state,
    )


def _next(meetings: tuple[MeetingRow, ...]) -> str:
    return f"Nästa möte är {meetings[0].when}." if meetings else ""


def _greeting(on: date, count: int, *, whole: bool) -> str:
    """What needs the reader is counted only when all of it is known."""
    if not whole:
        return f"{day(on).capitalize()}, vecka {on.isocalendar().week}."
    things = "Inget behöver dig just nu." if not count else f"{counted(count, 'sak', 'saker')} behöver dig."
    return f"{day(on).capitalize()}, vecka {on.isocalendar().week}. {things[:1].upper()}{things[1:]}"


def _endings(scope: Scope, kept: Sequence[CaseSummary]) -> tuple[Waiting, ...]:
    """The pupils round whom a yes ends within thirty days and has not been asked anew, the first to end on top."""
    ends = renewing.ending(scope)
    return tuple(
        Waiting(
            row.name,
            row.class_name,
            f"Ett samtycke går ut {short_day(ends[row.case])}. Fråga igen i tid.",
            reverse("consents", args=[row.case]),
        )
        for row in sorted((row for row in kept if row.case in ends), key=lambda row: ends[row.case])
    )


def _waiting(rest: tuple[today.Need, ...], found: tuple[needs.NeedGroup, ...], shown: set[str]) -> tuple[Waiting, ...]:
    later = [Waiting(row.person, row.group, row.title, row.url) for row in rest]
    seen = shown | {row.person_url for row in rest}
    for group in found:
        if group.rule.letter is needs.Letter.ON_TIME:
            continue
        later += [
            Waiting(row.name, row.class_name, row.reason, reverse("pupil", args=[row.case]))
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
            when=lately(row.made_at, scope.now),
            iso=row.made_at.isoformat(),
            text=f"{authors.get(row.author_id, 'Någon')} {FORM_WORDS[row.form]}.",
            url=reverse("pupil", args=[row.cell.case_id]),
            url_text=names_of(pupils[row.cell.case_id])[0] or "Eleven",
        )
        for row in rows
        if row.cell.case_id in pupils
    )


def lately(at: datetime, now: datetime) -> str:
    """ "idag 13.00", "i går 13.00", "6 nov."."""
    days = (localdate(now) - localdate(at)).days
    if days == 0:
        return f"idag {clock(at)}"
    return f"i går {clock(at)}" if days == 1 else brief_day(localdate(at))


def pupil_of_wish(scope: Scope, case: str) -> Pupil:
    """The pupil a contact was about. Raises Http404 outside the scope and for what is no id."""
    found = Pupil.objects.within(scope).filter(case=_id(case)).select_related("cell").first()
    if found is None:
        raise Http404
    return found


def organisation_of_wish(scope: Scope, pupil: Pupil, organisation: str) -> UUID | None:
    """The organisation that was rung; None for a home. Raises Http404 for one that takes no part round the pupil."""
    if not organisation:
        return None
    seats = TeamMember.objects.within(scope).filter(case=pupil.case_id, organisation=_id(organisation), until=None)
    if not list(seats):
        raise Http404
    return _id(organisation)


def subject_of_wish(subject: str) -> str:
    """Which rule asked for the contact. Raises Http404 for any other word."""
    if subject not in contacts.SUBJECTS:
        raise Http404
    return subject


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise Http404 from fault
