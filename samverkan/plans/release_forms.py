"""The forms of a harm test: to ask for one, to sign one, to hand it over. The outcome is never chosen beforehand."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from samverkan.consent.models import ReleaseOutcome
from samverkan.consent.releases import Written
from samverkan.consent.releasing import NO_PART_CHOSEN, NOTHING_CHOSEN, Signed, until
from samverkan.consent.wording import MANNER_WORDS
from samverkan.people.wording import day_with_year, sentence
from samverkan.plans.consent_forms import last_day, within_a_school_year
from samverkan.plans.forms import Options, because, choice, line, text
from samverkan.policy.consenting import longest_end
from samverkan.policy.vocabulary import Kind, Manner, StatementId

CHANGED = "Det som finns skrivet har ändrats sedan du öppnade sidan. Läs listan en gång till och skriv under igen."
PERSON, ROLE = "person", "roll"


class RequestForm(forms.Form):
    """Why it is needed, and who is asked to weigh it."""

    def __init__(self, *args: Any, deciders: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use"] = line(
            "Vad ska uppgiften användas till?",
            "Skriv vad uppgiften ska användas till.",
            help_text="Till exempel: planera stödet efter lovet.",
        )
        self.fields["why"] = text(
            "Varför behövs den?",
            "Skriv varför uppgiften behövs. Två meningar räcker.",
            rows=3,
            help_text="Skriv vad ni inte kan göra utan den. Gissa inte vad som står i den.",
        )
        self.fields["decider"] = choice(
            "Vem bedömer?",
            "Välj vem som bedömer.",
            deciders,
            radio=True,
            initial=deciders[0][0] if deciders else "",
        )


class DecisionForm(forms.Form):
    """What the decider has come to. A yes says how, to whom and until when; a no needs only its reason."""

    def __init__(
        self,
        *args: Any,
        provisions: Options,
        kinds: Sequence[Kind],
        written: Sequence[Written],
        person: str,
        role: str,
        today: date,
        ends_on: date,
        last: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.last, self.of_kinds = today, last, tuple(kinds)
        self.fields["outcome"] = choice(
            "Vad har du kommit fram till?", "Välj vad du har kommit fram till.", ReleaseOutcome.choices, radio=True
        )
        self.fields["provision"] = choice("Enligt", "Välj vilket lagrum du har prövat mot.", provisions, radio=True)
        self.fields["reason"] = because(
            "Varför?",
            "Skriv varför du kom fram till det.",
            help_text="Det här läser bara du. Det ligger kvar hos den som har uppgiften.",
        )
        self.fields["extent"] = text(
            "Vilken del lämnas ut?",
            "",
            rows=2,
            required=False,
            help_text="Bara om du lämnar ut i del. Den som frågar läser det här. Skriv inte vad som står i uppgiften.",
        )
        self._of_what_there_is(written)
        if len(self.of_kinds) > 1:
            self.fields["kinds"] = forms.MultipleChoiceField(
                label="Vad får lämnas?",
                choices=[(kind.value, sentence(kind.label)) for kind in self.of_kinds],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["manners"] = forms.MultipleChoiceField(
            label="På vilket sätt?",
            choices=[(manner.value, sentence(words)) for manner, words in MANNER_WORDS.items()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="Att läsa på skärmen är att få det skriftligt.",
        )
        to = [(PERSON, f"Bara {person}")] + ([(ROLE, f"Den som är {role}")] if role else [])
        self.fields["to"] = choice("Till vem?", "Välj till vem.", to, radio=True, initial=PERSON)
        self.fields["ends_on"] = last_day(today, min(ends_on, last))
        if last < longest_end(today):
            self.fields["ends_on"].help_text = f"Högst tills eleven fyller 18, senast {day_with_year(last)}."
        self.fields["ends_on"].required = False
        self.fields["reservation"] = text(
            "Förbehåll",
            "",
            rows=2,
            required=False,
            help_text="Vad det inte får användas till, eller vem som inte får veta. Den som får uppgiften läser det.",
        )
        self._whom_it_is_told()

    def _whom_it_is_told(self) -> None:
        """The family reads that it was handed over, unless telling would harm somebody."""
        self.fields["untold"] = forms.BooleanField(
            label="Familjen ska inte få veta det här än",
            required=False,
            help_text="Annars står det bland samtyckena och på familjens sida att det har lämnats ut, av vem och "
            "enligt vad. Samverkan berättar det inte senare av sig själv: berätta när skälet är borta.",
        )
        self.fields["untold_because"] = because("Därför att", "", required=False, rows=2)

    def _of_what_there_is(self, written: Sequence[Written]) -> None:
        """What is there to hand over. The page's own list goes with it, so that "all" is what the decider has seen."""
        there = [(str(one.id), one.words) for one in written]
        if there:
            self.fields["chosen"] = forms.MultipleChoiceField(
                label="Vad lämnas ut?",
                choices=there,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text="Kryssa för om du lämnar ut i del. Lämnar du ut allt gäller det hela listan.",
            )
        self.fields["listed"] = forms.MultipleChoiceField(
            choices=there, widget=forms.MultipleHiddenInput, required=False, initial=[slug for slug, _ in there]
        )
        self.fields["words"] = text(
            "Eller skriv det som lämnas ut",
            "",
            rows=3,
            required=False,
            help_text="Om du lämnar ut i del. Texten blir en egen anteckning hos er, och mottagaren läser den.",
        )
        self.fields["later"] = forms.BooleanField(
            label="Även det som skrivs senare, till och med sista dagen",
            required=False,
            help_text="Bara om du lämnar ut allt. Behövs för att ni ska få tala om det på ett möte.",
        )

    def clean_ends_on(self) -> date | None:
        """Within a school year, and for a child before the 18th birthday, when there is a day."""
        found = within_a_school_year(self, self.today)
        if found is not None and found > self.last:
            raise forms.ValidationError(f"Eleven fyller 18 år. {until(self.last)}")
        return found

    def clean(self) -> dict[str, Any]:
        """A yes lacks nothing; a no needs neither day nor way."""
        found = super().clean() or {}
        if found.get("outcome") in (ReleaseOutcome.WHOLE, ReleaseOutcome.PART):
            if not found.get("manners"):
                self.add_error("manners", "Välj minst ett sätt.")
            if len(self.of_kinds) > 1 and not found.get("kinds"):
                self.add_error("kinds", "Välj vad som får lämnas.")
            if not found.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", "Skriv vilken dag det slutar gälla.")
        if found.get("outcome") == ReleaseOutcome.PART and not found.get("extent"):
            self.add_error("extent", "Skriv vilken del som lämnas ut.")
        self._clean_what(found)
        if found.get("untold") and not found.get("untold_because") and "untold_because" not in self.errors:
            self.add_error("untold_because", "Skriv varför familjen inte ska få veta det än.")
        return found

    def _clean_what(self, found: dict[str, Any]) -> None:
        """Something is handed over, and of a part neither all nor what comes later."""
        whole = found.get("outcome") == ReleaseOutcome.WHOLE
        if "listed" in self.errors:
            self.add_error("later", CHANGED)
        elif whole and not (found.get("listed") or found.get("later")):
            self.add_error("later", NOTHING_CHOSEN)
        if whole and found.get("words"):
            self.add_error("words", "Skriv egen text bara när du lämnar ut i del.")
        if found.get("outcome") == ReleaseOutcome.PART:
            if not (found.get("chosen") or found.get("words")):
                self.add_error("words", NO_PART_CHOSEN)
            if found.get("later"):
                self.add_error("later", "Det som skrivs senare kan bara lämnas när allt lämnas ut.")

    @property
    def signed(self) -> Signed:
        """What was signed, from a form that is valid."""
        told = self.cleaned_data
        return Signed(
            outcome=ReleaseOutcome(told["outcome"]),
            provision=told["provision"],
            reason=told["reason"],
            extent=told["extent"],
            reservation=told["reservation"],
            kinds=tuple(Kind(kind) for kind in told.get("kinds") or self.of_kinds),
            manners=tuple(Manner(manner) for manner in told["manners"]),
            for_role=told["to"] == ROLE,
            ends_on=told["ends_on"],
            statements=tuple(StatementId(UUID(one)) for one in self._chosen()),
            words=told["words"],
            later=told["later"],
            untold=told["untold_because"] if told["untold"] else "",
        )

    def _chosen(self) -> Sequence[str]:
        """What was ticked of a part; of the whole what the page listed."""
        told = self.cleaned_data
        whole = told["outcome"] == ReleaseOutcome.WHOLE
        chosen: Sequence[str] = told["listed"] if whole else told.get("chosen", ())
        return chosen


class HandOverForm(forms.Form):
    """Somebody else who may weigh it."""

    def __init__(self, *args: Any, deciders: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decider"] = choice("Vem tar över?", "Välj vem som tar över.", deciders, radio=True)
