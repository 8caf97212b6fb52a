"""What the page says was shared is what a receiver opened while that very yes held, and nothing that never was."""

from django.utils import timezone

from samverkan.consent import queries
from samverkan.consent.models import Question
from samverkan.consent.tests.test_answer_a_question import asked, says
from samverkan.guard.models import Grant
from samverkan.people.wording import short_day
from samverkan.policy.consenting import Reply
from tests.cast import Cast, client_as, scope_of


def told(cast: Cast, question: Question) -> str:
    """The question's sentence, as Sara has it."""
    rows = queries.questions(scope_of(cast.sara), cast.ebbas_case)
    return next(row.sentence for row in rows if row.id == question.id)


def _only(question: Question) -> None:
    """No other yes of the pupil's is left."""
    Grant.objects.filter(case=question.case_id).exclude(source_id=question.id).delete()


def test_what_maria_read_while_the_yes_held_was_shared_that_day(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    _only(question)
    assert client_as(cast.maria).get(f"/elever/{cast.ebbas_case}/tidslinje").status_code == 200
    says(cast, question, cast.anna, Reply.WITHDRAWN)

    assert f"Det delades {short_day(timezone.localdate())} innan det togs tillbaka." in told(cast, question)


def test_a_question_that_never_opened_has_shared_nothing(cast: Cast) -> None:
    """Olof never answered; Maria read the team on another yes."""
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    assert client_as(cast.maria).get(f"/elever/{cast.ebbas_case}/teamet").status_code == 200
    says(cast, question, cast.anna, Reply.WITHDRAWN)

    assert "delats" not in told(cast, question) and "delades" not in told(cast, question)


def test_what_another_yes_may_have_opened_is_not_said_for_sure(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    assert client_as(cast.maria).get(f"/elever/{cast.ebbas_case}/tidslinje").status_code == 200
    says(cast, question, cast.anna, Reply.WITHDRAWN)

    assert f"Det kan ha delats {short_day(timezone.localdate())} innan det togs tillbaka." in told(cast, question)


def test_what_was_read_after_was_not_shared_by_it(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    says(cast, question, cast.anna, Reply.WITHDRAWN)
    assert client_as(cast.maria).get(f"/elever/{cast.ebbas_case}/tidslinje").status_code == 200

    assert "delats" not in told(cast, question) and "delades" not in told(cast, question)
