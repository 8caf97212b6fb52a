"""The question about a film is put in each language in words of its own, and says what becomes of the film."""

from datetime import date

import pytest

from samverkan.consent.in_language import Parts
from samverkan.guests.speech import languages
from samverkan.guests.wording import worded
from samverkan.policy.vocabulary import Manner, Purpose


def put(film: bool, manners: tuple[Manner, ...] = (Manner.SPEAK,)) -> Parts:
    begins, ends = date(2026, 12, 3), date(2026, 12, 22)
    return Parts("sak", ("Skolan",), "BUP", Purpose.SUPPORT, manners, begins, ends, own=False, film=film, put="")


@pytest.mark.parametrize("slug", sorted(languages()))
def test_it_says_what_is_seen_that_it_is_not_kept_and_what_a_no_does(slug: str) -> None:
    spoken = languages()[slug]

    said = worded(spoken, put(film=True), school="Björkskolan", pupil="Ebba")

    for key in ("film_gone", "film_law"):
        assert spoken.say(key) in said
    assert spoken.say("film_speak") in said and spoken.say("manner_speak") not in said
    assert "sak" not in said.split("\n")[1] and "Ebba" in said
    assert spoken.say("film_law") not in worded(spoken, put(film=False), school="Björkskolan", pupil="Ebba")


def test_every_way_of_passing_it_on_has_its_words_in_each_language() -> None:
    for spoken in languages().values():
        said = worded(spoken, put(film=True, manners=tuple(Manner)), school="Björkskolan", pupil="Ebba")
        assert all(spoken.say(f"film_{manner.name.lower()}") in said for manner in Manner)
