"""Vad ändras i rummet om …: the same table with one more at it, who is nobody yet. Nothing is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.room_words import decider
from samverkan.meetings.topics import topics
from samverkan.meetings.weighing import Table
from samverkan.people.wording import sentence
from samverkan.policy import room
from samverkan.policy.deciding import Decision
from samverkan.policy.facts import Facts
from samverkan.policy.newcomers import Newcomer, seated
from samverkan.policy.room import STRICTNESS, Remedy, Seat, TopicVerdict, Verdict
from samverkan.policy.vocabulary import Answer, Manner, Purpose

EXTRA = str(UUID(int=0))
"""The key of the extra seat; no real seat has it."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A topic that stops when the newcomer sits there, and the cheapest ways on."""

    title: str
    ways: tuple[str, ...]
    sentence: str
    provision: str


@dataclass(frozen=True, slots=True)
class RoomIf:
    """The room with one more in it."""

    head: MeetingHead
    before: int
    after: int
    total: int
    stopped: tuple[Stopped, ...]


def room_if(scope: Scope, head: MeetingHead, one: Newcomer) -> RoomIf:
    """Which topics that all may hear now would stop, with what helps, cheapest first."""
    table = weighing.gather(scope, head.row, head.card)
    now, alone = weighing.judge(table), _alone(table, one, scope)
    blocked = {row.topic: row for row in alone.rows if row.blocked}
    stopped = [row for row in now.rows if row.speakable and row.topic in blocked]
    return RoomIf(
        head=head,
        before=now.open_count,
        after=now.open_count - len(stopped),
        total=len(now.rows),
        stopped=tuple(_stopped(table, blocked[row.topic], len(row.heard), one) for row in stopped),
    )


def _alone(table: Table, one: Newcomer, scope: Scope) -> Verdict:
    """What the newcomer may hear of each topic: nothing has been asked for them."""
    card = table.card
    reader = seated(one, card.case, school=card.holder, unit=card.unit, born_on=card.born_on)
    asked = Facts(reader, Purpose.SUPPORT, table.day, Manner.SPEAK, stances=scope.facts.stances)
    return room.verdict(topics(table.agenda), [Seat(EXTRA, asked)])


def _stopped(table: Table, row: TopicVerdict, others: int, one: Newcomer) -> Stopped:
    decision = max((heard.decision for heard in row.blocked), key=lambda made: STRICTNESS[made.answer])
    return Stopped(
        title=table.title(row.topic),
        ways=tuple(sentence(_way(way, decision, table, one)) for way in _ways(row, decision, others)),
        sentence=decision.sentence,
        provision=decision.provision,
    )


def _ways(row: TopicVerdict, decision: Decision, others: int) -> Sequence[Remedy]:
    """As the room itself orders them; somebody who is alone in not hearing can step out while others stay."""
    seen = replace(row, heard=(*row.heard, *(replace(row.heard[0], decision=_open(decision)) for _ in range(others))))
    return [way for way in seen.remedies if way is not Remedy.DROP]


def _open(decision: Decision) -> Decision:
    return replace(decision, answer=Answer.ALLOW, givers=(), men=None)


def _way(way: Remedy, decision: Decision, table: Table, one: Newcomer) -> str:
    match way:
        case Remedy.ASK:
            return "fråga om samtycke före mötet."
        case Remedy.STEP_OUT:
            return f"ta det när {one.label} inte är i rummet."
        case Remedy.SAY_THE_NEED:
            return f"säg vad {table.card.first_name} behöver, utan att säga varför."
        case Remedy.ASSESS:
            return f"{decider(decision)} bedömer om det kan lämnas."
        case _:
            return "ta inte upp det på mötet."
