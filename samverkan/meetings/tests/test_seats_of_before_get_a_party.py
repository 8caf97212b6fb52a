"""A database from before the parties were named is brought up to date: who knew of whom goes on, and no one more."""

from importlib import import_module

import pytest
from django.db import connection

from samverkan.consent.models import Question
from samverkan.guard.cells import cell_for
from samverkan.guard.models import Grant
from samverkan.people.cells import existence_cell, pupil_row
from samverkan.people.models import TeamMember
from samverkan.policy.vocabulary import Role
from tests.cast import Cast, scope_of

STATEMENTS = import_module("samverkan.meetings.migrations.0003_each_seat_tells_of_one_party").STATEMENTS
UNNAMED = """
    INSERT INTO guard_cell (huvudman_id, case_id, unit_id, holder_id, regime, branch, information_class, kind,
        subject_id, origin_class, confided, sealed)
    SELECT DISTINCT huvudman_id, case_id, unit_id, holder_id, regime, branch, information_class, kind, subject_id,
        origin_class, confided, sealed FROM guard_cell WHERE party_id IS NOT NULL ON CONFLICT DO NOTHING
"""
MOVED = """
    UPDATE {table} s SET cell_id = o.id FROM guard_cell c JOIN guard_cell o ON o.case_id = c.case_id
        AND o.holder_id = c.holder_id AND o.information_class = c.information_class AND o.kind = c.kind
        AND o.origin_class IS NOT DISTINCT FROM c.origin_class AND o.party_id IS NULL
    WHERE c.id = s.cell_id AND c.party_id IS NOT NULL
"""


@pytest.fixture
def from_before(cast: Cast) -> Cast:
    """The seats lie in cells that name nobody, and the yes of the team is for anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(UNNAMED)
        for table in ("people_teammember", "meetings_invitee"):
            cursor.execute(MOVED.format(table=table))
        cursor.execute("DELETE FROM guard_cell c WHERE party_id IS NOT NULL AND NOT EXISTS "
                       "(SELECT FROM guard_statement s WHERE s.cell_id = c.id)")  # fmt: skip
    Grant.objects.update(party_ids=None)
    Question.objects.unguarded(because="the test makes a database of before").update(party_ids=None)
    return cast


def bring_up_to_date() -> None:
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def knows(cast: Cast, slug: str, role: Role) -> bool:
    """Whether Maria may know that the organisation knows Ebba."""
    pupil = pupil_row(cast.ebbas_case)
    return scope_of(cast.maria).reading.covers(existence_cell(pupil, role, cast.organisation(slug)))


def test_each_seat_outside_the_school_names_its_party(from_before: Cast) -> None:
    bring_up_to_date()

    seats = TeamMember.objects.unguarded(because="the test looks at what was moved").select_related("cell")
    outside = [
        row for row in seats if row.organisation_id not in (None, row.cell.holder_id) and row.cell.kind == "kannedom"
    ]
    support = [row for row in outside if row.cell.information_class == "K04"]
    assert support
    assert {row.organisation_id == row.cell.party_id for row in support} == {True}


def test_a_yes_of_before_tells_of_those_who_had_a_seat_and_of_no_one_later(from_before: Cast) -> None:
    before = knows(from_before, "bup", Role.BUP_CLINICIAN)

    bring_up_to_date()

    assert before
    assert knows(from_before, "socialtjansten", Role.SOCIAL_WORKER)
    assert not knows(from_before, "bup", Role.BUP_CLINICIAN)


def test_bringing_it_up_to_date_again_changes_nothing(from_before: Cast) -> None:
    bring_up_to_date()
    once = sorted(map(str, Grant.objects.values_list("id", "party_ids")))

    bring_up_to_date()

    assert sorted(map(str, Grant.objects.values_list("id", "party_ids"))) == once
    assert cell_for(existence_cell(pupil_row(from_before.ebbas_case), Role.SPEECH_THERAPIST, None)).party_id is None
