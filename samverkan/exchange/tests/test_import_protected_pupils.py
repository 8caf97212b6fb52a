"""Elin is protected: her case is sealed from the first row on, and nothing of where she lives is ever written."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from samverkan.exchange.applying import apply, compare, known_protected, undo
from samverkan.exchange.difference import Difference
from samverkan.exchange.models import ImportRun
from samverkan.exchange.ss12000.connection import Connection, Server
from samverkan.exchange.ss12000.reading import read
from samverkan.people import registering
from samverkan.people.models import Huvudman, NamedOfficer, Person, Pupil, Unit
from samverkan.people.sealed_names import open_name
from tests.peers.ss12000 import server as peer
from tests.peers.ss12000.server import Ss12000Server
from tests.peers.ss12000.world import uid

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = "2026-11-23T13:30:00+01:00"


@pytest.fixture
def register() -> Iterator[Ss12000Server]:
    with Ss12000Server() as server:
        yield server


@pytest.fixture
def huvudman() -> Huvudman:
    return Huvudman.objects.create(name="Sjöviks kommun", kind="kommun")


def dry_run(register: Ss12000Server, huvudman: Huvudman, after: datetime | None = None) -> Difference:
    known = Server(register.url, register.token_url, peer.CLIENT_ID, peer.CLIENT_SECRET)
    with Connection(known, sleep=lambda _: None) as connection:
        protected = known_protected(huvudman, known.source)
        return compare(read(connection, now=NOW, after=after, known_protected=protected), huvudman=huvudman)


def take_in(
    register: Ss12000Server, huvudman: Huvudman, after: datetime | None = None, now: datetime = NOW
) -> ImportRun:
    return apply(dry_run(register, huvudman, after), by=None, now=now)


def everything_written() -> str:
    """Every row of every table, as the database itself writes it."""
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT coalesce(string_agg(whole::text, chr(10)), chr(32)) FROM "{table}" whole')
            texts.append(cursor.fetchone()[0])
    return "\n".join(texts)


def sealed_pupils() -> list[Pupil]:
    found = Pupil.objects.unguarded(because="a test looks at the rows themselves")
    return list(found.filter(case__sealed=True).select_related("case", "cell", "person"))


def record(register: Ss12000Server, own: str) -> dict[str, Any]:
    return next(person for person in register.world.persons if person["id"] == own)


def test_a_mark_makes_a_sealed_case_named_for_the_rektor(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)

    sealed = sealed_pupils()
    assert len(sealed) == 2
    for pupil in sealed:
        assert (pupil.case.unit_id, pupil.cell.unit_id, pupil.cell.sealed, pupil.group_id) == (None, None, True, None)
        assert pupil.person.name == "Skyddad person"
        assert NamedOfficer.objects.filter(case=pupil.case).count() == 1
        assert pupil.born_on is not None, "the law asks for age"
    names = {open_name(pupil.cell, pupil.person) for pupil in sealed}
    told = [register.world.persons[10], register.world.persons[21]]
    assert names == {(person["givenName"], person["familyName"]) for person in told}


def test_neither_name_nor_whereabouts_of_the_protected_is_written_in_the_clear(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    marked = (record(register, uid("elev", 10)), record(register, uid("elev", 21)))
    for number, person in enumerate(marked):
        person["givenName"], person["familyName"] = f"Kanariefågel{number}", f"Hemligsson{number}"
    for pupil in (10, 21):
        for side in (0, 1):
            adult = next((each for each in register.world.persons if each["id"] == uid("vh", pupil // 2, side)), None)
            if adult:
                adult["familyName"] = f"Hemligsson{pupil}{side}"
                adult["phoneNumbers"] = [{"value": f"070-174 06 9{side}", "mobile": True}]
                adult["emails"] = [{"value": f"hemlig{pupil}{side}@hem.example", "type": "Privat"}]

    take_in(register, huvudman)

    written = everything_written()
    for secret in ("Kanariefågel", "Hemligsson", "hemlig", "070-174 06 9", "Strandvägen", uid("elev", 10)):
        assert secret not in written


def test_a_second_read_of_the_same_register_writes_nothing(register: Ss12000Server, huvudman: Huvudman) -> None:
    first = take_in(register, huvudman)

    second = take_in(register, huvudman, now=NOW + timedelta(hours=1))

    assert first.rows_written > 300
    assert (second.rows_written, second.fresh, second.changed, second.ending) == (0, 0, 0, 0)
    assert ImportRun.objects.count() == 1


def test_three_changed_persons_are_exactly_three_changes(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    register.world.change("Bo", modified=LATER, familyName="Sten")
    register.world.change("Signe", modified=LATER, emails=[{"value": "ny@sjovik.example", "type": "Skola personal"}])
    record(register, uid("vh", 0, 0)).update(familyName="Nyman", meta={"created": LATER, "modified": LATER})

    whole = dry_run(register, huvudman)
    partly = dry_run(register, huvudman, after=NOW - timedelta(days=1))
    run = apply(whole, by=None, now=NOW + timedelta(hours=1))

    assert (run.changed, run.fresh, run.ending, len(whole.changes)) == (3, 0, 0, 3)
    assert {change.row_id for change in partly.changes} == {change.row_id for change in whole.changes}
    assert {"Sten", "Nyman"} <= set(Person.objects.values_list("family_name", flat=True))


def test_a_wiped_answer_ends_nobody(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    register.faults.wiped |= {"persons"}

    assert "skulle avslutas bland elever" in dry_run(register, huvudman).refusal()


def test_wiped_duties_end_nobodys_work(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    register.faults.wiped |= {"duties"}

    assert "skulle avslutas bland personal" in dry_run(register, huvudman).refusal()


def test_a_removed_pupil_ends_also_in_a_partial_read(register: Ss12000Server, huvudman: Huvudman) -> None:
    take_in(register, huvudman)
    register.world.remove("Alva")

    run = take_in(register, huvudman, after=NOW - timedelta(days=1))

    assert run.ending == 1


def test_a_running_case_is_sealed_when_its_pupil_becomes_protected(register: Ss12000Server, huvudman: Huvudman) -> None:
    run = take_in(register, huvudman)
    before = record(register, uid("elev", 0))
    register.world.change("Alva", modified=LATER, securityMarking="Sekretessmarkering")

    difference = dry_run(register, huvudman)
    later = apply(difference, by=None, now=NOW + timedelta(hours=1))

    assert {change.doing for change in difference.changes} >= {"skyddas"}
    assert all(before["familyName"] not in change.what for change in difference.changes)
    assert len(sealed_pupils()) == 3
    assert not Person.objects.filter(given_name="Alva").exists()
    assert take_in(register, huvudman).rows_written == 0
    undone = undo(later, by=None, now=NOW + timedelta(hours=2))
    assert "Ett skydd lyfts inte av att en inläsning ångras." in {kept.why for kept in undone.kept}
    assert len(sealed_pupils()) == 3
    assert run.undone_at is None


def test_a_guardian_who_becomes_protected_loses_name_phone_and_mail_here(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    take_in(register, huvudman)
    mother = record(register, uid("vh", 0, 0))
    assert Person.objects.filter(email=mother["emails"][0]["value"]).exists()
    mother.update(securityMarking="Skyddad folkbokföring", meta={"created": LATER, "modified": LATER})

    take_in(register, huvudman)

    written = everything_written()
    assert mother["emails"][0]["value"] not in written
    assert mother["phoneNumbers"][0]["value"] not in written
    assert f",{mother['givenName']}," not in written


def test_whoever_is_hidden_by_hand_is_forgotten_by_the_imports_in_the_same_moment(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    take_in(register, huvudman)
    moved = {"created": LATER, "modified": LATER}
    record(register, uid("elev", 0)).update(birthDate="2013-07-19", meta=moved)
    record(register, uid("vh", 0, 0)).update(familyName="Hemligsson", meta=moved)
    take_in(register, huvudman, now=NOW + timedelta(hours=1))
    adult = Person.objects.get(family_name="Hemligsson")
    child = Pupil.objects.unguarded(because="a test looks at the rows themselves").get(born_on="2013-07-19")
    assert "2013-07-19" in everything_written()

    registering.seal_case(child, at=Unit.objects.get(id=str(child.case.unit_id)), now=NOW + timedelta(hours=2))
    registering.hide(adult, child.cell, name=(adult.given_name, adult.family_name), now=NOW + timedelta(hours=2))

    written = everything_written()
    assert "Hemligsson" not in written
    assert written.count("2013-07-19") == 1, "her own age, for the law alone, and in no import's memory"


def test_protection_is_not_lifted_by_a_register_that_has_lost_the_mark(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    take_in(register, huvudman)
    record(register, uid("elev", 10)).update(securityMarking="Ingen", meta={"created": LATER, "modified": LATER})

    difference = dry_run(register, huvudman)
    apply(difference, by=None, now=NOW)

    assert len(sealed_pupils()) == 2
    assert any("Skyddet ligger kvar" in remark.text for remark in difference.looks)
    assert uid("elev", 10) not in str(difference.looks)


def test_taking_back_the_first_read_leaves_no_trace_of_the_protected(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    run = take_in(register, huvudman)

    undone = undo(run, by=None, now=NOW + timedelta(hours=1))

    assert undone.kept == ()
    assert Person.objects.count() == 0


def test_a_new_rektor_is_named_for_a_protected_pupil_about_whom_nothing_has_changed(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    take_in(register, huvudman)
    before = {pupil.case_id: set(_named(pupil)) for pupil in sealed_pupils()}
    for duty in register.world.duties:
        if duty["person"]["id"] == register.world.person("Signe")["id"]:
            duty["dutyRole"] = "Rektor"

    take_in(register, huvudman)

    added = {case: set(_named(pupil)) - before[case] for pupil in sealed_pupils() for case in [pupil.case_id]}
    signe = Person.objects.get(given_name="Signe").id
    assert signe in set().union(*added.values())
    assert dry_run(register, huvudman).empty


def _named(pupil: Pupil) -> list[UUID]:
    return list(NamedOfficer.objects.filter(case=pupil.case, ended_at=None).values_list("person_id", flat=True))


def lifted(pupil: Pupil, huvudman: Huvudman) -> UUID:
    """Two people have lifted the protection. The school the pupil went to."""
    unit = Unit.objects.filter(organisation=pupil.cell.holder_id).order_by("id")[0]
    registering.open_case(pupil, at=unit, now=NOW + timedelta(hours=1))
    assert not sealed_pupil(pupil).case.sealed
    return unit.id


def sealed_pupil(pupil: Pupil) -> Pupil:
    found = registering.pupil_of(pupil.case_id)
    assert found is not None
    return found


def test_a_register_that_still_marks_the_pupil_seals_anew_what_was_lifted(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    take_in(register, huvudman)
    pupil = sealed_pupils()[0]
    lifted(pupil, huvudman)

    difference = dry_run(register, huvudman)
    apply(difference, by=None, now=NOW + timedelta(hours=2))

    assert any("får skyddade uppgifter" in change.what for change in difference.changes)
    again = sealed_pupil(pupil)
    assert (again.case.sealed, again.case.unit_id, again.person.given_name) == (True, None, "")
    assert NamedOfficer.objects.filter(case=again.case, ended_at=None).exists()


def test_a_register_without_the_mark_gives_an_opened_pupil_her_class(
    register: Ss12000Server, huvudman: Huvudman
) -> None:
    take_in(register, huvudman)
    for own in (uid("elev", 10), uid("elev", 21)):
        record(register, own).pop("securityMarking")
    kept = dry_run(register, huvudman)
    assert [pupil.case.sealed for pupil in sealed_pupils()] == [True, True]
    assert any("Två personer tillsammans" in remark.mend for remark in kept.remarks)
    for pupil in sealed_pupils():
        lifted(pupil, huvudman)

    take_in(register, huvudman, now=NOW + timedelta(hours=2))

    assert sealed_pupils() == []
    opened = Pupil.objects.unguarded(because="a test looks at the rows themselves").filter(group=None)
    assert not opened.exists()
