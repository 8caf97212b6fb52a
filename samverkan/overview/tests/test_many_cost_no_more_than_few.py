"""A page asks the database as often for many pupils and meetings as for few: what is gathered is gathered at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samverkan.meetings.actions import Invited, plan
from samverkan.meetings.agendas import templates
from samverkan.meetings.before_page import before_page
from samverkan.meetings.models import Invitee, Meeting, Participation
from samverkan.meetings.queries import upcoming
from samverkan.people import actions as people
from samverkan.people.models import Person, Pupil
from samverkan.plans import actions
from samverkan.plans.models import Collaboration, Horizon
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId, Role
from tests.cast import Cast, client_as, scope_of
from tests.counting import statements

pytestmark = pytest.mark.django_db


def others(cast: Cast) -> list[CaseId]:
    """Pupils at the school round whom nothing runs yet."""
    rows = Pupil.objects.within(scope_of(cast.anna_karin)).filter(cell__unit_id=cast.unit().id, ended_on=None)
    cast_ones = {cast.case(slug) for slug in ("ebba", "nova", "ali", "mans", "freja", "idris", "tindra", "elliot")}
    return [CaseId(row.case_id) for row in rows if row.case_id not in cast_ones]


def begin_and_meet(cast: Cast, case: CaseId, number: int, *, only: tuple[Person, ...] = ()) -> Meeting:
    """A samverkan with a promise, and a meeting like Ebba's in the coming week, with all of hers or with some only."""
    scope = scope_of(cast.anna_karin)
    by, now = scope.reader, scope.now
    actions.begin(case=case, reason="Det går tyngre nu.", coordinator=cast.sara.id, follow_up_on=None, by=by, now=now)
    actions.set_step(
        case=case, text="Ringa hem", owner=cast.sara.id, due_on=scope.today + timedelta(days=9), by=by, now=now
    )
    as_at_ebbas = Invitee.objects.within(scope).filter(meeting=cast.ebbas_meeting, removed_at=None)
    return plan(
        case=case,
        template=templates()[0],
        starts_at=now + timedelta(days=1 + number % 6, hours=1),
        place="Rum 12",
        leader=PersonId(cast.sara.id),
        invited=[
            Invited(
                PersonId(seat.person_id),
                Role(seat.role),
                seat.function,
                OrganisationId(seat.organisation_id) if seat.organisation_id else None,
            )
            for seat in as_at_ebbas
            if seat.role not in (Role.PUPIL, Role.GUARDIAN) and (not only or seat.person in only)
        ],
        participation=Participation.PICTURE,
        purpose="Vi kommer överens om veckan.",
        by=by,
        now=now,
    )


@pytest.mark.parametrize(
    ("page", "who"),
    [("today", "anna_karin"), ("school", "anna_karin"), ("today", "sara"), ("meetings", "sara"), ("pupils", "sara")],
)
def test_a_page_costs_the_same_for_many_meetings(cast: Cast, page: str, who: str) -> None:
    browser, cases = client_as(getattr(cast, who)), others(cast)
    begin_and_meet(cast, cases[0], 0)
    with statements() as few:
        assert browser.get(reverse(page)).status_code == 200

    for number, case in enumerate(cases[1:9], start=1):
        begin_and_meet(cast, case, number)
    with statements() as many:
        assert browser.get(reverse(page)).status_code == 200

    assert len(many) <= len(few), [line for line in many if line not in few]


def test_many_meetings_gathered_at_once_are_each_as_they_are_alone(cast: Cast) -> None:
    for number, case in enumerate(others(cast)[:4]):
        begin_and_meet(cast, case, number)
    scope = scope_of(cast.anna_karin)

    together = upcoming(scope, days=14)

    assert len(together) >= 5
    for row in together:
        alone = before_page(scope, row.id)
        assert (row.pupil, row.seats, row.done) == (alone.head.card.name, len(alone.seats), alone.done)
        assert (row.consents_missing, row.verdict) == (alone.missing_count, alone.verdict)


@pytest.mark.parametrize("page", ["", "/rummet"])
def test_a_meetings_page_costs_the_same_for_many_seats_and_questions(cast: Cast, page: str) -> None:
    browser, cases = client_as(cast.anna_karin), others(cast)
    small = begin_and_meet(cast, cases[0], 0, only=(cast.sara, cast.peter))
    large = begin_and_meet(cast, cases[1], 1)

    with statements() as few:
        assert browser.get(f"/moten/{small.id}{page}").status_code == 200
    with statements() as many:
        assert browser.get(f"/moten/{large.id}{page}").status_code == 200

    assert len(many) <= len(few), [line for line in many if line not in few]


@pytest.mark.parametrize("page", ["", "/plan", "/tidslinje", "/teamet", "/samtycken", "/vem"])
def test_a_pupils_page_costs_the_same_for_much_as_for_little(cast: Cast, page: str) -> None:
    browser, case = client_as(cast.anna_karin), others(cast)[0]
    write_much(cast, case)
    with statements() as little:
        assert browser.get(f"/elever/{case}{page}").status_code == 200

    for _ in range(6):
        write_much(cast, case)
    with statements() as much:
        assert browser.get(f"/elever/{case}{page}").status_code == 200

    assert len(much) <= len(little), [line for line in much if line not in little]


def write_much(cast: Cast, case: CaseId) -> None:
    """A promise, a goal, a note, a colleague in the team, a question to the home, and a meeting."""
    scope = scope_of(cast.anna_karin)
    by, now, soon = scope.reader, scope.now, scope.today + timedelta(days=9)
    if not Collaboration.objects.within(scope).filter(case_id=case).exists():
        begin_and_meet(cast, case, 1)
    actions.set_step(case=case, text="Ringa hem", owner=cast.sara.id, due_on=soon, by=by, now=now)
    actions.set_goal(case=case, text="Vara med på musiken", horizon=Horizon.SHORT, by=by, now=now)
    actions.write_note(case=case, text="En lugn dag.", by=by, now=now)
    actions.write_words(case=case, text="Jag vill sitta vid fönstret.", by=by, now=now)
    people.add_member(
        case=case,
        person=Person.objects.create(given_name="Nils", family_name="Ny").id,
        organisation=cast.organisation("skolor").id,
        role=Role.OTHER_STAFF,
        function="resurs",
        by=by,
        now=now,
    )
