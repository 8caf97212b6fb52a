"""Builds the frame round a page: the reader's places, name and, in the demonstration, "Visa som".

Built when a template asks, so that a redirect costs nothing. Which places show is asked of the law's table of acts,
and a place whose page is not there is left out.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from samverkan.demo.logins import LOGINS
from samverkan.people import starting
from samverkan.people.models import Account, Person, Unit
from samverkan.people.wording import counted
from samverkan.policy import capacities
from samverkan.policy.acting import Action, may, works_in_school
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import HuvudmanId
from samverkan.web import frame
from samverkan.web.frame import Frame, Link, LooksAs, NavItem, Persona, Preparing, SignedIn
from samverkan.web.sittings import seconds_left

PLACES = (
    ("Idag", "today", "today", Action.TODAY_READ),
    ("Elever", "pupils", "pupils", Action.PUPILS_READ),
    ("Möten", "meetings", "meetings", Action.MEETINGS_READ),
    ("Att göra", "todo", "todo", Action.TODO_READ),
    ("Skolan", "school", "school", Action.SCHOOL_READ),
    ("Kontakter", "contacts", "contacts", Action.CONTACTS_READ),
    ("Inställningar", "settings", "settings", Action.SETTINGS_READ),
    ("Huvudmannen", "start", "settings", Action.START_READ),
)
"""Word, name of the address, drawing, and the act that opens it."""

NEW = (
    ("Signal", "signal", Action.SIGNAL_WRITE),
    ("Möte", "mote", Action.MEETING_PLAN),
    ("Anteckning", "anteckning", Action.NOTE_WRITE),
)
"""What is made for one pupil: word, the word in the address where the pupil is chosen, and the act."""


def context(request: HttpRequest) -> dict[str, object]:
    """Context processor: the frame, dressed; on the sign-in page also the ways in, and the demonstration's people."""
    if not hasattr(request, "frame"):
        request.frame = _built(request)  # type: ignore[attr-defined]
    known = frame.context(request)
    if request.resolver_match and request.resolver_match.url_name == "account_login":
        known["at_work"] = settings.WORK_PROVIDERS
        known["logins"] = LOGINS if settings.DEMO else ()
    return known


def _built(request: HttpRequest) -> Frame:
    reader: Reader | None = getattr(request, "reader", None)
    if reader is None or getattr(request, "for_guests", False):
        return Frame(demo=settings.DEMO, look_url=_address("utseende"), harbour_url=_address("hamnbild"), search_url="")
    looks_as: LooksAs | None = getattr(request, "looks_as", None)
    if looks_as is not None:
        return Frame(demo=settings.DEMO, search_url="", looks_as=looks_as)
    try:
        return _of(request, reader)
    except DatabaseError:
        # A page that says what went wrong is drawn without its surroundings rather than not at all.
        return Frame(demo=settings.DEMO, search_url="")


def _of(request: HttpRequest, reader: Reader) -> Frame:
    person = Person.objects.get(id=reader.person)
    preparing = _preparing(request, reader)
    return Frame(
        school=_school(reader),
        demo=settings.DEMO,
        person=SignedIn(person.initials, person.name, _role(reader)),
        nav=tuple(_places(request, reader)),
        new=tuple(_new(reader)),
        personas=_personas(reader) if settings.DEMO else (),
        switch_url=_address("show_as") if settings.DEMO else "",
        search_url=_address("search") if may(reader, Action.SEARCH).allowed else "",
        log_url=_address("own_log"),
        outbox_url=_address("outbox") if may(reader, Action.OUTBOX_READ).allowed else "",
        account_url=_address("profile"),
        sign_out_url=_address("account_logout"),
        look_url=_address("utseende"),
        harbour_url=_address("hamnbild"),
        seconds_left=seconds_left(request),
        preparing=preparing,
        begun=None if preparing else _begun(reader),
    )


def _preparing(request: HttpRequest, reader: Reader) -> Preparing | None:
    """That the house only prepares, for those who work in its schools: nobody else comes in then."""
    huvudmen: frozenset[HuvudmanId] = getattr(request, "preparing", frozenset())
    if not any(works_in_school(standing) for standing in reader.standings) or not huvudmen:
        return None
    waits = min(starting.left(huvudman) for huvudman in huvudmen)
    url = _address("start") if may(reader, Action.START_READ).allowed else ""
    return Preparing(counted(waits, "sak", "saker"), url)


def _begun(reader: Reader) -> Preparing | None:
    """That the house began with something left, for those who follow it: to others it is no news, and no work."""
    waits = starting.left_though_begun(reader)
    return Preparing(counted(waits, "sak", "saker"), _address("start")) if waits else None


def _places(request: HttpRequest, reader: Reader) -> Iterator[NavItem]:
    here = request.path
    for word, name, drawing, action in PLACES:
        address = _address(name)
        if not address or not may(reader, action).allowed:
            continue
        if name == "start" and may(reader, Action.SETTINGS_READ).allowed:
            continue  # it lies among the settings
        if name == "pupils" and not may(reader, Action.SCHOOL_READ).allowed:
            word = capacities.pupils_word(reader)
        current = here == address or (address != "/" and here.startswith(address + "/"))
        yield NavItem(word, address, drawing, current)


def _new(reader: Reader) -> Iterator[Link]:
    for word, what, action in NEW:
        if may(reader, action).allowed:
            yield Link(word, reverse("choose_pupil", args=[what]))
    if may(reader, Action.CONTACT_WRITE).allowed:
        yield Link("Kontakt", reverse("contact_new"))


def _school(reader: Reader) -> str:
    """The first school the reader works at, or the organisation of one from outside."""
    units = [standing.unit for standing in reader.standings if standing.unit]
    if units:
        return Unit.objects.filter(id=units[0]).values_list("name", flat=True).first() or ""
    return ""


def _role(reader: Reader) -> str:
    return reader.standings[0].role.label.capitalize() if reader.standings else ""


def _personas(reader: Reader) -> tuple[Persona, ...]:
    known = dict(Account.objects.filter(email__in=[one.email for one in LOGINS]).values_list("email", "person_id"))
    return tuple(
        Persona(str(known[one.email]), f"{one.role}: {one.name}", known[one.email] == reader.person)
        for one in LOGINS
        if one.email in known
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
