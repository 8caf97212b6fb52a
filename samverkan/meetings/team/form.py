"""The forms of the elevhälsa team's meetings."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from samverkan.meetings import meanwhile
from samverkan.meetings.agendas import Gathers, MeetingTemplate
from samverkan.meetings.during.form import RowForm
from samverkan.meetings.forms import BEGUN, CLOCK, read_clock
from samverkan.meetings.planning import A_WEEK, moment, school_day_from
from samverkan.people.day_field import DayField
from samverkan.people.queries import Colleague
from samverkan.people.wording import listed
from samverkan.policy.team import may_lead_the_team, sits_in_the_team

NAMED = (
    "{words} är namn på någon elev på skolan. Det här mötet handlar om grupper och lärmiljöer. Skriv utan namn, eller "
    "kryssa i rutan nedan om det inte är en elev."
)


class TeamForm(forms.Form):
    """Which of the two, when, who leads and who is there. The team is chosen from the start."""

    key = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kinds: Sequence[MeetingTemplate], staff: Sequence[Colleague], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {found.slug: found for found in kinds}
        first = sorted(staff, key=lambda one: not sits_in_the_team(one.role))  # a stable sort: Swedish order stays
        self.staff = {str(one.person_id): one for one in first}
        self.now, today = now, timezone.localdate(now)
        people = [(key, f"{one.name}, {one.title}") for key, one in self.staff.items()]
        team = [key for key, one in self.staff.items() if sits_in_the_team(one.role)]
        self.fields["key"].initial = secrets.token_urlsafe(16)
        self.fields["template"] = forms.ChoiceField(
            label="Sorts möte",
            widget=forms.RadioSelect,
            choices=[(found.slug, f"{found.name}, {found.minutes} minuter") for found in kinds],
            error_messages={"required": "Välj sorts möte."},
        )
        self.fields["day"] = DayField(
            label="Dag",
            today=today,
            initial=school_day_from(today + A_WEEK),
            error_messages={"required": "Skriv dagen som dag och månad, till exempel 14/3."},
        )
        self.fields["clock"] = forms.CharField(
            label="Klockslag", max_length=10, initial="8.00", error_messages={"required": CLOCK}
        )
        self.fields["leader"] = forms.ChoiceField(
            label="Leder mötet", choices=people, error_messages={"required": "Välj vem som leder mötet."}
        )
        self.fields["seats"] = forms.MultipleChoiceField(
            label="Vilka är med?",
            choices=people,
            initial=team,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Välj vilka som är med."},
        )

    def of(self, kind: MeetingTemplate) -> "TeamForm":
        """The same form for a meeting that is planned already: its sort stays, and two who change it meet."""
        del self.fields["template"], self.fields["key"]
        self.fields[meanwhile.MARK] = meanwhile.mark_field()
        self.kinds = {"": kind}
        return self

    def clean_clock(self) -> time:
        """A time of day."""
        return read_clock(self.cleaned_data["clock"])

    def clean(self) -> dict[str, Any]:
        """A time to come, and a leader whom the rule of the house lets lead."""
        said = super().clean() or {}
        if {"day", "clock"} <= said.keys() and moment(said["day"], said["clock"]) <= self.now:
            self.add_error("clock", BEGUN)
        kind, leader = self.kinds.get(said.get("template", "")), self.staff.get(said.get("leader", ""))
        if kind is not None and leader is not None and not may_lead_the_team(leader.role, emi_leads=kind.emi_leads):
            self.add_error(
                "leader",
                "Skolsköterska och skolläkare leder inte ett möte där elever nämns. Välj någon annan. "
                f"Regeln kommer från {kind.emi_source}, och kan ändras under Mallar för möten.",
            )
        return said

    def chosen(self) -> list[Colleague]:
        """Those who are there, the one who leads among them."""
        said = self.cleaned_data
        return [self.staff[key] for key in dict.fromkeys([*said["seats"], said["leader"]])]


class PupilForm(forms.Form):
    """One pupil more to take up."""

    pupil = forms.ChoiceField(label="Elev", error_messages={"required": "Välj en elev."})
    emi = forms.BooleanField(label="Skolsköterska eller skolläkare behövs för den här eleven", required=False)

    def __init__(self, *args: Any, pupils: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["pupil"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "Välj elev"), *pupils]


class GroupRowForm(RowForm):
    """A row of the minutes of a meeting that names no pupil. One that does is warned of, and not refused for good."""

    sure = forms.BooleanField(label="Det är ingen elev", required=False)

    def warn_of(self, names: Sequence[str]) -> bool:
        """Whether the text names somebody and the writer has not said that it is no pupil."""
        if not names or self.cleaned_data.get("sure"):
            return False
        self.add_error("text", NAMED.format(words=listed([f"”{name}”" for name in names])))
        return True


def gathers_pupils(kind: MeetingTemplate) -> bool:
    """Whether pupils are taken up at it."""
    return kind.gathers is Gathers.PUPILS
