"""The meetings of the day on paper: time, initials and room. No names and no reasons, since paper lies on desks.

A pupil with protected identity is left out, and the paper says always that such pupils are: where a child is, and
when, is the very thing that is protected.
"""

from dataclasses import dataclass

from samverkan.guard.scope import Scope
from samverkan.meetings.queries import coming
from samverkan.meetings.team.page import teams
from samverkan.paper import Block, PaperPage, Paragraph, Table
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard
from samverkan.people.wording import clock, day, local_day
from samverkan.policy.vocabulary import CaseId

NOT_ON_PAPER = "Möten om elever med skyddade uppgifter står inte på papper. Se dem på Idag."
NO_ROOM = "ingen plats vald"


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting as the paper has it. One of the elevhälsa team has its sort in place of initials."""

    time: str
    initials: str
    room: str


def day_list(scope: Scope) -> tuple[Line, ...]:
    """The reader's meetings of today that have not been, the earliest first. One without a set time is not of today."""
    meetings = [row for row in coming(scope) if not row.time_open and local_day(row.starts_at) == scope.today]
    cards = people.cards(scope, [row.case for row in meetings])
    lines = [
        (row.starts_at, Line(row.time, initials(cards[CaseId(row.case)]), row.place or NO_ROOM))
        for row in meetings
        if not cards[CaseId(row.case)].sealed
    ]
    lines += [
        (row.starts_at, Line(clock(row.starts_at), row.title, row.place))
        for row in teams(scope)
        if row.sent and local_day(row.starts_at) == scope.today
    ]
    return tuple(line for _, line in sorted(lines, key=lambda one: one[0]))


def day_paper(scope: Scope, *, made_by: str) -> PaperPage:
    """Dagens lista."""
    rows = tuple((line.time, line.initials, line.room) for line in day_list(scope))
    listed: Block = Table(("Tid", "Elev", "Plats"), rows) if rows else Paragraph("Inga möten idag.")
    return PaperPage(
        title=f"Dagens lista, {day(scope.today)}",
        receiver=made_by,
        made_by=made_by,
        made_at=scope.now,
        blocks=(listed, Paragraph(NOT_ON_PAPER)),
        running="Dagens lista",
    )


def initials(card: PupilCard) -> str:
    """ "E L": enough for the one who knows whom they meet."""
    return " ".join(name[:1].upper() for name in (card.given_name, card.family_name) if name)
