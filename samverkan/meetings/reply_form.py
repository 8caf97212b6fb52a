"""The answer to an invitation: whether one comes, what one may decide, what one wants to take up, what one needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from samverkan.meetings.models import Attendance, ReplyChannel
from samverkan.meetings.replying import Said
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.form import slot_fields, slots_said
from samverkan.meetings.slots.models import Suits, TimeSlot
from samverkan.people.day_field import DayField
from samverkan.people.wording import sentence, when

Choices = tuple[tuple[str, str], ...]
OWN: Choices = (
    (Attendance.COMES.value, "Ja, på plats"),
    (Attendance.VIDEO.value, "Ja, på video"),
    (Attendance.MATERIAL.value, "Nej, men jag lämnar underlag"),
    (Attendance.DEPUTY.value, "Nej, men någon annan kommer i mitt ställe"),
    (Attendance.DECLINES.value, "Nej, jag kan inte komma"),
)
BY_ONESELF = (ReplyChannel.SIGNED_IN, ReplyChannel.LINK, ReplyChannel.CALENDAR)
"""How one answers without anybody writing it down."""
ANOTHERS: Choices = (
    (Attendance.COMES.value, "Ja, på plats"),
    (Attendance.VIDEO.value, "Ja, på video"),
    (Attendance.MATERIAL.value, "Nej, men lämnar underlag"),
    (Attendance.DEPUTY.value, "Nej, men skickar någon annan"),
    (Attendance.DECLINES.value, "Nej, kan inte komma"),
)


MISSING = "Välj helst, kan eller kan inte."
MISSING_COMES = "Välj om du kommer."


def without_deputy(choices: Choices) -> Choices:
    """For the family, in whose place nobody comes."""
    return tuple(one for one in choices if one[0] != Attendance.DEPUTY)


class ReplyForm(forms.Form):
    """One's own answer, and what one wants to take up."""

    attendance = forms.ChoiceField(label="Kommer du?", choices=OWN, widget=forms.RadioSelect)
    mandate = forms.CharField(label="Vad får du besluta om på mötet?", required=False, max_length=160)
    points = forms.CharField(
        label="Vad vill du ta upp?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    needs = forms.CharField(
        label="Behöver du något?",
        required=False,
        max_length=160,
        help_text="Till exempel tolk, paus, ramp eller hörslinga.",
    )

    def __init__(self, *args: Any, place: Place, today: date, slots: Sequence[TimeSlot] = (), **kwargs: Any) -> None:
        stands = {"mandate": place.mandate, "needs": place.needs}
        if place.attendance is not Attendance.UNANSWERED:
            stands["attendance"] = place.attendance.value
        kwargs["initial"] = stands
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["attendance"].error_messages["required"] = MISSING_COMES
        if place.of_the_family:
            del self.fields["mandate"]
            chosen = self.fields["attendance"]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = without_deputy(OWN)
        else:
            self.fields["points"].help_text = "Kommer någon annan i ditt ställe? Skriv vem."
        if slots:
            del self.fields["attendance"]  # nobody comes to a time that is not set
            self.fields = slot_fields(slots, place, MISSING, Suits.labels, lambda at: sentence(when(at))) | self.fields

    def said(self) -> Said:
        """What was answered."""
        told = self.cleaned_data
        comes = Attendance(told.get("attendance", Attendance.UNANSWERED))
        return Said(comes, told.get("mandate"), told["needs"], *self._how(), slots=slots_said(told))

    def _how(self) -> tuple[ReplyChannel, date]:
        return ReplyChannel.SIGNED_IN, self.today


class RecordForm(ReplyForm):
    """What somebody else answered by phone, on paper or face to face, and when."""

    def __init__(self, *args: Any, place: Place, today: date, slots: Sequence[TimeSlot] = (), **kwargs: Any) -> None:
        super().__init__(*args, place=place, today=today, slots=slots, **kwargs)
        del self.fields["points"]  # what one wants to take up is said in one's own words, and by oneself
        if "attendance" in self.fields:
            chosen = self.fields["attendance"]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = without_deputy(ANOTHERS) if place.of_the_family else ANOTHERS
            chosen.label = f"Kommer {place.short}?"
            chosen.error_messages["required"] = f"Välj om {place.short} kommer."
        self.fields["needs"].label = f"Behöver {place.short} något?"
        if "mandate" in self.fields:
            self.fields["mandate"].label = f"Vad får {place.short} besluta om på mötet?"
        self.fields["channel"] = forms.ChoiceField(
            label="Hur fick du svaret?",
            choices=[(one.value, one.label) for one in ReplyChannel if one not in BY_ONESELF],
            widget=forms.RadioSelect,
            error_messages={"required": "Välj hur du fick svaret."},
        )
        self.fields["answered_on"] = DayField(
            label="Vilken dag?", today=today, initial=today, error_messages={"required": "Skriv vilken dag."}
        )

    def clean_answered_on(self) -> date:
        """A day that has been."""
        found: date = self.cleaned_data["answered_on"]
        if found > self.today:
            raise forms.ValidationError("Dagen har inte varit än. Skriv dagen då du fick svaret.")
        return found

    def _how(self) -> tuple[ReplyChannel, date]:
        return ReplyChannel(self.cleaned_data["channel"]), self.cleaned_data["answered_on"]
