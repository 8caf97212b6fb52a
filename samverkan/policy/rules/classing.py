"""What class is it? From the kind of holder, the school form, the branch and the day, as dated rows.

The class of a text that somebody writes here is derived in `policy.deriving`, from who writes; this answers for what
comes from elsewhere, and for the jurist who asks.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samverkan.policy.rules.regimes import Holder
from samverkan.policy.vocabulary import InformationClass

K = InformationClass


class SchoolForm(StrEnum):
    """The school forms and what stands beside them."""

    PRESCHOOL = "forskola"
    PRESCHOOL_CLASS = "forskoleklass"
    COMPULSORY = "grundskola"
    ADAPTED = "anpassad-skola"
    UPPER_SECONDARY = "gymnasieskola"
    LEISURE = "fritidshem"
    ADULT = "komvux"
    """Komvux and folkhögskola."""


class Work(StrEnum):
    """Which work the information comes from."""

    COUNSELLING = "psykologisk-psykosocial-specialpedagogisk"
    CAREERS = "studie-och-yrkesvagledning"
    MEDICAL = "medicinsk"
    SUPPORT = "elevstodjande-i-ovrigt"
    DISCIPLINARY = "disciplinart"
    EVERYDAY = "vanlig"


@dataclass(frozen=True, slots=True)
class ClassingRow:
    """Holder, forms and work → the class. None on a side means any."""

    information_class: InformationClass
    holders: frozenset[Holder]
    forms: frozenset[SchoolForm] | None = None
    works: frozenset[Work] | None = None
    valid_from: date = date(2009, 6, 30)
    valid_to: date | None = None

    def holds(self, holder: Holder, form: SchoolForm | None, work: Work, today: date) -> bool:
        """Whether the row answers for these on the day."""
        return (
            holder in self.holders
            and (self.forms is None or form in self.forms)
            and (self.works is None or work in self.works)
            and self.valid_from <= today
            and (self.valid_to is None or today <= self.valid_to)
        )


def class_of(holder: Holder, form: SchoolForm | None, work: Work, today: date) -> InformationClass | None:
    """The class, from the first row that holds; None where the law has no section for it."""
    return next((row.information_class for row in CLASSING if row.holds(holder, form, work, today)), None)


TEN_YEARS = date(2028, 7, 1)
"""Förskoleklass leaves OSL 23:2 and skollagen 29:14 that day (tioårig grundskola)."""
EVE = date(2028, 6, 30)
F = SchoolForm
PUBLIC_SCHOOL = frozenset({Holder.MUNICIPAL_SCHOOL, Holder.STATE_SCHOOL})
INDEPENDENT = frozenset({Holder.INDEPENDENT_SCHOOL})
SCHOOL_FORMS = frozenset({F.COMPULSORY, F.ADAPTED, F.UPPER_SECONDARY})
COUNSELLING = frozenset({Work.COUNSELLING})
MEDICAL = frozenset({Work.MEDICAL})
SUPPORT = frozenset({Work.SUPPORT})
DISCIPLINARY = frozenset({Work.DISCIPLINARY})

CLASSING: tuple[ClassingRow, ...] = (
    ClassingRow(K.MEDICAL, PUBLIC_SCHOOL | INDEPENDENT, works=MEDICAL),
    ClassingRow(K.PRESCHOOL, PUBLIC_SCHOOL, frozenset({F.PRESCHOOL})),
    ClassingRow(K.LEISURE_PSYCHOSOCIAL, PUBLIC_SCHOOL, frozenset({F.LEISURE}), COUNSELLING),
    ClassingRow(K.LEISURE, PUBLIC_SCHOOL, frozenset({F.LEISURE})),
    ClassingRow(K.ADULT_EDUCATION, PUBLIC_SCHOOL, frozenset({F.ADULT}), COUNSELLING | {Work.CAREERS}),
    ClassingRow(K.PSYCHOSOCIAL, PUBLIC_SCHOOL, SCHOOL_FORMS, COUNSELLING),
    ClassingRow(K.PSYCHOSOCIAL, PUBLIC_SCHOOL, frozenset({F.PRESCHOOL_CLASS}), COUNSELLING, valid_to=EVE),
    ClassingRow(K.SUPPORT, PUBLIC_SCHOOL, SCHOOL_FORMS | {F.ADULT}, SUPPORT),
    ClassingRow(K.SUPPORT, PUBLIC_SCHOOL, frozenset({F.PRESCHOOL_CLASS}), SUPPORT, valid_to=EVE),
    ClassingRow(K.DISCIPLINARY, PUBLIC_SCHOOL, SCHOOL_FORMS | {F.ADULT}, DISCIPLINARY),
    ClassingRow(K.ORDINARY, PUBLIC_SCHOOL, SCHOOL_FORMS | {F.ADULT}),
    ClassingRow(K.ORDINARY, PUBLIC_SCHOOL, frozenset({F.PRESCHOOL_CLASS}), valid_to=EVE),
    ClassingRow(K.INDEPENDENT_CARE, INDEPENDENT, frozenset({F.PRESCHOOL, F.LEISURE})),
    ClassingRow(K.INDEPENDENT_CARE, INDEPENDENT, frozenset({F.PRESCHOOL_CLASS}), valid_to=EVE),
    ClassingRow(K.INDEPENDENT_SUPPORT, INDEPENDENT, SCHOOL_FORMS | {F.ADULT}, COUNSELLING | SUPPORT | DISCIPLINARY),
    ClassingRow(K.ORDINARY, INDEPENDENT, SCHOOL_FORMS | {F.ADULT}),
    ClassingRow(K.SPSM_ADVICE, frozenset({Holder.SPSM})),
    ClassingRow(K.REGION_CARE, frozenset({Holder.REGION_CARE})),
    ClassingRow(K.PRIVATE_CARE, frozenset({Holder.PRIVATE_CARE})),
    ClassingRow(K.SOCIAL_SERVICES, frozenset({Holder.SOCIAL_SERVICES, Holder.PRIVATE_SOCIAL})),
)
