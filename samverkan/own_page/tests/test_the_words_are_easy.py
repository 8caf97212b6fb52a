"""The three texts of the page are written each by itself, and measured: rule 13 of the plain language rules."""

import re

import pytest

from samverkan.own_page.models import Mode
from samverkan.own_page.speech import places_in, speech

MOST_LIX = 25
PICTURE_WORDS, EASY_WORDS = 5, 9
NEVER = ("diagnos", "adhd", "autism", "funktions", "utredning", "ärende", "insats", "vänligen", "tyvärr", "ogiltig")
NAMED = {"who": "Sara", "name": "Ebba", "day": "onsdag", "days": "tisdag", "clock": "13.00"}
SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n")


def said(mode: str) -> dict[str, str]:
    """Every text with its places filled in."""
    return {key: text.format(**NAMED) for key, text in speech(mode).texts.items()}


def lix(text: str) -> float:
    """Björnsson's läsbarhetsindex: words in a sentence, and long words of a hundred."""
    words = re.findall(r"[\wåäöÅÄÖ-]+", text)
    sentences = max(1, len([part for part in SENTENCE.split(text) if part.strip()]))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_the_modes_say_the_same_things() -> None:
    keys = {mode: set(speech(mode).texts) for mode in Mode.values}

    assert keys["bilder"] == keys["latt"] == keys["vanlig"]
    for key in keys["latt"]:
        assert {places_in(speech(mode).texts[key]) <= set(NAMED) for mode in Mode.values} == {True}


@pytest.mark.parametrize("mode", Mode.values)
def test_the_whole_text_reads_easily_and_names_no_diagnosis(mode: str) -> None:
    whole = "\n".join(said(mode).values())

    assert lix(whole) <= MOST_LIX
    assert [word for word in NEVER if word in whole.lower()] == []
    assert [text for key, text in said(mode).items() if "!" in text and key != "hello"] == []


def test_a_picture_has_five_words_and_an_easy_line_nine() -> None:
    pictures = [(key, part) for key, text in said("bilder").items() for part in SENTENCE.split(text)]
    easy = [(key, line) for key, text in said("latt").items() for line in text.split("\n")]

    assert [one for one in pictures if len(one[1].split()) > PICTURE_WORDS] == []
    assert [one for one in easy if len(one[1].split()) > EASY_WORDS] == []
    assert [one for one in easy if len(SENTENCE.split(one[1].strip())) > 1] == [], "one sentence on each line"
