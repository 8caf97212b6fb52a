"""What can be written round a pupil who has been handed over: two handovers that are over, with every field filled."""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Cell, Form
from samverkan.handovers import sealed_words as words
from samverkan.handovers.models import Arrival, Handover, Item, Review
from samverkan.people.cells import school_cell
from samverkan.people.models import Pupil
from samverkan.policy.vocabulary import InformationClass, Kind, PersonId
from samverkan.vault.texts import say, seal_field
from tests.cast import Cast


def plant_handovers(pupil: Pupil, *, now: datetime) -> None:
    """The pupil was to go to Strandviksskolan twice: once it came to nothing, and once she went and came back."""
    cast, today = Cast(), timezone.localdate(now)
    cell = cell_for(school_cell(pupil, InformationClass.SUPPORT, Kind.DECISION))
    there = cast.unit("strandvik")
    common = {
        "case_id": pupil.case_id,
        "cell": cell,
        "from_unit": cast.unit(),
        "to_unit": there,
        "to_organisation": there.organisation,
        "receiver": "skola",
        "begins_on": today,
        "begun_at": now,
        "begun_by": cast.anna_karin,
    }
    ended = {"ended_at": now, "ended_by": cast.anna_karin, "ended_because": "atertagen"}
    row = uuid.uuid4()
    _add(Handover, id=row, **common, **ended, sealed_end_reason=_told(cell, words.END_REASON, row, now))
    done = {"chosen_at": now, "sent_at": now, "sent_by": cast.anna_karin, "received_at": now}
    over = {"accepted_at": now, "accepted_by": cast.torbjorn, "takes_over_on": today, "taken_over_at": now}
    talked = {"received_by": cast.torbjorn, "talked_on": today, "trygghetsperson": cast.torbjorn}
    names = ("RECEIVER", "WORKS", "FIRST_WEEK", "RECEIPT", "TALKED_WITH")
    row = uuid.uuid4()
    sealed = {f"sealed_{name.lower()}": _told(cell, getattr(words, name), row, now) for name in names}
    _round(pupil, _add(Handover, id=row, **common, **sealed, **done, **over, **talked), now)


def _round(pupil: Pupil, made: Handover, now: datetime) -> None:
    """What went along and what did not, how it was gone through, and the receiving side."""
    cast, cell = Cast(), made.cell
    by = PersonId(cast.anna_karin.id)
    note = say(cell, Form.NOTE, "Kanarie som följer med.", by=by, now=now)
    copy = say(cell, Form.NOTE, "Kanarie som har följt med.", by=by, now=now)
    common = {"case_id": pupil.case_id, "cell": cell, "handover": made}
    _add(Item, **common, statement=note, goes=True, copy=copy, rule="R5.1", provision="Kanarie")
    row = uuid.uuid4()
    stays = _told(cell, words.WHY_NOT, row, now)
    _add(Item, id=row, **common, statement=copy, goes=False, objected=True, sealed_why_not=stays)
    noted = {"noted_at": now, "noted_by": cast.anna_karin}
    held = {"held_on": timezone.localdate(now), "how": "mote", "took_part_ids": [pupil.person_id]}
    row = uuid.uuid4()
    _add(Review, id=row, **common, **noted, **held, sealed_said=_told(cell, words.SAID, row, now))
    row = uuid.uuid4()
    _add(Review, id=row, **common, **noted, sealed_why_not=_told(cell, words.WHY_NOT, row, now))
    row = uuid.uuid4()
    _add(Arrival, id=row, **common, came_at=now, closed_at=now, sealed_talk=_told(cell, words.TALK, row, now))


def _told(cell: Cell, field: str, row: UUID, now: datetime) -> bytes:
    return seal_field(cell, field, row, "Kanarieöverlämning.", now=now)


def _add(model: Any, **fields: Any) -> Any:
    return model.objects.create(**fields)
