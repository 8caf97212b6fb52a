"""Maria has been given one of Sara's two notes (R7): the one is open wherever she looks, and the other nowhere."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from samverkan.guard.cells import cell_for
from samverkan.guard.managers import Unscoped, leave_footprints
from samverkan.guard.models import Form, Grant, Statement
from samverkan.guard.pages import newest, timeline
from samverkan.people.cells import pupil_row, school_cell
from samverkan.policy.vocabulary import HuvudmanId, InformationClass, Kind, PersonId
from samverkan.vault.texts import say
from tests.cast import Cast, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"


@pytest.fixture
def notes(cast: Cast) -> tuple[Statement, Statement]:
    """What was given to Maria, and what was not."""
    cell, now = cell_for(school_cell(pupil_row(cast.ebbas_case), InformationClass.SUPPORT, Kind.NOTE)), timezone.now()
    given, kept = (say(cell, Form.NOTE, text, by=PersonId(cast.sara.id), now=now) for text in ("Given.", "Kvar."))
    Grant.objects.create(
        case_id=cast.ebbas_case,
        classes=[InformationClass.SUPPORT.value],
        kinds=[Kind.NOTE.value],
        holder_ids=[cell.holder_id],
        receiver_person_id=cast.maria.id,
        purpose="stod",
        manners=["tala", "anteckna", "lamna"],
        begins_on=timezone.localdate(),
        ends_on=timezone.localdate() + timedelta(days=30),
        rule="R7",
        statement_ids=[given.id],
        provision="OSL 23:2",
        source_id=uuid.uuid4(),
        granted_at=now,
    )
    return given, kept


def test_it_is_open_in_every_list_and_the_other_in_none(cast: Cast, notes: tuple[Statement, Statement]) -> None:
    given, kept = notes
    scope = scope_of(cast.maria)
    huvudmen = [HuvudmanId(given.huvudman_id)]

    read = {row.id for row in Statement.objects.within(scope).filter(cell=given.cell)}
    walked = {row.id for row in newest(scope, huvudmen=huvudmen, size=200).rows}
    told = {row.id for row in timeline(scope, cast.ebbas_case, size=200).rows}

    assert read == {given.id}
    assert given.id in walked and given.id in told
    assert kept.id not in walked | told


def test_of_no_huvudman_there_is_nothing_newest(cast: Cast) -> None:
    page = newest(scope_of(cast.maria), huvudmen=[])

    assert (page.rows, page.older) == ((), None)


def test_seen_as_maria_by_one_who_may_not_it_is_closed(cast: Cast, notes: tuple[Statement, Statement]) -> None:
    given, _ = notes
    as_peter_sees = scope_of(cast.maria).seen_by(scope_of(cast.peter))
    as_sara_sees = scope_of(cast.maria).seen_by(scope_of(cast.sara))

    assert not Statement.objects.within(as_peter_sees).filter(id=given.id).exists()
    assert Statement.objects.within(as_sara_sees).filter(id=given.id).exists()


def test_a_row_that_the_law_does_not_open_is_refused_at_the_second_look(
    cast: Cast, notes: tuple[Statement, Statement]
) -> None:
    _, kept = notes

    with pytest.raises(Unscoped):
        leave_footprints(scope_of(cast.maria), [kept])
