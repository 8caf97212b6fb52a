"""The forms of the wheel. Nothing is chosen from the start, and an area that nobody answers is not assessed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samverkan.people.day_field import DayField
from samverkan.picture import step_sign
from samverkan.plans.forms import Options, choice, text
from samverkan.plans.writing import Choice
from samverkan.wellbeing.areas import Area, AreaWords, Mark, Wheel
from samverkan.wellbeing.marking import Side
from samverkan.wellbeing.models import Ended, Given, How

MOST_WORDS = 600
NOTHING = "Välj ett ord för minst ett område, eller skriv något. Resten kan vara tomt."
ONE_OF_THESE = "Välj ett av svaren som står här."


@dataclass(frozen=True, slots=True)
class AreaFields:
    """The fields of one area, for a template."""

    words: AreaWords
    mark: BoundField
    boxes: tuple[BoundField, ...]

    @property
    def open(self) -> bool:
        """Whether something stands in the boxes, so that they must not be folded away."""
        return any(box.value() or box.errors for box in self.boxes)


class _Marked(forms.Form):
    """A choice of a word for each area, and boxes beside."""

    boxes: ClassVar[Mapping[Side, str]]
    """What may be told beside each word, and the label of its box."""
    in_the_childs_words: ClassVar[bool]

    def __init__(self, *args: Any, wheel: Wheel, ways: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wheel = wheel
        for one in wheel.areas:
            self.fields[f"mark_{one.area}"] = self._mark(one)
            for side, label in self.boxes.items():
                self.fields[f"{side}_{one.area}"] = text(label, "", rows=2, most=MOST_WORDS, required=False)
        if len(ways) > 1:
            self.fields["way"] = choice(
                "Vilka ska läsa?",
                "Välj vilka som ska läsa.",
                [(way.slug, f"{way.label}. Läses av {way.readers}.") for way in ways],
                radio=True,
                initial=ways[0].slug,
            )

    def _mark(self, one: AreaWords) -> forms.ChoiceField:
        if self.in_the_childs_words:
            return _radios(one.child, lambda mark: mark.child_label)
        return _radios(one.label, lambda mark: mark.label)

    def clean(self) -> dict[str, Any]:
        """Something is said about at least one area."""
        said = super().clean() or {}
        marked = any(mark is not Mark.UNSAID for mark in self.marks().values())
        written = any(self.cleaned_data.get(f"{side}_{area}") for area in Area for side in self.boxes)
        if not self.errors and not marked and not written:
            self.add_error(None, NOTHING)
        return said

    def marks(self) -> dict[Area, Mark]:
        """The word for each area; what nobody answered is not assessed."""
        return {area: Mark(self.cleaned_data.get(f"mark_{area}") or Mark.UNSAID) for area in Area}

    def areas(self) -> Iterator[AreaFields]:
        """The areas with their fields, for a template."""
        for one in self.wheel.areas:
            boxes = tuple(self[f"{side}_{one.area}"] for side in self.boxes)
            yield AreaFields(one, self[f"mark_{one.area}"], boxes)


class ColouringForm(_Marked):
    """The wheel to colour in the child's words: one choice and one box for each area.

    Shown by `wellbeing/colouring.html`. `marks()` and `words()` are what `look_as_pupil` takes. With more than one of
    `ways` the form has a field `way` too, of the slug of what the pupil chose.
    """

    boxes: ClassVar[Mapping[Side, str]] = {Side.OWN: "Vill du berätta mer?"}
    in_the_childs_words = True

    def words(self) -> dict[Area, str]:
        """What the child said of each area."""
        return {area: self.cleaned_data.get(f"{Side.OWN}_{area}", "") for area in Area}


class LookForm(_Marked):
    """The school's picture: a word for each area, what works and then what worries."""

    boxes: ClassVar[Mapping[Side, str]] = {Side.WORKS: "Det här fungerar", Side.WORRIES: "Det här oroar"}
    in_the_childs_words = False

    def words(self) -> dict[tuple[Area, Side], str]:
        """What works and what worries, by area."""
        return {(area, side): self.cleaned_data.get(f"{side}_{area}", "") for area in Area for side in self.boxes}


def _radios(label: str, word: Callable[[Mark], str]) -> forms.ChoiceField:
    """The three words and "Inte bedömt", each with its shape, none chosen."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[(mark.value, _shaped(mark, word(mark))) for mark in Mark],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": ONE_OF_THESE},
    )


def _shaped(mark: Mark, word: str) -> SafeString:
    return format_html("{}<span>{}</span>", step_sign(mark.step), word)


def given_field() -> forms.ChoiceField:
    """How the pupil gave the picture, for an adult who sits beside."""
    beside = [(one.value, one.label.capitalize()) for one in (Given.BESIDE, Given.PICTURES)]
    return choice("Hur gjorde ni?", "Välj hur ni gjorde.", beside, radio=True, initial=Given.BESIDE.value)


class AttachForm(forms.Form):
    """Lay the wheel in the plan: which pictures, and who in the family was with, how and when."""

    def __init__(self, *args: Any, looks: Options, family: Options, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["looks"] = _several(
            "Vilka bilder?", "Välj minst en bild.", looks, initial=[value for value, _ in looks]
        )
        self.fields["looks"].error_messages["invalid_choice"] = "Det finns en nyare bild. Titta på den först."
        self.fields["took_part"] = _several(
            "Vilka i familjen var med och bestämde?", "Välj minst en i familjen.", family
        )
        self.fields["how"] = choice("Hur bestämde ni?", "Välj hur ni bestämde.", How.choices, radio=True)
        self.fields["decided_on"] = DayField(
            label="Vilken dag?", today=today, error_messages={"required": "Skriv vilken dag ni bestämde."}
        )

    def clean_decided_on(self) -> date | None:
        """A day that has come."""
        found: date | None = self.cleaned_data.get("decided_on")
        if found is not None and found > self.today:
            raise forms.ValidationError("Dagen har inte varit än. Skriv dagen då ni bestämde.")
        return found


def _several(label: str, missing: str, options: Options, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=options,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": missing, "invalid_choice": missing},
        **more,
    )


class DetachForm(forms.Form):
    """Why the wheel is taken out of the plan."""

    because = choice(
        "Varför?",
        "Välj varför.",
        [(one.value, str(one.label)) for one in (Ended.FAMILY, Ended.NOT_NEEDED)],
        radio=True,
    )
