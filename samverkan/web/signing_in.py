"""Sign-in as we want it: accounts are made by those who answer for the school, never by signing up."""

from base64 import b64decode, b64encode
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from samverkan.vault.sealing import Place, huvudman_key, read_key_file, seal, unseal

NOBODY = UUID(int=0)
"""Accounts belong to no huvudman and no case."""
PLACE = Place(NOBODY, NOBODY, "konto", "faktor", NOBODY)


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the door that lets strangers make accounts, and says what went wrong in our words."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Adressen eller lösenordet stämmer inte. Pröva igen, eller be rektor om en ny länk.",
        "too_many_login_attempts": "Det blev för många försök. Vänta en timme, eller logga in med passnyckel.",
        "incorrect_password": "Lösenordet stämmer inte. Pröva igen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps what a second factor rests on sealed, so that a copied database opens no account."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Koden stämmer inte. Vänta på nästa kod i appen och skriv den.",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return b64encode(seal(text, account_key(), PLACE)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return unseal(b64decode(encrypted_text), account_key(), PLACE)


def account_key() -> bytes:
    """The key of what belongs to accounts and to no huvudman."""
    return huvudman_key(read_key_file(Path(settings.VAULT_KEY_FILE)), NOBODY)
