"""August: classes get new names, pupils change school, and a school changes register. Nothing is doubled or lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from samverkan.exchange.applying import apply, compare, undo
from samverkan.exchange.csv.cells import fingerprint, folded_name
from samverkan.exchange.difference import Difference
from samverkan.exchange.models import ImportRun
from samverkan.exchange.roster import Enrolment, Roster
from samverkan.exchange.roster import Person as Told
from samverkan.exchange.roster import Unit as ToldUnit
from samverkan.exchange.ss12000.connection import Connection, Server
from samverkan.exchange.ss12000.reading import read
from samverkan.guard.models import Cell, Statement
from samverkan.people.models import Assignment, Group, Huvudman, Person, Pupil, Unit
from samverkan.vault.texts import say, texts
from tests.peers.ss12000 import server as peer
from tests.peers.ss12000.server import Ss12000Server
from tests.peers.ss12000.world import SCHOOLS, uid

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = "2026-11-23T13:30:00+01:00"
BECAUSE = "a test looks at the rows themselves"


@pytest.fixture
def register() -> Iterator[Ss12000Server]:
    with Ss12000Server() as server:
        yield server


@pytest.fixture
def huvudman() -> Huvudman:
    return Huvudman.objects.create(name="Sjöviks kommun", kind="kommun")


def dry_run(register: Ss12000Server, huvudman: Huvudman) -> Difference:
    known = Server(register.url, register.token_url, peer.CLIENT_ID, peer.CLIENT_SECRET)
    with Connection(known, sleep=lambda _: None) as connection:
        return compare(read(connection, now=NOW), huvudman=huvudman)


def take_in(register: Ss12000Server, huvudman: Huvudman, now: datetime = NOW) -> ImportRun:
    return apply(dry_run(register, huvudman), by=None, now=now)


def pupil(given: str) -> Pupil:
    return (
        Pupil.objects.unguarded(because=BECAUSE).select_related("case", "cell", "group").get(person__given_name=given)
    )


def rename(register: Ss12000Server, names: dict[str, str]) -> None:
    for group in register.world.groups:
        group["displayName"] = names.get(group["displayName"], group["displayName"])


def change_school(register: Ss12000Server, number: int) -> None:
    record = next(person for person in register.world.persons if person["id"] == uid("elev", number))
    record["enrolments"][0]["enroledAt"]["id"] = SCHOOLS[1]
    record["meta"]["modified"] = LATER
    for group in register.world.groups:
        group["groupMemberships"] = [each for each in group["groupMemberships"] if each["person"]["id"] != record["id"]]


def test_classes_that_climb_keep_their_row_and_their_pupils(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    before = {group.name: group.id for group in Group.objects.all()}
    rename(register, {"4A": "5A", "7B": "8B", "8A": "9A", "9C": "8A"})

    run = take_in(register, huvudman, now=NOW + timedelta(hours=1))

    after = {group.name: group.id for group in Group.objects.filter(ended_on=None)}
    assert after == {"5A": before["4A"], "8B": before["7B"], "9A": before["8A"], "8A": before["9C"]}
    assert pupil("Alva").group_id == before["4A"]
    assert (run.fresh, run.ending) == (0, 0)
    assert dry_run(register, huvudman).empty


def test_climbing_is_taken_back_too(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    rename(register, {"4A": "5A"})
    run = take_in(register, huvudman, now=NOW + timedelta(hours=1))

    undone = undo(run, by=None, now=NOW + timedelta(hours=2))

    assert undone.kept == ()
    assert set(Group.objects.values_list("name", flat=True)) == {"4A", "7B", "8A", "9C"}


def test_only_the_identity_follows_to_a_new_school(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    alva = pupil("Alva")
    old_cell = alva.cell_id
    change_school(register, 0)

    take_in(register, huvudman, now=NOW + timedelta(hours=1))

    fyrskolan = Unit.objects.get(name="Fyrskolan")
    moved = pupil("Alva")
    assert (moved.case.unit_id, moved.cell.unit_id, moved.group) == (fyrskolan.id, fyrskolan.id, None)
    assert Cell.objects.unguarded(because=BECAUSE).get(pk=old_cell).unit_id != fyrskolan.id


def test_what_was_written_at_both_schools_survives_the_sealing(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    writer = Person.objects.get(given_name="Signe")
    said = [say(pupil("Alva").cell, "anteckning", "Trivs.", by=writer.id, now=NOW).id]  # type: ignore[arg-type]
    change_school(register, 0)
    take_in(register, huvudman, now=NOW + timedelta(hours=1))
    said.append(say(pupil("Alva").cell, "anteckning", "Trivs här med.", by=writer.id, now=NOW).id)  # type: ignore[arg-type]
    register.world.change("Alva", modified=LATER, securityMarking="Sekretessmarkering")

    take_in(register, huvudman, now=NOW + timedelta(hours=2))

    rows = list(Statement.objects.unguarded(because=BECAUSE).filter(id__in=said).select_related("cell"))
    assert sorted(texts(rows).values()) == ["Trivs här med.", "Trivs."]
    assert {(row.cell.sealed, row.cell.unit_id) for row in rows} == {(True, None)}


def test_a_school_that_changes_source_keeps_its_pupils(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    alva, bo = (register.world.person(given) for given in ("Alva", "Bo"))
    unit = Unit.objects.get(name="Strandskolan")
    told = tuple(
        Told(
            f"fodd:{fingerprint(folded_name(each['givenName'], each['familyName']), each['birthDate'])}",
            each["givenName"],
            each["familyName"],
            datetime.fromisoformat(each["birthDate"]).date(),
        )
        for each in (alva, bo)
    )
    roster = Roster(
        "csv:elever:ny",
        units=(ToldUnit(str(unit.id), unit.name),),
        persons=told,
        enrolments=tuple(Enrolment(person.id, str(unit.id)) for person in told),
        is_list=True,
    )

    difference = compare(roster, huvudman=huvudman)
    apply(difference, by=None, now=NOW)

    assert difference.words.startswith("två ändrade")
    assert Person.objects.filter(given_name__in=["Alva", "Bo"]).count() == 2
    assert compare(roster, huvudman=huvudman).empty


def test_work_that_a_rektor_has_ended_by_hand_is_not_begun_again_by_an_unchanged_register(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    take_in(register, huvudman)
    Assignment.objects.filter(person__given_name="Signe").update(ends_on=NOW.date())

    run = take_in(register, huvudman, now=NOW + timedelta(hours=1))

    assert run.rows_written == 0
    assert Assignment.objects.get(person__given_name="Signe").ends_on == NOW.date()
