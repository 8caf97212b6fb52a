"""B1: the same persons as they come, wait, rest and leave. A second table by hand, standings.csv, says what each meets.

A tie that has not begun, rests or is over gives nothing that the tie gave. Each release tries for every standing the
pages nearest the pupil and a part of the others, another part for each; at night everybody tries them all.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Grant
from samverkan.people import trusting
from samverkan.people.models import (
    Assignment,
    Bar,
    Custody,
    GroupRole,
    Guardianship,
    NamedOfficer,
    Person,
    Pupil,
    TeamMember,
)
from tests.battery.figures import tell
from tests.battery.words import everything_said, hidden_from
from tests.cast import Cast, client_as, scope_of
from tests.house.test_every_answer_carries_its_headers import over_https  # noqa: F401 - a fixture
from tests.house.test_every_url_is_named_and_judged import PERSONS, Row, Things
from tests.house.test_everybody_walks_through_the_house import TableWatch, asked_for
from tests.house.test_the_journal_is_complete import JournalWatch, passed

BECAUSE = "the battery changes how somebody stands"
TABLE = Path(__file__).with_name("standings.csv")
DAY, MONTH = timedelta(days=1), timedelta(days=30)
STATUSES = ("inbjuden", "tackat ja", "pågår", "vilar", "avslutad")
RELATIONS = {
    "eget team",
    "samma skola",
    "annan skola",
    "annan huvudman",
    "trygghetsperson",
    "vårdnadshavare",
    "förälder utan vårdnad",
    "spärrad",
    "eleven själv",
    "tidigare i teamet",
    "gäst med samtycke",
    "gäst utan samtycke",
    "administratör",
    "ingen",
}
"""Those of the specification, a guest with and without consent apart."""
NEAREST = ("pupil", "plan", "timeline", "team", "meeting", "my_answers", "note_new", "today")
PARTS = 8
OF_SIGNING_IN = ("account_", "mfa_")
"""Pages that ask which keys one has, and not how one stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the table."""

    relation: str
    band: str
    status: str
    person: str
    meets: str
    exceptions: dict[tuple[str, str], str]

    def __str__(self) -> str:
        return f"{self.relation}, {self.band} {self.status}"

    def expects(self, row: Row) -> str:
        """What the page answers."""
        return self.exceptions.get((row["sida"], row["om"]), row[self.meets])


def standings() -> list[Standing]:
    """The table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";"))
    return [
        Standing(
            row["relation"], row["band"], row["ställning"], row["person"], row["möter"], _exceptions(row["undantag"])
        )
        for row in found
    ]


def _exceptions(words: str) -> dict[tuple[str, str], str]:
    pairs = (word.partition("=") for word in words.split())
    return {(page.partition(",")[0], page.partition(",")[2]): answer for page, _, answer in pairs}


def days_of(status: str, today: date) -> Iterator[tuple[date, date | None]]:
    """The first and the last day of each time that the tie holds."""
    if status in ("vilar", "avslutad"):
        yield today - MONTH, today - DAY
    if status in ("inbjuden", "vilar"):
        yield today + MONTH, None
    if status == "tackat ja":
        yield today + DAY, None
    if status == "pågår":
        yield today, None


def given(rows: list[models.Model], status: str, first: str = "begins_on", last: str = "ends_on") -> None:
    """Each tie holds at those times and at no others."""
    assert rows, "there was a tie to change"
    for row in rows:
        for turn, (begins, ends) in enumerate(days_of(status, timezone.localdate())):
            setattr(row, first, begins)
            setattr(row, last, ends)
            if turn:
                row.pk = None if isinstance(row._meta.pk, models.AutoField) else row._meta.pk.get_default()
                row._state.adding = True
            row.save()


def stand(cast: Cast, one: Standing) -> Person:
    """Let the person stand so. Afterwards nobody has any other tie of that kind."""
    if not one.person:
        return Person.objects.create(given_name="Ingen", family_name="Alls")
    person: Person = getattr(cast, one.person)
    bands: dict[str, Callable[[], None]] = {
        "anställning": lambda: given(list(Assignment.objects.filter(person=person)), one.status),
        "grupp": lambda: given(list(GroupRole.objects.filter(person=person)), one.status),
        "vårdnad": lambda: given(list(Guardianship.objects.filter(person=person)), one.status),
        "utan vårdnad": lambda: _no_custody(person),
        "plats": lambda: _seat(cast, person, one),
        "plats utan samtycke": lambda: _seat(cast, person, one, consent=False),
        "spärr": lambda: _bar(cast, person, one.status),
        "elev": lambda: _pupil(cast, one.status),
        "namngiven": lambda: _officer(person, one.status),
    }
    bands[one.band]()
    return person


