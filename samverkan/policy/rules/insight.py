"""R1: own insight. The pupil, the guardians, and those who are neither."""

from dataclasses import replace

from samverkan.policy.facts import AgeSpan
from samverkan.policy.rules.row import (
    AT_SOCIAL_SERVICES,
    CARE,
    COUNSELLING,
    JANUARY_2026,
    OSL,
    SHARED_WORK,
    SUPPORT_WORK,
    WEIGHED,
    K,
    MenGround,
    Rule,
)
from samverkan.policy.vocabulary import Answer, Flag, Giver, InformationClass, Kind, Tie

CHILD = AgeSpan(below=12)
MINOR = AgeSpan(below=18)
MINOR_OR_UNKNOWN = replace(MINOR, unknown=True)
"""For what a yes or a person opens. What opens by age alone never opens for an unknown age."""
ADULT = AgeSpan(at_least=18)
YOUNG = AgeSpan(below=16)
YOUNG_OR_UNKNOWN = replace(YOUNG, unknown=True)
SIXTEEN_AND_OVER = AgeSpan(at_least=16)

SCHOOLDAY = SUPPORT_WORK | {K.ORDINARY, K.ACTION_PROGRAMME, K.PRESCHOOL, K.INDEPENDENT_CARE}
HEALTH = frozenset({K.HEALTH})
EVERYDAY = SCHOOLDAY | HEALTH
PROFESSIONAL = (
    COUNSELLING | AT_SOCIAL_SERVICES | {K.MEDICAL, K.REGION_CARE, K.PRIVATE_CARE, K.SPSM_ADVICE, K.CHILDS_CONFIDENCE}
)
OF_NO_PROFESSION: frozenset[InformationClass | None] = frozenset({None, *K}) - PROFESSIONAL
"""The origins of what the school has made itself in its daily work."""
ABOUT_THE_PUPIL = EVERYDAY | PROFESSIONAL
SHARED_WITH_RELATIVES = ABOUT_THE_PUPIL | {K.CONTACT_DETAILS}

