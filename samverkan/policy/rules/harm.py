"""What a person must weigh under each provision of a harm test, as dated data. What it comes to is never computed."""

from dataclasses import dataclass
from datetime import date

from samverkan.policy.rules.row import (
    AT_SOCIAL_SERVICES,
    CARE,
    CHAPTER_23,
    EVERYTHING,
    JANUARY_2026,
    NEVER_OURS,
    PSL_FROM,
    SKOLLAGEN_FROM,
    SOL_FROM,
    K,
)
from samverkan.policy.vocabulary import InformationClass


@dataclass(frozen=True, slots=True)
class Harm:
    """One provision under which something secret may be handed over when a person has weighed it."""

    provision: str
    """As the rule rows name it."""
    weigh: str
    """What the law says must be weighed, in plain Swedish."""
    statute: str
    """The legal line, shown folded."""
    classes: frozenset[InformationClass]
    """What it reaches. For anything else it is never offered."""
    valid_from: date = date(2009, 6, 30)
    valid_to: date | None = None

    def in_force(self, today: date) -> bool:
        """Whether the provision holds on the day."""
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)


REACHED_BY_10_27 = CHAPTER_23 | {K.CONCERN_REPORT, K.HEALTH, K.CHILDS_CONFIDENCE}
"""OSL 10:27 st. 2 shuts out chapters 25 and 26: neither EMI, region health care nor the social services."""
CLEAR_THAT_NO_HARM = (
    "Uppgiften är hemlig från början. Den får lämnas bara om det står klart att varken eleven eller någon nära tar "
    "skada av det."
)
UNAUTHORISED = (
    "Den som har uppgiften har tystnadsplikt. Får den som frågar uppgiften obehörigt, eller finns det stöd för att "
    "lämna den? Väg om eleven eller någon nära kan ta skada."
)

