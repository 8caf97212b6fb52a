"""What a signed reading changes, computed from the rules themselves: the same question before and after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any
from uuid import UUID

from samverkan.policy import matrix, matrix_of_others
from samverkan.policy.consenting import Custody, Reply, required_givers, weigh
from samverkan.policy.deciding import Decision
from samverkan.policy.deriving import derive
from samverkan.policy.facts import Standing
from samverkan.policy.matrix import ANSWER_WORDS, HUVUDMAN
from samverkan.policy.rules.contested import point_of
from samverkan.policy.rules.regimes import REFORM_ON, Holder, regime_of
from samverkan.policy.vocabulary import (
    Answer,
    Branch,
    Giver,
    HuvudmanId,
    InformationClass,
    Kind,
    OrganisationId,
    PersonId,
    Purpose,
    Regime,
    Role,
    Stance,
    Tie,
)

MOST = 3
"""Examples shown of a choice: enough to feel what it means."""
PUPIL, ONE, OTHER = (PersonId(UUID(int=30 + number)) for number in range(3))
HOLDER = OrganisationId(UUID(int=40))
KINDS = (Kind.NOTE, Kind.EXISTENCE)
GIVER_WORDS = {
    Giver.GUARDIANS: "vårdnadshavarna",
    Giver.PUPIL: "eleven",
    Giver.PUPIL_ASSENT: "att eleven håller med",
}
REGIME_WORDS = {
    Regime.OSL: "offentlighets- och sekretesslagen",
    Regime.SKOLLAG: "skollagen 29:14",
    Regime.PSL: "patientsäkerhetslagen",
}
AGES = (12, 15, 16, 17)


@dataclass(frozen=True, slots=True)
class Example:
    """One question, with the answer by the strict reading and by the choice."""

    who: str
    what: str
    before: str
    after: str


@cache
def examples(stance: Stance, today: date) -> tuple[Example, ...]:
    """Up to three typical questions that the choice answers otherwise, each of another reader where there are more."""
    found = [*_of_reading(stance, today), *_of_answering(stance, today), *_of_classing(stance, today), *_of_law(stance)]
    first = {example.who: example for example in reversed(found)}
    picked = [example for example in found if first[example.who] is example]
    return tuple([*picked, *(example for example in found if example not in picked)][:MOST])


def _of_reading(stance: Stance, today: date) -> Iterator[Example]:
    """Readers of the two tables of the law; of each class the first kind that is answered otherwise."""
    chosen = frozenset({(HUVUDMAN, stance)})
    for persona in (*matrix.personas(today), matrix.SAME_BOARD):
        yield from _changed(persona.label, partial(_of_persona, persona, today), chosen)
    for asker in matrix_of_others.ASKERS:
        for purpose in asker.purposes:
            who = asker.label if purpose is Purpose.SUPPORT else f"{asker.label} ({purpose.label})"
            yield from _changed(who, partial(_of_asker, asker, purpose, today), chosen)


Chosen = frozenset[tuple[HuvudmanId, Stance]]
Decided = Callable[[InformationClass, Kind, Chosen], Decision]


def _changed(who: str, decided: Decided, chosen: Chosen) -> Iterator[Example]:
    for one in InformationClass:
        for kind in KINDS:
            before, after = (_answered(decided(one, kind, taken)) for taken in (frozenset[Any](), chosen))
            if before != after:
                yield Example(who, _what(one, kind), before, after)
                break


def _of_persona(persona: matrix.Persona, today: date, one: InformationClass, kind: Kind, chosen: Chosen) -> Decision:
    return matrix.decided(persona, one, kind, today, chosen)


def _of_asker(
    asker: matrix_of_others.Asker, purpose: Purpose, today: date, one: InformationClass, kind: Kind, chosen: Chosen
) -> Decision:
    return matrix_of_others.decided(asker, purpose, one, kind, Regime.OSL, today, chosen)


def _of_answering(stance: Stance, today: date) -> Iterator[Example]:
    """Pupils of different ages, and guardians who answer in different ways."""
    for age in AGES:
        givers = [
            required_givers(_custody(age, today, taken), today) for taken in (frozenset[Stance](), frozenset({stance}))
        ]
        if givers[0] != givers[1]:
            before, after = (_needed(found) for found in givers)
            yield Example(f"Elev som är {age} år", "ett samtycke", before, after)
    said = {
        "En säger ja, den andra har inte svarat": {ONE: Reply.YES},
        "Båda kom till mötet och visste vad det gällde": {ONE: Reply.ATTENDED, OTHER: Reply.ATTENDED},
    }
    for words, replies in said.items():
        before_state = weigh(replies, _custody(10, today, frozenset()), today)
        after_state = weigh(replies, _custody(10, today, frozenset({stance})), today)
        if before_state is not after_state:
            what = "ett samtycke som inte är ingripande, för ett barn på tio år"
            yield Example(words, what, before_state.label, after_state.label)


def _of_classing(stance: Stance, today: date) -> Iterator[Example]:
    """What a psychologist writes in the work of care, and who reads it then."""
    writer = Standing(Tie.TEAM, Role.PSYCHOLOGIST, HOLDER, Branch.ELEVHALSA)
    before, after = (
        derive(writer, Kind.NOTE, held_by_school=True, stances=taken).information_class
        for taken in (frozenset[Stance](), frozenset({stance}))
    )
    if before is after:
        return
    for persona in matrix.personas(today):
        then, now = (_answered(matrix.decided(persona, one, Kind.NOTE, today)) for one in (before, after))
        if then != now:
            yield Example(persona.label, "skolpsykologens anteckning", then, now)


def _of_law(stance: Stance) -> Iterator[Example]:
    """Which law binds an independent school when the proposed reform would begin."""
    before = regime_of(Holder.INDEPENDENT_SCHOOL, Branch.SCHOOL, REFORM_ON)
    after = regime_of(Holder.INDEPENDENT_SCHOOL, Branch.SCHOOL, REFORM_ON, {stance})
    if before is not None and after is not None and before is not after:
        yield Example(
            "Fristående skola den 1 januari 2027",
            "lagen som gäller för skolans uppgifter",
            REGIME_WORDS[before],
            REGIME_WORDS[after],
        )


def changes_no_answer(stance: Stance) -> bool:
    """Whether the choice is only about how the program speaks, as the point itself says."""
    return point_of(stance).slug == "atgardsprogrammet"


def _what(one: InformationClass, kind: Kind) -> str:
    return one.label if kind is Kind.NOTE else f"{one.label} ({kind.label})"


def _answered(decision: Decision) -> str:
    """The answer in words, with the assessment that is open beside a consent."""
    beside = decision.answer is Answer.CONSENT and decision.men is not None
    return ANSWER_WORDS[decision.answer] + (" eller bedömning" if beside else "")


def _custody(age: int, today: date, stances: frozenset[Stance]) -> Custody:
    born_on = (
        date(today.year - age - 1, 12, 31) if (today.month, today.day) < (12, 31) else date(today.year - age, 1, 1)
    )
    return Custody(PUPIL, (ONE, OTHER), born_on, stances, slight=True)


def _needed(givers: tuple[tuple[PersonId, Giver], ...]) -> str:
    words = list(dict.fromkeys(GIVER_WORDS[giver] for _, giver in givers))
    return f"ja från {' och '.join(words)}"
