"""The plan on somebody else's paper: what the one who prints sees, narrowed to what the other may have in writing."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.http import Http404

from samverkan.access.gathering import facts_in_case, readers_for
from samverkan.guard.scope import Scope
from samverkan.paper import Block, Heading, Items, PaperPage, Paragraph
from samverkan.people.adults import Adults
from samverkan.people.barring import barred
from samverkan.people.queries import PupilCard
from samverkan.people.wording import lowered
from samverkan.plans.queries import MeasureGroup, Plan, Seat
from samverkan.policy.capacities import as_family
from samverkan.policy.deciding import decide
from samverkan.policy.facts import Cell, Facts
from samverkan.policy.vocabulary import FAMILY, CaseId, Manner, PersonId, Role

MOST_WORDS = 9
"""On one line of easy Swedish (product specification §4.2, rule 13)."""
AGREED: list[Callable[[Scope, CaseId, Callable[[Cell], bool]], Sequence[str]]] = []
"""Rooms further out that know what was last agreed in easy words, a thing on each line, as far as one may have it. They
add themselves when they start.
"""


@dataclass(frozen=True, slots=True)
class Receiver:
    """One of the team to whom the plan can be made out."""

    person: PersonId
    name: str
    role: Role


def receivers(card: PupilCard, seats: Sequence[Seat], *, reader: PersonId) -> tuple[Receiver, ...]:
    """The pupil and those in the team whose names may be shown, but for the one who prints and whoever may learn
    nothing about the pupil.
    """
    known = [Receiver(PersonId(card.person_id), card.first_name, Role.PUPIL)]
    known += [Receiver(one.person_id, one.name, one.role) for one in seats if one.person_id and not one.protected]
    closed = barred(card.case)
    return tuple(one for one in known if one.person != reader and one.person not in closed)


def receiver(known: Sequence[Receiver], person: UUID) -> Receiver:
    """The one of them with this id. Http404 for anybody else."""
    found = next((one for one in known if one.person == person), None)
    if found is None:
        raise Http404
    return found


def asked_for(scope: Scope, card: PupilCard, to: Receiver) -> Facts:
    """What the law is asked for the receiver: whether it may be sent. One of the family has it as one of the family."""
    known = readers_for([to.person], scope.today, case=card.case)[to.person]
    as_whom = as_family(known) if to.role in FAMILY else known
    return facts_in_case(as_whom, card.case, today=scope.today, manner=Manner.SEND)


def narrowed(plan: Plan, may: Callable[[Cell], bool]) -> Plan:
    """The plan with nothing in it that the receiver may not have."""
    groups = (MeasureGroup(one.organisation, tuple(row for row in one.rows if may(row.cell))) for one in plan.measures)
    return replace(
        plan,
        running=plan.running if plan.running and may(plan.running.cell) else None,
        words=plan.words if plan.words and may(plan.words.cell) else None,
        goals=tuple(row for row in plan.goals if may(row.cell)),
        measures=tuple(group for group in groups if group.rows),
        steps=tuple(row for row in plan.steps if may(row.cell)),
        received=tuple(row for row in plan.received if may(row.cell)),
        decisions=tuple(row for row in plan.decisions if may(row.cell)),
    )


def may_have(asked: Facts) -> Callable[[Cell], bool]:
    """Whether what lies in a cell may be sent to whom the facts are about."""
    return lambda cell: decide(cell, asked).allowed


def easy_plan(
    card: PupilCard, around: Adults, plan: Plan, agreed: Sequence[str], *, to: Receiver, made_by: str, now: datetime
) -> PaperPage:
    """The plan in easy Swedish: the pupil's own words and goals, what was agreed in easy words, and whom to ask.

    Nothing that was written for grown-ups is on it: no machine can say it more simply without saying something else.
    """
    return PaperPage(
        title=f"Planen för {card.first_name}",
        receiver=to.name,
        made_by=made_by,
        made_at=now,
        blocks=tuple(_easy_blocks(card, around, plan, agreed)),
        sender=card.school,
        version=f"version {plan.running.version}" if plan.running else "",
        running=" · ".join(part for part in ("Lättläst plan", card.first_name) if part),
    )


def short_lines(text: str) -> tuple[str, ...]:
    """A sentence on each line, and a long one on several."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text.strip()):
        words = sentence.split()
        found += [" ".join(words[at : at + MOST_WORDS]) for at in range(0, len(words), MOST_WORDS)]
    return tuple(found)


def _easy_blocks(card: PupilCard, around: Adults, plan: Plan, agreed: Sequence[str]) -> Iterator[Block]:
    if plan.words is not None:
        yield Heading(f"{card.first_name} säger")
        yield Paragraph("\n".join(short_lines(plan.words.text)))
    own = [row for row in plan.goals if row.in_pupils_words]
    if own:
        yield Heading("Det vill jag")
        yield Items(tuple("\n".join(short_lines(row.text)) for row in own))
    if agreed:
        yield Heading("Det kom vi överens om")
        yield Items(tuple("\n".join(short_lines(row)) for row in agreed))
    if plan.running is not None and plan.running.follow_up:
        yield Heading("Nästa gång")
        yield Paragraph("\n".join(short_lines(f"Vi pratar igen {lowered(plan.running.follow_up)}.")))
    if around.trygghetsperson is not None:
        yield Heading("Undrar du något?")
        yield Paragraph("\n".join(short_lines(f"Fråga {around.trygghetsperson.name}.")))
    if plan.words is None and not own and not agreed:
        yield Paragraph("Ingen har skrivit något lättläst än.\nFråga på skolan, så berättar de.")
