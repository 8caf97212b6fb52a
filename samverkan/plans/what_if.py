"""Vad ändras om …: what somebody who is not there yet would read of what the asker sees. Nothing is saved.

It is counted as if nothing had been asked yet: a yes that there is would tell who has been asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.consent.custody import custody_of
from samverkan.guard.models import Cell
from samverkan.guard.scope import Scope
from samverkan.people.queries import PupilCard
from samverkan.people.wording import listed
from samverkan.policy import facts
from samverkan.policy.consenting import required_givers
from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Facts
from samverkan.policy.newcomers import Newcomer, seated
from samverkan.policy.vocabulary import Answer, Giver, InformationClass, Kind, Purpose

GIVERS = {
    Giver.GUARDIANS: "vårdnadshavarna",
    Giver.PUPIL: "eleven",
    Giver.PUPIL_ASSENT: "eleven",
    Giver.THAT_PERSON: "den som uppgiften gäller",
    Giver.DEPUTY: "ställföreträdaren",
}


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """Some information with the same answer, and why."""

    what: str
    how: str
    """From whom a yes is needed, or who assesses; empty where neither."""
    sentence: str
    provision: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the newcomer would read at once, after a yes, after an assessment, and never."""

    at_once: tuple[WhatIfRow, ...]
    with_a_yes: tuple[WhatIfRow, ...]
    assessed: tuple[WhatIfRow, ...]
    never: tuple[WhatIfRow, ...]


def what_if(scope: Scope, card: PupilCard, one: Newcomer) -> WhatIf:
    """The law's answer for every cell that the asker sees of the pupil."""
    asked = Facts(
        seated(one, card.case, school=card.holder, unit=card.unit, born_on=card.born_on),
        Purpose.SUPPORT,
        scope.today,
        stances=scope.facts.stances,
    )
    cells = dict.fromkeys(row.facts for row in Cell.objects.within(scope).filter(case_id=card.case))
    decided = [(cell, decide(cell, asked)) for cell in cells]
    givers = _givers(scope, card)

    def rows(answer: Answer) -> tuple[WhatIfRow, ...]:
        return _rows([(cell, made) for cell, made in decided if made.answer is answer], cells, givers)

    return WhatIf(rows(Answer.ALLOW), rows(Answer.CONSENT), rows(Answer.MEN), rows(Answer.DENY))


def _rows(
    decided: Iterable[tuple[facts.Cell, Decision]], every: Iterable[facts.Cell], givers: str
) -> tuple[WhatIfRow, ...]:
    found: dict[tuple[InformationClass, Decision], list[Kind]] = {}
    for cell, decision in decided:
        found.setdefault((cell.information_class, decision), []).append(cell.kind)
    kinds = {one: {cell.kind for cell in every if cell.information_class is one} for one, _ in found}
    return tuple(
        WhatIfRow(_what(one, here, kinds[one]), _how(one, decision, givers), decision.sentence, decision.provision)
        for (one, decision), here in sorted(found.items(), key=lambda item: item[0][0].value)
    )


def _what(one: InformationClass, here: list[Kind], every: set[Kind]) -> str:
    """The class; where only some kinds of it get the answer they are named."""
    if set(here) == every:
        return one.label
    return f"{one.label}: {listed(kind.label for kind in Kind if kind in here)}"


def _how(one: InformationClass, decision: Decision, givers: str) -> str:
    if decision.answer is Answer.CONSENT:
        who = GIVERS[Giver.THAT_PERSON] if one is InformationClass.THIRD_PERSON else givers
        beside = f" Annars prövar {decision.men.decider}." if decision.men else ""
        return f"Ja från {who}.{beside}"
    if decision.answer is Answer.MEN and decision.men is not None:
        return f"Prövas av {decision.men.decider} enligt {decision.men.provision}."
    return ""


def _givers(scope: Scope, card: PupilCard) -> str:
    """Who must say yes, by their part and not by name."""
    needed = required_givers(custody_of(card.case, scope.today).custody, scope.today)
    return listed(dict.fromkeys(GIVERS[giver] for _, giver in needed)) or "den som bestämmer över uppgiften"
