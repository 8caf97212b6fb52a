"""The forms of one pupil's pages. Each error says what is missing and how to mend it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from samverkan.people.day_field import DayField
from samverkan.people.forms import TOO_LONG
from samverkan.people.models import Organisation, OrganisationKind, Unit
from samverkan.people.naming import WHY, Named
from samverkan.people.queries import Colleague
from samverkan.people.wording import LEAST_REASON
from samverkan.plans.models import Horizon
from samverkan.plans.outsiders import Outsider
from samverkan.plans.queries import Seat
from samverkan.plans.writing import Choice
from samverkan.policy.holding import RunBy

MOST = 1000
TOO_SHORT = "Skriv skälet i en mening, så att den som läser det sedan förstår."
PAST = "Datumet har varit. Välj en dag från och med idag."
Options = Sequence[tuple[str, str]]


def text(label: str, missing: str, *, rows: int = 4, most: int = MOST, **more: Any) -> forms.CharField:
    """A box to write in."""
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


def line(label: str, missing: str = "", *, most: int = 120, **more: Any) -> forms.CharField:
    """A line to write; with a sentence for when it is missing it must be filled in."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=most,
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


def because(label: str, missing: str, **more: Any) -> forms.CharField:
    """A box for a reason that others shall be able to follow later: a sentence, not a letter."""
    field = text(label, missing, min_length=LEAST_REASON, **more)
    field.error_messages["min_length"] = TOO_SHORT
    return field


def choice(label: str, missing: str, options: Options, *, radio: bool = False, **more: Any) -> forms.ChoiceField:
    """One of several."""
    required = more.pop("required", True)
    return forms.ChoiceField(
        label=label,
        required=required,
        choices=options,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": missing, "invalid_choice": missing},
        **more,
    )


def ahead(field: forms.Form, name: str, today: date) -> date | None:
    """The cleaned day, refused when it has been."""
    found: date | None = field.cleaned_data.get(name)
    if found is not None and found < today:
        raise forms.ValidationError(PAST)
    return found


def people(rows: Iterable[Colleague], *, empty: str = "Välj person") -> Options:
    """Colleagues to choose from."""
    return [("", empty), *((str(row.person_id), f"{row.name}, {row.title}") for row in rows)]


def seated(rows: Iterable[Seat], *, empty: str = "Välj person") -> Options:
    """Those in the team who can promise something: never a guardian, whose load it must not become."""
    return [
        ("", empty),
        *((str(row.person_id), f"{row.name}, {row.function}") for row in rows if row.person_id and row.ring != "hem"),
    ]


class BeginForm(forms.Form):
    """Begin a samverkan."""

    def __init__(self, *args: Any, staff: Sequence[Colleague], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reason"] = text(
            "Varför behövs samverkan?",
            "Skriv varför samverkan behövs. Två meningar räcker.",
            help_text="Skriv vad ni har sett, inte vad ni tror att det beror på.",
        )
        self.fields["coordinator"] = choice(
            "Vem håller i det här?", "Välj vem som håller i det. Det är alltid någon på skolan.", people(staff)
        )
        self.fields["follow_up_on"] = DayField(
            label="När följer ni upp?", today=today, error_messages={"required": "Välj en dag att följa upp."}
        )

    def clean_follow_up_on(self) -> date | None:
        """A day to come."""
        return ahead(self, "follow_up_on", self.today)


class OfficerForm(forms.Form):
    """Name one more person for a pupil with protected identity."""

    def __init__(self, *args: Any, people: Sequence[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(str(one.person_id), f"{one.name}, {one.why}") for one in people]
        self.outside = {str(one.person_id) for one in people if one.outside}
        self.fields["person"] = choice("Vem behöver se elevens ärende?", "Välj en person.", options)
        if self.outside:
            self.fields["reason"] = text(
                "Varför behöver personen det?",
                "",
                rows=2,
                most=300,
                required=False,
                help_text="Behövs för den som arbetar utanför skolan. Då står det vem som har avgjort det, och varför.",
            )

    def clean(self) -> dict[str, Any]:
        """Somebody from outside is let in for a reason that another can weigh."""
        said = super().clean() or {}
        if said.get("person") in self.outside and len(said.get("reason", "").strip()) < LEAST_REASON:
            self.add_error("reason", WHY)
        return said


class LiftingForm(forms.Form):
    """Why the protection of a pupil should be lifted."""

    reason = text("Varför kan skyddet lyftas?", "Skriv varför skyddet kan lyftas. En mening räcker.", rows=2, most=300)


class ConfirmLiftingForm(forms.Form):
    """Which school the pupil goes to: while the case was sealed that was written nowhere."""

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(str(unit.id), unit.name) for unit in units]
        self.fields["unit"] = choice("Vilken skola går eleven på?", "Välj skola.", options, radio=True)


