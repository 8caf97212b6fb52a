"""A film is asked about by itself: to be shown, in words of its own, and never to be handed over."""

from datetime import date
from uuid import UUID

import pytest

from samverkan.consent.wording import A_FILM, Asked, given_word, own_sentence, read_aloud, title
from samverkan.plans.asking import Thing
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, OrganisationId, Purpose

SCHOOL = OrganisationId(UUID(int=1))


def thing(*kinds: Kind) -> Thing:
    return Thing("sak", "sak", SCHOOL, frozenset({InformationClass.SUPPORT}), frozenset(kinds))


def asked(*manners: Manner, matter: str = A_FILM) -> Asked:
    begins, ends = date(2026, 12, 3), date(2026, 12, 22)
    return Asked("Ebba", matter, ("Skolan",), "BUP öst", Purpose.SUPPORT, manners, begins, ends, "Björkskolan")


def test_whatever_is_ticked_a_film_is_only_shown() -> None:
    both = (Manner.SPEAK, Manner.SEND)

    assert thing(Kind.FILM).done_with(both) == (Manner.SPEAK,)
    assert thing(Kind.ASSESSMENT).done_with(both) == both


def test_it_is_seen_and_nobody_has_a_copy() -> None:
    shown = asked(Manner.SPEAK)

    assert title(shown) == "Får BUP öst se en kort film från ett arbetspass?"
    assert given_word(shown.manners, film=shown.film) == "Ja"
    said = own_sentence(shown, ConsentState.GIVEN, Reply.YES, None, gives=True)
    assert said.endswith("Ingen får en kopia av den.") and "skriftligt" not in said


@pytest.mark.parametrize("words", ["Uppgiften finns hos", "berättas på möten", "lämnas skriftligt"])
def test_what_is_said_of_a_text_is_not_said_of_a_film(words: str) -> None:
    text = asked(Manner.SPEAK, Manner.SEND, matter="skolans bedömning")

    assert words in read_aloud(text)
    assert words not in read_aloud(asked(Manner.SPEAK))
