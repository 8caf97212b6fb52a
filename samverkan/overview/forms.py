"""Going through the list: one pupil, one outcome."""

from datetime import date
from typing import Any

from django import forms

from samverkan.people.day_field import DayField
from samverkan.people.forms import TOO_LONG
from samverkan.plans.models import AssessmentOutcome

WITH_A_PLAN = (
    (AssessmentOutcome.APPOINT.value, AssessmentOutcome.APPOINT.label),
    (AssessmentOutcome.WAIT.value, AssessmentOutcome.WAIT.label),
    (AssessmentOutcome.NONE.value, "Inget mer behövs än den samverkan som pågår"),
)
"""What there is to judge where a samverkan goes on: none is begun beside it."""


class SignalForm(forms.Form):
    """What somebody has seen, for the rektor to judge."""

    text = forms.CharField(
        label="Vad har du sett eller hört?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Skriv vad du har sett, inte vad du tror att det beror på.",
        error_messages={
            "required": "Skriv vad du har sett eller hört. Två meningar räcker.",
            "max_length": TOO_LONG,
        },
    )


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
        help_text="Behövs om du avvaktar eller om inget mer behövs. En eller två meningar räcker.",
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, today: date, running: bool = False, trusted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["outcome"].choices = _left_to_judge(running, trusted)  # type: ignore[attr-defined]
        self.fields["until"] = DayField(
            label="Avvakta till",
            required=False,
            today=today,
            help_text="Behövs bara om du avvaktar. Skriv dag och månad, till exempel 14/3.",
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


def _left_to_judge(running: bool, trusted: bool) -> list[tuple[str, str]]:
    """What is not done already: a samverkan is not begun beside another, nor a trygghetsperson appointed twice."""
    every = WITH_A_PLAN if running else AssessmentOutcome.choices
    return [(value, str(label)) for value, label in every if not (trusted and value == AssessmentOutcome.APPOINT)]