class BarForm(forms.Form):
    """Who may learn nothing about the pupil, and why."""

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = choice("Vem får inget veta?", "Välj en person.", options, radio=True)
        self.fields["reason"] = text(
            "Varför, och vilket beslut bygger det på?", "Skriv varför. En eller två meningar räcker.", rows=3, most=500
        )


class BarEndForm(forms.Form):
    """Why the decision holds no more."""

    reason = text("Varför gäller beslutet inte längre?", "Skriv varför. En mening räcker.", rows=2, most=500)


class ColleagueForm(forms.Form):
    """A colleague into the team."""

    def __init__(self, *args: Any, staff: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = choice("Kollega", "Välj vem som ska vara med.", people(staff))
        self.fields["mandate"] = line("Får besluta om", most=160)


class OutsiderForm(forms.Form):
    """Somebody from another organisation into the team: known already, or new, at one known or new."""

    NEW_PERSON = ("name", "function", "phone", "organisation", "new_organisation", "kind", "run_by")
    NEW_PLACE = ("new_organisation", "kind", "run_by")

    def __init__(
        self, *args: Any, known: Sequence[Outsider], organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = tuple(known)
        if known:
            options = [("", "Välj person"), *((one.slug, one.label) for one in known)]
            self.fields["person"] = choice("Person", "Välj en person.", options, required=False)
        self.fields["mandate"] = line("Får besluta om", most=160)
        self.fields["name"] = line("Namn")
        self.fields["function"] = line("Funktion", most=80, help_text="Till exempel logoped eller socialsekreterare.")
        self.fields["phone"] = line("Telefon", most=40)
        if organisations:
            places = [("", "Välj verksamhet"), *((str(row.id), row.name) for row in organisations)]
            self.fields["organisation"] = choice("Verksamhet", "Välj verksamhet.", places, required=False)
        self.fields["new_organisation"] = line("Verksamhetens namn")
        kinds = [
            ("", "Välj sort"),
            *((str(kind), str(kind.label)) for kind in OrganisationKind if kind is not OrganisationKind.SCHOOLS),
        ]
        self.fields["kind"] = choice("Vad gör den?", "Välj vad verksamheten gör.", kinds, required=False)
        runs = [("", "Välj vem"), *((str(one), one.label) for one in RunBy)]
        self.fields["run_by"] = choice("Vem driver den?", "Välj vem som driver verksamheten.", runs, required=False)

    @property
    def opens_person(self) -> bool:
        """Whether the fields for a new person stand open: nobody to choose, or something is written or wrong there."""
        return not self.known or self._touched(self.NEW_PERSON)

    @property
    def opens_place(self) -> bool:
        """The same for a new organisation."""
        return "organisation" not in self.fields or self._touched(self.NEW_PLACE)

    def clean(self) -> dict[str, Any]:
        """Somebody known, or a new person with a name, a function and a place; never both."""
        found = super().clean() or {}
        found.setdefault("organisation", "")
        if found.setdefault("person", "") and found.get("name"):
            self.add_error("person", "Välj någon i listan eller skriv en ny person, inte båda.")
        elif not found["person"] and "person" not in self.errors:
            self._clean_new(found)
        return found

    def _clean_new(self, found: dict[str, Any]) -> None:
        if not found.get("name"):
            if self.known and not any(found.get(name) for name in self.NEW_PERSON):
                self.add_error("person", "Välj en person i listan, eller skriv en ny under den.")
                return
            self.add_error("name", "Skriv personens namn.")
        if not found.get("function"):
            self.add_error("function", "Skriv personens funktion, till exempel logoped.")
        if found["organisation"]:
            self._refuse_twice(found)
        elif not found.get("new_organisation"):
            where = "organisation" if "organisation" in self.fields else "new_organisation"
            self.add_error(where, "Välj verksamhet." if where == "organisation" else "Skriv vad verksamheten heter.")
        if found.get("new_organisation") and not found["organisation"]:
            if not found.get("kind"):
                self.add_error("kind", "Välj vad verksamheten gör. Det avgör vilken sekretess som gäller.")
            if not found.get("run_by"):
                self.add_error("run_by", "Välj vem som driver verksamheten. Det avgör vilken lag som gäller.")

    def _refuse_twice(self, found: dict[str, Any]) -> None:
        said = " ".join(str(found.get("name", "")).split()).casefold()
        for one in self.known:
            if one.name.casefold() == said and str(one.organisation.id) == found["organisation"]:
                self.add_error("name", f"{one.name} finns redan på {one.organisation.name}. Välj i listan ovanför.")

    def _touched(self, names: Iterable[str]) -> bool:
        return self.is_bound and any(self.errors.get(name) or self.data.get(name) for name in names)


class VacancyForm(forms.Form):
    """A function nobody holds yet."""

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"] = line("Vilken funktion saknas?", "Skriv vilken funktion som saknas.", most=80)
        self.fields["organisation"] = choice(
            "Verksamhet",
            "Välj verksamhet.",
            [("", "Skolan"), *((str(row.id), row.name) for row in organisations)],
            required=False,
        )


class GoalForm(forms.Form):
    """A goal."""

    text = text("Mål", "Skriv målet. En mening räcker.", rows=3)
    horizon = choice("Hur långt fram?", "Välj hur långt fram målet ligger.", Horizon.choices, radio=True)
    in_pupils_words = forms.BooleanField(label="Det är elevens egna ord", required=False)


class MeasureForm(forms.Form):
    """An insats."""

    def __init__(
        self,
        *args: Any,
        organisations: Options,
        owners: Options,
        goals: Options,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["text"] = text("Vad ska göras?", "Skriv vad som ska göras. En mening räcker.", rows=3)
        self.fields["organisation"] = choice("Verksamhet", "Välj vilken verksamhet som gör det.", organisations)
        self.fields["owner"] = choice(
            "Ansvarig",
            "Välj vem som gör det. Utan namn blir det lätt ingen.",
            owners,
            required=False,
            help_text="Utan namn blir det lätt ingen.",
        )
        self.fields["frequency"] = line("Hur ofta?", "Skriv hur ofta, till exempel varje dag.")
        self.fields["starts_on"] = DayField(label="Från och med", today=today, initial=today)
        self.fields["starts_on"].error_messages["required"] = "Skriv vilken dag det börjar."
        self.fields["review_on"] = DayField(label="Prövas", today=today, required=False)
        if len(goals) > 1:
            self.fields["goal"] = choice("Till vilket mål?", "Välj ett mål.", goals, required=False)

    def clean(self) -> dict[str, Any]:
        """A review comes after the start."""
        found = super().clean() or {}
        starts, review = found.get("starts_on"), found.get("review_on")
        if starts and review and review < starts:
            self.add_error("review_on", "Dagen då det prövas kommer efter starten. Ändra en av dem.")
        return found


class NoteForm(forms.Form):
    """A note: the text first, then who will read it."""

    text = text("Anteckning", "Skriv vad du har sett eller hört. Två meningar räcker.", rows=6, most=4000)

    def __init__(self, *args: Any, ways: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(ways) > 1:
            self.fields["way"] = choice(
                "Vilka ska läsa?",
                "Välj vilka som ska läsa.",
                [(way.slug, f"{way.label}. Läses av {way.readers}.") for way in ways],
                radio=True,
                initial=ways[0].slug,
            )


class ReclassForm(forms.Form):
    """What a note is to be counted as, and why."""

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = choice("Räkna den som", "Välj vad den ska räknas som.", options, radio=True)
        self.fields["reason"] = because("Varför?", "Skriv varför den räknades fel. En mening räcker.", rows=2, most=500)


class ShareForm(forms.Form):
    """What a party outside lets the school have: which sort of thing, and the text."""

    def __init__(self, *args: Any, kinds: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        initial = kinds[0][0] if len(kinds) == 1 else ""
        self.fields["kind"] = choice("Vad är det?", "Välj vad det är.", kinds, radio=True, initial=initial)
        self.fields["text"] = text("Det skolan behöver veta", "Skriv det skolan behöver veta. En mening kan räcka.")


class WordsForm(NoteForm):
    """What the pupil has said: the words first, then who will read them."""

    text = text("Elevens ord", "Skriv vad eleven har sagt, med elevens egna ord.", rows=4)


class PrintForm(forms.Form):
    """Why something about a pupil with protected identity is put on paper."""

    reason = because("Skäl", "Skriv varför det behövs på papper. En mening räcker.", rows=2, most=300)


class StepForm(forms.Form):
    """A next step."""

    def __init__(self, *args: Any, owners: Options, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["text"] = line("Nästa steg", "Skriv vad som ska göras.", most=200)
        self.fields["owner"] = choice("Vem gör det?", "Välj vem som gör det. Utan namn blir det lätt ingen.", owners)
        self.fields["due_on"] = DayField(
            label="Klart senast", today=today, error_messages={"required": "Skriv vilken dag det ska vara klart."}
        )

    def clean_due_on(self) -> date | None:
        """A day to come."""
        return ahead(self, "due_on", self.today)


def chosen(value: str) -> UUID | None:
    """The id that an option stands for; None for the empty one."""
    return UUID(value) if value else None
