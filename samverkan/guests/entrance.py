"""The way in: a page that spends nothing, a field for the code, and a way to ask for a new link."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from samverkan.guests import codes, links, renewing, visits
from samverkan.guests.codes import Tried
from samverkan.guests.doors import CHOSEN, language_of, page
from samverkan.guests.forms import AddressForm, CodeForm
from samverkan.guests.links import Found
from samverkan.guests.sending_codes import goes_by_text, send_code
from samverkan.guests.speech import Speech, speech
from samverkan.guests.visits import Going
from samverkan.journal.acts import TimedRequest, open_page
from samverkan.journal.models import Outcome
from samverkan.journal.writing import Doing, record
from samverkan.meetings.invited import Seat
from samverkan.people.models import Huvudman, Person
from samverkan.people.wording import clock
from samverkan.policy.acting import Action, Level
from samverkan.policy.vocabulary import Purpose

GONE = 410


@open_page
def door(request: TimedRequest, key: str) -> HttpResponse:
    """The link. GET and HEAD tell which school and spend nothing, however many programs look; POST opens the next."""
    found = links.find(key)
    if found is None or not found.leads(request.now):
        return _ended(request, found)
    spoken = language_of(request, Person.objects.filter(id=found.seat.person).first())
    if request.method != "POST":
        shown = {"seat": found.seat, "speech": spoken, "form_url": request.path}
        return page(request, "guests/door.html", shown)
    response = redirect(f"{reverse('guest_code')}?{urlencode({CHOSEN: spoken.slug})}")
    with transaction.atomic():
        _noted(found, Outcome.OPENED, request)
        visits.begin(found, spoken.slug, response, request.now)
    if goes_by_text(found.seat):
        send_code(found.seat, now=request.now)
    return response


@open_page
def code(request: TimedRequest) -> HttpResponse:
    """Six digits that came another way. A right code gives this browser a secret of its own."""
    visit = visits.going(request, request.now)
    if visit is None:
        return _ended(request, None)
    if visit.inside:
        return redirect("guest")
    if request.method == "POST" and "ny" in request.POST:
        return _once_more(request, visit)
    form = CodeForm(request.POST or None, speech=_spoken(request, visit))
    if request.method == "POST" and form.is_valid():
        response = redirect("guest")
        tried = _try(request, visit, form.cleaned_data["code"], response)
        if tried is Tried.RIGHT:
            return response
        if tried is Tried.WRONG:
            form.add_error("code", form.speech.say("code_wrong"))
    return _code_page(request, visit, form)


@open_page
def new_link(request: TimedRequest) -> HttpResponse:
    """Ask for a new link. The answer is the same whether the address is anybody's or not."""
    form = AddressForm(request.POST or None, speech=language_of(request))
    if request.method == "POST" and form.is_valid():
        base = request.build_absolute_uri(reverse("guest_door", args=["-"]))[:-1]
        renewing.asked_for(form.cleaned_data["address"], base=base, now=request.now)
        return page(request, "guests/asked.html", {})
    return page(request, "guests/ended.html", {"form": form}, status=422 if form.errors else 200)


@transaction.atomic
def _try(request: TimedRequest, visit: Going, said: str, response: HttpResponse) -> Tried:
    """The code, the event and the new secret together: a try that cannot be journalled was none, and spends nothing."""
    tried = codes.attempt(visit.found.row, said, now=request.now)
    right = tried is Tried.RIGHT
    _noted(visit.found, Outcome.DONE if right else Outcome.REFUSED, request)
    if right:
        visits.enter(visit.row, Level.LINK, response, request.now)
    return tried


def _once_more(request: TimedRequest, visit: Going) -> HttpResponse:
    """Another code by text, when there is a number and not too many have gone."""
    seat, spoken = visit.found.seat, _spoken(request, visit)
    if not goes_by_text(seat):
        said = spoken.say("code_other", phone=seat.phone)
    elif send_code(seat, now=request.now):
        said = spoken.say("code_sent")
    else:
        said = spoken.say("code_enough", phone=seat.phone)
    return _code_page(request, visit, CodeForm(speech=spoken), said=said)


def _code_page(request: TimedRequest, visit: Going, form: CodeForm, *, said: str = "") -> HttpResponse:
    seat = visit.found.seat
    until = codes.locked_until(seat.id, request.now)
    shown = {
        "seat": seat,
        "speech": form.speech,
        "form": form,
        "said": said,
        "by_text": goes_by_text(seat),
        "eid_url": eid_url(seat),
        "locked": form.speech.say("code_locked", clock=clock(until), phone=seat.phone) if until else "",
    }
    status = 429 if until else 422 if form.errors else 200
    return page(request, "guests/code.html", shown, status=status)


def eid_url(seat: Seat) -> str:
    """Where an e-legitimation stands in for the code, at a provider of the pupil's huvudman; empty without one."""
    of = Huvudman.objects.filter(id=seat.huvudman).values_list("name", flat=True).first()
    found = next((one for one in settings.WORK_PROVIDERS if one.huvudman == of and one.gives(Level.EID)), None)
    query = urlencode({"next": reverse("guest"), "niva": str(int(Level.EID))})
    return f"{reverse('at_work', args=[found.id])}?{query}" if found else ""


def vouched_for(request: HttpRequest, person: UUID | None, level: Level, back: str) -> HttpResponse | None:
    """A provider has vouched for somebody on the way to the guest's page: let them in as the one the link is for.

    None for whoever goes elsewhere, has no visit, is somebody else or was not known surely enough: the link alone says
    who is invited, and the provider that it is that person.
    """
    known: TimedRequest = request  # type: ignore[assignment]  # every request is timed
    visit = visits.going(known, known.now) if back == reverse("guest") else None
    if visit is None or person is None or person != visit.found.seat.person or level < Level.EID:
        return None
    response = redirect("guest")
    with transaction.atomic():
        _noted(visit.found, Outcome.DONE, known)
        visits.enter(visit.row, level, response, known.now)
    return response


def _ended(request: TimedRequest, found: Found | None) -> HttpResponse:
    """The link leads nowhere. Of one that somebody once had, until when it did; of all others nothing."""
    spoken = language_of(request)
    gone = found is not None and found.row.ended_at is None and found.seat.leads_to <= request.now
    until = spoken.say("ended_on", day=spoken.day(found.seat.leads_to)) if found is not None and gone else ""
    return page(request, "guests/ended.html", {"form": AddressForm(speech=spoken), "until": until}, status=GONE)


def _spoken(request: TimedRequest, visit: Going) -> Speech:
    chosen = request.GET.get(CHOSEN) or request.POST.get(CHOSEN) or visit.row.language
    if chosen != visit.row.language:
        visits.speak(visit.row, speech(chosen).slug)
    return speech(chosen)


def _noted(found: Found, outcome: Outcome, request: TimedRequest) -> None:
    """Every try is an event: of the person whose link it is, since nobody else can be known by it."""
    seat = found.seat
    record(
        Doing(
            at=request.now,
            actor=UUID(str(seat.person)),
            role=seat.role.value,
            action=Action.GUEST_ENTER.value,
            purpose=Purpose.SUPPORT.value,
            target=seat.id,
        ),
        outcome,
    )
