"""The forms for asking and for writing down an answer."""

from datetime import date
from typing import Any

from django import forms

from samverkan.consent.models import AnswerForm as HowAnswered
from samverkan.consent.wording import EXPLAINED, MANNER_WORDS
from samverkan.people.day_field import DayField
from samverkan.people.wording import day_with_year, sentence
from samverkan.plans.forms import Options, ahead, choice, line
from samverkan.plans.together import Together
from samverkan.policy.consenting import Reply, longest_end
from samverkan.policy.vocabulary import Manner


class AskForm(forms.Form):
    """One thing, to one or more receivers, for a time. Never everything to everybody."""

    def __init__(
        self, *args: Any, things: Options, receivers: Options, today: date, ends_on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["thing"] = choice(
            "Vad gäller frågan?", "Välj vad frågan gäller. Ett samtycke gäller en bestämd uppgift.", things, radio=True
        )
        self.fields["receivers"] = forms.MultipleChoiceField(
            label="Vem ska få ta del av det?",
            choices=receivers,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Välj minst en mottagare."},
        )
        self.fields["manners"] = forms.MultipleChoiceField(
            label="På vilket sätt?",
            choices=[(manner.value, sentence(words)) for manner, words in MANNER_WORDS.items()],
            widget=forms.CheckboxSelectMultiple,
            initial=[Manner.SPEAK.value, Manner.SEND.value],
            error_messages={"required": "Välj minst ett sätt."},
        )
        self.fields["ends_on"] = DayField(
            label="Till och med",
            today=today,
            initial=ends_on,
            help_text=f"Högst ett läsår, senast {day_with_year(longest_end(today))}.",
            error_messages={"required": "Skriv vilken dag ett ja slutar gälla."},
        )

    def clean_ends_on(self) -> date | None:
        """Within a year."""
        found = ahead(self, "ends_on", self.today)
        if found is not None and found > longest_end(self.today):
            raise forms.ValidationError("Ett samtycke gäller högst ett läsår. Välj ett tidigare datum.")
        return found


class AnswerForm(forms.Form):
    """What somebody answered: three equal ways, nothing chosen beforehand."""

    def __init__(self, *args: Any, question: Together, today: date, giver: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.question = question
        self.fields["giver"] = choice(
            "Vem svarar?",
            "Välj vem som svarar.",
            [(str(row.person_id), row.name) for row in question.first.givers],
            radio=True,
            initial=giver,
        )
        self.fields["receivers"] = forms.MultipleChoiceField(
            label="Svaret gäller",
            choices=question.roles,
            widget=forms.CheckboxSelectMultiple if len(question.rows) > 1 else forms.MultipleHiddenInput,
            initial=[slug for slug, _ in question.roles],
            required=len(question.rows) > 1,
            help_text="Ta bort den som svaret inte gäller, och registrera det svaret för sig.",
            error_messages={"required": "Välj minst en som svaret gäller."},
        )
        self.fields["reply"] = choice(
            "Svar",
            "Välj vad personen svarade.",
            [(Reply.YES.value, "Ja"), (Reply.NO.value, "Nej"), (Reply.TALK.value, "Vill prata först")],
            radio=True,
        )
        self.fields["answered_on"] = DayField(
            label="Vilken dag?", today=today, initial=today, error_messages={"required": "Skriv vilken dag det var."}
        )
        self.fields["form"] = choice("Hur?", "Välj hur svaret gavs.", _ways(), radio=True, initial=HowAnswered.ORAL)
        self.fields["language"] = line("Språk, om inte svenska", most=40)
        self.fields["interpreter"] = forms.BooleanField(label="Tolk var med", required=False)
        self.fields["explained"] = forms.MultipleChoiceField(
            label="Det här har du berättat",
            choices=EXPLAINED,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=[slug for slug, _ in EXPLAINED],
        )

    def clean_receivers(self) -> list[str]:
        """A single question has no choice to make."""
        chosen: list[str] = self.cleaned_data["receivers"]
        return chosen or [slug for slug, _ in self.question.roles]

    def clean_answered_on(self) -> date | None:
        """Not a day to come."""
        found: date | None = self.cleaned_data.get("answered_on")
        if found is not None and found > self.today:
            raise forms.ValidationError("Dagen har inte varit än. Skriv dagen då personen svarade.")
        return found


def _ways() -> Options:
    return [(way.value, str(way.label)) for way in (HowAnswered.ORAL, HowAnswered.PAPER)]
