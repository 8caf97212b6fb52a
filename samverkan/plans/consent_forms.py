"""The forms for asking, and for who answers."""

from datetime import date
from typing import Any

from django import forms

from samverkan.consent.models import MandateKind
from samverkan.consent.placing import WHO_ANSWERS
from samverkan.consent.wording import MANNER_WORDS, use_of
from samverkan.people.day_field import DayField
from samverkan.people.wording import day_with_year, sentence
from samverkan.plans.forms import Options, ahead, choice, line, text
from samverkan.policy.consenting import ASKED_FOR, LONGEST_ALONE, USUAL, longest_end
from samverkan.policy.vocabulary import InformationClass, Manner


class AskForm(forms.Form):
    """One thing, to one or more receivers, for a time. Never everything to everybody."""

    def __init__(
        self, *args: Any, name: str, things: Options, receivers: Options, today: date, ends_on: date, **kwargs: Any
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
        self.fields["purpose"] = purpose(name)
        self.fields["manners"] = manners([Manner.SPEAK.value, Manner.SEND.value])
        self.fields["ends_on"] = last_day(today, ends_on)
        self.fields["again"] = again()

    def clean_ends_on(self) -> date | None:
        """Within a school year."""
        return within_a_school_year(self, self.today)


class OtherPersonForm(forms.Form):
    """Somebody else's own data: that person alone is asked."""

    def __init__(
        self, *args: Any, name: str, persons: Options, receivers: Options, today: date, ends_on: date, **kwargs: Any
    ) -> None:
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
        self.fields["purpose"] = purpose(name)
        self.fields["manners"] = manners([])
        self.fields["ends_on"] = last_day(today, ends_on)
        self.fields["again"] = again()

    def clean_ends_on(self) -> date | None:
        """Within a school year."""
        return within_a_school_year(self, self.today)


class AgainForm(forms.Form):
    """Why what was answered with a no is asked once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["again"] = again()


class ReturnForm(forms.Form):
    """On which day to come back to a no. Without a day one does not."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"] = DayField(label="Vilken dag?", today=today, ahead=True, required=False)

    def clean_on(self) -> date | None:
        """A day to come, when there is one."""
        return ahead(self, "on", self.today)


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
            ahead=True,
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
        self.fields["ends_on"] = DayField(label="Till och med", today=today, ahead=True, required=False)

    def clean_ends_on(self) -> date | None:
        """A day to come, when there is one."""
        return ahead(self, "ends_on", self.today)


class PlacementForm(forms.Form):
    """A child placed under LVU, and what the social worker has said of who answers."""

    def __init__(self, *args: Any, today: date, ends_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        answers = [(care.value, words) for care, words in WHO_ANSWERS]
        self.fields["answers"] = choice(
            "Vem svarar för eleven?", "Välj vad ni vet om vem som svarar.", answers, radio=True
        )
        self.fields["words"] = text(
            "Vad vet ni, och vem har sagt det?", "Skriv vad ni vet, och vem som har sagt det.", rows=3
        )
        self.fields["ends_on"] = last_day(today, ends_on)
        self.fields["ends_on"].required = False
        self.fields["ends_on"].help_text = "Så länge gäller det socialsekreteraren har sagt, högst ett läsår."

    def clean_ends_on(self) -> date | None:
        """Within a school year."""
        return within_a_school_year(self, self.today)


ASSESSED_CLASSES = (
    InformationClass.SUPPORT,
    InformationClass.PSYCHOSOCIAL,
    InformationClass.MEDICAL,
    InformationClass.REGION_CARE,
    InformationClass.SOCIAL_SERVICES,
)
"""What questions of consent are about."""


def purpose(name: str) -> forms.ChoiceField:
    """What it is for. The usual is chosen already, so that the usual case takes no click more."""
    return choice(
        "Vad ska uppgiften användas till?",
        "Välj vad uppgiften ska användas till.",
        [(one.value, sentence(use_of(one, name))) for one in ASKED_FOR],
        radio=True,
        initial=USUAL.value,
        help_text="Ett ja gäller bara det som väljs här.",
    )


def again() -> forms.CharField:
    """Why it is asked once more: shown only where the answer was a no."""
    field = text("Varför frågar ni igen?", "", rows=2, required=False, help_text="Läses av er som arbetar med stödet.")
    field.widget.is_shown_when_needed = True
    return field


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
        ahead=True,
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
