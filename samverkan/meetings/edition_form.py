"""The form in which a sort of meeting is changed: words, minutes and order. What an item rests on is not changed."""

import string
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from samverkan.meetings.agendas import Gathers, MeetingTemplate, Whose, as_data
from samverkan.meetings.editions import PARTY, PUPIL, in_words
from samverkan.people.day_field import DayField
from samverkan.plans.forms import ahead, line, text

LONGEST = 240
HALF_A_DAY = 300
MONTH = 30
NO_NOTICE = "Skriv hur många dagar, till exempel 5."
NO_MINUTES = "Skriv hur många minuter, till exempel 10."
NO_ORDER = "Skriv vilken plats punkten har, till exempel 3."


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one point or one row of the checklist."""

    number: int
    name: str
    fields: tuple[BoundField, ...]
    drop: BoundField | None
    law: str = ""


class EditionForm(forms.Form):
    """Everything of a sort of meeting that a huvudman may word for itself."""

    def __init__(
        self, *args: Any, stands: MeetingTemplate, shipped: MeetingTemplate, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stands, self.today = stands, today
        self.bases = {str(number): item for number, item in enumerate(shipped.items)}
        self._words(stands)
        for number, item in enumerate(stands.items):
            self._point(f"_{number}", item.title, item.minutes, number + 1)
            self.fields[f"drop_{number}"] = forms.BooleanField(label="Ta bort", required=False)
        self._point("_ny", "", None, len(stands.items) + 1, required=False)
        basis = [("", "Välj"), *((key, in_words(item.title)) for key, item in self.bases.items())]
        self.fields["basis_ny"] = forms.ChoiceField(
            label="Rör samma sak som", required=False, choices=basis, help_text="Det avgör vilka som får höra punkten."
        )
        for check in stands.checks:
            self._check(f"_{check.row}", check.text, check.owner)
            if not check.law:
                self.fields[f"bort_{check.row}"] = forms.BooleanField(label="Ta bort", required=False)
        self._check("_ny", "", "", required=False)
        if stands.gathers is Gathers.PUPILS:
            self.fields["emi_leads"] = forms.BooleanField(
                label="Skolsköterska och skolläkare får leda mötet", required=False, initial=stands.emi_leads
            )
            self.fields["emi_source"] = line(
                "Var står regeln?",
                "Skriv var regeln står, till exempel vilken rutin.",
                most=200,
                initial=stands.emi_source,
            )
        self.fields["holds_on"] = DayField(
            label="Gäller från och med",
            today=today,
            ahead=True,
            initial=today,
            error_messages={"required": "Skriv från vilken dag den gäller."},
        )
        self.fields["reason"] = text(
            "Varför ändrar ni?", "Skriv varför ni ändrar.", rows=2, most=400, help_text="Inget om elever."
        )

    def clean_holds_on(self) -> date | None:
        """From today on: what has been planned is left as it is."""
        return ahead(self, "holds_on", self.today)

    def clean(self) -> dict[str, Any]:
        """The points fit in the meeting, and no name is left that nobody can fill in."""
        said = super().clean() or {}
        for name, value in list(said.items()):
            if isinstance(value, str):
                self._braces(name, value)
        for number, item in enumerate(self.stands.items):
            title = said.get(f"title_{number}", "")
            if item.whose is Whose.OUTSIDE and title and PARTY not in title and not said.get(f"drop_{number}"):
                self.add_error(f"title_{number}", f"Låt {PARTY} stå kvar: punkten blir en för varje verksamhet.")
        if said.get("title_ny"):
            self._demand("minutes_ny", NO_MINUTES)
            self._demand("basis_ny", "Välj vad den nya punkten rör. Det avgör vilka som får höra den.")
        if said.get("text_ny"):
            self._demand("owner_ny", "Skriv vem som ser till den nya raden.")
        if not self.errors:
            self._fits()
        return said

    def data_said(self) -> dict[str, Any]:
        """The data of the new version."""
        said, data = self.cleaned_data, deepcopy(as_data(self.stands))
        data |= {name: said[name] for name in ("name", "minutes", "notice", "purpose", "purpose_for_all")}
        data |= {name: said[name] for name in ("emi_leads", "emi_source") if name in self.fields}
        data["items"] = [item for _, _, item in sorted(self._items(data["items"]), key=lambda row: row[:2])]
        data["checks"] = [
            check | {"text": said[f"text_{check['row']}"], "owner": said[f"owner_{check['row']}"]}
            for check in data["checks"]
            if not said.get(f"bort_{check['row']}")
        ]
        if said["text_ny"]:
            taken = {check.row for check in self.stands.checks}
            row = next(f"egen-{number}" for number in range(1, LONGEST) if f"egen-{number}" not in taken)
            data["checks"].append({"row": row, "text": said["text_ny"], "owner": said["owner_ny"]})
        return data

    def head_fields(self) -> list[BoundField]:
        """The words about the whole meeting."""
        return [self[name] for name in ("name", "minutes", "notice", "purpose", "purpose_for_all")]

    def last_fields(self) -> list[BoundField]:
        """From when, and why."""
        house = [self[name] for name in ("emi_leads", "emi_source") if name in self.fields]
        return [*house, self["holds_on"], self["reason"]]

    def point_rows(self) -> Iterator[Row]:
        """The points, for the template."""
        for number, item in enumerate(self.stands.items):
            names = (f"title_{number}", f"minutes_{number}", f"order_{number}")
            yield Row(number + 1, in_words(item.title), tuple(self[name] for name in names), self[f"drop_{number}"])

    def new_point(self) -> list[BoundField]:
        """The fields of one point more."""
        return [self[name] for name in ("title_ny", "minutes_ny", "order_ny", "basis_ny")]

    def check_rows(self) -> Iterator[Row]:
        """The rows of the checklist, for the template."""
        for number, check in enumerate(self.stands.checks, start=1):
            names, drop = (f"text_{check.row}", f"owner_{check.row}"), None if check.law else self[f"bort_{check.row}"]
            yield Row(number, in_words(check.text), tuple(self[name] for name in names), drop, check.law)

    def new_check(self) -> list[BoundField]:
        """The fields of one row more."""
        return [self["text_ny"], self["owner_ny"]]

    def _items(self, items: Iterable[dict[str, Any]]) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Each point that stays with its place; of two with the same place the one that has moved comes first."""
        said = self.cleaned_data
        for number, item in enumerate(items):
            if not said[f"drop_{number}"]:
                words = {"title": said[f"title_{number}"], "minutes": said[f"minutes_{number}"]}
                place = said[f"order_{number}"]
                yield place, int(place == number + 1), item | words
        if said["title_ny"]:
            basis = self.bases[said["basis_ny"]]
            shipped = as_data(self.stands)["items"][0] | {
                "title": said["title_ny"],
                "minutes": said["minutes_ny"],
                "about_pupil": basis.about_pupil,
                "whose": basis.whose.value,
                "class": basis.information_class.value,
                "kind": basis.kind.value,
                "tells": "",
            }
            yield said["order_ny"] or len(self.stands.items) + 1, 0, shipped

    def _fits(self) -> None:
        if not (items := [item for _, _, item in self._items(as_data(self.stands)["items"])]):
            self.add_error(None, "Minst en punkt måste vara kvar.")
            return
        taken, whole = sum(item["minutes"] for item in items), self.cleaned_data["minutes"]
        if taken > whole:
            self.add_error("minutes", f"Punkterna tar {taken} minuter. Ge mötet mer tid, eller korta en punkt.")

    def _braces(self, name: str, value: str) -> None:
        """Only the names that the page fills in may stand within braces."""
        allowed = {"elevens", "verksamheten"} if name.startswith("title_") else {"eleven"}
        if not name.startswith(("title_", "text_")) and name != "purpose":
            allowed = set()
        try:
            found = {part for _, part, form, turn in string.Formatter().parse(value) if part is not None}
        except ValueError:
            found = {value}
        if found - allowed:
            words = " eller ".join(f"{{{one}}}" for one in sorted(allowed))
            self.add_error(name, f"Inom klamrar får bara {words} stå." if words else "Skriv utan klamrar här.")
        elif "verksamheten" in found and not self._is_outside(name):
            self.add_error(name, f"{PARTY} går bara i en punkt för verksamheterna utanför skolan.")

    def _is_outside(self, name: str) -> bool:
        key = name.removeprefix("title_")
        if key == "ny":
            basis = self.bases.get(self.cleaned_data.get("basis_ny", ""))
            return basis is not None and basis.whose is Whose.OUTSIDE
        return self.stands.items[int(key)].whose is Whose.OUTSIDE

    def _demand(self, name: str, missing: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, missing)

    def _words(self, stands: MeetingTemplate) -> None:
        self.fields["name"] = line("Namn", "Skriv vad mötet heter.", most=60, initial=stands.name)
        self.fields["minutes"] = _number("Hela mötet, minuter", stands.minutes, HALF_A_DAY, NO_MINUTES)
        self.fields["notice"] = _number("Inbjudan bör gå ut så här många dagar före", stands.notice, MONTH, NO_NOTICE)
        self.fields["purpose"] = text(
            "Syfte", "Skriv syftet.", rows=2, most=300, initial=stands.purpose, help_text=f"{PUPIL} blir elevens namn."
        )
        self.fields["purpose_for_all"] = text(
            "Syfte som alla inbjudna får veta",
            "Skriv syftet så att alla får veta det.",
            rows=2,
            most=300,
            initial=stands.purpose_for_all,
        )

    def _point(self, key: str, title: str, minutes: int | None, place: int, *, required: bool = True) -> None:
        missing = "Skriv vad punkten heter, eller kryssa i Ta bort." if required else ""
        self.fields[f"title{key}"] = line("Punkt", missing, initial=title)
        self.fields[f"minutes{key}"] = _number("Minuter", minutes, LONGEST, NO_MINUTES, required=required)
        self.fields[f"order{key}"] = _number("Plats", place, LONGEST, NO_ORDER, required=required)

    def _check(self, key: str, words: str, owner: str, *, required: bool = True) -> None:
        missing = "Skriv vad som ska vara klart, eller kryssa i Ta bort." if required else ""
        self.fields[f"text{key}"] = line("Rad", missing, initial=words)
        who = "Skriv vem som ser till det." if required else ""
        self.fields[f"owner{key}"] = line("Vem ser till det?", who, most=60, initial=owner)


def _number(label: str, value: int | None, most: int, missing: str, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=value,
        required=required,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), missing),
    )
