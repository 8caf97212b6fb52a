"""Personer och roller: who works at the school, what they do there, and their accounts."""

from contextlib import suppress
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, Refused, act, demand_level, ended
from samverkan.journal.models import Outcome
from samverkan.people import elevhalsa, sign_in_keys, staff
from samverkan.people.forms import AccountForm, DutiesForm, NewColleagueForm, WorkKeyForm
from samverkan.people.hosts import LOOPBACK
from samverkan.people.sign_in_keys import TakenKey
from samverkan.people.staff import Colleague, Duties, NotDone
from samverkan.people.views.settings import kept_unit
from samverkan.policy.acting import ENTRUSTED, Action, may_give
from samverkan.policy.vocabulary import Role


@act(Action.SETTINGS_READ)
def index(request: ReaderRequest) -> HttpResponse:
    """Everybody at the school."""
    unit = kept_unit(request)
    rows = staff.colleagues(unit, today=request.scope.today)
    query = f"?skola={unit.id}" if request.GET.get("skola") else ""
    team = elevhalsa.team(unit, today=request.scope.today)
    waiting = elevhalsa.waiting(unit, today=request.scope.today)
    context = {"unit": unit, "rows": rows, "query": query, "team": team, "waiting": waiting}
    return render(request, "people/staff.html", context)


@act(Action.STAFF_WRITE)
def new(request: ReaderRequest) -> HttpResponse:
    """A colleague who is in no list."""
    unit = kept_unit(request, Action.STAFF_WRITE)
    form = NewColleagueForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        _demand_giving(request, form.duties().roles)
        said = form.cleaned_data
        try:
            person = staff.employ(
                unit=unit,
                given_name=said["given_name"],
                family_name=said["family_name"],
                email=said["email"],
                phone=said["phone"],
                duties=form.duties(),
                now=request.now,
                today=request.scope.today,
            )
        except NotDone as fault:
            form.add_error("email", str(fault))
        else:
            messages.success(request, f"{person.name} är inlagd.")
            return redirect("colleague", person_id=person.id)
    return render(
        request, "people/colleague_new.html", {"unit": unit, "form": form}, status=422 if form.errors else 200
    )


