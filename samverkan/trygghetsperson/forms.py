"""The forms about the pupil's own adult. Each error says what is missing and how to mend it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from samverkan.people.day_field import DayField
from samverkan.people.models import Asked
from samverkan.people.queries import Colleague, PupilCard
from samverkan.plans.forms import ahead, because, choice, line, people, text
from samverkan.trygghetsperson.models import NAME, Why
from samverkan.trygghetsperson.suggesting import Suggestion

CHOOSE = "Välj en person."
ELSE = "annan"
"""The last of the suggestions: none of them."""


class AppointForm(forms.Form):
    """Who it shall be, and how the pupil took part in the choice."""

    def __init__(
        self,
        *args: Any,
        card: PupilCard,
        suggested: Sequence[Suggestion],
        staff: Sequence[Colleague],
        asked: str = Asked.NOT_YET,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if suggested:
            options = [(str(one.person_id), f"{one.name}, {one.why}") for one in suggested]
            self.fields["suggested"] = choice("Förslag", CHOOSE, [*options, (ELSE, "Någon annan")], radio=True)
        self.fields["other"] = choice(
            "Någon annan på skolan" if suggested else "Vem?", CHOOSE, people(staff), required=not suggested
        )
        self.fields["asked"] = how_asked(card.first_name, asked)

    def clean(self) -> dict[str, Any]:
        """One of the two ways must name somebody."""
        found = super().clean() or {}
        near = found.get("suggested", "")
        found["person"] = found.get("other") if near in ("", ELSE) else near
        if not found["person"] and "suggested" not in self.errors:
            self.add_error("other", "Välj vem det ska vara.")
        return found


class ClassForm(forms.Form):
    """One adult for several pupils of a class at once."""

    def __init__(
        self, *args: Any, pupils: Sequence[PupilCard], staff: Sequence[Colleague], mentor: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = choice("Vem?", CHOOSE, people(staff), initial=mentor)
        self.fields["pupils"] = forms.MultipleChoiceField(
            label="För vilka elever?",
            choices=[(str(card.case), card.name) for card in pupils],
            initial=[str(card.case) for card in pupils],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Välj minst en elev."},
        )
        self.fields["asked"] = how_asked("Eleverna", Asked.NOT_YET, several=True)


class WishForm(forms.Form):
    """What the pupil says of who it shall be."""

    def __init__(self, *args: Any, card: PupilCard, staff: Sequence[Colleague], named: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = text(
            f"Vad säger {card.first_name}?", "Skriv vad eleven säger, med elevens egna ord.", rows=3
        )
        self.fields["person"] = choice("Vem önskar eleven?", "", people(staff, empty="Ingen särskild"), required=False)
        if named:
            self.fields["another"] = forms.BooleanField(
                label=f"{card.first_name} vill ha någon annan än {named}", required=False
            )


class AnswerWishForm(forms.Form):
    """What comes instead, when nobody else can be named now."""

    text = text(
        "Vad har eleven fått veta?",
        "Skriv vad ni har sagt till eleven, och vad som händer i stället.",
        rows=3,
        help_text="Till exempel vem eleven kan gå till så länge, och när ni frågar igen.",
    )


class AwayForm(forms.Form):
    """The days away, and who answers: one for all, or another for some."""

    def __init__(
        self,
        *args: Any,
        pupils: Sequence[tuple[str, str]],
        staff: Sequence[Colleague],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["begins_on"] = DayField(label="Borta från och med", today=today, required=False)
        self.fields["begins_on"].help_text = "Tomt betyder från idag."
        self.fields["ends_on"] = DayField(label="Till och med", today=today, ahead=True, required=False)
        self.fields["ends_on"].help_text = "Tomt betyder tills någon säger att det är slut."
        self.fields["person"] = choice("Vem svarar?", "Välj vem som svarar under tiden.", people(staff))
        self.each = _each(self, pupils, staff, empty="Samma som ovan")

    def clean(self) -> dict[str, Any]:
        """Days to come, in their order."""
        said = super().clean() or {}
        begins, ends = said.get("begins_on") or self.today, said.get("ends_on")
        if begins < self.today:
            self.add_error("begins_on", "Dagen har varit. Välj en dag från och med idag.")
        if ends is not None and ends < begins:
            self.add_error("ends_on", "Den sista dagen kommer före den första. Ändra en av dem.")
        said["begins_on"] = begins
        return said

    def stand_in_for(self, case: str) -> UUID:
        """Who answers for the pupil."""
        return UUID(self.cleaned_data.get(f"for_{case}") or self.cleaned_data["person"])


class HandOverForm(forms.Form):
    """Why, from when and to whom: one for all, or another for some, and what the next one needs to know of each."""

    def __init__(
        self,
        *args: Any,
        pupils: Sequence[tuple[str, str]],
        staff: Sequence[Colleague],
        places: Sequence[str],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["why"] = choice("Varför lämnas uppdraget över?", "Välj varför.", Why.choices)
        self.fields["takes_over_on"] = DayField(label="Från vilken dag?", today=today, ahead=True, required=False)
        self.fields["takes_over_on"].help_text = "Tomt betyder från idag."
        self.fields["person"] = choice("Till vem?", "", people(staff, empty="Ingen på skolan"), required=False)
        self.fields["place"] = line("Eller till en funktion utanför skolan", most=NAME, help_text=_such_as(places))
        self.each = _each(self, pupils, staff, empty="Samma som ovan")
        for case, name in pupils:
            note = text(f"Vad behöver {name} av den nya?", "", rows=2, required=False)
            self.fields[f"note_{case}"] = note
            told = forms.BooleanField(label=f"{name} har fått veta det", required=False)
            self.fields[f"told_{case}"] = told

    def clean_takes_over_on(self) -> date:
        """A day to come; today when nothing is said."""
        return ahead(self, "takes_over_on", self.today) or self.today

    def clean(self) -> dict[str, Any]:
        """Somebody for each: a colleague, or a function."""
        said = super().clean() or {}
        place = (said.get("place") or "").strip()
        lacking = [case for case in self.each if not (said.get(f"for_{case}") or said.get("person") or place)]
        if lacking:
            self.add_error("person", "Välj en kollega, eller skriv vilken funktion som tar över.")
        if said.get("person") and place:
            self.add_error("place", "Välj en av dem: en kollega på skolan eller en funktion utanför.")
        return said

    def receiver_of(self, case: str) -> UUID | None:
        """The colleague who is to take over the pupil; None when a function outside does."""
        chosen = self.cleaned_data.get(f"for_{case}") or self.cleaned_data.get("person")
        return UUID(chosen) if chosen else None


class DeclineForm(forms.Form):
    """Why the colleague cannot take it."""

    reason = because("Varför kan du inte ta emot?", "Skriv varför. En mening räcker.", rows=2, most=300)


class ReceiptForm(forms.Form):
    """Who received it outside the school."""

    name = line("Vem tog emot?", "Skriv namnet på den som tog emot.", most=NAME)


def how_asked(name: str, asked: str, *, several: bool = False) -> forms.ChoiceField:
    """How the pupil took part. Not asked yet is honest, and leaves a thing to do for the one who is named."""
    words = {Asked.CHOSE: "valde själva" if several else "valde själv"}
    options = [(one.value, f"{name} {_plural(words.get(one, one.label), several)}") for one in Asked]
    return choice("Hur är valet gjort?", "Välj hur valet är gjort.", options, radio=True, initial=asked)


def _plural(words: str, several: bool) -> str:
    return words.replace("tillfrågad", "tillfrågade") if several else words


def _each(
    form: forms.Form, pupils: Sequence[tuple[str, str]], staff: Sequence[Colleague], *, empty: str
) -> tuple[str, ...]:
    """A choice of their own for each pupil, when they are several."""
    if len(pupils) > 1:
        for case, name in pupils:
            form.fields[f"for_{case}"] = choice(name, "", people(staff, empty=empty), required=False)
    return tuple(case for case, _ in pupils)


def _such_as(places: Sequence[str]) -> str:
    return f"Till exempel {' eller '.join(places)}. Tomt när en kollega tar över."