HARMS: tuple[Harm, ...] = (
    Harm("OSL 7:3", "Flera paragrafer skyddar uppgiften. Pröva den först som gör den hemlig.",
         "Offentlighets- och sekretesslagen 7 kap. 3 §", EVERYTHING),
    Harm("OSL 10:2", "Är det nödvändigt att lämna uppgiften för att den egna verksamheten ska kunna göra sitt arbete? "
         "Att det vore bra räcker inte.", "Offentlighets- och sekretesslagen 10 kap. 2 §", EVERYTHING),
    Harm("OSL 10:27", "Är det uppenbart att det väger tyngre att uppgiften lämnas än att den hålls hemlig? "
         "Finns det något tvivel är svaret nej.", "Offentlighets- och sekretesslagen 10 kap. 27 § (generalklausulen)",
         REACHED_BY_10_27),
    Harm("OSL 12:3", "Hur gammal och hur mogen är eleven, och vad vill eleven? Kan eleven ta betydande skada av att en "
         "vårdnadshavare får veta?", "Offentlighets- och sekretesslagen 12 kap. 3 §", EVERYTHING),
    Harm("OSL 21:3", "Kan någon som är skyddad, eller en närstående, bli hotad, utsatt för våld eller ta annan "
         "allvarlig skada?", "Offentlighets- och sekretesslagen 21 kap. 3 §", EVERYTHING),
    Harm("OSL 21:3 a", "Uppgiften kan visa var någon med skyddad folkbokföring finns. Står det klart att ingen tar "
         "skada?", "Offentlighets- och sekretesslagen 21 kap. 3 a §", EVERYTHING),
    Harm("OSL 22:2", "Uppgiften gäller skyddad folkbokföring. Står det klart att ingen tar skada?",
         "Offentlighets- och sekretesslagen 22 kap. 2 §", EVERYTHING),
    Harm("OSL 23:1", CLEAR_THAT_NO_HARM, "Offentlighets- och sekretesslagen 23 kap. 1 §", frozenset({K.PRESCHOOL})),
    Harm("OSL 23:2", "Kan eleven eller någon nära ta skada av att uppgiften lämnas? För elevhälsans samtal ska det stå "
         "klart att ingen gör det.", "Offentlighets- och sekretesslagen 23 kap. 2 §", CHAPTER_23 | {K.HEALTH}),
    Harm("OSL 23:4", "Kan eleven eller någon nära ta skada av att uppgiften lämnas?",
         "Offentlighets- och sekretesslagen 23 kap. 4 §", frozenset({K.SPSM_ADVICE})),
    Harm("OSL 25:1", CLEAR_THAT_NO_HARM, "Offentlighets- och sekretesslagen 25 kap. 1 §", CARE),
    Harm("OSL 25:6", "Är det med hänsyn till vården av synnerlig vikt att eleven själv inte får veta det? Är det "
         "inte det ska eleven få veta.", "Offentlighets- och sekretesslagen 25 kap. 6 §", CARE),
    Harm("OSL 25:12", "Behövs uppgiften för att ett barn under 18 år, eller en vuxen i missbruk eller tvångsvård, "
         "ska få vård, behandling eller annat stöd? Lämna bara det som behövs.",
         "Offentlighets- och sekretesslagen 25 kap. 12 §", CARE),
    Harm("OSL 25:13", "Kan eleven inte själv säga ja eller nej på grund av sitt hälsotillstånd, och behövs uppgiften "
         "för nödvändig vård eller omsorg?", "Offentlighets- och sekretesslagen 25 kap. 13 §", CARE),
    Harm("OSL 25:13 a", "Krävs det att uppgiften lämnas för att eleven ska få nödvändigt stöd? Pröva restriktivt, och "
         "lämna bara det som behövs.", "Offentlighets- och sekretesslagen 25 kap. 13 a §", frozenset({K.MEDICAL})),
    Harm("OSL 26:1", CLEAR_THAT_NO_HARM, "Offentlighets- och sekretesslagen 26 kap. 1 §", AT_SOCIAL_SERVICES),
    Harm("OSL 26:2", "Uppgiften kan visa var ett barn finns. Kan barnet eller någon annan ta skada?",
         "Offentlighets- och sekretesslagen 26 kap. 2 §", AT_SOCIAL_SERVICES),
    Harm("OSL 26:9", "Behövs uppgiften för att ett barn under 18 år ska få vård, behandling eller annat stöd? Lämna "
         "bara det som behövs.", "Offentlighets- och sekretesslagen 26 kap. 9 §", AT_SOCIAL_SERVICES),
    Harm("OSL 26:14 c", "Uppgiften kan visa var ett barn i skyddat boende finns. Kan barnet eller någon annan "
         "ta skada?",
         "Offentlighets- och sekretesslagen 26 kap. 14 c §", AT_SOCIAL_SERVICES),
    Harm("OSL 40:7 g", CLEAR_THAT_NO_HARM, "Offentlighets- och sekretesslagen 40 kap. 7 g §",
         frozenset({K.CONCERN_REPORT}), valid_from=JANUARY_2026),
    Harm("Patientdatalagen 4:4", "Är eleven mogen nog att själv spärra sin journal?", "Patientdatalagen 4 kap. 4 §",
         frozenset({K.MEDICAL})),
    Harm("Patientdatalagen 4:5", "Gäller det elevens liv, eller annars allvarlig fara för elevens hälsa?",
         "Patientdatalagen 4 kap. 5 §", frozenset({K.MEDICAL})),
    Harm("Patientsäkerhetslagen 6:12", UNAUTHORISED, "Patientsäkerhetslagen 6 kap. 12 §", CARE | {K.PRIVATE_CARE},
         valid_from=PSL_FROM),
    Harm("SoL 17:11", UNAUTHORISED, "Socialtjänstlagen 17 kap. 11 §", frozenset({K.SOCIAL_SERVICES}),
         valid_from=SOL_FROM),
    Harm("Skollagen 29:14", UNAUTHORISED, "Skollagen 29 kap. 14 §",
         EVERYTHING - NEVER_OURS - CARE - AT_SOCIAL_SERVICES - {K.PRIVATE_CARE}, valid_from=SKOLLAGEN_FROM),
)  # fmt: skip
