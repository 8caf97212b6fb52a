"""Mallar för möten, under Inställningar: read by those who keep the school, changed by who signs for the huvudman."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, Refused, act, aimed
from samverkan.meetings import editions
from samverkan.meetings.agendas import MeetingTemplate, template, templates
from samverkan.meetings.edition_form import EditionForm
from samverkan.meetings.editions import Difference, in_words
from samverkan.people import readings
from samverkan.people.models import Huvudman
from samverkan.people.views.start import huvudman_of, shown
from samverkan.people.wording import counted
from samverkan.policy.acting import Action

BACK = "Den mall som följer med Samverkan gäller igen."


@dataclass(frozen=True, slots=True)
class KindRow:
    """A sort of meeting in the list."""

    slug: str
    name: str
    words: str
    own: bool


@act(Action.MEETING_KINDS_READ)
def index(request: ReaderRequest) -> HttpResponse:
    """Every sort of meeting, and whether the huvudman has a version of its own."""
    huvudman = huvudman_of(request)
    rows = [_row(found) for found in editions.kinds_of(huvudman.id, on=request.scope.today)]
    return shown(request, "meetings/kinds.html", {"huvudman": huvudman, "rows": rows})


@act(Action.MEETING_KINDS_READ)
def kind(request: ReaderRequest, slug: str) -> HttpResponse:
    """One of them: agenda, checklist, what differs from the shipped one, and every version."""
    huvudman, found = _asked(request, slug)
    latest = editions.latest(huvudman, slug)
    context = {
        "huvudman": huvudman,
        "kind": found,
        "points": [(in_words(item.title), item.minutes) for item in found.items],
        "checks": [(in_words(check.text), check.owner, check.law) for check in found.checks],
        "differences": editions.differences(found),
        "to_come": _to_come(found, latest),
        "versions": editions.versions(huvudman, slug),
        "own": latest.version is not None,
        "who": readings.who_signs(huvudman, request.reader, Action.MEETING_KIND_CHANGE),
    }
    return shown(request, "meetings/kind.html", context)


@act(Action.MEETING_KIND_CHANGE)
def change(request: ReaderRequest, slug: str) -> HttpResponse:
    """Change a copy, and save it as a new version from a day on."""
    huvudman, _ = _asked(request, slug)
    _demand_signatory(request, huvudman)
    stands = editions.latest(huvudman, slug)
    form = EditionForm(request.POST or None, stands=stands, shipped=template(slug), today=request.scope.today)
    if request.method == "POST" and form.is_valid():
        made = editions.save(
            huvudman=huvudman,
            slug=slug,
            data=form.data_said(),
            holds_on=form.cleaned_data["holds_on"],
            reason=form.cleaned_data["reason"],
            by=request.reader,
            now=request.now,
        )
        messages.success(request, "Er version är sparad. Möten som redan är planerade behåller sin.")
        return aimed(redirect("meeting_kind", slug=slug), made.id)
    context = {"huvudman": huvudman, "kind": stands, "form": form}
    return shown(request, "meetings/kind_change.html", context, status=422 if form.errors else 200)


@act(Action.MEETING_KIND_CHANGE)
def back(request: ReaderRequest, slug: str) -> HttpResponse:
    """Ta bort vår version, after a question: the shipped one holds again from today."""
    huvudman, found = _asked(request, slug)
    _demand_signatory(request, huvudman)
    if editions.latest(huvudman, slug).version is None:
        messages.info(request, BACK)
        return redirect("meeting_kind", slug=slug)
    if request.method == "POST":
        made = editions.save(
            huvudman=huvudman,
            slug=slug,
            data=None,
            holds_on=request.scope.today,
            reason="Tillbaka till den mall som följer med.",
            by=request.reader,
            now=request.now,
        )
        messages.success(request, BACK)
        return aimed(redirect("meeting_kind", slug=slug), made.id)
    shown_before = {
        "question": "Ta bort er version?",
        "text": "Den mall som följer med Samverkan gäller från i dag. Möten som redan är planerade behåller sin.",
        "facts": [("Mallen", found.name)],
        "verb": "Ta bort vår version",
        "cancel_url": reverse("meeting_kind", args=[slug]),
    }
    return render(request, "confirm.html", shown_before)


def _asked(request: ReaderRequest, slug: str) -> tuple[Huvudman, MeetingTemplate]:
    huvudman = huvudman_of(request)
    if slug not in {found.slug for found in templates()}:
        raise Http404
    return huvudman, editions.kind_of(huvudman.id, slug, on=request.scope.today)


def _demand_signatory(request: ReaderRequest, huvudman: Huvudman) -> None:
    who = readings.who_signs(huvudman, request.reader, Action.MEETING_KIND_CHANGE)
    if not who.allowed:
        raise Refused(who.otherwise)


def _to_come(held: MeetingTemplate, latest: MeetingTemplate) -> tuple[Difference, ...]:
    """What differs in a version whose day has not come."""
    return editions.differences(latest) if latest.version not in (None, held.version) else ()


def _row(found: MeetingTemplate) -> KindRow:
    points = len(found.items)
    words = f"{found.minutes} minuter, {points} punkter, {counted(len(found.checks), 'rad', 'rader')} på checklistan"
    return KindRow(found.slug, found.name, words, found.version is not None)
