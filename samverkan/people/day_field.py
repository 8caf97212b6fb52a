"""One text field for a day, written the way people write days, with the same error everywhere."""

from datetime import date
from typing import Any

from django import forms

from samverkan.people.wording import absent_day, day, read_day


class DayField(forms.CharField):
    """Takes 14/3, 14 mars, 2025-03-14 or imorgon. `today` is handed in; a field knows no clock.

    `ahead` is for a last day: without a year it is the next such day, never the one that has been.
    """

    default_error_messages = {"no_day": "Skriv datumet som dag och månad, till exempel 14/3."}

    def __init__(self, *, today: date, ahead: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("help_text", "Dag och månad, till exempel 14/3.")
        super().__init__(**kwargs)
        self.today, self.ahead = today, ahead

    def to_python(self, value: Any) -> Any:
        """The day, or None for an empty field. A date that already is one passes."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        found = read_day(str(value), today=self.today, ahead=self.ahead)
        if found is None:
            raise forms.ValidationError(absent_day(str(value)) or self.error_messages["no_day"], code="no_day")
        return found

    def run_validators(self, value: Any) -> None:
        """A day has no length to check."""

    def prepare_value(self, value: Any) -> Any:
        """A date is shown again in words that the field itself reads as that day: with the year where it needs one."""
        if not isinstance(value, date):
            return value
        words = day(value).split(" ", 1)[1]
        return words if read_day(words, today=self.today, ahead=self.ahead) == value else f"{words} {value.year}"
