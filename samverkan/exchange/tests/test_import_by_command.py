"""The night's read and the first list, from the command line, on an empty register."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from samverkan.exchange.commands import csv, ss12000
from samverkan.people.models import Assignment, Guardianship, Huvudman, Person, Unit
from tests.peers.ss12000 import server as peer
from tests.peers.ss12000.server import Ss12000Server

pytestmark = pytest.mark.django_db
LIST = "Förnamn;Efternamn;Född;Klass\nEbba;Åkerlund;2014-03-12;7B\nAli;Östman;2014-05-02;7B\n"


@pytest.fixture
def register() -> Iterator[Ss12000Server]:
    with Ss12000Server() as server:
        yield server


@pytest.fixture
def words(register: Ss12000Server, tmp_path: Path) -> list[str]:
    secret = tmp_path / "hemlighet"
    secret.write_text(peer.CLIENT_SECRET + "\n", encoding="utf-8")
    address = ["--url", register.url, "--token-url", register.token_url]
    return [*address, "--client-id", peer.CLIENT_ID, "--client-secret-file", str(secret)]


def test_a_register_fills_an_empty_house_and_the_second_night_writes_nothing(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ss12000(words) == 0
    first = capsys.readouterr().out
    assert ss12000(words) == 0
    second = capsys.readouterr().out

    assert "Elever: 40 nya" in first
    assert "Personal: 14 nya" in first
    assert "0 rader skrevs" in second
    assert Huvudman.objects.get().name == "Sjöviks kommun"
    assert {unit.name for unit in Unit.objects.all()} == {"Strandskolan", "Fyrskolan"}
    assert {"kurator", "skolskoterska", "skolpsykolog", "specialpedagog"} <= set(
        Assignment.objects.values_list("role", flat=True)
    )
    assert Guardianship.objects.exists()


def test_only_what_has_changed_is_asked_for_when_that_is_wanted(
    words: list[str], register: Ss12000Server, capsys: pytest.CaptureFixture[str]
) -> None:
    ss12000(words)
    capsys.readouterr()

    assert ss12000([*words, "--changes-only"]) == 0

    assert "0 rader skrevs" in capsys.readouterr().out
    assert any("meta.modified.after" in asked for asked in register.asked("persons"))


def test_a_dry_run_writes_nothing(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert ss12000([*words, "--dry-run"]) == 0

    assert "Inget har ändrats" in capsys.readouterr().out
    assert Person.objects.count() == 0


def test_a_register_that_fails_leaves_everything_as_it_was_and_says_why(
    words: list[str], register: Ss12000Server, capsys: pytest.CaptureFixture[str]
) -> None:
    register.faults.missing.add("persons")

    assert ss12000(words) == 1

    assert "Källan har inte persons" in capsys.readouterr().err
    assert Person.objects.count() == 0


def test_a_list_makes_the_first_school(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "elever.csv"
    file.write_text(LIST, encoding="cp1252")

    code = csv([str(file), "--school", "Björkskolan", "--huvudman", "Björkviks kommun", "--yes"])

    assert code == 0
    assert "två nya" in capsys.readouterr().out
    assert set(Person.objects.values_list("family_name", flat=True)) == {"Åkerlund", "Östman"}


def test_without_a_yes_a_list_is_only_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "elever.csv"
    file.write_text(LIST, encoding="utf-8")

    assert csv([str(file), "--school", "Björkskolan", "--huvudman", "Björkviks kommun"]) == 0

    assert "Inget har ändrats" in capsys.readouterr().out
    assert Person.objects.count() == 0


def test_rows_to_mend_are_written_to_a_file(tmp_path: Path) -> None:
    file, errors = tmp_path / "elever.csv", tmp_path / "att-ratta.csv"
    file.write_text(LIST + ";;2014-01-01;7B\n", encoding="utf-8")

    csv([str(file), "--school", "Björkskolan", "--huvudman", "Björkviks kommun", "--yes", "--errors", str(errors)])

    assert "4;rad 4;lästes inte;Raden har inget namn" in errors.read_text(encoding="utf-8-sig")


def test_a_file_that_is_not_there_is_met_kindly(capsys: pytest.CaptureFixture[str]) -> None:
    assert csv(["finns-inte.csv", "--school", "X", "--huvudman", "Y"]) == 1

    assert "går inte att öppna" in capsys.readouterr().err
