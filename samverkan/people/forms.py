"""The forms of settings, contacts and one's own account. Errors say what is missing and how to mend it."""

from collections.abc import Iterable
from datetime import time
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.forms.boundfield import BoundField

from samverkan.people import passwords
from samverkan.people.first_run import Newcomer, Place
from samverkan.people.models import Account, Group, Huvudman, HuvudmanKind, OrganisationKind, Person, Unit
from samverkan.people.staff import ROLES, Duties
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import Role

EIGHT_DIGITS = r"^\d{8}$"
PHONE = r"^(?=(?:\D*\d){3})[+(\d][\d ()/–-]*(,? ?(ankn(ytning)?\.?|kort) ?\d+)?$"
"""At least three digits: a short number within an organisation is one too."""
TOO_LONG = "Texten är %(show_value)d tecken. Det får plats %(limit_value)d. Korta den lite."
"""For Django's validator of the longest length, which fills the numbers in."""
MAIL_MISSPELT = "Skriv adressen som namn@exempel.se."


def words(label: str, missing: str = "", *, most: int = 120, **more: Any) -> forms.CharField:
    """A line of text; with a sentence for when it is missing it must be filled in."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=most,
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


def mail(label: str, missing: str = "", **more: Any) -> forms.EmailField:
    """A mail address."""
    return forms.EmailField(
        label=label,
        required=bool(missing),
        error_messages={"required": missing, "invalid": MAIL_MISSPELT},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        **more,
    )


def telephone(**more: Any) -> forms.RegexField:
    """A telephone number as people write it, with an extension or not. Nobody is helped by one without digits."""
    return forms.RegexField(
        PHONE,
        label="Telefon",
        required=False,
        max_length=40,
        error_messages={"invalid": "Skriv numret med siffror, till exempel 0550-123 45.", "max_length": TOO_LONG},
        **more,
    )


def unit_code(**more: Any) -> forms.RegexField:
    """The eight digits of a school unit."""
    return forms.RegexField(
        EIGHT_DIGITS,
        label="Skolenhetskod",
        required=False,
        help_text="Åtta siffror. De står i Skolverkets register.",
        error_messages={"invalid": "Koden har åtta siffror, till exempel 12345678."},
        **more,
    )


class PasswordForm(forms.Form):
    """A password of one's own choosing, typed twice."""

    password = forms.CharField(
        label="Lösenord",
        help_text="Minst 12 tecken. Tre eller fyra ord går bra.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        error_messages={"required": "Välj ett lösenord med minst 12 tecken."},
    )
    again = forms.CharField(
        label="Lösenordet en gång till",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        error_messages={"required": "Skriv lösenordet en gång till."},
    )

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        """Long enough, and not among the first a stranger would try."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.account)
        return password

    def near(self) -> tuple[str, ...]:
        """Words that a stranger would try first, beside those of the account; known once the other fields are read."""
        return ()

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        data = super().clean() or {}
        if data.get("password") and passwords.is_near(data["password"], self.near()):
            self.add_error("password", passwords.NEAR)
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "De två lösenorden skiljer sig. Skriv samma två gånger.")
        return data


def first_code() -> forms.CharField:
    """The code that the terminal shows."""
    return words(
        "Kod från terminalen",
        "Skriv koden som står i fönstret där Samverkan startades.",
        help_text="Tre grupper med fyra tecken, som ABCD-EFGH-JKLM. De står i fönstret där du startade Samverkan.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class CodeForm(forms.Form):
    """Only the code: nobody is named to a stranger."""

    code = first_code()


class JoinForm(PasswordForm):
    """Who the first rektor is, at a school that has been read in."""

    code = forms.CharField(widget=forms.HiddenInput)
    who = forms.ChoiceField(
        label="Vem är du?",
        help_text="De som står här är inlästa som rektor.",
        error_messages={
            "required": "Välj vem du är, eller att du inte står här.",
            "invalid_choice": "Välj vem du är, eller att du inte står här.",
        },
    )
    given_name = words("Ditt förnamn", most=80, help_text="Om du inte står i listan.")
    family_name = words("Ditt efternamn", most=80, help_text="Om du inte står i listan.")
    email = mail("Din e-post", "Skriv den adress du loggar in med.", help_text="Du loggar in med den.")
    field_order = ("code", "who", "given_name", "family_name", "email", "password", "again")

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen: dict[str, tuple[Unit, Person | None]] = {}
        groups: list[tuple[str, list[tuple[str, str]]]] = []
        for place in places:
            own: list[tuple[str, str]] = []
            for person in (*place.leaders, None):
                slug = f"{place.unit.id}:{person.id if person else ''}"
                self.chosen[slug] = (place.unit, person)
                missing = f"Jag är rektor på {place.unit.name} och står inte här"
                own.append((slug, f"{person.name}, rektor på {place.unit.name}" if person else missing))
            groups.append((place.unit.name, own))
        who = cast(forms.ChoiceField, self.fields["who"])
        who.choices = [("", "Välj"), *groups]

    def near(self) -> tuple[str, ...]:
        """The school and the rektor."""
        unit, person = self.chosen.get(self.cleaned_data.get("who", ""), (None, None))
        own = [self.cleaned_data.get(name, "") for name in ("given_name", "family_name", "email")]
        school = [unit.name, unit.organisation.huvudman.name] if unit else []
        return (*own, *school, *([person.given_name, person.family_name] if person else []))

    def clean(self) -> dict[str, Any]:
        """Whoever was not read in says the name too."""
        data = super().clean()
        unit, person = self.chosen.get(data.get("who", ""), (None, None))
        if unit is not None and person is None:
            for name, missing in (("given_name", "Skriv ditt förnamn."), ("family_name", "Skriv ditt efternamn.")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        return data

    def newcomer(self) -> Newcomer:
        """What the form says."""
        said = self.cleaned_data
        unit, person = self.chosen[said["who"]]
        return Newcomer(
            unit=unit,
            person=person.id if person else None,
            given_name=said["given_name"],
            family_name=said["family_name"],
            email=said["email"],
            password=said["password"],
        )


class BeginForm(PasswordForm):
    """Everything that the first visit needs: the code, the school, and the rektor."""

    code = first_code()
    kind = forms.ChoiceField(
        label="Vem driver skolan?",
        choices=[(HuvudmanKind.MUNICIPALITY, "En kommun"), (HuvudmanKind.INDEPENDENT, "En enskild huvudman")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som driver skolan. Det avgör vilken sekretess som gäller."},
    )
    huvudman = words(
        "Huvudmannens namn", "Skriv kommunens eller bolagets namn.", help_text="Till exempel Björkviks kommun."
    )
    unit = words("Skolans namn", "Skriv skolans namn.")
    unit_code = unit_code()
    given_name = words(
        "Ditt förnamn", "Skriv ditt förnamn.", most=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = words(
        "Ditt efternamn",
        "Skriv ditt efternamn.",
        most=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = mail("Din e-post", "Skriv den adress du loggar in med.", help_text="Du loggar in med den.")

    def near(self) -> tuple[str, ...]:
        """The school and the rektor."""
        names = ("huvudman", "unit", "given_name", "family_name", "email")
        return tuple(str(self.cleaned_data.get(name, "")) for name in names)

    field_order = (
        "code",
        "kind",
        "huvudman",
        "unit",
        "unit_code",
        "given_name",
        "family_name",
        "email",
        "password",
        "again",
    )


class SchoolForm(forms.Form):
    """The school as colleagues and letters name it."""

    name = words("Skolans namn", "Skriv skolans namn.")
    code = unit_code()
    phone = telephone(widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}))
    meeting_place = words("Vanlig plats för möten", help_text="Föreslås när du planerar ett möte.")


class DutiesForm(forms.Form):
    """Roles at the school, and the classes one is mentor of or teaches."""

    roles = forms.MultipleChoiceField(
        label="Roller på skolan",
        choices=[(role.value, role.label.capitalize()) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en roll. Slutar personen, välj Slutar på skolan i stället."},
    )
    mentor_of = forms.MultipleChoiceField(label="Mentor för", required=False, widget=forms.CheckboxSelectMultiple)
    teaches = forms.MultipleChoiceField(label="Undervisar", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Group.objects.filter(unit=unit, ended_on=None).order_by("school_year", "name")
        classes = [(str(group.id), group.name) for group in running]
        for name in ("mentor_of", "teaches"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = classes
            if not classes:
                del self.fields[name]

    def duties(self) -> Duties:
        """What was chosen."""
        chosen = self.cleaned_data
        return Duties(
            frozenset(Role(value) for value in chosen["roles"]),
            frozenset(UUID(value) for value in chosen.get("mentor_of", ())),
            frozenset(UUID(value) for value in chosen.get("teaches", ())),
        )


class NewColleagueForm(DutiesForm):
    """A colleague who is not in any list yet."""

    given_name = words("Förnamn", "Skriv förnamnet.", most=80)
    family_name = words("Efternamn", "Skriv efternamnet.", most=80)
    email = mail("E-post")
    phone = telephone()

    field_order = ("given_name", "family_name", "email", "phone", "roles", "mentor_of", "teaches")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        self.fields["roles"].error_messages["required"] = "Välj minst en roll."


class AccountForm(forms.Form):
    """The address a colleague signs in with."""

    email = mail("E-post att logga in med", "Skriv adressen som personen ska logga in med.")


class WorkKeyForm(forms.Form):
    """By what the huvudman's own sign-in knows a colleague."""

    provider = forms.ChoiceField(label="Inloggning", error_messages={"required": "Välj vilken inloggning det gäller."})
    value = words(
        "Nyckel",
        "Skriv nyckeln som er it-avdelning har för personen.",
        most=254,
        help_text="Det som aldrig ändras, till exempel eduPersonPrincipalName eller HSA-id. Inte e-post.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provider"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.id, each.name) for each in settings.WORK_PROVIDERS]

    def clean_provider(self) -> Any:
        """The provider itself, whose huvudman is in the register."""
        found = next(each for each in settings.WORK_PROVIDERS if each.id == self.cleaned_data["provider"])
        if not Huvudman.objects.filter(name=found.huvudman).exists():
            raise forms.ValidationError("Huvudmannen i inställningen finns inte här. Säg till den som sköter systemet.")
        return found

    def key(self) -> dict[str, Any]:
        """What was written: at which huvudman, of which kind, and the key."""
        chosen = self.cleaned_data["provider"]
        huvudman = Huvudman.objects.get(name=chosen.huvudman)
        return {"huvudman": huvudman.id, "kind": chosen.key_kind, "value": self.cleaned_data["value"]}


