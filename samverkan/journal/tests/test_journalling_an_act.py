"""Every act leaves one event, one touch for each pupil, and nobody can change what was written."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from samverkan.guard.scope import Footprint, Trail
from samverkan.journal.models import Event, Outcome, Touch
from samverkan.journal.sealing import seal_new, verify
from samverkan.journal.writing import Doing, JournalUnwritable, record
from samverkan.policy.tests import table

pytestmark = pytest.mark.thread

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DOING = Doing(at=NOW, actor=table.SARA, role="kurator", action="las-plan", purpose="stod")
STEPS = (
    Footprint(table.EBBA, table.K.SUPPORT, "R3.1"),
    Footprint(table.EBBA, table.K.ORDINARY, "R3.3"),
    Footprint(table.OTHER_PUPIL, table.K.ORDINARY, "R3.3"),
)


@pytest.mark.django_db
def test_an_act_leaves_one_event_and_one_touch_for_each_pupil() -> None:
    event = record(DOING, Outcome.DONE, Trail(dict.fromkeys(STEPS)))

    assert Event.objects.get().id == event.id
    assert {touch.case_id: (touch.classes, touch.grounds) for touch in Touch.objects.all()} == {
        table.EBBA: (["K04", "K07"], ["R3.1", "R3.3"]),
        table.OTHER_PUPIL: (["K07"], ["R3.3"]),
    }


@pytest.mark.django_db
def test_whom_the_answer_spoke_of_is_told_from_whom_it_chose_among() -> None:
    trail = Trail(dict.fromkeys(STEPS))
    trail.gives_out([table.EBBA])

    record(DOING, Outcome.DONE, trail)

    assert {touch.case_id: touch.given_out for touch in Touch.objects.all()} == {
        table.EBBA: True,
        table.OTHER_PUPIL: False,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["UPDATE {name} SET {column} = {column}", "DELETE FROM {name}", "TRUNCATE {name} CASCADE"]
)
@pytest.mark.parametrize("name", ["journal_event", "journal_touch", "journal_seal", "journal_seal_event"])
def test_the_application_cannot_change_or_remove_what_was_written(change: str, name: str) -> None:
    record(DOING, Outcome.DONE, Trail(dict.fromkeys(STEPS)))

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        column = "link_id" if name == "journal_seal_event" else "id"
        cursor.execute(change.format(name=name, column=column))


@pytest.mark.django_db
def test_the_application_cannot_seal() -> None:
    record(DOING, Outcome.DONE, Trail(dict.fromkeys(STEPS)))

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        seal_new(NOW)


@pytest.mark.django_db
def test_a_journal_that_does_not_take_the_event_stops_the_act() -> None:
    with pytest.raises(JournalUnwritable), transaction.atomic():
        record(DOING, "påhittat")


@pytest.mark.django_db(transaction=True)
def test_the_chain_holds_until_somebody_with_the_servers_rights_changes_a_row(
    as_owner: "psycopg.Connection[Any]", as_sealer: None
) -> None:
    add = (
        "INSERT INTO journal_event (request_id, at, actor_id, role, action, purpose, outcome) "
        "VALUES (%s, now(), %s, 'r', 'a', 'p', 'gjord')"
    )
    for number in range(5):
        as_owner.execute(add, [UUID(int=number), table.SARA])
    first = seal_new(NOW)
    as_owner.execute(add, [UUID(int=9), table.SARA])
    second = seal_new(NOW)

    assert first is not None and second is not None and seal_new(NOW) is None
    assert verify() is None

    as_owner.execute("UPDATE journal_event SET action = 'annat' WHERE request_id = %s", [UUID(int=1)])
    fault = verify()
    assert fault is not None and fault.link == first.id

    as_owner.execute("UPDATE journal_event SET action = 'a' WHERE request_id = %s", [UUID(int=1)])
    assert verify() is None
    as_owner.execute("DELETE FROM journal_event WHERE request_id = %s", [UUID(int=9)])
    fault = verify()
    assert fault is not None and fault.link == second.id


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_after_a_later_one_was_sealed_is_sealed_next(
    as_owner: "psycopg.Connection[Any]", as_sealer: None
) -> None:
    add = (
        "INSERT INTO journal_event (id, request_id, at, actor_id, role, action, purpose, outcome) "
        "OVERRIDING SYSTEM VALUE VALUES (%s, %s, now(), %s, 'r', 'a', 'p', 'gjord')"
    )
    as_owner.execute(add, [2_000_002, UUID(int=2), table.SARA])
    seal_new(NOW)
    as_owner.execute(add, [2_000_001, UUID(int=1), table.SARA])
    late = seal_new(NOW)

    assert late is not None and [held.event_id for held in late.events.all()] == [2_000_001]
    assert verify() is None
