"""One's own pages: Min profil and Min logg."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act
from samverkan.people import own_log
from samverkan.people.first_day import has_second_factor
from samverkan.people.forms import AT_ONCE, NO_LETTER, TOGETHER, MailForm, ProfileForm
from samverkan.people.models import Account, Person
from samverkan.people.wording import day_with_year
from samverkan.policy.acting import Action
from samverkan.post import wishes

MAIL = "mejl"
"""The name of the button that keeps how one wants to be told."""


@act(Action.OWN_PROFILE)
def profile(request: ReaderRequest) -> HttpResponse:
    """Name, telephone, and how one signs in."""
    person = Person.objects.get(id=request.reader.person)
    account = Account.objects.filter(person=person).first()
    of_letters = MAIL in request.POST
    form = ProfileForm(None if of_letters else request.POST or None, initial={"phone": person.phone})
    letters = MailForm(request.POST if of_letters else None, initial=_wanted(request.reader.person))
    if of_letters and letters.is_valid():
        wishes.want(person.id, at=letters.at(), at_once=letters.cleaned_data["at_once"] == AT_ONCE)
        messages.success(request, "Din profil är sparad.")
        return redirect("profile")
    if request.method == "POST" and form.is_valid() and not person.protected:
        person.phone = form.cleaned_data["phone"]
        person.save(update_fields=["phone"])
        messages.success(request, "Din profil är sparad.")
        return redirect("profile")
    due = account.second_factor_due_on if account else None
    context = {
        "form": form,
        "letters": letters,
        "person": person,
        "roles": dict.fromkeys(standing.role.label for standing in request.reader.standings),
        "account": account,
        "protected": has_second_factor(request.reader.person),
        "due": day_with_year(due) if due else "",
        "own": request.shown_by is None,
    }
    return render(request, "people/profile.html", context, status=422 if form.errors or letters.errors else 200)


def _wanted(person: UUID) -> dict[str, str]:
    wish = wishes.wish_of(person)
    return {
        "daily": wish.at.strftime("%H:%M") if wish.daily else NO_LETTER,
        "at_once": AT_ONCE if wish.at_once else TOGETHER,
    }


@act(Action.OWN_LOG_READ)
def log(request: ReaderRequest) -> HttpResponse:
    """What one has read and done, newest first."""
    page = own_log.page(request.scope, before=request.GET.get("fore", ""))
    return render(request, "people/own_log.html", {"page": page})
