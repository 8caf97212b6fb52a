"""What was promised at earlier meetings and has become of it: the topic "Tidigare beslut", with nothing typed anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.guard.scope import Scope
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.known import SENT, known
from samverkan.picture import Figure
from samverkan.plans.pictures import stairs_of
from samverkan.plans.queries.promises import followed_up, left_words, reasons

SAID_OF: list[Callable[[Scope, Iterable[UUID]], Mapping[UUID, str]]] = []
"""Rooms further out that know what the pupil has said of a promise. They add themselves when they start."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise and what has become of it."""

    text: str
    owner: str
    status: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class LookingBack:
    """What the meeting looks back at, as far as the reader may read it: first what did not work."""

    words: str
    """ "2 av 3 löften från mötet onsdag 21 oktober är klara."."""
    rows: tuple[Kept, ...]
    stairs: Figure | None
    """The same over time, of all meetings round the pupil."""


def looking_back(scope: Scope, head: MeetingHead) -> LookingBack | None:
    """None when nothing was promised at a meeting before this one."""
    before = _meeting_before(scope, head)
    rows = followed_up(scope, head.card.case, since=before)
    if before is None or not rows:
        return None
    whys, said = reasons(scope, [row.id for row in rows]), _said(scope, [row.id for row in rows])
    return LookingBack(
        left_words(rows, before),
        tuple(
            Kept(
                row.text,
                row.owner,
                "nej" if row.failed else "klart" if row.done else "avvaktar" if not row.late else "inget-svar",
                row.done or (f"Skulle varit klart {row.due}" if row.late else f"Senast {row.due}"),
                " ".join(part for part in (whys.get(row.id, ""), said.get(row.id, "")) if part),
            )
            for row in rows
        ),
        stairs_of(scope, head.card.case),
    )


def _said(scope: Scope, steps: list[UUID]) -> dict[UUID, str]:
    return {step: words for each in SAID_OF for step, words in each(scope, steps).items()}


def _meeting_before(scope: Scope, head: MeetingHead) -> date | None:
    rows = known(scope).filter(SENT, case_id=head.card.case, cancelled_at=None, closing__isnull=False)
    row = rows.filter(starts_at__lt=head.starts_at).order_by("-starts_at").first()
    return None if row is None else row.held_on
