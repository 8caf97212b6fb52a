"""One giver's answers in the order in which they were given: no yes is put before a later no."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.policy.answers import CLOSING, Said, stands_in_the_way, that_holds
from samverkan.policy.consenting import Reply

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)
NO, YES = Said(Reply.NO, TODAY, own=True), Said(Reply.YES, TODAY)
ANSWERS = st.builds(
    Said,
    st.sampled_from(list(Reply)),
    st.integers(0, 3).map(lambda days: TODAY - days * DAY),
    own=st.booleans(),
    after=st.booleans(),
)


@pytest.mark.parametrize("reply", CLOSING)
def test_a_yes_of_an_earlier_day_does_not_outrank_what_came_later(reply: Reply) -> None:
    later = Said(reply, TODAY, own=True)

    assert that_holds([later, Said(Reply.YES, TODAY - DAY)]) == 0
    assert that_holds([later, Said(Reply.YES, TODAY - DAY, after=True)]) == 0
    assert that_holds([later, Said(Reply.YES, TODAY + DAY)]) == 1


@pytest.mark.parametrize("reply", [Reply.YES, Reply.ATTENDED])
def test_of_the_same_day_a_no_stands_until_the_giver_or_a_witness_says_otherwise(reply: Reply) -> None:
    assert that_holds([NO, Said(reply, TODAY)]) == 0
    assert that_holds([NO, Said(reply, TODAY, after=True)]) == 1
    assert that_holds([NO, Said(reply, TODAY, own=True)]) == 1
    assert that_holds([YES, NO]) == 1


def test_not_to_have_been_reached_is_no_answer() -> None:
    away = Said(Reply.HINDERED, TODAY)

    assert that_holds([Said(Reply.TALK, TODAY - DAY), away]) == 0
    assert that_holds([away]) == 0
    with pytest.raises(ValueError, match="none holds"):
        that_holds([])


def test_of_two_noes_or_two_yeses_of_one_day_the_later_is_the_one() -> None:
    talk, no = Said(Reply.TALK, TODAY), Said(Reply.NO, TODAY)

    assert that_holds([no, talk]) == 1 and that_holds([talk, no]) == 1
    assert that_holds([YES, YES]) == 1
    assert that_holds([Said(Reply.SILENT, TODAY), YES]) == 1


@pytest.mark.parametrize(
    ("latest", "new", "in_the_way"),
    [
        (NO, Said(Reply.YES, TODAY - DAY, own=True, after=True), True),
        (NO, Said(Reply.YES, TODAY), True),
        (NO, Said(Reply.YES, TODAY, own=True), False),
        (NO, Said(Reply.YES, TODAY, after=True), False),
        (NO, Said(Reply.YES, TODAY + DAY), False),
        (NO, Said(Reply.NO, TODAY - DAY), False),
        (YES, Said(Reply.YES, TODAY - DAY), False),
        (YES, Said(Reply.YES, TODAY), False),
    ],
)
def test_only_a_yes_that_may_be_from_before_the_no_is_refused(latest: Said, new: Said, in_the_way: bool) -> None:
    assert stands_in_the_way(latest, new) is in_the_way


@given(st.lists(ANSWERS, min_size=1, max_size=6))
def test_what_holds_is_never_a_yes_from_before_a_no(said: list[Said]) -> None:
    place = that_holds(said)

    held = said[place]
    assert not any(one.reply in CLOSING and one.on > held.on and stands_in_the_way(one, held) for one in said)
