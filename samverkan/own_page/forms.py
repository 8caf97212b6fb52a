"""What a pupil chooses and writes on the page, and what the adult beside says when it is opened."""

import re
from typing import Any

from django import forms

from samverkan.meetings.models import Participation
from samverkan.own_page.drawings import HAIR, SKIN
from samverkan.own_page.models import Mode, When
from samverkan.own_page.speech import Speech
from samverkan.people.wording import WEEKDAYS

MOST = 1000
"""Characters of what a pupil writes."""
SCHOOL_DAYS = 5
TAKES_PART = (Participation.WHOLE, Participation.PART, Participation.PICTURE, Participation.ABSTAINS)
DIGITS = re.compile(r"\d{4,6}")
EASILY_GUESSED = re.compile(r"(\d)\1*$|0?123456?7?$|1234$|4321$|654321$|54321$")


class TakePartForm(forms.Form):
    """ "Vill du vara med?"."""

    med = forms.ChoiceField(choices=[(one.value, one.label) for one in TAKES_PART])


class TalkForm(forms.Form):
    """When, and what about. Nothing of it is asked for."""

    nar = forms.ChoiceField(required=False, choices=When.choices)
    ord = forms.CharField(required=False, max_length=MOST, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, speech: Speech, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ord"].label = speech.say("talk_about")
        self.fields["ord"].error_messages["max_length"] = speech.say("long")


class FaceForm(forms.Form):
    """How the pupil draws their person."""

    har = forms.ChoiceField(choices=[(slug, word) for slug, (word, _) in HAIR.items()])
    hy = forms.ChoiceField(choices=list(SKIN.items()))
    glasogon = forms.BooleanField(required=False)


class OpenForm(forms.Form):
    """The adult opens the page: the digits to come back by, how it speaks, and the days on which they are here."""

    siffror = forms.CharField(
        label="Välj fyra till sex siffror",
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}),
        error_messages={"required": "Välj siffrorna som du kommer tillbaka med."},
    )
    lage = forms.ChoiceField(label="", choices=Mode.choices, widget=forms.RadioSelect)
    dagar = forms.MultipleChoiceField(
        label="",
        required=False,
        choices=[(str(number), WEEKDAYS[number].capitalize()) for number in range(SCHOOL_DAYS)],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, name: str, own: str, **kwargs: Any) -> None:
        """`own` is the pupil's own adult; empty when there is none, and then no days are asked for."""
        super().__init__(*args, **kwargs)
        self.fields["lage"].label = f"Hur vill {name} ha sidan?"
        self.fields["lage"].error_messages["required"] = f"Fråga {name} och välj."
        if own:
            self.fields["dagar"].label = f"Vilka dagar är {own} på skolan?"
        else:
            del self.fields["dagar"]

    def clean_siffror(self) -> str:
        """Digits that a child beside does not guess at once."""
        said: str = self.cleaned_data["siffror"].replace(" ", "")
        if not DIGITS.fullmatch(said):
            raise forms.ValidationError("Skriv fyra till sex siffror.")
        if EASILY_GUESSED.match(said):
            raise forms.ValidationError("De siffrorna är lätta att gissa. Välj några andra.")
        return said

    @property
    def days(self) -> tuple[int, ...]:
        """The weekdays, Monday 0."""
        return tuple(int(one) for one in self.cleaned_data.get("dagar", ()))


class BackForm(forms.Form):
    """The digits by which the adult comes back."""

    siffror = forms.CharField(
        label="Dina siffror",
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}),
        error_messages={"required": "Skriv siffrorna som du valde."},
    )
