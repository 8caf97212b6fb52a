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
from samverkan.people.wording import STOCKHOLM, clock, counted, day_with_year, listed, local_day
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import InformationClass

SIZE = 50
ACTS: dict[str, tuple[str, str]] = {
    Action.TODAY_READ: ("läste Idag", "läsa Idag"),
    Action.TODAY_PRINT: ("skrev ut dagens lista", "skriva ut dagens lista"),
    Action.SCHOOL_READ: ("läste Skolan", "läsa Skolan"),
    Action.SCHOOL_EXPORT: ("sparade Skolans lista som fil", "spara Skolans lista som fil"),
    Action.PUPILS_READ: ("läste listan över elever", "läsa listan över elever"),
    Action.PUPIL_NOW_READ: ("läste elevsidan", "läsa elevsidan"),
    Action.PLAN_READ: ("läste planen", "läsa planen"),
    Action.TEAM_READ: ("läste teamet", "läsa teamet"),
    Action.CONSENTS_READ: ("läste samtycken", "läsa samtycken"),
    Action.TIMELINE_READ: ("läste tidslinjen", "läsa tidslinjen"),
    Action.WHO_CAN_SEE_READ: ("läste vilka som kan se", "läsa vilka som kan se"),
    Action.MEETINGS_READ: ("läste listan över möten", "läsa listan över möten"),
    Action.MEETING_READ: ("läste ett möte", "läsa ett möte"),
    Action.ROOM_READ: ("läste rummet", "läsa rummet"),
    Action.OWN_LOG_READ: ("läste din logg", "läsa din logg"),
    Action.SEARCH: ("sökte", "söka"),
    Action.OUTBOX_READ: ("läste utkorgen", "läsa utkorgen"),
    Action.SETTINGS_READ: ("läste inställningar", "läsa inställningar"),
    Action.NEED_DECIDE: ("bedömde behov", "bedöma behov"),
    Action.COLLABORATION_BEGIN: ("började samverkan", "börja samverkan"),
    Action.TRYGGHETSPERSON_APPOINT: ("utsåg trygghetsperson", "utse trygghetsperson"),
    Action.TRYGGHETSPERSON_WISH: (
        "skrev ner vad en elev önskar om trygghetsperson",
        "skriva ner vad en elev önskar om trygghetsperson",
    ),
    Action.TRYGGHETSPERSON_LETTER: ("skrev ut brevet om trygghetsperson", "skriva ut brevet om trygghetsperson"),
    Action.TRYGGHETSPERSON_OWN_READ: ("läste dina uppdrag som trygghetsperson", "läsa dina uppdrag"),
    Action.TRYGGHETSPERSON_SCHOOL_READ: ("läste skolans trygghetspersoner", "läsa skolans trygghetspersoner"),
    Action.TRYGGHETSPERSON_STAND_IN: ("ändrade vem som svarar i någons ställe", "ändra vem som svarar"),
    Action.TRYGGHETSPERSON_HAND_OVER: (
        "lämnade över uppdraget som trygghetsperson",
        "lämna över uppdraget som trygghetsperson",
    ),
    Action.TRYGGHETSPERSON_RECEIVE: (
        "svarade på ett uppdrag som trygghetsperson",
        "svara på ett uppdrag som trygghetsperson",
    ),
    Action.OFFICER_NAME: ("namngav någon för en skyddad elev", "namnge någon för en skyddad elev"),
    Action.SEAL_LIFT: (
        "bad om att lyfta skyddet för en elev, eller tog tillbaka det",
        "be om att lyfta skyddet för en elev",
    ),
    Action.SEAL_LIFT_CONFIRM: (
        "bekräftade att skyddet för en elev lyfts",
        "bekräfta att skyddet för en elev lyfts",
    ),
    Action.BAR_DECIDE: (
        "läste eller beslutade vem som inget får veta om en elev",
        "besluta vem som inget får veta om en elev",
    ),
    Action.BAR_END: ("avslutade att någon inget får veta om en elev", "avsluta att någon inget får veta om en elev"),
    Action.MEMBER_ADD: ("lade till i teamet", "lägga till i teamet"),
    Action.CONTACTS_READ: ("läste kontakter", "läsa kontakter"),
    Action.CONTACT_WRITE: ("skrev en kontakt", "skriva en kontakt"),
    Action.CONTACT_DONE: ("noterade en tagen kontakt", "notera en tagen kontakt"),
    Action.GOAL_WRITE: ("skrev mål", "skriva mål"),
    Action.MEASURE_WRITE: ("skrev insats", "skriva insats"),
    Action.NOTE_WRITE: ("skrev anteckning", "skriva anteckning"),
    Action.SIGNAL_WRITE: ("skrev en signal", "skriva en signal"),
    Action.PLAN_PRINT: ("skrev ut planen", "skriva ut planen"),
    Action.CONSENT_ASK: ("frågade om samtycke", "fråga om samtycke"),
    Action.CONSENT_DISCARD: ("tog bort en fråga som inte var ställd", "ta bort en fråga som inte var ställd"),
    Action.CONSENT_PRINT: ("skrev ut frågor om samtycke", "skriva ut frågor om samtycke"),
    Action.CONSENT_RECORD: ("registrerade samtycke", "registrera samtycke"),
    Action.CONSENT_WITHDRAW: ("tog tillbaka samtycke", "ta tillbaka samtycke"),
    Action.CONSENT_WEIGH: ("bedömde vem som svarar", "bedöma vem som svarar"),
    Action.RELEASES_READ: ("läste dina bedömningar", "läsa dina bedömningar"),
    Action.RELEASE_READ: ("läste en begäran om bedömning", "läsa en begäran om bedömning"),
    Action.RELEASE_ASK: ("begärde en bedömning", "begära en bedömning"),
    Action.RELEASE_DECIDE: ("bedömde om något kan lämnas", "bedöma om något kan lämnas"),
    Action.RELEASE_END: ("stängde det som hade lämnats", "stänga det som hade lämnats"),
    Action.RELEASE_HAND_OVER: ("lämnade över en bedömning", "lämna över en bedömning"),
    Action.TAKE_IN: ("tog in en uppgift i skolans plan", "ta in en uppgift i skolans plan"),
    Action.RECLASSIFY: ("ändrade vad en anteckning räknas som", "ändra vad en anteckning räknas som"),
    Action.SHARE: ("lämnade en uppgift till skolan", "lämna en uppgift till skolan"),
    Action.HANDOVER_READ: ("läste en överlämning", "läsa en överlämning"),
    Action.HANDOVER_WRITE: ("förberedde en överlämning", "förbereda en överlämning"),
    Action.HANDOVER_SEND: ("lämnade över en elev till en ny skola", "lämna över en elev till en ny skola"),
    Action.HANDOVER_PRINT: ("skrev ut en överlämning", "skriva ut en överlämning"),
    Action.ARRIVAL_READ: ("läste om en elev som kommer", "läsa om en elev som kommer"),
    Action.ARRIVAL_RECEIVE: ("tog emot en elev från en annan skola", "ta emot en elev från en annan skola"),
    Action.MY_ANSWERS_READ: ("läste dina svar", "läsa dina svar"),
    Action.CONSENT_ANSWER: ("svarade på en fråga", "svara på en fråga"),
    Action.MEETING_PLAN: ("planerade ett möte", "planera ett möte"),
    Action.MEETING_CHANGE: ("ändrade ett möte", "ändra ett möte"),
    Action.MEETING_SEND: ("skickade inbjudan", "skicka inbjudan"),
    Action.INVITATION_REPLY: ("svarade på en inbjudan", "svara på en inbjudan"),
    Action.GUEST_LINK_READ: ("läste om en länk till en inbjudan", "läsa om en länk till en inbjudan"),
    Action.GUEST_LINK_SEND: ("skickade en ny länk till en inbjudan", "skicka en ny länk till en inbjudan"),
    Action.GUEST_LINK_REVOKE: ("återkallade en länk till en inbjudan", "återkalla en länk till en inbjudan"),
    Action.GUEST_CODE_READ: ("läste upp en kod", "läsa upp en kod"),
    Action.GUEST_ENTER: ("öppnade en inbjudan med länk och kod", "öppna en inbjudan med länk och kod"),
    Action.GUEST_READ: ("läste en inbjudan med länk och kod", "läsa en inbjudan med länk och kod"),
    Action.GUEST_ANSWER: ("svarade på en inbjudan med länk och kod", "svara på en inbjudan med länk och kod"),
    Action.GUEST_MEASURE: ("lämnade en insats med länk och kod", "lämna en insats med länk och kod"),
    Action.GUEST_PROMISE: (
        "ändrade något du har lovat med länk och kod",
        "ändra något du har lovat med länk och kod",
    ),
    Action.GUEST_PULSE: (
        "svarade på tre frågor om ett möte med länk och kod",
        "svara på tre frågor om ett möte med länk och kod",
    ),
    Action.GUEST_AFTERWARDS_READ: (
        "läste vad som kom fram på ett möte med länk och kod",
        "läsa vad som kom fram på ett möte med länk och kod",
    ),
    Action.GUEST_CONSENT: ("svarade på en fråga med länk och kod", "svara på en fråga med länk och kod"),
    Action.GUEST_WITHDRAW: ("tog tillbaka ett ja med länk och kod", "ta tillbaka ett ja med länk och kod"),
    Action.REPLY_RECORD: ("skrev ner ett svar på en inbjudan", "skriva ner ett svar på en inbjudan"),
    Action.MEETING_HOLD: ("ledde ett möte", "leda ett möte"),
    Action.AFTERWARDS_READ: ("läste vad som kom fram på ett möte", "läsa vad som kom fram på ett möte"),
    Action.MEETING_CLOSE: ("avslutade ett möte", "avsluta ett möte"),
    Action.MINUTES_PRINT: ("skrev ut minnesanteckningar", "skriva ut minnesanteckningar"),
    Action.PULSE_ANSWER: ("svarade på tre frågor om ett möte", "svara på tre frågor om ett möte"),
    Action.DEVIATIONS_READ: ("läste avvikelser", "läsa avvikelser"),
    Action.TODO_READ: ("läste Att göra", "läsa Att göra"),
    Action.TODO_EXPORT: ("sparade Att göra som fil", "spara Att göra som fil"),
    Action.TODO_FEED_CHANGE: ("ändrade adressen till din kalender", "ändra adressen till din kalender"),
    Action.TODO_FEED_READ: (
        "lät en kalender hämta när dina löften ska vara klara",
        "låta en kalender hämta när dina löften ska vara klara",
    ),
    Action.PROMISE_CHANGE: ("ändrade något som ska göras", "ändra något som ska göras"),
    Action.PROMISE_REMIND: ("påminde någon om ett löfte", "påminna någon om ett löfte"),
    Action.MINUTES_WRITE: ("skrev i minnesanteckningarna", "skriva i minnesanteckningarna"),
    Action.MEETING_PROJECT: ("visade mötet för alla i rummet", "visa mötet för alla i rummet"),
    Action.ROOM_PRINT: ("skrev ut rummet", "skriva ut rummet"),
    Action.AGENDA_PRINT: ("skrev ut en dagordning", "skriva ut en dagordning"),
    Action.INVITATION_PRINT: ("skrev ut en inbjudan", "skriva ut en inbjudan"),
    Action.SCHOOL_CHANGE: ("ändrade skolan", "ändra skolan"),
    Action.STAFF_WRITE: ("ändrade personal", "ändra personal"),
    Action.ENTRUST: ("gav en roll i ledningen eller elevhälsan", "ge en roll i ledningen eller elevhälsan"),
    Action.IMPORT_PREVIEW: ("granskade en lista", "granska en lista"),
    Action.IMPORT_APPLY: ("läste in en lista", "läsa in en lista"),
    Action.IMPORT_UNDO: ("ångrade en inläsning", "ångra en inläsning"),
    Action.OWN_PROFILE: ("ändrade din profil", "ändra din profil"),
    Action.SIGN_IN: ("loggade in", "logga in"),
    Action.SIGN_OUT: ("loggade ut", "logga ut"),
    Action.CREDENTIAL_CHANGE: ("bytte lösenord", "byta lösenord"),
    Action.FACTOR_USE: ("bekräftade med ditt andra steg", "bekräfta med ditt andra steg"),
    Action.FACTOR_CHANGE: ("ändrade ditt andra steg", "ändra ditt andra steg"),
    Action.SHOW_AS: ("bytte person i demon", "byta person i demon"),
    Action.START_READ: ("läste Innan ni börjar på riktigt", "läsa Innan ni börjar på riktigt"),
    Action.START_SIGN: ("skrev under inför starten", "skriva under inför starten"),
    Action.STANCES_READ: ("läste hur ni läser lagen", "läsa hur ni läser lagen"),
    Action.ELEVHALSA_MEETING_READ: ("läste ett möte i elevhälsan", "läsa ett möte i elevhälsan"),
    Action.ELEVHALSA_MEETING_PLAN: ("planerade ett möte i elevhälsan", "planera ett möte i elevhälsan"),
    Action.ELEVHALSA_MEETING_WRITE: ("skrev på ett möte i elevhälsan", "skriva på ett möte i elevhälsan"),
    Action.MEETING_KINDS_READ: ("läste mallar för möten", "läsa mallar för möten"),
    Action.MEETING_KIND_CHANGE: ("ändrade en mall för möten", "ändra en mall för möten"),
    Action.WHEEL_READ: ("läste Må bra-hjulet", "läsa Må bra-hjulet"),
    Action.WHEEL_WRITE: ("skrev skolans bild i hjulet", "skriva skolans bild i hjulet"),
    Action.WHEEL_TELL: ("skrev elevens egen bild i hjulet", "skriva elevens egen bild i hjulet"),
    Action.WHEEL_ATTACH: ("la hjulet i planen", "lägga hjulet i planen"),
    Action.WHEEL_DETACH: ("tog hjulet ur planen", "ta hjulet ur planen"),
    Action.WHEEL_WORDS_READ: ("läste hjulets ord", "läsa hjulets ord"),
    Action.WHEEL_WORDS_CHANGE: ("ändrade hjulets ord", "ändra hjulets ord"),
    Action.STANCE_SIGN: ("skrev under hur ni läser lagen", "skriva under hur ni läser lagen"),
    Action.REGIME_SIGN: ("skrev under vilken lag en skola följer", "skriva under vilken lag en skola följer"),
    Action.OWN_PAGE_OPEN: ("öppnade en elevs egen sida", "öppna en elevs egen sida"),
    Action.OWN_KEY: ("kopplade en elevs skolkonto", "koppla en elevs skolkonto"),
    Action.OWN_PAGE_READ: ("läste din sida", "läsa din sida"),
    Action.OWN_PAGE_CHANGE: ("ändrade hur din sida ser ut", "ändra hur din sida ser ut"),
    Action.OWN_PAGE_LEAVE: ("lämnade din sida", "lämna din sida"),
    Action.OWN_TALK: ("sa att du vill prata", "säga att du vill prata"),
    Action.OWN_WHEEL: ("visade hur du har det", "visa hur du har det"),
    Action.OWN_MEETING: ("svarade om ett möte på din sida", "svara om ett möte på din sida"),
    Action.TALK_DONE: ("sa att du har pratat med en elev", "läsa vem som vill prata"),
    Action.TALK_RISEN: ("tog hand om en elev som väntade", "ta hand om en elev som väntar"),
    Action.LOOK_AS: ("såg en sida som någon annan ser den", "se en sida som någon annan ser den"),
    Action.WHAT_IF_READ: ("läste vad som ändras om någon är med", "läsa vad som ändras om någon är med"),
}
"""What each act is called in a sentence about oneself: when it is done, and when one was about to."""
UNKNOWN = ("gjorde något", "göra något")


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
    did, to_do = ACTS.get(row.action, UNKNOWN)
    about = _about(row, names)
    what = f": {listed(_classes(row))}" if row.classes and about else ""
    match row.outcome:
        case Outcome.NOT_FOUND:
            return f"Du fick svaret att sidan inte finns, när du skulle {to_do}."
        case Outcome.REFUSED:
            return f"Du fick veta att det inte ingår i ditt uppdrag att {to_do}."
        case Outcome.BROKE:
            return f"Något gick fel när du skulle {to_do}. Inget blev sparat."
        case Outcome.OPENED:
            return f"Du öppnade sidan för att {to_do}{about}{what}."
        case Outcome.NOT_DONE:
            return f"Du skulle {to_do}{about}, men det blev inte gjort."
        case _:
            return f"Du {did}{about}{what}."


def _about(row: LogRow, names: dict[UUID, str]) -> str:
    """Up to three pupils by name; otherwise how many. Those one may no longer see are counted only.

    A page that chooses or counts among more pupils says among how many.
    """
    if not row.among:
        return ""
    if not row.cases:
        return f", räknat på {counted(row.among, 'elev', 'elever')}"
    if row.among == len(row.cases):
        return _whom(row, names)
    chosen = "vald" if len(row.cases) == 1 else "valda"
    return f"{_whom(row, names)} ({chosen} bland {row.among} elever)"


def _whom(row: LogRow, names: dict[UUID, str]) -> str:
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
