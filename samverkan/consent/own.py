"""What one person has answered about a pupil: their own answers, and nobody else's."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.consent.models import Answer, AnswerForm, Question
from samverkan.consent.queries import QuestionRow
from samverkan.consent.sealed_words import matters_of
from samverkan.consent.texts import control, frozen_text
from samverkan.consent.wording import REPLY_WORDS, SAID_BY_YOU
from samverkan.guard.scope import Scope
from samverkan.people.queries import names
from samverkan.people.wording import day_with_year
from samverkan.policy.consenting import ConsentState, Reply, answers_alone


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One answer of one's own."""

    question: UUID
    word: str
    when: str
    how: str
    """ "muntligt, skrivet av Sara Holm"."""
    control: str
    """The beginning of the hash of the text that was answered; empty for what was answered before texts were kept."""


def history(scope: Scope, rows: tuple[QuestionRow, ...]) -> tuple[OwnAnswer, ...]:
    """The reader's own answers to questions read within the scope, the newest first. That one could not be reached is
    the school's note, and no answer of one's own.
    """
    found = Answer.objects.filter(question__in=[row.id for row in rows], giver_id=scope.reader.person)
    kept = found.exclude(reply=Reply.HINDERED).select_related("wording__question__cell")
    answers = list(kept.order_by("-recorded_at", "-id"))
    known = names({answer.recorded_by_id for answer in answers}) if answers else {}
    return tuple(_told(answer, known.get(answer.recorded_by_id, "skolan")) for answer in answers)


@dataclass(frozen=True, slots=True)
class InName:
    """An answer that somebody at the school has written down in the reader's name, which the reader has not seen."""

    case: UUID
    question: UUID
    matter: str
    said: str
    """ "har sagt ja"."""
    by: str
    on: date


def written_in_ones_name(scope: Scope) -> tuple[InName, ...]:
    """The latest answer to each question that somebody else has written in the reader's name, the newest first.

    What one has answered oneself since then is one's answer, so there is nothing more to see.
    """
    reader = scope.reader.person
    answers = Answer.objects.filter(giver_id=reader).exclude(reply=Reply.HINDERED)
    unseen = answers.filter(seen_at=None).exclude(form=AnswerForm.ELECTRONIC).exclude(recorded_by_id=reader)
    rows = {row.id: row for row in Question.objects.within(scope).filter(id__in=unseen.values("question_id"))}
    if not rows:
        return ()
    latest = {row.question_id: row for row in answers.filter(question__in=rows).order_by("recorded_at", "id")}
    shown = [row for row in latest.values() if row.form != AnswerForm.ELECTRONIC and row.seen_at is None]
    matters, known = matters_of(rows.values()), names({row.recorded_by_id for row in shown})
    return tuple(
        InName(
            rows[row.question_id].case_id,
            row.question_id,
            matters[row.question_id],
            SAID_BY_YOU[Reply(row.reply)],
            known.get(row.recorded_by_id, "Skolan"),
            row.answered_on,
        )
        for row in sorted(shown, key=lambda row: row.recorded_at, reverse=True)
    )


def to_answer(rows: tuple[QuestionRow, ...]) -> tuple[QuestionRow, ...]:
    """The questions that wait for the reader's own answer."""
    return tuple(row for row in rows if may_answer(row) and row.silent and row.state is ConsentState.ASKED)


def may_answer(row: QuestionRow) -> bool:
    """Whether the one in the family to whom it is told answers it here: it has been put, stands, and is theirs."""
    over = (ConsentState.NOT_ASKED, ConsentState.EXPIRED, ConsentState.SUSPENDED)
    mine = any(answers_alone(giver.capacity) for giver in row.givers)
    return row.own and mine and row.state not in over


def _told(answer: Answer, by: str) -> OwnAnswer:
    form = AnswerForm(answer.form)
    how = form.label.lower() if form is AnswerForm.ELECTRONIC else f"{form.label.lower()}, skrivet av {by}"
    return OwnAnswer(
        answer.question_id,
        REPLY_WORDS[Reply(answer.reply)],
        day_with_year(answer.answered_on),
        how,
        control(frozen_text(answer.wording)) if answer.wording is not None else "",
    )
