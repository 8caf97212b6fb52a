"""R5.12 and R5.16–R5.20: who asks from outside and takes no part in the work."""

from datetime import date

from samverkan.policy.rules.row import (
    AT_SOCIAL_SERVICES,
    CARE,
    COUNSELLING,
    EVERYTHING,
    JANUARY_2026,
    LOGGED,
    OSL,
    OUTSIDERS_TIES,
    PRIVATE,
    SUPPORT_WORK,
    WEIGHED,
    Distance,
    K,
    MenGround,
    Rule,
)
from samverkan.policy.vocabulary import Answer, Flag, InformationClass, Kind, Purpose, Role, Tie

ASKING = frozenset({Tie.ASKING})
FEEDBACK = frozenset({Purpose.FEEDBACK})
REQUESTED = frozenset({Purpose.PUBLIC_REQUEST})
OPENLY = frozenset(
    {
        Purpose.PUBLIC_REQUEST,
        Purpose.AUTHORITY_REQUEST,
        Purpose.PRELIMINARY_ASSESSMENT,
        Purpose.LAW_ENFORCEMENT,
        Purpose.COMMITTED_CRIME,
    }
)
"""What is public may be had whatever it is wanted for."""
OF_THE_CASE = frozenset({K.SOCIAL_SERVICES, K.CONCERN_REPORT_RECEIVED})
WHETHER_OPENED = frozenset({Kind.EXISTENCE, Kind.DECISION})
ANONYMOUS = frozenset({Kind.ANONYMOUS})
CONSULTING = frozenset({Purpose.ANONYMOUS_CONSULTATION})
TECHNICAL = frozenset({Purpose.TECHNICAL})
REFUSED = "Begäran prövas. Ett nej lämnas skriftligt när den som frågar vill det, och kan överklagas."


def _requested(section: str, classes: frozenset[InformationClass], *, since: date = date(2009, 6, 30)) -> Rule:
    """A request for an allmän handling that a section may keep secret: each is tried anew, by a person (OSL 6:3)."""
    return Rule(
        "R5.17",
        f"OSL 6:3, 6:7, {section}",
        Answer.MEN,
        REFUSED,
        ties=ASKING,
        classes=classes,
        regimes=OSL,
        purposes=REQUESTED,
        flags=WEIGHED,
        men=MenGround(f"OSL {section}", "den som myndigheten har utsett att pröva"),
        valid_from=since,
    )


