"""Which pupils need coordinated support? Each stands in one group for a stated reason, and the rektor's word counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from samverkan.overview.needs import Letter, NeedRow, groups, to_walk_through
from samverkan.overview.tests.cases import ALI, EBBA, MANS, NOW, RUNNING, TODAY
from samverkan.plans.caseload import CaseSummary
from samverkan.plans.models import AssessmentOutcome


def row_of(case: CaseSummary, consent: str = "") -> NeedRow | None:
    found = groups([case], today=TODAY, consents_missing={case.case: consent} if consent else {})
    return next((row for group in found for row in group.rows), None)


def test_a_plan_with_everything_in_place_is_followed_up_in_time() -> None:
    row = row_of(EBBA)

    assert row is not None and row.letter is Letter.ON_TIME
    assert row.reason == "Följs upp måndag 14 december"


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (replace(EBBA, running=replace(RUNNING, follow_up_on=None)), "Plan utan uppföljningsdatum"),
        (
            replace(EBBA, running=replace(RUNNING, follow_up_on=TODAY - timedelta(days=1))),
            "Uppföljningen skulle varit klar måndag 23 november",
        ),
        (replace(EBBA, trygghetsperson=""), "Ingen trygghetsperson"),
        (replace(EBBA, running=replace(RUNNING, has_goal=False)), "Inget mål i planen"),
        (replace(EBBA, running=replace(RUNNING, ownerless_measures=1)), "En insats saknar ansvarig"),
        (replace(EBBA, running=replace(RUNNING, ownerless_measures=3)), "3 insatser saknar ansvarig"),
        (replace(EBBA, running=replace(RUNNING, steps=())), "Inget nästa steg"),
        (replace(EBBA, vacancies=("skolpsykolog",)), "skolpsykolog saknas"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_plan_that_lacks_something_says_what(case: CaseSummary, reason: str) -> None:
    row = row_of(case)

    assert row is not None
    assert (row.letter, row.reason) == (Letter.MISSING, reason)


def test_a_follow_up_on_the_day_itself_is_in_time() -> None:
    row = row_of(replace(EBBA, running=replace(RUNNING, follow_up_on=TODAY)))

    assert row is not None and row.letter is Letter.ON_TIME


def test_a_missing_consent_before_a_meeting_is_told_first() -> None:
    row = row_of(replace(EBBA, trygghetsperson=""), consent="Samtycke saknas inför mötet 25 november")

    assert row is not None
    assert row.reasons == ("Samtycke saknas inför mötet 25 november", "Ingen trygghetsperson")


def test_two_outside_organisations_without_a_plan_need_one() -> None:
    row = row_of(MANS)

    assert row is not None
    assert (row.letter, row.reason) == (Letter.SEVERAL, "BUP öst och Habiliteringen, ingen plan")


def test_one_outside_organisation_is_no_reason_for_coordination() -> None:
    assert row_of(replace(MANS, outside=MANS.outside[:1])) is None


def test_a_signal_ages_visibly_until_somebody_judges() -> None:
    row = row_of(ALI)

    assert row is not None
    assert (row.letter, row.reason) == (Letter.SIGNAL, "Signal från Jonas Berg, dag 6 av 14")


def test_waiting_takes_the_pupil_off_the_list_until_the_day() -> None:
    waiting = replace(
        ALI, assessed_at=NOW, assessed_outcome=AssessmentOutcome.WAIT, assessed_until=TODAY + timedelta(days=1)
    )

    assert row_of(waiting) is None
    assert row_of(replace(waiting, assessed_until=TODAY)) is not None


def test_a_new_signal_after_the_judgement_calls_again() -> None:
    judged = replace(ALI, assessed_at=NOW, assessed_outcome=AssessmentOutcome.NONE)

    assert row_of(judged) is None
    assert row_of(replace(judged, signal_at=NOW + timedelta(hours=1))) is not None


def test_the_list_to_walk_through_leaves_out_those_who_follow_their_plan() -> None:
    found = groups([EBBA, ALI, MANS], today=TODAY, consents_missing={})

    assert [row.name for row in to_walk_through(found)] == ["Måns Öberg", "Ali Haddad"]
    assert [group.count for group in found] == [1, 0, 1, 1]
