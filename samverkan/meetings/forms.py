"""The one page on which a meeting is planned."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from samverkan.meetings.actions import Invited
from samverkan.meetings.agendas import MeetingTemplate
from samverkan.meetings.meanwhile import mark_field
from samverkan.meetings.models import Participation
from samverkan.meetings.planning import Candidate, Start, moment
from samverkan.people import languages
from samverkan.people.wording import absent_day, read_day
from samverkan.policy.vocabulary import PersonId

WHOLE_DAY = "Skriv dagen som dag och månad, till exempel 14/3."
PASSED = "Dagen har varit. Välj en dag från och med idag."
BEGUN = "Klockslaget har varit. Välj ett senare, eller en annan dag."
CLOCK = "Skriv klockslaget som 13.00."
TWICE = "Den tiden är redan föreslagen."
MORE_TIMES = (2, 3)
"""The numbers of the times that may be proposed beside the first."""
MANDATE, NEEDS, LANGUAGE = "mandat_", "behov_", "sprak_"


def read_clock(written: str) -> time:
    """13.00, 13:00, 1300 or 13, with "kl" before it or not. Raises ValidationError."""
    said = written.lower().strip().removeprefix("kl.").removeprefix("kl").strip().replace(":", ".")
    forms_of = ("%H%M",) if said.isdigit() and len(said) == len("1300") else ("%H.%M", "%H")
    for form in forms_of:
        try:
            return datetime.strptime(said, form).time()  # noqa: DTZ007 - only the time of day is kept
        except ValueError:
            continue
    raise forms.ValidationError(CLOCK)


class MeetingForm(forms.Form):
    """Which kind, when, where, who, and how the pupil takes part. All but the last have a value from the start."""

    template = forms.ChoiceField(
        label="Sorts möte", widget=forms.RadioSelect, error_messages={"required": "Välj sorts möte."}
    )
    day = forms.CharField(label="Dag", max_length=40, error_messages={"required": WHOLE_DAY})
    clock = forms.CharField(label="Klockslag", max_length=10, error_messages={"required": CLOCK})
    day_2 = forms.CharField(label="Dag, förslag 2", max_length=40, required=False)
    clock_2 = forms.CharField(label="Klockslag, förslag 2", max_length=10, required=False)
    day_3 = forms.CharField(label="Dag, förslag 3", max_length=40, required=False)
    clock_3 = forms.CharField(label="Klockslag, förslag 3", max_length=10, required=False)
    place = forms.CharField(label="Plats", max_length=120, required=False)
    leader = forms.ChoiceField(label="Leder mötet", error_messages={"required": "Välj vem som leder mötet."})
    invited = forms.MultipleChoiceField(
        label="Inbjudna",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj vilka som ska bjudas in."},
    )
    participation = forms.ChoiceField(widget=forms.RadioSelect)
    pupil_answered = forms.BooleanField(required=False)
    film = forms.BooleanField(label="En kort film från ett arbetspass visas", required=False)
    mark = mark_field()
    key = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    """Which opened form it is: sent twice, also after going back to it, it is one meeting."""
    purpose = forms.CharField(
        label="Syfte med mötet", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        who: Sequence[Candidate],
        name: str,
        begins: Start,
        kinds: Sequence[MeetingTemplate],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {found.slug: found for found in kinds}
        self.who = {candidate.key: candidate for candidate in who}
        self.now, self.today = now, timezone.localdate(now)
        self.more: dict[int, datetime] = {}
        self._choices(who, name)
        self._beginnings(begins, who)
        for candidate in who:
            if not candidate.barred:
                self._add_boxes(candidate)

    def clean_day(self) -> date:
        """A day from today on."""
        return self._day(self.cleaned_data["day"])

    def _day(self, written: str) -> date:
        day = read_day(written, today=self.today)
        if day is None:
            raise forms.ValidationError(absent_day(written) or WHOLE_DAY)
        if day < self.today:
            raise forms.ValidationError(PASSED)
        return day

    def clean_clock(self) -> time:
        """A time of day."""
        return read_clock(self.cleaned_data["clock"])

    def clean(self) -> dict[str, Any]:
        """A new time is one to come. One who changes something else leaves the time as it is."""
        said = super().clean() or {}
        moved = {"day", "clock"} & set(self.changed_data) and {"day", "clock"} <= said.keys()
        if moved and moment(said["day"], said["clock"]) <= self.now:
            self.add_error("clock", BEGUN)
        for number in MORE_TIMES:
            self._one_more(number)
        return said

    def _one_more(self, number: int) -> None:
        """Another time to propose: a day and a time of day, both or neither, to come and not proposed already."""
        said = self.cleaned_data
        day, at = (said.get(f"{part}_{number}", "").strip() for part in ("day", "clock"))
        if not (day or at):
            return
        field = f"day_{number}"
        try:
            starts_at = moment(self._day(day), read_clock(at or str(said.get("clock", ""))[:5]))
        except forms.ValidationError as fault:
            self.add_error(f"clock_{number}" if CLOCK in fault.messages else field, fault)
            return
        if starts_at <= self.now:
            self.add_error(field, BEGUN)
        elif starts_at in self._times():
            self.add_error(field, TWICE)
        else:
            self.more[number] = starts_at

    def _times(self) -> list[datetime]:
        said = self.cleaned_data
        first = [moment(said["day"], said["clock"])] if {"day", "clock"} <= said.keys() else []
        return sorted([*first, *self.more.values()])

    @property
    def proposes(self) -> bool:
        """Whether more than one time stands in the form."""
        return any(self[f"{part}_{number}"].value() for part in ("day", "clock") for number in MORE_TIMES)

    def mandates(self) -> list[Any]:
        """The bound mandate fields, for the template."""
        return [self[name] for name in self.fields if name.startswith(MANDATE)]

    def needs(self) -> list[Any]:
        """The bound fields of language and needs, person by person, for the template."""
        return [self[name] for name in self.fields if name.startswith((LANGUAGE, NEEDS))]

    def languages(self) -> dict[PersonId, str]:
        """The languages that have been said anew."""
        changed = [name for name in self.changed_data if name.startswith(LANGUAGE)]
        return {self.who[name.removeprefix(LANGUAGE)].person: self.cleaned_data[name] for name in changed}

    @property
    def chosen_template(self) -> MeetingTemplate:
        """The kind of meeting that was chosen."""
        return self.kinds[self.cleaned_data["template"]]

    def values(self) -> dict[str, Any]:
        """What the act is called with. The one who leads is always invited."""
        said = self.cleaned_data
        keys = list(dict.fromkeys([*said["invited"], said["leader"]]))
        times = self._times()
        return {
            "starts_at": times[0],
            "slots": times if self.more else [],
            "place": said["place"],
            "leader": PersonId(self.who[said["leader"]].person),
            "invited": [self._seat(key) for key in keys],
            "participation": Participation(said["participation"]),
            "pupil_answered": said["pupil_answered"],
            # To send a film is to want it shown: the choice of how to take part carries it, ticked or not.
            "film": said["film"] or said["participation"] == Participation.FILM,
            "purpose": said["purpose"] if "purpose" in self.changed_data else "",
        }

    def _seat(self, key: str) -> Invited:
        candidate = self.who[key]
        mandate, needs = (self.cleaned_data.get(field + key, "").strip() for field in (MANDATE, NEEDS))
        return candidate.invited(mandate, needs)

    def _add_boxes(self, candidate: Candidate) -> None:
        """What the person may decide, which language they want, and what they need to take part."""
        key, name = candidate.key, candidate.name
        if candidate.organisation is not None:
            self.fields[MANDATE + key] = forms.CharField(
                label=name, required=False, max_length=160, initial=candidate.mandate
            )
        if candidate.language is not None:
            spoken = [("", "Vet inte"), *languages.NAMES.items()]
            self.fields[LANGUAGE + key] = forms.ChoiceField(
                label=f"{name}, språk", required=False, choices=spoken, initial=candidate.language
            )
        self.fields[NEEDS + key] = forms.CharField(label=f"{name} behöver", required=False, max_length=160)

    def _choices(self, who: Sequence[Candidate], name: str) -> None:
        def choose(field: str, choices: list[tuple[str, str]]) -> None:
            chosen = self.fields[field]
            if isinstance(chosen, forms.ChoiceField):
                chosen.choices = choices

        choose("template", [(found.slug, f"{found.name}, {found.minutes} minuter") for found in self.kinds.values()])
        choose("leader", [(one.key, f"{one.name}, {one.words}") for one in who if one.may_lead])
        choose("invited", [(one.key, f"{one.name}, {one.words}") for one in who if not one.barred])
        choose("participation", [(value, label) for value, label in Participation.choices])
        self.fields["participation"].label = f"Hur {name} deltar"
        self.fields["participation"].error_messages["required"] = f"Välj hur {name} deltar."
        self.fields["pupil_answered"].label = f"{name} har själv svarat"

    def _beginnings(self, begins: Start, who: Sequence[Candidate]) -> None:
        first: dict[str, Any] = {
            "key": secrets.token_urlsafe(16),
            "template": next(iter(self.kinds)),
            "day": begins.day,
            "clock": begins.clock,
            "place": begins.place,
            "leader": begins.leader,
            "invited": [one.key for one in who if not one.barred],
        }
        for name, value in first.items():
            self.fields[name].initial = value
