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
    PSL,
    PSL_FROM,
    SKOLLAG,
    SKOLLAGEN_FROM,
    SUPPORT_WORK,
    THEIRS_TO_OPEN,
    WEIGHED,
    Distance,
    K,
    MenGround,
    Rule,
)
from samverkan.policy.vocabulary import FAMILY, Answer, Flag, Giver, InformationClass, Kind, Purpose, Regime, Role, Tie

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
AUTHORITY = frozenset({Purpose.AUTHORITY_REQUEST})
FOR_AN_AUTHORITY = frozenset(Role) - FAMILY - {Role.RELATIVE, Role.PUBLIC, Role.SUPPLIER}
"""Who can ask as an authority at all: a private person who says so has nothing to answer for (OSL 6:5)."""
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


def _authority_asks(
    provision: str,
    classes: frozenset[InformationClass],
    men: MenGround,
    *,
    regimes: frozenset[Regime] = OSL,
    since: date = date(2009, 6, 30),
) -> Rule:
    """What is secret: the duty to answer ends there (OSL 6:5). A yes opens it, or a person weighs it."""
    return Rule(
        "R5.18",
        provision,
        Answer.CONSENT,
        "Uppgiften är hemlig, så skyldigheten att svara en annan myndighet gäller inte. Den lämnas efter ett ja.",
        ties=ASKING,
        roles=FOR_AN_AUTHORITY,
        classes=classes,
        kinds=THEIRS_TO_OPEN,
        distance=Distance.OTHER_AUTHORITY,
        regimes=regimes,
        purposes=AUTHORITY,
        givers=(Giver.GUARDIANS,),
        flags=frozenset({Flag.LOG}),
        men=men,
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
        roles=FOR_AN_AUTHORITY,
        classes=frozenset({K.ORDINARY}),
        distance=Distance.OTHER_AUTHORITY,
        regimes=OSL,
        purposes=AUTHORITY,
        flags=frozenset({Flag.LOG, Flag.DUTY}),
    ),
    Rule(
        "R5.18",
        "Skollagen 29:14 st. 2 e contrario",
        Answer.ALLOW,
        "Det är vanliga skoluppgifter, som ingen tystnadsplikt hindrar den fristående skolan att lämna.",
        ties=ASKING,
        roles=FOR_AN_AUTHORITY,
        classes=frozenset({K.ORDINARY}),
        distance=Distance.OTHER_AUTHORITY,
        regimes=SKOLLAG,
        purposes=AUTHORITY,
        flags=frozenset({Flag.LOG}),
        valid_from=SKOLLAGEN_FROM,
    ),
    _authority_asks("OSL 6:5, 23:1, 10:27", frozenset({K.PRESCHOOL}), MenGround("OSL 10:27", "förskolans rektor")),
    _authority_asks("OSL 6:5, 23:2, 23:3, 23:5, 10:27", COUNSELLING | SUPPORT_WORK, MenGround("OSL 10:27", "rektor")),
    _authority_asks("OSL 6:5, 23:4, 10:27", frozenset({K.SPSM_ADVICE}), MenGround("OSL 10:27, 23:4", "rådgivaren")),
    _authority_asks("OSL 6:5, 21:1, 10:27", frozenset({K.HEALTH}), MenGround("OSL 10:27", "rektor")),
    _authority_asks("OSL 6:5, 21:3", frozenset({K.CONTACT_DETAILS}), MenGround("OSL 21:3", "rektor")),
    _authority_asks("OSL 6:5, 25:1", frozenset({K.MEDICAL}), MenGround("OSL 25:1", "skolsköterskan eller skolläkaren")),
    _authority_asks(
        "OSL 6:5, 25:1", frozenset({K.REGION_CARE}), MenGround("OSL 25:1", "den i vården som äger uppgiften")
    ),
    _authority_asks("OSL 6:5, 26:1", OF_THE_CASE, MenGround("OSL 26:1", "den i socialtjänsten som äger uppgiften")),
    _authority_asks(
        "Skollagen 29:14",
        COUNSELLING | SUPPORT_WORK | {K.ACTION_PROGRAMME, K.HEALTH, K.INDEPENDENT_CARE},
        MenGround("Skollagen 29:14", "rektor"),
        regimes=SKOLLAG,
        since=SKOLLAGEN_FROM,
    ),
    _authority_asks(
        "Patientsäkerhetslagen 6:12",
        CARE | {K.PRIVATE_CARE},
        MenGround("Patientsäkerhetslagen 6:12", "den i vården som äger uppgiften"),
        regimes=PSL,
        since=PSL_FROM,
    ),
    Rule(
        "R5.18",
        "OSL 6:5, 40:7 g, 10:27",
        Answer.MEN,
        "En orosanmälan är hemlig hos den som har gjort den. En människa prövar om den får lämnas till en myndighet.",
        ties=ASKING,
        roles=FOR_AN_AUTHORITY,
        classes=frozenset({K.CONCERN_REPORT}),
        distance=Distance.OTHER_AUTHORITY,
        regimes=OSL,
        purposes=AUTHORITY,
        flags=WEIGHED,
        men=MenGround("OSL 10:27, 40:7 g", "rektor eller den som har gjort anmälan"),
        valid_from=JANUARY_2026,
    ),
    Rule(
        "R5.18",
        "OSL 6:5, 12:2",
        Answer.CONSENT,
        "Det handlar om en annan person. Bara den personen kan säga ja till att en annan myndighet får veta.",
        ties=ASKING,
        roles=FOR_AN_AUTHORITY,
        classes=frozenset({K.THIRD_PERSON}),
        distance=Distance.OTHER_AUTHORITY,
        purposes=AUTHORITY,
        givers=(Giver.THAT_PERSON,),
        flags=frozenset({Flag.SILENT}),
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
