"""What the meeting will take up, as far as the reader may know of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from samverkan.guard.models import Statement
from samverkan.guard.scope import Scope
from samverkan.meetings.models import AgendaItem
from samverkan.policy import facts
from samverkan.policy.room import Topic
from samverkan.vault.texts import texts


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A point on the agenda whose title the reader may know."""

    id: UUID
    title: str
    minutes: int
    about_pupil: bool
    cell: facts.Cell
    """What it rests on. The reader need not be allowed to read that: the room says who may hear it."""
    title_cell: facts.Cell

    @property
    def key(self) -> str:
        """How the topic is named in the room."""
        return str(self.id)


def agendas(scope: Scope, meetings: Iterable[UUID]) -> dict[UUID, tuple[AgendaRow, ...]]:
    """The points of each meeting in order. A point is known if and only if its title is: the title's own cell decides
    that.
    """
    items = list(
        AgendaItem.objects.unguarded(because="the room weighs what a topic rests on; its title is read within a scope")
        .filter(meeting__in=meetings, dropped_at=None)
        .select_related("cell")
        .order_by("position", "id")
    )
    titles = {row.id: row for row in Statement.objects.within(scope).filter(id__in=[item.title_id for item in items])}
    known = texts(titles.values())
    found: dict[UUID, tuple[AgendaRow, ...]] = defaultdict(tuple)
    for item in items:
        if item.title_id in known:
            found[item.meeting_id] += (_row(item, known[item.title_id], titles[item.title_id].cell.facts),)
    return found


def _row(item: AgendaItem, title: str, title_cell: facts.Cell) -> AgendaRow:
    return AgendaRow(item.id, title, item.minutes, item.about_pupil, item.cell.facts, title_cell)


def topics(rows: tuple[AgendaRow, ...]) -> tuple[Topic, ...]:
    """The points that are about the pupil, as the law weighs them."""
    return tuple(Topic(row.key, (row.cell,)) for row in rows if row.about_pupil)
