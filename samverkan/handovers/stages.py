"""How far a handover has come: read from its own rows, never stored beside them."""

from datetime import date
from enum import StrEnum

from samverkan.handovers.limits import answered_within
from samverkan.handovers.models import Handover
from samverkan.people.wording import local_day


class Stage(StrEnum):
    """Each stage, in order; the last is a handover that came to nothing."""

    DRAFT = "utkast"
    SENT = "skickad"
    RECEIVED = "mottagen"
    ACCEPTED = "overtagen-fran-en-dag"
    TAKEN_OVER = "overtagen"
    ENDED = "avslutad"

    @property
    def label(self) -> str:
        """As the page says it."""
        return STAGE_WORDS[self]


STAGE_WORDS = {
    Stage.DRAFT: "Förbereds",
    Stage.SENT: "Skickad, väntar på den nya skolan",
    Stage.RECEIVED: "Mottagen",
    Stage.ACCEPTED: "Den nya skolan tar över",
    Stage.TAKEN_OVER: "Klar",
    Stage.ENDED: "Avslutad",
}


def stage_of(row: Handover) -> Stage:
    """The furthest stage it has reached."""
    if row.ended_at is not None:
        return Stage.ENDED
    if row.taken_over_at is not None:
        return Stage.TAKEN_OVER
    if row.accepted_at is not None:
        return Stage.ACCEPTED
    if row.received_at is not None:
        return Stage.RECEIVED
    return Stage.DRAFT if row.sent_at is None else Stage.SENT


def waits_too_long(row: Handover, today: date) -> bool:
    """Whether the receiver has been silent longer than the limit."""
    return (
        stage_of(row) is Stage.SENT
        and row.sent_at is not None
        and local_day(row.sent_at) + answered_within(today) < today
    )
