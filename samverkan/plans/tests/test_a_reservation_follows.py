"""A förbehåll binds whoever is told (OSL 10:14, 12:2), so it is read where the thing is read, and nowhere else."""

from dataclasses import replace

from django.utils import timezone

from samverkan.consent import actions
from samverkan.consent.models import AnswerForm, Question
from samverkan.consent.reservations import reservations
from samverkan.consent.tests.test_answer_a_question import asked
from samverkan.guard.models import Cell, Grant, Statement
from samverkan.people.models import Person
from samverkan.plans.queries import why
from samverkan.plans.tests.test_weigh_whether_it_can_be_handed_over import decide, requested
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.facts import Standing
from samverkan.policy.vocabulary import Branch, GrantId, InformationClass, Kind, PersonId, Role, Tie
from tests.cast import Cast, scope_of

WORDS = "Inte till någon annan på habiliteringen."


def says_yes(cast: Cast, question: Question, who: Person, reservation: str = "") -> ConsentState:
    now = timezone.now()
    return actions.record_answer(
        question=question.id,
        giver=PersonId(who.id),
        reply=Reply.YES,
        form=AnswerForm.ORAL,
        answered_on=timezone.localdate(now),
        by=scope_of(cast.sara).reader,
        now=now,
        reservation=reservation,
    )


def told_to(cast: Cast, person: Person) -> str:
    """What the person reads under "Varför ser jag det här?" of the school's assessment."""
    scope = scope_of(person)
    rows = Statement.objects.within(scope).filter(
        cell__case=cast.ebbas_case,
        cell__information_class=InformationClass.SUPPORT.value,
        cell__kind=Kind.ASSESSMENT.value,
    )
    return " ".join(reason.sentence for reason in why(scope, [row.cell.facts for row in rows]))


def test_the_receiver_reads_what_the_yes_was_given_with(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says_yes(cast, question, cast.anna, WORDS)
    says_yes(cast, question, cast.olof)

    told = told_to(cast, cast.maria)

    assert "De som bestämmer över uppgiften har sagt ja. Det gäller med förbehåll." in told
    assert f"Förbehåll: {WORDS}" in told
    assert WORDS not in told_to(cast, cast.olof) and WORDS not in told_to(cast, cast.jonas)


def test_a_yes_without_one_says_nothing_of_it(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says_yes(cast, question, cast.anna)
    says_yes(cast, question, cast.olof)

    assert "förbehåll" not in told_to(cast, cast.maria).lower()
    assert reservations(scope_of(cast.maria), [GrantId(row.id) for row in Grant.objects.all()]) == {}


def test_one_that_is_answered_anew_without_it_no_longer_binds(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says_yes(cast, question, cast.anna, WORDS)
    says_yes(cast, question, cast.olof)

    says_yes(cast, question, cast.anna)

    assert "förbehåll" not in told_to(cast, cast.maria).lower()


def test_a_guardian_who_works_at_the_receiver_reads_nothing_of_the_others_answer(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says_yes(cast, question, cast.anna, WORDS)
    says_yes(cast, question, cast.olof)
    grants = [GrantId(row.id) for row in Grant.objects.filter(source_id=question.id, ended_at=None)]
    scope = scope_of(cast.maria)
    parent = Standing(Tie.GUARDIAN, Role.GUARDIAN, None, Branch.SCHOOL, case=cast.ebbas_case)
    reader = replace(scope.reader, standings=(*scope.reader.standings, parent))

    assert set(reservations(scope, grants).values()) == {(WORDS,)}
    assert reservations(replace(scope, facts=replace(scope.facts, reader=reader)), grants) == {}


def test_an_assessment_tells_who_signed_it_and_with_what(cast: Cast) -> None:
    request = requested(cast)
    decide(cast, request, reservation="Inte till 5B.", later="on")
    scope = scope_of(cast.anna_karin)

    (reason,) = why(
        scope, [cell.facts for cell in Cell.objects.within(scope).filter(information_class="K03", kind="anteckning")]
    )

    assert "Det gäller med förbehåll. Bedömt av Birgitta Åhl" in reason.sentence
    assert reason.sentence.endswith("Förbehåll: Inte till 5B.")
