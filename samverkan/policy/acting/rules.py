"""Who may take each act, and whom to ask otherwise: data, one row for each act."""

from dataclasses import dataclass

from samverkan.policy.acting.actions import Action
from samverkan.policy.rules.row import ELEVHALSA_EXCEPT_EMI, LEADERS, SCHOOL_STAFF
from samverkan.policy.vocabulary import FAMILY, Branch, Role, Tie

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
GUEST_ROLES = OUTSIDE_ROLES | {Role.GUARDIAN}
"""Who may answer an invitation without an account. The pupil is asked in person, and the school's staff sign in."""
SIGNALLERS = SCHOOL_STAFF - {Role.NURSE, Role.DOCTOR}
"""What EMI knows reaches the rektor only with a yes or after an assessment (OSL 25:13 a), never by a form."""
ENTRUSTED = LEADERS | ELEVHALSA_EXCEPT_EMI | frozenset({Role.NURSE, Role.DOCTOR, Role.SYSTEM_ADMINISTRATOR})
"""Roles that open secrets or the house itself. Only a leader gives them, or makes an account for one who has them."""
FIRST_OFFICERS = frozenset({Role.REKTOR})
"""Who at the unit is named for a pupil with protected identity before anybody has been chosen."""
TRUSTED_BY_FUNCTION = frozenset({Role.REKTOR})
"""Who at a school is each pupil's trygghetsperson by function, until a colleague is named to carry it (the model of
Falun and Kronoberg)."""
ASKERS = SCHOOL_STAFF | OUTSIDE_ROLES | FAMILY
"""Who may need to know: those who work with the pupil, from the school or outside, and the family for itself."""
NAMING = LEADERS
"""Who may name others for a pupil with protected identity, when named themselves."""
BARRING = (Action.BAR_DECIDE, Action.BAR_END)
NOT_OF_ONES_OWN_CHILD = frozenset({*BARRING, Action.CONSENT_WEIGH, Action.CONSENT_RECORD})
"""What nobody does in the family's own matter, whatever their work (förvaltningslagen 16 §): who answers, what somebody
has answered, and who may learn nothing.
"""
ASK_COLLEAGUE = "Du är själv av elevens familj. Då gör en kollega det här."
IN_CASE = frozenset({Tie.TEAM, Tie.NAMED})
SCHOOLS_OWN = frozenset({Branch.SCHOOL, Branch.ELEVHALSA, Branch.EMI})


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
ASK_SCHOOL = "Det här gör den som är inbjuden. Ring skolan om du undrar."
ASK_SIGNER = "Rektor eller skolchefen skriver under det här."

