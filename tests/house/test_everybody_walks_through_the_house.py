"""B1, B5, B10, B11 and B35 in one walk: everybody asks for every page of the table, and many watch each answer.

What each watch looks for is told in its own file. So a page is asked for once, and not once for each promise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from samverkan.people.models import Person
from tests.battery.figures import tell
from tests.battery.words import everything_said, hidden_from, leaked
from tests.cast import Cast
from tests.house.test_every_answer_carries_its_headers import missing, over_https  # noqa: F401 - a fixture
from tests.house.test_every_id_is_drawn import counted_in
from tests.house.test_every_url_is_named_and_judged import (
    PERSONS,
    Row,
    Things,
    address_of,
    browser_of,
    person_of,
    rows,
)
from tests.house.test_every_verb_is_judged import NOT_ALLOWED, OTHERS, head_unlike
from tests.house.test_nothing_is_told_beside_the_page import canaries, named_beside
from tests.house.test_the_journal_is_complete import JournalWatch, Passed, passed

HEADS = ("rektor", "kurator", "vårdnadshavare")
"""Those who ask for the head of each page too. Everybody does at night."""
KNOW_NOTHING = ("grannskola", "friskola", "spärrad", "lärare", "logoped")
"""Those whose 404 is compared with that of what never was."""
OUTSIDE_THE_TEAM = ("undervisar", "lärare", "skolsköterska", "administratör", "grannskola", "friskola", "spärrad")
IN_THE_TEAM = ("Peter Ny", "Maria Ek", "Socialtjänsten i Björkvik", "Barn- och ungdomshabiliteringen")
"""Who knows Ebba from outside the school: a name here tells what she needs."""
SHORTEST_NAME = 5
"""Shorter ones are parts of other words."""
SEARCHES = ("Ebba", "Lindqvist", "5B", "Liv", "finns inte")


class Watch(Protocol):
    """Looks at each answer that somebody gets, and says at the end what was wrong."""

    def look(self, row: Row, one: Passed) -> None:
        """One answer."""

    def tells(self) -> list[str]:
        """What was wrong, in words; and the figures to the battery."""


@dataclass
class TableWatch:
    """The answer is the one the table says, and holds no text that the person may not read."""

    word: str
    expected: str
    hidden: tuple[str, ...]
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)

    def look(self, row: Row, one: Passed) -> None:
        """Another verb than the page listens to is met by 405; for a head it is as for the page."""
        self.answers += 1
        where, met = f"{one.verb} {row['sida']} {row['om']} {self.word}", str(one.answer.status_code)
        wanted = NOT_ALLOWED if one.verb in OTHERS else row[self.expected]
        if met != str(wanted):
            self.wrong.append(f"{where}: {met}, the table says {wanted}")
        self.leaks += [f"{where}: {text}" for text in leaked(one.answer, self.hidden)]

    def tells(self) -> list[str]:
        """What was wrong."""
        tell("B1", wrongly_refused=len(self.wrong), leaks=len(self.leaks), answers=self.answers)
        return [*self.wrong, *self.leaks]


@dataclass
class HeadersWatch:
    """The answer carries its headers."""

    answers: int = 0
    lacking: list[str] = field(default_factory=list)

    def look(self, row: Row, one: Passed) -> None:
        """One answer, over https."""
        self.answers += 1
        met = one.answer.status_code
        self.lacking += [f"{one.verb} {row['sida']} {row['om']} {met}: {name}" for name in missing(one.answer)]

    def tells(self) -> list[str]:
        """What was wrong."""
        tell("B35", answers_without=len(self.lacking), answers=self.answers)
        return self.lacking


@dataclass
class IdsWatch:
    """No address on the page counts rows."""

    ids: int = 0
    counted: list[str] = field(default_factory=list)

    def look(self, row: Row, one: Passed) -> None:
        """One page."""
        if one.answer.status_code != 200:
            return
        ids, counted = counted_in(one.answer)
        self.ids += ids
        self.counted += [f"{row['sida']}: {where}" for where in counted]

    def tells(self) -> list[str]:
        """What was wrong."""
        tell("B11", ids=self.ids, guessable=len(self.counted))
        return self.counted


@dataclass
class BesideWatch:
    """No address on the page names anybody, and the browser keeps nothing of it."""

    known: list[str] = field(default_factory=lambda: [word for word in canaries() if len(word) > SHORTEST_NAME])
    hits: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def look(self, row: Row, one: Passed) -> None:
        """One answer."""
        self.hits += [f"{row['sida']}: an address holds {word}" for word in named_beside(one.answer, self.known)]
        if "no-store" not in one.answer.headers.get("Cache-Control", ""):
            self.kept.append(f"{row['sida']} {row['om']} may be kept")

    def tells(self) -> list[str]:
        """What was wrong."""
        tell("B10", hits=len(self.hits), kept_by_browsers=len(self.kept))
        return [*self.hits, *self.kept]


@dataclass
class TeamWatch:
    """One who works outside Ebba's team reads nowhere who knows her."""

    told: list[str] = field(default_factory=list)

    def look(self, row: Row, one: Passed) -> None:
        """The pages of Ebba, and those that hold many."""
        if row["om"].startswith("ebba") or row["sida"] in ("today", "pupils", "meetings", "own_log"):
            page = one.answer.content.decode(errors="replace")
            self.told += [f"{row['sida']} {row['om']}: {name}" for name in IN_THE_TEAM if name in page]

    def tells(self) -> list[str]:
        """What was wrong."""
        return self.told


