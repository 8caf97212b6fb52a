"""A yes opens and a no closes, in the same transaction as it is written down. The room sees it at the next request."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from samverkan.consent import actions, queries
from samverkan.consent.models import AnswerForm, Question
from samverkan.guard.models import Grant, Statement
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import Person
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, OrganisationId, PersonId, Purpose
from tests.cast import Cast, scope_of, yes_until

EVERY = (Manner.SPEAK, Manner.RECORD, Manner.SEND)


def asked(cast: Cast, *, to: str = "bup", slight: bool = False) -> Question:
    """Sara asks whether another organisation may have the school's assessment of Ebba."""
    now = timezone.now()
    question = actions.ask(
        case=cast.ebbas_case,
        classes=[InformationClass.SUPPORT],
        kinds=[Kind.ASSESSMENT],
        senders=[cast.organisation("skolor").id],
        receiver=cast.organisation(to).id,
        receiver_role=None,
        purpose=Purpose.SUPPORT,
        manners=EVERY,
        begins_on=timezone.localdate(now),
        ends_on=yes_until(timezone.localdate(now), 90),
        matter="skolans bedömning",
        origins=[None],
        by=scope_of(cast.sara).reader,
        now=now,
    )
    said = {question.id} if slight else set()
    actions.send_questions([question], by=scope_of(cast.sara).reader, now=now, slight=said)
    return question


def says(cast: Cast, question: Question, who: Person, reply: Reply) -> ConsentState:
    """Sara writes down what somebody said on the phone."""
    now = timezone.now()
    return actions.record_answer(
        question=question.id,
        giver=PersonId(who.id),
        reply=reply,
        form=AnswerForm.ORAL,
        answered_on=timezone.localdate(now),
        by=scope_of(cast.sara).reader,
        now=now,
        read_aloud="Björkskolan frågar …",
    )


def said(cast: Cast, question: Question, who: Person, reply: Reply, *, on: date, **more: Any) -> ConsentState:
    """Sara writes down what somebody said on a day."""
    return actions.record_answer(
        question=question.id,
        giver=PersonId(who.id),
        reply=reply,
        form=AnswerForm.ORAL,
        answered_on=on,
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
        **more,
    )


def opened_by(question: Question) -> int:
    """How many grants of the question are in force."""
    return Grant.objects.filter(source_id=question.id, ended_at=None).count()


def assessments_seen_by(cast: Cast, person: Person) -> list[UUID]:
    """The school's own assessments of Ebba that the person can open now."""
    rows = Statement.objects.within(scope_of(person)).filter(
        cell__case_id=cast.ebbas_case,
        cell__information_class=InformationClass.SUPPORT,
        cell__kind=Kind.ASSESSMENT,
        cell__origin_class=None,
    )
    return [row.id for row in rows]


def test_one_guardians_yes_is_not_enough(cast: Cast) -> None:
    question = asked(cast)

    state = says(cast, question, cast.anna, Reply.YES)

    assert state is ConsentState.ASKED
    assert opened_by(question) == 0


def test_both_guardians_yes_lets_the_logoped_read_the_assessment_at_once(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    before = assessments_seen_by(cast, cast.maria)

    says(cast, question, cast.anna, Reply.YES)
    state = says(cast, question, cast.olof, Reply.YES)

    assert before == []
    assert state is ConsentState.GIVEN
    assert assessments_seen_by(cast, cast.maria)


def test_a_withdrawn_consent_closes_at_the_next_request(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)

    state = actions.withdraw(
        question=question.id,
        giver=PersonId(cast.olof.id),
        form=AnswerForm.ELECTRONIC,
        by=scope_of(cast.olof).reader,
        now=timezone.now(),
    )

    assert state is ConsentState.WITHDRAWN
    assert opened_by(question) == 0
    assert assessments_seen_by(cast, cast.maria) == []


def test_an_older_paper_does_not_open_what_was_taken_back(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    olof = PersonId(cast.olof.id)
    by = scope_of(cast.olof).reader
    actions.withdraw(question=question.id, giver=olof, form=AnswerForm.ELECTRONIC, by=by, now=timezone.now())

    with pytest.raises(actions.Overtaken, match="tog tillbaka sitt ja"):
        actions.record_answer(
            question=question.id,
            giver=olof,
            reply=Reply.YES,
            form=AnswerForm.PAPER,
            answered_on=timezone.localdate() - timedelta(days=30),
            by=by,
            now=timezone.now(),
        )

    assert opened_by(question) == 0


def test_a_no_after_a_yes_from_the_same_guardian_closes(cast: Cast) -> None:
    question = asked(cast, to="habiliteringen")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)

    state = says(cast, question, cast.anna, Reply.NO)

    assert state is ConsentState.DIFFERING
    assert assessments_seen_by(cast, cast.maria) == []


def test_wanting_to_talk_first_opens_nothing(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)

    state = says(cast, question, cast.olof, Reply.TALK)

    assert state is ConsentState.ASKED
    assert opened_by(question) == 0


def test_a_yes_to_the_assessment_frees_neither_notes_nor_what_the_school_received(cast: Cast) -> None:
    question = asked(cast, to="socialtjansten")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)
    pupil = pupil_row(cast.ebbas_case)
    reading = scope_of(cast.peter).reading

    assert reading.covers(school_cell(pupil, InformationClass.SUPPORT, Kind.ASSESSMENT))
    assert not reading.covers(school_cell(pupil, InformationClass.SUPPORT, Kind.NOTE))
    received = school_cell(pupil, InformationClass.SUPPORT, Kind.ASSESSMENT, origin=InformationClass.REGION_CARE)
    assert not reading.covers(received)


def test_a_yes_about_one_party_does_not_tell_who_else_knows_the_child(cast: Cast) -> None:
    question = asked(cast, to="bup")
    says(cast, question, cast.anna, Reply.YES)
    says(cast, question, cast.olof, Reply.YES)

    opened = [row.facts for row in Grant.objects.filter(source_id=question.id, ended_at=None)]

    told_by_school = [
        grant
        for grant in opened
        if Kind.EXISTENCE in grant.kinds and OrganisationId(cast.organisation("skolor").id) in grant.holders
    ]
    assert told_by_school == []


def test_a_grandmother_cannot_answer_for_ebba(cast: Cast) -> None:
    question = asked(cast)

    with pytest.raises(actions.NotAGiver, match="inte en av dem"):
        says(cast, question, cast.katja, Reply.YES)

    assert opened_by(question) == 0


def test_the_page_says_who_has_answered_what_in_plain_words(cast: Cast) -> None:
    question = asked(cast)
    says(cast, question, cast.anna, Reply.YES)

    row = queries.question(scope_of(cast.sara), cast.ebbas_case, question.id)

    assert row.sentence.startswith("Anna har sagt ja. Olof har inte svarat")
    assert "Får BUP öst ta del av skolans bedömning?" in row.read_aloud
    assert "Du kan ta tillbaka ditt ja när du vill." in row.read_aloud
    assert "Säger du nej får Ebba stöd i skolan ändå." in row.read_aloud


def test_a_teacher_who_is_not_in_the_team_never_learns_that_anybody_was_asked(cast: Cast) -> None:
    asked(cast)

    assert queries.questions(scope_of(cast.mikael), cast.ebbas_case) == ()
