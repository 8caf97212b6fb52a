"""How fast the law is: decisions a second beside Cedar, and how long the scopes of two busy readers take to gather."""

from typing import Any
from uuid import UUID

from benchmarks import decide
from benchmarks.measuring import Goal, worked
from samverkan.policy.facts import Facts, Grant, Reader, Standing
from samverkan.policy.lanes import reading_scope
from samverkan.policy.tests import table
from samverkan.policy.vocabulary import Branch, CaseId, Kind, Manner, Purpose, Role, Tie
from samverkan.policy.vocabulary import InformationClass as K

MILLISECONDS = 5.0
PUPILS_OF_A_REKTOR, CASES_OF_A_COORDINATOR = 412, 164


def rows() -> list[dict[str, Any]]:
    """The goals as rows of the report."""
    _, decisions = decide.run(lambda line: None)
    goals = [*decisions, _scope("rektor med 412 elever", rektor()), _scope("samordnare med 164 elever", coordinator())]
    return [
        {
            "row": "FART",
            "promise": "Lagen är snabb nog att frågas varje gång.",
            "written": True,
            "met": all(goal.met for goal in goals),
            "figures": [{"words": goal.words, "reached": goal.reached, "met": goal.met} for goal in goals],
        }
    ]


def _scope(who: str, facts: Facts) -> Goal:
    found = worked(lambda: reading_scope(facts)).median
    return Goal(f"läsområdet för en {who} på högst 5 ms", f"{found:.2f} ms", found <= MILLISECONDS)


def case(number: int) -> CaseId:
    """The case with this number."""
    return CaseId(UUID(int=10_000 + number))


def rektor() -> Facts:
    """A rektor who is in the team of each of the school's pupils, besides leading it."""
    seats = tuple(
        Standing(Tie.TEAM, Role.REKTOR, table.SKOLOR, Branch.SCHOOL, case=case(number), born_on=table.ELEVEN)
        for number in range(PUPILS_OF_A_REKTOR)
    )
    return Facts(Reader(table.SARA, (table.REKTOR, *seats)), Purpose.SUPPORT, table.TODAY)


def coordinator() -> Facts:
    """One at the habilitering with a seat and a yes round each of the pupils."""
    numbers = range(CASES_OF_A_COORDINATOR)
    seats = tuple(
        Standing(Tie.TEAM, Role.HABILITATION, table.HAB, Branch.CARE, case=case(number), born_on=table.ELEVEN)
        for number in numbers
    )
    return Facts(
        Reader(table.SARA, seats), Purpose.SUPPORT, table.TODAY, Manner.SEND, tuple(yes(number) for number in numbers)
    )


def yes(number: int) -> Grant:
    """The family's yes; what it frees differs from family to family."""
    freed = ({Kind.ASSESSMENT}, {Kind.MEASURE}, {Kind.ASSESSMENT, Kind.MEASURE}, {Kind.NOTE, Kind.ASSESSMENT})
    return Grant(
        id=table.YES.id,
        case=case(number),
        classes=frozenset({K.SUPPORT, K.PSYCHOSOCIAL} if number % 3 else {K.SUPPORT}),
        kinds=frozenset(freed[number % len(freed)]),
        holders=frozenset({table.SKOLOR}),
        receiver_organisation=table.HAB,
        receiver_role=Role.HABILITATION,
        receiver_person=None,
        purpose=Purpose.SUPPORT,
        manners=frozenset({Manner.SEND, Manner.SPEAK}),
        begins_on=table.TODAY.replace(month=1),
        ends_on=table.TODAY.replace(month=12, day=31),
    )