@dataclass
class NeverWatch:
    """What one may not know of and what never was are the same bytes."""

    browser: Client
    things: Things
    unlike: list[str] = field(default_factory=list)

    def look(self, row: Row, one: Passed) -> None:
        """A 404 is asked for once more, about somebody who never was."""
        given = self.things(row["om"]) if row["om"] and one.answer.status_code == 404 else {}
        if one.verb == "GET" and ("pupil_id" in given or "meeting_id" in given):
            never = {name: uuid4() if isinstance(value, UUID) else value for name, value in given.items()}
            nothing = self.browser.get(reverse(row["sida"], kwargs=never), secure=True)
            if (nothing.status_code, nothing.content) != (404, one.answer.content):
                self.unlike.append(f"{row['sida']} {row['om']} is not as what never was")

    def tells(self) -> list[str]:
        """What was wrong."""
        return self.unlike


@dataclass
class HeadWatch:
    """To ask for the head is to ask for the page without its body, and is written down as the page is."""

    browser: Client
    answers: int = 0
    unlike: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def look(self, row: Row, one: Passed) -> None:
        """The page is asked for once more, by HEAD."""
        if one.verb != "GET":
            return
        self.answers += 1
        head = passed(self.browser, "HEAD", one.address, one.page, secure=True)
        self.unlike += [f"HEAD {row['sida']} {row['om']}: {how}" for how in head_unlike(one.answer, head.answer)]
        if head.named != one.named:
            self.missing.append(f"HEAD {row['sida']} {row['om']}: {len(head.named)} of {len(one.named)}")

    def tells(self) -> list[str]:
        """What was wrong."""
        tell("B1", wrongly_refused=len(self.unlike), answers=self.answers)
        tell("B5", missing=len(self.missing), answers=self.answers)
        return [*self.unlike, *self.missing]


def asked_for(things: Things) -> Iterator[tuple[Row, str]]:
    """Every row of the table with its address, and some searches."""
    for row in rows():
        yield row, address_of(row, things)
        if row["sida"] == "search":
            yield from ((row | {"om": said}, f"{reverse('search')}?q={said}") for said in SEARCHES)


def watches_of(cast: Cast, word: str, browser: Client, person: Person | None) -> list[Watch]:
    """Those who watch this person's walk."""
    found: list[Watch] = [
        TableWatch(word, word, hidden_from(person, everything_said())),
        JournalWatch(word, person),
        HeadersWatch(),
        IdsWatch(),
        BesideWatch(),
    ]
    if word in OUTSIDE_THE_TEAM:
        found.append(TeamWatch())
    if word in KNOW_NOTHING:
        found.append(NeverWatch(browser, Things(cast)))
    if word in HEADS:
        found.append(HeadWatch(browser))
    return found


@pytest.mark.parametrize("word", PERSONS)
def test_everybody_meets_what_the_table_says_and_nothing_else(cast: Cast, over_https: None, word: str) -> None:  # noqa: F811
    browser, person = browser_of(cast, word), person_of(cast, word)
    watches = watches_of(cast, word, browser, person)

    for row, address in asked_for(Things(cast)):
        one = passed(browser, row["sätt"], address, row["sida"], secure=True)
        for watch in watches:
            watch.look(row, one)

    faults = [fault for watch in watches for fault in watch.tells()]
    assert not faults, "\n".join(faults)


@pytest.mark.long
@pytest.mark.parametrize("word", PERSONS)
def test_everybody_by_every_other_verb(cast: Cast, over_https: None, word: str) -> None:  # noqa: F811
    browser, person = browser_of(cast, word), person_of(cast, word)
    journal, headers, said = JournalWatch(word, person), HeadersWatch(), hidden_from(person, everything_said())
    table, head = TableWatch(word, word, said), HeadWatch(browser)

    for row, address in asked_for(Things(cast)):
        page = passed(browser, "GET", address, row["sida"], secure=True)
        head.look(row, page)
        for verb in OTHERS:
            one = passed(browser, verb, address, row["sida"], secure=True)
            for watch in (table, journal, headers):
                watch.look(row, one)
        sent: Any = passed(browser, "POST", address, row["sida"], secure=True)
        journal.look(row, sent)
        headers.look(row, sent)
        table.leaks += [f"POST {row['sida']} {row['om']}: {text}" for text in leaked(sent.answer, said)]

    faults = [fault for watch in (table, journal, headers, head) for fault in watch.tells()]
    assert not faults, "\n".join(faults)
