"""Löftestrappan: what was promised at Ebba's meetings and has become of it, for each reader as far as they may read."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.people.models import Person
from samverkan.plans import actions, promises
from samverkan.plans.models import Step
from samverkan.plans.queries.promises import agreed
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"


def at_a_meeting(cast: Cast, text: str, owner: Person, days_ago: int = 10) -> UUID:
    today = timezone.localdate()
    told = scope_of(cast.sara).reader
    made = actions.set_step(
        case=cast.ebbas_case, text=text, owner=owner.id, due_on=today + timedelta(days=3), by=told, now=timezone.now()
    )
    Step.objects.unguarded(because=BECAUSE).filter(id=made.id).update(agreed_on=today - timedelta(days=days_ago))
    return made.id


def plan_page(cast: Cast, who: Person) -> str:
    return unescape(client_as(who).get(reverse("plan", args=[cast.ebbas_case])).content.decode())


def test_the_plan_says_what_has_become_of_what_was_promised(cast: Cast) -> None:
    kept, failed, _ = (at_a_meeting(cast, text, cast.jonas) for text in ("Bildschema.", "Ringa hem.", "Boka rum."))
    by, now = scope_of(cast.jonas).reader, timezone.now()
    actions.finish_step(case=cast.ebbas_case, step=kept, by=by, now=now)
    promises.give_up(step=failed, reason="Det fanns ingen tid.", by=by, now=now)

    shown = plan_page(cast, cast.sara)

    assert "1 av 3 löften från mötet" in shown and "1 gick inte." in shown
    assert 'id="loften"' in shown and "<desc" in shown


def test_a_promise_that_is_moved_is_told_as_changed(cast: Cast) -> None:
    moved = at_a_meeting(cast, "Bildschema.", cast.jonas)
    to = timezone.localdate() + timedelta(days=9)
    promises.move(step=moved, to=to, reason="Lov.", by=scope_of(cast.jonas).reader, now=timezone.now())

    changed = [one for one in agreed(scope_of(cast.sara), cast.ebbas_case) if one.changed_on]

    assert [(one.changed_on, one.closed_on) for one in changed] == [((timezone.localdate(),), None)]


def test_nobody_sees_stairs_of_what_they_may_not_read(cast: Cast) -> None:
    at_a_meeting(cast, "Bildschema.", cast.jonas)

    assert agreed(scope_of(cast.maria), cast.ebbas_case) == ()
    assert agreed(scope_of(cast.petra), cast.ebbas_case) == ()
    assert 'id="loften"' not in plan_page(cast, cast.maria)


def test_a_plan_without_promises_from_a_meeting_has_no_picture(cast: Cast) -> None:
    Step.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).update(agreed_on=None)

    assert 'id="loften"' not in plan_page(cast, cast.sara)


def test_what_was_written_in_the_plan_alone_is_no_promise_of_a_meeting(cast: Cast) -> None:
    made = at_a_meeting(cast, "Bildschema.", cast.jonas)
    before = len(agreed(scope_of(cast.sara), cast.ebbas_case))
    Step.objects.unguarded(because=BECAUSE).filter(id=made).update(agreed_on=None)

    assert len(agreed(scope_of(cast.sara), cast.ebbas_case)) == before - 1
