"""The library's forms for passkeys, in our words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from samverkan.people.forms import words


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey and its name. That it does without the password is what most want one for."""

    name = words("Namn", most=100, help_text="Som du känner igen, till exempel Jobbdatorn.")
    passwordless = forms.BooleanField(
        label="Logga in med bara passnyckeln",
        help_text="Utan lösenord. Du bekräftar med fingret, ansiktet eller en pinkod.",
        required=False,
        initial=True,
    )


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Namn"
        self.fields["name"].error_messages["required"] = "Skriv ett namn som du känner igen."
