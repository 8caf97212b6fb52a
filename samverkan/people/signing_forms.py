"""The forms of what a huvudman signs. A signature is a sentence of one's own, a tick and one's name."""

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from samverkan.people.day_field import DayField
from samverkan.people.forms import TOO_LONG
from samverkan.people.models.law import REASON
from samverkan.people.start_steps import StartStep
from samverkan.policy.rules.contested import Point
from samverkan.policy.vocabulary import Regime

REGIMES = {
    Regime.OSL: "Offentlighets- och sekretesslagen, som kommunala skolor",
    Regime.SKOLLAG: "Skollagen 29:14, som fristående skolor",
}
STRICT = "strang"
"""The value of going back to the strict reading."""


def _reason(label: str, missing: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=REASON,
        help_text=hint,
        error_messages={"required": missing, "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StartForm(forms.Form):
    """Signing that a thing is in place: where the paper is, a day where it is asked for, and one's word."""

    sure = forms.BooleanField(
        label="Jag har själv sett underlaget och skriver under med mitt namn",
        error_messages={"required": "Kryssa i rutan när du har sett underlaget."},
    )

    def __init__(self, *args: Any, step: StartStep, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first: dict[str, forms.Field] = {
            "reference": _reason(
                step.reference,
                "Skriv var underlaget finns, så att ni hittar det igen.",
                f"{step.hint} Inget om elever.",
            )
        }
        if step.day:
            first["on"] = DayField(
                label=step.day, today=today, error_messages={"required": "Skriv dagen, till exempel 14/3."}
            )
        self.fields = {**first, **self.fields}

    def clean_on(self) -> date:
        """A day that has been."""
        on: date = self.cleaned_data["on"]
        if on > self.fields["on"].today:  # type: ignore[attr-defined]
            raise forms.ValidationError("Dagen har inte varit än. Skriv när ni provade.")
        return on


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = _reason("Varför?", "Skriv varför. Skälet sparas med namn och dag.", "Skälet sparas. Inget om elever.")


class AnywayForm(forms.Form):
    """Why they begin without what is left, and that the one who signs answers for the huvudman."""

    reason = _reason(
        "Varför kan ni inte vänta?",
        "Skriv varför ni inte kan vänta. Skälet sparas med namn och dag.",
        "Skriv i en mening vad som är kvar, och när det blir klart. Inget om elever.",
    )
    answers = forms.BooleanField(
        error_messages={"required": "Kryssa i rutan om du svarar för huvudmannen. Be annars den som gör det."}
    )

    def __init__(self, *args: Any, huvudman: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = f"Jag svarar för huvudmannen, {huvudman}, och vet att det som är kvar inte är gjort"
        self.fields["answers"].label = words


class StanceForm(forms.Form):
    """How the huvudman reads one point, and why."""

    stance = forms.ChoiceField(
        label="Så läser vi lagen",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur ni läser lagen."},
    )
    reason = _reason(
        "Varför väljer ni så?",
        "Skriv varför ni väljer så. Skälet sparas med namn och dag.",
        "Till exempel vem som gav råd och vilket beslut det bygger på. Inget om elever.",
    )

    def __init__(self, *args: Any, point: Point, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["stance"]
        choices.choices = [
            (STRICT, f"Den stränga läsningen: {point.strict}"),
            *((choice.stance.value, choice.reading) for choice in point.choices),
        ]


class RegimeForm(forms.Form):
    """From which day another law binds a school, and why."""

    organisation = forms.ChoiceField(label="Vilken verksamhet?", error_messages={"required": "Välj verksamhet."})
    regime = forms.ChoiceField(
        label="Vilken lag gäller då?",
        choices=[(regime.value, words) for regime, words in REGIMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vilken lag som kommer att gälla."},
    )
    reason = _reason(
        "Varför ändras lagen?",
        "Skriv varför, till exempel vilken lag som är beslutad.",
        "Till exempel vilken lag som är beslutad, med SFS-nummer.",
    )

    def __init__(self, *args: Any, today: date, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["organisation"]
        where.choices = organisations
        day = DayField(
            label="Från och med vilken dag?",
            today=today,
            help_text="Dag, månad och år, till exempel 1/1 2027.",
            error_messages={"required": "Skriv dagen, till exempel 1/1 2027."},
        )
        reason = self.fields.pop("reason")
        self.fields["holds_on"], self.fields["reason"] = day, reason

    def asked(self) -> list[BoundField]:
        """The fields in their order."""
        return [self[name] for name in self.fields]
