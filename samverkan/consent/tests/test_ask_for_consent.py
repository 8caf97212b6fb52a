"""Asking: one thing, one receiver, one purpose, a time. Never everything to everybody, never until further notice."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from samverkan.consent import actions, queries
from samverkan.consent.models import Question
from samverkan.policy.consenting import ConsentState
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, Purpose
from samverkan.post.models import Letter
from tests.cast import Cast, scope_of, yes_until


def today() -> date:
    """The day of the test."""
    return timezone.localdate()


def ask(cast: Cast, **changed: Any) -> Question:
    """Sara asks whether BUP may have the school's assessment of Ebba; a test changes one thing."""
    told: dict[str, Any] = {
        "case": cast.ebbas_case,
        "classes": [InformationClass.SUPPORT],
        "kinds": [Kind.ASSESSMENT],
        "senders": [cast.organisation("skolor").id],
        "receiver": cast.organisation("bup").id,
        "receiver_role": None,
        "purpose": Purpose.SUPPORT,
        "manners": [Manner.SPEAK],
        "begins_on": today(),
        "ends_on": yes_until(today()),
        "matter": "skolans bedömning",
        "by": scope_of(cast.sara).reader,
        "now": timezone.now(),
    }
    return actions.ask(**(told | changed))


@pytest.mark.parametrize(
    ("changed", "mend"),
    [
        ({"classes": []}, "Välj vad frågan gäller"),
        ({"kinds": []}, "Välj vad frågan gäller"),
        ({"matter": " "}, "Välj vad frågan gäller"),
        ({"senders": []}, "Välj vem som lämnar"),
        ({"manners": []}, "Välj vem som lämnar"),
        ({"kinds": list(Kind)}, "Dela upp den"),
        ({"ends_on": date(2099, 1, 1)}, "högst ett läsår"),
        ({"ends_on": date(2020, 1, 1)}, "högst ett läsår"),
    ],
)
def test_a_blanket_question_is_refused_and_says_what_to_narrow(cast: Cast, changed: dict[str, Any], mend: str) -> None:
    with pytest.raises(actions.BlanketConsent, match=mend):
        ask(cast, **changed)


@pytest.mark.parametrize("days_late", [0, 1])
def test_a_yes_may_be_asked_for_until_the_school_year_ends_and_no_longer(cast: Cast, days_late: int) -> None:
    autumn = date(2026, 11, 23)
    told = {"begins_on": autumn, "ends_on": date(2027, 6, 30) + timedelta(days=days_late)}

    if days_late:
        with pytest.raises(actions.BlanketConsent, match="senast 30 juni 2027"):
            ask(cast, **told)
    else:
        assert ask(cast, **told).ends_on == date(2027, 6, 30)


def test_the_school_cannot_ask_to_have_what_it_already_has(cast: Cast) -> None:
    with pytest.raises(actions.BlanketConsent, match="mottagare"):
        ask(cast, receiver=cast.organisation("skolor").id)


def test_two_clicks_ask_once(cast: Cast) -> None:
    first, second = ask(cast), ask(cast)

    assert first.id == second.id


def test_a_question_waits_to_be_sent_and_then_says_when(cast: Cast) -> None:
    question = ask(cast)
    before = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)

    actions.send_questions([question], by=scope_of(cast.sara).reader, now=timezone.now())
    after = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)

    assert before.state is ConsentState.NOT_ASKED
    assert after.state is ConsentState.ASKED
    assert after.asked_on == today()


def test_the_letter_tells_nothing_of_whom_or_what(cast: Cast) -> None:
    question = ask(cast)
    known = set(Letter.objects.values_list("id", flat=True))

    sent = actions.send_questions([question], by=scope_of(cast.sara).reader, now=timezone.now())

    letters = Letter.objects.exclude(id__in=known)
    told = " ".join(f"{letter.subject} {letter.text}" for letter in letters)
    assert len(letters) == len(sent.mailed)
    assert len(sent.mailed) + len(sent.by_hand) == 2
    for secret in ("Ebba", "Lindqvist", "BUP", "bedömning", "5B"):
        assert secret not in told
