"""Going through the list: one pupil, one outcome."""

from datetime import date
from typing import Any

from django import forms

from samverkan.people.day_field import DayField
from samverkan.plans.models import AssessmentOutcome


class AssessmentForm(forms.Form):
    """Outcome, and for waiting a day and a reason; for "no need" a reason."""

    outcome = forms.ChoiceField(
        label="Vad bedömer du?",
        choices=AssessmentOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad du bedömer."},
    )
    reason = forms.CharField(
        label="Skäl",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En eller två meningar räcker.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"] = DayField(
            label="Avvakta till",
            required=False,
            today=today,
            help_text="Bara om du avvaktar. Skriv dag och månad, till exempel 14/3.",
        )
        self.order_fields(["outcome", "until", "reason"])

    def clean(self) -> dict[str, Any]:
        """Waiting has a day to come and a reason; no need has a reason."""
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome == AssessmentOutcome.WAIT and "until" not in self.errors:
            if data.get("until") is None:
                self.add_error("until", "Skriv till vilken dag ni avvaktar.")
            elif data["until"] <= self.today:
                self.add_error("until", "Datumet har varit. Välj en dag från och med i morgon.")
        if outcome in (AssessmentOutcome.WAIT, AssessmentOutcome.NONE) and not data.get("reason"):
            self.add_error("reason", "Skriv varför. En mening räcker.")
        return data
