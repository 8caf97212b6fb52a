"""bin/samverkan account create, for who can reach the server but not the pages."""

import re

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


def test_a_new_person_needs_a_name_a_role_and_a_school(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert create(["ny@example.se"]) == 1
    assert "Skriv också --name" in capsys.readouterr().out

    told = ["ny@example.se", "--name", "Ylva Maria Ström", "--role", "rektor", "--school", "Björkskolan"]
    assert create(told) == 0
    assert Assignment.objects.get(person__email="ny@example.se").person.family_name == "Ström"


def test_an_unknown_school_makes_nothing(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert create(["ny@example.se", "--name", "Ylva Ström", "--role", "rektor", "--school", "Ingenstans"]) == 1
    assert not Account.objects.filter(email="ny@example.se").exists()
