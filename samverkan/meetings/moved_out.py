"""A yes that was taken back while a meeting was prepared: which point it has moved out of the room, and nothing of why.

Only those who lead, or help to lead, are told. The others meet a room with fewer points, and no word about it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from samverkan.consent.queries import QuestionRow
from samverkan.meetings.gaps import Gap
from samverkan.meetings.weighing import Table
from samverkan.people.wording import clock, first_name, listed, local_day, short_day
from samverkan.policy.consenting import ConsentState, Reply


def moved_out(table: Table, gaps: Sequence[Gap]) -> tuple[str, ...]:
    """ "Olof tog tillbaka sitt samtycke i dag 08.12. Punkt 4 är flyttad ut ur rummet. Ingen har fått veta varför."."""
    found: dict[str, tuple[datetime, set[int]]] = {}
    number_of = {row.key: place for place, row in enumerate(table.agenda, 1)}
    for gap in gaps:
        if gap.state is not ConsentState.WITHDRAWN or gap.question is None:
            continue
        for name, at in _taken_back(gap.question, since=table.meeting.made_at):
            before, points = found.get(name, (at, set()))
            found[name] = max(before, at), points | {number_of[key] for key in gap.topics if key in number_of}
    return tuple(_said(name, at, sorted(points), table.today) for name, (at, points) in found.items() if points)


def _taken_back(question: QuestionRow, *, since: datetime) -> Iterator[tuple[str, datetime]]:
    for giver in question.givers:
        if giver.reply is Reply.WITHDRAWN and giver.recorded_at is not None and giver.recorded_at >= since:
            yield giver.name, giver.recorded_at


def _said(name: str, at: datetime, points: Sequence[int], today: date) -> str:
    day = "i dag" if local_day(at) == today else short_day(at)
    said = listed(str(point) for point in points)
    which = f"Punkt {said} är flyttad" if len(points) == 1 else f"Punkterna {said} är flyttade"
    return (
        f"{first_name(name)} tog tillbaka sitt samtycke {day} {clock(at)}. "
        f"{which} ut ur rummet. Ingen har fått veta varför."
    )
