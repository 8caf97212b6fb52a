"""One's own pages: Min profil and Min logg."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverkan.journal.acts import ReaderRequest, act
from samverkan.people import own_log
from samverkan.people.first_day import has_second_factor
from samverkan.people.forms import ProfileForm
from samverkan.people.models import Account, Person
from samverkan.people.wording import day_with_year
from samverkan.policy.acting import Action


@act(Action.OWN_PROFILE)
def profile(request: ReaderRequest) -> HttpResponse:
    """Name, telephone, and how one signs in."""
    person = Person.objects.get(id=request.reader.person)
    account = Account.objects.filter(person=person).first()
    form = ProfileForm(request.POST or None, initial={"phone": person.phone})
    if request.method == "POST" and form.is_valid() and not person.protected:
        person.phone = form.cleaned_data["phone"]
        person.save(update_fields=["phone"])
        messages.success(request, "Din profil är sparad.")
        return redirect("profile")
    due = account.second_factor_due_on if account else None
    context = {
        "form": form,
        "person": person,
        "roles": dict.fromkeys(standing.role.label for standing in request.reader.standings),
        "account": account,
        "protected": has_second_factor(request.reader.person),
        "due": day_with_year(due) if due else "",
        "own": request.shown_by is None,
    }
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@act(Action.OWN_LOG_READ)
def log(request: ReaderRequest) -> HttpResponse:
    """What one has read and done, newest first."""
    page = own_log.page(request.scope, before=request.GET.get("fore", ""))
    return render(request, "people/own_log.html", {"page": page})
