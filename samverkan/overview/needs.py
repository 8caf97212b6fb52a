"""Which pupils need coordinated support? Five groups, each with its rule as text, computed from the reader's own scope.

No score and no order of worth: a pupil stands in a group because of a stated reason, and rows are sorted by class and
name. A pupil stands in one group only, the first whose rule holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from samverkan.people.wording import day, listed, local_day, lowered, short_day
from samverkan.plans.caseload import CaseSummary
from samverkan.plans.models import AssessmentOutcome

PROMISED_ANSWER = timedelta(days=14)
"""A signal is answered within this many days: the product's promise, the same for every huvudman."""


class Letter(StrEnum):
    """The groups in their order on the page."""

    ON_TIME = "A"
    MISSING = "B"
    SEVERAL = "C"
    SIGNAL = "D"
    UNKNOWN = "E"


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group's name and its rule, as shown."""

    letter: Letter
    name: str
    rule: str
    anchor: str


GROUP_RULES = (
    GroupRule(Letter.ON_TIME, "Har plan, följs upp i tid", "Nästa uppföljning har datum och ansvarig.", "har-plan"),
    GroupRule(
        Letter.MISSING,
        "Har plan, något saknas",
        "Samtycke, person, datum eller nästa steg fattas.",
        "nagot-saknas",
    ),
    GroupRule(
        Letter.SEVERAL,
        "Flera verksamheter, ingen plan",
        "Minst två verksamheter utanför skolan ger stöd och ingen håller ihop det.",
        "ingen-plan",
    ),
    GroupRule(
        Letter.SIGNAL,
        "Signal, inte bedömd",
        "Någon har skrivit en signal som rektor inte har bedömt än.",
        "signal",
    ),
)


class Standing(StrEnum):
    """The word in the last column: a shape and a word, never a colour of risk."""

    WORKS = "fungerar"
    UNDERWAY = "pa-vag"
    NEEDS = "behover-stod"
    NOT_ASSESSED = "inte-bedomt"


