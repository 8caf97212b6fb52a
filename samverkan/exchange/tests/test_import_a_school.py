"""Ingrid imports Björkskolan's list, again and again, and takes it back when it was wrong."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverkan.exchange.applying import (
    Difference,
    ImportRefused,
    apply,
    compare,
    known_protected,
    roster_unit,
    undo,
    undoable,
)
from samverkan.exchange.csv import lists
from samverkan.exchange.csv.headings import suggest
from samverkan.exchange.csv.table import load
from samverkan.exchange.models import ImportRun
from samverkan.people import registering
from samverkan.people.models import Assignment, Custody, Group, GroupRole, Guardianship, Huvudman, Person, Pupil, Unit
from samverkan.vault.texts import say

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEADINGS = "Elev-id;Förnamn;Efternamn;Född;Klass;VH1 namn;VH1 mobil;VH1 e-post;Skyddad"
BECAUSE = "a test looks at the rows themselves"


def row(number: int, given: str, school_class: str = "7B", family: str = "Ek", protected: str = "") -> str:
    guardian = f"Maria {given}sdotter;070-174 06 {number % 90 + 6:02};vh{number}@example.se"
    return f"{number};{given};{family};2013-05-{number % 28 + 1:02};{school_class};{guardian};{protected}"


NAMES = "Alva Bo Cleo Disa Elis Freja Gry Hugo Idun Joar"
TEN = [row(number, name) for number, name in enumerate(NAMES.split())]


@pytest.fixture
def unit() -> Unit:
    huvudman = Huvudman.objects.create(name="Björkviks kommun", kind="kommun")
    schools = registering.schools_of(huvudman)
    return Unit.objects.create(organisation=schools, name="Björkskolan", code="99900001")


def dry_run(unit: Unit, rows: list[str], headings: str = HEADINGS) -> Difference:
    table = load(io.BytesIO("\n".join([headings, *rows]).encode()))
    huvudman = unit.organisation.huvudman
    columns = suggest(table.headings)
    source = f"csv:{columns.kind}:{unit.code}"
    roster = lists.read(
        table,
        columns,
        unit=roster_unit(unit),
        today=NOW.date(),
        known_protected=known_protected(huvudman, source),
    )
    return compare(roster, huvudman=huvudman)


def take_in(unit: Unit, rows: list[str], *, now: datetime = NOW, headings: str = HEADINGS) -> ImportRun:
    return apply(dry_run(unit, rows, headings), by=None, now=now)


def pupils() -> dict[str, Pupil]:
    found = Pupil.objects.unguarded(because=BECAUSE).select_related("person", "case", "group", "cell")
    return {pupil.person.given_name: pupil for pupil in found}


def test_a_first_list_makes_pupils_with_case_cell_class_and_guardians(unit: Unit) -> None:
    difference = dry_run(unit, TEN)

    run = apply(difference, by=None, now=NOW)

    assert difference.words == run.words == "tio nya"
    alva = pupils()["Alva"]
    assert (alva.case.unit_id, alva.cell.unit_id, alva.cell.information_class) == (unit.id, unit.id, "K07")
    assert alva.group is not None and (alva.group.name, alva.group.school_year) == ("7B", 7)
    bond = Guardianship.objects.get(case=alva.case)
    assert (bond.person.name, bond.custody) == ("Maria Alvasdotter", Custody.JOINT)
    assert Group.objects.count() == 1


def test_the_same_list_again_writes_nothing(unit: Unit) -> None:
    take_in(unit, TEN)
    before = counts()

    difference = dry_run(unit, TEN)
    with CaptureQueriesContext(connection) as queries:
        run = apply(difference, by=None, now=NOW + timedelta(hours=1))

    written = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert len(written) == 1 and "checked_at" in written[0], "only the newest run is marked as checked"
    assert difference.words == "tio är som förut"
    assert run.rows_written == 0
    assert counts() == before


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def test_nine_new_three_leaving_and_two_to_look_at(unit: Unit) -> None:
    take_in(unit, TEN + [row(number, f"Elev{number}x") for number in range(10, 30)])
    rows = TEN[3:] + [row(number, f"Elev{number}x") for number in range(10, 30)]
    rows += [row(number, f"Ny{number}x") for number in range(50, 59)]
    rows += ["90;;;2013-01-01;7B;;;;", "91;;;2013-01-01;7B;;;;"]

    difference = dry_run(unit, rows)

    assert difference.words == "nio nya, tre slutar, 27 är som förut och två att titta på"
    assert [change.what for change in difference.changes if change.doing == "slutar"] == [
        "Alva Ek slutar.",
        "Bo Ek slutar.",
        "Cleo Ek slutar.",
    ]


def test_three_changed_pupils_give_exactly_three_changes(unit: Unit) -> None:
    take_in(unit, TEN)
    changed = [row(0, "Alva", "7C"), row(1, "Bo", family="Sten"), row(2, "Cleo").replace("vh2@", "ny@"), *TEN[3:]]

    difference = dry_run(unit, changed)
    run = apply(difference, by=None, now=NOW)

    told = [change.what for change in difference.changes if change.category == "elever"]
    assert told == ["Alva Ek: från 7B till 7C.", "Bo Sten: hette Bo Ek."]
    assert len(difference.changes) == 3
    assert run.changed == 2
    assert pupils()["Alva"].group == Group.objects.get(name="7C")
    assert Person.objects.get(given_name="Maria", family_name="Cleosdotter").email == "ny@example.se"
    assert dry_run(unit, changed).empty


def test_a_list_that_has_lost_half_the_school_is_refused(unit: Unit) -> None:
    twenty = [*TEN, *(row(number, f"Elev{number}x") for number in range(10, 20))]
    take_in(unit, twenty)

    difference = dry_run(unit, TEN)

    assert "10 av 20 (50 %) skulle avslutas bland elever" in difference.refusal()
    with pytest.raises(ImportRefused, match="Gränsen är 20 %"):
        apply(difference, by=None, now=NOW)
    assert all(pupil.ended_on is None for pupil in pupils().values())


def test_a_source_that_names_nobody_is_refused_however_small_the_school(unit: Unit) -> None:
    take_in(unit, TEN[:2])
    roster = dry_run(unit, TEN[:2]).roster

    wiped = compare(
        replace(roster, persons=(), enrolments=(), responsibles=(), groups=()), huvudman=unit.organisation.huvudman
    )

    with pytest.raises(ImportRefused, match=r"2 av 2 \(100 %\) skulle avslutas bland elever"):
        apply(wiped, by=None, now=NOW)


def test_a_pupil_who_has_left_can_come_back(unit: Unit) -> None:
    take_in(unit, TEN)
    take_in(unit, TEN[1:])
    assert pupils()["Alva"].ended_on == NOW.date()

    difference = dry_run(unit, TEN)
    apply(difference, by=None, now=NOW)

    assert [change.what for change in difference.changes] == ["Alva Ek: kommer tillbaka, klass 7B."]
    assert pupils()["Alva"].ended_on is None


def test_what_was_shown_is_what_is_done_or_nothing_is(unit: Unit) -> None:
    shown = dry_run(unit, TEN)
    take_in(unit, TEN)

    with pytest.raises(ImportRefused, match="sedan du såg förhandsvisningen"):
        apply(shown, by=None, now=NOW)

    assert len(pupils()) == 10


def test_another_schools_list_ends_nobody_here(unit: Unit) -> None:
    take_in(unit, TEN)
    other = Unit.objects.create(organisation=unit.organisation, name="Strandviksskolan", code="99900002")

    run = take_in(other, [row(0, "Nils"), row(77, "Tove")])

    assert (run.fresh, run.ending) == (2, 0)
    assert len(pupils()) == 12


def test_an_id_that_has_come_to_mean_somebody_else_is_asked_about(unit: Unit) -> None:
    take_in(unit, TEN)

    difference = dry_run(unit, ["0;Zack;Yttergren;2015-01-01;4A;;;;", *TEN[1:]])

    assert difference.words == "nio är som förut och en att titta på"


def test_staff_and_mentors_come_in_and_leave(unit: Unit) -> None:
    take_in(unit, TEN)
    headings = "Anställningsnummer;Namn;E-post;Roll;Mentor för"
    staff = ["1;Anna-Karin Wester;ak@example.se;Rektor;", "2;Jonas Berg;jb@example.se;Lärare;7B"]
    staff += [f"{number};Namn{number} Ek;;Lärare;" for number in range(3, 9)]
    take_in(unit, staff, headings=headings)
    jonas = Person.objects.get(given_name="Jonas")
    assert [(each.group.name, each.role) for each in GroupRole.objects.filter(person=jonas)] == [("7B", "mentor")]
    assert dry_run(unit, staff, headings).empty

    take_in(unit, [staff[0], *staff[2:]], headings=headings)

    # Yesterday was the last day, so that the next request knows; what was read in today was never there.
    assert Assignment.objects.get(person=jonas).ends_on == NOW.date() - timedelta(days=1)
    assert GroupRole.objects.get(person=jonas).ends_on == NOW.date() - timedelta(days=1)
    assert all(pupil.ended_on is None for pupil in pupils().values())


def test_a_colleague_added_by_hand_is_recognised_by_mail_and_name_together(unit: Unit) -> None:
    rektor = Person.objects.create(given_name="Anna-Karin", family_name="Wester", email="ak@example.se")
    Assignment.objects.create(
        person=rektor, organisation=unit.organisation, unit=unit, role="rektor", begins_on=NOW.date()
    )

    take_in(unit, ["1;Anna-Karin Wester;ak@example.se;Rektor;"], headings="Anställningsnummer;Namn;E-post;Roll;Mentor")

    assert Person.objects.filter(family_name="Wester").count() == 1
    assert Assignment.objects.count() == 1


def test_an_import_is_taken_back_whole_when_nobody_has_used_it(unit: Unit) -> None:
    before = counts()
    run = take_in(unit, TEN)

    undone = undo(run, by=None, now=NOW + timedelta(hours=23))

    assert undone.kept == ()
    after = counts()
    assert {model for model in after if after[model] != before[model]} == {
        "exchange_importrun",
        "exchange_importedrecord",
    }
    assert take_in(unit, TEN).fresh == 10


def test_changes_and_endings_are_taken_back_too(unit: Unit) -> None:
    take_in(unit, TEN)
    run = take_in(unit, [row(1, "Bo", "7C", "Sten"), *TEN[2:]], now=NOW + timedelta(hours=1))

    undone = undo(run, by=None, now=NOW + timedelta(hours=2))

    assert undone.kept == ()
    bo = pupils()["Bo"]
    assert (bo.person.family_name, bo.group and bo.group.name) == ("Ek", "7B")
    assert pupils()["Alva"].ended_on is None
    assert dry_run(unit, TEN).empty


def test_a_pupil_somebody_has_written_about_stays_and_is_listed_with_why(unit: Unit) -> None:
    run = take_in(unit, TEN)
    writer = Person.objects.create(given_name="Sara", family_name="Holm")
    say(pupils()["Alva"].cell, "anteckning", "Alva trivs i klassen.", by=writer.id, now=NOW)  # type: ignore[arg-type]

    undone = undo(run, by=None, now=NOW + timedelta(hours=1))

    assert {kept.what: kept.why for kept in undone.kept} == {
        "Alva Ek": "Någon har skrivit något om eleven.",
        "Maria Alvasdotter": "Personen är vårdnadshavare för en elev som ligger kvar.",
        "Klassen 7B": "En elev som ligger kvar använder uppgiften.",
    }
    assert set(pupils()) == {"Alva"}


def test_a_row_changed_since_stays_as_it_is(unit: Unit) -> None:
    take_in(unit, TEN)
    run = take_in(unit, [row(0, "Alva", family="Sten"), *TEN[1:]], now=NOW + timedelta(hours=1))
    Person.objects.filter(given_name="Alva").update(family_name="Hand")

    undone = undo(run, by=None, now=NOW + timedelta(hours=2))

    assert [kept.why for kept in undone.kept] == ["Uppgiften har ändrats efter inläsningen."]
    assert Person.objects.get(given_name="Alva").family_name == "Hand"


def test_after_a_day_or_once_undone_there_is_no_way_back(unit: Unit) -> None:
    run = take_in(unit, TEN)
    assert not undoable(run, now=NOW + timedelta(hours=25))
    with pytest.raises(ImportRefused, match="24 timmar"):
        undo(run, by=None, now=NOW + timedelta(hours=25))

    undo(run, by=None, now=NOW)

    with pytest.raises(ImportRefused, match="redan ångrad"):
        undo(run, by=None, now=NOW)


def test_an_import_is_undone_newest_first(unit: Unit) -> None:
    first = take_in(unit, TEN)
    take_in(unit, TEN[1:], now=NOW + timedelta(minutes=5))

    with pytest.raises(ImportRefused, match="Ångra den senaste först"):
        undo(first, by=None, now=NOW + timedelta(minutes=10))


def test_the_language_of_a_guardian_is_read_and_what_people_have_written_stays(unit: Unit) -> None:
    headings = f"{HEADINGS};VH1 språk"
    take_in(unit, [f"{TEN[0]};arabiska", f"{TEN[1]};"], headings=headings)
    Person.objects.filter(given_name="Maria", family_name="Bosdotter").update(language="so")

    take_in(unit, [f"{TEN[0]};Arabiska", f"{TEN[1]};".replace("vh1@", "ny@")], headings=headings)

    spoken = dict(Person.objects.filter(given_name="Maria").values_list("family_name", "language"))
    assert spoken == {"Alvasdotter": "ar", "Bosdotter": "so"}


def test_a_language_that_is_none_of_ours_is_remarked_on_and_nothing_is_lost(unit: Unit) -> None:
    difference = dry_run(unit, [f"{TEN[0]};klingonska"], f"{HEADINGS};VH1 språk")

    assert "Språket klingonska känner Samverkan inte till" in difference.remarks[0].text
    assert difference.words == "en ny och en att titta på"


NUMBERS = "Personnummer;Förnamn;Efternamn;Klass;VH1 namn;VH1 mobil"
NOAH = "Noah;Lind;5B;Stina Lind;070-174 06 11"
OTHERS = [
    f"2015{month:02}01-1234;{name};Ek;5B;Maria Ek;070-174 06 {month:02}" for month, name in enumerate("ABCDEF", 1)
]


def test_a_month_that_is_none_is_said_with_row_and_pupil(unit: Unit) -> None:
    difference = dry_run(unit, [f"20151332-1234;{NOAH}"], NUMBERS)

    (look,) = [remark for remark in difference.looks if "personnummer" in remark.where.lower()]
    assert (look.row, look.text) == (
        2,
        "Noah Lind: Månaden 13 i personnumret finns inte. Raden lästes ändå.",
    )


def test_a_corrected_personnummer_is_the_same_pupil_and_the_guardian_follows(unit: Unit) -> None:
    take_in(unit, [f"20151332-1234;{NOAH}", *OTHERS], headings=NUMBERS)
    before = pupils()["Noah"]
    adults = Person.objects.filter(given_name="Stina").count()

    corrected = [f"20151231-1238;{NOAH}", *OTHERS]
    difference = dry_run(unit, corrected, NUMBERS)

    assert "Noah Lind: samma elev, rättat personnummer." in [change.what for change in difference.changes]
    assert not any("slutar" in change.what or ": ny" in change.what for change in difference.changes)
    assert any("läses in som samma elev" in remark.text for remark in difference.looks)
    take_in(unit, corrected, headings=NUMBERS, now=NOW + timedelta(hours=1))
    after = pupils()["Noah"]
    assert (after.case_id, after.ended_on) == (before.case_id, None)
    assert Person.objects.filter(given_name="Stina").count() == adults == 1
    assert Guardianship.objects.filter(case=after.case_id, ends_on=None).count() == 1
    assert dry_run(unit, corrected, NUMBERS).empty


def test_two_of_the_same_name_are_never_made_one(unit: Unit) -> None:
    take_in(unit, [f"20151332-1234;{NOAH}", f"20151432-1234;{NOAH}", *OTHERS], headings=NUMBERS)

    difference = dry_run(unit, [f"20151231-1238;{NOAH}", *OTHERS], NUMBERS)

    assert "Noah Lind: samma elev, rättat personnummer." not in [change.what for change in difference.changes]


def test_a_pupil_in_another_class_with_the_same_name_is_another_pupil(unit: Unit) -> None:
    take_in(unit, [f"20151332-1234;{NOAH}", *OTHERS], headings=NUMBERS)

    difference = dry_run(unit, [f"20151231-1238;{NOAH.replace('5B', '6A')}", *OTHERS], NUMBERS)

    assert "Noah Lind: ny, klass 6A." in [change.what for change in difference.changes]
