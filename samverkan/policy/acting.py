"""What a person may do, as data: each URL is one named action, and each action names who may take it and why not.

Reading a pupil's information is decided cell by cell elsewhere; this table says who may take the act at all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from samverkan.policy.facts import Reader, Standing
from samverkan.policy.rules.row import ELEVHALSA_EXCEPT_EMI, LEADERS, SCHOOL_STAFF
from samverkan.policy.vocabulary import FAMILY, Branch, CaseId, OrganisationId, Role, Tie, UnitId


class Action(StrEnum):
    """Every act a URL may be. The value is the journal's word."""

    TODAY_READ = "las-idag"
    TODAY_PRINT = "skriv-ut-dagens-lista"
    SCHOOL_READ = "las-skolan"
    SCHOOL_EXPORT = "spara-skolan-som-fil"
    PUPILS_READ = "las-elever"
    PUPIL_NOW_READ = "las-elev-nu"
    PLAN_READ = "las-plan"
    TEAM_READ = "las-team"
    CONSENTS_READ = "las-samtycken"
    TIMELINE_READ = "las-tidslinje"
    WHO_CAN_SEE_READ = "las-vem-kan-se"
    MEETINGS_READ = "las-moten"
    MEETING_READ = "las-mote"
    ROOM_READ = "las-rummet"
    OWN_LOG_READ = "las-min-logg"
    SEARCH = "sok"
    OUTBOX_READ = "las-utkorg"
    SETTINGS_READ = "las-installningar"
    NEED_DECIDE = "bedom-behov"
    COLLABORATION_BEGIN = "borja-samverkan"
    TRYGGHETSPERSON_APPOINT = "utse-trygghetsperson"
    MEMBER_ADD = "lagg-till-i-teamet"
    OFFICER_NAME = "namnge"
    SEAL_LIFT = "be-om-lyft-skydd"
    SEAL_LIFT_CONFIRM = "bekrafta-lyft-skydd"
    CONTACTS_READ = "las-kontakter"
    CONTACT_WRITE = "skriv-kontakt"
    CONTACT_DONE = "kontakt-tagen"
    GOAL_WRITE = "skriv-mal"
    MEASURE_WRITE = "skriv-insats"
    NOTE_WRITE = "skriv-anteckning"
    SIGNAL_WRITE = "skriv-signal"
    PLAN_PRINT = "skriv-ut-plan"
    CONSENT_ASK = "fraga-om-samtycke"
    CONSENT_PRINT = "skriv-ut-fragor"
    CONSENT_RECORD = "registrera-samtycke"
    CONSENT_WITHDRAW = "ta-tillbaka-samtycke"
    CONSENT_WEIGH = "bedom-vem-som-svarar"
    RELEASES_READ = "las-bedomningar"
    RELEASE_READ = "las-bedomning"
    RELEASE_ASK = "begar-bedomning"
    RELEASE_DECIDE = "bedom-utlamnande"
    RELEASE_END = "avsluta-utlamnande"
    RELEASE_HAND_OVER = "lamna-over-bedomning"
    TAKE_IN = "ta-in-uppgift"
    SHARE = "lamna-uppgift"
    MY_ANSWERS_READ = "las-mina-svar"
    CONSENT_ANSWER = "svara-pa-fraga"
    MEETING_PLAN = "planera-mote"
    MEETING_CHANGE = "andra-mote"
    MEETING_SEND = "skicka-inbjudan"
    INVITATION_REPLY = "svara-pa-inbjudan"
    REPLY_RECORD = "registrera-svar"
    ROOM_PRINT = "skriv-ut-rummet"
    INVITATION_PRINT = "skriv-ut-inbjudan"
    SCHOOL_CHANGE = "andra-skolan"
    STAFF_WRITE = "skriv-personal"
    ENTRUST = "ge-fortroende"
    IMPORT_PREVIEW = "granska-import"
    IMPORT_APPLY = "importera"
    IMPORT_UNDO = "angra-import"
    OWN_PROFILE = "min-profil"
    SIGN_IN = "logga-in"
    SIGN_OUT = "logga-ut"
    CREDENTIAL_CHANGE = "byt-losenord"
    FACTOR_USE = "anvand-andra-steg"
    FACTOR_CHANGE = "andra-andra-steg"
    SHOW_AS = "visa-som"
    START_READ = "las-infor-start"
    START_SIGN = "skriv-under-infor-start"
    STANCES_READ = "las-var-lasning"
    STANCE_SIGN = "skriv-under-lasning"
    REGIME_SIGN = "skriv-under-lagbyte"
    LOOK_AS = "se-som-mottagare"
    WHAT_IF_READ = "las-vad-som-andras"


