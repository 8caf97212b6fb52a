"""Who somebody is today, for the law: ties come from rows, and go when the rows end."""

from datetime import timedelta

from django.utils import timezone

from samverkan.access.gathering import Asked, reader_for, readers_for, readers_of_each
from samverkan.people.models import Assignment, NamedOfficer, Pupil
from samverkan.policy.vocabulary import PersonId, Role, Tie
from tests.cast import Cast, client_as, scope_of
from tests.counting import statements


def test_a_kurator_is_tied_to_her_unit_and_to_her_teams(cast: Cast) -> None:
    sara = reader_for(PersonId(cast.sara.id), timezone.localdate())

    assert sara.standings[0].tie is Tie.UNIT and sara.standings[0].role is Role.COUNSELLOR
    assert cast.ebbas_case in {standing.case for standing in sara.standings if standing.tie is Tie.TEAM}


def test_many_readers_are_gathered_as_one_is(cast: Cast) -> None:
    today = timezone.localdate()
    persons = [PersonId(person.id) for person in (cast.sara, cast.jonas, cast.anna, cast.ebba, cast.maria)]

    together = readers_for(persons, today)

    for person in persons:
        alone = reader_for(person, today)
        assert set(together[person].standings) == set(alone.standings)
        assert (together[person].named_for, together[person].barred_from) == (alone.named_for, alone.barred_from)


def test_round_one_pupil_only_the_ties_to_that_pupil_are_gathered(cast: Cast) -> None:
    jonas = PersonId(cast.jonas.id)

    reader = readers_for([jonas], timezone.localdate(), case=cast.ebbas_case)[jonas]

    assert {standing.case for standing in reader.standings} == {None, cast.ebbas_case}


def test_who_leaves_the_school_leaves_its_pupils(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(person=cast.jonas).update(begins_on=yesterday - timedelta(days=99), ends_on=yesterday)

    assert reader_for(PersonId(cast.jonas.id), timezone.localdate()).standings == ()


def test_a_named_officer_reads_the_sealed_case_and_no_colleague_does(cast: Cast) -> None:
    liv = cast.case("liv")

    read = {
        person.id: Pupil.objects.within(scope_of(person)).filter(case=liv).exists()
        for person in (cast.anna_karin, cast.sara, cast.jonas, cast.birgitta, cast.ingrid)
    }

    assert [person for person, may in read.items() if may] == [cast.anna_karin.id, cast.sara.id]


def test_an_officer_who_is_no_longer_named_meets_the_same_page_as_a_stranger(cast: Cast) -> None:
    liv = cast.case("liv")
    assert client_as(cast.sara).get(f"/elever/{liv}").status_code == 200

    NamedOfficer.objects.filter(case_id=liv, person=cast.sara).update(ended_at=timezone.now())

    assert client_as(cast.sara).get(f"/elever/{liv}").status_code == 404


def test_readers_round_many_pupils_on_different_days_are_gathered_as_each_alone(cast: Cast) -> None:
    today = timezone.localdate()
    in_a_month = today + timedelta(days=30)
    Assignment.objects.filter(person=cast.jonas).update(ends_on=today + timedelta(days=7))
    persons = tuple(PersonId(person.id) for person in (cast.sara, cast.jonas, cast.anna, cast.maria, cast.anna_karin))
    questions = [
        Asked(persons, today, cast.ebbas_case),
        Asked(persons, in_a_month, cast.ebbas_case),
        Asked(persons, today, cast.case("liv")),
    ]

    with statements() as together:
        found = readers_of_each(questions)
    with statements() as alone:
        expected = [readers_for(persons, asked.today, case=asked.case) for asked in questions]

    assert found == expected
    assert found[0][persons[1]].standings and not found[1][persons[1]].standings
    assert len(together) * len(questions) == len(alone)
