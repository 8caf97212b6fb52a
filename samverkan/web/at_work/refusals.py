"""Pages for when signing in at work did not go through. Nobody is signed in by any of them, and the journal knows."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.people.models import Account
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Purpose
from samverkan.web.sign_in_file import WorkProvider

NOBODY = UUID(int=0)
"""The actor of a sign-in by somebody we do not know."""


def unknown(request: HttpRequest, provider: WorkProvider) -> HttpResponse:
    """Vouched for, and not known here."""
    return _page(
        request,
        "Vi känner inte igen dig än",
        f"{provider.name} vet vem du är, men Samverkan har inget konto som hör ihop med din inloggning.",
        "Be rektor om ett konto, eller om att koppla din inloggning till det du har. Det går på en minut.",
    )


def closed(request: HttpRequest, account: Account) -> HttpResponse:
    """The account opens nothing today: closed, or no work that runs."""
    return _page(
        request,
        "Du har inget uppdrag här just nu",
        "Kontot är stängt, eller så har dina uppdrag på skolan tagit slut.",
        "Stämmer det inte? Be rektor lägga in dig igen.",
        account,
    )


def too_weak(request: HttpRequest, provider: WorkProvider, account: Account | None) -> HttpResponse:
    """The provider did not say enough of how the person was recognised."""
    return _page(
        request,
        "Det behövs en säkrare inloggning",
        f"{provider.name} talade inte om att du loggade in på ett tillräckligt säkert sätt.",
        "Pröva igen med e-legitimation eller kod i telefonen. Hjälper det inte, säg till er it-avdelning.",
        account,
    )


def cancelled(request: HttpRequest, provider: WorkProvider) -> HttpResponse:
    """The person pressed cancel over there."""
    return _page(request, "Inloggningen avbröts", f"Du kom tillbaka från {provider.name} utan att logga in.", "")


def used(request: HttpRequest, provider: WorkProvider) -> HttpResponse:
    """The way back has been walked once, belongs to another browser, or took too long."""
    return _page(
        request, "Börja om inloggningen", "Den har redan använts, eller så tog den för lång tid. Ingen är inloggad.", ""
    )


def untrusted(request: HttpRequest, provider: WorkProvider) -> HttpResponse:
    """What came back did not hold."""
    return _page(
        request,
        "Det gick inte att logga in",
        f"Svaret från {provider.name} gick inte att lita på, så vi släppte inte in någon.",
        "Pröva igen. Händer det en gång till, säg till er it-avdelning: felet står i serverns logg.",
    )


def unreachable(request: HttpRequest, provider: WorkProvider) -> HttpResponse:
    """The provider does not answer, or answers nonsense."""
    return _page(
        request,
        f"{provider.name} svarar inte",
        "Inloggningen på jobbet går inte att nå just nu.",
        "Pröva igen om en stund. Har du ett lösenord här kan du logga in med det under tiden.",
        status=502,
    )


def somebody_else(request: HttpRequest, provider: WorkProvider) -> HttpResponse:
    """One person is signed in here and another one over there."""
    return _page(
        request,
        "Det var någon annan",
        f"Du är inloggad här, men {provider.name} svarade med en annan person. Inget har ändrats.",
        "Logga ut där först, och pröva igen.",
        request.user if isinstance(request.user, Account) else None,
    )


def _page(
    request: HttpRequest, heading: str, text: str, ask: str, account: Account | None = None, *, status: int = 403
) -> HttpResponse:
    actor = NOBODY if account is None else account.person_id
    record(Doing(timezone.now(), actor, "", Action.SIGN_IN, Purpose.SUPPORT), Outcome.REFUSED)
    return render(request, "at_work/refused.html", {"heading": heading, "text": text, "ask": ask}, status=status)
