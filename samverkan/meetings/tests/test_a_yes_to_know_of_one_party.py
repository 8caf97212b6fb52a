"""The family has said yes to that habiliteringen and socialtjänsten may know of one another. BUP comes later."""

import pytest

from samverkan.guard.models import Grant
from samverkan.meetings.agendas import meeting_cell
from samverkan.people.cells import existence_cell, pupil_row
from samverkan.policy.vocabulary import Kind, Role
from tests.cast import Cast, questions_about, scope_of

pytestmark = pytest.mark.django_db


def known(cast: Cast, slug: str, role: Role) -> bool:
    """Whether Maria of habiliteringen may know that the organisation knows Ebba."""
    pupil = pupil_row(cast.ebbas_case)
    return scope_of(cast.maria).reading.covers(existence_cell(pupil, role, cast.organisation(slug)))


def test_the_yes_tells_of_the_parties_it_named_and_of_no_one_who_comes_later(cast: Cast) -> None:
    assert known(cast, "socialtjansten", Role.SOCIAL_WORKER)
    assert not known(cast, "bup", Role.BUP_CLINICIAN)
    assert not known(cast, "logoped", Role.SPEECH_THERAPIST)


def test_it_tells_of_the_schools_own_part_of_the_team(cast: Cast) -> None:
    assert scope_of(cast.maria).reading.covers(meeting_cell(pupil_row(cast.ebbas_case)))


def test_two_parties_are_two_cells(cast: Cast) -> None:
    pupil = pupil_row(cast.ebbas_case)
    bup, hab = (existence_cell(pupil, Role.OTHER_STAFF, cast.organisation(one)) for one in ("bup", "habiliteringen"))

    assert bup != hab and bup.origin_class == hab.origin_class
    assert existence_cell(pupil, Role.COUNSELLOR, cast.organisation("skolor")).party is None


def test_what_was_asked_about_the_team_names_its_parties(cast: Cast) -> None:
    asked = questions_about(cast, "vilka som är med i teamet")
    told = [row.facts for row in Grant.objects.filter(source_id__in=[row.id for row in asked], ended_at=None)]

    assert told
    for grant in told:
        if Kind.EXISTENCE in grant.kinds and grant.holders == {cast.organisation("skolor").id}:
            assert grant.parties is not None and cast.organisation("bup").id not in grant.parties
