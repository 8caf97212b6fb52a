"""A yes that is taken back is told to those who keep the work together, and to nobody in the family."""

from django.utils import timezone

from samverkan.consent.tests.test_answer_a_question import asked, said, says
from samverkan.policy.consenting import Reply
from tests.cast import Cast, client_as

TOLD = "Ett ja togs tillbaka"


def day_of(cast: Cast, who: str) -> str:
    return client_as(getattr(cast, who)).get("/").content.decode()


def test_the_coordinator_and_the_rektor_read_it_on_idag(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    assert TOLD not in day_of(cast, "sara")

    says(cast, question, cast.anna, Reply.WITHDRAWN)

    assert TOLD in day_of(cast, "sara")
    assert TOLD in day_of(cast, "anna_karin")
    assert all(TOLD not in day_of(cast, who) for who in ("anna", "olof", "ebba", "kerstin", "maria", "petra"))


def test_given_anew_it_is_no_news(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.anna, Reply.WITHDRAWN)

    said(cast, question, cast.anna, Reply.YES, on=timezone.localdate(), said_after=True)

    assert TOLD not in day_of(cast, "sara")
