"""The form in which a huvudman words the wheel. The areas themselves are eight and stay as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from samverkan.people.day_field import DayField
from samverkan.plans.forms import ahead, line, text
from samverkan.wellbeing.areas import AreaWords, Wheel

LONGEST_WORD, LONGEST_LABEL, LONGEST_CHILD = 18, 24, 60


@dataclass(frozen=True, slots=True)
class Named:
    """The fields of one area, with the shipped words."""

    shipped: AreaWords
    label: BoundField
    child: BoundField


class NamingForm(forms.Form):
    """The huvudman's own words: of the wheel, and of each area for the school and for the child."""

    def __init__(self, *args: Any, stands: Wheel, shipped: Wheel, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands, self.shipped, self.today = stands, shipped, today
        self.fields["name"] = line(
            "Vad heter hjulet hos er?", "Skriv vad hjulet heter.", most=40, initial=stands.name,
            help_text="Till exempel Må bra-hjulet eller Barnets bästa-hjulet.",
        )  # fmt: skip
        self.fields["short"] = line(
            "Kort, på elevens flik", "Skriv vad fliken heter.", most=16, initial=stands.short,
        )  # fmt: skip
        for one in stands.areas:
            self.fields[f"label_{one.area}"] = line(
                "Skolans ord", "Skriv vad området heter.", most=LONGEST_LABEL, initial=one.label
            )
            self.fields[f"child_{one.area}"] = line(
                "Barnets ord", "Skriv området som ett barn säger det.", most=LONGEST_CHILD, initial=one.child
            )
        self.fields["holds_on"] = DayField(
            label="Gäller från och med",
            today=today,
            ahead=True,
            initial=today,
            error_messages={"required": "Skriv från vilken dag orden gäller."},
        )
        self.fields["reason"] = text(
            "Varför ändrar ni?", "Skriv varför ni ändrar.", rows=2, most=400, help_text="Inget om elever."
        )

    def clean_holds_on(self) -> date | None:
        """From today on: earlier pictures keep the words of their day."""
        return ahead(self, "holds_on", self.today)

    def clean(self) -> dict[str, Any]:
        """Each label fits beside the picture, and no two areas are called the same."""
        said = super().clean() or {}
        seen: dict[str, str] = {}
        for one in self.stands.areas:
            name = f"label_{one.area}"
            label = said.get(name, "")
            if any(len(word) > LONGEST_WORD for word in label.split()):
                self.add_error(name, f"Ordet får inte plats i bilden. Skriv högst {LONGEST_WORD} tecken i följd.")
            if label and seen.setdefault(label.casefold(), name) != name:
                self.add_error(name, "Två områden kan inte heta lika. Skriv ett annat ord.")
        return said

    def wheel(self) -> Wheel:
        """The wheel in these words."""
        said = self.cleaned_data
        areas = (AreaWords(one.area, said[f"label_{one.area}"], said[f"child_{one.area}"]) for one in self.stands.areas)
        return Wheel(said["name"], said["short"], tuple(areas))

    def rows(self) -> Iterator[Named]:
        """The areas, for the template."""
        for one in self.shipped.areas:
            yield Named(one, self[f"label_{one.area}"], self[f"child_{one.area}"])
