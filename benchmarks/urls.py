"""The product's addresses, and a bare view of the same stack to compare with."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from samverkan.journal.models import Event, Outcome
from samverkan.web.urls import handler404, handler500
from samverkan.web.urls import urlpatterns as products

__all__ = ["handler404", "handler500", "urlpatterns"]
BARE = "matning/bar"


def bare(request: HttpRequest) -> HttpResponse:
    """`SELECT 1` and one durable insert, with every middleware of the product before it and no template after it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        Event.objects.create(
            at=timezone.now(),
            actor_id=request.reader.person,  # type: ignore[attr-defined]
            role="",
            action="matning",
            purpose="stod",
            outcome=Outcome.DONE,
        )
    return HttpResponse("svarar")


urlpatterns = [path(BARE, bare), *products]