@act(Action.STAFF_WRITE)
def colleague(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """One colleague. A change is shown first, with what it changes for the person, and saved by a second press."""
    one = _colleague(request, person_id)
    form = DutiesForm(request.POST or None, unit=one.unit, initial=_chosen(one.duties))
    if request.method == "POST" and form.is_valid():
        after = form.duties()
        _demand_giving(request, one.duties.roles ^ after.roles)
        if "spara" not in request.POST:
            return _show_effects(request, one, form, reverse("colleague", args=[person_id]))
        return _save(request, one, after, form) or _page(request, one, form)
    return _page(request, one, form)


@act(Action.STAFF_WRITE)
def place(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """Work at this school for somebody whom the register names without a school unit. Shown first, as a change is."""
    unit = kept_unit(request, Action.STAFF_WRITE)
    one, wanted = elevhalsa.newcomer(unit, person_id, today=request.scope.today)
    form = DutiesForm(request.POST or None, unit=unit, initial=_chosen(wanted))
    saved = None
    if request.method == "POST" and form.is_valid():
        _demand_giving(request, one.duties.roles ^ form.duties().roles)
        if "spara" not in request.POST:
            return _show_effects(request, one, form, request.get_full_path())
        saved = _save(request, one, form.duties(), form)
    units = staff.kept_units(request.reader, Action.STAFF_WRITE)
    others = [each for each in units if each.organisation.huvudman_id == unit.organisation.huvudman_id and each != unit]
    context = {"one": one, "form": form, "wanted": wanted, "others": others}
    return saved or render(request, "people/colleague_place.html", context, status=422 if form.errors else 200)


@act(Action.STAFF_WRITE)
def leaving(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """The colleague leaves the school: every role there ends, and the account closes."""
    one = _colleague(request, person_id)
    _demand_giving(request, one.duties.roles)
    if request.method == "POST":
        try:
            staff.leave(one, by=request.reader, now=request.now, today=request.scope.today)
        except NotDone as fault:
            messages.error(request, str(fault))
            return ended(redirect("colleague", person_id=person_id), Outcome.NOT_DONE)
        messages.success(request, f"{one.person.name} har slutat på {one.unit.name}.")
        return redirect("staff")
    _, losses = staff.effects(one, Duties(), today=request.scope.today)
    return render(
        request,
        "people/leaving.html",
        {
            "question": f"Slutar {one.person.name} på {one.unit.name}?",
            "text": "Rollerna och kontot stängs direkt. Det personen har skrivit finns kvar.",
            "facts": [("Ser inte längre", line.removeprefix("ser ")) for line in losses if line.startswith("ser ")],
            "verb": "Slutar på skolan",
            "danger": True,
            "cancel_url": reverse("colleague", args=[person_id]),
        },
    )


@act(Action.STAFF_WRITE)
def account(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """An account with a link that is shown once, to be handed over in person. A new link replaces the one before."""
    one = _colleague(request, person_id)
    refusal = staff.refusal_of_account(one.person, by=request.reader, today=request.scope.today)
    if refusal:
        raise Refused(refusal)
    _demand_giving(request, one.duties.roles)
    form = AccountForm(request.POST or None, initial={"email": one.address or one.person.email})
    if request.method == "POST" and form.is_valid():
        try:
            made = staff.give_account(one.person, email=form.cleaned_data["email"], today=request.scope.today)
        except NotDone as fault:
            form.add_error("email", str(fault))
        else:
            path = reverse("welcome", args=[made.id, staff.links.make_token(made)])
            link = request.build_absolute_uri(path)
            shown = {"one": one, "link": link, "only_here": urlsplit(link).hostname in LOOPBACK}
            return render(request, "people/account_link.html", shown)
    return render(request, "people/account_give.html", {"one": one, "form": form}, status=422 if form.errors else 200)


@act(Action.STAFF_WRITE)
def work_key(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """Connect the colleague to the huvudman's own sign-in by the stable key, or disconnect."""
    one = _colleague(request, person_id)
    refusal = staff.refusal_of_account(one.person, by=request.reader, today=request.scope.today)
    if refusal:
        raise Refused(refusal)
    _demand_giving(request, one.duties.roles)
    if request.method == "POST" and "koppla-bort" in request.POST:
        sign_in_keys.disconnect(one.person, by=request.reader, now=request.now)
        messages.success(request, f"Inloggningen på jobbet öppnar inte kontot för {one.person.name} längre.")
        return redirect("colleague", person_id=person_id)
    form = WorkKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_in_keys.confirm(one.person, **form.key(), by=request.reader, now=request.now)
        except TakenKey as fault:
            form.add_error("value", str(fault))
        else:
            messages.success(request, f"{one.person.name} kan nu logga in på jobbet.")
            return redirect("colleague", person_id=person_id)
    context = {"one": one, "form": form, "at_work": one.person.id in sign_in_keys.opened([one.person.id])}
    return render(request, "people/work_key.html", context, status=422 if form.errors else 200)


def _colleague(request: ReaderRequest, person_id: UUID) -> Colleague:
    """The colleague at the first of the reader's schools where the person works, or Http404."""
    for unit in staff.kept_units(request.reader, Action.STAFF_WRITE):
        if not request.GET.get("skola") or str(unit.id) == request.GET["skola"]:
            with suppress(Http404):
                return staff.colleague(unit, person_id, today=request.scope.today)
    raise Http404


def _demand_giving(request: ReaderRequest, roles: frozenset[Role]) -> None:
    permission = may_give(request.reader, roles)
    if not permission.allowed:
        raise Refused(permission.sentence)
    if not ENTRUSTED.isdisjoint(roles):
        demand_level(request, Action.ENTRUST)


def _chosen(duties: Duties) -> dict[str, list[str]]:
    return {
        "roles": [role.value for role in duties.roles],
        "mentor_of": [str(group) for group in duties.mentor_of],
        "teaches": [str(group) for group in duties.teaches],
    }


def _page(request: ReaderRequest, one: Colleague, form: DutiesForm) -> HttpResponse:
    at_work = one.person.id in sign_in_keys.opened([one.person.id])
    words = staff.account_words(one.account, at_work=at_work)
    context = {"one": one, "form": form, "account_words": words, "at_work": at_work, "ways": settings.WORK_PROVIDERS}
    return render(request, "people/colleague.html", context, status=422 if form.errors else 200)


def _show_effects(request: ReaderRequest, one: Colleague, form: DutiesForm, back: str) -> HttpResponse:
    gains, losses = staff.effects(one, form.duties(), today=request.scope.today)
    chosen = [(name, value) for name in form.fields for value in form.cleaned_data[name]]
    context = {"one": one, "chosen": chosen, "gains": gains, "losses": losses, "back": back}
    return ended(render(request, "people/colleague_effects.html", context), Outcome.OPENED)


def _save(request: ReaderRequest, one: Colleague, after: Duties, form: DutiesForm) -> HttpResponse | None:
    """To the colleague's page; None when it is refused, with why in the form."""
    try:
        staff.change(one, after, by=request.reader, now=request.now, today=request.scope.today)
    except NotDone as fault:
        form.add_error("roles", str(fault))
        return None
    messages.success(request, f"{one.person.name} har fått sina nya roller.")
    return redirect("colleague", person_id=one.person.id)
