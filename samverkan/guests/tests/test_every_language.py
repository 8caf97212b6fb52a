"""Each language is one file: the same sentences, the same places to fill in, and nothing of it in code."""

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from samverkan.consent.wording import PURPOSE_WORDS
from samverkan.guests import speech
from samverkan.guests.speech import FOLDER, languages, places_in
from samverkan.guests.tests.coming import come_in, link_for
from samverkan.meetings.after.pulse import QUESTIONS
from samverkan.people.models import Person
from samverkan.policy.vocabulary import Manner
from tests.cast import Cast

TEMPLATES = FOLDER.parent / "templates" / "guests"
CODE = FOLDER.parent
SAID = re.compile(r'(?:say\(\s*|% say )"([a-z_]+)"')
SWEDISH = languages()["sv"]


@pytest.mark.parametrize("slug", list(languages()))
def test_every_file_says_the_same_with_the_same_places(slug: str) -> None:
    told = languages()[slug]

    assert told.texts.keys() == SWEDISH.texts.keys()
    differing = [key for key, text in told.texts.items() if places_in(text) != places_in(SWEDISH.texts[key])]
    assert differing == []
    assert (len(told.weekdays), len(told.months)) == (7, 12)
    assert all(text.strip() for text in told.texts.values())
    assert told.direction in ("ltr", "rtl")


def test_the_four_languages_are_there_and_the_usual_comes_first() -> None:
    assert list(languages()) == ["sv", "sv-latt", "en", "ar"]


def test_every_sentence_that_a_page_says_is_there_and_every_sentence_is_said() -> None:
    pages = [path.read_text() for path in TEMPLATES.glob("*.html")]
    code = [path.read_text() for path in CODE.glob("*.py")]
    said = {key for text in (*pages, *code) for key in SAID.findall(text)}
    built = {f"use_{purpose.name.lower()}" for purpose in PURPOSE_WORDS}
    built |= {f"{of}_{manner.name.lower()}" for of in ("manner", "film") for manner in Manner}
    built |= {f"consent_check_{one}" for one in ("yes", "no", "talk")}
    built |= {f"pulse_{name}" for name in QUESTIONS}
    named = {key for key in SWEDISH.texts if any(f'"{key}"' in text for text in code)}

    assert said - SWEDISH.texts.keys() == set()
    assert SWEDISH.texts.keys() - said - named - built == set()
    assert built <= SWEDISH.texts.keys()


def test_the_three_questions_are_the_same_as_for_those_who_sign_in() -> None:
    assert {name: SWEDISH.say(f"pulse_{name}") for name in QUESTIONS} == QUESTIONS


def test_easy_swedish_has_short_sentences() -> None:
    texts = languages()["sv-latt"].texts.values()
    longest = max(len(part.split()) for text in texts for part in re.split(r"[.?!:]", text))

    assert longest <= 12


@pytest.mark.django_db
def test_one_more_language_is_one_file(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    english = (FOLDER / "en.toml").read_text()
    (tmp_path / "fi.toml").write_text(english.replace('"English"', '"Suomi"').replace('"en"', '"fi"'))
    monkeypatch.setattr(speech, "FOLDER", tmp_path)
    languages.cache_clear()

    page = Client().get(f"/gast/{link_for(cast, cast.peter)}?sprak=fi").content.decode()

    monkeypatch.undo()
    languages.cache_clear()
    assert '<html lang="fi" dir="ltr"' in page
    assert "Suomi" in page


@pytest.mark.django_db
def test_the_guest_is_met_in_the_language_the_school_knows_and_may_choose_another(cast: Cast) -> None:
    key = link_for(cast, cast.olof)
    Person.objects.filter(id=cast.olof.id).update(language="ar")

    met = Client().get(f"/gast/{key}").content.decode()
    chosen = Client().get(f"/gast/{key}?sprak=en").content.decode()

    assert '<html lang="ar" dir="rtl"' in met
    assert '<html lang="en" dir="ltr"' in chosen


@pytest.mark.django_db
def test_the_language_follows_through_the_whole_visit(cast: Cast) -> None:
    browser = come_in(cast, cast.olof)

    browser.get("/gast?sprak=ar")
    page = unescape(browser.get("/gast").content.decode())
    wrong = unescape(browser.post("/gast/svar", {}).content.decode())

    assert '<html lang="ar" dir="rtl"' in page
    assert "هل ستحضر؟" in page
    assert "اختر ما إذا كنت ستحضر." in wrong
    assert "?sprak=" not in wrong, "what has been typed would be lost"


def test_in_arabic_a_number_is_not_read_backwards_and_the_day_comes_before_the_month() -> None:
    arabic = languages()["ar"]

    assert "\u2068031-390\u00a006\u00a010\u2069" in arabic.say("code_other", phone="031-390 06 10")
    assert arabic.day(date(2026, 11, 25)) == "25 نوفمبر"
