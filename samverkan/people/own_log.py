"""Min logg: one's own acts as sentences. A pupil whom one may no longer see is not named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode

from samverkan.guard.scope import Scope
from samverkan.journal.models import Outcome
from samverkan.journal.queries import LogRow, own_log
from samverkan.people.queries import pupils
from samverkan.people.wording import STOCKHOLM, clock, day_with_year, listed, local_day
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import InformationClass

SIZE = 50
DID: dict[str, str] = {
    Action.TODAY_READ: "läste Idag",
    Action.SCHOOL_READ: "läste Skolan",
    Action.PUPILS_READ: "läste listan över elever",
    Action.PUPIL_NOW_READ: "läste elevsidan",
    Action.PLAN_READ: "läste planen",
    Action.TEAM_READ: "läste teamet",
    Action.CONSENTS_READ: "läste samtycken",
    Action.TIMELINE_READ: "läste tidslinjen",
    Action.WHO_CAN_SEE_READ: "läste vilka som kan se",
    Action.MEETINGS_READ: "läste listan över möten",
    Action.MEETING_READ: "läste ett möte",
    Action.ROOM_READ: "läste rummet",
    Action.OWN_LOG_READ: "läste din logg",
    Action.SEARCH: "sökte",
    Action.OUTBOX_READ: "läste utkorgen",
    Action.SETTINGS_READ: "läste inställningar",
    Action.NEED_DECIDE: "bedömde behov",
    Action.COLLABORATION_BEGIN: "började samverkan",
    Action.TRYGGHETSPERSON_APPOINT: "utsåg trygghetsperson",
    Action.OFFICER_NAME: "namngav någon för en skyddad elev",
    Action.MEMBER_ADD: "lade till i teamet",
    Action.CONTACTS_READ: "läste kontakter",
    Action.CONTACT_WRITE: "skrev en kontakt",
    Action.CONTACT_DONE: "noterade en tagen kontakt",
    Action.GOAL_WRITE: "skrev mål",
    Action.MEASURE_WRITE: "skrev insats",
    Action.NOTE_WRITE: "skrev anteckning",
    Action.PLAN_PRINT: "skrev ut planen",
    Action.CONSENT_ASK: "frågade om samtycke",
    Action.CONSENT_RECORD: "registrerade samtycke",
    Action.CONSENT_WITHDRAW: "tog tillbaka samtycke",
    Action.MEETING_PLAN: "planerade ett möte",
    Action.MEETING_CHANGE: "ändrade ett möte",
    Action.MEETING_SEND: "skickade inbjudan",
    Action.ROOM_PRINT: "skrev ut rummet",
    Action.INVITATION_PRINT: "skrev ut en inbjudan",
    Action.SCHOOL_CHANGE: "ändrade skolan",
    Action.STAFF_WRITE: "öppnade eller ändrade personal",
    Action.ENTRUST: "gav en roll i ledningen eller elevhälsan",
    Action.IMPORT_PREVIEW: "granskade en lista",
    Action.IMPORT_APPLY: "läste in en lista",
    Action.IMPORT_UNDO: "ångrade en inläsning",
    Action.OWN_PROFILE: "öppnade din profil",
    Action.SHOW_AS: "bytte person i demon",
}
"""What each act is called in a sentence about oneself."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act as a sentence."""

    when: str
    iso: str
    text: str
    url: str = ""
    url_text: str = ""


@dataclass(frozen=True, slots=True)
class LogPage:
    """Fifty acts, newest first, by day."""

    days: tuple[tuple[str, tuple[LogLine, ...]], ...]
    older: str
    """The query string of the next page, or "" on the last one."""


def page(scope: Scope, *, before: str) -> LogPage:
    """The reader's own log before a time; an unreadable time means the newest."""
    until = _moment(before) or scope.now
    rows = own_log(scope, before=until, limit=SIZE + 1)
    shown = rows[:SIZE]
    names = _names(scope, shown)
    older = "?" + urlencode({"fore": shown[-1].at.isoformat()}) if len(rows) > SIZE else ""
    days = groupby(shown, key=lambda row: local_day(row.at))
    return LogPage(
        tuple((day_with_year(on).capitalize(), tuple(_line(row, names) for row in rows)) for on, rows in days), older
    )


def _names(scope: Scope, rows: Iterable[LogRow]) -> dict[UUID, str]:
    cases = {case for row in rows for case in row.cases}
    return {row.case: row.name for row in pupils(scope, cases=cases)} if cases else {}


def _line(row: LogRow, names: dict[UUID, str]) -> LogLine:
    local = row.at.astimezone(STOCKHOLM)
    return LogLine(clock(local), local.isoformat(), _sentence(row, names))


def _sentence(row: LogRow, names: dict[UUID, str]) -> str:
    did = DID.get(row.action, "gjorde något")
    if row.outcome == Outcome.NOT_FOUND:
        return f"Du fick svaret att sidan inte finns ({did})."
    if row.outcome == Outcome.REFUSED:
        return f"Du fick veta att det inte ingår i ditt uppdrag ({did})."
    about = _about(row, names)
    what = f": {listed(_classes(row))}" if row.classes and about else ""
    return f"Du {did}{about}{what}."


def _about(row: LogRow, names: dict[UUID, str]) -> str:
    """Up to three pupils by name; otherwise how many. Those one may no longer see are counted only."""
    if not row.cases:
        return ""
    known = sorted(names[case] for case in row.cases if case in names)
    if len(row.cases) > 3:
        return f", {len(row.cases)} elever"
    others = len(row.cases) - len(known)
    gone = ["en elev du inte ser längre"] if others == 1 else [f"{others} elever du inte ser längre"] if others else []
    return ", " + listed([*known, *gone])


def _classes(row: LogRow) -> list[str]:
    return [InformationClass(value).label.lower() for value in row.classes]


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