def _seat(cast: Cast, person: Person, one: Standing, *, consent: bool = True) -> None:
    now = timezone.now()
    if one.relation == "trygghetsperson":
        by = scope_of(cast.anna_karin).reader
        trusting.appoint_trygghetsperson(case=cast.ebbas_case, person=person.id, by=by, now=now)
    if not consent:
        Grant.objects.filter(
            case_id=cast.ebbas_case, receiver_organisation_id=cast.organisation("socialtjansten").id
        ).update(ended_at=now)
    seats = TeamMember.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case, person=person)
    given(list(seats), one.status, "since", "until")


def _no_custody(person: Person) -> None:
    Guardianship.objects.filter(person=person).update(custody=Custody.NONE)


def _bar(cast: Cast, person: Person, status: str) -> None:
    now = timezone.now()
    over: dict[str, Any] = {"ended_at": now, "ended_by": cast.anna_karin, "sealed_end_reason": b"sealed"}
    Bar.objects.create(
        case_id=cast.ebbas_case,
        person=person,
        decided_at=now,
        decided_by=cast.anna_karin,
        sealed_reason=b"sealed",
        **(over if status == "avslutad" else {}),
    )


def _pupil(cast: Cast, status: str) -> None:
    if status == "avslutad":
        left = Pupil.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case)
        assert left.update(ended_on=timezone.localdate() - DAY) == 1


def _officer(person: Person, status: str) -> None:
    if status == "avslutad":
        assert NamedOfficer.objects.filter(person=person).update(ended_at=timezone.now())


def judged(cast: Cast, one: Standing, *, part: int | None, verbs: tuple[str, ...] = ("GET",)) -> list[str]:
    """Whatever is otherwise than the tables say. One part of the pages that are not nearest, or all of them."""
    things, said = Things(cast), everything_said()
    asked = list(asked_for(things))
    person = stand(cast, one)
    browser = client_as(person)
    kept = browser.cookies.output()
    table, journal = TableWatch(one.meets, one.meets, hidden_from(person, said)), JournalWatch(str(one), person)
    table.word = str(one)
    for turn, (row, address) in enumerate(asked):
        near = row["sida"] in NEAREST and row["om"] in ("", "ebba", "ebbas-möte")
        if row["sida"].startswith(OF_SIGNING_IN) or (part is not None and turn % PARTS != part and not near):
            continue
        for verb in verbs if row["sätt"] == "GET" else ("POST",):
            met = passed(_again(browser, kept), verb, address, row["sida"], secure=True)
            if verb == row["sätt"] or verb == "HEAD":
                table.look(row | {one.meets: one.expects(row)}, met)
            if one.meets != "utloggad":  # who is signed out at the click is written down as such, and not as a reader
                journal.look(row, met)
    return [*table.tells(), *journal.tells()]


def _again(browser: Client, kept: str) -> Client:
    """With the sitting that was there before, if the last answer ended it."""
    browser.cookies.clear()
    browser.cookies.load(kept.replace("Set-Cookie: ", ""))
    return browser


@pytest.mark.parametrize("one", standings(), ids=str)
def test_whoever_comes_waits_rests_or_leaves_meets_what_the_table_says(
    cast: Cast,
    over_https: None,  # noqa: F811
    one: Standing,
) -> None:
    faults = judged(cast, one, part=standings().index(one) % PARTS)

    assert not faults, "\n".join(faults)


@pytest.mark.long
@pytest.mark.parametrize("one", standings(), ids=str)
def test_it_holds_on_every_page(cast: Cast, over_https: None, one: Standing) -> None:  # noqa: F811
    faults = judged(cast, one, part=None, verbs=("GET", "HEAD", "POST"))

    assert not faults, "\n".join(faults)


def test_every_relation_and_every_status_of_the_specification_has_a_row() -> None:
    table = standings()

    tell("B1", standings=len(table))
    assert {one.relation for one in table} >= RELATIONS
    assert {one.status for one in table} == set(STATUSES)
    assert {one.meets for one in table} <= set(PERSONS)
    assert {one.band for one in table if {two.status for two in table if two.band == one.band} == set(STATUSES)} == {
        "anställning",
        "grupp",
        "plats",
        "plats utan samtycke",
        "vårdnad",
    }
