"""The forms for writing down what somebody has answered: one question, or several in one breath."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from samverkan.consent.actions import SameDay
from samverkan.consent.models import AnswerForm as HowAnswered
from samverkan.consent.wording import EXPLAINED, too_long_ago
from samverkan.people.day_field import DayField
from samverkan.plans.forms import Options, choice, line, text
from samverkan.plans.together import Together
from samverkan.policy.answers import LONGEST_BACK
from samverkan.policy.consenting import Reply

LATER = "inte-nu"
"""What stands in a form of several questions for the one that was not answered this time."""


class GivenForm(forms.Form):
    """When and how an answer was given, and what was told before it. The same for one question as for many."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["answered_on"] = DayField(
            label="Vilken dag?", today=today, initial=today, error_messages={"required": "Skriv vilken dag det var."}
        )
        self.fields["said_after"] = forms.BooleanField(
            label="Det här sades efter det tidigare svaret samma dag", required=False
        )
        self.fields["form"] = choice("Hur?", "Välj hur svaret gavs.", _ways(), radio=True, initial=HowAnswered.ORAL)
        self.fields["told"] = forms.BooleanField(
            label="Jag har sagt att man får säga nej, och att ett ja kan tas tillbaka", required=False
        )
        self.fields["witness"] = line("Vem mer hörde svaret?", most=80, help_text="Namn på en kollega som var med.")
        self.fields["explained"] = forms.MultipleChoiceField(
            label="Det här har du också berättat",
            choices=EXPLAINED,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["language"] = line("Språk, om inte svenska", most=40)
        self.fields["interpreter"] = forms.BooleanField(label="Tolk var med", required=False)
        self.fields["interpreter_name"] = line("Tolkens namn", most=80)
        self.fields["pupils_view"] = text("Vad säger eleven själv?", "", rows=2, required=False)

    def clean_answered_on(self) -> date | None:
        """Not a day to come, nor one too long ago."""
        found: date | None = self.cleaned_data.get("answered_on")
        if found is not None and found > self.today:
            raise forms.ValidationError("Dagen har inte varit än. Skriv dagen då personen svarade.")
        if found is not None and found < self.today - LONGEST_BACK:
            raise forms.ValidationError(too_long_ago())
        return found

    def clean(self) -> dict[str, Any]:
        """A yes or a no by word of mouth is worth something when one has been told that one may choose."""
        found = super().clean() or {}
        if found.get("form") == HowAnswered.ORAL and not found.get("told"):
            self.add_error("told", "Berätta att man får säga nej och ta tillbaka ett ja. Markera sedan här.")
        return found

    def ask_which_came_last(self, same_day: SameDay, name: str = "") -> None:
        """A yes and a no of the same day: the one who writes it down says that the yes was said last."""
        if name:
            self["said_after"].label = f"{name} sa det här efter {same_day.after}"
        self.add_error("said_after", str(same_day))


class AnswerForm(GivenForm):
    """What somebody answered: three equal ways, nothing chosen beforehand."""

    def __init__(
        self, *args: Any, question: Together, today: date, giver: str = "", by_coming: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.question = question
        self.fields["giver"] = choice(
            "Vem svarar?",
            "Välj vem som svarar.",
            [(str(row.person_id), row.name) for row in question.first.givers if not row.barred],
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
        self.fields["reply"] = choice("Svar", "Välj vad personen svarade.", _replies(by_coming), radio=True)
        self.fields["reservation"] = text(
            "Förbehåll till ett ja",
            "",
            rows=2,
            required=False,
            help_text="Till exempel vad det inte får användas till. Den som får uppgiften läser det.",
        )
        self.fields["reason"] = text(
            "Skäl till ett nej",
            "",
            rows=2,
            required=False,
            help_text="Bara om personen själv vill säga det. Fråga inte.",
        )

    def clean_receivers(self) -> list[str]:
        """A single question has no choice to make."""
        chosen: list[str] = self.cleaned_data["receivers"]
        return chosen or [slug for slug, _ in self.question.roles]


class AnswersForm(GivenForm):
    """What one person answered to each of several questions, heard at the same time. None of them is answered for."""

    def __init__(
        self, *args: Any, questions: Sequence[Together], today: date, by_coming: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.questions = tuple(questions)
        for asked in self.questions:
            self.fields[name_of(asked)] = forms.ChoiceField(
                label=asked.title,
                required=False,
                choices=[*_replies(by_coming), (LATER, "Svarar inte nu")],
                widget=forms.RadioSelect,
                initial=None,
            )

    def clean(self) -> dict[str, Any]:
        """At least one has been answered."""
        found = super().clean()
        if all(found.get(name_of(asked)) in ("", None, LATER) for asked in self.questions):
            self.add_error(None, "Välj ett svar på minst en fråga.")
        return found

    @property
    def replies(self) -> tuple[tuple[Together, Reply], ...]:
        """The questions that have been answered, with the answers, from a form that is valid."""
        said = ((asked, self.cleaned_data[name_of(asked)]) for asked in self.questions)
        return tuple((asked, Reply(reply)) for asked, reply in said if reply not in ("", LATER))


def name_of(asked: Together) -> str:
    """The field in which a question is answered among others."""
    return f"svar-{asked.id}"


def _replies(by_coming: bool) -> Options:
    return [
        (Reply.YES.value, "Ja"),
        (Reply.NO.value, "Nej"),
        (Reply.TALK.value, "Vill prata först"),
        *([(Reply.ATTENDED.value, "Kom till mötet och visste vad det gällde")] if by_coming else []),
    ]


def _ways() -> Options:
    return [(way.value, str(way.label)) for way in (HowAnswered.ORAL, HowAnswered.PAPER)]
