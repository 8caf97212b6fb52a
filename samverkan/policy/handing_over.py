"""What follows a pupil to the next school: of each text, whether the law points it out, lets it, or keeps it back.

`decide` answers for the one who receives; this says what of what is allowed the handover takes along (skollagen 3 kap.
12 j §). That elevhälsan's notes stay is stricter than the duty: a summary does the work.
"""

from enum import StrEnum

from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Cell, Facts
from samverkan.policy.rules.row import COUNSELLING
from samverkan.policy.vocabulary import Answer, Flag, InformationClass, Kind, StatementId

POINTED_OUT = frozenset({Kind.GOAL, Kind.MEASURE, Kind.INSTRUCTION, Kind.DECISION})
"""What is done for the pupil: chosen beforehand where the law makes it a duty to hand over what eases the change."""
NEVER = frozenset({InformationClass.CONCERN_REPORT, InformationClass.CONCERN_REPORT_RECEIVED})
STAYS_WITH_ELEVHALSA = (
    "Elevhälsans anteckningar stannar i elevhälsan. Den som skrev dem kan sammanfatta det nya skolan behöver."
)
STAYS_CONFIDED = "Det är sagt i förtroende och stannar där det är sagt."
STAYS_CONCERN = "En orosanmälan följer aldrig med vid ett skolbyte."


class Going(StrEnum):
    """Whether a text goes along."""

    POINTED_OUT = "lagen"
    CHOICE = "kan"
    AFTER_YES = "ja"
    ASK = "fraga"
    WEIGH = "bedoma"
    STAYS = "stannar"

    @property
    def label(self) -> str:
        """As the group is headed."""
        return GOING_WORDS[self]

    @property
    def open(self) -> bool:
        """Whether it may be sent as things are."""
        return self in (Going.POINTED_OUT, Going.CHOICE, Going.AFTER_YES)


GOING_WORDS = {
    Going.POINTED_OUT: "Följer med enligt lagen",
    Going.CHOICE: "Kan följa med, om det underlättar",
    Going.AFTER_YES: "Kan följa med efter ett ja",
    Going.ASK: "Följer med om någon säger ja",
    Going.WEIGH: "Behöver bedömas först",
    Going.STAYS: "Följer inte med",
}


def going_of(cell: Cell, asked: Facts, statement: StatementId) -> tuple[Going, Decision, str]:
    """How a text goes, the law's answer, and the sentence that says why."""
    decision = decide(cell, asked, statement)
    agreed = decision.allowed and (decision.grant is not None or _by_a_yes(cell, asked, statement))
    if cell.information_class in NEVER:
        return Going.STAYS, decision, STAYS_CONCERN
    if cell.information_class in COUNSELLING and cell.kind is Kind.NOTE and not agreed:
        return Going.STAYS, decision, STAYS_CONFIDED if cell.confided else STAYS_WITH_ELEVHALSA
    if cell.confided and not decision.allowed:
        return Going.STAYS, decision, STAYS_CONFIDED
    if agreed:
        return Going.AFTER_YES, decision, decision.sentence
    if decision.allowed:
        pointed_out = cell.kind in POINTED_OUT and Flag.DUTY in decision.flags
        return (Going.POINTED_OUT if pointed_out else Going.CHOICE), decision, decision.sentence
    if decision.answer is Answer.CONSENT:
        return Going.ASK, decision, decision.sentence
    if decision.answer is Answer.MEN and decision.men is not None:
        return (
            Going.WEIGH,
            decision,
            f"{decision.men.decider[:1].upper()}{decision.men.decider[1:]} bedömer om det kan lämnas.",
        )
    return Going.STAYS, decision, decision.sentence


def _by_a_yes(cell: Cell, asked: Facts, statement: StatementId) -> bool:
    return any(grant.opens(cell, statement) and asked.may_use(grant) for grant in asked.grants)
