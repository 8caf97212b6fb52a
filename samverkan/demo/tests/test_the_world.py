"""The invented municipality is whole, alive on the day it is built, and nobody in it is real."""

import re
from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone

from samverkan.demo import commands, world
from samverkan.demo.days import is_school_day
from samverkan.demo.logins import LOGINS
from samverkan.demo.making import known_id
from samverkan.guard.models import Cell, Statement
from samverkan.meetings.models import Meeting
from samverkan.overview.needs import groups
from samverkan.people.models import Account, Assignment, ContactPoint, Group, Organisation, Person, Pupil, Unit
from samverkan.people.wording import STOCKHOLM
from samverkan.plans.caseload import UNKNOWN_AFTER, caseload, silent_groups
from samverkan.plans.models import Collaboration, Measure
from samverkan.vault.texts import texts
from tests.cast import Cast, scope_of

COUNTED = "a test counts what the generator made"
FICTION = re.compile(r"(08-465 004 \d\d|070-174 06 (0[5-9]|[1-9]\d)|031-390 06 \d\d)?")
PERSONNUMMER = re.compile(r"\b(19|20)?\d{6}[-+]?\d{4}\b")


def persons() -> dict[str, Person]:
    """The rektor and those whose view is tried, in a world just built."""
    return {slug: Person.objects.get(id=known_id("person", slug)) for slug in ("anna-karin", "sara", "petra")}


@pytest.mark.django_db
def test_the_rektor_meets_every_group_on_skolan() -> None:
    world.build(now=timezone.now(), size=world.DEMO)
    scope = scope_of(persons()["anna-karin"])

    found = groups(caseload(scope), today=scope.today, consents_missing={known_id("elev", "ebba"): "Samtycke saknas"})

    assert [(group.rule.letter.value, group.count) for group in found] == [("A", 14), ("B", 5), ("C", 3), ("D", 4)]
    school = known_id("enhet", "bjorkskolan")
    assert silent_groups(scope, units=[school], since=scope.now - UNKNOWN_AFTER) == ("1B", "6C")


@pytest.mark.django_db
def test_the_municipality_has_the_size_that_is_promised() -> None:
    world.build(now=timezone.now(), size=world.DEMO)
    school = Unit.objects.get(id=known_id("enhet", "bjorkskolan"))

    pupils = Pupil.objects.unguarded(because=COUNTED)
    assert pupils.filter(cell__unit_id=school.id).count() == 412
    assert pupils.filter(cell__sealed=True).count() == 1
    assert Group.objects.filter(unit=school).count() == 24
    assert Assignment.objects.filter(unit=school).count() == 38
    assert Assignment.objects.filter(unit=None).exclude(organisation=school.organisation).count() == 14
    assert Collaboration.objects.unguarded(because=COUNTED).count() == 23
    assert Meeting.objects.unguarded(because=COUNTED).count() == 61
    assert Organisation.objects.count() == 10


def test_elliot_has_forty_two_insatser_from_nine_operations(cast: Cast) -> None:
    insatser = Measure.objects.within(scope_of(cast.anna_karin)).filter(case=cast.case("elliot"))

    assert (len(insatser), len({insats.organisation_id for insats in insatser})) == (42, 9)


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "day"), [(11, 24), (8, 10), (1, 5), (6, 25)])
def test_no_day_gathers_the_meetings_that_a_leave_would_have_held(month: int, day: int) -> None:
    now = datetime(timezone.now().year, month, day, 9, 0, tzinfo=STOCKHOLM)

    world.build(now=now, size=world.DEMO)

    held = [timezone.localtime(row.starts_at).date() for row in Meeting.objects.unguarded(because=COUNTED)]
    assert all(is_school_day(day) for day in held)
    assert max(Counter(held).values()) <= 4


def test_ebbas_meeting_is_on_the_next_school_day_at_one(cast: Cast) -> None:
    meeting = Meeting.objects.within(scope_of(cast.sara)).get(id=cast.ebbas_meeting)
    local = timezone.localtime(meeting.starts_at)

    assert (local.hour, local.minute) == (13, 0)
    assert local.date() > timezone.localdate() and is_school_day(local.date())


