"""A page asks the database as often for many pupils and meetings as for few: what is gathered is gathered at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samverkan.meetings.actions import Invited, plan
from samverkan.meetings.agendas import templates
from samverkan.meetings.before_page import before_page
from samverkan.meetings.models import Invitee, Meeting, Participation
from samverkan.meetings.queries import upcoming
from samverkan.people.models import Pupil
from samverkan.plans import actions
from samverkan.policy.vocabulary import CaseId, OrganisationId, PersonId, Role
from tests.cast import Cast, client_as, scope_of
from tests.counting import statements

pytestmark = pytest.mark.django_db


def others(cast: Cast) -> list[CaseId]:
    """Pupils at the school round whom nothing runs yet."""
    rows = Pupil.objects.within(scope_of(cast.anna_karin)).filter(cell__unit_id=cast.unit().id, ended_on=None)
    cast_ones = {cast.case(slug) for slug in ("ebba", "nova", "ali", "mans", "freja", "idris", "tindra", "elliot")}
    return [CaseId(row.case_id) for row in rows if row.case_id not in cast_ones]


def begin_and_meet(cast: Cast, case: CaseId, number: int) -> Meeting:
    """A samverkan with a promise and a signal, and a meeting like Ebba's, with Peter and Maria, in the coming week."""
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
            if seat.role not in (Role.PUPIL, Role.GUARDIAN)
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
