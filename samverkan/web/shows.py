"""The demonstration's "Visa som": see the product as another of the invented people. Not there in a real school."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from samverkan.access.middleware import SHOW_AS
from samverkan.journal.acts import ReaderRequest, act
from samverkan.people.models import Account
from samverkan.policy.acting import Action


@act(Action.SHOW_AS)
def switch(request: ReaderRequest) -> HttpResponse:
    """Become the chosen person until signing out. The journal keeps who is behind."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        request.session[SHOW_AS] = str(_person(request.POST.get("persona", "")))
        request.session.cycle_key()
    return redirect("/")


def _person(said: str) -> UUID:
    try:
        wanted = UUID(said)
    except ValueError:
        raise Http404 from None
    account = Account.objects.filter(person=wanted, is_active=True).first()
    if account is None:
        raise Http404
    return account.person_id
