"""B5: whose data left in an answer is whom the journal names for that request: nobody missing, nobody in vain.

What left is found twice, without asking the journal or its trail: by what the vault opened, and by whose id or name can
be read in the answer. JournalWatch does so with every answer of the walk through the house.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from html import unescape
from http import HTTPStatus
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Case
from samverkan.journal.models import Event
from samverkan.people.models import Person, Pupil
from samverkan.people.sealed_names import FIELD
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Purpose
from samverkan.vault import texts
from samverkan.vault.sealing import Place, unseal
from tests.battery.figures import tell
from tests.cast import Cast, client_as, scope_of
from tests.house.test_every_url_is_named_and_judged import (
    Row,
    Things,
    address_of,
    rows,
    views,
)
from tests.house.test_nothing_is_shown_that_cannot_be_journalled import dumb_journal  # noqa: F401 - a fixture

BECAUSE = "the battery knows every pupil by name"
LOOKS_THROUGH = {
    "today": "what needs the reader is chosen among all of the reader's pupils",
    "school": "the sums are counted over all pupils of the school",
    "school_export": "the file takes the same choice along",
    "todo_export": "a promise about a protected pupil is read, and left out of the file",
    "school_group": "one group of the overview is chosen among all",
    "walk": "the next of the round is chosen among all",
    "search": "a sealed name is compared only once it has been opened",
    "meetings": "that there are older ones is known by one more than is shown",
    "room_answer": "a question that is put already leads back to the room and tells of nobody",
    "trust_school": "those for whom nobody is named are found among all pupils of the school",
    "trust_class": "those of the class for whom nobody is named are found among all of it",
    "role_away": "a protected pupil is left out of what is done for all at once",
    "role_hand_over": "a protected pupil is left out of what is done for all at once",
    "choose_pupil": "only those for whom the reader may take the act are offered",
}
"""Pages that open more than they give out, to choose or to count. The journal keeps the two apart (decision 0021);
a page that is not here looks through nobody.
"""
BY_INITIALS = {"today_print"}
"""Paper that lies on desks: pupils stand there by initials and room."""


FOR_EACH = ("invitation_all_print", "minutes_all_print")
"""Pages that give several receivers each their own paper, by one event for each."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One request: what left the house by it, and what the journal says of it."""

    verb: str
    address: str
    page: str
    answer: Any
    opened: frozenset[UUID]
    names: dict[UUID, str]
    """Names that lay sealed and were opened."""
    events: tuple[Event, ...]

    @property
    def named(self) -> frozenset[UUID]:
        """The pupils that the journal names: given out, or looked through."""
        return self.given_out | self.looked_through

    @property
    def given_out(self) -> frozenset[UUID]:
        """Those of whom the journal says that the answer spoke."""
        return frozenset(touch.case_id for event in self.events for touch in event.touches.all() if touch.given_out)

    @property
    def looked_through(self) -> frozenset[UUID]:
        """Those whom the page chose or counted among, as the journal has it."""
        return frozenset(touch.case_id for event in self.events for touch in event.touches.all() if not touch.given_out)


@dataclass(slots=True)
class Looking:
    """Notes for whom the vault opens a text, and the names among the texts."""

    cases: set[UUID] = field(default_factory=set)
    names: dict[UUID, str] = field(default_factory=dict)

    @contextmanager
    def on(self) -> Iterator[None]:
        """While inside, each text is opened as always and noted."""

        def noting(sealed: bytes, key: bytes, place: Place) -> str:
            text = unseal(sealed, key, place)
            self.cases.add(place.case)
            if place.field == FIELD:
                self.names[place.case] = text.replace("\n", " ")
            return text

        with patch.object(texts, "unseal", noting):
            yield


def passed(browser: Client, verb: str, address: str, page: str, *, secure: bool = False) -> Passed:
    """Ask, and see what left and what was written down. Afterwards the world is as before."""
    looking = Looking()
    with transaction.atomic():
        before = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
        with looking.on():
            if verb == "POST":
                answer: Any = browser.post(address, {}, secure=secure)
            else:
                answer = browser.generic(verb, address, secure=secure)
        events = tuple(Event.objects.filter(id__gt=before).prefetch_related("touches"))
        transaction.set_rollback(True)
    return Passed(verb, address, page, answer, frozenset(looking.cases), looking.names, events)


def pupils() -> dict[UUID, str]:
    """Every pupil's case and name; of those who are protected the id alone."""
    known = Pupil.objects.unguarded(because=BECAUSE).select_related("person")
    names = {pupil.case_id: "" if pupil.person.protected else pupil.person.name for pupil in known}
    return {case.id: names.get(case.id, "") for case in Case.objects.all()}


def shown(one: Passed, everybody: dict[UUID, str]) -> frozenset[UUID]:
    """The pupils whose id or name can be read in the answer. In a file it is those whose texts were opened for it."""
    if not one.answer.headers.get("Content-Type", "").startswith("text/") or one.page in BY_INITIALS:
        return one.opened & everybody.keys()
    body = unescape(one.answer.content.decode(errors="replace"))
    names = everybody | one.names
    return frozenset(case for case, name in names.items() if str(case) in body or (name and name in body))