def test_the_sealed_pupil_is_seen_by_the_named_officers_and_the_mother_only(cast: Cast) -> None:
    def sees(person: Person) -> bool:
        return Pupil.objects.within(scope_of(person)).filter(case=cast.case("liv")).exists()

    assert [sees(person) for person in (cast.anna_karin, cast.sara, cast.mirja)] == [True, True, True]
    assert not any(sees(person) for person in (cast.per, cast.lena, cast.jonas, cast.birgitta, cast.ingrid, cast.petra))
    assert (cast.liv.given_name, cast.liv.family_name, cast.mirja.phone) == ("", "", "")


def test_the_barred_father_sees_nothing_and_the_mother_does(cast: Cast) -> None:
    def cells(person: Person) -> int:
        return Cell.objects.within(scope_of(person)).filter(case=cast.case("tindra")).count()

    assert cells(cast.robert) == 0
    assert cells(cast.malin) > 0


def test_the_neighbouring_school_sees_none_of_bjorkskolans_pupils(cast: Cast) -> None:
    pupils = Pupil.objects.within(scope_of(cast.petra))

    assert {pupil.cell.unit_id for pupil in pupils} == {cast.unit("strandvik").id}


def test_no_phone_can_ring_anybody_and_no_text_holds_a_personnummer(cast: Cast) -> None:
    phones = [*Person.objects.values_list("phone", flat=True), *ContactPoint.objects.values_list("phone", flat=True)]
    phones += [*Organisation.objects.values_list("phone", flat=True), *Unit.objects.values_list("phone", flat=True)]
    said = texts(Statement.objects.within(scope_of(cast.anna_karin)))

    assert [phone for phone in phones if not FICTION.fullmatch(phone)] == []
    assert len(said) > 100
    assert [text for text in said.values() if PERSONNUMMER.search(text) or "{" in text] == []
    addresses = [*Person.objects.values_list("email", flat=True), *Account.objects.values_list("email", flat=True)]
    assert [mail for mail in addresses if mail and not mail.endswith(".example")] == []


def test_each_login_works_with_its_password_and_name(cast: Cast) -> None:
    for login in LOGINS:
        account = Account.objects.select_related("person").get(email=login.email)

        assert account.person.name == login.name
        assert check_password(login.password, account.password)


@pytest.mark.django_db
def test_the_same_seed_and_day_give_the_same_world() -> None:
    now = timezone.now()

    assert ids_of_a_build(now, 3) == ids_of_a_build(now, 3)
    assert names_of_a_build(now, 3) != names_of_a_build(now, 4)


@pytest.mark.django_db
@pytest.mark.parametrize("month_ahead", [1, 3, 7, 9])
def test_the_world_is_whole_in_any_season(month_ahead: int) -> None:
    now = timezone.now() + timedelta(days=31 * month_ahead)

    world.build(now=now, size=world.TEST)

    meeting = Meeting.objects.unguarded(because=COUNTED).get(id=known_id("mote", "ebba", "2"))
    assert meeting.starts_at > now
    assert not Statement.objects.unguarded(because=COUNTED).filter(made_at__gt=now).exists()


@pytest.mark.django_db
def test_the_command_builds_once_and_says_so_the_second_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.build(["--size", "test"]) == 0
    assert commands.is_built()
    assert commands.build(["--size", "test"]) == 0
    assert "finns redan" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_leaves_a_school_that_people_work_in_alone(capsys: pytest.CaptureFixture[str]) -> None:
    someone = Person.objects.create(given_name="Rut", family_name="Ek")
    Account.objects.create_account(email="rut@skola.example", person=someone, password=None)

    assert commands.build([]) == 1
    assert not commands.is_built()
    assert "redan konton" in capsys.readouterr().out


def ids_of_a_build(now: datetime, seed: int) -> set[UUID]:
    """The ids of statements, seats and meetings of one build, which is then undone."""
    return set(in_a_build(now, seed)[0])


def names_of_a_build(now: datetime, seed: int) -> list[str]:
    """Everybody's names in one build, which is then undone."""
    return in_a_build(now, seed)[1]


def in_a_build(now: datetime, seed: int) -> tuple[list[UUID], list[str]]:
    """What one build made, read before it is undone."""
    with transaction.atomic():
        world.build(now=now, seed=seed, size=world.TEST)
        statements = Statement.objects.unguarded(because=COUNTED).order_by("id")
        ids = [row.id for row in statements] + [row.id for row in Meeting.objects.unguarded(because=COUNTED)]
        names = [person.name for person in Person.objects.order_by("id")]
        transaction.set_rollback(True)
    return ids, names
