"""The forms of a handover. Each error says what is missing and how to mend it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from samverkan.handovers.actions import GoneThrough, Receiver
from samverkan.handovers.models import EndReason, How, ReceiverKind
from samverkan.handovers.package import Package
from samverkan.people.day_field import DayField
from samverkan.people.models import Unit
from samverkan.people.queries import Colleague
from samverkan.plans.forms import Options, because, choice, line, people, text
from samverkan.policy.handing_over import Going
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import PersonId, StatementId

OUTSIDE, KAA = "utanfor", "kaa"
FARTHEST = timedelta(days=400)
NOT_YET = "Dagen har inte varit än. Skriv den dag då det hände."


class BeginForm(forms.Form):
    """To whom, and from which day."""

    def __init__(self, *args: Any, units: Sequence[Unit], today: date, sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.sealed = today, sealed
        places = [(str(unit.id), unit.name) for unit in units]
        more = [(OUTSIDE, "En skola någon annanstans"), (KAA, "Hemkommunens aktivitetsansvar (KAA)")]
        self.fields["to"] = choice("Vem tar emot?", "Välj vem som tar emot.", [*places, *more], radio=True)
        self.fields["name"] = line(
            "Vad heter den?",
            help_text="Bara för en skola någon annanstans eller KAA. Skriv inte skolans namn för en elev med skydd."
            if sealed
            else "Bara för en skola någon annanstans eller KAA.",
        )
        runs = [("", "Välj vem"), *((one.value, one.label) for one in RunBy)]
        self.fields["run_by"] = choice("Vem driver den?", "Välj vem som driver den.", runs, required=False)
        self.fields["contact"] = line("Vem når du där?", help_text="Namn, uppdrag och telefon.")
        self.fields["begins_on"] = DayField(
            label="Första dagen där", today=today, error_messages={"required": "Skriv första dagen i den nya skolan."}
        )

    def clean_begins_on(self) -> date | None:
        """Within a year or so: a misspelt year is no handover."""
        found: date | None = self.cleaned_data.get("begins_on")
        if found is not None and abs(found - self.today) > FARTHEST:
            raise forms.ValidationError("Dagen ligger mer än ett år bort. Kontrollera året.")
        return found

    def clean(self) -> dict[str, Any]:
        """One outside needs a name and who runs it: that says which law there is between the two."""
        said = super().clean() or {}
        if said.get("to") in (OUTSIDE, KAA):
            if not said.get("name"):
                self.add_error("name", "Skriv vad mottagaren heter.")
            if not said.get("run_by") and said.get("to") == OUTSIDE:
                self.add_error("run_by", "Välj vem som driver skolan. Det avgör vad som får följa med.")
        return said

    @property
    def receiver(self) -> Receiver:
        """What was chosen."""
        said = self.cleaned_data
        if said["to"] not in (OUTSIDE, KAA):
            return Receiver(unit=UUID(said["to"]))
        kaa = said["to"] == KAA
        run_by = RunBy(said["run_by"]) if said["run_by"] else RunBy.MUNICIPALITY
        kind = ReceiverKind.KAA if kaa else ReceiverKind.SCHOOL
        return Receiver(kind=kind, name=said["name"], run_by=run_by, contact=said["contact"])


class ContentsForm(forms.Form):
    """What goes along. Of what the law points out each that stays needs a reason."""

    def __init__(self, *args: Any, package: Package, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pointed_out = {str(one.id) for one in package.of(Going.POINTED_OUT)}
        offered = package.of(Going.POINTED_OUT, Going.CHOICE, Going.AFTER_YES)
        self.fields["works"] = text(
            "Vad fungerar?", "", rows=3, required=False, help_text="Det som hjälper eleven i skolan i dag."
        )
        self.fields["first_week"] = text(
            "Vad behöver den nya skolan veta första veckan?",
            "",
            rows=3,
            required=False,
            help_text="Enkla ord. Det här läser också de som undervisar.",
        )
        self.fields["go"] = forms.MultipleChoiceField(
            label="Vad följer med?",
            choices=[(str(one.id), one.words) for one in offered],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Listan har ändrats. Läs den igen och välj om."},
        )
        self.fields["why_not"] = because(
            "Varför följer något av det lagen pekar ut inte med?",
            "",
            rows=2,
            required=False,
            help_text="Behövs bara om du tar bort en bock i den första listan.",
        )

    def clean(self) -> dict[str, Any]:
        """Something must be chosen or written, and what is left out has its reason."""
        said = super().clean() or {}
        left_out = self.pointed_out - set(said.get("go", ()))
        if left_out and not said.get("why_not") and "why_not" not in self.errors:
            self.add_error("why_not", "Skriv varför det inte följer med. Då kan andra förstå det sedan.")
        if not (said.get("go") or said.get("works") or said.get("first_week")):
            self.add_error("first_week", "Välj något som följer med, eller skriv vad den nya skolan behöver veta.")
        return said

    @property
    def going(self) -> list[StatementId]:
        """The texts that go along."""
        return [StatementId(UUID(one)) for one in self.cleaned_data["go"]]

    @property
    def left_out(self) -> dict[StatementId, str]:
        """What the law points out and stays, with the reason."""
        stays = self.pointed_out - set(self.cleaned_data["go"])
        return {StatementId(UUID(one)): self.cleaned_data["why_not"] for one in sorted(stays)}


class ReviewForm(forms.Form):
    """With whom it was gone through, or why it could not be."""

    def __init__(self, *args: Any, persons: Options, may_object: Options, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["held_on"] = DayField(label="Vilken dag gick ni igenom det?", today=today, required=False)
        self.fields["how"] = choice("Hur?", "Välj hur ni gick igenom det.", How.choices, radio=True, required=False)
        self.fields["took_part"] = forms.MultipleChoiceField(
            label="Vilka var med?", choices=persons, widget=forms.CheckboxSelectMultiple, required=False
        )
        self.fields["said"] = text(
            "Vad sa de?", "", rows=3, required=False, help_text="Skriv gärna med elevens egna ord först."
        )
        if may_object:
            self.fields["objected"] = forms.MultipleChoiceField(
                label="Vad vill de inte ska följa med?",
                choices=may_object,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text="Det du kryssar för följer inte med. Det lagen pekar ut står inte här.",
            )
        self.fields["why_not"] = because(
            "Gick det inte att gå igenom? Skriv varför.",
            "",
            rows=2,
            required=False,
            help_text="Bara om ni inte har kunnat gå igenom det. Skriv vad ni har försökt.",
        )

    def clean_held_on(self) -> date | None:
        """A day that has been."""
        found: date | None = self.cleaned_data.get("held_on")
        if found is not None and found > self.today:
            raise forms.ValidationError(NOT_YET)
        return found

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        said = super().clean() or {}
        held, why_not = said.get("held_on"), said.get("why_not")
        if "held_on" in self.errors or "why_not" in self.errors:
            return said
        if held and why_not:
            self.add_error("why_not", "Fyll i antingen hur ni gick igenom det eller varför det inte gick, inte båda.")
        elif not (held or why_not):
            self.add_error("held_on", "Skriv vilken dag ni gick igenom det, eller varför det inte gick.")
        elif held:
            if not said.get("how"):
                self.add_error("how", "Välj hur ni gick igenom det.")
            if not said.get("took_part"):
                self.add_error("took_part", "Kryssa för vilka som var med.")
        return said

    @property
    def what(self) -> GoneThrough:
        """As it was filled in."""
        said = self.cleaned_data
        return GoneThrough(
            held_on=said["held_on"],
            how=said["how"],
            took_part=tuple(PersonId(UUID(one)) for one in said["took_part"]),
            said=said["said"],
            why_not=said["why_not"],
            objected=tuple(StatementId(UUID(one)) for one in said.get("objected", ())),
        )


class ReceiptForm(forms.Form):
    """Who outside received it, and when."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["who"] = line("Vem tog emot?", "Skriv vem som tog emot.", help_text="Namn och uppdrag.")
        self.fields["on"] = DayField(label="Vilken dag?", today=today, error_messages={"required": "Skriv dagen."})

    def clean_on(self) -> date | None:
        """A day that has been."""
        return been(self, "on", self.today)


