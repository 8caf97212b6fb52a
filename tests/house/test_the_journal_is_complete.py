"""B5: whose data left in an answer is whom the journal names for that request: nobody missing, nobody in vain.

What left is found twice, without asking the journal or its trail: by what the vault opened, and by whose id or name can
be read in the answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Case
from samverkan.journal.models import Event
from samverkan.people.models import Pupil
from samverkan.people.sealed_names import FIELD
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import Purpose
from samverkan.vault import texts
from samverkan.vault.sealing import Place, unseal
from tests.battery.figures import tell
from tests.cast import Cast, client_as, scope_of
from tests.house.test_every_url_is_named_and_judged import (
    PERSONS,
    Row,
    Things,
    address_of,
    browser_of,
    person_of,
    rows,
    views,
)
from tests.house.test_nothing_is_shown_that_cannot_be_journalled import dumb_journal  # noqa: F401 - a fixture

BECAUSE = "the battery knows every pupil by name"
LOOKS_THROUGH = {
    "today": "what needs the reader is chosen among all of the reader's pupils",
    "school": "the sums are counted over all pupils of the school",
    "school_export": "the file takes the same choice along",
    "school_group": "one group of the overview is chosen among all",
    "walk": "the next of the round is chosen among all",
    "search": "a sealed name is compared only once it has been opened",
    "meetings": "that there are older ones is known by one more than is shown",
    "choose_pupil": "only those for whom the reader may take the act are offered",
}
"""Pages that open more than they give out, to choose or to count. The journal keeps the two apart (decision 0021);
a page that is not here looks through nobody.
"""
BY_INITIALS = {"today_print"}
"""Paper that lies on desks: pupils stand there by initials and room."""
SOME = ("rektor", "kurator", "vårdnadshavare")
SEARCHES = ("Ebba", "Lindqvist", "5B", "Liv", "finns inte")


@dataclass(frozen=True, slots=True)
class Passed:
    """One request: what left the house by it, and what the journal says of it."""

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


@dataclass(frozen=True, slots=True)
class Found:
    """What was wrong with the journal of some requests, in words."""

    answers: int
    missing: list[str]
    surplus: list[str]
    incomplete: list[str]


def passed(browser: Client, verb: str, address: str, page: str) -> Passed:
    """Ask, and see what left and what was written down. Afterwards the world is as before."""
    looking = Looking()
    with transaction.atomic():
        before = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
        with looking.on():
            answer = browser.generic(verb, address)
        events = tuple(Event.objects.filter(id__gt=before).prefetch_related("touches"))
        transaction.set_rollback(True)
    return Passed(page, answer, frozenset(looking.cases), looking.names, events)


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


def looked_at(cast: Cast, word: str, wanted: list[tuple[str, str]]) -> Found:
    """Ask for each page and address as the person, and compare what left with what is written down."""
    browser, person, everybody = browser_of(cast, word), person_of(cast, word), pupils()
    found = Found(len(wanted), [], [], [])
    actions = {name: view.action for name, view in views() if hasattr(view, "action")}
    for page, address in wanted:
        one = passed(browser, "GET", address, page)
        head = passed(browser, "HEAD", address, page) if one.named else one
        shows = one.answer.status_code == 200
        seen = shown(one, everybody) if shows else frozenset()
        own = {case for case, name in everybody.items() if person is not None and name == person.name}
        opened = one.opened if shows else frozenset()
        unsaid = (seen - one.given_out - own) | (opened - one.named - own)
        found.missing.extend(f"{word} {page}: {everybody[case]}" for case in unsaid)
        acted_on = frozenset(case for case in everybody if str(case) in address)
        surplus = one.given_out - seen - acted_on
        if page not in LOOKS_THROUGH:
            surplus |= one.looked_through
        found.surplus.extend(f"{word} {page}: {everybody[case]}" for case in surplus)
        if head.named != one.named:
            found.missing.append(f"{word} HEAD {page}: {len(head.named)} of {len(one.named)}")
        if actions[page] is not None and person is not None:
            found.incomplete.extend(f"{word} {page}: {fault}" for fault in _faults(one, cast, word, actions[page]))
    return found


def _faults(one: Passed, cast: Cast, word: str, action: Action) -> Iterator[str]:
    """Whatever the one event of the request lacks: who, unit, purpose, action, time, or why a pupil was touched."""
    if len(one.events) != 1:
        yield f"{len(one.events)} events"
        return
    event, person = one.events[0], person_of(cast, word)
    assert person is not None
    units = {standing.unit for standing in scope_of(person).reader.standings if standing.unit}
    wanted = {
        "who": event.actor_id == person.id,
        "unit": event.unit_id in units if units else event.unit_id is None,
        "purpose": event.purpose in list(Purpose),
        "action": event.action == action,
        "time": timedelta(0) <= timezone.now() - event.at < timedelta(minutes=5),
        "why": all(touch.classes and touch.grounds for touch in event.touches.all()),
    }
    yield from (name for name, holds in wanted.items() if not holds)


def pages_of(cast: Cast, word: str) -> list[tuple[str, str]]:
    """Every page of the table, and some searches, as name and address."""
    things = Things(cast)
    found = [(row["sida"], address_of(row, things)) for row in rows() if _is_read(row)]
    return found + [("search", f"/sok?q={said}") for said in SEARCHES]


def _is_read(row: Row) -> bool:
    return row["sätt"] == "GET" and row["sida"] != "account_logout"


def judge(cast: Cast, word: str) -> None:
    """The whole of one person's pages."""
    found = looked_at(cast, word, pages_of(cast, word))

    tell(
        "B5",
        missing=len(found.missing),
        surplus=len(found.surplus),
        incomplete=len(found.incomplete),
        answers=found.answers,
    )
    assert found.missing == [], "\n".join(found.missing)
    assert found.surplus == [], "\n".join(found.surplus)
    assert found.incomplete == [], "\n".join(found.incomplete)


@pytest.mark.parametrize("word", SOME)
def test_whom_an_answer_shows_is_whom_the_journal_names(cast: Cast, word: str) -> None:
    judge(cast, word)


@pytest.mark.long
@pytest.mark.parametrize("word", [word for word in PERSONS if word not in SOME])
def test_it_holds_for_everybody(cast: Cast, word: str) -> None:
    judge(cast, word)


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
    silent = Passed(one.page, one.answer, one.opened, one.names, ())

    assert cast.ebbas_case in (shown(silent, pupils()) | silent.opened) - silent.named


def test_without_a_journal_no_page_shows_anybody(cast: Cast, dumb_journal: None) -> None:  # noqa: F811
    browser, everybody, wrong, asked = client_as(cast.anna_karin), pupils(), [], 0
    actions = {name: view.action for name, view in views() if hasattr(view, "action")}

    for row in rows():
        if row["rektor"] == "200" and _is_read(row) and actions[row["sida"]] is not None:
            one = passed(browser, "GET", address_of(row, Things(cast)), row["sida"])
            asked += 1
            body = one.answer.content.decode(errors="replace")
            told = [name for name in everybody.values() if name and name in body]
            if one.answer.status_code != 503 or told:
                wrong.append(f"{row['sida']} {row['om']}: {one.answer.status_code} {told}")

    tell("B5", unjournalled=len(wrong), answers=asked)
    assert wrong == []
