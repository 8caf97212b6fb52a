"""The form for days without school."""

from datetime import date
from typing import Any

from django import forms

from samverkan.people.day_field import DayField
from samverkan.people.models import FreeKind
from samverkan.people.school_year import LONGEST

HERE, EVERYWHERE = "har", "alla"


class FreeDaysForm(forms.Form):
    """What it is, its first and last day, and where it holds."""

    kind = forms.ChoiceField(
        label="Vad är det?",
        choices=FreeKind.choices,
        error_messages={"required": "Välj vad dagarna är.", "invalid_choice": "Välj ett av orden i listan."},
    )

    def __init__(self, *args: Any, today: date, school: str, huvudman: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins_on"] = DayField(
            label="Första dagen", today=today, ahead=True, error_messages={"required": "Skriv den första dagen."}
        )
        self.fields["ends_on"] = DayField(
            label="Sista dagen",
            today=today,
            ahead=True,
            required=False,
            help_text="Den sista lediga dagen. Lämna tomt om det är en enda dag.",
        )
        if huvudman:
            self.fields["where"] = forms.ChoiceField(
                label="Var gäller det?",
                choices=((HERE, school), (EVERYWHERE, f"Alla skolor hos {huvudman}")),
                initial=HERE,
                widget=forms.RadioSelect,
                error_messages={"required": "Välj var det gäller.", "invalid_choice": "Välj en av raderna."},
            )

    def clean_begins_on(self) -> date:
        """The last day is read from the first on: 7/1 after 21/12 is in the next year."""
        begins: date = self.cleaned_data["begins_on"]
        last = self.fields["ends_on"]
        assert isinstance(last, DayField)
        last.today = begins
        return begins

    def clean(self) -> dict[str, Any]:
        """An empty last day is the first one; no row is longer than a summer."""
        said = super().clean() or {}
        begins = said.get("begins_on")
        if begins is None or "ends_on" in self.errors:
            return said
        ends = said["ends_on"] = said.get("ends_on") or begins
        if ends < begins:
            self.add_error("ends_on", "Den sista dagen är före den första. Rätta en av dem.")
        elif ends - begins > LONGEST:
            self.add_error("ends_on", "Det är mer än fyra månader. Rätta dagarna eller årtalet.")
        return said

    @property
    def everywhere(self) -> bool:
        """Whether it holds at every school of the huvudman."""
        return bool(self.cleaned_data.get("where") == EVERYWHERE)
