"""What the law says of each class: section by regime, presumption, generalklausul, meddelarfrihet, and from when.

The rows are read by people, by the case runner and by pages that explain; the answers themselves are the rule rows.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samverkan.policy.vocabulary import InformationClass, Regime

K = InformationClass
OSL_FROM = date(2009, 6, 30)
SKOLLAGEN_FROM = date(2011, 7, 1)
PSL_FROM = date(2011, 1, 1)
SOL_FROM = date(2025, 7, 1)


class Presumption(StrEnum):
    """Which way the harm test leans."""

    REVERSED = "omvant"
    """Secret unless it is clear that nobody is harmed."""
    STRAIGHT = "rakt"
    """Public unless harm may be assumed."""
    QUALIFIED = "kvalificerat-rakt"
    """Secret only by special reason."""
    ABSOLUTE = "absolut"
    PUBLIC = "offentlig"
    SILENCE = "tystnadsplikt"
    """No test of OSL: nothing may be told without right ("obehörigen"). Weighed as if reversed."""

    @property
    def label(self) -> str:
        """The presumption as jurists say it, lower case Swedish."""
        return PRESUMPTION_LABELS[self]


PRESUMPTION_LABELS: dict[Presumption, str] = {
    Presumption.REVERSED: "omvänt skaderekvisit",
    Presumption.STRAIGHT: "rakt skaderekvisit",
    Presumption.QUALIFIED: "kvalificerat rakt skaderekvisit",
    Presumption.ABSOLUTE: "absolut sekretess",
    Presumption.PUBLIC: "offentlig",
    Presumption.SILENCE: "tystnadsplikt",
}


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class under one regime in one time."""

    information_class: InformationClass
    regime: Regime
    section: str
    presumption: Presumption
    not_10_27: bool = False
    """Whether OSL 10:27 st. 2 keeps the generalklausul away."""
    informing_limited: bool = False
    """Whether the freedom to inform the media (meddelarfrihet) is limited."""
    ours: bool = True
    """Whether it may be in this system at all."""
    valid_from: date = OSL_FROM
    valid_to: date | None = None

    def in_force(self, today: date) -> bool:
        """Whether the row holds on the day."""
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)


def class_row(information_class: InformationClass, regime: Regime, today: date) -> ClassRow | None:
    """What the law says of the class under the regime on the day; None when that regime does not speak of it then."""
    return next(
        (
            row
            for row in CLASSES
            if row.information_class is information_class and row.regime is regime and row.in_force(today)
        ),
        None,
    )


R, P = Regime, Presumption
CLASSES: tuple[ClassRow, ...] = (
    ClassRow(K.PRESCHOOL, R.OSL, "OSL 23:1", P.REVERSED, informing_limited=True),
    ClassRow(K.PSYCHOSOCIAL, R.OSL, "OSL 23:2 st. 1", P.REVERSED, informing_limited=True),
    ClassRow(K.MEDICAL, R.OSL, "OSL 25:1; patientdatalagen", P.REVERSED, not_10_27=True, informing_limited=True),
    ClassRow(K.SUPPORT, R.OSL, "OSL 23:2 st. 2", P.STRAIGHT),
    ClassRow(K.DISCIPLINARY, R.OSL, "OSL 23:2 st. 2", P.STRAIGHT),
    ClassRow(K.ACTION_PROGRAMME, R.OSL, "OSL 23:2 st. 2 sista meningen", P.PUBLIC),
    ClassRow(K.ORDINARY, R.OSL, "OSL 23:2 st. 3", P.QUALIFIED),
    ClassRow(K.LEISURE_PSYCHOSOCIAL, R.OSL, "OSL 23:3 st. 1", P.REVERSED),
    ClassRow(K.LEISURE, R.OSL, "OSL 23:3 st. 2", P.STRAIGHT),
    ClassRow(K.SPSM_ADVICE, R.OSL, "OSL 23:4", P.STRAIGHT),
    ClassRow(K.ADULT_EDUCATION, R.OSL, "OSL 23:5", P.REVERSED),
    ClassRow(K.REGION_CARE, R.OSL, "OSL 25:1", P.REVERSED, not_10_27=True, informing_limited=True),
    ClassRow(K.SOCIAL_SERVICES, R.OSL, "OSL 26:1", P.REVERSED, not_10_27=True, informing_limited=True),
    ClassRow(K.FAMILY_COUNSELLING, R.OSL, "OSL 26:3", P.ABSOLUTE, not_10_27=True, informing_limited=True, ours=False),
    ClassRow(K.HIDDEN_PLACEMENT, R.OSL, "OSL 26:2, 26:14 c", P.REVERSED, not_10_27=True),
    ClassRow(K.CONCERN_REPORT, R.OSL, "OSL 23:2, 21:1", P.STRAIGHT, valid_to=date(2026, 1, 14)),
    ClassRow(
        K.CONCERN_REPORT,
        R.OSL,
        "OSL 40:7 g",
        P.REVERSED,
        informing_limited=True,
        valid_from=date(2026, 1, 15),
    ),
    ClassRow(K.CONCERN_REPORT_RECEIVED, R.OSL, "OSL 26:1, 26:5", P.REVERSED, not_10_27=True, informing_limited=True),
    ClassRow(K.HEALTH, R.OSL, "OSL 21:1", P.QUALIFIED),
    ClassRow(K.CONTACT_DETAILS, R.OSL, "OSL 21:3", P.QUALIFIED),
    ClassRow(K.PROTECTED_WHEREABOUTS, R.OSL, "OSL 21:3 a, 22:2, 21:3 st. 3", P.REVERSED),
    ClassRow(K.THIRD_PERSON, R.OSL, "Den paragraf som gäller hos den som har uppgiften; OSL 12:2", P.REVERSED),
    ClassRow(K.CHILDS_CONFIDENCE, R.OSL, "OSL 23:2, 25:1; 12:3", P.REVERSED),
    ClassRow(K.COMPETING, R.OSL, "OSL 7:3", P.REVERSED),
    ClassRow(K.WORKING_NOTE, R.OSL, "TF 2:12", P.SILENCE),
    ClassRow(K.SECURITY_PLAN, R.OSL, "OSL 18:13 a, 18:8", P.STRAIGHT, ours=False),
    *(
        ClassRow(one, R.SKOLLAG, "Skollagen 29:14 st. 2", P.SILENCE, valid_from=SKOLLAGEN_FROM)
        for one in (K.PSYCHOSOCIAL, K.SUPPORT, K.DISCIPLINARY, K.ACTION_PROGRAMME, K.INDEPENDENT_SUPPORT)
    ),
    ClassRow(K.INDEPENDENT_CARE, R.SKOLLAG, "Skollagen 29:14 st. 1", P.SILENCE, valid_from=SKOLLAGEN_FROM),
    *(
        ClassRow(one, R.PSL, "Patientsäkerhetslagen 6:12–16", P.SILENCE, valid_from=PSL_FROM)
        for one in (K.MEDICAL, K.PRIVATE_CARE, K.REGION_CARE)
    ),
    # What private social services hold is under a duty of silence of their own law; see `rules.regimes`.
    ClassRow(K.SOCIAL_SERVICES, R.PSL, "SoL 17:11", P.SILENCE, valid_from=SOL_FROM),
)
