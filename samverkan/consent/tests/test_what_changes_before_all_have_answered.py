"""What turns round a pupil while a question waits, and what a yes to the school itself opens."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from samverkan.consent import actions, queries
from samverkan.consent.models import Question
from samverkan.consent.tests.test_answer_a_question import EVERY, asked, opened_by, says
from samverkan.guard.granting import source_of
from samverkan.guard.models import Grant
from samverkan.people import turns
from samverkan.people.models import Guardianship, Person
from samverkan.people.stances import sign
from samverkan.people.turns import Turn
from samverkan.policy.consenting import ConsentState, Reply, Suspension
from samverkan.policy.vocabulary import GrantId, InformationClass, Kind, OrganisationId, Purpose, Role, Stance
from tests.cast import Cast, scope_of, yes_until


def asked_of_care(cast: Cast, *, to: str, role: Role | None = None, parts: Iterable[Kind] = (Kind.NOTE,)) -> Question:
    """Sara asks whether the habilitering may let somebody have what it has noted of Ebba."""
    now = timezone.now()
    question = actions.ask(
        case=cast.ebbas_case,
        classes=[InformationClass.REGION_CARE],
        kinds=parts,
        senders=[cast.organisation("habiliteringen").id],
        receiver=cast.organisation(to).id,
        receiver_role=role,
        purpose=Purpose.SUPPORT,
        manners=EVERY,
        begins_on=timezone.localdate(now),
        ends_on=yes_until(timezone.localdate(now), 90),
        matter="habiliteringens anteckningar",
        by=scope_of(cast.sara).reader,
        now=now,
    )
    actions.send_questions([question], by=scope_of(cast.sara).reader, now=now)
    return question


def is_guardian_no_more(cast: Cast, who: Person) -> None:
    """A court has decided, and the register tells of it."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Guardianship.objects.filter(case_id=cast.ebbas_case, person=who).update(ends_on=yesterday)
    turns.turned([Turn(cast.ebbas_case, Suspension.CUSTODY)], now=timezone.now())


def state(cast: Cast, question: Question, days: int = 0) -> ConsentState:
    """Where the question stands as Sara sees it, some days from now."""
    scope = scope_of(cast.sara, now=timezone.now() + timedelta(days=days))
    return queries.question(scope, cast.ebbas_case, question.id).state


def test_the_one_guardian_who_is_left_has_already_said_yes(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    assert opened_by(question) == 0

    is_guardian_no_more(cast, cast.olof)

    assert state(cast, question) is ConsentState.GIVEN
    assert opened_by(question) > 0


def test_a_question_that_nobody_has_answered_waits_on_whoever_answers_now(cast: Cast) -> None:
    question = asked(cast)

    is_guardian_no_more(cast, cast.olof)

    assert state(cast, question) is ConsentState.ASKED
    assert opened_by(question) == 0


def test_a_question_that_opened_nothing_rests_without_a_word_of_closing(cast: Cast) -> None:
    question = asked(cast)

    turns.turned([Turn(cast.ebbas_case, Suspension.SCHOOL)], now=timezone.now())

    assert state(cast, question) is ConsentState.SUSPENDED


def test_where_one_guardian_is_signed_to_be_enough_one_yes_opens(cast: Cast) -> None:
    sign(
        huvudman=cast.organisation("skolor").huvudman_id,
        point="en-eller-tva",
        stance=Stance.ONE_GUARDIAN,
        reason="Beslut i nämnden.",
        by=scope_of(cast.margareta).reader,
        now=timezone.now(),
    )
    question, weighty = asked(cast, slight=True), asked(cast, to="habiliteringen")

    assert says(cast, weighty, cast.anna, Reply.YES) is ConsentState.ASKED
    assert opened_by(weighty) == 0
    assert says(cast, question, cast.anna, Reply.YES) is ConsentState.GIVEN
    found = Grant.objects.filter(source_id=question.id, ended_at=None)
    assert {source_of(GrantId(grant.id)) for grant in found} == {question.id}


def test_past_its_last_day_a_yes_has_run_out_and_says_so(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)

    last = (question.ends_on - timezone.localdate()).days
    assert state(cast, question, days=last) is ConsentState.GIVEN
    assert state(cast, question, days=last + 1) is ConsentState.EXPIRED


def test_a_yes_to_the_whole_school_tells_nobody_else_and_outlives_those_who_leave(cast: Cast) -> None:
    question = asked_of_care(cast, to="skolor")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    opened = Grant.objects.filter(source_id=question.id, ended_at=None)
    assert {grant.receiver_organisation_id for grant in opened} == {cast.organisation("skolor").id}

    leaves(cast, "skolor", Role.COUNSELLOR)

    assert state(cast, question) is ConsentState.GIVEN


def test_a_yes_to_one_role_rests_when_nobody_has_that_role_any_more(cast: Cast) -> None:
    question = asked_of_care(cast, to="bup", role=Role.BUP_CLINICIAN)
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)

    leaves(cast, "bup", Role.FIRST_LINE)
    assert state(cast, question) is ConsentState.GIVEN, "another role there is not who was asked about"
    leaves(cast, "bup", Role.BUP_CLINICIAN)

    assert state(cast, question) is ConsentState.SUSPENDED
    assert opened_by(question) == 0


def leaves(cast: Cast, where: str, role: Role) -> None:
    """Somebody of the role at the organisation has left the work round Ebba."""
    place = OrganisationId(cast.organisation(where).id)
    turns.turned([Turn(cast.ebbas_case, Suspension.RECEIVER, place, role.value)], now=timezone.now())
