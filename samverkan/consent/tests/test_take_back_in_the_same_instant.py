"""B8: a yes taken back acts at the next request, whatever happens in the same instant, and whoever heard is told."""

from datetime import datetime

import pytest
from django.utils import timezone

from samverkan.consent import actions
from samverkan.consent.models import AnswerForm, Question
from samverkan.consent.tests.test_answer_a_question import asked, assessments_seen_by, opened_by, says
from samverkan.people.models import Guardianship, Person
from samverkan.people.turns import Turn, turned
from samverkan.policy.consenting import ConsentState, Reply, Suspension
from samverkan.policy.vocabulary import PersonId
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of
from tests.crowd import Crowd


def takes_back(question: Question, who: Person) -> ConsentState:
    """The guardian presses the button."""
    by = scope_of(who).reader
    return actions.withdraw(
        question=question.id, giver=PersonId(who.id), form=AnswerForm.ELECTRONIC, by=by, now=timezone.now()
    )


def given(cast: Cast) -> Question:
    """Both have said yes."""
    question = asked(cast, to="habiliteringen")
    for person in (cast.anna, cast.olof):
        says(cast, question, person, Reply.YES)
    return question


def test_a_no_and_a_yes_in_the_same_instant_leave_nothing_open(crowded: Crowd) -> None:
    cast = Cast()
    question = given(cast)

    _, later = crowded.meet(lambda: takes_back(question, cast.olof), lambda: says(cast, question, cast.anna, Reply.YES))
    later.result()

    assert opened_by(question) == 0
    assert assessments_seen_by(cast, cast.maria) == []


def test_a_yes_that_comes_first_is_closed_by_the_one_that_waits(crowded: Crowd) -> None:
    cast = Cast()
    question = given(cast)

    _, later = crowded.meet(lambda: says(cast, question, cast.anna, Reply.YES), lambda: takes_back(question, cast.olof))

    assert later.result() is ConsentState.WITHDRAWN
    assert opened_by(question) == 0


def test_custody_that_changes_while_somebody_says_yes_leaves_nothing_open(crowded: Crowd) -> None:
    cast = Cast()
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)

    def ends_custody() -> None:
        yesterday = timezone.localdate().replace(year=2020)
        Guardianship.objects.filter(case_id=cast.ebbas_case, person=cast.anna).update(
            begins_on=yesterday, ends_on=yesterday
        )
        turned([Turn(cast.ebbas_case, Suspension.CUSTODY)], now=timezone.now())

    _, later = crowded.meet(lambda: says(cast, question, cast.olof, Reply.YES), ends_custody)
    later.result()

    assert opened_by(question) == 0
    assert assessments_seen_by(cast, cast.maria) == []


def test_receivers_and_whoever_leads_a_near_meeting_are_told_without_content(cast: Cast) -> None:
    question = given(cast)
    known = set(Letter.objects.values_list("id", flat=True))

    takes_back(question, cast.olof)

    letters = Letter.objects.exclude(id__in=known)
    assert {letter.key.split("-")[0] for letter in letters} == {"stangt", "rummet"}
    told = " ".join(f"{letter.subject} {letter.text}" for letter in letters)
    for secret in ("Ebba", "Lindqvist", "Olof", "bedömning", "samtycke", "habilitering"):
        assert secret not in told
    assert "Maria Ek, Skolans bedömning: får inte" in _room(cast)


@pytest.mark.parametrize("before", [Reply.TALK, Reply.NO])
def test_nobody_is_told_when_nothing_was_open(cast: Cast, before: Reply) -> None:
    question = asked(cast, to="bup")
    known = set(Letter.objects.values_list("id", flat=True))

    says(cast, question, cast.anna, before)

    assert not Letter.objects.exclude(id__in=known).exists()


def _room(cast: Cast, *, now: datetime | None = None) -> str:
    from html import unescape

    return unescape(client_as(cast.sara).get(f"/moten/{cast.ebbas_meeting}/rummet").content.decode())
