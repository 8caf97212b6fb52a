"""Where the huvudman has signed that one guardian is enough, the one who asks says of what it is so (FB 6:13 st. 2)."""

from html import unescape

from django.urls import reverse
from django.utils import timezone

from samverkan.consent.models import Question
from samverkan.consent.tests.test_answer_a_question import opened_by, says
from samverkan.people.stances import sign
from samverkan.plans.tests.test_a_no_is_an_answer import BECAUSE, asks
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import Stance
from tests.cast import Cast, client_as, scope_of

SLIGHT = "Frågan är inte av ingripande betydelse för barnets framtid"


def signs(cast: Cast) -> None:
    """The huvudman decides that one guardian is enough."""
    sign(
        huvudman=cast.organisation("skolor").huvudman_id,
        point="en-eller-tva",
        stance=Stance.ONE_GUARDIAN,
        reason="Beslut i nämnden.",
        by=scope_of(cast.margareta).reader,
        now=timezone.now(),
    )


def unsent(cast: Cast) -> Question:
    """A question that Sara has written and not sent."""
    asks(cast)
    return Question.objects.unguarded(because=BECAUSE).latest("made_at")


def sends(cast: Cast, *slight: Question) -> Question:
    """Sara sends it, with or without her word."""
    told = {"inte-ingripande": [str(question.id) for question in slight]}
    client_as(cast.sara).post(reverse("consent_send", args=[cast.ebbas_case]), told)
    return Question.objects.unguarded(because=BECAUSE).latest("made_at")


def page(cast: Cast) -> str:
    """What Sara looks through before she sends."""
    return unescape(client_as(cast.sara).get(reverse("consent_send", args=[cast.ebbas_case])).content.decode())


def test_with_the_word_of_the_one_who_asks_one_yes_opens(cast: Cast) -> None:
    signs(cast)
    question = unsent(cast)
    assert page(cast).count(SLIGHT) == 1

    sent = sends(cast, question)

    assert says(cast, sent, cast.anna, Reply.YES) is ConsentState.GIVEN
    assert opened_by(sent) > 0


def test_without_it_both_are_needed(cast: Cast) -> None:
    signs(cast)
    unsent(cast)

    sent = sends(cast)

    assert says(cast, sent, cast.anna, Reply.YES) is ConsentState.ASKED
    assert opened_by(sent) == 0
    assert says(cast, sent, cast.olof, Reply.YES) is ConsentState.GIVEN


def test_where_nothing_is_signed_it_is_not_asked_and_not_heard(cast: Cast) -> None:
    question = unsent(cast)
    assert SLIGHT not in page(cast)

    sent = sends(cast, question)

    assert not sent.slight
    assert says(cast, sent, cast.anna, Reply.YES) is ConsentState.ASKED


def test_a_no_from_the_other_closes_it_all_the_same(cast: Cast) -> None:
    signs(cast)
    sent = sends(cast, unsent(cast))
    says(cast, sent, cast.anna, Reply.YES)

    assert says(cast, sent, cast.olof, Reply.NO) is ConsentState.DIFFERING
    assert opened_by(sent) == 0
