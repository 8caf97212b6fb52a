"""What needs me today, and what can wait? A fixed, ordered list of rules; each row can say which rule put it there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import chain
from typing import Protocol
from uuid import UUID

from django.urls import reverse

from samverkan.consent.own import InName
from samverkan.consent.releases import ReleaseRow
from samverkan.consent.wording import wish_for
from samverkan.meetings.after.left import Left
from samverkan.meetings.taken_off import WHAT_NOW, TakenOff
from samverkan.overview.needs import PROMISED_ANSWER, signal_waits
from samverkan.own_page.asked import Waiting
from samverkan.people.wording import day, day_or_year, first_name, listed, local_day
from samverkan.plans.caseload import CaseSummary, NextStep
from samverkan.trygghetsperson import left as trust

MOST = 5
"""More than this is not a morning page; the rest can be found under "Kan vänta"."""
SOON = timedelta(days=2)


class Rule(Enum):
    """Why a row is there, in the order in which the rows come."""

    TAKEN_OFF = "Någon har ingen plats längre på ett möte som du leder."
    """First of all: it is about somebody's safety."""
    WANTS_TO_TALK = "En elev har sagt på sin egen sida att hen vill prata."
    ASKED = "Skolan har frågat dig om något, och du har inte svarat."
    INVITED = "Du är inbjuden till ett möte, och har inte svarat."
    IN_ONES_NAME = "Någon har skrivit ner ett svar från dig, och du har inte sett det."
    TRUST_OFFERED = "Du är tillfrågad om ett uppdrag som trygghetsperson, och har inte svarat."
    TO_WEIGH = "Någon har bett dig bedöma om något kan lämnas, och väntar på svar."
    CONSENT_MISSING = "Mötet är inom två dagar och ett samtycke saknas."
    SIGNAL = "En signal har kommit in och ingen har bedömt den."
    TRUST_WISH = "En elev har sagt vem det ska vara, och ingen har svarat eleven."
    TRUST_GONE = "Den som var trygghetsperson arbetar inte kvar, och ingen ny är utsedd."
    NO_TRUST = "Eleven har samverkan eller en signal, och ingen trygghetsperson är utsedd."
    COMING = "En elev kommer till din skola från en annan."
    HANDING_OVER = "En överlämning till en ny skola väntar på er, eller på ett svar."
    LEFT = "En elev har bytt skola, och din skola har inte lämnat över något."
    FOLLOW_UP = "Dagen för uppföljning har passerat."
    TO_CLOSE = "Ett möte som du leder har varit och är inte avslutat."
    TO_TELL = "Någon som inte var på mötet ska få veta vad ni kom fram till."
    PROMISED = "Du har lovat något som skulle varit klart."
    TRUST_DECLINED = "Den som du frågade kunde inte ta emot uppdraget."
    TO_ASK = "Du är utsedd till trygghetsperson, och eleven är inte tillfrågad än."
    OF_AGE = "En elev som du är trygghetsperson för blir myndig inom sextio dagar, eller är det."
    NO_NEXT_STEP = "Planen har inget nästa steg."


RULES = tuple(Rule)


