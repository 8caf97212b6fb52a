"""The forms of an import: which file, which column is what, and which register."""

from typing import Any

from django import forms
from django.conf import settings

from samverkan.exchange.csv.headings import ColumnMap, ListKind, choices
from samverkan.exchange.csv.lists import Preview
from samverkan.exchange.difference import Difference
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.models import ImportRun
from samverkan.exchange.ss12000.connection import Server
from samverkan.exchange.ss12000.outward import refuse_inward
from samverkan.people.models import Unit

KINDS = ((ListKind.PUPILS.value, "Elever, med eller utan vårdnadshavare"), (ListKind.STAFF.value, "Personal"))
NONE = "ingen"
"""The choice for a column that is not read."""


class UploadForm(forms.Form):
    """The file, and the school when there is more than one to choose from."""

    unit = forms.ChoiceField(label="Skola", error_messages={"required": "Välj vilken skola listan gäller."})
    file = forms.FileField(
        label="Lista",
        help_text="CSV eller Excel, högst 10 MB. Första raden är rubriker.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom. Kontrollera att du valde rätt fil."},
    )
    some = forms.BooleanField(
        label="Listan har bara några, till exempel en klass",
        help_text="Då slutar ingen för att namnet saknas i listan.",
        required=False,
    )

    def __init__(self, *args: Any, units: tuple[Unit, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(unit.id), unit.name) for unit in units]
        if len(units) == 1:
            field.widget, field.initial = forms.HiddenInput(), str(units[0].id)


class ColumnsForm(forms.Form):
    """What kind of list it is, and for each column what it holds."""

    kind = forms.ChoiceField(label="Vad är det för lista?", choices=KINDS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, columns: ColumnMap, headings: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.fields["kind"].initial = columns.kind.value
        for index, heading in enumerate(headings):
            self.fields[f"column{index}"] = forms.ChoiceField(
                label=heading or f"Kolumn {index + 1}, utan rubrik",
                choices=[(NONE, "Läses inte"), *choices(columns.kind)],
                initial=columns.columns[index] or NONE,
                error_messages={"required": "Välj vad kolumnen är, eller Läses inte."},
            )

    def rows(self, preview: Preview) -> list[tuple[forms.BoundField, tuple[str, ...]]]:
        """Each column's field with the first cells of the file."""
        return [
            (self[f"column{index}"], tuple(cells[index] for _, cells in preview.rows if index < len(cells)))
            for index in range(len(preview.columns))
        ]

    def clean(self) -> dict[str, Any]:
        """No two columns hold the same, and none that the list needs is missing."""
        data = super().clean() or {}
        said = [data.get(f"column{index}") for index in range(len(self.columns.columns))]
        said = [None if slug == NONE else slug for slug in said]
        chosen = [slug for slug in said if slug]
        for index, slug in enumerate(said):
            if slug and chosen.count(slug) > 1:
                label = dict(choices(self.columns.kind))[slug]
                self.add_error(f"column{index}", f"Två kolumner är valda som {label.lower()}. Välj en av dem.")
        self.chosen = ColumnMap(self.columns.kind, tuple(said))
        if not self.errors and self.chosen.missing():
            lacking = " och ".join(self.chosen.missing())
            self.add_error(None, f"Listan saknar en kolumn för {lacking}. Välj vilken kolumn det är.")
        return data


class AnswersForm(forms.Form):
    """What a dry run asks before it is carried out: nothing, for most lists.

    New pupils who bear the names of pupils we have are said to be others. More leaving than an import may end by itself
    is vouched for, with why.
    """

    others = forms.BooleanField(
        label="Jag har kontrollerat: det är andra elever med samma namn",
        error_messages={"required": "Kontrollera först om eleverna redan finns. Inget är inläst."},
    )
    leaving = forms.BooleanField(error_messages={"required": "Kontrollera först vilka som slutar. Inget är inläst."})
    reason = forms.CharField(
        label="Varför slutar så många?",
        max_length=ImportRun.MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="En mening räcker, till exempel att årskurs 9 har gått ut. Sparas med inläsningen. Skriv inga namn.",
        error_messages={
            "required": "Skriv varför så många slutar. En mening räcker.",
            "max_length": f"Det får plats {ImportRun.MOST_REASON} tecken. Korta texten lite.",
        },
    )

    def __init__(self, *args: Any, difference: Difference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not difference.doubts:
            del self.fields["others"]
        if difference.refusal():
            looked = "listan" if difference.roster.is_list else "registret"
            self.fields["leaving"].label = f"Ja, {difference.leaving} – jag har kontrollerat {looked}"
        else:
            del self.fields["leaving"], self.fields["reason"]

    @property
    def vouched(self) -> str:
        """Why so many leave, empty when nobody had to say."""
        return str(self.cleaned_data.get("reason", ""))


class RegisterForm(forms.Form):
    """Where the register of SS 12000 is, and who we are to it. The secret is used once and kept nowhere."""

    url = forms.URLField(
        label="Registrets adress",
        assume_scheme="https",
        help_text="Till exempel https://elevregister.example.se/v2",
        error_messages={"required": "Skriv adressen till registret.", "invalid": "Skriv hela adressen, med https://."},
    )
    token_url = forms.URLField(
        label="Adress för inloggning",
        assume_scheme="https",
        error_messages={
            "required": "Skriv adressen där registret loggar in andra system.",
            "invalid": "Skriv hela adressen, med https://.",
        },
    )
    client_id = forms.CharField(label="Klient-id", max_length=200, error_messages={"required": "Skriv klient-id:t."})
    client_secret = forms.CharField(
        label="Klienthemlighet",
        max_length=500,
        strip=False,
        help_text="Används nu och sparas inte.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv klienthemligheten. Den sparas inte, så den behövs varje gång."},
    )

    def clean(self) -> dict[str, Any]:
        """An address that would carry the secret in the open, or that leads inward, is refused."""
        data = super().clean() or {}
        if not self.errors:
            try:
                self.server = Server(data["url"], data["token_url"], data["client_id"], data["client_secret"])
                if not getattr(settings, "REGISTER_MAY_BE_INWARD", False):
                    refuse_inward(data["url"])
                    refuse_inward(data["token_url"])
            except SourceFault as fault:
                self.add_error("url", str(fault))
        return data
