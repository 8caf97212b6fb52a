"""Ingrid reads the staff in: who works as what, and who is mentor of which class."""

import io
from datetime import date

from samverkan.exchange.csv import lists
from samverkan.exchange.csv.headings import ListKind, suggest
from samverkan.exchange.csv.table import load
from samverkan.exchange.roster import Roster, Severity, Unit
from samverkan.policy.vocabulary import Role

TODAY = date(2026, 11, 23)
UNIT = Unit("skola:björkskolan", "Björkskolan")


def read(text: str, **choices: object) -> Roster:
    table = load(io.BytesIO(text.encode()))
    columns = suggest(table.headings)
    assert columns.kind is ListKind.STAFF
    return lists.read(table, columns, unit=UNIT, today=TODAY, **choices)  # type: ignore[arg-type]


def asked(roster: Roster) -> list[str]:
    return [remark.text for remark in roster.remarks if remark.severity is not Severity.NOTE]


def test_staff_get_their_roles_and_classes() -> None:
    roster = read(
        "Namn;E-post;Befattning;Mentor för\nAmina Holm;amina@example.se;Lärare;7B och 7C\nBo Ek;;Bitr. rektor;"
    )

    assert [(duty.role, duty.unit) for duty in roster.duties] == [
        (Role.TEACHER, UNIT.id),
        (Role.ASSISTANT_REKTOR, UNIT.id),
    ]
    assert [(each.role, each.group) for each in roster.assignments] == [
        (Role.MENTOR, f"klass:{UNIT.id}:7b"),
        (Role.MENTOR, f"klass:{UNIT.id}:7c"),
    ]
    assert asked(roster) == []


def test_one_person_may_have_two_roles() -> None:
    roster = read("Namn;Roll\nEva Sjö;Lärare, specialpedagog\nEva Sjö;Mentor")

    assert len(roster.persons) == 1
    assert {duty.role for duty in roster.duties} == {Role.TEACHER, Role.SPECIAL_EDUCATOR, Role.MENTOR}


def test_a_word_that_may_be_two_roles_gives_the_one_that_sees_less_and_asks() -> None:
    roster = read("Namn;Roll\nEva Sjö;Speciallärare/specialpedagog\nKim Ek;Kulturkoordinator")

    assert [duty.role for duty in roster.duties] == [Role.SPECIAL_TEACHER, Role.OTHER_STAFF]
    assert asked(roster) == [
        "”Speciallärare/specialpedagog” kan vara mer än en roll hos oss. Den lästes som speciallärare.",
        "Befattningen ”Kulturkoordinator” är okänd och lästes som annan personal.",
    ]


def test_a_mail_address_two_people_share_does_not_make_them_one() -> None:
    roster = read("Namn;E-post;Roll\nEva Sjö;elevhalsan@example.se;Kurator\nKim Ek;elevhalsan@example.se;Skolsköterska")

    assert len(roster.persons) == 2


def test_a_row_without_role_is_left_out_and_the_person_not_taken_for_gone() -> None:
    roster = read("Anställningsnummer;Namn;Roll\n7;Eva Sjö;\n8;Kim Ek;Kurator")

    assert roster.mentioned == {"id:7"}
    assert len(roster.persons) == 1
    assert asked(roster) == ["Raden har ingen roll och lästes inte."]
