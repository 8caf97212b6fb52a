"""What goes along and what does not: each text of the school's, with the law's answer for the one who receives.

The law says what must go, what may after a yes and what stays. What of it eases the change for the pupil, a person
says (skollagen 3 kap. 12 j §): most is offered and little is chosen beforehand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day_with_year, listed, local_day, sentence
from samverkan.plans.models import Goal, Measure
from samverkan.policy import facts
from samverkan.policy.deciding import Decision
from samverkan.policy.facts import Facts
from samverkan.policy.handing_over import Going, going_of
from samverkan.policy.vocabulary import Giver, Kind, StatementId
from samverkan.vault.texts import texts

SHOWN = 200
"""The newest texts; what is older is in the archive of the school, and a handover shall ease the first weeks."""
FORMS = (Form.WORDS, Form.GOAL, Form.MEASURE, Form.NOTE)
GIVERS = {
    Giver.GUARDIANS: "vårdnadshavarna",
    Giver.PUPIL_ASSENT: "eleven",
    Giver.PUPIL: "eleven",
    Giver.THAT_PERSON: "den som det handlar om",
    Giver.DEPUTY: "ställföreträdaren",
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


def still_open(rows: Iterable[Statement], asked: Facts) -> dict[UUID, Decision]:
    """Those of the texts that may go as things are now, with the answer each goes by."""
    found = {}
    for row in rows:
        going, decision, _ = going_of(row.cell.facts, asked, StatementId(row.id))
        if going.open:
            found[row.id] = decision
    return found


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
    if going is Going.ASK:
        why = f"{why} {_who(decision)}".strip()
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