class TalkForm(forms.Form):
    """The handover talk."""

    def __init__(self, *args: Any, today: date, notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"] = DayField(label="Vilken dag?", today=today, error_messages={"required": "Skriv dagen."})
        self.fields["who"] = line("Vilka pratade?", "Skriv vilka som pratade.", most=200)
        if notes:
            self.fields["notes"] = text(
                "Vad kom ni fram till?", "", rows=4, required=False, help_text="Läses på din skola."
            )

    def clean_on(self) -> date | None:
        """A day that has been."""
        return been(self, "on", self.today)


class AcceptForm(forms.Form):
    """From which day, and who is the pupil's one adult."""

    def __init__(self, *args: Any, staff: Sequence[Colleague], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["takes_over_on"] = DayField(
            label="Från vilken dag är eleven er?",
            today=today,
            help_text="Den dagen slutar den förra skolan att läsa om eleven.",
            error_messages={"required": "Skriv från vilken dag."},
        )
        if staff:
            self.fields["trygghetsperson"] = choice(
                "Vem blir trygghetsperson?",
                "Välj en person.",
                people(staff),
                help_text="Rektor om du inte väljer annat.",
            )

    def clean_takes_over_on(self) -> date | None:
        """Within a year or so."""
        found: date | None = self.cleaned_data.get("takes_over_on")
        if found is not None and abs(found - self.today) > FARTHEST:
            raise forms.ValidationError("Dagen ligger mer än ett år bort. Kontrollera året.")
        return found


class EndForm(forms.Form):
    """Why the handover comes to nothing."""

    def __init__(self, *args: Any, reasons: Sequence[EndReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reasons:
            options = [(one.value, str(one.label)) for one in reasons]
            self.fields["because"] = choice("Vad har hänt?", "Välj vad som har hänt.", options, radio=True)
        self.fields["reason"] = because("Berätta kort varför", "Skriv varför. En mening räcker.", rows=2)


def been(form: forms.Form, name: str, today: date) -> date | None:
    """The cleaned day, refused when it has not been."""
    found: date | None = form.cleaned_data.get(name)
    if found is not None and found > today:
        raise forms.ValidationError(NOT_YET)
    return found