PLANNERS = LEADERS | ELEVHALSA_EXCEPT_EMI
ORGANISERS = PLANNERS | {Role.MENTOR, Role.TEACHER}
KEEPERS = LEADERS | {Role.SCHOOL_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR}
SYSTEM_KEEPERS = frozenset({Role.SYSTEM_ADMINISTRATOR})
"""Who configures and sees no pupil."""
EVERYBODY = frozenset(Role)
SIGNERS = frozenset({Role.REKTOR, Role.SKOLCHEF})
"""Who can sign for the huvudman at all; what each may sign stands in `signing`."""
STARTERS = KEEPERS | SIGNERS
"""Who follow what is left before a huvudman begins in earnest."""
OUTSIDE_ROLES = frozenset(
    {
        Role.SOCIAL_WORKER,
        Role.BUP_CLINICIAN,
        Role.HABILITATION,
        Role.SPEECH_THERAPIST,
        Role.FIRST_LINE,
        Role.SPSM_ADVISER,
    }
)
"""Those who take part in the work from outside the school."""
SIGNALLERS = SCHOOL_STAFF - {Role.NURSE, Role.DOCTOR}
"""What EMI knows reaches the rektor only with a yes or after an assessment (OSL 25:13 a), never by a form."""
ENTRUSTED = LEADERS | ELEVHALSA_EXCEPT_EMI | frozenset({Role.NURSE, Role.DOCTOR, Role.SYSTEM_ADMINISTRATOR})
"""Roles that open secrets or the house itself. Only a leader gives them, or makes an account for one who has them."""
FIRST_OFFICERS = frozenset({Role.REKTOR})
"""Who at the unit is named for a pupil with protected identity before anybody has been chosen."""
ASKERS = SCHOOL_STAFF | OUTSIDE_ROLES | FAMILY
"""Who may need to know: those who work with the pupil, from the school or outside, and the family for itself."""
NAMING = LEADERS
"""Who may name others for a pupil with protected identity, when named themselves."""
IN_CASE = frozenset({Tie.TEAM, Tie.NAMED})
SCHOOLS_OWN = frozenset({Branch.SCHOOL, Branch.ELEVHALSA, Branch.EMI})
DONE_WHEN_SHOWN = frozenset(
    {
        Action.TODAY_READ,
        Action.SCHOOL_READ,
        Action.PUPILS_READ,
        Action.PUPIL_NOW_READ,
        Action.PLAN_READ,
        Action.TEAM_READ,
        Action.CONSENTS_READ,
        Action.MY_ANSWERS_READ,
        Action.RELEASES_READ,
        Action.RELEASE_READ,
        Action.TIMELINE_READ,
        Action.WHO_CAN_SEE_READ,
        Action.MEETINGS_READ,
        Action.MEETING_READ,
        Action.ROOM_READ,
        Action.OWN_LOG_READ,
        Action.SEARCH,
        Action.OUTBOX_READ,
        Action.SETTINGS_READ,
        Action.CONTACTS_READ,
        Action.IMPORT_PREVIEW,
        Action.TODAY_PRINT,
        Action.SCHOOL_EXPORT,
        Action.PLAN_PRINT,
        Action.CONSENT_PRINT,
        Action.ROOM_PRINT,
        Action.INVITATION_PRINT,
        Action.START_READ,
        Action.STANCES_READ,
        Action.LOOK_AS,
        Action.WHAT_IF_READ,
    }
)
"""Reading, searching and printing. Every other act writes, and is only opened until its form is sent."""


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Who may take the action: the roles, and for an act on a pupil the ties that carry it."""

    action: Action
    roles: frozenset[Role]
    ties: frozenset[Tie] | None
    """None: the act is not on one pupil. UNIT carries only for leaders and only at the pupil's unit."""
    otherwise: str
    """Said to one who may see but not act: whom to ask."""


STAFF_PAGE = "Sidan är till för dig som arbetar i skolan."
ASK_REKTOR = "Rektor eller någon i elevhälsan som är med i teamet kan göra det här. Be en av dem."
ASK_TEAM = "Den som är med i elevens team kan göra det här. Rektor kan lägga till dig i teamet."
ASK_NAMED = "Den som är namngiven för eleven ber om det, och en annan namngiven rektor bekräftar."
ASK_KEEPER = "Rektor eller skoladministratören kan göra det här."
ASK_SIGNER = "Rektor eller skolchefen skriver under det här."

_R = ActionRule
_LEAD = frozenset({Tie.UNIT, Tie.TEAM, Tie.NAMED})
_SEE = frozenset(Tie)

