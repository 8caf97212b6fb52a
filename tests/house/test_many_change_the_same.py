"""B16, B17: eight change the same meeting, tick the same list and write in the same plan; everything is sent twice.

Nothing that was typed goes under unsaid: it is saved, or the page shows it beside what somebody else saved meanwhile.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from samverkan.guard.models import Statement
from samverkan.journal.models import Event, Outcome
from samverkan.meetings.models import ChecklistTick, Dispatch, Meeting
from samverkan.meetings.sealed_words import places_of
from samverkan.meetings.tests.test_two_change_the_same_meeting import change_page, opened
from samverkan.people.models import Person
from samverkan.plans.models import Goal
from samverkan.post.models import Letter
from samverkan.vault.texts import texts
from tests.battery.figures import tell
from tests.cast import Cast, client_as
from tests.crowd import Crowd

BECAUSE = "a story looks at the rows"
EDITORS = 8
Change = tuple[str, str, int, bool]
"""What stood there when the page was opened, what was typed, the answer, and whether it still shows what was typed."""


def box(page: str, name: str) -> str:
    """What stands in a box of a page. The client's own `context` is shared by all who read at the same time."""
    tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag)
    return unescape(re.search(r'value="([^"]*)"', tag)[1])  # type: ignore[index]


def eight(cast: Cast, act: Callable[[Client, int, int], Any], count: int) -> list[Callable[[], list[Any]]]:
    """Three people in eight windows, each with so many rounds."""
    who: list[Person] = [cast.sara, cast.anna_karin, cast.jonas]
    windows = [client_as(who[editor % len(who)]) for editor in range(EDITORS)]
    return [
        lambda window=window, editor=editor: [act(window, editor, number) for number in range(count)]  # type: ignore[misc]
        for editor, window in enumerate(windows)
    ]


@pytest.mark.parametrize("count", [2, pytest.param(200, marks=pytest.mark.long)])
def test_who_changes_the_same_meeting_saves_or_is_shown_both(crowded: Crowd, count: int) -> None:
    cast = Cast()
    usual = opened(client_as(cast.sara), change_page(cast))

    def change(window: Client, editor: int, number: int) -> Change:
        page, typed = window.get(change_page(cast)).content.decode(), f"Rum {editor}:{number}"
        answer = window.post(change_page(cast), usual | {"mark": box(page, "mark"), "place": typed})
        return box(page, "place"), typed, answer.status_code, f'value="{typed}"' in unescape(answer.content.decode())

    made = [one for window in crowded.at_once(eight(cast, change, count)) for one in window]

    saved = {typed: stood for stood, typed, status, _ in made if status == 302}
    met = [shown for _, _, status, shown in made if status == 409]
    tell("B16", changes=len(made), changes_lost=len(made) - len(saved) - sum(met))
    assert len(saved) + len(met) == EDITORS * count and all(met)
    # Each saved change was made by somebody who had seen the one before it: none was written over unseen.
    assert len(set(saved.values())) == len(saved)
    row = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    assert places_of([row])[row.id] in saved and places_of([row])[row.id] not in saved.values()


@pytest.mark.parametrize("count", [2, pytest.param(200, marks=pytest.mark.long)])
def test_who_ticks_the_same_list_ticks_each_row_once(crowded: Crowd, count: int) -> None:
    cast = Cast()
    page = client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}").context["page"]
    by_hand = [row.row for row in page.checks if row.by_hand and not row.done]

    def tick(window: Client, editor: int, number: int) -> int:
        told = {"rad": by_hand[(editor + number) % len(by_hand)], "klart": "ja"}
        return window.post(reverse("meeting_tick", args=[cast.ebbas_meeting]), told).status_code

    answers = [one for window in crowded.at_once(eight(cast, tick, max(count, len(by_hand)))) for one in window]

    rows = ChecklistTick.objects.filter(meeting=cast.ebbas_meeting, row__in=by_hand)
    assert set(answers) == {302}
    assert set(rows.values_list("row", flat=True)) == set(by_hand) and rows.count() == len(by_hand)


@pytest.mark.parametrize("count", [2, pytest.param(200, marks=pytest.mark.long)])
def test_who_writes_in_the_same_plan_loses_nothing_and_doubles_nothing(crowded: Crowd, count: int) -> None:
    cast = Cast()
    before = Goal.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).count()

    def write(window: Client, editor: int, number: int) -> set[int]:
        told = {"text": f"Mål {editor}:{number}", "horizon": "kort"}
        return {window.post(reverse("goal_new", args=[cast.ebbas_case]), told).status_code for _ in range(2)}

    answers = [one for window in crowded.at_once(eight(cast, write, count)) for one in window]

    rows = Goal.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).select_related("statement__cell")
    said = [text for text in texts(row.statement for row in rows).values() if text.startswith("Mål ")]
    typed = {f"Mål {editor}:{number}" for editor in range(EDITORS) for number in range(count)}
    tell("B17", plan_doubled=len(said) - len(set(said)), plan_doubles=len(typed))
    assert all(one == {302} for one in answers)
    assert sorted(said) == sorted(typed) and rows.count() == before + len(typed)
    assert Statement.objects.unguarded(because=BECAUSE).filter(id__in=rows.values("statement")).count() == rows.count()


@pytest.mark.parametrize("count", [2, pytest.param(125, marks=pytest.mark.long)])
def test_a_meeting_planned_and_sent_twice_in_eight_windows_is_one_with_one_letter_each(
    crowded: Crowd, count: int
) -> None:
    """Each plans with a form of their own, sends it twice, and presses send twice: the meeting, the invitations, the
    mail and the trail of sending hold each once.
    """
    cast = Cast()
    address = reverse("meeting_new", args=[cast.ebbas_case])
    letters = Letter.objects.count()
    form = client_as(cast.sara).get(address).context["form"]
    usual = {name: form[name].value() or "" for name in form.fields} | {"participation": "hela-motet"}

    def plan(window: Client, editor: int, number: int) -> str:
        key = box(window.get(address).content.decode(), "key")
        told = usual | {"key": key, "clock": f"{8 + editor}.{number % 60:02}"}
        first, second = (window.post(address, told)["Location"] for _ in range(2))
        assert first == second
        for _ in range(2):
            window.post(first)
        return str(first).split("/")[2]

    made = [one for window in crowded.at_once(eight(cast, plan, count)) for one in window]

    sent = Dispatch.objects.filter(invitee__meeting__in=made)
    doubled = sent.values("invitee", "sequence").annotate(times=Count("id")).filter(times__gt=1).count()
    doubled += Letter.objects.values("key").annotate(times=Count("id")).filter(times__gt=1).count()
    tell("B17", meetings_doubled=EDITORS * count - len(set(made)) + doubled, meeting_doubles=EDITORS * count)
    assert len(set(made)) == EDITORS * count and doubled == 0
    assert Letter.objects.count() > letters
    trail = Event.objects.filter(action="skicka-inbjudan", outcome=Outcome.DONE, target_id__in=made)
    assert trail.values("target_id").annotate(times=Count("id")).filter(times__gt=1).count() == 0
