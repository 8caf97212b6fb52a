"""Sign-in as we want it: accounts are made by those who answer for the school, never by signing up."""

from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from samverkan.access.gathering import reader_for
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people import assurance
from samverkan.people.models import Account
from samverkan.policy.acting import Action, Level, may_sign_in
from samverkan.policy.vocabulary import PersonId, Purpose
from samverkan.vault.sealing import Place, huvudman_key, read_key_file, seal, unseal
from samverkan.web.at_work import refusals
from samverkan.web.at_work.adapter import level_in

NOBODY = UUID(int=0)
"""Accounts belong to no huvudman and no case."""
PLACE = Place(NOBODY, NOBODY, "konto", "faktor", NOBODY)


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the door that lets strangers make accounts, and says what went wrong in our words."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Adressen eller lösenordet stämmer inte. Pröva igen, eller be om en ny länk.",
        "too_many_login_attempts": "Det blev för många försök. Vänta en timme, eller logga in med passnyckel.",
        "incorrect_password": "Lösenordet stämmer inte. Pröva igen.",
    }

    reauthentication_words: ClassVar = {
        "reauthenticate": "Skriv lösenordet",
        "mfa_reauthenticate": "Skriv koden från appen",
        "mfa_reauthenticate:webauthn": "Använd passnyckel",
    }

    def get_reauthentication_methods(self, user: Account | AnonymousUser) -> list[dict[str, Any]]:
        """The library's ways to say once more who one is, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": self.reauthentication_words[way["id"]]} for way in ways]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def pre_login(self, request: HttpRequest, user: Account, **known: Any) -> HttpResponse | None:
        """Whoever has no work here, no child and is no pupil comes in by no way, whatever they still hold."""
        if user.is_active and may_sign_in(reader_for(PersonId(user.person_id), timezone.localdate())):
            return None
        clear_login(request)
        return refusals.closed(request, user)

    def login(self, request: HttpRequest, user: Account) -> None:
        """Note it in the journal first: a sign-in that cannot be noted is none."""
        record(Doing(timezone.now(), user.person_id, "", Action.SIGN_IN, Purpose.SUPPORT), Outcome.DONE)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Account, **known: Any) -> HttpResponse:
        """Remember how surely a provider at work has vouched for the person."""
        level = level_in(known["signal_kwargs"])
        if level is not None:
            assurance.note(request, user, level)
        response: HttpResponse = super().post_login(request, user, **known)
        return response

    def get_login_stages(self) -> list[str]:
        """The library's, but for the second factor."""
        ours = f"{CodeUnlessVouched.__module__}.{CodeUnlessVouched.__name__}"
        theirs = f"{AuthenticateStage.__module__}.{AuthenticateStage.__name__}"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]


class CodeUnlessVouched(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor, unless a provider at work has already seen one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        level = level_in(self.login.signal_kwargs)
        return (level is None or level < Level.SECOND_FACTOR) and bool(super()._should_handle(request))


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps what a second factor rests on sealed, so that a copied database opens no account."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Koden stämmer inte. Vänta på nästa kod i appen och skriv den.",
        "cannot_delete_authenticator": "Den behövs för att du ska komma in. Koppla något annat först.",
        "cannot_generate_recovery_codes": "Koppla en app eller lägg till en passnyckel först. Sedan kan du göra "
        "reservkoder.",
    }

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """What a new passkey is called until its owner calls it something else."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passnyckel" if number == 1 else f"Passnyckel {number}"

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return b64encode(seal(text, account_key(), PLACE)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return unseal(b64decode(encrypted_text), account_key(), PLACE)


def account_key() -> bytes:
    """The key of what belongs to accounts and to no huvudman."""
    return huvudman_key(read_key_file(Path(settings.VAULT_KEY_FILE)), NOBODY)