ACTION_RULES: dict[Action, ActionRule] = {
    rule.action: rule
    for rule in (
        *(
            _R(action, EVERYBODY, None, STAFF_PAGE)
            for action in (
                Action.OWN_LOG_READ,
                Action.OWN_PROFILE,
                Action.SHOW_AS,
                Action.TODAY_READ,
                Action.SIGN_IN,
                Action.SIGN_OUT,
                Action.CREDENTIAL_CHANGE,
                Action.FACTOR_USE,
                Action.FACTOR_CHANGE,
                # Whoever has not asked and is not to decide meets 404 at the door of the row itself.
                Action.RELEASES_READ,
                Action.RELEASE_READ,
                Action.RELEASE_DECIDE,
                Action.RELEASE_END,
                Action.RELEASE_HAND_OVER,
            )
        ),
        *(
            _R(action, EVERYBODY - {Role.SYSTEM_ADMINISTRATOR}, None, STAFF_PAGE)
            for action in (Action.PUPILS_READ, Action.MEETINGS_READ, Action.SEARCH)
        ),
        *(
            _R(action, EVERYBODY, _SEE, ASK_TEAM)
            for action in (
                Action.PUPIL_NOW_READ,
                Action.PLAN_READ,
                Action.TEAM_READ,
                Action.TIMELINE_READ,
                Action.MEETING_READ,
                Action.INVITATION_REPLY,
                Action.ROOM_READ,
                Action.PLAN_PRINT,
            )
        ),
        _R(
            Action.SCHOOL_READ,
            PLANNERS,
            None,
            "Skolöversikten är till för skolans rektor, kurator, psykolog, specialpedagog och speciallärare. "
            "Andra ser sina egna elever under Elever.",
        ),
        _R(Action.SCHOOL_EXPORT, frozenset({Role.REKTOR}), None, "Det är rektor som sparar listan som fil."),
        _R(Action.CONSENTS_READ, ORGANISERS | {Role.GUARDIAN, Role.PUPIL}, _SEE, ASK_REKTOR),
        _R(Action.WHO_CAN_SEE_READ, SCHOOL_STAFF | {Role.GUARDIAN, Role.PUPIL}, _SEE, ASK_TEAM),
        _R(Action.NEED_DECIDE, LEADERS, frozenset({Tie.UNIT}), "Det är rektor som bedömer behovet."),
        _R(Action.COLLABORATION_BEGIN, PLANNERS, frozenset({Tie.UNIT, Tie.TEAM, Tie.NAMED}), ASK_REKTOR),
        _R(Action.TRYGGHETSPERSON_APPOINT, LEADERS, _LEAD, "Det är rektor som utser trygghetsperson."),
        _R(Action.MEMBER_ADD, PLANNERS, _LEAD, ASK_REKTOR),
        _R(Action.OFFICER_NAME, NAMING, frozenset({Tie.NAMED}), "Det är en namngiven rektor som namnger andra."),
        _R(Action.SEAL_LIFT, SCHOOL_STAFF, frozenset({Tie.NAMED}), ASK_NAMED),
        _R(Action.SEAL_LIFT_CONFIRM, NAMING, frozenset({Tie.NAMED}), ASK_NAMED),
        _R(Action.TODAY_PRINT, SCHOOL_STAFF, None, STAFF_PAGE),
        _R(Action.CONTACTS_READ, SCHOOL_STAFF, None, STAFF_PAGE),
        _R(Action.CONTACT_WRITE, ORGANISERS, None, ASK_REKTOR),
        _R(Action.CONTACT_DONE, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.GOAL_WRITE, ORGANISERS, _LEAD, ASK_TEAM),
        _R(Action.MEASURE_WRITE, SCHOOL_STAFF, _LEAD, ASK_TEAM),
        _R(Action.NOTE_WRITE, SCHOOL_STAFF, _LEAD | {Tie.MENTOR, Tie.TEACHES}, ASK_TEAM),
        _R(
            Action.SIGNAL_WRITE,
            SIGNALLERS,
            _SEE,
            "En signal skrivs av skolans personal och läses av rektor. Skolhälsovården har egen sekretess: "
            "fråga först eleven och hemmet, och prata sedan med rektor.",
        ),
        _R(Action.CONSENT_ASK, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.CONSENT_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.CONSENT_RECORD, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(
            Action.RELEASE_ASK,
            ASKERS,
            frozenset({Tie.UNIT, Tie.TEAM, Tie.NAMED, Tie.GUARDIAN, Tie.SELF}),
            "Den som är med i arbetet kring eleven kan begära en bedömning. Be någon i teamet.",
        ),
        _R(Action.TAKE_IN, SCHOOL_STAFF, _LEAD, ASK_TEAM),
        _R(Action.SHARE, OUTSIDE_ROLES, frozenset({Tie.TEAM}), "Här lämnar den som är med från en annan verksamhet."),
        _R(Action.CONSENT_WEIGH, PLANNERS, _LEAD, "Rektor eller elevhälsan bedömer vem som svarar. Be en av dem."),
        *(
            _R(action, FAMILY, frozenset({Tie.GUARDIAN, Tie.SELF}), "Här svarar familjen själv.")
            for action in (Action.MY_ANSWERS_READ, Action.CONSENT_ANSWER)
        ),
        _R(
            Action.CONSENT_WITHDRAW,
            ORGANISERS | {Role.GUARDIAN, Role.PUPIL},
            _LEAD | {Tie.GUARDIAN, Tie.SELF},
            ASK_REKTOR,
        ),
        _R(Action.MEETING_PLAN, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_CHANGE, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_SEND, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.REPLY_RECORD, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.ROOM_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.INVITATION_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.OUTBOX_READ, KEEPERS | ORGANISERS, None, STAFF_PAGE),
        _R(Action.SETTINGS_READ, KEEPERS, None, ASK_KEEPER),
        _R(Action.SCHOOL_CHANGE, KEEPERS, None, ASK_KEEPER),
        _R(Action.STAFF_WRITE, KEEPERS, None, ASK_KEEPER),
        _R(Action.ENTRUST, LEADERS, None, "Det är rektor som ger roller i ledningen och elevhälsan."),
        _R(Action.START_READ, STARTERS, None, ASK_KEEPER),
        _R(Action.START_SIGN, SIGNERS | SYSTEM_KEEPERS, None, ASK_SIGNER),
        _R(Action.STANCES_READ, STARTERS, None, ASK_KEEPER),
        _R(Action.STANCE_SIGN, SIGNERS, None, ASK_SIGNER),
        _R(Action.REGIME_SIGN, SIGNERS, None, ASK_SIGNER),
        _R(Action.LOOK_AS, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.WHAT_IF_READ, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.IMPORT_PREVIEW, LEADERS | {Role.SCHOOL_ADMINISTRATOR}, None, ASK_KEEPER),
        _R(Action.IMPORT_APPLY, LEADERS | {Role.SCHOOL_ADMINISTRATOR}, None, ASK_KEEPER),
        _R(Action.IMPORT_UNDO, LEADERS | {Role.SCHOOL_ADMINISTRATOR}, None, ASK_KEEPER),
    )
}


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether the act may be taken, by which standing, and otherwise whom to ask."""

    allowed: bool
    sentence: str
    standing: Standing | None = None


def may(
    reader: Reader,
    action: Action,
    *,
    case: CaseId | None = None,
    unit: UnitId | None = None,
    holder: OrganisationId | None = None,
) -> Permission:
    """Whether the reader may take the action, on this case at this unit when it is on a pupil.

    With a holder the work too must be there: a guardian who is named may lead a school somewhere else.
    """
    rule = ACTION_RULES[action]
    if case is not None and case in reader.barred_from:
        return Permission(False, rule.otherwise)
    for standing in reader.standings:
        if holder is not None and standing.organisation != holder:
            continue
        if standing.role in rule.roles and _carries(rule, standing, case, unit):
            return Permission(True, "", standing)
    return Permission(False, rule.otherwise)


def keeps_every_unit(standing: Standing) -> bool:
    """Whether the work is with all school units of the employer: whoever keeps the system works at none of them."""
    return standing.unit is None and standing.role in SYSTEM_KEEPERS


def answers_for(standing: Standing, unit: UnitId, employer: OrganisationId) -> bool:
    """Whether the standing is at this unit of this employer, or with all of the employer's."""
    return standing.unit == unit or (keeps_every_unit(standing) and standing.organisation == employer)


def may_give(reader: Reader, roles: Iterable[Role]) -> Permission:
    """Whether the reader may give these roles to a colleague, or hand the colleague who has them a way to sign in."""
    trusted = not ENTRUSTED.isdisjoint(roles)
    return may(reader, Action.ENTRUST if trusted else Action.STAFF_WRITE)


def _carries(rule: ActionRule, standing: Standing, case: CaseId | None, unit: UnitId | None) -> bool:
    if rule.ties is None or case is None:
        return True
    if standing.tie not in rule.ties:
        return False
    if standing.case is not None:
        return standing.case == case
    reading = rule.ties == _SEE
    return standing.unit is not None and standing.unit == unit and (reading or standing.role in LEADERS)


class Level(IntEnum):
    """How sure one is of who sits at the keyboard. A higher level is enough for what asks for a lower one."""

    PASSWORD = 1
    """A password alone, or a sign-in at work that says nothing of how it was done."""
    SECOND_FACTOR = 2
    """A code or a passkey as well, or a sign-in at work that says as much (acr, amr)."""
    EID = 3
    """An e-legitimation at level of assurance 3 (Digg's tillitsramverk, LOA3)."""


SEALED = "skyddad-identitet"
"""The act-like word for opening anything at all about a pupil with protected identity."""
FLOORS: dict[str, tuple[Level, str]] = {
    SEALED: (Level.SECOND_FACTOR, "Var en skyddad elev finns är det första som skyddas (OSL 21:3, 21:3 a)."),
    Action.OFFICER_NAME: (Level.SECOND_FACTOR, "Ett fel ja till en skyddad elev går inte att ta tillbaka."),
    Action.SEAL_LIFT: (Level.SECOND_FACTOR, "Den som ber om att skyddet lyfts öppnar för hela skolan."),
    Action.SEAL_LIFT_CONFIRM: (Level.SECOND_FACTOR, "Det som har setts kan inte bli osett."),
    Action.ENTRUST: (Level.SECOND_FACTOR, "Rollerna öppnar hemligheter eller själva huset."),
    Action.STAFF_WRITE: (Level.SECOND_FACTOR, "Den som ger roller och konton öppnar vägar in för andra."),
    Action.START_SIGN: (Level.SECOND_FACTOR, "Underskriften öppnar huset för familjer och andra verksamheter."),
    Action.STANCE_SIGN: (Level.SECOND_FACTOR, "Läsningen ändrar vad många får se, hos hela huvudmannen."),
    Action.REGIME_SIGN: (Level.SECOND_FACTOR, "En annan lag binder allt som skolan har skrivit."),
}
"""The lowest level of each act that needs more than a password, and why. A huvudman may raise it, never lower it."""
LEVELLED = frozenset(Action) | {SEALED}
"""What a huvudman may raise. To raise SIGN_IN is to raise every act."""


@dataclass(frozen=True, slots=True)
class Assurance:
    """How sure one is of this sitting, what the reader's huvudmän have raised, and what the sitting is too weak for."""

    level: Level
    raised: tuple[tuple[str, Level], ...] = ()
    closed: frozenset[CaseId] = frozenset()
    """Sealed cases that the reader is named for and that open at a higher level."""

    def lacks(self, act: str) -> Level | None:
        """The level that the act needs and the sitting has not reached; None when it is enough."""
        needed = level_needed(act, self.raised)
        return needed if self.level < needed else None


def level_needed(act: str, raised: Iterable[tuple[str, Level]] = ()) -> Level:
    """The level of an act or of SEALED: the floor, or what a huvudman has raised it to. Signing in needs none."""
    if act == Action.SIGN_IN:
        return Level.PASSWORD
    floor = FLOORS[act][0] if act in FLOORS else Level.PASSWORD
    return max([floor, *(level for what, level in raised if what in (act, Action.SIGN_IN))])


def at_level(reader: Reader, assurance: Assurance) -> tuple[Reader, Assurance]:
    """The reader as far as this sitting carries: below the level of sealed cases those are not there."""
    if assurance.lacks(SEALED) is None or not reader.named_for:
        return reader, assurance
    standings = tuple(standing for standing in reader.standings if standing.case not in reader.named_for)
    return (
        replace(reader, standings=standings, named_for=frozenset()),
        replace(assurance, closed=reader.named_for),
    )


def may_sign_in(reader: Reader) -> bool:
    """Whether anything at all lets the person in: work that runs today, a child, or being the pupil.

    A seat in a team is no work of its own: whoever has nothing else is a guest, and guests have no account.
    """
    return any(standing.tie is not Tie.TEAM for standing in reader.standings)


def while_preparing(reader: Reader, preparing: Collection[CaseId]) -> Reader:
    """The reader as long as the huvudmän of these pupils only prepare: none but the schools' own staff is tied to them.

    Families and outside parties come in the day somebody has signed that the huvudman begins in earnest.
    """
    return replace(
        reader,
        standings=tuple(row for row in reader.standings if row.case not in preparing or works_in_school(row)),
        named_for=reader.named_for
        - {case for case in preparing if not any(works_in_school(row) for row in reader.in_case(case))},
    )


def works_in_school(standing: Standing) -> bool:
    """Whether the standing is a school's own employee's, elevhälsan and EMI among them."""
    return standing.organisation is not None and standing.branch in SCHOOLS_OWN
