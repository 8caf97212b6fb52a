"""No text lies in the clear, and a text that does not belong where it lies does not open."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Case, Form
from samverkan.guard.scope import Scope
from samverkan.people.models import Huvudman, Organisation, Person, Unit
from samverkan.policy.tests import table
from samverkan.vault import sealing
from samverkan.vault.keys import held_keys
from samverkan.vault.models import DataKey
from samverkan.vault.sealing import Place, VaultError
from samverkan.vault.texts import say, texts
from tests.counting import statements

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
WORDS = "Ebba vill sitta längst fram nära dörren."
KEY, OTHER_KEY = bytes(range(32)), bytes(32)
HOME = Place(uuid.UUID(int=1), uuid.UUID(int=2), "skola:3", "text", uuid.UUID(int=4))


def test_a_sealed_text_opens_at_its_place_with_its_key() -> None:
    assert sealing.unseal(sealing.seal(WORDS, KEY, HOME), KEY, HOME) == WORDS


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place(uuid.UUID(int=9), HOME.case, HOME.compartment, HOME.field, HOME.row),
        Place(HOME.huvudman, uuid.UUID(int=9), HOME.compartment, HOME.field, HOME.row),
        Place(HOME.huvudman, HOME.case, "emi:3", HOME.field, HOME.row),
        Place(HOME.huvudman, HOME.case, HOME.compartment, "skäl", HOME.row),
        Place(HOME.huvudman, HOME.case, HOME.compartment, HOME.field, uuid.UUID(int=9)),
    ],
    ids=["huvudman", "elev", "fack", "fält", "rad"],
)
def test_a_text_moved_to_another_place_does_not_open(elsewhere: Place) -> None:
    sealed = sealing.seal(WORDS, KEY, HOME)

    with pytest.raises(VaultError):
        sealing.unseal(sealed, KEY, elsewhere)


def test_a_changed_byte_or_another_key_raises_and_never_answers_raw() -> None:
    sealed = sealing.seal(WORDS, KEY, HOME)
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])

    for wrong, key in ((changed, KEY), (sealed, OTHER_KEY), (WORDS.encode(), KEY), (b"", KEY)):
        with pytest.raises(VaultError):
            sealing.unseal(wrong, key, HOME)


def test_two_seals_of_the_same_text_look_different() -> None:
    assert sealing.seal(WORDS, KEY, HOME) != sealing.seal(WORDS, KEY, HOME)


def test_a_huvudman_cannot_unwrap_anothers_key() -> None:
    ours = sealing.huvudman_key(KEY, uuid.UUID(int=1))
    theirs = sealing.huvudman_key(KEY, uuid.UUID(int=2))
    wrapped = sealing.wrap(OTHER_KEY, ours, b"x")

    with pytest.raises(VaultError):
        sealing.unwrap(wrapped, theirs, b"x")
    assert sealing.unwrap(wrapped, ours, b"x") == OTHER_KEY


def test_a_new_key_file_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "nycklar med mellanslag" / "valv.key"
    sealing.make_key_file(file)
    first = sealing.read_key_file(file)

    with pytest.raises(FileExistsError):
        sealing.make_key_file(file)
    assert sealing.read_key_file(file) == first
    assert file.stat().st_mode & 0o077 == 0


def test_a_broken_key_file_says_how_to_mend(tmp_path: Path) -> None:
    file = tmp_path / "valv.key"
    file.write_text("abc")

    with pytest.raises(VaultError, match="säkerhetskopia"):
        sealing.read_key_file(file)
    file.write_text("ab")
    with pytest.raises(VaultError, match="64 tecken"):
        sealing.read_key_file(file)


@pytest.fixture
def school() -> None:
    """A school, Ebba and Sara."""
    Huvudman.objects.create(id=table.KOMMUN, name="Björkvik", kind="kommun")
    Organisation.objects.create(
        id=table.SKOLOR, huvudman_id=table.KOMMUN, name="Skolor", kind="skolverksamhet", branch="skola", regime="osl"
    )
    Unit.objects.create(id=table.BJORKSKOLAN, organisation_id=table.SKOLOR, name="Björkskolan")
    Case.objects.create(id=table.EBBA, huvudman_id=table.KOMMUN, unit_id=table.BJORKSKOLAN)
    Person.objects.create(id=table.SARA, given_name="Sara", family_name="Holm")


@pytest.mark.django_db
def test_what_is_said_lies_sealed_in_the_database_and_opens_for_a_reader(school: None) -> None:
    cell = cell_for(table.cell(table.K.SUPPORT))
    said = say(cell, Form.NOTE, WORDS, by=table.SARA, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_text FROM guard_statement WHERE id = %s", [said.id])
        stored = bytes(cursor.fetchone()[0])
    read = type(said).objects.within(Scope.of(table.asked(table.REKTOR), NOW))

    assert b"Ebba" not in stored
    assert texts(read) == {said.id: WORDS}


@pytest.mark.django_db
def test_destroying_the_key_destroys_the_text(school: None) -> None:
    said = say(cell_for(table.cell(table.K.SUPPORT)), Form.NOTE, WORDS, by=table.SARA, now=NOW)
    DataKey.objects.filter(case_id=table.EBBA).delete()

    with pytest.raises(VaultError, match="gallrad"):
        texts([said])


@pytest.mark.django_db
def test_elevhalsa_and_the_school_have_each_their_key(school: None) -> None:
    say(cell_for(table.cell(table.K.SUPPORT)), Form.NOTE, WORDS, by=table.SARA, now=NOW)
    say(cell_for(table.cell(table.K.PSYCHOSOCIAL)), Form.NOTE, WORDS, by=table.SARA, now=NOW)
    say(cell_for(table.cell(table.K.MEDICAL)), Form.NOTE, WORDS, by=table.SARA, now=NOW)

    assert DataKey.objects.filter(case_id=table.EBBA).count() == 3


@pytest.mark.django_db
def test_within_a_request_a_key_is_fetched_once_and_a_new_one_is_found(school: None) -> None:
    said = say(cell_for(table.cell(table.K.SUPPORT)), Form.NOTE, WORDS, by=table.SARA, now=NOW)

    with held_keys():
        assert texts([said]) == {said.id: WORDS}
        with statements() as again:
            assert texts([said]) == {said.id: WORDS}
        new = say(cell_for(table.cell(table.K.MEDICAL)), Form.NOTE, WORDS, by=table.SARA, now=NOW)
        assert texts([new]) == {new.id: WORDS}

    assert again == []


@pytest.mark.django_db
def test_a_key_destroyed_after_one_request_opens_nothing_in_the_next(school: None) -> None:
    said = say(cell_for(table.cell(table.K.SUPPORT)), Form.NOTE, WORDS, by=table.SARA, now=NOW)
    with held_keys():
        assert texts([said]) == {said.id: WORDS}
    DataKey.objects.filter(case_id=table.EBBA).delete()

    with held_keys(), pytest.raises(VaultError, match="gallrad"):
        texts([said])
