"""What goes along and what does not: each text of the school's, with the law's answer for the one who receives.

The law says what must go, what may after a yes and what stays. What of it eases the change for the pupil, a person
says (skollagen 3 kap. 12 j §): most is offered and little is chosen beforehand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day_with_year, listed, local_day, sentence
from samverkan.plans.models import Goal, Measure
from samverkan.policy import facts
from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Facts
from samverkan.policy.rules.row import COUNSELLING
from samverkan.policy.vocabulary import Answer, Flag, Giver, InformationClass, Kind, StatementId
from samverkan.vault.texts import texts

SHOWN = 200
"""The newest texts; what is older is in the archive of the school, and a handover shall ease the first weeks."""
FORMS = (Form.WORDS, Form.GOAL, Form.MEASURE, Form.NOTE)
POINTED_OUT = frozenset({Kind.GOAL, Kind.MEASURE, Kind.INSTRUCTION, Kind.DECISION})
"""What is done for the pupil: chosen beforehand where the law makes it a duty to hand over what eases the change."""
NEVER = frozenset({InformationClass.CONCERN_REPORT, InformationClass.CONCERN_REPORT_RECEIVED})
STAYS_WITH_ELEVHALSA = (
    "Elevhälsans anteckningar stannar i elevhälsan. Den som skrev dem kan sammanfatta det nya skolan behöver."
)
STAYS_CONFIDED = "Det är sagt i förtroende och stannar där det är sagt."
STAYS_CONCERN = "En orosanmälan följer aldrig med vid ett skolbyte."
GIVERS = {
    Giver.GUARDIANS: "vårdnadshavarna",
    Giver.PUPIL_ASSENT: "eleven",
    Giver.PUPIL: "eleven",
    Giver.THAT_PERSON: "den som det handlar om",
    Giver.DEPUTY: "ställföreträdaren",
}


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


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the school's, before the law and in words."""

    id: StatementId
    words: str
    label: str
    by: str
    going: Going
    sentence: str
    rule: str
    provision: str
    cell: facts.Cell

    @property
    def first(self) -> bool:
        """The pupil's own words come first."""
        return self.cell.kind is Kind.OWN_WORDS


@dataclass(frozen=True, slots=True)
class Staying:
    """What stays, by its class: never the text."""

    what: str
    count: int
    sentence: str
    provision: str


@dataclass(frozen=True, slots=True)
class Package:
    """All that could go along."""

    texts: tuple[Text, ...]

    def of(self, *going: Going) -> tuple[Text, ...]:
        """Those that go so."""
        return tuple(text for text in self.texts if text.going in going)

    @property
    def staying(self) -> tuple[Staying, ...]:
        """What stays, counted by class and reason."""
        found: dict[tuple[str, str, str], int] = {}
        for text in self.of(Going.STAYS):
            key = (text.cell.information_class.label, text.sentence, text.provision)
            found[key] = found.get(key, 0) + 1
        return tuple(Staying(what, count, why, provision) for (what, why, provision), count in found.items())


def package(scope: Scope, card: PupilCard, asked: Facts) -> Package:
    """What the reader may read of the school's own round the pupil, the pupil's words first and the newest on top."""
    rows = _rows(scope, card)
    said, authors = texts(rows), people.names(row.author_id for row in rows)
    made = [_text(row, said[row.id], authors.get(row.author_id, ""), asked) for row in rows]
    order = (Kind.OWN_WORDS, Kind.GOAL, Kind.MEASURE, Kind.INSTRUCTION, Kind.DECISION, Kind.ASSESSMENT)
    place = {kind: number for number, kind in enumerate(order)}
    return Package(tuple(sorted(made, key=lambda text: place.get(text.cell.kind, len(order)))))


def going_of(cell: facts.Cell, asked: Facts, statement: StatementId) -> tuple[Going, Decision, str]:
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
        return Going.ASK, decision, f"{decision.sentence} {_who(decision)}".strip()
    if decision.answer is Answer.MEN and decision.men is not None:
        return Going.WEIGH, decision, f"{sentence(decision.men.decider)} bedömer om det kan lämnas."
    return Going.STAYS, decision, decision.sentence


def still_open(rows: Iterable[Statement], asked: Facts) -> dict[UUID, Decision]:
    """Those of the texts that may go as things are now, with the answer each goes by."""
    found = {}
    for row in rows:
        going, decision, _ = going_of(row.cell.facts, asked, StatementId(row.id))
        if going.open:
            found[row.id] = decision
    return found


def _by_a_yes(cell: facts.Cell, asked: Facts, statement: StatementId) -> bool:
    return any(grant.opens(cell, statement) and asked.may_use(grant) for grant in asked.grants)


def _rows(scope: Scope, card: PupilCard) -> Sequence[Statement]:
    """The texts the school has and that still hold. What lies with another holder is that holder's to hand over."""
    over = Q(ended_on__lt=scope.today)
    ended = {
        *(row.statement_id for row in Goal.objects.within(scope).filter(over, case_id=card.case)),
        *(row.statement_id for row in Measure.objects.within(scope).filter(over, case_id=card.case)),
    }
    rows = Statement.objects.within(scope).filter(
        cell__case_id=card.case, cell__holder_id=card.holder, form__in=FORMS, replaced_by=None
    )
    rows = rows.filter(cell__unit_id=card.unit) if card.unit is not None else rows
    found = rows.exclude(id__in=ended).exclude(cell__kind=Kind.FILM.value).order_by("-made_at", "-id")
    return list(found[:SHOWN])


def _text(row: Statement, words: str, author: str, asked: Facts) -> Text:
    cell = row.cell.facts
    going, decision, why = going_of(cell, asked, StatementId(row.id))
    return Text(
        id=StatementId(row.id),
        words=words,
        label=sentence(cell.kind.label),
        by=", ".join(part for part in (author, day_with_year(local_day(row.made_at))) if part),
        going=going,
        sentence=why,
        rule=decision.rule,
        provision=decision.provision,
        cell=cell,
    )


def _who(decision: Decision) -> str:
    """Who would have to say yes, and who else might weigh it."""
    asked = listed(dict.fromkeys(GIVERS[giver] for giver in decision.givers))
    if not asked:
        return ""
    weighed = f" Annars bedömer {decision.men.decider}." if decision.men is not None else ""
    return f"{sentence(asked)} svarar.{weighed}"
