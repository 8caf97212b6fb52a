"""A page that says that nothing was saved has saved nothing, and a question nobody has been asked can be removed."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import actions
from samverkan.consent.models import Question
from samverkan.consent.tests.test_answer_a_question import asked
from samverkan.consent.tests.test_ask_for_consent import ask
from samverkan.people.wording import short_day
from samverkan.policy.consenting import longest_end
from tests.cast import Cast, client_as, yes_until

BECAUSE = "a test counts the questions themselves"


def count() -> int:
    """How many questions there are."""
    return Question.objects.unguarded(because=BECAUSE).count()


def removed(client: Client, cast: Cast, question: Question) -> int:
    """The status when somebody presses Ta bort."""
    return client.post(reverse("consent_discard", args=[cast.ebbas_case, question.id])).status_code


def test_where_one_receiver_cannot_be_asked_for_none_is(cast: Cast) -> None:
    before, sara = count(), client_as(cast.sara)

    met = sara.post(
        reverse("consent_ask", args=[cast.ebbas_case]),
        {
            "thing": "skolans-stod",
            "receivers": [str(cast.organisation("habiliteringen").id), "skolan"],
            "purpose": "stod",
            "manners": ["tala"],
            "ends_on": str(yes_until(timezone.localdate())),
        },
    )

    assert met.status_code == 422
    assert "Välj en mottagare som inte redan har uppgiften." in met.content.decode()
    assert count() == before


def test_a_question_that_nobody_has_been_asked_is_removed(cast: Cast) -> None:
    question, sara = ask(cast), client_as(cast.sara)
    url = reverse("consent_discard", args=[cast.ebbas_case, question.id])
    assert url in sara.get(reverse("consent_send", args=[cast.ebbas_case])).content.decode()
    assert url in sara.get(reverse("consent", args=[cast.ebbas_case, question.id])).content.decode()

    page = unescape(sara.post(url, follow=True).content.decode())

    assert "Frågan är borttagen. Ingen har fått den." in page
    assert not Question.objects.unguarded(because=BECAUSE).filter(id=question.id).exists()
    assert removed(sara, cast, question) == 404


def test_one_that_has_been_put_is_not_removed(cast: Cast) -> None:
    question, sara = asked(cast), client_as(cast.sara)

    page = sara.get(reverse("consent", args=[cast.ebbas_case, question.id])).content.decode()

    assert "Ta bort frågan" not in page
    assert removed(sara, cast, question) == 404
    with pytest.raises(actions.AlreadyPut, match="redan ställd"):
        actions.discard(case=cast.ebbas_case, question=question.id)


@pytest.mark.parametrize(("who", "status"), [("mikael", 403), ("anna", 403), ("maria", 403)])
def test_nobody_outside_the_work_removes_it(cast: Cast, who: str, status: int) -> None:
    question = ask(cast)

    assert removed(client_as(getattr(cast, who)), cast, question) == status
    assert Question.objects.unguarded(because=BECAUSE).filter(id=question.id).exists()


def test_it_is_not_removed_by_looking(cast: Cast) -> None:
    question = ask(cast)

    met = client_as(cast.sara).get(reverse("consent_discard", args=[cast.ebbas_case, question.id]))

    assert met.status_code == 405


def test_the_last_day_that_the_page_proposes_may_be_written_without_its_year(cast: Cast) -> None:
    """ "30 juni" beside "senast 30 juni 2027" is that day, and not the one that has been."""
    sara, url = client_as(cast.sara), reverse("consent_ask", args=[cast.ebbas_case])
    last = longest_end(timezone.localdate())
    told = {"thing": "skolans-stod", "receivers": [str(cast.organisation("habiliteringen").id)], "purpose": "stod"}

    met = sara.post(url, told | {"manners": ["tala"], "ends_on": short_day(last)})

    assert met.status_code == 302
    assert Question.objects.unguarded(because=BECAUSE).latest("made_at").ends_on == last
