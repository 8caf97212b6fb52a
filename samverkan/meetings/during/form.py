"""One row of the minutes: what it is, the words, and for an åtgärd who does it and by when."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django import forms

from samverkan.meetings import meanwhile
from samverkan.meetings.during.minutes import Said
from samverkan.meetings.models import RowKind
from samverkan.people.day_field import DayField
from samverkan.plans.forms import MOST, Options, ahead, text
from samverkan.policy.vocabulary import PersonId

NOBODY = "Välj vem som gör det. Utan namn blir det lätt ingen."
NO_DAY = "Skriv vilken dag det ska vara gjort."


class RowForm(forms.Form):
    """A row. Its id comes with the page, so that it is saved once however often it is sent."""

    row = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Vad är det?", choices=RowKind.choices, widget=forms.RadioSelect)
    text = text("Vad ska stå?", "Skriv vad som ska stå.", rows=2)
    owner = forms.ChoiceField(label="Vem gör det?", required=False)

    def __init__(self, *args: Any, people: Callable[[], Options], today: date, **kwargs: Any) -> None:
        """`people` is asked when the list is shown or somebody was chosen from it: most rows have nobody."""
        super().__init__(*args, **kwargs)
        self.today = today
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        known = cache(people)
        owner.choices = lambda: [("", "Välj"), *known()]
        self.fields["due_on"] = DayField(label="Senast när?", today=today, required=False)

    def clean_due_on(self) -> date | None:
        """A day that has not been."""
        return ahead(self, "due_on", self.today)

    def clean(self) -> dict[str, Any]:
        """An åtgärd has somebody and a day; nothing else has."""
        told = super().clean() or {}
        if told.get("kind") == RowKind.TASK:
            if not told.get("owner"):
                self.add_error("owner", NOBODY)
            if not told.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", NO_DAY)
        return told

    def said(self) -> Said:
        """The row as it was typed."""
        told, task = self.cleaned_data, self.cleaned_data["kind"] == RowKind.TASK
        return Said(
            key=told["row"],
            item=told["topic"],
            kind=RowKind(told["kind"]),
            text=told["text"],
            owner=PersonId(UUID(told["owner"])) if task else None,
            due_on=told["due_on"] if task else None,
        )


class RewriteForm(RowForm):
    """A row that stands there, with a mark of what it said when the page was opened."""

    mark = meanwhile.mark_field()


class AddForm(RowForm):
    """A row when the meeting is over. Under which topic is chosen here, since none is taken up."""

    topic = forms.ChoiceField(label="Till vilken punkt?", error_messages={"required": "Välj punkt."})  # type: ignore[assignment]

    def __init__(self, *args: Any, topics: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["topic"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "Välj"), *topics]


class HalfForm(forms.Form):
    """A row that is being written: whatever there is of it."""

    row = forms.UUIDField()
    topic = forms.UUIDField()
    kind = forms.ChoiceField(choices=RowKind.choices)
    text = forms.CharField(required=False, max_length=MOST)

    def said(self) -> Said:
        """As far as it has come."""
        told = self.cleaned_data
        return Said(key=told["row"], item=told["topic"], kind=RowKind(told["kind"]), text=told["text"])
