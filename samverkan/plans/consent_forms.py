"""The forms for asking and for writing down an answer."""

from datetime import date
from typing import Any

from django import forms

from samverkan.consent.models import AnswerForm as HowAnswered
from samverkan.consent.models import MandateKind
from samverkan.consent.wording import EXPLAINED, MANNER_WORDS
from samverkan.people.day_field import DayField
from samverkan.people.wording import day_with_year, sentence
from samverkan.plans.forms import Options, ahead, choice, line, text
from samverkan.plans.together import Together
from samverkan.policy.consenting import LONGEST_ALONE, Reply, longest_end
from samverkan.policy.vocabulary import InformationClass, Manner


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
        self.fields["manners"] = manners([Manner.SPEAK.value, Manner.SEND.value])
        self.fields["ends_on"] = last_day(today, ends_on)

    def clean_ends_on(self) -> date | None:
        """Within a school year."""
        return within_a_school_year(self, self.today)


class OtherPersonForm(forms.Form):
    """Somebody else's own data: that person alone is asked."""

    def __init__(self, *args: Any, persons: Options, receivers: Options, today: date, ends_on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["person"] = choice("Vem är uppgiften om?", "Välj vem uppgiften är om.", persons, radio=True)
        self.fields["matter"] = line(
            "Vad gäller det?",
            "Skriv vad frågan gäller, till exempel: din sjukskrivning.",
            most=120,
            help_text="Bara den du frågar och ni som arbetar med stödet läser det här.",
        )
        self.fields["receivers"] = forms.MultipleChoiceField(
            label="Vem ska få ta del av det?",
            choices=receivers,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Välj minst en mottagare."},
        )
        self.fields["manners"] = manners([])
        self.fields["ends_on"] = last_day(today, ends_on)

    def clean_ends_on(self) -> date | None:
        """Within a school year."""
        return within_a_school_year(self, self.today)


class HinderedForm(forms.Form):
    """One guardian cannot be reached: what has been tried, and that it can neither wait nor weighs too much."""

    def __init__(self, *args: Any, guardians: Options, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guardian"] = choice("Vem kan inte svara?", "Välj vem som inte kan svara.", guardians, radio=True)
        self.fields["attempts"] = text(
            "Hur har ni försökt, och när?",
            "Skriv hur ni har försökt nå vårdnadshavaren, och när.",
            help_text="Skriv också om personen är sjuk eller bortrest.",
        )
        self.fields["cannot_wait"] = forms.BooleanField(label="Frågan kan inte vänta", required=False)
        self.fields["not_intrusive"] = forms.BooleanField(
            label="Frågan är inte av ingripande betydelse för barnets framtid", required=False
        )
        self.fields["until"] = DayField(
            label="Till och med",
            today=today,
            initial=today + LONGEST_ALONE // 3,
            help_text="Högst 90 dagar. Sedan frågar ni båda igen.",
            error_messages={"required": "Skriv till vilken dag det gäller."},
        )


class MaturityForm(forms.Form):
    """A professional's signed assessment of what a young person decides alone."""

    def __init__(self, *args: Any, today: date, ends_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["classes"] = forms.MultipleChoiceField(
            label="Vad kan eleven själv bestämma om?",
            choices=[(value.value, value.label) for value in ASSESSED_CLASSES],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Välj minst en sak."},
        )
        self.fields["grounds"] = text(
            "Vad bygger bedömningen på?", "Skriv vad bedömningen bygger på. Två meningar räcker."
        )
        self.fields["ends_on"] = last_day(today, ends_on)

    def clean_ends_on(self) -> date | None:
        """Within a school year."""
        return within_a_school_year(self, self.today)


class MandateForm(forms.Form):
    """A deputy whose written mandate somebody has seen."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["name"] = line("Namn", "Skriv för- och efternamn.", most=120)
        self.fields["kind"] = choice("Uppdrag", "Välj vilket uppdrag det är.", MandateKind.choices, radio=True)
        self.fields["words"] = text(
            "Vad står det i förordnandet?", "Skriv vad förordnandet omfattar, med dess egna ord.", rows=3
        )
        self.fields["covers"] = forms.BooleanField(
            label="Förordnandet omfattar att säga ja till att uppgifter lämnas",
            error_messages={"required": "Omfattar förordnandet inte det här svarar personen inte i elevens ställe."},
        )
        self.fields["ends_on"] = DayField(label="Till och med", today=today, required=False)

    def clean_ends_on(self) -> date | None:
        """A day to come, when there is one."""
        return ahead(self, "ends_on", self.today)


ASSESSED_CLASSES = (
    InformationClass.SUPPORT,
    InformationClass.PSYCHOSOCIAL,
    InformationClass.MEDICAL,
    InformationClass.REGION_CARE,
    InformationClass.SOCIAL_SERVICES,
)
"""What questions of consent are about."""


def manners(chosen: list[str]) -> forms.MultipleChoiceField:
    """To speak of, to note and to hand over are permissions of their own."""
    return forms.MultipleChoiceField(
        label="På vilket sätt?",
        choices=[(manner.value, sentence(words)) for manner, words in MANNER_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=chosen,
        error_messages={"required": "Välj minst ett sätt."},
    )


def last_day(today: date, suggested: date) -> DayField:
    """The last day of a yes: never until further notice."""
    return DayField(
        label="Till och med",
        today=today,
        initial=suggested,
        help_text=f"Högst ett läsår, senast {day_with_year(longest_end(today))}.",
        error_messages={"required": "Skriv vilken dag ett ja slutar gälla."},
    )


def within_a_school_year(form: forms.Form, today: date) -> date | None:
    """The cleaned day, refused when it has been or lies further off than a school year."""
    found = ahead(form, "ends_on", today)
    if found is not None and found > longest_end(today):
        raise forms.ValidationError("Ett samtycke gäller högst ett läsår. Välj ett tidigare datum.")
    return found


class AnswerForm(forms.Form):
    """What somebody answered: three equal ways, nothing chosen beforehand."""

    def __init__(
        self, *args: Any, question: Together, today: date, giver: str = "", by_coming: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
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
        self.fields["reply"] = choice(
            "Svar",
            "Välj vad personen svarade.",
            [
                (Reply.YES.value, "Ja"),
                (Reply.NO.value, "Nej"),
                (Reply.TALK.value, "Vill prata först"),
                *([(Reply.ATTENDED.value, "Kom till mötet och visste vad det gällde")] if by_coming else []),
            ],
            radio=True,
        )
        self.fields["answered_on"] = DayField(
            label="Vilken dag?", today=today, initial=today, error_messages={"required": "Skriv vilken dag det var."}
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
        self.fields["reservation"] = text(
            "Förbehåll till ett ja",
            "",
            rows=2,
            required=False,
            help_text="Till exempel vad det inte får användas till.",
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

    def clean_answered_on(self) -> date | None:
        """Not a day to come."""
        found: date | None = self.cleaned_data.get("answered_on")
        if found is not None and found > self.today:
            raise forms.ValidationError("Dagen har inte varit än. Skriv dagen då personen svarade.")
        return found

    def clean(self) -> dict[str, Any]:
        """A yes or a no by word of mouth is worth something when one has been told that one may choose."""
        found = super().clean() or {}
        if found.get("form") == HowAnswered.ORAL and not found.get("told"):
            self.add_error("told", "Berätta att man får säga nej och ta tillbaka ett ja. Markera sedan här.")
        return found


def _ways() -> Options:
    return [(way.value, str(way.label)) for way in (HowAnswered.ORAL, HowAnswered.PAPER)]