@dataclass(slots=True)
class JournalWatch:
    """Compares what left in each answer that the person got with what is written down."""

    word: str
    person: Person | None
    everybody: dict[UUID, str] = field(init=False)
    units: frozenset[UUID | None] = field(init=False)
    """Where the person works; None for one who works at no school."""
    answers: int = 0
    missing: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.everybody = pupils()
        standings = scope_of(self.person).reader.standings if self.person is not None else ()
        self.units = frozenset(standing.unit for standing in standings if standing.unit) or frozenset({None})

    def look(self, row: Row, one: Passed) -> None:
        """One answer. Of a form that is sent only what left too much is told: what it does is its own event."""
        self.answers += 1
        where = f"{self.word} {one.verb} {row['sida']} {row['om']}"
        shows = one.answer.status_code == HTTPStatus.OK
        seen = shown(one, self.everybody) if shows else frozenset()
        own = {case for case, name in self.everybody.items() if self.person is not None and name == self.person.name}
        opened = one.opened if shows else frozenset()
        unsaid = (seen - one.given_out - own) | (opened - one.named - own)
        self.missing += [f"{where}: {self.everybody[case]}" for case in unsaid]
        if one.verb != "GET" or row["sida"] == "account_logout":
            return
        surplus = one.given_out - seen - {case for case in self.everybody if str(case) in one.address}
        if row["sida"] not in LOOKS_THROUGH:
            surplus |= one.looked_through
        self.surplus += [f"{where}: {self.everybody[case]}" for case in surplus]
        action = acts_of_pages()[row["sida"]]
        if action is not None and self.person is not None:
            self.incomplete += [f"{where}: {fault}" for fault in self._faults(one, self.person, action)]

    def tells(self) -> list[str]:
        """What was wrong, in words; and the figures to the battery."""
        tell(
            "B5",
            missing=len(self.missing),
            surplus=len(self.surplus),
            incomplete=len(self.incomplete),
            answers=self.answers,
        )
        return [*self.missing, *self.surplus, *self.incomplete]

    def _faults(self, one: Passed, person: Person, action: Action) -> Iterator[str]:
        """Whatever the event of the request lacks: who, unit, purpose, action, time, or why a pupil was touched. Papers
        for several have one each, so that the trail says to whom what was given.
        """
        targets = {event.target_id for event in one.events}
        if not one.events or (len(one.events) > 1 and (one.page not in FOR_EACH or len(targets) != len(one.events))):
            yield f"{len(one.events)} events"
        for event in one.events:
            yield from self._lacks(event, person, action)

    def _lacks(self, event: Event, person: Person, action: Action) -> Iterator[str]:
        wanted = {
            "who": event.actor_id == person.id,
            "unit": event.unit_id in self.units,
            "purpose": event.purpose in list(Purpose),
            "action": event.action == action,
            "time": timedelta(0) <= timezone.now() - event.at < timedelta(minutes=5),
            "why": all(touch.classes and touch.grounds for touch in event.touches.all()),
        }
        yield from (name for name, holds in wanted.items() if not holds)


@cache
def acts_of_pages() -> dict[str, Action | None]:
    """The act of each page. On a guest's page nobody acts who is signed in: guests have a walk of their own."""
    return {
        name: None if getattr(view, "for_guests", False) else view.action
        for name, view in views()
        if hasattr(view, "action")
    }


def _is_read(row: Row) -> bool:
    return row["sätt"] == "GET" and row["sida"] != "account_logout"


def test_a_page_that_was_shown_before_is_shown_and_journalled_again(cast: Cast) -> None:
    """There is no 304: nothing is kept by browsers, so each look is a read."""
    browser, address = client_as(cast.sara), f"/elever/{cast.ebbas_case}"
    first = browser.get(address)
    kept = {"If-None-Match": first.headers.get("ETag", '"x"'), "If-Modified-Since": "Sat, 28 Nov 2026 12:00:00 GMT"}
    before = Event.objects.count()

    again = browser.get(address, headers=kept)

    assert (again.status_code, Event.objects.count()) == (200, before + 1)


def test_a_pupil_who_is_left_out_of_the_journal_is_missed(cast: Cast) -> None:
    """The comparison can fail: what a page shows of Ebba is missing from an event that names nobody."""
    one = passed(client_as(cast.sara), "GET", f"/elever/{cast.ebbas_case}", "pupil")
    silent = replace(one, events=())

    assert cast.ebbas_case in (shown(silent, pupils()) | silent.opened) - silent.named


def test_without_a_journal_no_page_shows_anybody(cast: Cast, dumb_journal: None) -> None:  # noqa: F811
    browser, everybody, wrong, asked = client_as(cast.anna_karin), pupils(), [], 0

    for row in rows():
        if row["rektor"] == "200" and _is_read(row) and acts_of_pages()[row["sida"]] is not None:
            one = passed(browser, "GET", address_of(row, Things(cast)), row["sida"])
            asked += 1
            body = one.answer.content.decode(errors="replace")
            told = [name for name in everybody.values() if name and name in body]
            if one.answer.status_code != 503 or told:
                wrong.append(f"{row['sida']} {row['om']}: {one.answer.status_code} {told}")

    tell("B5", unjournalled=len(wrong), answers=asked)
    assert wrong == []
