"""B8: a yes taken back, a bar, a role or a seat that ends: whatever was open before, nothing is read at the next click.

Hypothesis draws what somebody does before, how it ends, and what they do after: pages, forms opened while it was
allowed and sent when it is not, papers, searches and letters that wait. What may not be read any more is looked for in
every answer after.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.consent.models import Question
from samverkan.consent.tests.test_take_back_in_the_same_instant import given as given_yes
from samverkan.consent.tests.test_take_back_in_the_same_instant import takes_back
from samverkan.guard.models import Statement
from samverkan.people import actions as people
from samverkan.people.models import Assignment, Bar, Person, TeamMember
from samverkan.post.models import Letter
from tests.battery.figures import tell
from tests.battery.words import Said, everything_said, hidden_from, leaked
from tests.cast import Cast, client_as, scope_of
from tests.house.test_no_text_lies_in_the_clear import filled

BECAUSE = "the battery looks for what nobody may read"
NAME = "Ebba Lindqvist"
PAGES = (
    "/elever/{ebba}",
    "/elever/{ebba}/plan",
    "/elever/{ebba}/plan/utskrift",
    "/elever/{ebba}/tidslinje",
    "/elever/{ebba}/teamet",
    "/moten/{meeting}",
    "/moten/{meeting}/rummet",
    "/sok?q=Ebba",
    "/elever",
    "/",
)
FORMS = ("/elever/{ebba}/anteckningar/ny", "/moten/{meeting}/svar")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ends, for whom, and whether the pupil is then out of sight altogether."""

    who: str
    ends: Callable[[Cast, Question], object]
    whole: bool


def _barred(cast: Cast, question: Question) -> None:
    Bar.objects.create(
        case_id=cast.ebbas_case,
        person=cast.olof,
        decided_at=timezone.now(),
        decided_by=cast.anna_karin,
        sealed_reason=b"sealed",
    )


def _work_over(cast: Cast, question: Question) -> None:
    Assignment.objects.filter(person=cast.sara).update(ends_on=timezone.localdate() - DAY)


def _seat_left(cast: Cast, question: Question) -> None:
    seat = TeamMember.objects.unguarded(because=BECAUSE).get(case=cast.ebbas_case, person=cast.peter)
    by = scope_of(cast.anna_karin).reader
    people.end_membership(seat=seat.id, case=cast.ebbas_case, by=by, now=timezone.now())


ENDINGS = {
    "a yes taken back": Ending("maria", lambda cast, question: takes_back(question, cast.olof), False),
    "a bar": Ending("olof", _barred, True),
    "work that ends": Ending("sara", _work_over, True),
    "a seat that is left": Ending("peter", _seat_left, True),
}


@dataclass(slots=True)
class Sitting:
    """One person at a screen, with the forms that lie open."""

    browser: Client
    cast: Cast
    person: Person
    open_forms: dict[str, dict[str, Any]] = field(default_factory=dict)

    def does(self, act: str) -> Any:
        """One click. The answer, or None when there was nothing to click."""
        kind, _, where = act.partition(" ")
        address = where.format(ebba=self.cast.ebbas_case, meeting=self.cast.ebbas_meeting)
        if kind == "open":
            return self._opens(address)
        if kind == "send":
            return self.browser.post(address, self.open_forms.get(address, {"text": "ord som inte får tas emot"}))
        return self.browser.generic(kind, address)

    def _opens(self, address: str) -> Any:
        page = self.browser.get(address)
        form = page.context and page.context.get("form")
        if page.status_code == 200 and isinstance(form, forms.BaseForm):
            self.open_forms[address] = filled(form)  # type: ignore[arg-type]
        return page


ACTS = [
    *(f"GET {page}" for page in PAGES),
    *(f"HEAD {page}" for page in PAGES[:3]),
    *(f"{kind} {form}" for kind in ("open", "send") for form in FORMS),
]
acts = st.lists(st.sampled_from(ACTS), min_size=1, max_size=4)
story = given(before=acts, ending=st.sampled_from(sorted(ENDINGS)), after=acts)
PATIENT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def read_after(cast: Cast, said: tuple[Said, ...], before: list[str], ending: str, after: list[str]) -> list[str]:
    """What was read after it ended. Afterwards the world is as before."""
    how, read = ENDINGS[ending], []
    with transaction.atomic():
        question = given_yes(cast)
        sitting = Sitting(client_as(getattr(cast, how.who)), cast, getattr(cast, how.who))
        for act in before:
            sitting.does(act)
        how.ends(cast, question)
        hidden = hidden_from(sitting.person, said)
        written = Statement.objects.unguarded(because=BECAUSE).count()
        for act in after:
            answer = sitting.does(act)
            read += [f"{act} after {ending}: {text}" for text in leaked(answer, hidden)]
            if how.whole and NAME in answer.content.decode(errors="replace"):
                read.append(f"{act} after {ending}: {NAME}")
        if how.whole and Statement.objects.unguarded(because=BECAUSE).count() != written:
            read.append(f"{after} after {ending}: a form was taken")
        waiting = Letter.objects.filter(sent_at=None).values_list("subject", "text", "calendar")
        read += [f"a letter after {ending}" for letter in waiting if "Ebba" in " ".join(map(str, letter))]
        transaction.set_rollback(True)
    return read


@settings(max_examples=40, deadline=None, suppress_health_check=PATIENT)
@story
def test_nothing_is_read_after(cast: Cast, before: list[str], ending: str, after: list[str]) -> None:
    read = read_after(cast, everything_said(), before, ending, after)

    tell("B8", read_after=len(read), interleavings=1)
    assert read == []


@pytest.mark.long
@settings(max_examples=2_200, deadline=None, suppress_health_check=PATIENT)
@story
def test_nothing_is_read_after_in_two_thousand_orders(
    cast: Cast, before: list[str], ending: str, after: list[str]
) -> None:
    read = read_after(cast, everything_said(), before, ending, after)

    tell("B8", read_after=len(read), interleavings=1)
    assert read == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_before_it_ends_there_is_something_to_read(cast: Cast, ending: str) -> None:
    """What is looked for after was there to be found: each ending closes something."""
    how, said = ENDINGS[ending], everything_said()
    question = given_yes(cast)
    before = set(hidden_from(getattr(cast, how.who), said))

    how.ends(cast, question)

    assert set(hidden_from(getattr(cast, how.who), said)) > before
