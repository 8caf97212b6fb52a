"""Before anybody is signed in: the very first visit, and the link through which a colleague chooses a password."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samverkan.journal.acts import TimedRequest, open_page
from samverkan.people import first_run, staff, ways_in
from samverkan.people.first_run import AlreadyBegun, Place, School
from samverkan.people.forms import BeginForm, CodeForm, JoinForm, PasswordForm
from samverkan.people.models import Account, HuvudmanKind
from samverkan.people.staff import NotDone
from samverkan.people.wording import day

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@open_page
def begin(request: TimedRequest) -> HttpResponse:
    """The first page of an empty installation. With an account in place it is no more."""
    if not first_run.waits():
        raise Http404
    places = first_run.places(timezone.localdate(request.now))
    if places:
        return _among(request, places)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _knows_the_code(form):
        return _begun(request, form)
    return render(request, "people/begin.html", {"form": form}, status=422 if form.errors else 200)


@open_page
def welcome(request: TimedRequest, account_id: UUID, token: str) -> HttpResponse:
    """A colleague chooses a password. Reading the link does not spend it; choosing does."""
    account = Account.objects.filter(id=account_id, is_active=True).select_related("person").first()
    today = timezone.localdate(request.now)
    if account is None or not staff.links.check_token(account, token) or not ways_in.has_tie(account.person_id, today):
        return render(request, "people/link_spent.html", status=404)
    form = PasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        staff.choose_password(account, form.cleaned_data["password"], now=request.now)
        messages.success(request, "Lösenordet är sparat. Logga in med det.")
        return redirect("account_login")
    return render(
        request, "people/welcome.html", {"form": form, "account": account}, status=422 if form.errors else 200
    )


def _knows_the_code(form: Form) -> bool:
    known = first_run.is_the_code(form.cleaned_data["code"], Path(settings.HOME))
    if not known:
        form.add_error("code", "Koden stämmer inte. Den står i fönstret där du startade Samverkan.")
    return known


def _among(request: TimedRequest, places: tuple[Place, ...]) -> HttpResponse:
    """The schools have been read in. The code comes first, so that no stranger learns who works there."""
    asked = CodeForm(request.POST or None)
    if request.method != "POST" or not asked.is_valid() or not _knows_the_code(asked):
        status = 422 if asked.errors else 200
        return render(request, "people/begin_among.html", {"form": asked, "schools": len(places)}, status=status)
    told = "password" in request.POST
    form = JoinForm(request.POST if told else None, places=places, initial={"code": asked.cleaned_data["code"]})
    if told and form.is_valid():
        try:
            account = first_run.join(form.newcomer(), now=request.now, today=timezone.localdate(request.now))
        except AlreadyBegun:
            raise Http404 from None
        except NotDone as fault:
            form.add_error("email", str(fault))
        else:
            return _welcomed(request, account, form.newcomer().unit.name)
    return render(request, "people/begin_among.html", {"form": form}, status=422 if form.errors else 200)


def _begun(request: TimedRequest, form: BeginForm) -> HttpResponse:
    said = form.cleaned_data
    school = School(
        huvudman=said["huvudman"],
        kind=HuvudmanKind(said["kind"]),
        unit=said["unit"],
        code=said["unit_code"],
        given_name=said["given_name"],
        family_name=said["family_name"],
        email=said["email"],
        password=said["password"],
    )
    try:
        account = first_run.begin(school, now=request.now, today=timezone.localdate(request.now))
    except AlreadyBegun:
        raise Http404 from None
    return _welcomed(request, account, school.unit)


def _welcomed(request: TimedRequest, account: Account, school: str) -> HttpResponse:
    login(request, account, backend=BACKEND)
    due = account.second_factor_due_on
    factor = f" Lägg till en kod i mobilen eller en passnyckel under Min profil, senast {day(due)}." if due else ""
    messages.success(request, f"Välkommen. {school} är på plats, och du är rektor där.{factor}")
    return redirect("/")
