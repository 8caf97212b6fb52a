"""The room speaks of one person to another: a sentence of the law that says "du" is told with the person's name."""

import re

import pytest

from samverkan.meetings.room_words import of_another, questions_count
from samverkan.policy.rules import RULES
from samverkan.policy.vocabulary import Answer


def test_no_sentence_that_is_shown_of_somebody_else_says_you() -> None:
    closing = [rule.sentence for rule in RULES if rule.answer is not Answer.ALLOW]

    assert closing
    for said in closing:
        assert not re.search(r"\b(du|dig|din|ditt|dina)\b", of_another(said, "Peter Ny"), re.IGNORECASE), said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Den som äger uppgiften avgör tillsammans med dig vad du får läsa.",
            "Den som äger uppgiften avgör tillsammans med Ebba vad hen får läsa.",
        ),
        ("Du har inget uppdrag kring eleven.", "Ebba har inget uppdrag kring eleven."),
        ("Det handlar om dig själv.", "Det handlar om Ebba."),
        ("Ett samtycke behövs.", "Ett samtycke behövs."),
    ],
)
def test_you_becomes_the_name_and_then_hen(said: str, told: str) -> None:
    assert of_another(said, "Ebba") == told


def test_the_button_counts_as_people_do() -> None:
    assert [questions_count(count) for count in (1, 2, 3, 14)] == [
        "Skicka frågan",
        "Skicka båda frågorna",
        "Skicka alla tre frågor",
        "Skicka alla 14 frågor",
    ]