class ContactForm(forms.Form):
    """Whom to ring, by function first."""

    function = words(
        "Funktion",
        "Skriv vilken funktion det är, till exempel logoped.",
        most=80,
        help_text="Till exempel logoped eller mottagning.",
    )
    name = words("Namn")
    phone = telephone()
    phone_hours = words("Telefontid", most=60, help_text="Till exempel vardagar 9–11.")
    email = mail("E-post")
    good_to_know = words("Bra att veta", most=200, help_text="Om verksamheten. Skriv ingenting om en elev här.")


class NewContactForm(ContactForm):
    """A contact, at a known organisation or at a new one."""

    organisation = forms.ChoiceField(label="Verksamhet", required=False)
    new_name = words("Verksamhetens namn")
    new_kind = forms.ChoiceField(
        label="Vad gör den?",
        help_text="Avgör vilken sekretess som gäller.",
        required=False,
        choices=[
            ("", "Välj"),
            *((kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.SCHOOLS),
        ],
    )

    new_run_by = forms.ChoiceField(
        label="Vem driver den?",
        help_text="Avgör vilken lag som gäller.",
        required=False,
        choices=[("", "Välj"), *((one.value, one.label) for one in RunBy)],
    )

    field_order = (
        "organisation",
        "new_name",
        "new_kind",
        "new_run_by",
        "function",
        "name",
        "phone",
        "phone_hours",
        "email",
        "good_to_know",
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Välj"), *organisations]
        self.has_places = bool(organisations)

    @property
    def opens_place(self) -> bool:
        """Whether the fields for a new organisation stand open: none to choose, or something is written or wrong."""
        touched = ("new_name", "new_kind", "new_run_by")
        return not self.has_places or (
            self.is_bound and any(self.errors.get(name) or self.data.get(name) for name in touched)
        )

    def of_contact(self) -> list[BoundField]:
        """The fields of the contact itself, for the template."""
        return [self[name] for name in ContactForm.base_fields]

    def clean(self) -> dict[str, Any]:
        """Exactly one organisation, known or new."""
        data = super().clean() or {}
        if not data.get("organisation") and not data.get("new_name"):
            if self.has_places:
                self.add_error("organisation", "Välj en verksamhet i listan, eller skriv en ny under den.")
            else:
                self.add_error("new_name", "Skriv vad verksamheten heter.")
        if data.get("new_name") and not data.get("organisation"):
            if not data.get("new_kind"):
                self.add_error("new_kind", "Välj vad verksamheten gör. Det avgör vilken sekretess som gäller.")
            if not data.get("new_run_by"):
                self.add_error("new_run_by", "Välj vem som driver verksamheten. Det avgör vilken lag som gäller.")
        return data

    def words_of_contact(self) -> dict[str, str]:
        """What belongs to the contact and not to the organisation."""
        return {name: self.cleaned_data[name] for name in ContactForm.base_fields}


class ProfileForm(forms.Form):
    """What one decides about one's own account."""

    phone = telephone(
        help_text="Visas för dem du arbetar med.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


NO_LETTER = "nej"
AT = ("06:00", "06:45", "07:30", "12:00", "15:30")
WHEN = (*((at, f"kl. {at.replace(':', '.')}") for at in AT), (NO_LETTER, "Inget dagligt brev"))
AT_ONCE, TOGETHER = "genast", "samlat"


class MailForm(forms.Form):
    """When one wants to be told by mail."""

    daily = forms.ChoiceField(
        label="Ett brev om dagen",
        choices=WHEN,
        widget=forms.RadioSelect,
        help_text="Skoldagar när något behöver dig. Brevet säger hur många saker, aldrig vem eller vad.",
        error_messages={"required": "Välj en tid, eller inget brev.", "invalid_choice": "Välj en av tiderna."},
    )
    at_once = forms.ChoiceField(
        label="När något har ändrats eller du får ett uppdrag",
        choices=((AT_ONCE, "Skriv till mig genast"), (TOGETHER, "Vänta till det dagliga brevet")),
        widget=forms.RadioSelect,
        help_text="Nya tider för möten kommer alltid genast. "
        "Den som leder ett möte får också alltid veta genast när det ändras vad ni kan tala om.",
        error_messages={"required": "Välj om det ska komma genast.", "invalid_choice": "Välj ett av svaren."},
    )

    def clean(self) -> dict[str, Any]:
        """Nothing waits for a letter that never comes."""
        told = super().clean() or {}
        if told.get("at_once") == TOGETHER and told.get("daily") == NO_LETTER:
            self.add_error("at_once", "Utan dagligt brev finns inget att vänta till. Välj genast, eller en tid.")
        return told

    def at(self) -> time | None:
        """The time; None for no letter."""
        chosen = self.cleaned_data["daily"]
        return None if chosen == NO_LETTER else time.fromisoformat(chosen)


class SignForm(forms.Form):
    """Signing that one has read who can see what."""

    read = forms.BooleanField(
        label="Jag har läst igenom vilka som kan se vad",
        error_messages={"required": "Läs igenom tabellen och kryssa i rutan."},
    )
