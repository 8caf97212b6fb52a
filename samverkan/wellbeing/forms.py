"""The forms of the wheel. Nothing is chosen from the start, and an area that nobody answers is not assessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from samverkan.plans.forms import text
from samverkan.wellbeing.areas import Area, AreaWords, Mark, Wheel

MOST_WORDS = 600
NOTHING = "Välj ett ord för minst ett område, eller skriv något. Resten kan vara tomt."


@dataclass(frozen=True, slots=True)
class AreaFields:
    """The fields of one area, for a template."""

    words: AreaWords
    mark: BoundField
    boxes: tuple[BoundField, ...]


class ColouringForm(forms.Form):
    """The wheel to colour in the child's words: one choice and one box for each area.

    Shown by `wellbeing/colouring.html`. `marks()` and `words()` are what `look_as_pupil` takes.
    """

    def __init__(self, *args: Any, wheel: Wheel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wheel = wheel
        for one in wheel.areas:
            self.fields[f"mark_{one.area}"] = forms.ChoiceField(
                label=one.child,
                required=False,
                choices=[(mark.value, mark.child_label) for mark in Mark],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Välj ett av svaren som står här."},
            )
            self.fields[f"own_{one.area}"] = text(
                f"Vill du säga något om ”{one.child}”?", "", rows=2, most=MOST_WORDS, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Something is said about at least one area."""
        said = super().clean() or {}
        marked = any(mark is not Mark.UNSAID for mark in self.marks().values())
        if not self.errors and not marked and not any(self.words().values()):
            self.add_error(None, NOTHING)
        return said

    def marks(self) -> dict[Area, Mark]:
        """The word for each area; what nobody answered is not assessed."""
        return {area: Mark(self.cleaned_data.get(f"mark_{area}") or Mark.UNSAID) for area in Area}

    def words(self) -> Mapping[Area, str]:
        """What the child said of each area."""
        return {area: self.cleaned_data.get(f"own_{area}", "") for area in Area}

    def areas(self) -> Iterator[AreaFields]:
        """The areas with their fields, for a template."""
        for one in self.wheel.areas:
            yield AreaFields(one, self[f"mark_{one.area}"], (self[f"own_{one.area}"],))
