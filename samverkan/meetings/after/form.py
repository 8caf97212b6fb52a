"""Closing the meeting: when one meets next or why not, what was agreed in easy words, and what strayed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from samverkan.meetings.after.closing import Ending
from samverkan.meetings.after.pulse import QUESTIONS
from samverkan.meetings.after.recipients import Strayed
from samverkan.meetings.models import Felt, ToldHow
from samverkan.people.day_field import DayField
from samverkan.people.wording import LEAST_REASON
from samverkan.plans.forms import TOO_SHORT, ahead, choice, text

NEXT = "Skriv när ni ses nästa gång, eller varför ni inte ska ses mer."
BOTH = "Skriv en dag eller ett skäl, inte båda."
MOST_WORDS = 9
LONG_LINES = "Dela upp det. Lättläst har högst nio ord på en rad: ”{}”"
NOT_YET = "Datumet har inte varit än. Skriv vilken dag du berättade."


class CloseForm(forms.Form):
    """How the meeting ends."""

    def __init__(self, *args: Any, name: str, strayed: Sequence[Strayed], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.known = today, tuple(strayed)
        self.fields["next_on"] = DayField(label="Nästa uppföljning", today=today, required=False)
        self.fields["no_next"] = text("Eller: inget mer möte, därför att …", "", rows=2, most=300, required=False)
        self.fields["easy"] = text(
            f"Kort och lättläst för {name}",
            "",
            rows=4,
            most=600,
            required=False,
            help_text="En sak på varje rad, högst nio ord. Det står först på papperet till familjen.",
        )
        if strayed:
            self.fields["strayed"] = forms.MultipleChoiceField(
                label="Kom inte som det var sagt",
                required=False,
                choices=[(one.key, one.words) for one in strayed],
                widget=forms.CheckboxSelectMultiple,
                help_text="Det du kryssar för blir en rad i rektors lista över avvikelser, utan något om eleven.",
                initial=[one.key for one in strayed if one.unannounced],
            )

    def clean_next_on(self) -> date | None:
        """A day to come."""
        return ahead(self, "next_on", self.today)

    def clean_easy(self) -> str:
        """Lines that are easy to read (product specification §4.2, rule 13)."""
        said: str = self.cleaned_data["easy"]
        long = next((row for row in said.splitlines() if len(row.split()) > MOST_WORDS), "")
        if long:
            raise forms.ValidationError(LONG_LINES.format(long))
        return said

    def clean(self) -> dict[str, Any]:
        """One meets again, or it is said why not."""
        told = super().clean() or {}
        reason = told.get("no_next", "").strip()
        if "next_on" in self.errors:
            return told
        if told.get("next_on") and reason:
            self.add_error("no_next", BOTH)
        elif not told.get("next_on") and not reason:
            self.add_error("next_on", NEXT)
        elif reason and len(reason) < LEAST_REASON:
            self.add_error("no_next", TOO_SHORT)
        return told

    def ending(self) -> Ending:
        """What was typed."""
        told = self.cleaned_data
        chosen = set(told.get("strayed", ()))
        return Ending(
            next_on=told["next_on"],
            no_next=told["no_next"].strip(),
            easy=told["easy"].strip(),
            strayed=[one for one in self.known if one.key in chosen],
        )


class ToldForm(forms.Form):
    """That somebody who was not there has heard what it came to."""

    def __init__(self, *args: Any, name: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["how"] = choice(f"Hur fick {name} veta?", "Välj hur du berättade.", ToldHow.choices, radio=True)
        self.fields["told_on"] = DayField(
            label="Vilken dag?", today=today, error_messages={"required": "Skriv vilken dag du berättade."}
        )

    def clean_told_on(self) -> date:
        """A day that has come."""
        found: date = self.cleaned_data["told_on"]
        if found > self.today:
            raise forms.ValidationError(NOT_YET)
        return found


class PulseForm(forms.Form):
    """Three questions of equal weight, with nothing chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = choice(question, "Välj ett svar.", Felt.choices, radio=True)