RULES = (
    Rule(
        "R1.1",
        "OSL 12:1, 10:3; FL 10",
        Answer.ALLOW,
        "Det handlar om dig själv.",
        ties=frozenset({Tie.SELF}),
        classes=ABOUT_THE_PUPIL,
        blocked=True,
        child=SIXTEEN_AND_OVER,
    ),
    Rule(
        "R1.1",
        "OSL 12:1, 25:6",
        Answer.MEN,
        "Vården håller inne det här. En människa prövar om det är av synnerlig vikt att du inte får veta det.",
        ties=frozenset({Tie.SELF}),
        classes=CARE,
        regimes=OSL,
        confided=True,
        blocked=True,
        child=SIXTEEN_AND_OVER,
        flags=WEIGHED,
        men=MenGround("OSL 25:6", "den i vården som äger uppgiften"),
    ),
    Rule(
        "R1.1",
        "OSL 12:1, 10:3",
        Answer.ALLOW,
        "Det handlar om dig själv.",
        ties=frozenset({Tie.SELF}),
        classes=EVERYDAY,
        child=YOUNG,
    ),
    Rule(
        "R1.1",
        "OSL 12:1, 12:3",
        Answer.MEN,
        "Den som äger uppgiften avgör tillsammans med dig vad du får läsa.",
        ties=frozenset({Tie.SELF}),
        classes=PROFESSIONAL,
        blocked=True,
        child=YOUNG_OR_UNKNOWN,
        flags=frozenset({Flag.HUMAN}),
        men=MenGround("OSL 12:3", "den som äger uppgiften"),
    ),
    # OSL 25:6 speaks of the patient at any age: for a child it is weighed together with how mature the child is (12:3).
    Rule(
        "R1.1",
        "OSL 12:1, 12:3, 25:6",
        Answer.MEN,
        "Den i vården som äger uppgiften avgör tillsammans med dig vad du får läsa.",
        ties=frozenset({Tie.SELF}),
        classes=CARE,
        regimes=OSL,
        confided=True,
        blocked=True,
        child=YOUNG_OR_UNKNOWN,
        flags=WEIGHED,
        men=MenGround("OSL 12:3, 25:6", "den i vården som äger uppgiften"),
    ),
    Rule(
        "R1.2",
        "OSL 12:3; föräldrabalken 6:11, 6:13",
        Answer.ALLOW,
        "Vårdnadshavare får ta del av skolans uppgifter om sitt barn.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=SCHOOLDAY,
        child=MINOR,
        origins=OF_NO_PROFESSION,
    ),
    Rule(
        "R1.2",
        "OSL 12:3; föräldrabalken 6:11, 6:13",
        Answer.ALLOW,
        "Vårdnadshavare får ta del av planen kring sitt barn, också det som andra har lämnat till den.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=SCHOOLDAY,
        kinds=SHARED_WORK,
        child=MINOR,
    ),
    Rule(
        "R1.2",
        "OSL 12:3; föräldrabalken 6:11, 6:13",
        Answer.ALLOW,
        "Vårdnadshavare får ta del av det skolan har fått veta om sitt barn.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=SCHOOLDAY,
        child=CHILD,
    ),
    Rule(
        "R1.2",
        "OSL 12:3; föräldrabalken 6:11, 6:13",
        Answer.ALLOW,
        "Vårdnadshavare får veta det skolan vet om sitt barns hälsa.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=HEALTH,
        child=CHILD,
    ),
    Rule(
        "R1.2",
        "OSL 12:3; föräldrabalken 6:11, 6:13",
        Answer.ALLOW,
        "Vårdnadshavare får veta vilka i vården som ger stöd till deras barn.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=frozenset({K.REGION_CARE}),
        kinds=frozenset({Kind.EXISTENCE, Kind.MEASURE}),
        child=CHILD,
    ),
    Rule(
        "R1.3",
        "OSL 12:3",
        Answer.MEN,
        "Den som äger uppgiften behöver bedöma om den kan lämnas, utifrån elevens ålder och mognad.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=PROFESSIONAL | HEALTH,
        blocked=True,
        child=MINOR_OR_UNKNOWN,
        flags=WEIGHED,
        men=MenGround("OSL 12:3", "den som äger uppgiften"),
    ),
    Rule(
        "R1.3",
        "OSL 7:2, 12:3",
        Answer.MEN,
        "Skolan har fått uppgiften från någon annan. Innan den lämnas bedöms den utifrån elevens ålder och mognad.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=SCHOOLDAY,
        child=MINOR_OR_UNKNOWN,
        origins=PROFESSIONAL,
        flags=WEIGHED,
        men=MenGround("OSL 12:3", "den som äger uppgiften"),
    ),
    Rule(
        "R1.3",
        "OSL 40:7 g, 12:3",
        Answer.MEN,
        "En orosanmälan är hemlig hos den som har gjort den. En människa avgör om den kan visas för familjen.",
        ties=frozenset({Tie.GUARDIAN, Tie.SELF}),
        classes=frozenset({K.CONCERN_REPORT}),
        flags=WEIGHED,
        men=MenGround("OSL 40:7 g, 12:3", "rektor eller den som har gjort anmälan"),
        valid_from=JANUARY_2026,
    ),
    Rule(
        "R1.5",
        "OSL 12:2",
        Answer.CONSENT,
        "Det handlar om en annan person. Bara den personen kan säga ja.",
        ties=frozenset({Tie.GUARDIAN, Tie.SELF}),
        classes=frozenset({K.THIRD_PERSON}),
        givers=(Giver.THAT_PERSON,),
        flags=frozenset({Flag.SILENT}),
    ),
    Rule(
        "R1.5",
        "OSL 12:1",
        Answer.ALLOW,
        "Det handlar om dig själv.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=frozenset({K.THIRD_PERSON, K.CONTACT_DETAILS}),
        own_subject=True,
    ),
    Rule(
        "R1.6",
        "Föräldrabalken 6; OSL 12:2",
        Answer.CONSENT,
        "Eleven har fyllt 18 år och bestämmer själv.",
        ties=frozenset({Tie.GUARDIAN}),
        classes=ABOUT_THE_PUPIL,
        child=ADULT,
        givers=(Giver.PUPIL,),
    ),
    Rule(
        "R1.7",
        "OSL 12:2, 10:14, 10:4",
        Answer.CONSENT,
        "Den som är närstående men inte vårdnadshavare får veta det som vårdnadshavarna säger ja till.",
        ties=frozenset({Tie.RELATIVE}),
        classes=SHARED_WITH_RELATIVES,
        child=MINOR_OR_UNKNOWN,
        givers=(Giver.GUARDIANS, Giver.PUPIL_ASSENT),
    ),
    Rule(
        "R1.7",
        "OSL 12:2, 10:14, 10:4",
        Answer.CONSENT,
        "Eleven har fyllt 18 år och bestämmer själv vad en närstående får veta.",
        ties=frozenset({Tie.RELATIVE}),
        classes=SHARED_WITH_RELATIVES,
        child=ADULT,
        givers=(Giver.PUPIL,),
    ),
    Rule(
        "R1.7",
        "OSL 12:2",
        Answer.CONSENT,
        "Det handlar om en annan person. Bara den personen kan säga ja.",
        ties=frozenset({Tie.RELATIVE}),
        classes=frozenset({K.THIRD_PERSON}),
        givers=(Giver.THAT_PERSON,),
        flags=frozenset({Flag.SILENT}),
    ),
)