class Named(Protocol):
    """A pupil as a row names one: the summary of a case, or the pupil's card."""

    @property
    def case(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def class_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Need:
    """A row of "Behöver dig": one reason, one pupil, one verb."""

    case: UUID | None
    """None for what speaks of several pupils at once and names none."""
    order: tuple[int, date]
    shape: str
    title: str
    text: str
    rule: str
    person: str
    person_url: str
    group: str
    verb: str
    url: str


@dataclass(frozen=True, slots=True)
class ConsentGap:
    """A coming meeting in which something may not be said yet."""

    case: UUID
    meeting: UUID
    starts_on: date
    when: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A meeting that waits for the reader's own answer."""

    meeting: UUID
    about: Named
    starts_on: date
    when: str
    time_open: bool


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question that waits for the reader's own answer."""

    case: UUID
    matter: str
    asked_on: date


def in_order(*found: Iterable[Need]) -> tuple[Need, ...]:
    """All these rows in the order of the rules, then by day."""
    return tuple(sorted(chain.from_iterable(found), key=lambda row: row.order))


def to_answer(questions: Iterable[OwnQuestion], names: Mapping[UUID, Named]) -> tuple[Need, ...]:
    """The rows for what the reader has been asked."""
    return tuple(
        _row(
            names[question.case],
            Rule.ASKED,
            question.asked_on,
            "half",
            "Skolan vill veta vad du säger",
            f"Det gäller {question.matter}. Du blev frågad {day(question.asked_on)}.",
            "Läs frågan",
            reverse("my_answers", args=[question.case]),
        )
        for question in questions
        if question.case in names
    )


def to_reply(rows: Iterable[Invited]) -> tuple[Need, ...]:
    """The rows for the meetings that the reader is invited to and has not answered."""
    return tuple(
        _row(
            row.about,
            Rule.INVITED,
            row.starts_on,
            "half",
            f"Du är inbjuden till ett möte, {row.when}",
            "Vilka tider passar dig?" if row.time_open else "Säg om du kommer, och vad du vill ta upp.",
            "Svara",
            reverse("meeting_reply", args=[row.meeting]),
        )
        for row in rows
    )


def to_look_at(written: Iterable[InName], names: Mapping[UUID, Named], today: date) -> tuple[Need, ...]:
    """The rows for what others have written in the reader's name: one for each pupil."""
    each: dict[UUID, list[InName]] = {}
    for row in written:
        each.setdefault(row.case, []).append(row)
    return tuple(
        _row(
            names[case],
            Rule.IN_ONES_NAME,
            rows[0].on,
            "half",
            "Skolan har skrivit in ett svar från dig" if len(rows) == 1 else "Skolan har skrivit in svar från dig",
            f"{_written(rows, today)} Det gäller {listed(dict.fromkeys(row.matter for row in rows))}. "
            "Stämmer det inte kan du ändra svaret.",
            "Läs svaret" if len(rows) == 1 else "Läs svaren",
            reverse("my_answer", args=[case, rows[0].question])
            if len(rows) == 1
            else reverse("my_answers", args=[case]),
        )
        for case, rows in each.items()
        if case in names
    )


def _written(rows: Sequence[InName], today: date) -> str:
    """Who wrote what, when one sentence says it of them all."""
    by, said = {row.by for row in rows}, {row.said for row in rows}
    if len(said) > 1:
        return f"{listed(sorted(by))} har skrivit ner vad du har svarat."
    return f"{listed(sorted(by))} har skrivit att du {rows[0].said}, {day_or_year(max(row.on for row in rows), today)}."


def to_weigh(rows: Iterable[ReleaseRow], names: Mapping[UUID, Named]) -> tuple[Need, ...]:
    """The rows for what the reader is named to assess, on the day it is promised."""
    return tuple(
        _row(
            names[row.case],
            Rule.TO_WEIGH,
            row.promised_on,
            "half",
            "Du ska bedöma om något kan lämnas",
            f"{row.asker} frågar om {row.receiver}, får {_wish(row, names[row.case])}. "
            f"Svara gärna senast {day(row.promised_on)}.",
            "Bedöm",
            reverse("release", args=[row.case, row.id]),
        )
        for row in rows
        if row.case in names
    )


def _wish(row: ReleaseRow, pupil: Named) -> str:
    """What the receiver would do with it, and for what where that is not the usual."""
    return wish_for(row.matter, row.purpose, first_name(pupil.name))


def to_hear(rows: Iterable[TakenOff], names: Mapping[UUID, Named]) -> tuple[Need, ...]:
    """The rows on who has no seat any more at a meeting that the reader leads."""
    return tuple(
        _row(
            names[row.case],
            Rule.TAKEN_OFF,
            local_day(row.at),
            "triangle",
            f"{row.name} har ingen plats längre på mötet {row.when}",
            WHAT_NOW,
            "Öppna mötet",
            reverse("meeting", args=[row.meeting]),
        )
        for row in rows
        if row.case in names
    )


def to_talk(rows: Iterable[Waiting]) -> tuple[Need, ...]:
    """The rows on pupils who wait to talk with the reader."""
    return tuple(
        _row(row, Rule.WANTS_TO_TALK, row.on, "half", row.text, row.asked, "Öppna", reverse("talks", args=[row.case]))
        for row in rows
    )


def to_close(rows: Iterable[Left], names: Mapping[UUID, Named]) -> tuple[Need, ...]:
    """The rows on what is left after the reader's own meetings, held or called off."""
    return tuple(
        _row(
            names[row.case],
            Rule.TO_TELL if row.telling else Rule.TO_CLOSE,
            row.on,
            "clock",
            row.title,
            row.text,
            row.verb,
            reverse("meeting_tell", args=[row.meeting, row.person])
            if row.person
            else reverse("meeting_after", args=[row.meeting]),
        )
        for row in rows
        if row.case in names
    )


OF_TRUST = {
    trust.Kind.OFFERED: (Rule.TRUST_OFFERED, "half"),
    trust.Kind.GONE: (Rule.TRUST_GONE, "dashed"),
    trust.Kind.WISH: (Rule.TRUST_WISH, "half"),
    trust.Kind.DECLINED: (Rule.TRUST_DECLINED, "half"),
    trust.Kind.TO_ASK: (Rule.TO_ASK, "ring"),
    trust.Kind.OF_AGE: (Rule.OF_AGE, "clock"),
}


def to_trust(rows: Iterable[trust.Left], names: Mapping[UUID, Named]) -> tuple[Need, ...]:
    """The rows on who is a pupil's own adult."""
    found = []
    for row in rows:
        rule, shape = OF_TRUST[row.kind]
        if row.case is None:
            found.append(_about(row.person, rule, row.on, shape, row.title, row.text, row.verb, row.url))
        elif row.case in names:
            found.append(_row(names[row.case], rule, row.on, shape, row.title, row.text, row.verb, row.url))
    return tuple(found)


def needs(
    caseload: Sequence[CaseSummary],
    gaps: Mapping[UUID, ConsentGap],
    *,
    reader: UUID,
    answers_for_unit: bool,
    today: date,
) -> tuple[Need, ...]:
    """The rows for this reader in the order of the rules, then by day. A leader of the unit answers for every pupil
    there; anybody else for those they coordinate and for their own promises."""
    rows: list[Need] = []
    for case in caseload:
        mine = answers_for_unit or (case.running is not None and case.running.coordinator_id == reader)
        if mine:
            rows += _of_case(case, gaps.get(case.case), signal_waits(case, today), today)
        rows += _own_promises(case, reader, today)
    return in_order(rows)


def _of_case(case: CaseSummary, gap: ConsentGap | None, signal: bool, today: date) -> Iterator[Need]:
    if gap is not None and gap.starts_on - today <= SOON:
        yield _row(
            case,
            Rule.CONSENT_MISSING,
            gap.starts_on,
            "triangle",
            f"Samtycke saknas inför mötet {gap.when}",
            gap.sentence,
            "Öppna rummet",
            reverse("room", args=[gap.meeting]),
        )
    if signal and case.signal_at is not None:
        days = (today - local_day(case.signal_at)).days
        answer_by = local_day(case.signal_at) + PROMISED_ANSWER
        yield _row(
            case,
            Rule.SIGNAL,
            local_day(case.signal_at),
            "dashed",
            f"Signal som ingen har bedömt, dag {days} av {PROMISED_ANSWER.days}",
            f"{case.signal_by or 'En kollega'} skrev den {day(case.signal_at)}. Svar senast {day(answer_by)}.",
            "Bedöm",
            reverse("walk", args=[case.case]),
        )
    running = case.running
    if not case.trygghetsperson and (running is not None or signal):
        since = running.begun_at if running is not None else case.signal_at
        yield _row(
            case,
            Rule.NO_TRUST,
            local_day(since) if since is not None else today,
            "dashed",
            "Ingen trygghetsperson är utsedd",
            "Det behövs en vuxen som eleven kan gå till, och som tar emot det som kommer in.",
            "Utse trygghetsperson",
            reverse("appoint", args=[case.case]),
        )
    if running is None:
        return
    if running.follow_up_on is not None and running.follow_up_on < today:
        yield _row(
            case,
            Rule.FOLLOW_UP,
            running.follow_up_on,
            "clock",
            f"Uppföljningen skulle varit klar {day(running.follow_up_on)}",
            "Planen har inget nytt datum.",
            "Boka uppföljning",
            reverse("meeting_new", args=[case.case]),
        )
    elif not running.steps:
        yield _row(
            case,
            Rule.NO_NEXT_STEP,
            local_day(running.begun_at),
            "ring",
            "Planen har inget nästa steg",
            "Bestäm vem som gör vad härnäst.",
            "Skriv nästa steg",
            reverse("step_new", args=[case.case]),
        )


def _own_promises(case: CaseSummary, reader: UUID, today: date) -> Iterator[Need]:
    late: list[NextStep] = [
        step for step in (case.running.steps if case.running else ()) if step.owner_id == reader and step.due_on < today
    ]
    for step in late:
        yield _row(
            case,
            Rule.PROMISED,
            step.due_on,
            "clock",
            f"{step.text} skulle varit klart {day(step.due_on)}",
            "Du har lovat det här.",
            "Öppna Att göra",
            reverse("todo"),
        )


def _row(case: Named, rule: Rule, on: date, shape: str, title: str, text: str, verb: str, url: str) -> Need:
    return replace(
        _about(case.name, rule, on, shape, title, text, verb, url),
        case=case.case,
        person_url=reverse("pupil", args=[case.case]),
        group=case.class_name,
    )


def _about(person: str, rule: Rule, on: date, shape: str, title: str, text: str, verb: str, url: str) -> Need:
    place = RULES.index(rule)
    return Need(
        case=None,
        order=(place, on),
        shape=shape,
        title=title,
        text=text,
        rule=f"{rule.value} Regel {place + 1} av {len(RULES)}.",
        person=person,
        person_url="",
        group="",
        verb=verb,
        url=url,
    )
