"""Every act a URL may be, and which of them are done when the page is shown."""

from enum import StrEnum


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
    TRYGGHETSPERSON_WISH = "skriv-onskan-om-trygghetsperson"
    TRYGGHETSPERSON_LETTER = "skriv-ut-brev-om-trygghetsperson"
    TRYGGHETSPERSON_OWN_READ = "las-mina-uppdrag"
    TRYGGHETSPERSON_SCHOOL_READ = "las-trygghetspersoner"
    TRYGGHETSPERSON_STAND_IN = "ersatt-trygghetsperson"
    TRYGGHETSPERSON_HAND_OVER = "lamna-over-uppdrag"
    TRYGGHETSPERSON_RECEIVE = "ta-emot-uppdrag"
    MEMBER_ADD = "lagg-till-i-teamet"
    OFFICER_NAME = "namnge"
    SEAL_LIFT = "be-om-lyft-skydd"
    SEAL_LIFT_CONFIRM = "bekrafta-lyft-skydd"
    BAR_DECIDE = "besluta-far-inget-veta"
    BAR_END = "avsluta-far-inget-veta"
    CONTACTS_READ = "las-kontakter"
    CONTACT_WRITE = "skriv-kontakt"
    CONTACT_DONE = "kontakt-tagen"
    GOAL_WRITE = "skriv-mal"
    MEASURE_WRITE = "skriv-insats"
    NOTE_WRITE = "skriv-anteckning"
    SIGNAL_WRITE = "skriv-signal"
    PLAN_PRINT = "skriv-ut-plan"
    CONSENT_ASK = "fraga-om-samtycke"
    CONSENT_DISCARD = "ta-bort-fraga"
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
    RECLASSIFY = "rakna-om-uppgift"
    HANDOVER_READ = "las-overlamning"
    HANDOVER_WRITE = "forbered-overlamning"
    HANDOVER_SEND = "lamna-over-elev"
    HANDOVER_PRINT = "skriv-ut-overlamning"
    ARRIVAL_READ = "las-elev-som-kommer"
    ARRIVAL_RECEIVE = "ta-emot-elev"
    MY_ANSWERS_READ = "las-mina-svar"
    CONSENT_ANSWER = "svara-pa-fraga"
    MEETING_PLAN = "planera-mote"
    MEETING_CHANGE = "andra-mote"
    MEETING_SEND = "skicka-inbjudan"
    INVITATION_REPLY = "svara-pa-inbjudan"
    REPLY_RECORD = "registrera-svar"
    MEETING_HOLD = "hall-mote"
    MINUTES_WRITE = "skriv-minnesrad"
    MEETING_PROJECT = "visa-motet-for-alla"
    AFTERWARDS_READ = "las-efter-motet"
    MEETING_CLOSE = "avsluta-mote"
    MINUTES_PRINT = "skriv-ut-minnesanteckningar"
    PULSE_ANSWER = "svara-om-motet"
    DEVIATIONS_READ = "las-avvikelser"
    TODO_READ = "las-att-gora"
    TODO_EXPORT = "spara-att-gora-som-fil"
    TODO_FEED_CHANGE = "andra-kalenderadress"
    TODO_FEED_READ = "las-att-gora-i-kalender"
    PROMISE_CHANGE = "andra-lofte"
    PROMISE_REMIND = "paminn-om-lofte"
    ROOM_PRINT = "skriv-ut-rummet"
    INVITATION_PRINT = "skriv-ut-inbjudan"
    AGENDA_PRINT = "skriv-ut-dagordning"
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
    ELEVHALSA_MEETING_READ = "las-elevhalsans-mote"
    ELEVHALSA_MEETING_PLAN = "planera-elevhalsans-mote"
    ELEVHALSA_MEETING_WRITE = "skriv-pa-elevhalsans-mote"
    MEETING_KINDS_READ = "las-motesmallar"
    MEETING_KIND_CHANGE = "andra-motesmall"
    STANCE_SIGN = "skriv-under-lasning"
    REGIME_SIGN = "skriv-under-lagbyte"
    GUEST_LINK_READ = "las-gastlank"
    GUEST_LINK_SEND = "skicka-gastlank"
    GUEST_LINK_REVOKE = "aterkalla-gastlank"
    GUEST_CODE_READ = "las-upp-kod"
    GUEST_ENTER = "oppna-inbjudan"
    GUEST_READ = "las-inbjudan-som-gast"
    GUEST_ANSWER = "svara-som-gast"
    GUEST_MEASURE = "lamna-insats-som-gast"
    GUEST_PROMISE = "andra-lofte-som-gast"
    GUEST_PULSE = "svara-om-motet-som-gast"
    GUEST_AFTERWARDS_READ = "las-efter-motet-som-gast"
    GUEST_CONSENT = "svara-pa-fraga-som-gast"
    GUEST_WITHDRAW = "ta-tillbaka-som-gast"
    WHEEL_READ = "las-hjulet"
    WHEEL_WRITE = "skriv-skolans-hjul"
    WHEEL_TELL = "skriv-elevens-hjul"
    WHEEL_ATTACH = "lagg-hjulet-i-planen"
    WHEEL_DETACH = "ta-hjulet-ur-planen"
    WHEEL_WORDS_READ = "las-hjulets-ord"
    WHEEL_WORDS_CHANGE = "andra-hjulets-ord"
    LOOK_AS = "se-som-mottagare"
    WHAT_IF_READ = "las-vad-som-andras"
    OWN_PAGE_OPEN = "oppna-elevens-sida"
    OWN_KEY = "koppla-skolkonto"
    OWN_PAGE_READ = "las-min-sida"
    OWN_PAGE_CHANGE = "andra-min-sida"
    OWN_TALK = "vill-prata"
    OWN_WHEEL = "visa-hur-jag-har-det"
    OWN_MEETING = "svara-om-motet-pa-min-sida"
    OWN_PAGE_LEAVE = "lamna-min-sida"
    TALK_DONE = "har-pratat"
    TALK_RISEN = "ta-hand-om-den-som-vantar"


DONE_WHEN_SHOWN = frozenset(
    {
        Action.TODAY_READ,
        Action.SCHOOL_READ,
        Action.PUPILS_READ,
        Action.PUPIL_NOW_READ,
        Action.PLAN_READ,
        Action.TEAM_READ,
        Action.TRYGGHETSPERSON_OWN_READ,
        Action.TRYGGHETSPERSON_SCHOOL_READ,
        Action.TRYGGHETSPERSON_LETTER,
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
        Action.HANDOVER_READ,
        Action.HANDOVER_PRINT,
        Action.ARRIVAL_READ,
        Action.CONSENT_PRINT,
        Action.ROOM_PRINT,
        Action.MEETING_PROJECT,
        Action.AFTERWARDS_READ,
        Action.MINUTES_PRINT,
        Action.DEVIATIONS_READ,
        Action.TODO_READ,
        Action.TODO_EXPORT,
        Action.TODO_FEED_READ,
        Action.INVITATION_PRINT,
        Action.AGENDA_PRINT,
        Action.START_READ,
        Action.STANCES_READ,
        Action.GUEST_LINK_READ,
        Action.GUEST_READ,
        Action.GUEST_AFTERWARDS_READ,
        Action.MEETING_KINDS_READ,
        Action.WHEEL_READ,
        Action.WHEEL_WORDS_READ,
        Action.ELEVHALSA_MEETING_READ,
        Action.LOOK_AS,
        Action.WHAT_IF_READ,
        Action.OWN_PAGE_READ,
    }
)
"""Reading, searching and printing. Every other act writes, and is only opened until its form is sent."""
