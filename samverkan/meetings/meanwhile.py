"""When two change the same meeting: the second is shown what the first one saved, and loses nothing of their own.

A form carries a mark of what it showed when it was opened. It is reckoned from the reader's own view, so a change that
the reader may not know of is no collision; and it is compared with the meeting held, so that of two in the same instant
one comes second.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.crypto import salted_hmac

MARK = "mark"
NOTHING = "Tomt"
CHANGED = "Någon annan har ändrat mötet sedan du öppnade sidan. Inget av ditt är sparat än, och allt står kvar nedan."
CANCELLED = "Mötet är inställt, så det går inte att ändra. Det du skrev står kvar nedan."


@dataclass(frozen=True, slots=True)
class Beside:
    """A box where what is saved and what was sent are not the same."""

    label: str
    saved: str
    sent: str


def mark_field() -> forms.CharField:
    """The hidden field. Nobody fills it in, so an empty one is not scolded: it is met as a collision."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


def mark_of(shown: object) -> str:
    """The mark of what a form shows. Says nothing of it."""
    return salted_hmac("samverkan.meetings.meanwhile", repr(shown), algorithm="sha256").hexdigest()[:32]


def renewed(sent: QueryDict, mark: str, missing: dict[str, Any]) -> QueryDict:
    """What was sent, with the mark of today's meeting, so that the next press saves; and boxes that have come since."""
    data = sent.copy()
    data[MARK] = mark
    for name, value in missing.items():
        if name not in data:
            data[name] = str(value)
    return data


def beside(form: forms.Form, labels: Mapping[str, str] | None = None) -> list[Beside]:
    """The boxes that differ, in the order of the form, by their own labels unless others are given."""
    known = labels or {}
    return [
        Beside(
            known.get(name) or str(form[name].label),
            _words(form[name], form[name].initial),
            _words(form[name], form[name].data),
        )
        for name in form.fields
        if name != MARK and name in form.changed_data
    ]


def _words(box: BoundField, value: Any) -> str:
    """The value as it reads on the page."""
    if isinstance(box.field, forms.BooleanField):
        return "Ja" if value else "Nej"
    labels = {str(key): str(label) for key, label in getattr(box.field, "choices", ())}
    values: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
    said = [labels.get(str(each), str(each)) for each in values if each not in (None, "")]
    return "\n".join(said) or NOTHING