_R = ActionRule
_LEAD = frozenset({Tie.UNIT, Tie.TEAM, Tie.NAMED})
SEE = frozenset(Tie)

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
            _R(action, EVERYBODY, SEE, ASK_TEAM)
            for action in (
                Action.PUPIL_NOW_READ,
                Action.PLAN_READ,
                Action.TEAM_READ,
                Action.WHEEL_READ,
                Action.TIMELINE_READ,
                Action.MEETING_READ,
                Action.AFTERWARDS_READ,
                Action.PULSE_ANSWER,
                # Whose promise it is stands on its row: whoever may not change it meets 404 there.
                Action.PROMISE_CHANGE,
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
        _R(Action.CONSENTS_READ, ORGANISERS | {Role.GUARDIAN, Role.PUPIL}, SEE, ASK_REKTOR),
        _R(Action.WHO_CAN_SEE_READ, SCHOOL_STAFF | {Role.GUARDIAN, Role.PUPIL}, SEE, ASK_TEAM),
        _R(Action.NEED_DECIDE, LEADERS, frozenset({Tie.UNIT}), "Det är rektor som bedömer behovet."),
        _R(Action.COLLABORATION_BEGIN, PLANNERS, frozenset({Tie.UNIT, Tie.TEAM, Tie.NAMED}), ASK_REKTOR),
        _R(Action.TRYGGHETSPERSON_APPOINT, LEADERS, _LEAD, "Det är rektor som utser trygghetsperson."),
        _R(Action.TRYGGHETSPERSON_WISH, SCHOOL_STAFF, _LEAD | {Tie.MENTOR, Tie.TEACHES}, ASK_TEAM),
        _R(Action.TRYGGHETSPERSON_LETTER, SCHOOL_STAFF, _LEAD | {Tie.MENTOR}, ASK_TEAM),
        _R(Action.TRYGGHETSPERSON_SCHOOL_READ, PLANNERS, None, "Listan är till för skolans ledning och elevhälsa."),
        *(
            # Whose task it is stands on its row: whoever may not change it meets 404 there.
            _R(action, SCHOOL_STAFF, None, STAFF_PAGE)
            for action in (
                Action.TRYGGHETSPERSON_OWN_READ,
                Action.TRYGGHETSPERSON_STAND_IN,
                Action.TRYGGHETSPERSON_HAND_OVER,
                Action.TRYGGHETSPERSON_RECEIVE,
            )
        ),
        _R(Action.MEMBER_ADD, PLANNERS, _LEAD, ASK_REKTOR),
        _R(Action.OFFICER_NAME, NAMING, frozenset({Tie.NAMED}), "Det är en namngiven rektor som namnger andra."),
        _R(Action.SEAL_LIFT, SCHOOL_STAFF, frozenset({Tie.NAMED}), ASK_NAMED),
        _R(Action.SEAL_LIFT_CONFIRM, NAMING, frozenset({Tie.NAMED}), ASK_NAMED),
        *(_R(action, LEADERS, _LEAD, "Det är rektor som beslutar vem som inget får veta.") for action in BARRING),
        _R(Action.TODAY_PRINT, SCHOOL_STAFF, None, STAFF_PAGE),
        *(
            _R(action, SCHOOL_STAFF | OUTSIDE_ROLES, None, STAFF_PAGE)
            for action in (Action.TODO_READ, Action.TODO_EXPORT, Action.TODO_FEED_CHANGE, Action.TODO_FEED_READ)
        ),
        _R(Action.CONTACTS_READ, SCHOOL_STAFF, None, STAFF_PAGE),
        _R(Action.CONTACT_WRITE, ORGANISERS, None, ASK_REKTOR),
        _R(Action.CONTACT_DONE, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.GOAL_WRITE, ORGANISERS, _LEAD, ASK_TEAM),
        _R(Action.MEASURE_WRITE, SCHOOL_STAFF, _LEAD, ASK_TEAM),
        _R(Action.NOTE_WRITE, SCHOOL_STAFF, _LEAD | {Tie.MENTOR, Tie.TEACHES}, ASK_TEAM),
        *(
            _R(action, SCHOOL_STAFF, _LEAD | {Tie.MENTOR, Tie.TEACHES}, ASK_TEAM)
            for action in (Action.WHEEL_WRITE, Action.WHEEL_TELL)
        ),
        _R(Action.WHEEL_ATTACH, ORGANISERS, _LEAD, ASK_REKTOR),
        # The family takes the wheel out of the plan by itself as well: its no needs nobody's leave.
        _R(Action.WHEEL_DETACH, ORGANISERS | FAMILY, _LEAD | {Tie.GUARDIAN, Tie.SELF}, ASK_REKTOR),
        _R(
            Action.SIGNAL_WRITE,
            SIGNALLERS,
            SEE,
            "En signal skrivs av skolans personal och läses av rektor. Skolhälsovården har egen sekretess: "
            "fråga först eleven och hemmet, och prata sedan med rektor.",
        ),
        _R(Action.HANDOVER_READ, SCHOOL_STAFF | FAMILY, SEE, ASK_TEAM),
        _R(Action.HANDOVER_WRITE, PLANNERS, _LEAD, ASK_REKTOR),
        _R(Action.HANDOVER_SEND, LEADERS, _LEAD, "Det är rektor som skickar överlämningen till den nya skolan."),
        _R(Action.HANDOVER_PRINT, PLANNERS, _LEAD, ASK_REKTOR),
        *(
            _R(action, LEADERS, frozenset({Tie.UNIT}), "Det är rektor som tar emot en elev från en annan skola.")
            for action in (Action.ARRIVAL_READ, Action.ARRIVAL_RECEIVE)
        ),
        _R(Action.CONSENT_ASK, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.CONSENT_DISCARD, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.CONSENT_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.CONSENT_RECORD, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(
            Action.RELEASE_ASK,
            ASKERS,
            frozenset({Tie.UNIT, Tie.TEAM, Tie.NAMED, Tie.GUARDIAN, Tie.SELF}),
            "Den som är med i arbetet kring eleven kan begära en bedömning. Be någon i teamet.",
        ),
        _R(Action.TAKE_IN, SCHOOL_STAFF, _LEAD, ASK_TEAM),
        _R(Action.RECLASSIFY, PLANNERS, _LEAD, ASK_REKTOR),
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
        _R(Action.PROMISE_REMIND, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_PLAN, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_CHANGE, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_SEND, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.REPLY_RECORD, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_HOLD, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MINUTES_WRITE, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_PROJECT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MEETING_CLOSE, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.MINUTES_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(
            Action.DEVIATIONS_READ,
            LEADERS | {Role.SKOLCHEF},
            None,
            "Avvikelser läses av rektor och skolchefen, som tar upp dem med den andra verksamhetens chef.",
        ),
        _R(Action.ROOM_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.INVITATION_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.AGENDA_PRINT, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.OUTBOX_READ, KEEPERS | ORGANISERS, None, STAFF_PAGE),
        _R(Action.SETTINGS_READ, KEEPERS, None, ASK_KEEPER),
        _R(Action.SCHOOL_CHANGE, KEEPERS, None, ASK_KEEPER),
        _R(Action.STAFF_WRITE, KEEPERS, None, ASK_KEEPER),
        _R(Action.ENTRUST, LEADERS, None, "Det är rektor som ger roller i ledningen och elevhälsan."),
        _R(Action.START_READ, STARTERS, None, ASK_KEEPER),
        _R(Action.START_SIGN, SIGNERS | SYSTEM_KEEPERS, None, ASK_SIGNER),
        _R(Action.STANCES_READ, STARTERS, None, ASK_KEEPER),
        _R(Action.ELEVHALSA_MEETING_READ, SCHOOL_STAFF, None, STAFF_PAGE),
        _R(Action.ELEVHALSA_MEETING_PLAN, PLANNERS, None, ASK_REKTOR),
        _R(Action.ELEVHALSA_MEETING_WRITE, SCHOOL_STAFF, None, STAFF_PAGE),
        _R(Action.MEETING_KINDS_READ, STARTERS, None, ASK_KEEPER),
        _R(Action.MEETING_KIND_CHANGE, SIGNERS, None, ASK_SIGNER),
        _R(Action.WHEEL_WORDS_READ, STARTERS, None, ASK_KEEPER),
        _R(Action.WHEEL_WORDS_CHANGE, SIGNERS, None, ASK_SIGNER),
        _R(Action.STANCE_SIGN, SIGNERS, None, ASK_SIGNER),
        _R(Action.REGIME_SIGN, SIGNERS, None, ASK_SIGNER),
        *(
            _R(action, ORGANISERS, _LEAD, ASK_REKTOR)
            for action in (
                Action.GUEST_LINK_READ,
                Action.GUEST_LINK_SEND,
                Action.GUEST_LINK_REVOKE,
                Action.GUEST_CODE_READ,
            )
        ),
        *(
            _R(action, GUEST_ROLES, frozenset({Tie.TEAM, Tie.GUARDIAN}), ASK_SCHOOL)
            for action in (
                Action.GUEST_ENTER,
                Action.GUEST_READ,
                Action.GUEST_ANSWER,
                Action.GUEST_PULSE,
                Action.GUEST_AFTERWARDS_READ,
            )
        ),
        *(
            _R(action, OUTSIDE_ROLES, frozenset({Tie.TEAM}), ASK_SCHOOL)
            for action in (Action.GUEST_MEASURE, Action.GUEST_PROMISE)
        ),
        *(
            _R(action, frozenset({Role.GUARDIAN}), frozenset({Tie.GUARDIAN}), ASK_SCHOOL)
            for action in (Action.GUEST_CONSENT, Action.GUEST_WITHDRAW)
        ),
        _R(Action.LOOK_AS, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(Action.WHAT_IF_READ, ORGANISERS, _LEAD, ASK_REKTOR),
        _R(
            Action.OWN_PAGE_OPEN,
            SCHOOL_STAFF,
            IN_CASE | {Tie.MENTOR},
            "Elevens mentor och de på skolan som är med i teamet öppnar sidan tillsammans med eleven. Be en av dem.",
        ),
        _R(Action.OWN_KEY, LEADERS, _LEAD, "Det är rektor som kopplar en elevs skolkonto."),
        *(
            _R(action, frozenset({Role.PUPIL}), frozenset({Tie.SELF}), "Det här gör eleven själv.")
            for action in (
                Action.OWN_PAGE_READ,
                Action.OWN_PAGE_CHANGE,
                Action.OWN_PAGE_LEAVE,
                Action.OWN_TALK,
                Action.OWN_MEETING,
                Action.OWN_WHEEL,
            )
        ),
        # Whose wish it is to hear stands on its row: whoever is not to meets 404 there.
        _R(Action.TALK_DONE, SCHOOL_STAFF, SEE, STAFF_PAGE),
        _R(Action.TALK_RISEN, LEADERS, _LEAD, "Det är rektor som ser att ingen har hunnit."),
        _R(Action.IMPORT_PREVIEW, LEADERS | {Role.SCHOOL_ADMINISTRATOR}, None, ASK_KEEPER),
        _R(Action.IMPORT_APPLY, LEADERS | {Role.SCHOOL_ADMINISTRATOR}, None, ASK_KEEPER),
        _R(Action.IMPORT_UNDO, LEADERS | {Role.SCHOOL_ADMINISTRATOR}, None, ASK_KEEPER),
    )
}
