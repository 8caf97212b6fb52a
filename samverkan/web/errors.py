"""Pages for what went wrong, the same bytes whatever was asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samverkan.web import kept


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing for you: the two are told apart by no byte."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere. Nothing was saved; one's own words are given back."""
    if given_back := kept.after_a_failed_check(request):
        return given_back
    sentence = "Formuläret hade legat öppet för länge, så inget sparades. Gå tillbaka, ladda om sidan och skicka igen."
    return render(request, "403.html", {"heading": "Det gick inte att spara", "sentence": sentence}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours broke."""
    return render(request, "500.html", status=500)
