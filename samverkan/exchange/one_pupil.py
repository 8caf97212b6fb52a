"""One pupil written by hand: a list of one row, which then goes the way of every list.

So she is compared with those we have, shown before anything is saved, and can be taken back within a day.
"""

from datetime import date
from typing import Any

from django import forms

from samverkan.exchange.csv import cells
from samverkan.exchange.csv.headings import LABELS, ColumnMap, ListKind
from samverkan.exchange.csv.table import Line, Table
from samverkan.people.forms import mail, words
from samverkan.people.models import Unit

OLDEST = 100
"""Years. Whoever would be older was born another day."""
BY_HAND = "för hand"
"""What stands for the encoding of a list that no file held."""
CUSTODY = (
    ("gemensam", "Gemensam vårdnad"),
    ("ensam", "Ensam vårdnad"),
    ("nej", "Har inte vårdnaden"),
)
REACHED = ("telefon", "mail")
GUARDIAN = ("fornamn", "efternamn", *REACHED, "vardnad", "skyddad")
COLUMNS = (
    *("fornamn", "efternamn", "personnummer", "fodd", "klass", "skyddad"),
    *(f"vh{number}-{name}" for number in (1, 2) for name in GUARDIAN),
)
MAP = ColumnMap(ListKind.PUPILS, COLUMNS)


def _protected(help_text: str) -> forms.BooleanField:
    return forms.BooleanField(label="Har skyddade personuppgifter", help_text=help_text, required=False)


def _of_an_adult() -> dict[str, forms.Field]:
    """The fields of one adult, in the order of GUARDIAN."""
    return {
        "fornamn": words("Förnamn", most=80),
        "efternamn": words("Efternamn", most=80),
        "telefon": words("Telefon", most=40, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})),
        "mail": mail("E-post"),
        "vardnad": forms.ChoiceField(label="Vårdnad", choices=CUSTODY, initial=CUSTODY[0][0]),
        "skyddad": _protected("Telefon och e-post sparas inte."),
    }


class OnePupilForm(forms.Form):
    """Who she is, her class, and up to two adults."""

    unit = forms.ChoiceField(label="Skola", error_messages={"required": "Välj vilken skola eleven går i."})
    fornamn = words("Förnamn", "Skriv elevens förnamn.", most=80)
    efternamn = words("Efternamn", "Skriv elevens efternamn.", most=80)
    day = words(
        "Personnummer eller födelsedag",
        "Skriv personnumret eller födelsedagen. Då känns eleven igen nästa gång ni läser in en lista.",
        most=20,
        help_text="Till exempel 2014-03-12. Ett tillfälligt nummer går också bra.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    klass = words(
        "Klass", most=40, help_text="Som 4B. En ny klass läggs upp.", widget=forms.TextInput(attrs={"list": "klasser"})
    )
    skyddad = _protected("Eleven får ett slutet ärende. Telefon och e-post till familjen sparas inte.")

    def __init__(self, *args: Any, units: tuple[Unit, ...], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields |= {f"vh{number}_{name}": field for number in (1, 2) for name, field in _of_an_adult().items()}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(unit.id), unit.name) for unit in units]
        if len(units) == 1:
            field.widget, field.initial = forms.HiddenInput(), str(units[0].id)

    def pupil(self) -> list[forms.BoundField]:
        """The fields of the pupil."""
        return [self[name] for name in ("unit", "fornamn", "efternamn", "day", "klass", "skyddad")]

    def first_adult(self) -> list[forms.BoundField]:
        """The fields of an adult."""
        return self._adult(1)

    def second_adult(self) -> list[forms.BoundField]:
        """The fields of one adult more."""
        return self._adult(2)

    def has_second_adult(self) -> bool:
        """Whether anything is written of one more, or wrong with it."""
        return any(bound.errors or (bound.name != "vh2_vardnad" and bound.value()) for bound in self._adult(2))

    def _adult(self, number: int) -> list[forms.BoundField]:
        return [self[f"vh{number}_{name}"] for name in GUARDIAN]

    def clean_day(self) -> str:
        """A day or a number that can be read, and no day to come."""
        written: str = self.cleaned_data["day"]
        number = cells.civic_number(written, today=self.today)
        # A last figure that does not tally is told of on the next page, as for a list.
        born = cells.day(written) or number.born
        if born is None and number.fault:
            raise forms.ValidationError("Det går inte att läsa. Skriv födelsedagen som 2014-03-12, eller personnumret.")
        if born is not None and not (born <= self.today and self.today.year - born.year <= OLDEST):
            raise forms.ValidationError("Dagen kan inte stämma. Skriv födelsedagen som 2014-03-12.")
        return written

    def clean(self) -> dict[str, Any]:
        """An adult with phone, mail or half a name is named whole; two cannot both have custody alone."""
        data = super().clean() or {}
        for number in (1, 2):
            given, family, *reached = (data.get(f"vh{number}_{part}") for part in ("fornamn", "efternamn", *REACHED))
            if any((given, family, *reached)) and not (given and family):
                missing = "efternamn" if given else "fornamn"
                self.add_error(f"vh{number}_{missing}", f"Skriv {LABELS[missing].lower()}et.")
        if data.get("vh2_fornamn") and data.get("vh1_vardnad") == data.get("vh2_vardnad") == "ensam":
            self.add_error("vh2_vardnad", "Båda kan inte ha ensam vårdnad. Ändra för en av dem.")
        return data

    def table(self) -> Table:
        """The list of one row."""
        said = self.cleaned_data
        day = "personnummer" if cells.day(said["day"]) is None else "fodd"
        line = (said["day"] if slug == day else _cell(said.get(_name(slug), "")) for slug in COLUMNS)
        return Table(COLUMNS, (Line(1, tuple(line)),), BY_HAND, "")


def written(table: Table) -> dict[str, Any]:
    """What was written, for the form to show again; without what was dropped for somebody who is protected."""
    (line,) = table.lines
    row = dict(zip(COLUMNS, line.cells, strict=True))
    return {_name(slug): cell for slug, cell in row.items()} | {"day": row["personnummer"] or row["fodd"]}


def _name(slug: str) -> str:
    """The name of a column's field: Django's fields are Python names."""
    return slug.replace("-", "_")


def _cell(value: str | bool) -> str:
    return value if isinstance(value, str) else "ja" if value else ""
