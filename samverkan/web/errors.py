"""Pages for what went wrong, the same bytes whatever was asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing for you: the two are told apart by no byte."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere. Nothing was saved."""
    sentence = "Formuläret hade legat öppet för länge, så inget sparades. Gå tillbaka, ladda om sidan och skicka igen."
    return render(request, "403.html", {"heading": "Det gick inte att spara", "sentence": sentence}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours broke."""
    return render(request, "500.html", status=500)
