"""No pressure: a no is asked about again for a reason, or come back to on a day. The family is told of neither."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent.models import Question
from samverkan.consent.tests.test_answer_a_question import says
from samverkan.policy.consenting import Reply
from tests.cast import Cast, client_as, yes_until

BECAUSE = "a test looks at the questions themselves"
WHY = "Habiliteringen har bytt logoped, och Anna har bett oss fråga."
COME_BACK = "Ni ville komma tillbaka till en fråga som fick nej."


def count() -> int:
    """How many questions there are."""
    return Question.objects.unguarded(because=BECAUSE).count()


def asks(cast: Cast, **changed: Any) -> Any:
    """Sara asks whether habiliteringen may know what support the school gives."""
    told = {
        "thing": "skolans-stod",
        "receivers": [str(cast.organisation("habiliteringen").id)],
        "purpose": "stod",
        "manners": ["tala"],
        "ends_on": str(yes_until(timezone.localdate())),
    }
    return client_as(cast.sara).post(reverse("consent_ask", args=[cast.ebbas_case]), told | changed)


@pytest.fixture
def refused(cast: Cast) -> Question:
    """Anna has said no to it today."""
    asks(cast)
    client_as(cast.sara).post(reverse("consent_send", args=[cast.ebbas_case]))
    question = Question.objects.unguarded(because=BECAUSE).latest("made_at")
    says(cast, question, cast.anna, Reply.NO)
    return question


def url(name: str, cast: Cast, question: UUID) -> str:
    return reverse(name, args=[cast.ebbas_case, question])


def test_it_is_not_put_anew_at_once(cast: Cast, refused: Question) -> None:
    before = count()

    for reason in ("", "x", " " * 30):
        met = asks(cast, again=reason)
        page = unescape(met.content.decode())
        assert met.status_code == 422
        assert "svaret blev nej" in page and "Ett nej är ett svar." in page
        assert "Varför frågar ni igen?" in page
    assert asks(cast, manners=["tala", "lamna"]).status_code == 422, "told in another way it is the same question"
    assert count() == before


def test_the_reason_is_asked_for_only_where_there_was_a_no(cast: Cast, refused: Question) -> None:
    page = client_as(cast.sara).get(reverse("consent_ask", args=[cast.ebbas_case])).content.decode()

    assert "Varför frågar ni igen?" not in page
    assert asks(cast, receivers=[str(cast.organisation("socialtjansten").id)]).status_code == 302
    assert asks(cast, thing="skolans-anteckningar").status_code == 302


def test_with_a_reason_it_is_asked_again_and_the_school_reads_why(cast: Cast, refused: Question) -> None:
    met = asks(cast, again=WHY)

    made = Question.objects.unguarded(because=BECAUSE).latest("made_at")
    client_as(cast.sara).post(reverse("consent_send", args=[cast.ebbas_case]))
    assert met.status_code == 302
    assert made.id != refused.id
    assert WHY in unescape(client_as(cast.sara).get(url("consent", cast, made.id)).content.decode())
    assert WHY not in unescape(client_as(cast.olof).get(url("my_answer", cast, made.id)).content.decode())
    assert WHY.encode() not in bytes(made.sealed_again or b"")


def test_a_day_to_come_back_is_told_on_idag_when_it_has_come(cast: Cast, refused: Question) -> None:
    sara, later = client_as(cast.sara), timezone.localdate() + timedelta(days=30)
    assert url("consent_return", cast, refused.id) in sara.get(url("consent", cast, refused.id)).content.decode()

    past = sara.post(url("consent_return", cast, refused.id), {"on": "2020-01-01"})
    done = sara.post(url("consent_return", cast, refused.id), {"on": str(later)}, follow=True)
    waits = COME_BACK in sara.get("/").content.decode()
    Question.objects.unguarded(because=BECAUSE).filter(id=refused.id).update(returns_on=timezone.localdate())

    assert past.status_code == 422
    assert "Ni kommer tillbaka till frågan" in done.content.decode()
    assert not waits
    assert COME_BACK in sara.get("/").content.decode()
    assert all(COME_BACK not in client_as(who).get("/").content.decode() for who in (cast.anna, cast.olof, cast.petra))


def test_once_it_is_asked_again_there_is_nothing_to_come_back_to(cast: Cast, refused: Question) -> None:
    Question.objects.unguarded(because=BECAUSE).filter(id=refused.id).update(returns_on=timezone.localdate())

    asks(cast, again=WHY)

    assert COME_BACK not in client_as(cast.sara).get("/").content.decode()


def test_the_day_may_be_taken_away(cast: Cast, refused: Question) -> None:
    Question.objects.unguarded(because=BECAUSE).filter(id=refused.id).update(returns_on=timezone.localdate())

    client_as(cast.sara).post(url("consent_return", cast, refused.id), {"on": ""})

    assert COME_BACK not in client_as(cast.sara).get("/").content.decode()


@pytest.mark.parametrize("who", ["mikael", "anna", "maria"])
def test_nobody_outside_the_work_sets_it(cast: Cast, refused: Question, who: str) -> None:
    met = client_as(getattr(cast, who)).post(url("consent_return", cast, refused.id), {"on": "imorgon"})

    assert met.status_code == 403
    assert Question.objects.unguarded(because=BECAUSE).get(id=refused.id).returns_on is None
