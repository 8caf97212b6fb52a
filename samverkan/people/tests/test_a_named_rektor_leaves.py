"""When the last who could name others for a protected pupil stops, whoever leads after them is named, and only they."""

from datetime import timedelta

from django.utils import timezone

from samverkan.people import officers, staff
from samverkan.people.models import Assignment, NamedOfficer
from samverkan.people.staff import Duties
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, client_as, scope_of


def named(cast: Cast) -> set[object]:
    return set(NamedOfficer.objects.filter(case=cast.case("liv"), ended_at=None).values_list("person_id", flat=True))


def leaves(cast: Cast) -> None:
    """Per writes that Anna-Karin has left the school."""
    now = timezone.now()
    today = timezone.localdate(now)
    rektor = staff.colleague(cast.unit(), cast.anna_karin.id, today=today)
    staff.leave(rektor, by=scope_of(cast.per).reader, now=now, today=today)


def test_the_one_who_leads_after_her_is_named_in_the_same_moment(cast: Cast) -> None:
    assert cast.per.id not in named(cast)

    leaves(cast)

    assert cast.per.id in named(cast)
    assert client_as(cast.per).get(f"/elever/{cast.case('liv')}/namngivna").status_code == 200
    assert client_as(cast.kerstin).get(f"/elever/{cast.case('liv')}").status_code == 404


def test_nobody_is_named_while_somebody_named_still_leads(cast: Cast) -> None:
    NamedOfficer.objects.create(case_id=cast.case("liv"), person=cast.torbjorn, named_at=timezone.now())

    leaves(cast)

    assert cast.per.id not in named(cast)


def test_one_who_leads_for_another_employer_does_not_count(cast: Cast) -> None:
    NamedOfficer.objects.create(case_id=cast.case("liv"), person=cast.susanne, named_at=timezone.now())

    leaves(cast)

    assert cast.per.id in named(cast)


def test_the_next_rektor_is_named_when_there_was_nobody_between(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(person__in=[cast.anna_karin, cast.per]).update(ends_on=yesterday)
    assert officers.succeed(now=timezone.now()) == []

    new = staff.employ(
        unit=cast.unit(),
        given_name="Ester",
        family_name="Ny",
        email="",
        phone="",
        duties=Duties(frozenset({Role.REKTOR})),
        now=timezone.now(),
        today=timezone.localdate(),
    )

    assert new.id in named(cast)
    assert client_as(new).get(f"/elever/{cast.case('liv')}").status_code == 200


def test_a_rektor_of_another_school_is_not_the_one(cast: Cast) -> None:
    leaves(cast)

    assert cast.torbjorn.id not in named(cast)


def test_work_that_ends_by_itself_is_seen_by_the_caretaker(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(person=cast.anna_karin).update(ends_on=yesterday)

    made = officers.succeed(now=timezone.now())

    assert {row.person_id for row in made} == {cast.per.id}
    assert officers.succeed(now=timezone.now()) == []


def test_the_one_who_writes_it_reads_nothing_of_any_case(cast: Cast) -> None:
    per, address = client_as(cast.per), f"/installningar/personer/{cast.anna_karin.id}/slutar"

    answer = per.post(address, follow=True)

    assert answer.status_code == 200
    assert "Anna-Karin Wester har slutat på Björkskolan." in answer.content.decode()
    assert "skyddad" not in answer.content.decode().lower()
