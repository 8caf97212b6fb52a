"""The commands speak plainly when something is in the way."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from samverkan.web import commands, serving
from samverkan.web.configuration import (
    CHECKOUT,
    OUTSIDE_THE_FENCE,
    PLANNED_ONCE,
    PREPARE_AFTER,
    ConfigurationFault,
    database,
    read,
    secret,
)
from samverkan.web.postgres import DatabaseFault, Server
from samverkan.web.preparing import make_ready, write_note
from samverkan.web.roles import whole

# ---- bin/samverkan


def test_an_unknown_command_is_met_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    code = commands.main(["trolla", "fram"])

    said = capsys.readouterr().out
    assert code == 2
    assert "”trolla fram” finns inte" in said
    assert "journal verify" in said


def test_a_noun_alone_shows_its_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    commands.main(["journal"])

    said = capsys.readouterr().out
    assert "journal verify" in said
    assert "db migrate" not in said


def test_the_roles_are_printed_for_a_server_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["db", "roles"]) == 0

    said = capsys.readouterr().out
    assert said.strip() == whole().strip()
    assert "NOBYPASSRLS" in said


@pytest.mark.parametrize("verb", commands.VERBS.values(), ids=lambda verb: verb.where)
def test_each_command_says_what_it_does_in_one_line(verb: commands.Verb) -> None:
    assert verb.does
    assert verb.does[0].islower()
    assert verb.where.count(":") == 1


@pytest.mark.parametrize("name", commands.VERBS, ids=" ".join)
def test_help_says_what_a_command_does_and_starts_and_writes_nothing(name: tuple[str, str], tmp_path: Path) -> None:
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "samverkan.web.settings", "PYTHONPATH": str(CHECKOUT)}
    surroundings |= {"SAMVERKAN_HOME": str(tmp_path / "hem"), "DATABASE_URL": "", "SAMVERKAN_KEY_FILE": ""}
    verb = [word for word in name if word]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "samverkan.web.commands", *verb, "--help"],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: bin/samverkan {' '.join(verb)}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(CHECKOUT / "bin" / "samverkan"), "db", "roles"],
        cwd=tmp_path,
        env={**os.environ, "SAMVERKAN_HOME": str(tmp_path / "hem")},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0
    assert "CREATE ROLE samverkan_app" in done.stdout


@pytest.mark.slow
def test_a_command_on_a_fresh_machine_makes_the_tables_first(tmp_path: Path) -> None:
    usual = {"DJANGO_SETTINGS_MODULE": "samverkan.web.settings", "DATABASE_URL": "", "SAMVERKAN_KEY_FILE": ""}
    surroundings = {**os.environ, **usual, "SAMVERKAN_HOME": str(tmp_path / "hem")}
    done = subprocess.run(
        [str(CHECKOUT / "bin" / "samverkan"), "journal", "verify"], env=surroundings, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert "Uppdaterar tabellerna" in done.stderr


def test_a_command_on_an_empty_server_of_ones_own_says_what_to_run_first(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DatabaseFault, match="bin/samverkan db migrate"):
        make_ready(server.dsn("owner", "postgres"), "", tmp_path / "vault-key", progress=print)


def test_a_command_leaves_the_tables_of_another_version_alone(
    server: Server, test_database: str, tmp_path: Path
) -> None:
    with psycopg.connect(server.dsn("owner", test_database), autocommit=True) as owner:
        write_note(owner, "tabeller", "en-annan")

    with pytest.raises(DatabaseFault, match="en annan version"):
        make_ready(server.dsn("owner", test_database), "", tmp_path / "vault-key", progress=print)


# ---- bin/demo and bin/run


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder for one test, as whoever starts the program would set it."""
    monkeypatch.setenv("SAMVERKAN_HOME", str(tmp_path))
    for name in ("DATABASE_URL", "SAMVERKAN_DEMO", "SAMVERKAN_KEY_FILE"):
        monkeypatch.setenv(name, "")
    return tmp_path


def test_a_taken_port_is_told_before_anything_is_built(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code = serving.main(["run", "--port", str(port)])

    assert code == 1
    assert f"Port {port} är upptagen" in capsys.readouterr().out
    assert not (own_home / "postgres-id").exists()
    assert not (own_home / "postgres").exists()


def test_a_second_demo_is_told_where_the_first_one_answers(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving._alone(own_home / "demo", "demo") as note:
        json.dump({"address": "http://localhost:8000/"}, note)
        note.flush()

        code = serving.main(["demo", "--port", "8765"])

    assert code == 1
    assert "redan igång och svarar på http://localhost:8000/" in capsys.readouterr().out


def test_a_second_demo_is_told_that_the_first_one_is_starting(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving._alone(own_home / "demo", "demo"):
        code = serving.main(["demo", "--port", "8765"])

    assert code == 1
    assert "håller på att starta" in capsys.readouterr().out


def test_the_place_is_free_again_when_the_first_one_has_left(own_home: Path) -> None:
    with serving._alone(own_home, "run") as note:
        json.dump({"address": "http://localhost:8000/"}, note)

    with serving._alone(own_home, "run") as again:
        assert again.read() == ""


# ---- configuration


def test_a_wrong_database_address_is_told_with_an_example() -> None:
    with pytest.raises(ConfigurationFault, match="postgresql://"):
        database("mysql://samverkan@server/samverkan")


@pytest.mark.parametrize("url", ["smtp.example.se", "http://smtp.example.se", "smtps://"])
def test_a_wrong_mail_address_is_told_with_an_example(url: str) -> None:
    with pytest.raises(ConfigurationFault, match="smtps://"):
        read({"SMTP_URL": url})


def test_a_password_with_signs_in_it_survives_the_address() -> None:
    found = database("postgresql://samverkan_app:a%40b%2Fc%3A@server.example:5433/samverkan?sslmode=verify-full")

    assert (found["PASSWORD"], found["HOST"], found["PORT"]) == ("a@b/c:", "server.example", "5433")
    assert found["OPTIONS"] == {
        "sslmode": "verify-full",
        "options": f"{OUTSIDE_THE_FENCE} {PLANNED_ONCE}",
        "server_side_binding": True,
        "prepare_threshold": PREPARE_AFTER,
    }


def test_the_demo_is_on_only_when_said_plainly() -> None:
    assert read({"SAMVERKAN_DEMO": "1"}).demo
    assert not read({}).demo
    with pytest.raises(ConfigurationFault, match="SAMVERKAN_DEMO"):
        read({"SAMVERKAN_DEMO": "kanske"})


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first, second = secret(tmp_path / "nyckel"), secret(tmp_path / "nyckel")

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "nyckel").stat().st_mode & 0o777 == 0o600
