"""The form in which an agenda is changed: every topic the reader knows of, and one new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from samverkan.meetings.actions import Added, Edited
from samverkan.meetings.bases import Basis
from samverkan.meetings.meanwhile import Beside, beside, mark_field
from samverkan.meetings.topics import AgendaRow

LONGEST = 240
NO_MINUTES = "Skriv hur många minuter, till exempel 10."
NO_TITLE = "Skriv vad ämnet heter, eller kryssa i Ta bort."


@dataclass(frozen=True, slots=True)
class TopicFields:
    """The fields of one topic, for the template."""

    id: UUID
    number: int
    name: str
    title: BoundField
    minutes: BoundField
    drop: BoundField
    first: bool
    last: bool


class AgendaForm(forms.Form):
    """Titles, minutes, what is dropped, and a new topic with what it rests on."""

    mark = mark_field()
    new_title = forms.CharField(label="Ämne", required=False, max_length=120)
    new_minutes = forms.IntegerField(
        label="Minuter",
        required=False,
        min_value=1,
        max_value=LONGEST,
        initial=10,
        error_messages={"invalid": NO_MINUTES, "min_value": NO_MINUTES, "max_value": NO_MINUTES},
    )
    new_basis = forms.ChoiceField(label="Vad rör det?", required=False)

    def __init__(self, *args: Any, points: Sequence[AgendaRow], bases: Sequence[Basis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = tuple(points)
        self.bases = {basis.slug: basis for basis in bases}
        chosen = self.fields["new_basis"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "Välj"), *((basis.slug, basis.label) for basis in bases)]
        for point in points:
            self.fields[f"title_{point.key}"] = forms.CharField(
                label="Ämne", max_length=120, required=False, initial=point.title
            )
            self.fields[f"minutes_{point.key}"] = forms.IntegerField(
                label="Minuter",
                required=False,
                min_value=1,
                max_value=LONGEST,
                initial=point.minutes,
                error_messages={"invalid": NO_MINUTES, "min_value": NO_MINUTES, "max_value": NO_MINUTES},
            )
            self.fields[f"drop_{point.key}"] = forms.BooleanField(label="Ta bort", required=False)

    def clean(self) -> dict[str, Any]:
        """What stays has a name and minutes; what is new also has something it rests on."""
        said = super().clean() or {}
        for point in self.points:
            if said.get(f"drop_{point.key}"):
                continue
            self._demand(f"title_{point.key}", NO_TITLE)
            self._demand(f"minutes_{point.key}", NO_MINUTES)
        if said.get("new_title"):
            self._demand("new_minutes", NO_MINUTES)
            self._demand("new_basis", "Välj vad ämnet rör. Det avgör vilka som får höra det.")
        elif said.get("new_basis"):
            self.add_error("new_title", "Skriv vad det nya ämnet heter.")
        return said

    def beside(self) -> list[Beside]:
        """What differs from the agenda as it is saved, each topic by its number; then what somebody has taken away."""
        labels: dict[str, str] = {}
        for number, point in enumerate(self.points, start=1):
            labels |= {
                f"title_{point.key}": f"Ämne {number}",
                f"minutes_{point.key}": f"Minuter för ämne {number}",
                f"drop_{point.key}": f"Ta bort ämne {number}",
            }
        labels |= {"new_title": "Nytt ämne", "new_minutes": "Minuter för nytt ämne"}
        gone = [
            Beside("Ämne", "Borttaget", str(self.data[name]))
            for name in self.data
            if name.startswith("title_") and name not in self.fields
        ]
        return [*beside(self, labels), *gone]

    def rows(self) -> Iterable[TopicFields]:
        """The topics in order, for the template."""
        for number, point in enumerate(self.points, start=1):
            yield TopicFields(
                id=point.id,
                number=number,
                name=point.title,
                title=self[f"title_{point.key}"],
                minutes=self[f"minutes_{point.key}"],
                drop=self[f"drop_{point.key}"],
                first=number == 1,
                last=number == len(self.points),
            )

    def edited(self, *, up: UUID | None = None, down: UUID | None = None) -> list[Edited]:
        """What stays, in order, one of them moved a step if asked. A title is given only when it was changed."""
        said = self.cleaned_data
        kept = [point for point in self.points if not said[f"drop_{point.key}"]]
        for number, point in enumerate(kept):
            other = number - 1 if point.id == up else number + 1 if point.id == down else number
            if other != number and 0 <= other < len(kept):
                kept[number], kept[other] = kept[other], kept[number]
                break
        return [
            Edited(
                point.id,
                said[f"title_{point.key}"] if said[f"title_{point.key}"] != point.title else None,
                said[f"minutes_{point.key}"],
            )
            for point in kept
        ]

    def dropped(self) -> list[UUID]:
        """The topics that are taken away."""
        return [point.id for point in self.points if self.cleaned_data[f"drop_{point.key}"]]

    def added(self) -> Added | None:
        """The new topic, if there is one."""
        said = self.cleaned_data
        if not said["new_title"]:
            return None
        basis = self.bases[said["new_basis"]]
        return Added(said["new_title"], said["new_minutes"], basis.about_pupil, basis.cell, basis.title_cell)

    def _demand(self, name: str, missing: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, missing)
