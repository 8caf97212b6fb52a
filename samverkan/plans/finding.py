"""What a search finds. A room above this one adds its own source when it starts (`SOURCES.append(...)`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from samverkan.guard.scope import Scope
from samverkan.people.contacts import directory
from samverkan.people.queries import classes, pupils, search_form
from samverkan.policy.acting import Action, may

MOST_OF_EACH = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit under its heading."""

    group: str
    """Elever, Klasser, Möten, Kontakter, Sidor."""
    title: str
    text: str
    url: str
    phone: str = ""
    case: UUID | None = None
    """The pupil, when the hit speaks of one."""


Source = Callable[[Scope, str], Iterable[Hit]]
SOURCES: list[Source] = []

PAGES: tuple[tuple[str, str, Action, str], ...] = (
    ("Idag", "today", Action.TODAY_READ, "idag morgon start hem"),
    ("Skolan", "school", Action.SCHOOL_READ, "skolan översikt vilka elever vilka kontakter"),
    ("Elever", "pupils", Action.PUPILS_READ, "elever klasser klasslista"),
    ("Möten", "meetings", Action.MEETINGS_READ, "möten kalender rummet"),
    ("Kontakter", "contacts", Action.CONTACT_WRITE, "kontakter telefon ny kontakt"),
    ("Min logg", "own_log", Action.OWN_LOG_READ, "min logg vad jag har öppnat"),
    ("Inställningar", "settings", Action.SETTINGS_READ, "inställningar skolan personer import"),
)
"""Title, url name, the act it is, and the words it answers to."""


def find(scope: Scope, words: str) -> list[tuple[str, list[Hit]]]:
    """Hits grouped by sort. What lies outside the scope does not exist."""
    groups: dict[str, list[Hit]] = {}
    if words.strip():
        for source in (_pupils, _classes, *SOURCES, _contacts, _pages):
            for hit in source(scope, words.strip()):
                groups.setdefault(hit.group, []).append(hit)
    found = [(group, hits[:MOST_OF_EACH]) for group, hits in groups.items()]
    scope.trail.gives_out(hit.case for _, hits in found for hit in hits if hit.case is not None)
    return found


def typed(text: str) -> str:
    """What somebody can have typed: no control characters, which PostgreSQL refuses in a text, and not more than 80."""
    return "".join(sign for sign in text if sign.isprintable())[:80]


def _pupils(scope: Scope, words: str) -> Iterable[Hit]:
    for row in pupils(scope, words=words)[:MOST_OF_EACH]:
        where = ", ".join(part for part in (row.class_name, row.school) if part)
        yield Hit("Elever", row.name, where, reverse("pupil", kwargs={"pupil_id": row.case}), case=row.case)


def _classes(scope: Scope, words: str) -> Iterable[Hit]:
    for row in classes(scope):
        if search_form(row.name) == search_form(words):
            query = urlencode({"klass": row.name, "skola": row.unit})
            yield Hit("Klasser", row.name, row.school, f"{reverse('pupils')}?{query}")


def _contacts(scope: Scope, words: str) -> Iterable[Hit]:
    """The reader's own directory: it says nothing of any pupil. A guardian or a pupil has no use of it."""
    if not may(scope.reader, Action.CONTACT_WRITE).allowed:
        return
    wanted = [search_form(word) for word in words.split()]
    places = directory(scope.reader)
    for point, place in sorted(((p, o) for o in places for p in o.contacts), key=lambda pair: pair[0].function):
        if _answers(f"{point.function} {point.name} {place.name}", wanted):
            title = ", ".join(part for part in (point.name, point.function) if part)
            yield Hit("Kontakter", title, place.name, _address("contacts"), point.phone)
    for place in places:
        if place.phone and _answers(place.name, wanted):
            yield Hit("Kontakter", place.name, place.phone_hours, _address("contacts"), place.phone)


def _pages(scope: Scope, words: str) -> Iterable[Hit]:
    wanted = [search_form(word) for word in words.split()]
    for title, name, action, answers_to in PAGES:
        url = _address(name)
        if url and may(scope.reader, action).allowed and _answers(answers_to, wanted):
            yield Hit("Sidor", title, "", url)


def _answers(text: str, wanted: Iterable[str]) -> bool:
    known = search_form(text)
    return all(word in known for word in wanted)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