STANDING_WORDS = {
    Standing.WORKS: "Följs upp",
    Standing.UNDERWAY: "På väg",
    Standing.NEEDS: "Utan plan",
    Standing.NOT_ASSESSED: "Inte bedömt",
}


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One pupil on the page, with the reason."""

    case: UUID
    name: str
    class_name: str
    letter: Letter
    reasons: tuple[str, ...]
    trygghetsperson: str
    next_step: str
    last: str
    standing: Standing

    @property
    def reason(self) -> str:
        """The reasons as one phrase."""
        first, *rest = self.reasons
        return "; ".join([first, *map(lowered, rest)])

    @property
    def standing_word(self) -> str:
        """The word beside the shape."""
        return STANDING_WORDS[self.standing]


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """A group with its rows."""

    rule: GroupRule
    rows: tuple[NeedRow, ...]

    @property
    def count(self) -> int:
        """How many pupils."""
        return len(self.rows)

    @property
    def cases(self) -> frozenset[UUID]:
        """Whom the group speaks of."""
        return frozenset(row.case for row in self.rows)


def groups(
    caseload: Sequence[CaseSummary], *, today: date, consents_missing: Mapping[UUID, str]
) -> tuple[NeedGroup, ...]:
    """Groups A–D. `consents_missing` gives, per case, the phrase of a coming meeting that lacks a consent."""
    rows = [row for case in caseload if (row := _row(case, today, consents_missing.get(case.case, "")))]
    return tuple(NeedGroup(rule, tuple(row for row in rows if row.letter is rule.letter)) for rule in GROUP_RULES)


def to_walk_through(found: Sequence[NeedGroup]) -> tuple[NeedRow, ...]:
    """The rows a rektor goes through: every group but the one that follows its plan."""
    return tuple(row for group in found if group.rule.letter is not Letter.ON_TIME for row in group.rows)


def missing(case: CaseSummary, today: date, consent_missing: str) -> tuple[str, ...]:
    """What a running collaboration lacks, most pressing first, in words."""
    running = case.running
    if running is None:
        return ()
    overdue = running.follow_up_on is not None and running.follow_up_on < today
    checks = (
        (consent_missing, bool(consent_missing)),
        (_signal(case, today), signal_waits(case, today)),
        (f"Uppföljningen skulle varit klar {day(running.follow_up_on)}" if running.follow_up_on else "", overdue),
        ("Plan utan uppföljningsdatum", running.follow_up_on is None),
        ("Ingen trygghetsperson", not case.trygghetsperson),
        ("Inget mål i planen", not running.has_goal),
        ("En insats saknar ansvarig", running.ownerless_measures == 1),
        (f"{running.ownerless_measures} insatser saknar ansvarig", running.ownerless_measures > 1),
        ("Inget nästa steg", not running.steps),
        *((f"{function} saknas", True) for function in case.vacancies),
    )
    return tuple(words for words, holds in checks if holds)


def signal_waits(case: CaseSummary, today: date) -> bool:
    """Whether somebody has written a signal that the rektor has neither judged nor begun a samverkan upon."""
    if case.signal_at is None:
        return False
    if case.running is None:
        return not _set_aside(case, today)
    return case.signal_at > max(case.assessed_at or case.running.begun_at, case.running.begun_at)


def _row(case: CaseSummary, today: date, consent_missing: str) -> NeedRow | None:
    if case.running is not None:
        reasons = missing(case, today, consent_missing)
        if len(reasons) == 1 and signal_waits(case, today):
            return _made(case, Letter.SIGNAL, reasons, Standing.NOT_ASSESSED, today)
        if reasons:
            return _made(case, Letter.MISSING, reasons, Standing.UNDERWAY, today)
        follow_up = case.running.follow_up_on
        words = f"Följs upp {day(follow_up)}" if follow_up else ""
        return _made(case, Letter.ON_TIME, (words,), Standing.WORKS, today)
    if _set_aside(case, today):
        return None
    organisations = sorted({seat.organisation_name for seat in case.outside})
    if len(organisations) > 1:
        return _made(case, Letter.SEVERAL, (f"{listed(organisations)}, ingen plan",), Standing.NEEDS, today)
    if case.signal_at is not None:
        return _made(case, Letter.SIGNAL, (_signal(case, today),), Standing.NOT_ASSESSED, today)
    return None


def _set_aside(case: CaseSummary, today: date) -> bool:
    """Whether the rektor has judged: to wait until a day not yet come, or that no coordination is needed since."""
    if case.assessed_at is None:
        return False
    if case.signal_at is not None and case.signal_at > case.assessed_at:
        return False
    if case.assessed_outcome == AssessmentOutcome.WAIT:
        return case.assessed_until is not None and today < case.assessed_until
    return case.assessed_outcome == AssessmentOutcome.NONE


def _signal(case: CaseSummary, today: date) -> str:
    if case.signal_at is None:
        return ""
    days = (today - local_day(case.signal_at)).days
    return f"Signal från {case.signal_by or 'en kollega'}, dag {days} av {PROMISED_ANSWER.days}"


def _made(case: CaseSummary, letter: Letter, reasons: tuple[str, ...], standing: Standing, today: date) -> NeedRow:
    step = case.running.steps[0] if case.running and case.running.steps else None
    last = (case.changed_at or case.signal_at or case.assessed_at) if case else None
    fallback = {Letter.SEVERAL: "Börja en plan", Letter.SIGNAL: "Bedöm signalen"}.get(letter, "inget")
    return NeedRow(
        case=case.case,
        name=case.name,
        class_name=case.class_name,
        letter=letter,
        reasons=reasons,
        trygghetsperson=case.trygghetsperson or "ingen",
        next_step=f"{step.text}, {short_day(step.due_on)}" if step else fallback,
        last=short_day(last) if last else "",
        standing=standing,
    )