RULES = (
    Rule(
        "R5.12",
        "SoL 19:6; OSL 26:9 a",
        Answer.MEN,
        "Den som har anmält får veta om en utredning öppnas, om det inte är olämpligt.",
        ties=OUTSIDERS_TIES,
        classes=OF_THE_CASE,
        kinds=WHETHER_OPENED,
        purposes=FEEDBACK,
        flags=WEIGHED | {Flag.NARROW},
        men=MenGround("SoL 19:6; OSL 26:9 a", "socialsekreteraren"),
        valid_from=JANUARY_2026,
    ),
    Rule(
        "R5.12",
        "OSL 26:1",
        Answer.DENY,
        "Återkopplingen gäller om en utredning öppnas, aldrig vad som står i ärendet.",
        ties=OUTSIDERS_TIES,
        classes=OF_THE_CASE,
        kinds=frozenset(Kind) - WHETHER_OPENED,
        purposes=FEEDBACK,
        valid_from=JANUARY_2026,
    ),
    Rule(
        "R5.16",
        "OSL 23:2 st. 2; TF 2",
        Answer.ALLOW,
        "Ett beslutat åtgärdsprogram är offentligt. Kontrollera först att ingen i det är skyddad.",
        ties=ASKING,
        classes=frozenset({K.ACTION_PROGRAMME}),
        regimes=OSL,
        purposes=OPENLY,
        flags=frozenset({Flag.LOG, Flag.HUMAN}),
    ),
    Rule(
        "R5.16",
        "OSL 23:2 st. 2; TF 2",
        Answer.ALLOW,
        "Ett beslut i skolans arbete med stöd eller i ett disciplinärende är aldrig hemligt.",
        ties=ASKING,
        classes=frozenset({K.SUPPORT, K.DISCIPLINARY}),
        kinds=frozenset({Kind.DECISION}),
        regimes=OSL,
        purposes=OPENLY,
        flags=frozenset({Flag.LOG, Flag.HUMAN}),
    ),
    _requested("23:1", frozenset({K.PRESCHOOL})),
    _requested("23:2, 23:3, 23:5", COUNSELLING | SUPPORT_WORK | {K.CHILDS_CONFIDENCE, K.COMPETING, K.THIRD_PERSON}),
    _requested("23:2 st. 3", frozenset({K.ORDINARY})),
    _requested("23:4", frozenset({K.SPSM_ADVICE})),
    _requested("25:1", CARE),
    _requested("26:1", OF_THE_CASE),
    _requested("21:1", frozenset({K.HEALTH})),
    _requested("21:3", frozenset({K.CONTACT_DETAILS})),
    # The newer section first: from its day it is the one that is tried.
    _requested("40:7 g", frozenset({K.CONCERN_REPORT}), since=JANUARY_2026),
    _requested("23:2, 21:1", frozenset({K.CONCERN_REPORT})),
    Rule(
        "R5.17",
        "TF 2:12",
        Answer.DENY,
        "En minnesanteckning som inte är arkiverad eller skickad är ingen allmän handling.",
        ties=ASKING,
        classes=frozenset({K.WORKING_NOTE}),
        purposes=REQUESTED,
    ),
    Rule(
        "R5.17",
        "Skollagen 29:14; patientsäkerhetslagen 6:12",
        Answer.DENY,
        "Offentlighetsprincipen gäller inte här. Tystnadsplikten gör det.",
        ties=ASKING,
        classes=EVERYTHING - {K.WORKING_NOTE} - AT_SOCIAL_SERVICES,
        regimes=PRIVATE,
        purposes=REQUESTED,
        valid_from=date(2011, 7, 1),
    ),
    Rule(
        "R5.18",
        "OSL 6:5",
        Answer.ALLOW,
        "En annan myndighet som frågar ska få det som inte är hemligt.",
        ties=ASKING,
        classes=frozenset({K.ORDINARY}),
        distance=Distance.OTHER_AUTHORITY,
        regimes=OSL,
        purposes=frozenset({Purpose.AUTHORITY_REQUEST}),
        flags=frozenset({Flag.LOG, Flag.DUTY}),
    ),
    Rule(
        "R5.19",
        "OSL 8:1 e contrario",
        Answer.ALLOW,
        "Ingen kan förstå vem det gäller, så ingen uppgift om någon lämnas.",
        ties=OUTSIDERS_TIES,
        classes=EVERYTHING,
        kinds=ANONYMOUS,
        purposes=CONSULTING,
    ),
    Rule(
        "R5.19",
        "OSL 8:1",
        Answer.DENY,
        "I en liten krets går det att förstå vem det gäller. Då är uppgiften inte avidentifierad.",
        ties=OUTSIDERS_TIES,
        classes=EVERYTHING,
        kinds=frozenset(Kind) - ANONYMOUS,
        purposes=CONSULTING,
    ),
    Rule(
        "R5.20",
        "OSL 10:2 a; dataskyddsförordningen 28",
        Answer.ALLOW,
        "Leverantören får behandla uppgiften tekniskt om det inte är olämpligt. Det är prövat i förväg och i avtal.",
        ties=frozenset({Tie.SUPPLIER}),
        roles=frozenset({Role.SUPPLIER}),
        classes=EVERYTHING,
        regimes=OSL,
        purposes=TECHNICAL,
        confided=True,
        blocked=True,
        flags=LOGGED | {Flag.HUMAN},
        valid_from=date(2023, 7, 1),
    ),
    Rule(
        "R5.20",
        "Dataskyddsförordningen 28; lag 2020:914",
        Answer.ALLOW,
        "Leverantören får behandla uppgiften tekniskt enligt avtalet och har tystnadsplikt.",
        ties=frozenset({Tie.SUPPLIER}),
        roles=frozenset({Role.SUPPLIER}),
        classes=EVERYTHING,
        regimes=PRIVATE,
        purposes=TECHNICAL,
        confided=True,
        blocked=True,
        flags=LOGGED | {Flag.HUMAN},
        valid_from=date(2021, 1, 1),
    ),
)
