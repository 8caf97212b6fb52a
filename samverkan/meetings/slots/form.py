"""The fields in which one says of each time proposed whether it suits: for those signed in, those without an account
and whoever writes down what somebody else has said.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from samverkan.meetings.seating import Place
from samverkan.meetings.slots.models import Suits, TimeSlot
from samverkan.meetings.slots.times import answers

FIELD = "tid_"


def slot_fields(
    slots: Sequence[TimeSlot], place: Place, missing: str, words: Sequence[str], named: Callable[[datetime], str]
) -> dict[str, forms.Field]:
    """One choice for each time, with what the seat has said before. `words` are for Suits in their order."""
    said = answers(slots, [place.id])
    choices = list(zip(Suits.values, words, strict=True))
    return {
        f"{FIELD}{slot.id}": forms.ChoiceField(
            label=named(slot.starts_at),
            choices=choices,
            widget=forms.RadioSelect,
            initial=said.get(slot.id, {}).get(place.id),
            error_messages={"required": missing, "invalid_choice": missing},
        )
        for slot in slots
    }


def slots_said(told: Mapping[str, Any]) -> dict[UUID, Suits]:
    """What a valid form says of each time."""
    return {UUID(name.removeprefix(FIELD)): Suits(value) for name, value in told.items() if name.startswith(FIELD)}
