"""The forms of a promise: another day, somebody else, or that it did not work. Each has its reason."""

from datetime import date
from typing import Any

from django import forms

from samverkan.people.day_field import DayField
from samverkan.plans.forms import Options, ahead, because, choice


class MoveForm(forms.Form):
    """Another day, and why."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["due_on"] = DayField(
            label="Ny dag", today=today, error_messages={"required": "Skriv vilken dag det ska vara klart."}
        )
        self.fields["reason"] = because("Varför flyttas det?", "Skriv varför. En mening räcker.", rows=2, most=300)

    def clean_due_on(self) -> date | None:
        """A day to come."""
        return ahead(self, "due_on", self.today)


class HandOverForm(forms.Form):
    """Somebody else, and why."""

    def __init__(self, *args: Any, people: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = choice("Vem tar över?", "Välj vem som tar över.", people)
        self.fields["reason"] = because("Varför lämnas det över?", "Skriv varför. En mening räcker.", rows=2, most=300)


class GiveUpForm(forms.Form):
    """Why it did not work."""

    reason = because(
        "Varför gick det inte?",
        "Skriv varför det inte gick. En mening räcker.",
        rows=3,
        most=500,
        help_text="Ni tar upp det på nästa möte. Skriv vad som hindrade, inte vems fel det var.",
    )
