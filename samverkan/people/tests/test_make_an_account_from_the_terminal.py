"""bin/samverkan account create, for who can reach the server but not the pages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from samverkan.people.commands import create
from samverkan.people.models import Account, Assignment
from tests.cast import Cast

WORDS = "fyra gula fåglar sjöng"


def test_a_rektor_who_has_lost_the_way_in_gets_a_new_link(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    email = Account.objects.get(person=cast.anna_karin).email
    cast.anna_karin.email = email
    cast.anna_karin.save()

    done = create([email, "--remove-factors"])

    link = re.search(r"/valkommen/\S+", capsys.readouterr().out)
    assert done == 0
    assert link
    assert Client().post(link.group(), {"password": WORDS, "again": WORDS}).status_code == 302


def test_the_link_is_whole_whatever_name_the_server_has(
    cast: Cast, capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
) -> None:
    """Nothing runs; it runs here on a port of its own; it is reached by a name of its own behind https."""
    email = Account.objects.get(person=cast.anna_karin).email
    settings.HOME, settings.ALLOWED_HOSTS = tmp_path, ["localhost", "127.0.0.1", "[::1]"]

    create([email])
    asleep = capsys.readouterr().out
    (tmp_path / "serving.json").write_text(json.dumps({"address": "http://localhost:8080/"}))
    create([email])
    here = capsys.readouterr().out
    settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE = ["localhost", "samverkan.exempel.se"], True
    create([email])
    outside = capsys.readouterr().out

    assert "\nhttp://localhost:8000/valkommen/" in asleep and "Samverkan är inte igång." in asleep
    assert "\nhttp://localhost:8080/valkommen/" in here and "inte igång" not in here
    assert "\nhttps://samverkan.exempel.se/valkommen/" in outside


def test_a_new_person_needs_a_name_a_role_and_a_school(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert create(["ny@example.se"]) == 1
    assert "Skriv också --name" in capsys.readouterr().out

    told = ["ny@example.se", "--name", "Ylva Maria Ström", "--role", "rektor", "--school", "Björkskolan"]
    assert create(told) == 0
    assert Assignment.objects.get(person__email="ny@example.se").person.family_name == "Ström"


def test_an_unknown_school_makes_nothing(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert create(["ny@example.se", "--name", "Ylva Ström", "--role", "rektor", "--school", "Ingenstans"]) == 1
    assert not Account.objects.filter(email="ny@example.se").exists()
