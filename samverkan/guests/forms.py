"""The forms of the guest pages, in the guest's language."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from samverkan.guests.speech import Speech
from samverkan.meetings.after.pulse import QUESTIONS
from samverkan.meetings.models import Attendance, Felt, ReplyChannel
from samverkan.meetings.reply_form import without_deputy
from samverkan.meetings.replying import Said
from samverkan.meetings.seating import Place
from samverkan.meetings.slots.form import slot_fields, slots_said
from samverkan.meetings.slots.models import TimeSlot
from samverkan.people.day_field import DayField

LINE, BOX, WHY = 160, 1000, 500
ANSWERS = (
    (Attendance.COMES.value, "comes"),
    (Attendance.VIDEO.value, "video"),
    (Attendance.MATERIAL.value, "material"),
    (Attendance.DEPUTY.value, "deputy"),
    (Attendance.DECLINES.value, "declines"),
)

FELT = {Felt.YES: "yes", Felt.PARTLY: "pulse_partly", Felt.NO: "no"}


def _answers(place: Place) -> tuple[tuple[str, str], ...]:
    return without_deputy(ANSWERS) if place.of_the_family else ANSWERS


class Spoken(forms.Form):
    """A form whose words come from a language's file."""

    def __init__(self, *args: Any, speech: Speech, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speech = speech

    def line(self, label: str, missing: str = "", *, most: int = LINE, **more: Any) -> forms.CharField:
        """A line to write."""
        return self._text(forms.CharField(max_length=most, required=bool(missing), **more), label, missing, most)

    def box(self, label: str, *, most: int = BOX) -> forms.CharField:
        """A box to write in."""
        field = forms.CharField(max_length=most, required=False, widget=forms.Textarea(attrs={"rows": 4}))
        return self._text(field, label, "", most)

    def rows(self) -> Iterator[tuple[str, str]]:
        """What was asked and what was answered, to look through."""
        for bound in self:
            yield str(bound.label), self.shown(bound) or self.speech.say("nothing_said")

    def shown(self, bound: BoundField) -> str:
        """One answer in words."""
        value = self.cleaned_data.get(bound.name)
        if isinstance(bound.field, forms.ChoiceField):
            return str(dict(bound.field.choices).get(value, ""))  # type: ignore[arg-type]
        return str(value or "")

    def _text(self, field: forms.CharField, label: str, missing: str, most: int) -> forms.CharField:
        field.label = self.speech.say(label)
        field.error_messages["max_length"] = self.speech.say("too_long", most=most)
        if missing:
            field.error_messages["required"] = self.speech.say(missing)
        return field


class CodeForm(Spoken):
    """One field, to type or paste in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        self.fields["code"] = self.line("code_label", "code_missing", most=40, widget=forms.TextInput(attrs=told))


class AddressForm(Spoken):
    """Where a new link may go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = self.speech.say("address_missing")
        field = forms.EmailField(label=self.speech.say("address_label"), max_length=254)
        field.widget.attrs.update({"autocomplete": "email", "dir": "ltr"})
        field.error_messages.update({"required": missing, "invalid": missing})
        self.fields["address"] = field


class AnswerForm(Spoken):
    """Whether one comes, what one may decide, what one wants to take up and needs."""

    def __init__(self, *args: Any, place: Place, slots: Sequence[TimeSlot] = (), **kwargs: Any) -> None:
        kwargs["initial"] = {"mandate": place.mandate, "needs": place.needs, "attendance": place.attendance.value}
        super().__init__(*args, **kwargs)
        missing = self.speech.say("attendance_missing")
        if slots:  # nobody comes to a time that is not set
            words = [self.speech.say(key) for key in ("slot_best", "slot_can", "slot_cannot")]
            self.fields |= slot_fields(slots, place, self.speech.say("slot_missing"), words, self.speech.when)
        else:
            self.fields["attendance"] = forms.ChoiceField(
                label=self.speech.say("attendance"),
                choices=[(value, self.speech.say(key)) for value, key in _answers(place)],
                widget=forms.RadioSelect,
                error_messages={"required": missing, "invalid_choice": missing},
            )
        if not place.of_the_family:
            self.fields["mandate"] = self.line("mandate")
        self.fields["points"] = self.box("own_points")
        if not place.of_the_family:
            self.fields["points"].help_text = self.speech.say("deputy_who")
        self.fields["needs"] = self.line("needs")
        self.fields["needs"].help_text = self.speech.say("needs_help")

    def said(self, on: date) -> Said:
        """The answer to the invitation."""
        told = self.cleaned_data
        comes = Attendance(told.get("attendance", Attendance.UNANSWERED))
        return Said(comes, told.get("mandate"), told["needs"], ReplyChannel.LINK, on, slots=slots_said(told))


class _Day(DayField):
    """A day, with one sentence for all that is no day: the house's own are Swedish."""

    def to_python(self, value: Any) -> Any:
        """The day, or the sentence."""
        try:
            return super().to_python(value)
        except forms.ValidationError as fault:
            raise forms.ValidationError(self.error_messages["no_day"], code="no_day") from fault


class FailedForm(Spoken):
    """Why something one has promised did not work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = forms.CharField(max_length=WHY, widget=forms.Textarea(attrs={"rows": 3}))
        self.fields["reason"] = self._text(told, "promise_why", "promise_why_missing", WHY)


class PulseForm(Spoken):
    """Three questions of equal weight, with nothing chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(step, self.speech.say(FELT[step])) for step in Felt]
        missing = {"required": self.speech.say("pulse_choose"), "invalid_choice": self.speech.say("pulse_choose")}
        for name in QUESTIONS:
            self.fields[name] = forms.ChoiceField(
                label=self.speech.say(f"pulse_{name}"),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages=missing,
            )


class MeasureForm(Spoken):
    """What one does: what, how often, until when, who."""

    def __init__(self, *args: Any, today: date, who: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"who": who}, **kwargs)
        self.today = today
        self.fields["what"] = self.line("measure_what", "measure_what_missing", most=400)
        self.fields["often"] = self.line("measure_often", "measure_often_missing")
        wrong = self.speech.say("measure_until_wrong")
        until = _Day(label=self.speech.say("measure_until"), today=today, ahead=True)
        until.help_text = self.speech.say("measure_until_help")
        until.error_messages.update({"required": self.speech.say("measure_until_missing"), "no_day": wrong})
        self.fields["until"] = until
        self.fields["who"] = self.line("measure_who", "measure_who_missing")

    def clean_until(self) -> date:
        """A day to come."""
        found: date = self.cleaned_data["until"]
        if found < self.today:
            raise forms.ValidationError(self.speech.say("measure_until_wrong"))
        return found

    def shown(self, bound: BoundField) -> str:
        """A day in the guest's language."""
        value = self.cleaned_data.get(bound.name)
        return self.speech.day(value) if isinstance(value, date) else super().shown(bound)
